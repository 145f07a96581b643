"""What is asked of a court result and an offence; nothing that need not be known."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.court_orders import rules
from tutela.court_orders.forms.reasons import CourtsWhyForm, WhyForm, reason, text
from tutela.court_orders.forms.sentences import OF_DISPOSAL, DisposalForm
from tutela.court_orders.models import Result, ResultChange
from tutela.court_orders.operations.results import ABROAD
from tutela.ui.fields import DayField, Radios
from tutela.ui.forms import OperationForm, WordedForm

PLACES = [*Result.Jurisdiction.choices, (ABROAD, _("Outside the United Kingdom"))]
YES_NO = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]


def age(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=_("At the time of the offence. Leave empty if it is not known"),
        required=False,
        min_value=0,
        max_value=130,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Enter the age as a whole number"),
            "min_value": _("Enter the age as 0 or more"),
            "max_value": _("Enter an age of 130 or less"),
        },
    )


class ResultForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Result.Kind.choices,
        widget=Radios(),
        error_messages={"required": _("Select what it is")},
    )
    relevant_on = DayField(
        label=_("On which day was the person convicted, cautioned or found to have done it?"),
        help_text=_("The day of the conviction, not of the sentence. For example, 27 3 2026"),
        called=_("The day"),
        latest=localdate,
        error_messages={"required": _("Enter the day")},
    )
    where = forms.ChoiceField(
        label=_("Where?"),
        choices=PLACES,
        initial=rules.ENGLAND_AND_WALES,
        widget=Radios(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": _("Select where")},
    )
    court = text(_("Court, or police station for a caution (optional)"), most=200)
    reference = text(_("Case number (optional)"), most=100)
    source = text(
        _("How do you know? (optional)"),
        most=200,
        hint=_("For example, certificate of conviction, PNC, court register"),
    )
    trial_concluded_on = DayField(
        label=_("Only for a finding of disability: when did a later trial end? (optional)"),
        called=_("The day on which the later trial ended"),
        required=False,
        latest=localdate,
    )
    document = forms.TypedChoiceField(
        label=_("Which document of this file shows it? (optional)"),
        required=False,
        coerce=UUID,
        empty_value=None,
    )

    def __init__(self, *args: Any, documents: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        field.choices = [("", _("None")), *documents]  # type: ignore[attr-defined]
        if not documents:
            field.widget = forms.HiddenInput()


class ChangeResultForm(WhyForm, ResultForm):
    pass


class OffenceForm(OperationForm):
    """One offence; of what Schedule 3 asks, only what its paragraph asks."""

    title = forms.CharField(
        label=_("Offence"),
        help_text=_("As the court recorded it: say if it was an attempt or a conspiracy"),
        max_length=300,
        error_messages={"required": _("Enter the offence")},
    )
    paragraph = forms.ChoiceField(label=_("Paragraph of Schedule 3"), required=False)
    code = text(_("Offence code (optional)"), most=20)
    committed_from = DayField(
        label=_("When was it committed, or from when on? (optional)"),
        help_text=_("Leave empty if it is not known"),
        called=_("The day of the offence"),
        required=False,
        latest=localdate,
    )
    committed_to = DayField(
        label=_("If it went on: until when? (optional)"),
        called=_("The last day of the offence"),
        required=False,
        latest=localdate,
    )
    victim_age = age(_("How old was the victim, or the youngest one? (optional)"))
    intended_victim_age = age(_("How old was the person against whom it was meant? (optional)"))
    for_sexual_gratification = forms.TypedChoiceField(
        label=_("Was it done to obtain sexual gratification?"),
        choices=YES_NO,
        required=False,
        coerce=lambda said: said == "yes",
        empty_value=None,
        widget=Radios(inline=True),
    )

    def __init__(self, *args: Any, asked: frozenset[str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one, _("Paragraph %s") % one) for one in rules.paragraphs()]
        field = self.fields["paragraph"]
        field.choices = [("", _("Not in Schedule 3")), *listed]  # type: ignore[attr-defined]
        if asked is not None:
            field.widget = forms.HiddenInput()
            for name in ASKED - asked:
                del self.fields[name]

    @property
    def answers(self) -> dict[str, Any]:
        return dict.fromkeys(ASKED) | super().answers


ASKED = {"victim_age", "intended_victim_age", "for_sexual_gratification"}


class NewOffenceForm(DisposalForm, OffenceForm):
    """An offence together with what the court did for it; a caution has no sentence."""

    listed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_sentenced: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_sentenced:
            for name in OF_DISPOSAL & self.fields.keys():
                del self.fields[name]

    @property
    def answers(self) -> dict[str, Any]:
        return {name: said for name, said in super().answers.items() if name != "listed"}


class ChangeOffenceForm(CourtsWhyForm, OffenceForm):
    pass


class OutcomeForm(OperationForm):
    """What has become of a result, an offence or a sentence."""

    what = forms.ChoiceField(
        label=_("What happened?"),
        widget=Radios(),
        error_messages={"required": _("Select what happened")},
    )
    decided_on = DayField(
        label=_("On which day?"),
        help_text=_("The day of the court's decision, or on which the appeal was lodged"),
        called=_("The day"),
        latest=localdate,
        error_messages={"required": _("Enter the day")},
    )
    court = text(_("Which court? (optional)"), most=200)
    why = reason(_("The reason, and how you know it"))

    def __init__(self, *args: Any, offered: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (code, label) for code, label in WHAT if code in offered
        ]


WHAT = [
    (ResultChange.Kind.APPEALED, _("An appeal was lodged, and is not decided")),
    (ResultChange.Kind.APPEAL_DISMISSED, _("The appeal was dismissed or withdrawn")),
    (ResultChange.Kind.QUASHED, _("It was quashed or set aside")),
    (ResultChange.Kind.RESTORED, _("It stands after all: it was not quashed, or was restored")),
]


class FindOffenceForm(WordedForm):
    use_required_attribute = False
    offence = forms.CharField(
        label=_("Find the offence"),
        help_text=_("For example, a word of its title, or s.9"),
        max_length=100,
        required=False,
    )
