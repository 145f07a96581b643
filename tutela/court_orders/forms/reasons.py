"""Why something that was recorded changes: asked last, after what it is the reason for."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.operations.changing import Change
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm


def text(label: Any, *, most: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, required=False)


def reason(label: Any) -> forms.CharField:
    return sentences(label, _("Enter the reason"), most=500)


class WhyForm(OperationForm):
    """Asks why something that was recorded is corrected."""

    why = reason(_("Why is it corrected, and how do you know?"))

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        change = Change("corrected", given.pop("why"))
        return {**given, "change": change}


class CourtsWhyForm(OperationForm):
    """Asks why something changes that a court may have changed."""

    because = forms.ChoiceField(
        label=_("Why does it change?"),
        choices=[
            ("corrected", _("It was recorded wrongly")),
            ("varied", _("A court varied it, or put another in its place")),
        ],
        widget=Radios(),
        error_messages={"required": _("Select why it changes")},
    )
    decided_on = DayField(
        label=_("If a court varied it: on which day? (optional)"),
        called=_("The day of the decision"),
        required=False,
        latest=localdate,
    )
    decided_by = text(_("If a court varied it: which court? (optional)"), most=200)
    why = reason(_("The reason, and how you know it"))

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        change = Change(
            given.pop("because"),
            given.pop("why"),
            given.pop("decided_on"),
            given.pop("decided_by"),
        )
        return {**given, "change": change}
