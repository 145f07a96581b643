"""Cases on the agenda of a meeting: whoever comes is admitted to each case, not to the meeting."""

from datetime import datetime, time
from uuid import UUID

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.meetings import rules
from tutela.meetings.models import Invitation, Item, Referral, Sitting
from tutela.meetings.operations.admitting import CannotMeet, give_sight, tell
from tutela.meetings.sight import sight
from tutela.people.models import Interest, Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

FIELDS = ["kind", "order", "begins_at"]


def put_on(
    *,
    actor: Actor,
    person: Person,
    sitting: Sitting,
    kind: str,
    begins_at: time | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Put a case on the agenda of a meeting, last; its chair sees the case from now."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        row = Sitting.objects.get(pk=sitting.pk)
        referral = Referral.objects.filter(person=person, stage=Referral.Stage.ACCEPTED).first()
        agenda = Item.objects.filter(sitting=row)
        is_on_it = agenda.filter(person=person).exclude(stage=Item.Stage.TAKEN_OFF).exists()
        CannotMeet.heed(
            rules.objection_to_putting_on(
                stage=row.stage, is_on_it=is_on_it, is_accepted=referral is not None
            )
        )
        made = Item.objects.create(
            sitting=row,
            person=person,
            referral=referral,
            kind=kind,
            order=(agenda.aggregate(last=Max("order"))["last"] or 0) + 1,
            begins_at=begins_at,
            added_by_id=writer(actor),
            added_at=now,
        )
        _show_to_chair(actor, person, row, now=now)
        _ask_lead(actor, made, now=now)
        done.record("item.put_on", made.pk, person=person.pk, sitting=row.pk)
    return made.pk


def change_item(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    kind: str,
    order: int,
    begins_at: time | None,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say anew when on the agenda the case comes, and whether it is a first meeting or a review."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        row = held(Item, item.pk, person_id=person.pk, version=version, shows=FIELDS)
        row.kind, row.order, row.begins_at = kind, order, begins_at
        write(row, FIELDS)
        done.record("item.changed", row.pk, person=person.pk)
    return row.pk


def take_off(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    stage: str,
    stage_why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Take a case off the agenda, or say that it was put off to another meeting."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        row = held(Item, item.pk, person_id=person.pk, version=version, shows=["stage"])
        row.stage, row.stage_why = stage, stage_why
        write(row, ["stage", "stage_why"])
        done.record(f"item.{stage}", row.pk, person=person.pk)
    return row.pk


def show_to_chair(*, actor: Actor, person: Person, item: Item, key: UUID, now: datetime) -> UUID:
    """Let the chair of the meeting see this case: after another chair was named."""
    with perform(actor, May.ARRANGE_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        row = Item.objects.select_related("sitting__chair__team").get(pk=item.pk, person=person)
        _show_to_chair(actor, person, row.sitting, now=now)
        done.record("item.shown_to_chair", row.pk, person=person.pk)
    return row.pk


def _ask_lead(actor: Actor, item: Item, *, now: datetime) -> None:
    """The team that referred the case comes to it, and needs no more sight than it has."""
    referral = item.referral
    if referral is None or referral.referred_by.team_id == actor.team_id:
        return
    invitation = Invitation.objects.create(
        item=item,
        person_id=item.person_id,
        team_id=referral.referred_by.team_id,
        why=_("Referred the case"),
        invited_by_id=writer(actor),
        invited_at=now,
    )
    tell(invitation.pk)


def _show_to_chair(actor: Actor, person: Person, sitting: Sitting, *, now: datetime) -> None:
    chair = sitting.chair
    if chair is None or chair.pk == actor.appointment_id:
        return
    today = localdate(now)
    meets_on = localdate(sitting.starts_at)
    stays = sight(sitting.area.code, today).chair
    give_sight(
        actor=actor,
        person=person,
        team=chair.team,
        kind=Interest.Kind.ATTENDS,
        parts_read=rules.CASE_READ,
        parts_change=rules.CASE_CHANGE,
        readers=[chair],
        last_day=rules.sees_until(meets_on, stays, today=today),
        why=_("Chairs the meeting about this case"),
        now=now,
    )
