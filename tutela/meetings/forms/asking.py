"""What is asked to invite agencies and guests, to ask for information and to answer."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.agencies.models import Team
from tutela.meetings.forms.referring import NO_NAMES, line
from tutela.meetings.models import InformationRequest, Invitation
from tutela.people.forms.sharing import offer_readers, readers_choice
from tutela.people.parts import COMPARTMENTS, LABELS, Part
from tutela.ui.fields import Checkboxes, DayField, Radios, sentences
from tutela.ui.forms import OperationForm

GIVEN_ANYWAY = {Part.LIST, Part.MEETINGS, *COMPARTMENTS}
UNTIL = _("The case closes to the team after this day by itself.")


class TeamsChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.agency.name}: {obj.name}"


class SightForm(OperationForm):
    """Which parts of the file, by whom, until when."""

    parts_read = forms.MultipleChoiceField(
        label=_("Which other parts of the file may they read? (optional)"),
        help_text=_("Give only what is needed."),
        required=False,
        widget=Checkboxes,
    )
    readers = readers_choice()
    last_day = DayField(
        label=_("Until which last day?"),
        help_text=UNTIL,
        called=_("The last day"),
        earliest=localdate,
        error_messages={"required": _("Enter the last day")},
    )

    def __init__(
        self, *args: Any, opened: Any, officers: Any, is_restricted: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        held = [part for part in Part if part in opened.parts_read and part not in GIVEN_ANYWAY]
        self.fields["parts_read"].choices = [  # type: ignore[attr-defined]
            (part.value, LABELS[part]) for part in held
        ]
        if officers is None:
            del self.fields["readers"]
            return
        offer_readers(self.fields["readers"], officers, is_restricted=is_restricted)


class InviteForm(SightForm):
    teams = TeamsChoice(
        label=_("Which teams should come?"),
        help_text=_("Each sees that the person is managed, and the meetings about this case."),
        queryset=Team.objects.none(),
        widget=Checkboxes,
        error_messages={"required": _("Select the teams that should come")},
    )
    why = line(_("Why are they asked to come?"), most=500, hint=_("The teams read this."))
    asked = sentences(
        _("What should they find out before the meeting? (optional)"),
        hint=_("Each team is asked for information too, with a day for the answer."),
    )
    due_on = DayField(
        label=_("If you ask for information: by which day?"),
        called=_("The day for the answer"),
        required=False,
    )
    field_order = ("teams", "why", "parts_read", "readers", "last_day", "asked", "due_on")

    def __init__(self, *args: Any, teams: Any, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.fields["why"].required = True
        self.fields["why"].error_messages["required"] = _("Enter why they are asked to come")
        if team is not None:
            del self.fields["teams"]
        else:
            self.fields["teams"].queryset = teams  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("asked") and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Enter by which day they should answer"))
        return given

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        teams = [self.team] if self.team else list(given.pop("teams"))
        return {**given, "teams": teams, "readers": list(given.get("readers", ()))}


class AskInformationForm(SightForm):
    asked = sentences(
        _("What do you want to know?"), required=_("Enter what you want to know"), rows=4
    )
    due_on = DayField(
        label=_("By which day should they answer?"),
        called=_("The day for the answer"),
        error_messages={"required": _("Enter by which day they should answer")},
    )
    field_order = ("asked", "due_on", "parts_read", "readers", "last_day")

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {**given, "readers": list(given.get("readers", ()))}


class GuestForm(OperationForm):
    guest = forms.CharField(
        label=_("Name of the guest"),
        max_length=200,
        error_messages={"required": _("Enter the name of the guest")},
    )
    guest_of = line(_("Agency, or what they are (optional)"), most=200)
    why = sentences(_("Why should they come?"), most=500, required=_("Enter why they should come"))


class AnswerInvitationForm(OperationForm):
    answer = forms.ChoiceField(
        label=_("Does your agency come?"),
        choices=[choice for choice in Invitation.Answer.choices if choice[0]],
        widget=Radios(),
        error_messages={"required": _("Select whether your agency comes")},
    )
    answer_said = line(_("Who comes, or why nobody can (optional)"), most=500)


class WhyForm(OperationForm):
    withdrawn_why = sentences(_("Why is it withdrawn?"), most=500, required=_("Enter why"))


class ReturnForm(OperationForm):
    outcome = forms.ChoiceField(
        label=_("What is your agency's answer?"),
        choices=[
            (InformationRequest.Outcome.ANSWERED, _("We know something")),
            (InformationRequest.Outcome.NIL, _("We know nothing of this person")),
            (InformationRequest.Outcome.WITHHELD, _("We know something and withhold it")),
        ],
        widget=Radios(reveals={"answered": "words", "withheld": "withheld_because"}),
        error_messages={"required": _("Select your agency's answer")},
    )
    words = sentences(_("What do you know?"), hint=NO_NAMES, most=8000, rows=10)
    withheld_because = sentences(
        _("Why is it withheld?"),
        hint=_("For example: sub judice, or to be told by telephone only"),
        most=1000,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        outcome = given.get("outcome")
        if outcome == InformationRequest.Outcome.ANSWERED:
            if not given.get("words") and "words" not in self.errors:
                self.add_error("words", _("Enter what you know"))
            given["withheld_because"] = ""
        elif outcome == InformationRequest.Outcome.WITHHELD:
            if not given.get("withheld_because") and "withheld_because" not in self.errors:
                self.add_error("withheld_because", _("Enter why it is withheld"))
            given["words"] = ""
        else:
            given["words"] = given["withheld_because"] = ""
        return given
