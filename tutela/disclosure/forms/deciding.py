"""The tests one by one, the words as they may be said, and the reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.forms.orders import NamesCheckedForm
from tutela.disclosure.forms.asking import choice
from tutela.disclosure.models import Incident, TestAnswer
from tutela.disclosure.operations.deciding import Answer
from tutela.ui.fields import sentences

# what is said when a test is not answered, the question why, and what is said without a reason
SHORT = {
    "harm": (
        _("Select whether there is a risk of serious harm"),
        _("Why is there that risk, or not?"),
        _("Enter why there is a risk of serious harm, or not"),
    ),
    "necessary": (
        _("Select whether telling is necessary"),
        _("Why is it necessary, or not?"),
        _("Enter why telling is necessary, or not"),
    ),
    "proportionate": (
        _("Select whether it is proportionate"),
        _("Why is it proportionate, or not?"),
        _("Enter why it is proportionate, or not"),
    ),
    "lawful": (
        _("Select whether there is a power to tell"),
        _("Which power, and does anything forbid it?"),
        _("Enter which power there is, or what forbids it"),
    ),
    "accurate": (
        _("Select whether the words are accurate"),
        _("How were the words checked?"),
        _("Enter how the words were checked"),
    ),
    "timely": (
        _("Select whether now is the time"),
        _("Why now, or why not now?"),
        _("Enter why now, or why not now"),
    ),
}


class DecideForm(NamesCheckedForm):
    decision = choice(
        _("What do you decide?"),
        [
            ("approve", _("Approve: the recipient may be told in these words")),
            ("refuse", _("Refuse: the recipient is not told")),
        ],
        _("Select whether you approve or refuse"),
    )
    words = sentences(
        _("Exactly what may be said?"),
        _("Enter the exact words"),
        hint=_("As asked; shorten or change them here"),
        rows=5,
        most=4000,
    )
    conditions = sentences(_("On which conditions? (optional)"))
    reasons = sentences(
        _("Your reasons"),
        _("Enter your reasons"),
        hint=_("Reasons not to tell are as much a part of the record as reasons to tell"),
        rows=5,
        most=4000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, forms.Field] = {}
        for test, label in TestAnswer.Test.choices:
            unanswered, why, without = SHORT[test]
            asked[f"{test}_met"] = choice(
                label, [("yes", _("Met")), ("no", _("Not met"))], unanswered, inline=True
            )
            asked[f"{test}_why"] = sentences(why, without, rows=2, most=1000)
        self.fields = {**asked, **self.fields}

    @property
    def tests(self) -> list[tuple[Any, Any]]:
        """Each test with its reason, as the page shows them."""
        return [(self[f"{test}_met"], self[f"{test}_why"]) for test in TestAnswer.Test.values]

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        tests = {
            test: Answer(given.pop(f"{test}_met") == "yes", given.pop(f"{test}_why"))
            for test in TestAnswer.Test.values
        }
        return {**given, "tests": tests}


class ReviewForm(NamesCheckedForm):
    decision = choice(
        _("Was it right to tell at once?"),
        [
            ("uphold", _("Yes: danger was immediate, and it was no more than was needed")),
            ("reject", _("No: it is an incident, which another settles")),
        ],
        _("Select whether it was right"),
    )
    reasons = sentences(_("Your reasons"), _("Enter your reasons"), rows=5, most=4000)


class SettleForm(NamesCheckedForm):
    commissioner = choice(
        _("Was the Information Commissioner told?"),
        Incident.Commissioner.choices,
        _("Select whether the Information Commissioner was told"),
    )
    finding = sentences(
        _("What was found, and what was decided?"),
        _("Enter what was found and decided"),
        rows=5,
        most=4000,
    )
