from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.people import rules
from tutela.people.forms.addresses import area_choice
from tutela.people.forms.identity import BORN_HINT, WIDE, born_before_now
from tutela.ui.fields import sentences
from tutela.ui.forms import OperationForm

NUMBERS = ("pnc", "cro", "prison", "probation")


def number(label: Any, example: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=example, max_length=60, required=False, widget=WIDE
    )


class RecordForm(OperationForm):
    given_names = forms.CharField(
        label=_("Given names (optional)"), max_length=150, required=False, widget=WIDE
    )
    surname = forms.CharField(
        label=_("Surname or only name"),
        max_length=100,
        widget=WIDE,
        error_messages={"required": _("Enter a surname, or the only name")},
    )
    said = forms.CharField(
        label=_("Date of birth, as it was said (optional)"),
        help_text=BORN_HINT,
        max_length=60,
        required=False,
        widget=WIDE,
    )
    pnc = number(_("PNC number (optional)"), _("For example, 2002/0073319Z"))
    cro = number(_("CRO number (optional)"), _("For example, 065656/91H"))
    prison = number(_("Prison number (optional)"), _("For example, A1234BC"))
    probation = number(_("Probation case reference, CRN (optional)"), _("For example, X123456"))
    kept_because = forms.CharField(
        label=_("Why keep a number that fails its check?"),
        help_text=_("For example, it is written so on the court's order"),
        max_length=300,
        required=False,
    )
    address = sentences(_("Where they live now (optional)"), most=300)
    postcode = forms.CharField(
        label=_("Postcode (optional)"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    area = area_choice()
    why = sentences(
        _("Why does your team need this record?"),
        _("Enter why your team needs this record"),
        most=500,
        hint=_("For example, convicted on 3 March 2026 and subject to notification"),
    )
    none_of_these = forms.BooleanField(
        label=_("I have looked: none of these is the person to be recorded"), required=False
    )

    def clean_said(self) -> str:
        return born_before_now(self.cleaned_data["said"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        failed = False
        for kind in NUMBERS:
            checked = rules.check(kind, given.get(kind, ""), on=localdate())
            if given.get(kind) and checked.is_sound is False and not given.get("kept_because"):
                self.add_error(kind, gettext(checked.sentence))
                failed = True
        if failed:
            self.add_error(
                "kept_because", _("Correct the number, or say why it should be kept as it is")
            )
        return given

    @property
    def asks_why(self) -> bool:
        """The question appears once a check has failed, or where it was answered before."""
        return bool(self["kept_because"].errors or self["kept_because"].value())

    @property
    def answers(self) -> dict[str, Any]:
        """As the operation asks for them."""
        given = super().answers
        numbers = [(kind, number) for kind in NUMBERS if (number := given.pop(kind))]
        born = rules.born(given.pop("said"), on=localdate())
        return {**given, "born": born, "identifiers": numbers}
