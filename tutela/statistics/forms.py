from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.statistics.models import Decision
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm

NEEDED = _("Enter the reason")


class CountForm(OperationForm):
    heading_field = "counted_on"
    counted_on = DayField(
        label=_("Figures of which day?"),
        help_text=_("The annual report counts 31 March, and the year from 1 April to that day."),
        error_messages={"required": _("Enter the day")},
    )


class AskForm(OperationForm):
    why = sentences(
        _("Why should these figures be released?"),
        NEEDED,
        most=500,
        hint=_("For whom, and in which report."),
    )


class DecideForm(OperationForm):
    outcome = forms.ChoiceField(
        label=_("Release these figures?"),
        choices=[
            (Decision.Outcome.RELEASED, _("Yes, release them")),
            (Decision.Outcome.REFUSED, _("No")),
        ],
        widget=Radios(),
        error_messages={"required": _("Select whether to release these figures")},
    )
    why = sentences(_("Why?"), NEEDED, most=500)


class WithdrawForm(OperationForm):
    why = sentences(_("Why are these figures withdrawn?"), NEEDED, most=500)
