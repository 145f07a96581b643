from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.agencies.models import Area
from tutela.people.models import Address
from tutela.people.parts import Part
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm


def area_choice(hint: Any = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=_("Police area of that address"),
        help_text=hint,
        queryset=Area.objects.order_by("name", "id"),
        empty_label=_("Not known"),
        required=False,
        widget=forms.Select(attrs={"class": "govuk-!-width-two-thirds"}),
        error_messages={"invalid_choice": _("Select an area from the list, or not known")},
    )


class AddressForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What is this address?"),
        choices=Address.Kind.choices,
        widget=Radios,
        error_messages={"required": _("Select what this address is")},
    )
    lines = sentences(
        _("Address"),
        _("Enter the address"),
        most=300,
        hint=_("For no fixed abode, say where the person can be found"),
    )
    postcode = forms.CharField(
        label=_("Postcode (optional)"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    area = area_choice(
        _(
            "A home address in another area moves the person there:"
            " you are shown what follows before it is saved"
        )
    )
    starts_on = DayField(label=_("First day (optional)"), called=_("The first day"), required=False)
    ends_on = DayField(
        label=_("Last day (optional)"),
        help_text=_("Leave empty if the person still lives or stays there"),
        called=_("The last day"),
        required=False,
    )
    suggested = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        self.was_suggested = answers.pop("suggested", False)
        return answers

    def suggest(self, area: Area) -> None:
        """Ask once more with the area filled in: whoever looks at it decides."""
        self.data = {**self.data.dict(), "area": str(area.pk), "suggested": "on"}  # type: ignore[attr-defined]
        self.suggestion = area


class NewAddressForm(AddressForm):
    """Also asks for the part, which is settled once."""

    is_protected = forms.BooleanField(
        label=_("This address is protected: only who may read protected addresses sees it"),
        required=False,
    )

    def __init__(self, *args: Any, parts: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Part.PROTECTED not in parts:
            self.fields["is_protected"].widget = forms.HiddenInput()
        elif Part.ADDRESSES not in parts:
            self.fields["is_protected"].initial = True
