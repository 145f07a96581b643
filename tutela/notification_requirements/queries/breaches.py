"""Possible breaches of one person, and of one's own people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.permissions import May
from tutela.notification_requirements.models import Breach, BreachStep, Due
from tutela.notification_requirements.rules import breaches as rules
from tutela.notification_requirements.rules.breaches import Ground, Stage, Standing, Step
from tutela.people.models import Allocation, Person

# what somebody else is to decide waits longest for nobody
WAITS_LONG = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Shown:
    """A possible breach as its page shows it."""

    row: Breach
    steps: list[BreachStep]
    notified_on: date | None
    doubt: str
    limits: list[str]
    next: list[Step]

    @property
    def recommendation(self) -> BreachStep | None:
        """What waits to be decided by another."""
        if self.row.stage != Stage.PROPOSED:
            return None
        return next((step for step in reversed(self.steps) if step.kind == Step.PROPOSE), None)


def of_person(person: Person) -> list[Breach]:
    """The possible breaches in the file, those that are not over first."""
    rows = Breach.objects.filter(person=person).select_related("due")
    return sorted(rows, key=lambda row: (row.is_over, -row.opened_at.timestamp()))


def shown(row: Breach) -> Shown:
    """One possible breach with its steps, the law's limits and what can be done next."""
    steps = row.steps.select_related("made_by__user", "made_by__team").order_by("made_at", "id")
    return Shown(
        row,
        list(steps),
        notified_on(row),
        doubt(row),
        [limit.say(_) for limit in rules.limits(Ground(row.ground))],
        list(rules.steps_from(Stage(row.stage))),
    )


def standing(row: Breach) -> Standing:
    """What the rules ask about it."""
    return Standing(
        Stage(row.stage), row.is_explained, Stage(row.proposed) if row.proposed else None
    )


def notified_on(row: Breach) -> date | None:
    """The day on which the late notification came; the failure ends with it, nothing else does."""
    if row.ended_on:
        return row.ended_on
    due = row.due
    if due is None or due.met_on is None or row.begun_on is None:
        return None
    return due.met_on if due.met_on >= row.begun_on else None


def doubt(row: Breach) -> str:
    """Why the dates as they are worked out now no longer bear this out; nothing where they do."""
    due = row.due
    if due is None or row.is_over or row.begun_on is None:
        return ""
    if due.ended_because == Due.End.NO_LONGER:
        return _(
            "The dates were worked out again and no longer ask for this notification. Look at why:"
            " where nothing was missed, recommend that it is closed."
        )
    if due.due_on is None:
        return _(
            "The dates were worked out again and this one has no last day now: time does not run."
            " Where nothing was missed, recommend that it is closed."
        )
    first = rules.first_missed_day(due.due_on, due.alleged_only_after)
    if first <= row.begun_on:
        return ""
    if due.met_on and due.met_on < first:
        return _("By the dates as worked out now it was notified in time: ask for it to be closed.")
    return _(
        "By the dates as worked out now the last day is later than it was when this was opened:"
        " look at the dates before the next step."
    )


# Lists --------------------------------------------------------------------------------------------


def in_list(teams: Iterable[UUID]) -> QuerySet[Breach]:
    """Those of the people whom these teams manage."""
    managed = Person.objects.filter(owner_team__in=teams)
    return Breach.objects.filter(person__in=managed.values("pk"))


def narrowed(
    found: QuerySet[Breach], *, stage: str, ground: str, officer: UUID | None, on: date
) -> QuerySet[Breach]:
    """The list as it is filtered: by default what is not over."""
    if stage == "open":
        found = found.exclude(stage__in=sorted(rules.OVER))
    elif stage == "undecided":
        found = found.filter(stage__in=sorted(rules.UNDECIDED))
    elif stage == "over":
        found = found.filter(stage__in=sorted(rules.OVER))
    elif stage:
        found = found.filter(stage=stage)
    if ground:
        found = found.filter(ground=ground)
    if officer:
        mine = Allocation.objects.filter(appointment=officer, starts_on__lte=on, ends_before__gt=on)
        found = found.filter(person__in=mine.values("person_id"))
    return found.select_related("person").order_by(F("begun_on").desc(nulls_last=True), "-id")


def waiting(actor: Actor, teams: Iterable[UUID], *, on: date) -> QuerySet[Breach]:
    """What waits for this officer: to consider of one's own people, to decide as a supervisor."""
    found = in_list(teams)
    mine = Allocation.objects.filter(
        appointment=actor.appointment_id, starts_on__lte=on, ends_before__gt=on
    )
    wanted = Q(pk=None)
    if May.RECORD_BREACH in actor.may:
        wanted |= Q(stage__in=sorted(rules.UNDECIDED), person__in=mine.values("person_id"))
    if May.DECIDE_BREACH in actor.may:
        wanted |= Q(stage=Stage.PROPOSED) | Q(
            stage__in=[Stage.OPENED, Stage.EXPLAINED],
            opened_at__date__lte=on - WAITS_LONG,
        )
    return found.filter(wanted).order_by(F("begun_on").desc(nulls_last=True), "-id")
