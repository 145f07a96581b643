from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.people.models import Card, Review
from tutela.people.sharing_rules import SHORTEST_REASON
from tutela.ui.fields import Checkboxes, DayField, DayInput, Radios, sentences
from tutela.ui.forms import OperationForm

NARROW = {"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
GROUNDS = {
    "cover": _("I am covering for a colleague of that team"),
    "supervision": _("I supervise that team"),
}


def _reason(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        min_length=SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter the reason"),
            "min_length": _("The reason must have %(limit_value)d characters or more"),
        },
    )


class OpenForm(OperationForm):
    ground = forms.ChoiceField(
        label=_("On which ground do you open this file?"),
        widget=Radios,
        error_messages={"required": _("Select the ground on which you open this file")},
    )
    purpose = _reason(
        _("What do you need to do?"),
        _("The person's team and information governance see this, and another officer checks it."),
    )

    def __init__(self, *args: Any, grounds: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(ground.value, GROUNDS[ground]) for ground in grounds if ground in GROUNDS]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["ground"].initial = choices[0][0]


class PersonAskedForm(OperationForm):
    """Name with date of birth, or a number."""

    surname = forms.CharField(
        label=_("Surname"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=NARROW),
    )
    given_names = forms.CharField(
        label=_("First name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs=NARROW),
    )
    born_on = DayField(
        label=_("Date of birth"),
        help_text=_("For example, 27 3 1986"),
        called=_("Date of birth"),
        required=False,
        latest=localdate,
        widget=DayInput,
    )
    number = forms.CharField(
        label=_("Number"), required=False, max_length=60, widget=forms.TextInput(attrs=NARROW)
    )
    reason = _reason(_("Why do you ask?"), "")
    nothing = _("Enter a name with a date of birth, or a number")
    who = frozenset({"surname", "given_names", "born_on", "number", "house", "postcode"})

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        name = ("surname", "given_names", "born_on")
        wrong = {
            "surname": _("Enter the surname as well"),
            "given_names": _("Enter the first name as well"),
            "born_on": _("Enter the date of birth as well"),
        }
        if any(answers.get(part) for part in name):
            for part in name:
                if not answers.get(part) and part not in self.errors:
                    self.add_error(part, wrong[part])
        elif not (self.who & set(self.errors)) and not self.is_said_otherwise(answers):
            self.add_error("surname", self.nothing)
        return answers

    def is_said_otherwise(self, answers: dict[str, Any]) -> bool:
        return bool(answers.get("number"))


class EmergencyForm(PersonAskedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("PNC, CRO, prison or probation number")
        reason = self.fields["reason"]
        reason.label = _("What is the emergency?")
        reason.help_text = _(
            "The person's team, its supervisors and information governance are told now."
        )


class CardForm(PersonAskedForm):
    house = forms.CharField(
        label=_("House number or name"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=NARROW | {"class": "govuk-input--width-10"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs=NARROW | {"class": "govuk-input--width-10"}),
    )
    nothing = _("Enter a name with a date of birth, a number, or an address")
    field_order = (*("surname", "given_names", "born_on", "number", "house", "postcode", "reason"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("PNC or CRO number")
        self.fields["reason"].help_text = _("The team that manages the person sees this.")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("house") and not answers.get("postcode") and "postcode" not in self.errors:
            self.add_error("postcode", _("Enter the postcode as well"))
        if answers.get("postcode") and not answers.get("house") and "house" not in self.errors:
            self.add_error("house", _("Enter the house number or name as well"))
        return answers

    def is_said_otherwise(self, answers: dict[str, Any]) -> bool:
        return any(answers.get(name) for name in ("number", "house", "postcode"))


class ReviewForm(OperationForm):
    outcome = forms.ChoiceField(
        label=_("Was it justified?"),
        choices=Review.Outcome.choices,
        widget=Radios,
        error_messages={"required": _("Select whether it was justified")},
    )
    note = sentences(
        _("What did you check, and what follows?"), _("Enter what you checked"), most=500, rows=4
    )


SHOWN = (
    ("name", _("Name and date of birth")),
    ("photograph", _("Photograph")),
    ("warnings", _("Warnings")),
    ("status", _("Whether wanted, missing or recalled")),
    ("prohibitions", _("What the person must not do")),
)


class SetCardForm(OperationForm):
    status = forms.ChoiceField(
        label=_("Is the person wanted, missing or recalled?"),
        choices=Card.Status.choices,
        widget=Radios,
        error_messages={"required": _("Select whether the person is wanted, missing or recalled")},
    )
    warnings = sentences(
        _("Warnings to officers (optional)"),
        most=1000,
        hint=_("For example, carries a blade; do not attend alone."),
    )
    prohibitions = sentences(
        _("What must the person not do? (optional)"),
        rows=5,
        hint=_(
            "What any constable can enforce, one on a line. Never name a victim: write Victim A."
        ),
    )
    ring_day = forms.CharField(
        label=_("Whom to ring by day (optional)"),
        help_text=_("Empty shows your team's number."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=NARROW),
    )
    ring_night = forms.CharField(
        label=_("Whom to ring by night (optional)"),
        help_text=_("Empty shows your team's number."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs=NARROW),
    )
    shows_when_restricted = forms.MultipleChoiceField(
        label=_("What does the card show while the record is restricted? (optional)"),
        help_text=_("Nothing selected: the person is not found at all."),
        choices=SHOWN,
        required=False,
        widget=Checkboxes,
    )
