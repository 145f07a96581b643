from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tutela.contact_log.grades import SCHEMES
from tutela.contact_log.models import Custody, Entry, Source, Told
from tutela.contact_log.operations import Graded
from tutela.people.forms.addresses import area_choice
from tutela.people.parts import GENERAL, LABELS, Part
from tutela.ui.fields import Checkboxes, DayField, Radios, sentences
from tutela.ui.forms import OperationForm, WordedForm

WIDE = {"class": "govuk-input--width-20", "autocomplete": "off"}
KINDS = [
    (value, label)
    for value, label in Entry.Kind.choices
    if value not in {Entry.Kind.CORRECTION, Entry.Kind.INTELLIGENCE, Entry.Kind.ASKED}
]
# custody, decisions and intelligence are asked on pages of their own, with what each needs
PLAIN = [
    (value, label)
    for value, label in KINDS
    if value not in {Entry.Kind.CUSTODY, Entry.Kind.DECISION}
]


def source() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How do you know? (optional)"),
        choices=Source.choices,
        required=False,
        widget=Radios(attrs={"class": "govuk-radios--small"}),
    )


def line(label: str, *, most: int, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
    )


def happened_on() -> DayField:
    return DayField(
        label=_("On which day? (optional)"),
        help_text=_("For example, 27 3 2026"),
        called=_("The day"),
        required=False,
        latest=timezone.localdate,
    )


class AboutForm(OperationForm):
    """Whom it is about, as far as the officer knows."""

    given_names = line(_("Given names, as you know them (optional)"), most=150)
    surname = line(_("Surname, as you know it (optional)"), most=100)
    born_said = line(
        _("Date of birth or age, as you know it (optional)"),
        most=60,
        hint=_("For example, 27 March 1980, about 1975, or age 34 in 2020"),
    )
    number_said = line(
        _("PNC, CRO, prison or probation number (optional)"),
        most=60,
        hint=_("For example, 2002/0073319Z"),
    )


class TellForm(AboutForm):
    address_said = line(_("Where they live or stay (optional)"), most=300)
    learnt = sentences(
        _("What have you learnt?"), _("Enter what you have learnt"), most=5000, rows=8
    )
    when_said = line(
        _("When was that? (optional)"), most=100, hint=_("For example, last night at about ten")
    )
    source = source()


class FoundForm(AboutForm):
    lives_there = forms.ChoiceField(
        label=_("What are they doing there?"),
        choices=Told.Lives.choices,
        widget=Radios(),
        error_messages={"required": _("Select what they are doing there")},
    )
    found_lines = sentences(
        _("Where were they found?"),
        _("Enter where they were found"),
        most=300,
        hint=_("The address, or the place as exactly as you know it"),
    )
    found_postcode = line(_("Postcode (optional)"), most=10)
    found_area = area_choice()
    found_on = happened_on()
    learnt = sentences(
        _("How did you find it out, and what else is there to know?"),
        _("Enter how you found it out"),
        rows=5,
        most=5000,
    )
    source = source()


class WriteForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What kind of entry is it?"),
        choices=PLAIN,
        widget=Radios(),
        error_messages={"required": _("Select what kind of entry it is")},
    )
    happened_on = happened_on()
    when_said = line(_("At what time, or when about? (optional)"), most=100)
    what = sentences(_("What happened?"), _("Enter what happened"), most=5000, rows=8)
    source = source()


class IntelligenceForm(OperationForm):
    """Graded under one scheme; the older one is for what was graded so."""

    what = sentences(
        _("What is known?"),
        _("Enter what is known"),
        hint=_("Say what is known, not what you make of it, and nothing that shows the source"),
        most=5000,
        rows=8,
    )
    happened_on = happened_on()
    when_said = line(_("At what time, or when about? (optional)"), most=100)
    source_grade = forms.ChoiceField(
        label=_("How reliable is the source?"),
        widget=Radios(),
        error_messages={"required": _("Select how reliable the source is")},
    )
    content_grade = forms.ChoiceField(
        label=_("How is it known to the source?"),
        widget=Radios(),
        error_messages={"required": _("Select how it is known")},
    )
    handling_grade = forms.ChoiceField(
        label=_("How may it be shared?"),
        widget=Radios(),
        error_messages={"required": _("Select how it may be shared")},
    )
    conditions = sentences(_("Under which conditions? (only where there are any)"), most=500)
    is_surveillance = forms.BooleanField(
        label=_("It is known from surveillance only: who reads this log does not see it"),
        required=False,
    )

    def __init__(self, *args: Any, scheme: str, parts: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        grades = SCHEMES[scheme]
        self.fields["source_grade"].choices = grades.source  # type: ignore[attr-defined]
        self.fields["content_grade"].choices = grades.content  # type: ignore[attr-defined]
        self.fields["handling_grade"].choices = grades.handling  # type: ignore[attr-defined]
        if Part.SURVEILLANCE not in parts:
            del self.fields["is_surveillance"]
        elif Part.CONTACT_LOG not in parts:
            self.fields["is_surveillance"].initial = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        handling = given.get("handling_grade")
        if handling in SCHEMES[self.scheme].with_conditions and not given.get("conditions"):
            self.add_error("conditions", _("Enter the conditions under which it may be shared"))
        return given

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        graded = Graded(
            self.scheme,
            given.pop("source_grade"),
            given.pop("content_grade"),
            given.pop("handling_grade"),
            given.pop("conditions"),
        )
        return {"is_surveillance": False} | given | {"graded": graded}


class CustodyForm(OperationForm):
    custody = forms.ChoiceField(
        label=_("What happened?"),
        choices=Custody.choices,
        widget=Radios(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": _("Select what happened")},
    )
    happened_on = happened_on()
    when_said = line(_("At what time, or when about? (optional)"), most=100)
    place = line(_("Where? (optional)"), most=200, hint=_("Police station, court or prison"))
    what = sentences(_("Anything else? (optional)"), rows=4, most=5000)
    source = source()


class DecisionForm(OperationForm):
    what = sentences(_("What was decided?"), _("Enter what was decided"), rows=4, most=5000)
    decided_by = forms.CharField(
        label=_("Who decided it?"),
        help_text=_("Name and office, and whoever else took part"),
        max_length=200,
        error_messages={"required": _("Enter who decided it")},
    )
    decided_why = sentences(
        _("Why?"),
        _("Enter why it was decided so"),
        most=1000,
        rows=5,
        hint=_("Also what was considered and not done"),
    )
    happened_on = happened_on()


class CorrectForm(OperationForm):
    what = sentences(
        _("What is wrong in it, and what is right?"),
        _("Enter what is wrong and what is right"),
        rows=5,
        most=5000,
    )


class JoinForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What kind of entry does it become?"),
        choices=KINDS,
        initial=Entry.Kind.LEARNT,
        widget=Radios(),
        error_messages={"required": _("Select what kind of entry it becomes")},
    )
    note = sentences(_("Anything to add? (optional)"), most=1000)


class PassOnForm(OperationForm):
    why = sentences(
        _("Why is it not about somebody whom your team manages?"),
        _("Enter why it is not about your person"),
        most=500,
    )


class AskManagedForm(AboutForm):
    address_said = line(_("Where they live or stay (optional)"), most=300)
    why = sentences(
        _("Why does your work need to know?"),
        _("Enter why your work needs to know"),
        rows=6,
        hint=_("Say whom you want to protect, and what you would do differently if you knew"),
    )
    needed_by = DayField(
        label=_("By which day do you need to know? (optional)"),
        help_text=_("For example, 27 3 2026"),
        called=_("The day by which you need to know"),
        required=False,
        earliest=timezone.localdate,
    )


class AnswerYesForm(OperationForm):
    parts_read = forms.MultipleChoiceField(
        label=_("Which parts may they read?"),
        help_text=_(
            "That the person is managed, and by whom, is always shown. Give only what is needed."
        ),
        required=False,
        widget=Checkboxes,
    )
    whole_team = forms.TypedChoiceField(
        label=_("Who may read them?"),
        choices=[("", _("Only the officer who asked")), ("team", _("Everybody in that team"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=Radios(),
    )
    last_day = DayField(
        label=_("Until which last day?"),
        help_text=_("At most six months: whoever needs to know for longer asks again"),
        called=_("The last day"),
        earliest=timezone.localdate,
        error_messages={"required": _("Enter the last day on which they may read it")},
    )
    why = sentences(
        _("Why do they need to know?"),
        _("Enter why they need to know"),
        most=500,
        hint=_("The team that asked reads this too"),
    )

    def __init__(
        self, *args: Any, parts: frozenset[str], is_restricted: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        held = [(part.value, LABELS[part]) for part in GENERAL if part in parts - {Part.LIST}]
        self.fields["parts_read"].choices = held  # type: ignore[attr-defined]
        if is_restricted:  # whoever reads a restricted record is named
            del self.fields["whole_team"]

    @property
    def answers(self) -> dict[str, Any]:
        return {"whole_team": False} | super().answers


class AnswerNoForm(OperationForm):
    why = sentences(
        _("Why do they not need to know?"),
        _("Enter why they do not need to know"),
        most=500,
        rows=4,
        hint=_("Kept in the file; the team that asked does not see it"),
    )


class WhoForm(WordedForm):
    use_required_attribute = False
    surname = forms.CharField(label=_("Surname begins with"), max_length=100, required=False)


class LogFilter(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("Kind of entry"),
        choices=[("", _("Every kind")), *Entry.Kind.choices],
        required=False,
    )
