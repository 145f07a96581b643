"""The record of one case at one meeting, as its page and its minutes show it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from tutela.access.actor import Actor
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.meetings.models import (
    Action,
    ActionReport,
    Amendment,
    Attendance,
    Dissent,
    Invitation,
    Item,
    Minutes,
    Note,
    Outcome,
    Section,
)
from tutela.meetings.queries.cases import Asked, attendances_of, requests_of
from tutela.meetings.record_rules import NEXT_SOON, SOON
from tutela.people.models import Person
from tutela.risk.models import Plan
from tutela.risk.queries import CurrentHarm, current_harm, current_plan

THERE = (Attendance.Presence.ATTENDED, Attendance.Presence.REPORT)


@dataclass(frozen=True, slots=True)
class Written:
    """The words on one section, each author's beside the others'."""

    section: Section
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the record of a case holds."""

    item: Item
    person: Person
    written: Sequence[Written]
    attendances: Sequence[Attendance]
    asked: Sequence[Asked]
    outcome: Outcome | None
    actions: Sequence[Action]
    dissents: Sequence[Dissent]
    amendments: Sequence[Amendment]
    harm: CurrentHarm | None
    plan: Plan | None
    issued_at: datetime | None

    def is_late(self, at: datetime) -> bool:
        """Whether it was written after the minutes were first issued."""
        return self.issued_at is not None and at > self.issued_at

    def words_on(self, section: Section) -> Sequence[Note]:
        return next((one.notes for one in self.written if one.section == section), ())


def record_of(item: Item, person: Person, *, on: date) -> Record:
    """The whole record, as the reader's open parts show it."""
    return Record(
        item=item,
        person=person,
        written=written_on(item),
        attendances=attendances_of(item),
        asked=requests_of(person.pk, on=on, item=item),
        outcome=outcome_of(item),
        actions=actions_of(item),
        dissents=list(Dissent.objects.filter(item=item, person=person)),
        amendments=list(
            Amendment.objects.filter(item=item, person=person).select_related("made_by__user")
        ),
        harm=current_harm(person.pk),
        plan=current_plan(person.pk),
        issued_at=first_issued(item),
    )


def answered_before(item: Item) -> list[tuple[str, str]]:
    """What agencies answered for this meeting, in their words, as far as the reader sees it."""
    found = []
    for one in requests_of(item.person_id, on=localdate(), item=item):
        for answer in list(one.returns)[:1]:
            words = answer.words or str(answer.get_outcome_display())
            found.append((one.request.team.in_full, words))
    return found


def notes_of(item: Item) -> QuerySet[Note]:
    rows = Note.objects.filter(item=item, person=item.person_id).exclude(words="")
    return rows.select_related("author__user", "author__team__agency")


def written_on(item: Item) -> list[Written]:
    """The sections on which somebody wrote, in the order of the minutes."""
    found: dict[str, list[Note]] = {}
    for section, notes in groupby(notes_of(item).order_by("section", "id"), lambda n: n.section):
        found[section] = list(notes)
    return [Written(section, found[section]) for section in Section if section in found]


def own_notes(item: Item, actor: Actor) -> dict[str, list[Note]]:
    """One's own sheets, section by section."""
    rows = Note.objects.filter(item=item, person=item.person_id, author=actor.appointment_id)
    found: dict[str, list[Note]] = {}
    for note in rows.order_by("sheet"):
        found.setdefault(note.section, []).append(note)
    return found


def outcome_of(item: Item) -> Outcome | None:
    rows = Outcome.objects.filter(item=item, person=item.person_id)
    return rows.select_related("reasons__consideration", "recorded_by__user").first()


def actions_of(item: Item) -> list[Action]:
    """The actions of one meeting, with what became of each."""
    return list(_with_words(Action.objects.filter(item=item, person=item.person_id)))


def actions_of_person(person_id: UUID) -> list[Action]:
    """Every action about the person, those that are still to do first."""
    rows = _with_words(Action.objects.filter(person=person_id)).select_related("item__sitting")
    return sorted(rows, key=lambda one: (one.stage != Action.Stage.OPEN, one.due_on, one.pk))


def _with_words(rows: QuerySet[Action]) -> QuerySet[Action]:
    reports = ActionReport.objects.select_related("reported_by__user", "reported_by__team")
    return rows.select_related("words", "team__agency").prefetch_related(
        Prefetch("reports", reports)
    )


def minutes_of(item: Item) -> list[Minutes]:
    """The copies that the reader may have, the latest issue first."""
    rows = Minutes.objects.filter(item=item, person=item.person_id)
    return list(rows.select_related("team__agency", "issued_by__user"))


def first_issued(item: Item) -> datetime | None:
    """When the minutes were first issued, as far as the reader may know of a copy."""
    rows = Minutes.objects.filter(item=item, person=item.person_id, kind=Minutes.Kind.FULL)
    return rows.order_by("issued_at").values_list("issued_at", flat=True).first()


def teams_there(item: Item) -> QuerySet[Team]:
    """The teams that came or sent a report, the one that manages the person among them."""
    came = Attendance.objects.filter(item=item, person=item.person_id, presence__in=THERE)
    return _by_agency(Team.objects.filter(pk__in=came.exclude(team=None).values("team")))


def teams_of_case(item: Item, person: Person) -> QuerySet[Team]:
    """Who may undertake something: who was asked to come, who came, and who manages the person."""
    asked = Invitation.objects.filter(item=item, person=person, withdrawn_why="")
    return _by_agency(
        Team.objects.filter(
            Q(pk__in=asked.exclude(team=None).values("team"))
            | Q(pk__in=teams_there(item).order_by().values("pk"))
            | Q(pk=person.owner_team_id)
        )
    )


def _by_agency(teams: QuerySet[Team]) -> QuerySet[Team]:
    return teams.select_related("agency").order_by("agency__name", "name", "id")


@dataclass(frozen=True, slots=True)
class Following:
    """What of the records of meetings waits for the actor."""

    actions: list[Action] = field(default_factory=list)
    undisclosed: list[Outcome] = field(default_factory=list)
    undecided: list[Item] = field(default_factory=list)
    to_hear_again: list[Outcome] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.actions or self.undisclosed or self.undecided or self.to_hear_again)


def following(actor: Actor, *, on: date, most: int) -> Following:
    """Actions that are due, disclosure that was left open, cases without outcome or next date."""
    if May.ATTEND_MEETING not in actor.may:
        return Following()
    mine = actor.own_teams
    records = May.RECORD_MEETING in actor.may
    open_now = Action.objects.filter(stage=Action.Stage.OPEN, due_on__lte=on + SOON)
    if not records:
        open_now = open_now.filter(team__in=mine)
    due = open_now.select_related("team__agency").order_by("due_on", "id")
    if not records:
        return Following(actions=list(due[: most + 1]))
    heard = Item.objects.filter(stage=Item.Stage.ON_AGENDA, sitting__stage__in=["planned", "held"])
    return Following(
        actions=list(due[: most + 1]),
        undisclosed=list(
            Outcome.objects.filter(disclosure=Outcome.Disclosure.NOT_CONSIDERED)
            .select_related("item__sitting")
            .order_by("recorded_at")[: most + 1]
        ),
        undecided=[
            item
            for item in heard.select_related("sitting").order_by("sitting__starts_at", "id")
            if localdate(item.sitting.starts_at) < on
        ][: most + 1],
        to_hear_again=list(_to_hear_again(on)[: most + 1]),
    )


def _to_hear_again(on: date) -> QuerySet[Outcome]:
    """Cases whose next date is near, and that are on no later agenda."""
    later = Item.objects.filter(
        person=OuterRef("person"),
        sitting__starts_at__gt=OuterRef("item__sitting__starts_at"),
    ).exclude(stage=Item.Stage.TAKEN_OFF)
    rows = Outcome.objects.filter(level__gt=1, next_on__lte=on + NEXT_SOON)
    return rows.exclude(Exists(later)).select_related("item__sitting").order_by("next_on", "id")
