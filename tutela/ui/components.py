"""One page with every component and every field, for those who write pages and for the tests."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from tutela.ui.fields import Checkboxes, DayField, DayInput, Radios
from tutela.ui.forms import OperationForm

COLOURS = [("red", _("Red")), ("green", _("Green")), ("none", _("None of these"))]
WHEN = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)


class EveryField(OperationForm):
    name = forms.CharField(
        label=_("Full name"),
        help_text=_("As it is on the passport"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter the full name")},
    )
    address = forms.EmailField(
        label=_("Email address"), error_messages={"required": _("Enter an email address")}
    )
    count = forms.IntegerField(
        label=_("How many children live there?"),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        error_messages={"required": _("Enter how many children live there")},
    )
    born = DayField(
        label=_("Date of birth"),
        help_text=_("For example, 27 3 1982"),
        called=_("Date of birth"),
        widget=DayInput(autocomplete="bday"),
        error_messages={"required": _("Enter a date of birth")},
    )
    district = forms.ChoiceField(
        label=_("District"),
        choices=[("", _("Choose a district")), ("n", _("North")), ("s", _("South"))],
        error_messages={"required": _("Select a district")},
    )
    colour = forms.ChoiceField(
        label=_("What colour was the car?"),
        choices=COLOURS,
        widget=Radios(
            hints={"red": _("Also orange")},
            dividers={"none": _("or")},
            reveals={"none": "other_colour"},
        ),
        error_messages={"required": _("Select the colour of the car")},
    )
    other_colour = forms.CharField(label=_("Which colour, then?"), required=False)
    is_sure = forms.ChoiceField(
        label=_("Are you sure?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=Radios(inline=True),
        error_messages={"required": _("Select yes if you are sure")},
    )
    seen = forms.MultipleChoiceField(
        label=_("Which did you see?"),
        help_text=_("Select all that apply"),
        choices=COLOURS,
        widget=Checkboxes(hints={"green": _("Also teal")}),
        error_messages={"required": _("Select which you saw")},
    )
    story = forms.CharField(
        label=_("What happened?"),
        max_length=300,
        widget=forms.Textarea,
        error_messages={"required": _("Enter what happened")},
    )
    photograph = forms.FileField(
        label=_("Photograph"), error_messages={"required": _("Choose a photograph")}
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput,
        error_messages={"required": _("Enter the password")},
    )
    agrees = forms.BooleanField(
        label=_("I have read what happens next"),
        error_messages={"required": _("Select that you have read what happens next")},
    )


class EveryFilter(forms.Form):
    named = forms.CharField(label=_("Name"), required=False)
    district = forms.MultipleChoiceField(
        label=_("District"),
        required=False,
        choices=[("n", _("North")), ("s", _("South"))],
        widget=Checkboxes(attrs={"class": "govuk-checkboxes--small"}),
    )


def _form(state: str) -> EveryField:
    if state == "error":
        form = EveryField(QueryDict("operation_key=tampered&born_day=27&born_year=1982"), {})
        form.is_valid()
        return form
    if state == "stale":
        form = EveryField(QueryDict("name=Invented+Person&version=3&colour=red"), {})
        form.is_valid()
        form.show_both(
            [(_("Full name"), "Somebody Else", "Invented Person"), (_("Colour"), "red", "red")],
            version=4,
        )
        form.errors.clear()
        return form
    return EveryField(initial={"born": date(1982, 3, 27)})


def component_page(request: HttpRequest) -> dict[str, Any]:
    """What the page of components is filled with; `?state=` is normal, error, stale or empty."""
    state = request.GET.get("state", "normal")
    rows = [] if state == "empty" else [f"Invented Person {number}" for number in range(1, 96)]
    return {
        "state": state,
        "states": ["normal", "error", "stale", "empty"],
        "form": _form(state),
        "filter_form": EveryFilter(request.GET or None, auto_id="filter_%s"),
        "rows": Paginator(rows, 10).get_page(request.GET.get("page")),
        "when": WHEN,
        "sort": "name",
        "parts": [
            {"url": "#overview", "label": _("Overview"), "is_current": True},
            {"url": "#addresses", "label": _("Addresses"), "is_current": False},
        ],
        "colours": [
            "grey",
            "green",
            "teal",
            "blue",
            "purple",
            "magenta",
            "red",
            "orange",
            "yellow",
        ],
    }
