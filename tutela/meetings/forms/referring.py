"""What is asked to refer a case, to decide on a referral, and to close a case."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.agencies.models import Team
from tutela.meetings.models import Referral
from tutela.meetings.operations import Reasons
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm

NO_NAMES = _("Name no victim and no child: write victim A, child B.")


def line(label: Any, *, most: int, hint: Any = "", required: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(required),
        error_messages={"required": required} if required else {},
    )


class TeamChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.agency.area.name}"


class SaidForm(OperationForm):
    """What who refers a case says of it."""

    level_sought = forms.TypedChoiceField(
        label=_("At which level should the case be managed?"),
        choices=[("2", _("Level 2")), ("3", _("Level 3"))],
        coerce=int,
        widget=Radios(
            hints={
                "2": _(
                    "Formal meetings of the agencies add something, and the risk of serious harm"
                    " is high or very high; or, exceptionally, a lower risk needs active"
                    " co-ordination"
                ),
                "3": _(
                    "As level 2, and senior officers are needed who can commit resources at short"
                    " notice, or the media are likely to be interested"
                ),
            }
        ),
        error_messages={"required": _("Select at which level")},
    )
    is_urgent = forms.BooleanField(
        label=_("It cannot wait for the next planned meeting"), required=False
    )
    why = sentences(
        _("Why can one agency not manage the risk alone?"),
        hint=_("What meetings would add, and what stands in the way without them"),
        most=4000,
        required=_("Enter why one agency cannot manage the risk alone"),
        rows=4,
    )
    risk_now = sentences(
        _("What could happen, to whom, and how soon?"),
        hint=NO_NAMES,
        most=4000,
        required=_("Enter what could happen, to whom, and how soon"),
        rows=4,
    )
    who_should_come = sentences(_("Which agencies should come? (optional)"), most=1000, rows=2)
    release_address = line(
        _("Approved release address (optional)"),
        most=300,
        hint=_("Only where release is coming: an address that probation has approved"),
    )
    closest_link = line(
        _("Area of closest link (optional)"),
        most=200,
        hint=_("Only for somebody of no fixed abode"),
    )
    ethnicity = line(_("Ethnicity, as the person describes it (optional)"), most=100)
    # what Django calls media stays the form's: a field is no attribute of its class
    media = sentences(  # type: ignore[assignment]
        _("Interest of the media, known or likely (optional)"), most=1000, rows=2
    )

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        said = {name: given.pop(name) for name in Reasons.__slots__}
        return {**given, "reasons": Reasons(**said)}


class ReferForm(SaidForm):
    to_team = TeamChoice(
        label=_("To which co-ordinator?"),
        queryset=Team.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Select a co-ordinator"),
            "invalid_choice": _("Select a co-ordinator"),
        },
    )
    field_order = ("level_sought", "is_urgent", "to_team")

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["to_team"]
        choice.queryset = Team.objects.filter(  # type: ignore[attr-defined]
            pk__in=[team.pk for team in teams]
        ).select_related("agency__area")
        if teams:
            choice.initial = teams[0].pk
        if len(teams) == 1:
            choice.widget = forms.HiddenInput()


class CorrectReferralForm(SaidForm):
    corrected_because = line(
        _("What was wrong?"),
        most=500,
        hint=_("The co-ordinator reads this, and what you change"),
        required=_("Enter what was wrong"),
    )


class DecideReferralForm(OperationForm):
    outcome = forms.ChoiceField(
        label=_("Do you accept the referral?"),
        choices=[
            (Referral.Stage.ACCEPTED, _("Accept: it is to be heard at a meeting")),
            (Referral.Stage.DECLINED, _("Decline: your team's sight of the case ends at once")),
        ],
        widget=Radios(),
        error_messages={"required": _("Select whether you accept the referral")},
    )
    reasons = sentences(
        _("Why?"),
        hint=_("Who referred the case reads this."),
        required=_("Enter why"),
        rows=4,
    )


class WithdrawReferralForm(OperationForm):
    reasons = sentences(_("Why is it withdrawn?"), required=_("Enter why it is withdrawn"), rows=4)


class CloseReferralForm(OperationForm):
    reasons = sentences(
        _("Why is the case closed?"),
        hint=_("For example: the meeting decided that level 2 ends"),
        required=_("Enter why the case is closed"),
        rows=4,
    )
    last_day = DayField(
        label=_("Until which day does your team still see the case?"),
        called=_("The last day"),
        earliest=localdate,
        error_messages={"required": _("Enter the last day")},
    )
