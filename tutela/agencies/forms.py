from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.agencies.queries import Office
from tutela.ui.fields import Radios


class ChooseForm(forms.Form):
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
