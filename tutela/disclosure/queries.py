"""What was considered, told and awaited: of one person, and among one's own people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tutela.access.actor import Actor
from tutela.access.permissions import May
from tutela.agencies.models import Appointment, Team
from tutela.disclosure.models import Awaited, Consideration, FollowUp, Incident, Made
from tutela.disclosure.rules import NEXT, Stage, Step
from tutela.people.models import Person
from tutela.people.queries import working_now

ROLE = "disclosure_decision_maker"
MOST = 10


# One file -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Register:
    """Who was told what of a person, what is being considered, what came to nothing, incidents."""

    told: list[Made]
    open: list[tuple[Consideration, Awaited | None]]
    not_told: list[Consideration]
    incidents: list[Incident]


def register_of(person: Person) -> Register:
    """Everything of one file, the latest first."""
    rows = list(
        Consideration.objects.filter(person=person)
        .select_related("asked_by__user", "decided_by__user")
        .order_by("-asked_at", "-id")
    )
    waits = {
        row.consideration_id: row
        for row in Awaited.objects.filter(person=person, met_at=None).exclude(
            kind=Awaited.Kind.FOLLOW_UP
        )
    }
    undecided = {Stage.ASKED, Stage.APPROVED, Stage.IN_DANGER}
    return Register(
        told=list(
            Made.objects.filter(person=person, was_told=True)
            .select_related("consideration")
            .prefetch_related("follow_ups")
        ),
        open=[(row, waits.get(row.pk)) for row in rows if row.stage in undecided],
        not_told=[
            row for row in rows if row.stage in {Stage.REFUSED, Stage.WITHDRAWN, Stage.NOT_TOLD}
        ],
        incidents=list(
            Incident.objects.filter(person=person).select_related(
                "recorded_by__user", "settled_by__user"
            )
        ),
    )


def whole(person: Person) -> QuerySet[Consideration]:
    """Considerations of a file with those who asked and decided."""
    return Consideration.objects.filter(person=person).select_related(
        "asked_by__user", "asked_by__team__agency", "decided_by__user", "decided_by__team__agency"
    )


def tellings_of(row: Consideration) -> QuerySet[Made]:
    """Each time that the recipient was met about it, with what was found later."""
    return row.made.select_related("recorded_by__user").prefetch_related(
        "follow_ups__done_by__user"
    )


def waits_for(row: Consideration | Incident) -> Awaited | None:
    """What it waits for now, but for seeing the recipient again."""
    waiting = row.awaited.filter(met_at=None).exclude(kind=Awaited.Kind.FOLLOW_UP)
    return waiting.select_related("begun_by__user").first()


def may_take(row: Consideration, actor: Actor) -> frozenset[Step]:
    """Steps that follow, and that are this actor's to take."""
    asked = row.asked_by.user_id == actor.user_id
    steps = set(NEXT[Stage(row.stage)])
    mine = {
        May.ASK_DISCLOSURE: {Step.WITHDRAW, Step.LEAVE},
        May.RECORD_DISCLOSURE: {Step.TELL, Step.TRY},
        May.DECIDE_DISCLOSURE: set() if asked else {Step.APPROVE, Step.REFUSE},
        May.REVIEW_DISCLOSURE: set() if asked else {Step.UPHOLD, Step.REJECT},
    }
    return frozenset(
        step for may, found in mine.items() if may in actor.may for step in found & steps
    )


def teams_that_decide(person: Person, actor: Actor, *, on: date) -> list[Team]:
    """Teams of the area of who manages the person where somebody else decides disclosures."""
    area = Team.objects.filter(pk=person.owner_team_id).values("agency__area")
    officers = Appointment.objects.filter(
        role=ROLE, powers__contains=["disclose"], team__agency__area__in=area
    ).exclude(user=actor.user_id)
    found = {one.team_id: one.team for one in working_now(officers, on=on)}
    return sorted(found.values(), key=lambda team: (team.name, team.pk))


def of_a_meeting(person_id: UUID) -> QuerySet[Consideration]:
    """What a meeting may point to as considered: everything of the file, the latest first."""
    return Consideration.objects.filter(person=person_id).order_by("-asked_at", "-id")


# Among one's own people ---------------------------------------------------------------------------


def waiting(actor: Actor, teams: Iterable[UUID], *, now: datetime) -> list[Awaited]:
    """What waits for this actor: to decide or review what another began, to tell, to follow up.

    Who governs information is told of incidents, and may settle them too. Of the people whom these
    teams manage also what is late for those who decide.
    """
    of_another = ~Q(begun_by__user=actor.user_id)
    mine = Q(pk__in=[])
    if May.DECIDE_DISCLOSURE in actor.may:
        mine |= Q(kind=Awaited.Kind.DECISION) & of_another
    if May.REVIEW_DISCLOSURE in actor.may:
        mine |= Q(kind__in=[Awaited.Kind.REVIEW, Awaited.Kind.INCIDENT]) & of_another
    if May.GOVERN_INFORMATION in actor.may:
        mine |= Q(kind=Awaited.Kind.INCIDENT)
    if May.ASK_DISCLOSURE in actor.may:
        ours = Q(person__owner_team__in=list(teams)) | Q(begun_by=actor.appointment_id)
        to_do = Q(kind__in=[Awaited.Kind.TELLING, Awaited.Kind.FOLLOW_UP])
        mine |= ours & (to_do | Q(due_at__lt=now))
    found = Awaited.objects.filter(mine, met_at=None)
    return list(found.order_by(F("due_at").asc(nulls_last=True), "since", "id")[: MOST + 1])


def in_list(*, kind: str, is_done: bool) -> QuerySet[Awaited]:
    """Everything that waits, or waited, among the people whom the actor may see."""
    found = Awaited.objects.filter(met_at__isnull=not is_done).select_related(
        "person", "begun_by__user"
    )
    if kind:
        found = found.filter(kind=kind)
    order = F("met_at").desc() if is_done else F("due_at").asc(nulls_last=True)
    return found.order_by(order, "since", "id")


def follow_up_of(row: Consideration, key: UUID) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(pk=key, made__consideration=row, person=row.person_id)
