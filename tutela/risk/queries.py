"""What is known of a person's risk, for the pages of this room and of those above."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from tutela.access.actor import Actor
from tutela.access.asking import worded_once
from tutela.people.models import Allocation, Person
from tutela.risk.models import Assessment, Harm, Plan, PlanReview

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class HarmRow:
    """One group with the risk of serious harm to it in each setting; empty is: not said."""

    group: str
    community: str
    custody: str
    community_code: str
    custody_code: str


@dataclass(frozen=True, slots=True)
class CurrentHarm:
    """The risk of serious harm as the latest complete assessment has it."""

    assessment: Assessment
    rows: Sequence[HarmRow]
    later_unfinished: Assessment | None


def assessments_of(person_id: UUID) -> list[Assessment]:
    """Every assessment, the latest first, with what each found."""
    found = Assessment.objects.filter(person=person_id).select_related("recorded_by__user")
    return list(found.prefetch_related("findings", "harms"))


def current_plan(person_id: UUID) -> Plan | None:
    """The version of the plan that stands."""
    return Plan.objects.filter(person=person_id).select_related("written_by__user").first()


def current_harm(person_id: UUID) -> CurrentHarm | None:
    """By group and setting, from the latest complete assessment that says it."""
    return harm_among(assessments_of(person_id))


def in_short(person_id: UUID) -> tuple[list[Harm], PlanReview | None]:
    """The risk as the latest complete assessment has it, and the plan's review: two queries."""
    found = _harms(person=person_id)
    latest = [one for one in found if one.assessment_id == found[0].assessment_id]
    return latest, next(iter(_reviews(person=person_id)), None)


@worded_once
def _harms(*, person: UUID) -> QuerySet[Harm]:
    counting = Harm.objects.filter(assessment__is_complete=True, assessment__wrong_because="")
    latest = counting.filter(person=person).select_related("assessment")
    return latest.order_by("-assessment__done_on", "-assessment__id", "id")


@worded_once
def _reviews(*, person: UUID) -> QuerySet[PlanReview]:
    return PlanReview.objects.filter(person=person)[:1]


def harm_among(assessments: Sequence[Assessment]) -> CurrentHarm | None:
    """The same, from assessments already read, the latest first."""
    counting = [one for one in assessments if not one.wrong_because]
    stating = next((one for one in counting if one.is_complete and one.harms.all()), None)
    if stating is None:
        return None
    later = [one for one in counting if not one.is_complete and one.done_on >= stating.done_on]
    return CurrentHarm(stating, harm_rows(stating), later[0] if later else None)


def harm_rows(assessment: Assessment) -> list[HarmRow]:
    """A row for each group of which the assessment says something."""
    said = {(harm.group, harm.setting): harm for harm in assessment.harms.all()}
    rows = []
    for group in Harm.Group:
        held = [said.get((group.value, setting.value)) for setting in Harm.Setting]
        if any(held):
            words = [str(one.get_level_display()) if one else "" for one in held]
            codes = [one.level if one else "" for one in held]
            rows.append(HarmRow(str(group.label), *words, *codes))
    return rows


def reviews_due(actor: Actor, teams: Collection[UUID], *, on: date, most: int) -> list[PlanReview]:
    """Plans to be reviewed soon or overdue: the officer's own people, a supervisor's teams'."""
    mine = Allocation.objects.filter(
        appointment=actor.appointment_id, starts_on__lte=on, ends_before__gt=on
    )
    whose = Q(person__in=mine.values("person_id"))
    if "supervise" in actor.powers:
        managed = Person.objects.filter(owner_team__in=teams)
        whose |= Q(person__in=managed.values("pk"))
    return list(PlanReview.objects.filter(whose, due_on__lte=on + SOON)[:most])
