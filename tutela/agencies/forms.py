from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.access.actor import Actor
from tutela.access.permissions import ROLES
from tutela.agencies.models import Appointment, Team
from tutela.agencies.queries import Office
from tutela.ui.fields import DayField, Radios, sentences
from tutela.ui.forms import OperationForm, WordedForm


class ChooseForm(WordedForm):
    """Which appointment to act in; not a change of the register, so it carries no operation key."""

    use_required_attribute = False
    heading_field = "appointment"
    appointment = forms.TypedChoiceField(
        label=_("Which appointment are you acting in?"),
        help_text=_("What you may see and do, and what the record says, follow from it."),
        coerce=UUID,
        widget=Radios(),
        error_messages={"required": _("Select an appointment")},
    )

    def __init__(self, offices: list[Office], *args: Any, acting: Any = None) -> None:
        super().__init__(*args)
        field = self.fields["appointment"]
        field.choices = [
            (
                str(office.actor.appointment_id),
                f"{office.actor.role_name}, {office.actor.team_name}, {office.actor.agency_name}",
            )
            for office in offices
        ]
        if acting:
            field.initial = str(acting.appointment_id)


ADMINISTRATION = ("information_governance", "agency_administrator")
# bodies beside police and probation that can be somebody's lead agency
LEADING = ("youth_justice", "health")
SHARED = ("mappa_coordinator", "mappa_chair", "disclosure_decision_maker")


def roles_of(agency_kind: str) -> list[tuple[str, Any]]:
    """The offices that an agency of the kind can give."""
    own = [code for code in ROLES if code.startswith(f"{agency_kind}_")]
    # the Responsible Authority's bodies share the offices by which the area works together
    own = [*own, *SHARED] if own else ["partner"]
    if agency_kind in LEADING:
        own.append("lead_practitioner")
    return [(code, ROLES[code].name) for code in (*own, *ADMINISTRATION)]


def why(label: Any) -> forms.CharField:
    return sentences(label, _("Enter the reason"), most=300)


def vetted_until() -> DayField:
    return DayField(
        label=_("Last day of vetting"),
        help_text=_("For example, 27 3 2027"),
        called=_("Last day of vetting"),
        error_messages={"required": _("Enter the last day of vetting")},
    )


class AppointForm(OperationForm):
    email = forms.EmailField(
        label=_("Work email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the work email address")},
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("As colleagues know them. Somebody who has an account keeps the name it has."),
        max_length=150,
        error_messages={"required": _("Enter the name")},
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Team"),
        empty_label=_("Choose one"),
        error_messages={"required": _("Select a team")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        widget=Radios(hints={code: role.purpose for code, role in ROLES.items()}),
        error_messages={"required": _("Select a role")},
    )
    on_emergency_duty = forms.BooleanField(
        label=_("May open files in an emergency"), required=False
    )
    supervises = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Team that they supervise beside their own (optional)"),
        required=False,
        empty_label=_("None"),
    )
    vetted_until = vetted_until()
    why = why(_("Why are they appointed?"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(agency=actor.agency_id)
        self.fields["team"].queryset = self.fields["supervises"].queryset = teams
        self.fields["role"].choices = roles_of(actor.agency_kind)
        if actor.agency_kind not in {"police", "prison", "probation"}:
            self.fields["on_emergency_duty"].widget = forms.HiddenInput()


class ChangeAppointmentForm(OperationForm):
    vetted_until = vetted_until()
    ends_on = DayField(
        label=_("Last day of the appointment (optional)"),
        help_text=_("Leave empty while no last day is known"),
        called=_("Last day of the appointment"),
        required=False,
    )
    why = why(_("Why is it changed?"))


class ConfirmForm(OperationForm):
    """Nothing to answer: only the press."""


class CoverForm(OperationForm):
    appointment = forms.ModelChoiceField(
        Appointment.objects.none(),
        label=_("Who stands in?"),
        empty_label=_("Choose one"),
        error_messages={"required": _("Select who stands in")},
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("For which team?"),
        empty_label=_("Choose one"),
        error_messages={"required": _("Select a team")},
    )
    starts_on = DayField(
        label=_("First day"),
        called=_("First day"),
        error_messages={"required": _("Enter the first day")},
    )
    last_day = DayField(
        label=_("Last day"),
        called=_("Last day"),
        error_messages={"required": _("Enter the last day")},
    )
    why = why(_("Why is cover needed?"))

    def __init__(self, *args: Any, teams: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        self.fields["appointment"].queryset = officers


class PeopleFilter(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label=_("Name or email address"), max_length=150, required=False)
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("Every team")
    )
    standing = forms.ChoiceField(
        label=_("Standing"),
        choices=[
            ("", _("All")),
            ("live", _("Runs now")),
            ("soon", _("Ends within 30 days")),
            ("ended", _("Has ended")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, agency_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(agency=agency_id)


def _line(label: Any, *, most: int, hint: Any = "", required: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(required),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": required} if required else None,
    )


class StationForm(OperationForm):
    name = _line(_("What is the station called?"), most=150, required=_("Enter its name"))
    address = sentences(_("Address"), _("Enter the address"), most=300)
    postcode = _line(_("Postcode (optional)"), most=10)
    opening_hours = _line(
        _("When can notification be given there? (optional)"),
        most=300,
        hint=_("For example, Monday to Friday, 9am to 5pm; or at any hour"),
    )
    published = _line(
        _("Where did the chief officer publish it? (optional)"),
        most=300,
        hint=_("For example, the force's web site, list of 1 March 2026"),
    )
    starts_on = DayField(
        label=_("First day"),
        help_text=_("From which day notification may be given there. For example, 27 3 2026"),
        called=_("The first day"),
        error_messages={"required": _("Enter the first day")},
    )
    last_day = DayField(
        label=_("Last day (optional)"),
        help_text=_("Leave empty while there is none"),
        called=_("The last day"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        first, last = answers.get("starts_on"), answers.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must be the first day or later"))
        return answers
