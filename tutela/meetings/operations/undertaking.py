"""Actions: what an agency undertook at a meeting, and what became of it."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.court_orders.operations.naming import check_names
from tutela.meetings import record_rules as rules
from tutela.meetings.models import Action, ActionReport, ActionWords, Item
from tutela.meetings.operations.admitting import CannotMeet, give_sight
from tutela.meetings.rules import ATTENDS_READ
from tutela.meetings.sight import sight
from tutela.people.listing import teams_of
from tutela.people.models import Interest, Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

Stage = Action.Stage
# what becomes of an action, and how it then stands
ENDS = {ActionReport.Kind.DONE: Stage.DONE, ActionReport.Kind.DROPPED: Stage.DROPPED}


def set_action(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    what: str,
    team: Team | None,
    outside: str,
    named: str,
    due_on: date,
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Write down what an agency undertook, who does it by when; it sees the case until then."""
    with perform(actor, May.RECORD_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        of = Item.objects.select_for_update().get(pk=item.pk, person=person)
        CannotMeet.heed(
            rules.objection_to_action(
                stage=of.stage,
                due_on=due_on,
                meets_on=localdate(of.sitting.starts_at),
                is_elsewhere=bool(outside),
                has_team=team is not None,
            )
        )
        check_names(person, [what, named, outside], not_names=not_names)
        last = Action.objects.filter(item=of, person=person).aggregate(last=Max("number"))["last"]
        action = Action.objects.create(
            item=of,
            person=person,
            number=(last or 0) + 1,
            team=team,
            outside=outside,
            named=named,
            due_on=due_on,
            set_by_id=writer(actor),
            set_at=now,
        )
        ActionWords.objects.create(action=action, person=person, what=what)
        _keep_sight(actor, person, action, now)
        done.record("action.set", action.pk, person=person.pk, number=action.number)
    return action.pk


def report_action(
    *,
    actor: Actor,
    person: Person,
    action: Action,
    kind: str,
    on: date,
    words: str,
    due_on: date | None,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Say what became of an action: done, not yet, another day, or no longer needed."""
    with perform(actor, May.ATTEND_MEETING, key=key) as done:
        # read before it is locked: who may not change it is told why
        seen = Action.objects.get(pk=action.pk, person=person)
        teams = teams_of(actor)
        CannotMeet.heed(
            rules.objection_to_reporting(
                kind=kind,
                stage=seen.stage,
                is_own=seen.team_id in teams["team"] | teams["covered"] | teams["supervised"],
                records=May.RECORD_MEETING in actor.may,
                due_on=due_on,
                today=localdate(now),
            )
        )
        check_names(person, [words], not_names=not_names)
        row = held(Action, action.pk, person_id=person.pk, version=version, shows=["due_on"])
        ActionReport.objects.create(
            action=row,
            person=person,
            kind=kind,
            on=on,
            words=words,
            reported_by_id=writer(actor),
            reported_at=now,
        )
        if kind in ENDS:
            row.stage, row.settled_on = ENDS[ActionReport.Kind(kind)], on
        elif kind == ActionReport.Kind.MOVED and due_on:
            row.due_on = due_on
            _keep_sight(actor, person, row, now)
        write(row, ["stage", "settled_on", "due_on"])
        done.record(f"action.{kind}", row.pk, person=person.pk)
    return row.pk


def _keep_sight(actor: Actor, person: Person, action: Action, now: datetime) -> None:
    """Who has something to do goes on seeing the case until it is due, and a little longer."""
    if action.team is None:
        return
    today = localdate(now)
    give_sight(
        actor=actor,
        person=person,
        team=action.team,
        kind=Interest.Kind.ATTENDS,
        parts_read=ATTENDS_READ,
        parts_change=frozenset(),
        readers=(),
        last_day=max(action.due_on, today) + sight(action.item.sitting.area.code, today).acting,
        why=_("Undertook an action at a meeting"),
        now=now,
    )
