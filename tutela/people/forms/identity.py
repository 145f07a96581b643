from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.people import rules
from tutela.people.models import Identifier, Name
from tutela.ui.fields import DayField, Radios
from tutela.ui.forms import OperationForm

WIDE = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"})
BORN_HINT = _("For example, 27 March 1980, March 1980, about 1975, or age 34 in 2020")


def source() -> forms.CharField:
    return forms.CharField(
        label=_("Who says so (optional)"),
        help_text=_("For example, the person themselves, a passport, a police record"),
        max_length=200,
        required=False,
    )


def born_before_now(said: str) -> str:
    """What was said, unless it is of a day to come: a slip of the pen, never what was said."""
    earliest = rules.born(said, on=localdate()).earliest
    if earliest and earliest > localdate():
        raise forms.ValidationError(_("Date of birth must be today or in the past"))
    return said


class NameForm(OperationForm):
    given_names = forms.CharField(
        label=_("Given names (optional)"), max_length=150, required=False, widget=WIDE
    )
    surname = forms.CharField(
        label=_("Surname or only name"),
        max_length=100,
        widget=WIDE,
        error_messages={"required": _("Enter a surname, or the only name")},
    )
    kind = forms.ChoiceField(
        label=_("What is this name?"),
        choices=Name.Kind.choices,
        widget=Radios(hints={"main": _("Lists will show this name. There is one only.")}),
        error_messages={"required": _("Select what this name is")},
    )
    starts_on = DayField(
        label=_("Used from (optional)"),
        called=_("The first day"),
        required=False,
        latest=localdate,
    )
    ends_on = DayField(
        label=_("Used until (optional)"),
        help_text=_("The last day on which it was used"),
        called=_("The last day"),
        required=False,
        latest=localdate,
    )
    source = source()


class BirthDateForm(OperationForm):
    said = forms.CharField(
        label=_("Date of birth, as it was said"),
        help_text=BORN_HINT,
        max_length=60,
        widget=WIDE,
        error_messages={"required": _("Enter what was said, for example not known")},
    )
    is_main = forms.BooleanField(label=_("Show this date in lists"), required=False)
    source = source()

    def clean_said(self) -> str:
        return born_before_now(self.cleaned_data["said"])

    @property
    def answers(self) -> dict[str, Any]:
        """As the operation asks for them."""
        given = super().answers
        return {"born": rules.born(given.pop("said"), on=localdate()), **given}


class IdentifierForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("Kind of number"),
        choices=Identifier.Kind.choices,
        widget=Radios,
        error_messages={"required": _("Select the kind of number")},
    )
    said = forms.CharField(
        label=_("Number"),
        max_length=60,
        widget=WIDE,
        error_messages={"required": _("Enter the number")},
    )
    kept_because = forms.CharField(
        label=_("Why keep a number that fails its check?"),
        help_text=_("For example, it is written so on the court's order"),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") and given.get("said"):
            checked = rules.check(given["kind"], given["said"], on=localdate())
            if checked.is_sound is False and not given.get("kept_because"):
                self.add_error("said", gettext(checked.sentence))
                self.add_error(
                    "kept_because", _("Correct the number, or say why it should be kept as it is")
                )
        return given

    @property
    def asks_why(self) -> bool:
        """The question appears once a check has failed, or where it was answered before."""
        return bool(self["kept_because"].errors or self["kept_because"].value())
