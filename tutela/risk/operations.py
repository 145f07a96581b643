"""Entering what was assessed, and writing the next version of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, Stale, TryAgain, perform
from tutela.access.permissions import May
from tutela.court_orders.operations.naming import check_names
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part
from tutela.risk import tools
from tutela.risk.models import SECTIONS, Assessment, Finding, Harm, Plan, PlanReview


class CannotAssess(Refused):
    """A rule forbids this of an assessment or a plan."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an assessment says on one scale, as it was entered."""

    scale: str
    figure: str = ""
    band: str = ""
    override_band: str = ""
    override_why: str = ""


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The risk of serious harm to a group in a setting, as it was entered."""

    group: str
    setting: str
    level: str


def enter_assessment(
    *,
    actor: Actor,
    person: Person,
    tool: str,
    called: str,
    edition: str,
    done_on: date,
    done_by: str,
    is_complete: bool,
    nature: str,
    imminence: str,
    increasing: str,
    reducing: str,
    source: str,
    findings: Sequence[Found],
    harms: Sequence[AtRisk],
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Enter an assessment that somebody made; nothing is worked out or merged from it."""
    with perform(actor, May.ASSESS_RISK, key=key) as done:
        check_part(person.pk, Part.RISK)
        if tool == tools.OTHER and not called:
            raise CannotAssess(_("Enter what the tool is called."))
        if is_complete and not findings and not harms:
            raise CannotAssess(
                _("Enter what the assessment found, or say that it is not complete yet.")
            )
        if any(one.override_band and not one.override_why for one in findings):
            raise CannotAssess(_("Enter why the band was overridden."))
        said = [nature, imminence, increasing, reducing, source, called]
        said += [words for one in findings for words in (one.figure, one.band, one.override_why)]
        check_names(person, said, not_names=not_names)
        assessment = Assessment.objects.create(
            person=person,
            tool=tool,
            called=called if tool == tools.OTHER else "",
            edition=edition,
            done_on=done_on,
            done_by=done_by,
            is_complete=is_complete,
            nature=nature,
            imminence=imminence,
            increasing=increasing,
            reducing=reducing,
            source=source,
            recorded_by_id=actor.appointment_id,
            recorded_at=now,
        )
        for found in findings:
            Finding.objects.create(
                assessment=assessment,
                person=person,
                scale=found.scale,
                figure=found.figure,
                band=found.band,
                override_band=found.override_band,
                override_why=found.override_why,
            )
        for harm in harms:
            Harm.objects.create(
                assessment=assessment,
                person=person,
                group=harm.group,
                setting=harm.setting,
                level=harm.level,
            )
        done.record("assessment.entered", assessment.pk, person=person.pk, tool=tool)
    return assessment.pk


def set_aside(
    *,
    actor: Actor,
    person: Person,
    assessment: Assessment,
    wrong_because: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say that an assessment was entered wrongly: it is kept, and counts no more."""
    with perform(actor, May.ASSESS_RISK, key=key) as done:
        check_part(person.pk, Part.RISK)
        row = held(
            Assessment,
            assessment.pk,
            person_id=person.pk,
            version=version,
            shows=["wrong_because"],
        )
        row.wrong_because = wrong_because
        write(row, ["wrong_because"])
        done.record("assessment.set_aside", row.pk, person=person.pk)
    return row.pk


def write_plan(
    *,
    actor: Actor,
    person: Person,
    key_information: str,
    considerations: str,
    supervision: str,
    monitoring: str,
    interventions: str,
    victim_safety: str,
    contingency: str,
    review_due_on: date,
    why: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Write the next version of the plan; `version` is the number of the one that was read."""
    with perform(actor, May.WRITE_PLAN, key=key) as done:
        check_part(person.pk, Part.RISK)
        said = {
            "key_information": key_information,
            "considerations": considerations,
            "supervision": supervision,
            "monitoring": monitoring,
            "interventions": interventions,
            "victim_safety": victim_safety,
            "contingency": contingency,
        }
        if not any(said.values()):
            raise CannotAssess(_("Enter at least one part of the plan."))
        former = Plan.objects.filter(person=person).first()
        number = former.number if former else 0
        if number != version:
            raise Stale(number, _said_of(former))
        check_names(person, [*said.values(), why], not_names=not_names)
        try:
            plan = Plan.objects.create(
                person=person,
                number=number + 1,
                review_due_on=review_due_on,
                why=why,
                written_by_id=actor.appointment_id,
                written_at=now,
                **said,
            )
            _review_by(person, plan)
        except IntegrityError as refusal:  # two at once: the later is begun again and shown both
            raise TryAgain from refusal
        done.record("plan.written", plan.pk, person=person.pk, number=plan.number)
    return plan.pk


def _said_of(plan: Plan | None) -> dict[str, object]:
    names = (*SECTIONS, "review_due_on")
    return {name: getattr(plan, name) for name in names} if plan else {}


def _review_by(person: Person, plan: Plan) -> None:
    """One line for each person says in lists by when the plan that stands is to be reviewed."""
    line = PlanReview.objects.filter(person=person).first()
    if line is None:
        PlanReview.objects.create(person=person, due_on=plan.review_due_on, number=plan.number)
        return
    line.due_on, line.number = plan.review_due_on, plan.number
    write(line, ["due_on", "number"])
