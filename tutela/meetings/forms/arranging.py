"""What is asked to arrange a meeting and its agenda."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from tutela.agencies.models import Appointment
from tutela.meetings.forms.referring import line
from tutela.meetings.models import Item, Sitting
from tutela.people.forms.sharing import OfficerChoice
from tutela.ui.fields import ClockField, DayField, Radios, sentences
from tutela.ui.forms import OperationForm
from tutela.ui.templatetags.tutela_ui import moment

LONGEST = 1440


class SittingForm(OperationForm):
    level = forms.TypedChoiceField(
        label=_("At which level?"),
        choices=[("2", _("Level 2")), ("3", _("Level 3"))],
        coerce=int,
        widget=Radios(inline=True),
        error_messages={"required": _("Select the level of the meeting")},
    )
    day = DayField(
        label=_("On which day?"),
        help_text=_("Today, a day to come, or the day on which it was held"),
        called=_("The day of the meeting"),
        error_messages={"required": _("Enter the day of the meeting")},
    )
    begins = ClockField(
        label=_("At what time does it begin?"), help_text=_("For example, 10:30am or 2pm")
    )
    minutes_long = forms.IntegerField(
        label=_("How long is it, in minutes?"),
        initial=120,
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter how long it is"),
            "invalid": _("Enter how long it is in minutes, for example 90"),
            "min_value": _("It must last 1 minute or longer"),
            "max_value": _("It must last 1440 minutes or less"),
        },
    )
    place = forms.CharField(
        label=_("Where?"),
        max_length=200,
        error_messages={"required": _("Enter where it is held")},
    )
    join_by = line(
        _("How do people join from elsewhere? (optional)"),
        most=300,
        hint=_("For example, the telephone number and code of a secure conference"),
    )
    chair = OfficerChoice(
        label=_("Who chairs it? (optional)"),
        queryset=Appointment.objects.none(),
        empty_label=_("Not known yet"),
        required=False,
    )
    is_urgent = forms.BooleanField(label=_("It was called at short notice"), required=False)

    def __init__(self, *args: Any, chairs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        starts_at = make_aware(datetime.combine(given.pop("day"), given.pop("begins")))
        return {**given, "starts_at": starts_at}


class ChangeSittingForm(SittingForm):
    stage = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=Sitting.Stage.choices,
        widget=Radios(),
        error_messages={"required": _("Select how the meeting stands")},
    )


class SittingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return named(obj)


def named(sitting: Sitting) -> str:
    """A meeting as a choice shows it: level, when, where."""
    said = _("Level %(level)s, %(when)s, %(place)s")
    values = {"level": sitting.level, "when": moment(sitting.starts_at), "place": sitting.place}
    return str(said % values)


def kinds() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Is it the first meeting about this case, or a review?"),
        choices=Item.Kind.choices,
        widget=Radios(inline=True),
        error_messages={"required": _("Select whether it is the first meeting or a review")},
    )


class PutOnForm(OperationForm):
    sitting = SittingChoice(
        label=_("On the agenda of which meeting?"),
        queryset=Sitting.objects.none(),
        empty_label=None,
        widget=Radios(),
        error_messages={
            "required": _("Select a meeting"),
            "invalid_choice": _("Select a meeting that is listed"),
        },
    )
    kind = kinds()
    begins_at = ClockField(
        label=_("At what time does this case begin? (optional)"),
        help_text=_("So that agencies come only for their own case. For example, 10:30am or 2pm"),
        required=False,
    )

    def __init__(self, *args: Any, sittings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sitting"].queryset = sittings  # type: ignore[attr-defined]


class ItemForm(OperationForm):
    kind = kinds()
    order = forms.IntegerField(
        label=_("Place on the agenda"),
        min_value=1,
        max_value=200,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter its place on the agenda"),
            "invalid": _("Enter its place on the agenda as a number"),
        },
    )
    begins_at = ClockField(
        label=_("At what time does this case begin? (optional)"),
        help_text=_("For example, 10:30am or 2pm"),
        required=False,
    )


class TakeOffForm(OperationForm):
    stage = forms.ChoiceField(
        label=_("What happens with the case?"),
        choices=[
            (Item.Stage.PUT_OFF, _("It is put off to another meeting")),
            (Item.Stage.TAKEN_OFF, _("It is taken off the agenda")),
        ],
        widget=Radios(),
        error_messages={"required": _("Select what happens with the case")},
    )
    stage_why = sentences(_("Why?"), most=500, required=_("Enter why"))


class ConfirmForm(OperationForm):
    """Asks nothing but the press."""


def when(sitting: Sitting) -> dict[str, Any]:
    """What the form asks of a meeting's time, from what is kept."""
    starts_at = localtime(sitting.starts_at)
    return {"day": starts_at.date(), "begins": starts_at.time().replace(second=0, microsecond=0)}
