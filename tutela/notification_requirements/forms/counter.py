from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tutela.notification_requirements.forms.said import (
    KINDS,
    SHORT,
    line,
    one_of,
)
from tutela.notification_requirements.models import Notification, Verification, Visit
from tutela.notification_requirements.operations.writing import Placing
from tutela.people.forms.addresses import area_choice
from tutela.ui.clock import clock
from tutela.ui.fields import Checkboxes, DayField, Radios, sentences
from tutela.ui.forms import OperationForm

ELSEWHERE = "elsewhere"
DATES_FOLLOW_THE_RULE = _(
    "The dates follow the rule, which keeps both days where it is disputed. This records what your"
    " team holds."
)
MOVES = _("A home address in another area moves the person there")


class BeginForm(OperationForm):
    """Nothing to answer: the press begins a visit."""


class WhoForm(OperationForm):
    given_names = line(_("Given names (optional)"), most=150)
    surname = line(_("Surname, or the only name (optional)"), most=100)
    born_said = line(
        _("Date of birth, as they say it (optional)"),
        most=60,
        hint=_("For example, 27 March 1980, or about 1975"),
    )
    insurance_number = line(_("National Insurance number (optional)"), most=60, attrs=SHORT)
    number_said = line(
        _("PNC, CRO, prison or probation number, if they know one (optional)"), most=120
    )
    address_said = line(_("Where they live or stay, as they say it (optional)"), most=300)
    attended = one_of(_("Who is at the counter?"), Visit.Attended.choices)
    attended_name = line(_("Name of the parent or of whoever else came (optional)"))
    interpreter = line(_("Interpreter, and the language (optional)"))
    station = one_of(_("Where is it taken?"), ())
    station_said = line(_("The place, where it is none of these (optional)"))
    came_on = DayField(
        label=_("On which day did they come?"), called=_("The day they came"), required=False
    )
    came_at_said = line(_("At what time? (optional)"), most=60, attrs=SHORT)

    def __init__(self, *args: Any, stations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [*stations, (ELSEWHERE, _("Somewhere else"))]
        if stations:
            self.fields["station"].choices = places  # type: ignore[attr-defined]
        else:
            del self.fields["station"]
            self.fields["station_said"].label = _("Where is it taken? (optional)")

    @staticmethod
    def beginning() -> dict[str, Any]:
        now = timezone.localtime()
        return {
            "attended": Visit.Attended.PERSON,
            "came_on": now.date(),
            "came_at_said": clock(now),
        }


STANDS = [
    ("none", _("They say that there is none")),
    ("not_said", _("They did not say")),
]
AS_BEFORE = ("as_before", _("As notified before"))


class StandsForm(OperationForm):
    """What is said of each part of the set to which nothing was added."""

    def __init__(self, *args: Any, sections: list[str], has_before: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*([AS_BEFORE] if has_before else []), *STANDS]
        for section in sections:
            self.fields[section] = one_of(
                KINDS[section],
                choices,
                hint=_("Leave it unanswered if you add it to the visit yourself"),
                attrs={"class": "govuk-radios--small"},
            )


class FinishForm(OperationForm):
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Visit.Outcome.choices,
        initial=Visit.Outcome.TAKEN,
        widget=Radios(),
        error_messages={"required": _("Select what came of it")},
    )
    fingerprints = one_of(_("Fingerprints"), Visit.Asked.choices)
    photograph = one_of(
        _("Photograph"),
        Visit.Asked.choices,
        hint=_("Only to verify who the person is: s.87(4)"),
    )
    note = sentences(_("Anything else they said, or that you saw (optional)"))


class JoinForm(OperationForm):
    """What is written into the file beside the notifications, and whether the year starts again."""

    def __init__(
        self,
        *args: Any,
        proposals: list[tuple[str, str]],
        told: list[tuple[str, str, str, str]],
        placing: Placing | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if proposals:
            self.fields["writes"] = forms.MultipleChoiceField(
                label=_("Write into the file as well"),
                help_text=_("As they were notified. They can be verified afterwards"),
                choices=proposals,
                required=False,
                initial=[code for code, _label in proposals],
                widget=Checkboxes(),
            )
        if placing:
            self.fields["area"] = area_choice(placing.because or MOVES)
            self.fields["area"].label = _("Police area of the home address")
            self.fields["area"].initial = placing.area
        for item, label, default, why in told:
            self.fields[f"resets_{item}"] = forms.ChoiceField(
                label=_("%(kind)s: does it start the year again?") % {"kind": label},
                help_text=f"{why} {DATES_FOLLOW_THE_RULE}",
                choices=Notification.Resets.choices,
                initial=default,
                widget=Radios(inline=True),
            )
        self.fields["note"] = sentences(_("Anything to add? (optional)"), most=1000)

    @property
    def decided(self) -> dict[str, str]:
        """Whether each notification starts the year again."""
        return {
            name.removeprefix("resets_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("resets_")
        }

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {
            "writes": given.get("writes", []),
            "area": given.get("area"),
            "resets": self.decided,
            "note": given.get("note", ""),
        }


class FinishHereForm(JoinForm, FinishForm):
    """What came of it, and at once what is written into the open file."""

    @property
    def answers(self) -> dict[str, Any]:
        said = ("outcome", "fingerprints", "photograph")
        return super().answers | {name: self.cleaned_data[name] for name in said}


class PassOnForm(OperationForm):
    why = sentences(
        _("Why is it not about somebody whom your team manages?"),
        _("Enter why it is not about your person"),
        most=500,
    )


class WhoseForm(forms.Form):
    use_required_attribute = False
    surname = forms.CharField(label=_("Surname begins with"), max_length=100, required=False)


class YearForm(OperationForm):
    resets_year = forms.ChoiceField(
        label=_("Does it start the year again?"),
        help_text=DATES_FOLLOW_THE_RULE,
        choices=Notification.Resets.choices,
        widget=Radios(),
        error_messages={"required": _("Select whether it starts the year again")},
    )
    why = sentences(_("Why?"), _("Enter why"), most=500)


class VerifyForm(OperationForm):
    item = forms.ChoiceField(
        label=_("What was verified?"),
        widget=Radios(),
        error_messages={"required": _("Select what was verified")},
    )
    found = forms.ChoiceField(
        label=_("What was found?"),
        choices=Verification.Found.choices,
        widget=Radios(reveals={"different": "really"}),
        error_messages={"required": _("Select what was found")},
    )
    really = sentences(_("What is it really?"), most=500)
    how = forms.CharField(
        label=_("How was it verified?"),
        help_text=_("For example, a visit to the address, or the passport was seen"),
        max_length=300,
        error_messages={"required": _("Enter how it was verified")},
    )
    verified_on = DayField(
        label=_("On which day?"),
        called=_("The day"),
        latest=timezone.localdate,
        error_messages={"required": _("Enter the day on which it was verified")},
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("found") == Verification.Found.DIFFERENT and not given.get("really"):
            self.add_error("really", _("Enter what it really is"))
        return given
