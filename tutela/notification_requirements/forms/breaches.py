from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.models import Result
from tutela.notification_requirements.models import Breach
from tutela.notification_requirements.rules import breaches as rules
from tutela.notification_requirements.rules.breaches import Stage
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm

HINTS = {
    "fingerprints": _("Did not let the police take fingerprints or photographs (s.87(4))"),
    "parent": _("Under a parental direction, did not bring the young person (s.89(2)(b))"),
    "false": _("Notified something that the person knew to be false (s.91(1)(b))"),
}
# absence from home is notified in Northern Ireland; in England and Wales it is not in force
NOT_HERE = {"absence"}


def _long(label: Any, required: Any, hint: Any = "") -> forms.CharField:
    return sentences(label, required, most=4000, rows=5, hint=hint)


class OpenForm(OperationForm):
    ground = forms.ChoiceField(
        label=_("What may not have been done?"),
        choices=[one for one in Breach.Ground.choices if one[0] not in NOT_HERE],
        widget=Radios(hints=HINTS),
        error_messages={"required": _("Select what may not have been done")},
    )
    happened_on = DayField(
        label=_("First day of it"),
        help_text=_(
            "The day of the false notification, or the first day after the last one in time"
        ),
        called=_("The first day"),
        latest=localdate,
        error_messages={"required": _("Enter the first day")},
    )
    why = _long(
        _("What happened, and how is it known?"), _("Enter what happened and how it is known")
    )


class ExplainForm(OperationForm):
    happened_on = DayField(
        label=_("When was the person asked?"),
        called=_("The day"),
        latest=localdate,
        error_messages={"required": _("Enter the day on which the person was asked")},
    )
    why = _long(
        _("What does the person say?"),
        _("Enter what the person says, or that nothing was said"),
        _("In their own words where you can"),
    )
    checked = sentences(
        _("What was checked of it, and what was found? (optional)"), most=4000, rows=5
    )


class ProposeForm(OperationForm):
    proposal = forms.ChoiceField(
        label=_("What do you recommend?"),
        choices=[(end, Breach.Stage(end).label) for end in sorted(rules.RELEASING)],
        widget=Radios(
            hints={
                Stage.EXCUSED: _("The person had a reasonable excuse: s.91(1)(a)"),
                Stage.NOT_MISSED: _("The dates, worked out again, were kept"),
                Stage.NO_ACTION: _("For another reason, which you give"),
            }
        ),
        error_messages={"required": _("Select what you recommend")},
    )
    why = _long(
        _("Why?"),
        _("Enter why"),
        _("A supervisor, who is not you, reads this and decides"),
    )


class DecideForm(OperationForm):
    decision = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=[
            ("agree", _("Yes: it ends as recommended")),
            ("return", _("No: it is to be considered again")),
        ],
        widget=Radios,
        error_messages={"required": _("Select whether you agree")},
    )
    why = _long(_("Why?"), _("Enter why"))


class WhyForm(OperationForm):
    why = _long(_("Why?"), _("Enter why"))


class ChargeForm(OperationForm):
    happened_on = DayField(
        label=_("When was the person charged?"),
        called=_("The day of the charge"),
        latest=localdate,
        error_messages={"required": _("Enter the day of the charge")},
    )
    offence = forms.CharField(
        label=_("With what offence?"),
        max_length=200,
        error_messages={"required": _("Enter the offence charged")},
    )
    court = forms.CharField(
        label=_("Before which court?"),
        max_length=200,
        error_messages={"required": _("Enter the court")},
    )
    why = _long(_("On what evidence?"), _("Enter the evidence in a sentence"))


class ConcludeForm(OperationForm):
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        widget=Radios,
        error_messages={"required": _("Select how it ended")},
    )
    happened_on = DayField(
        label=_("On what day?"),
        called=_("The day"),
        latest=localdate,
        error_messages={"required": _("Enter the day on which it ended")},
    )
    court = forms.CharField(
        label=_("Court or police station (optional)"), max_length=200, required=False
    )
    result = forms.ModelChoiceField(
        label=_("The court result in this file (optional)"),
        queryset=Result.objects.none(),
        required=False,
        empty_label=_("Not recorded in this file yet"),
    )
    why = _long(_("What was decided?"), _("Enter what was decided"))

    def __init__(self, *args: Any, outcomes: Any, results: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        field: Any = self.fields["result"]
        field.queryset = results
        field.label_from_instance = _result_in_words


def _result_in_words(result: Result) -> str:
    day = f"{result.relevant_on.day} {result.relevant_on:%B %Y}"
    return ", ".join(part for part in (result.get_kind_display(), result.court, day) if part)


class BreachFilter(forms.Form):
    use_required_attribute = False

    whose = forms.ChoiceField(
        label=_("Whose people"),
        choices=[("", _("My team's, and those I supervise")), ("mine", _("Allocated to me"))],
        required=False,
    )
    stage = forms.ChoiceField(
        label=_("How it stands"),
        choices=[
            ("", _("Not over")),
            ("undecided", _("To be considered")),
            (Stage.PROPOSED.value, _("To be decided by another")),
            (Stage.CHARGED.value, _("Charged")),
            ("over", _("Over")),
            ("all", _("All")),
        ],
        required=False,
    )
    ground = forms.ChoiceField(
        label=_("What may not have been done"),
        choices=[("", _("Anything")), *Breach.Ground.choices],
        required=False,
    )
