from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.agencies.models import Team
from tutela.court_orders.forms.orders import NamesCheckedForm, lines
from tutela.court_orders.forms.reasons import text
from tutela.meetings.models import ActionReport, Minutes, Outcome, Section
from tutela.meetings.record_rules import LONGEST_NOTE
from tutela.risk.forms import NO_NAMES
from tutela.ui.fields import Checkboxes, DayField, Radios, sentences
from tutela.ui.forms import OperationForm

MOST = 4000


def words(label: Any, *, needed: Any = "", rows: int = 4, hint: Any = "") -> forms.CharField:
    field = lines(label, rows=rows, hint=hint, most=MOST)
    if needed:
        field.required = True
        field.error_messages["required"] = needed
    return field


class NoteForm(OperationForm):
    """One sheet of one's own words; saved by hand, or by itself while one writes."""

    section = forms.ChoiceField(choices=Section.choices, widget=forms.HiddenInput)
    sheet = forms.IntegerField(min_value=0, max_value=1000, widget=forms.HiddenInput)
    words = forms.CharField(
        required=False,
        strip=False,
        validators=[MaxLengthValidator(LONGEST_NOTE)],  # without counting down ten times a page
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["version"].required = True


class DissentForm(NamesCheckedForm):
    who = forms.CharField(
        label=_("Who did not agree, and of which agency?"),
        max_length=200,
        error_messages={"required": _("Enter who did not agree")},
    )
    words = words(
        _("With what, and why?"), needed=_("Enter what they did not agree with"), hint=NO_NAMES
    )
    field_order = ("who", "words", "not_names")


def considerations() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Which disclosure was asked for?"),
        required=False,
        coerce=UUID,
        empty_value=None,
    )


class DisclosureForm(NamesCheckedForm):
    """Whether disclosure was considered, with its decision or the reasons."""

    disclosure = forms.ChoiceField(
        label=_("Was disclosure considered?"),
        choices=Outcome.Disclosure.choices,
        widget=Radios(
            hints={
                Outcome.Disclosure.ASKED: _(
                    "Another than who asks decides it, on the page of disclosures"
                ),
                Outcome.Disclosure.NOT_CONSIDERED: _(
                    "It stays open on the chair's list until it is considered"
                ),
            },
            reveals={Outcome.Disclosure.ASKED: "consideration"},
        ),
        error_messages={"required": _("Select whether disclosure was considered")},
    )
    consideration = considerations()
    disclosure_why = words(
        _("Reasons about disclosure"), hint=_("Why nobody is told, or why it was not considered")
    )
    field_order: tuple[str, ...] = ("disclosure", "consideration", "disclosure_why", "not_names")

    def __init__(self, *args: Any, offered: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = _("Select a disclosure") if offered else _("None is asked for in this file yet")
        field = self.fields["consideration"]
        field.choices = [("", first), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        said = given.get("disclosure")
        if said == Outcome.Disclosure.ASKED and not given.get("consideration"):
            self.add_error("consideration", _("Select the disclosure that was asked for"))
        elif said and said != Outcome.Disclosure.ASKED and not given.get("disclosure_why"):
            self.add_error("disclosure_why", _("Enter the reasons about disclosure"))
        return given


class OutcomeForm(DisclosureForm):
    level = forms.TypedChoiceField(
        label=_("At which level is the person managed from now on?"),
        choices=[
            (1, _("Level 1: the lead agency manages, without meetings")),
            (2, _("Level 2")),
            (3, _("Level 3")),
        ],
        coerce=int,
        widget=Radios(reveals={}),
        error_messages={"required": _("Select the level")},
    )
    level_why = words(_("Why this level?"), needed=_("Enter the reasons for the level"))
    next_on = DayField(
        label=_("By when does the meeting look at the case again? (optional)"),
        help_text=_("For example, 27 3 2027. Not asked for level 1"),
        called=_("The next date"),
        required=False,
        earliest=localdate,
    )
    summary = words(
        _("What may be told outside the agencies? (optional)"),
        rows=6,
        hint=_("The executive summary is made of this. No information of one agency, no victim"),
    )
    field_order = (
        *("level", "level_why", "next_on", "disclosure", "consideration", "disclosure_why"),
        *("summary", "not_names"),
    )


class ActionForm(NamesCheckedForm):
    what = words(_("What is to be done?"), needed=_("Enter what is to be done"), hint=NO_NAMES)
    team = forms.ModelChoiceField(
        label=_("Which agency undertook it?"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("An agency that is not here"),
    )
    outside = text(
        _("If the agency is not here: its name (optional)"),
        most=200,
        hint=_("The co-ordinator follows it up"),
    )
    named = forms.CharField(
        label=_("Who does it?"),
        help_text=_("Name or post"),
        max_length=200,
        error_messages={"required": _("Enter who does it")},
    )
    due_on = DayField(
        label=_("By when?"),
        help_text=_("For example, 27 3 2027"),
        called=_("The day"),
        error_messages={"required": _("Enter the day by which it is done")},
    )
    field_order = ("what", "team", "outside", "named", "due_on", "not_names")

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        field.queryset = teams  # type: ignore[attr-defined]
        field.label_from_instance = lambda team: team.in_full  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "team" in given and bool(given["team"]) == bool(given.get("outside")):
            self.add_error(
                "team", _("Select the agency, or enter the name of one that is not here")
            )
        return given


class ReportForm(NamesCheckedForm):
    kind = forms.ChoiceField(
        label=_("What became of it?"),
        widget=Radios(reveals={ActionReport.Kind.MOVED: "due_on"}),
        error_messages={"required": _("Select what became of it")},
    )
    due_on = DayField(label=_("Which day?"), called=_("The new day"), required=False)
    on = DayField(
        label=_("On which day?"),
        called=_("The day"),
        latest=localdate,
        initial=localdate,
        error_messages={"required": _("Enter the day")},
    )
    words = words(_("What was done, or why not?"), needed=_("Enter what was done"), hint=NO_NAMES)
    field_order = ("kind", "due_on", "on", "words", "not_names")

    def __init__(self, *args: Any, records: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ActionReport.Kind
        offered = list(kinds) if records else [kinds.DONE, kinds.PROGRESS]
        self.fields["kind"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]
        if not records:  # another day is given by who records the meeting
            del self.fields["due_on"]
            self.fields["kind"].widget.reveals = {}

    @property
    def answers(self) -> dict[str, Any]:
        return {"due_on": None} | super().answers


class IssueForm(NamesCheckedForm):
    """Who receives a copy: agencies that were there, or for the summary anybody."""

    teams = forms.ModelMultipleChoiceField(
        label=_("Which agencies receive a copy?"),
        queryset=Team.objects.none(),
        required=False,
        widget=Checkboxes(attrs={"class": "govuk-checkboxes--small"}),
    )
    recipient = text(
        _("Who else receives it? (optional)"),
        most=200,
        hint=_("Name and post, for example the clerk of a court. You hand it over yourself"),
    )
    field_order = ("teams", "recipient", "not_names")

    def __init__(self, *args: Any, kind: str, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["teams"]
        field.queryset = teams  # type: ignore[attr-defined]
        field.label_from_instance = lambda team: team.in_full  # type: ignore[attr-defined]
        self.kind = kind
        if kind == Minutes.Kind.FULL:
            del self.fields["recipient"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("teams") and not given.get("recipient"):
            self.add_error("teams", _("Select who receives it."))
        return given

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {**given, "teams": list(given["teams"]), "recipient": given.get("recipient", "")}


class AmendForm(NamesCheckedForm):
    section = forms.ChoiceField(
        label=_("What is corrected?"),
        choices=[("", _("Select a section")), *Section.choices],
        error_messages={"required": _("Select what is corrected")},
    )
    was = words(_("What do the minutes say?"), needed=_("Enter what the minutes say"))
    is_now = words(
        _("What should they say?"), needed=_("Enter what they should say"), hint=NO_NAMES
    )
    why = sentences(_("Why?"), _("Enter why it is corrected"), most=500)
    field_order = ("section", "was", "is_now", "why", "not_names")
