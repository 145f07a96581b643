"""One person's meetings: referrals, cases on agendas, who is asked, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tutela.access.actor import Actor
from tutela.agencies.models import Appointment
from tutela.meetings.models import (
    Attendance,
    InformationRequest,
    InformationReturn,
    Invitation,
    Item,
    Referral,
    ReferralReasons,
)
from tutela.meetings.rules import is_overdue
from tutela.people.models import Interest, Person

OF_OFFICER = ("user", "team__agency")


def referrals_of(person_id: UUID) -> QuerySet[Referral]:
    """Every referral of the person, the latest first."""
    return Referral.objects.filter(person=person_id).select_related(
        "to_team__agency__area", "referred_by__user", "referred_by__team", "interest"
    )


def last_reasons(person_id: UUID) -> ReferralReasons | None:
    """What was said in the latest referral: offered again, so that nothing is typed twice."""
    rows = ReferralReasons.objects.filter(person=person_id).select_related("referral")
    return rows.order_by("-referral__referred_at").first()


def items_of(person_id: UUID) -> QuerySet[Item]:
    """Every time the case was or is to be heard, the latest meeting first."""
    rows = Item.objects.filter(person=person_id).select_related("sitting__chair__user")
    return rows.order_by("-sitting__starts_at", "-id")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for information with its answers, the latest first, and whether it is late."""

    request: InformationRequest
    returns: Sequence[InformationReturn]
    is_overdue: bool


def requests_of(person_id: UUID, *, on: date, item: Item | None = None) -> list[Asked]:
    """What agencies were asked about the person, with what each answered."""
    returns = InformationReturn.objects.select_related("returned_by__user", "returned_by__team")
    rows = (
        InformationRequest.objects.filter(person=person_id)
        .select_related("team__agency", "asked_by__user", "item__sitting")
        .prefetch_related(Prefetch("returns", returns))
    )
    if item is not None:
        rows = rows.filter(item=item)
    return [
        Asked(
            request=row,
            returns=list(row.returns.all()),
            is_overdue=not row.withdrawn_why and is_overdue(row.due_on, row.outcome, on=on),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is expected at a case, or came without being asked, and what is recorded."""

    label: str
    invitation: Invitation | None
    team_id: UUID | None
    officer_id: UUID | None
    attendance: Attendance | None

    @property
    def is_guest(self) -> bool:
        return self.team_id is None


def invitations_of(item: Item) -> list[Invitation]:
    """Who is asked to come for the case."""
    rows = Invitation.objects.filter(item=item, person=item.person_id)
    return list(
        rows.select_related("team__agency", "interest", "invited_by__user", "answered_by__user")
    )


def attendances_of(item: Item) -> list[Attendance]:
    rows = Attendance.objects.filter(item=item, person=item.person_id)
    return list(rows.select_related("team__agency", "officer__user", "invitation"))


def expected_at(item: Item, actor: Actor, *, invitations: Sequence[Invitation]) -> list[Expected]:
    """The chair, the co-ordinator who records, who was asked, and who came besides."""
    recorded = attendances_of(item)
    found: list[Expected] = []
    left = {row.pk: row for row in recorded}
    chair = item.sitting.chair
    officers = [chair] if chair else []
    if chair is None or chair.pk != actor.appointment_id:
        mine = Appointment.objects.filter(pk__in=[actor.appointment_id])
        officers += mine.select_related(*OF_OFFICER)
    for officer in officers:
        own = next((row for row in recorded if row.officer_id == officer.pk), None)
        if own:
            left.pop(own.pk, None)
        label = f"{officer.user.name}, {officer.role_name}"
        found.append(Expected(label, None, officer.team_id, officer.pk, own))
    for one in invitations:
        own_rows = [row for row in left.values() if row.invitation_id == one.pk]
        if one.withdrawn_why and not own_rows:
            continue
        label = one.team.in_full if one.team else guest_of(one)
        for row in own_rows:
            left.pop(row.pk)
            found.append(Expected(label, one, one.team_id, row.officer_id, row))
        if not own_rows:
            found.append(Expected(label, one, one.team_id, None, None))
    for row in left.values():
        label = row.team.name if row.team else row.named
        found.append(Expected(label, None, row.team_id, row.officer_id, row))
    return found


def guest_of(invitation: Invitation) -> str:
    return ", ".join(part for part in (invitation.guest, invitation.guest_of) if part)


def chair_sees(item: Item, *, on: date) -> bool:
    """Whether the chair of the meeting has an interest in this case, or needs none."""
    chair = item.sitting.chair
    if chair is None:
        return True
    rows = Interest.objects.live(on=on).filter(
        person=item.person_id, team=chair.team_id, parts_change__contains=["meetings"]
    )
    return any(not row.readers or chair.pk in row.readers for row in rows)


def has_agreed(item: Item, actor: Actor) -> Attendance | None:
    """One's own row of attendance, where one has agreed to the statement."""
    rows = Attendance.objects.filter(item=item, person=item.person_id, officer=actor.appointment_id)
    return rows.exclude(agreed="").first()


def was_heard_before(person: Person) -> bool:
    return Item.objects.filter(person=person, stage=Item.Stage.HEARD).exists()
