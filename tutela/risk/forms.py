from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.forms.orders import NamesCheckedForm, lines
from tutela.court_orders.forms.reasons import text
from tutela.risk.models import Harm
from tutela.risk.operations import AtRisk, Found
from tutela.risk.tools import OTHER, Tool
from tutela.ui.fields import DayField, sentences
from tutela.ui.forms import OperationForm

NO_NAMES = _("Write Child A, Victim B or zone 1, never a name or an address that is protected")
MOST = 4000


class AssessmentForm(NamesCheckedForm):
    """Asks what one tool says: its scales, and the risk of serious harm to each group."""

    called = text(_("What is it called?"), most=200)
    edition = text(
        _("Version of the tool (optional)"), most=50, hint=_("As it stands on the assessment")
    )
    done_on = DayField(
        label=_("On which day was it done?"),
        help_text=_("For example, 27 3 2026"),
        called=_("The day it was done"),
        latest=localdate,
        error_messages={"required": _("Enter the day it was done")},
    )
    done_by = forms.CharField(
        label=_("Who did it?"),
        help_text=_("Name or post, and agency"),
        max_length=200,
        error_messages={"required": _("Enter who did it")},
    )
    is_unfinished = forms.BooleanField(
        label=_("It is not complete or not countersigned yet"), required=False
    )
    nature = lines(_("What harm, and to whom? (optional)"), hint=NO_NAMES, most=MOST)
    imminence = lines(_("When is the risk greatest? (optional)"), most=MOST)
    increasing = lines(_("What makes it greater? (optional)"), most=MOST)
    reducing = lines(_("What makes it smaller? (optional)"), most=MOST)
    source = text(
        _("Where is the assessment kept? (optional)"),
        most=200,
        hint=_("For example, OASys, ViSOR"),
    )

    def __init__(self, *args: Any, tool: Tool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool = tool
        if tool.code != OTHER:
            del self.fields["called"]
        for scale in tool.scales:
            self.fields |= _scale_fields(scale.code, tool)
        for group in Harm.Group:
            for setting in Harm.Setting:
                self.fields[f"harm_{group.value}_{setting.value}"] = _level(group, setting)

    @property
    def scales(self) -> Iterator[tuple[str, list[Any], list[Any], bool]]:
        """What is asked on each scale, what of an override, and whether that stands open."""
        for scale in self.tool.scales:
            said, override = (
                [self[f"{name}_{scale.code}"] for name in names]
                for names in (("figure", "band"), ("override", "override_why"))
            )
            yield scale.name, said, override, any(one.value() or one.errors for one in override)

    @property
    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        for group in Harm.Group:
            named = [self[f"harm_{group.value}_{setting.value}"] for setting in Harm.Setting]
            yield str(group.label), named

    @property
    def first(self) -> list[Any]:
        asked = ("called", "edition", "done_on", "done_by", "is_unfinished")
        return [self[name] for name in asked if name in self.fields]

    @property
    def last(self) -> list[Any]:
        asked = ("nature", "imminence", "increasing", "reducing", "source", "not_names")
        return [self[name] for name in asked if name in self.fields]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for scale in self.tool.scales:
            if given.get(f"override_{scale.code}") and not given.get(f"override_why_{scale.code}"):
                self.add_error(f"override_why_{scale.code}", _("Enter why it was overridden"))
        return given

    @property
    def answers(self) -> dict[str, Any]:
        """As the operation asks for them."""
        given = super().answers
        plain = ("edition", "done_on", "done_by", *("nature", "imminence", "increasing"))
        return {
            **{name: given[name] for name in (*plain, "reducing", "source")},
            "tool": self.tool.code,
            "called": given.get("called", ""),
            "is_complete": not given["is_unfinished"],
            "not_names": given.get("not_names", False),
            "findings": list(self._findings(given)),
            "harms": list(self._harms(given)),
        }

    def _findings(self, given: dict[str, Any]) -> Iterator[Found]:
        for scale in self.tool.scales:
            names = ("figure", "band", "override", "override_why")
            figure, band, override, why = (given[f"{name}_{scale.code}"] for name in names)
            if figure or band or override:
                yield Found(scale.code, figure, band, override, why if override else "")

    def _harms(self, given: dict[str, Any]) -> Iterator[AtRisk]:
        for group in Harm.Group:
            for setting in Harm.Setting:
                level = given[f"harm_{group.value}_{setting.value}"]
                if level:
                    yield AtRisk(group.value, setting.value, level)


def _scale_fields(scale: str, tool: Tool) -> dict[str, forms.Field]:
    band: forms.Field
    if tool.bands:
        offered = [("", _("Not said")), *tool.bands]
        band = forms.ChoiceField(label=_("Band"), choices=offered, required=False)
        override: forms.Field = forms.ChoiceField(
            label=_("Band after an override (optional)"), choices=offered, required=False
        )
    else:
        band = text(_("Band or conclusion"), most=100)
        override = text(_("Conclusion after an override (optional)"), most=100)
    figure = text(_("Figure or percentage (optional)"), most=50)
    figure.widget.attrs["class"] = "govuk-input--width-5"
    return {
        f"figure_{scale}": figure,
        f"band_{scale}": band,
        f"override_{scale}": override,
        f"override_why_{scale}": text(_("Why was it overridden?"), most=500),
    }


def _level(group: Any, setting: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"{group.label}: {setting.label}",
        choices=[("", _("Not said")), *Harm.Level.choices],
        required=False,
        widget=forms.Select(
            attrs={"aria-label": f"{group.label}: {setting.label}", "class": "govuk-!-width-full"}
        ),
    )


class SetAsideForm(OperationForm):
    wrong_because = forms.CharField(
        label=_("What is wrong with it?"),
        help_text=_("For example, it is about somebody else. It is kept, and counts no more"),
        max_length=300,
        error_messages={"required": _("Enter what is wrong with it")},
    )


def part_of_plan(label: Any, hint: Any) -> forms.CharField:
    return lines(label, rows=5, hint=hint, most=MOST)


class PlanForm(NamesCheckedForm):
    key_information = part_of_plan(
        _("Key information on the current situation"),
        _("What a reader who does not know the case must know first"),
    )
    considerations = part_of_plan(
        _("Further considerations"),
        _("For example, diversity, health, media interest, what is not known"),
    )
    supervision = part_of_plan(_("Supervision"), _("Who sees the person, how often, for what"))
    monitoring = part_of_plan(
        _("Monitoring and control"),
        _("Orders and conditions, visits, tags, restrictions, and who checks them"),
    )
    interventions = part_of_plan(
        _("Interventions and treatment"), _("Programmes, treatment, housing, work, support")
    )
    victim_safety = part_of_plan(_("Victim safety"), NO_NAMES)
    contingency = part_of_plan(
        _("Contingency"), _("What would show that the plan fails, and who then does what at once")
    )
    review_due_on = DayField(
        label=_("By when is the plan to be reviewed?"),
        help_text=_("For example, 27 3 2027"),
        called=_("The day of the review"),
        earliest=localdate,
        error_messages={"required": _("Enter the day by which it is to be reviewed")},
    )
    why = sentences(
        _("Why is it written, or what changed?"), _("Enter why it is written"), most=500
    )
    field_order = (
        *("key_information", "considerations", "supervision", "monitoring", "interventions"),
        *("victim_safety", "contingency", "review_due_on", "why", "not_names"),
    )
