"""Working out and keeping who must notify, how long and by when: for many people at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tutela.access.asking import any_of
from tutela.notification_requirements.models import Determination, Due, Standing
from tutela.notification_requirements.queries.facts import recorded_of
from tutela.notification_requirements.rules.due_dates import DueDate, how_it_ended
from tutela.notification_requirements.rules.stored import Computed, compute, law_version

Cause = Determination.Cause
LONGEST_TROUBLE = 500
HOLDS = ("facts", "sources", "assumed", "answer")
OF_DUE = (
    "starts_on",
    "due_on",
    "due_at",
    "alleged_only_after",
    "provision",
    "is_verified",
)


@dataclass(slots=True)
class Outcome:
    """What became of one person's answer: the stored one before and now, and its due dates."""

    person: UUID
    before: Determination | None
    now: Determination
    began: list[Due] = field(default_factory=list)
    moved: list[tuple[Due, date | None]] = field(default_factory=list)
    ended: list[Due] = field(default_factory=list)


def determine(
    people: Sequence[UUID],
    *,
    cause: str,
    now: datetime,
    on: date,
    as_job: bool,
    using: str = "default",
) -> list[Outcome]:
    """Work out each answer; write a new determination where it differs from the stored one.

    The earlier ones stay, superseded; due dates and standing are brought up to date in the same
    transaction. Facts that changed and leave the answer as it is are noted on it. The number of
    queries does not depend on the number of people. Runs inside the caller's operation.
    """
    # their digests tell whether anything is other than it was: what they hold is read only then
    found = Determination.objects.using(using).filter(any_of("person_id", people), is_current=True)
    current = {row.person_id: row for row in found.defer(*HOLDS)}
    recorded = recorded_of(people, also=current, as_job=as_job, using=using)
    changed: list[tuple[Determination | None, Determination, Computed]] = []
    noted: list[Determination] = []
    for person in people:
        before = current.get(person)
        if before is None and recorded[person].makes_nobody_subject:
            continue
        computed = compute(recorded[person], on)
        if before is None or before.answer_digest != computed.answer_digest:
            made = _determination(person, computed, cause=cause, now=now, on=on)
            changed.append((before, made, computed))
        elif _is_noted(before, computed, on):
            noted.append(before)
    _keep_noted(noted, using)
    return _keep(changed, now=now, on=on, using=using)


def _determination(
    person: UUID, computed: Computed, *, cause: str, now: datetime, on: date
) -> Determination:
    return Determination(
        person_id=person,
        made_at=now,
        cause=cause,
        as_of=on,
        again_on=computed.again_on,
        facts=computed.facts,
        sources=computed.sources,
        assumed=computed.assumed,
        answer=computed.answer,
        trouble="\n".join(computed.trouble)[:LONGEST_TROUBLE],
        verified=computed.verified,
        law_version=law_version(),
        facts_digest=computed.facts_digest,
        answer_digest=computed.answer_digest,
    )


def _is_noted(before: Determination, computed: Computed, on: date) -> bool:
    """Whether the same answer now rests on other facts, or is to be looked at on another day."""
    facts_digest = computed.facts_digest
    if before.facts_digest == facts_digest and before.again_on == computed.again_on:
        return False
    before.facts, before.sources = computed.facts, computed.sources
    before.facts_digest, before.again_on, before.as_of = facts_digest, computed.again_on, on
    return True


def _keep_noted(noted: Sequence[Determination], using: str) -> None:
    if noted:
        fields = ["facts", "sources", "facts_digest", "again_on", "as_of"]
        Determination.objects.using(using).bulk_update(noted, fields, batch_size=200)


Changed = Sequence[tuple[Determination | None, Determination, Computed]]


def _keep(changed: Changed, *, now: datetime, on: date, using: str) -> list[Outcome]:
    if not changed:
        return []
    superseded = [before.pk for before, _made, _computed in changed if before is not None]
    _read_again([before for before, _made, _computed in changed if before is not None], using)
    Determination.objects.using(using).filter(pk__in=superseded).update(
        is_current=False, superseded_at=now
    )
    Determination.objects.using(using).bulk_create(
        [made for _before, made, _computed in changed], batch_size=500
    )
    outcomes = [Outcome(made.person_id, before, made) for before, made, _computed in changed]
    _keep_dues(outcomes, [one[2] for one in changed], now=now, on=on, using=using)
    _keep_standing(outcomes, [one[2] for one in changed], using)
    return outcomes


def _read_again(rows: Sequence[Determination], using: str) -> None:
    """What the answers that are replaced said: it is shown beside the new ones."""
    held = Determination.objects.using(using).in_bulk([row.pk for row in rows])
    for row in rows:
        for name in HOLDS:
            setattr(row, name, getattr(held[row.pk], name))


def _keep_dues(
    outcomes: Sequence[Outcome],
    computed: Sequence[Computed],
    *,
    now: datetime,
    on: date,
    using: str,
) -> None:
    people = [outcome.person for outcome in outcomes]
    running: dict[UUID, dict[tuple[str, str], Due]] = defaultdict(dict)
    over: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for row in Due.objects.using(using).filter(person__in=people):
        if row.ended_at is None:
            running[row.person_id][row.kind, row.about] = row
        elif row.ended_because == Due.End.MET:
            over[row.person_id].add((row.kind, row.about))
    rows = Reconciled([], [], [])
    for outcome, answer in zip(outcomes, computed, strict=True):
        _reconcile(
            outcome, answer, running[outcome.person], over[outcome.person], rows, now=now, on=on
        )
    # what ends first: a duty is due once
    _update(rows.ended, ["met_on", "ended_at", "ended_because", "determination", "version"], using)
    _update(rows.moved, [*OF_DUE, "determination", "version"], using)
    Due.objects.using(using).bulk_create(rows.begun, batch_size=500)


@dataclass(slots=True)
class Reconciled:
    """Rows of due dates to write: those that begin, move and end."""

    begun: list[Due]
    moved: list[Due]
    ended: list[Due]


def _reconcile(
    outcome: Outcome,
    answer: Computed,
    were: dict[tuple[str, str], Due],
    over: set[tuple[str, str]],
    rows: Reconciled,
    *,
    now: datetime,
    on: date,
) -> None:
    """Bring one person's due dates to those of the answer: the same duty keeps its row."""
    for due in answer.dues:
        key = (due.kind, due.about)
        if due.told_on is not None:  # late, and no longer due: it ends, or is kept as ended
            if key not in were.keys() | over:
                rows.begun.append(_told(_begun(outcome, due), due.told_on, now))
        elif key not in were:
            outcome.began.append(_begun(outcome, due))
        elif _moved(row := were.pop(key), due, outcome):
            rows.moved.append(row)
    for row in were.values():
        _end(row, outcome, answer, now=now, on=on)
        outcome.ended.append(row)
    rows.begun += outcome.began
    rows.ended += outcome.ended


def _update(rows: Sequence[Due], fields: list[str], using: str) -> None:
    if rows:
        Due.objects.using(using).bulk_update(rows, fields, batch_size=300)


def _begun(outcome: Outcome, due: DueDate) -> Due:
    return Due(
        person_id=outcome.person,
        determination_id=outcome.now.pk,
        kind=due.kind,
        about=due.about,
        **{name: getattr(due, name) for name in OF_DUE},
    )


def _told(row: Due, told_on: date, now: datetime) -> Due:
    row.met_on, row.ended_at, row.ended_because = told_on, now, Due.End.MET
    return row


def _moved(row: Due, due: DueDate, outcome: Outcome) -> bool:
    """Bring a duty that goes on to its new days; whether anything of it is other than it was."""
    if all(getattr(row, name) == getattr(due, name) for name in OF_DUE):
        return False
    if row.due_on != due.due_on:
        outcome.moved.append((row, row.due_on))
    for name in OF_DUE:
        setattr(row, name, getattr(due, name))
    row.determination_id = outcome.now.pk
    row.version += 1
    return True


def _end(row: Due, outcome: Outcome, answer: Computed, *, now: datetime, on: date) -> None:
    told = {(due.kind, due.about): due.told_on for due in answer.dues}.get((row.kind, row.about))
    held = {name: getattr(row, name) for name in OF_DUE}
    due = DueDate(row.kind, row.about, **held, told_on=told)
    row.ended_because, row.met_on = how_it_ended(due, answer.read_facts, answer.sources, on)
    row.ended_at = now
    row.determination_id = outcome.now.pk
    row.version += 1


def standing_of(computed: Computed) -> Mapping[str, Any]:
    """The list line of an answer."""
    dated = [due for due in computed.dues if due.due_on is not None and due.told_on is None]
    following = min(dated, key=lambda due: (due.due_on, due.kind), default=None)
    return {
        "is_subject": computed.is_subject,
        "starts_on": computed.starts_on,
        "until": computed.until,
        "indefinite": computed.indefinite,
        "undetermined": computed.undetermined,
        "is_troubled": bool(computed.trouble),
        "is_verified": computed.verified,
        "next_due_on": following.due_on if following else None,
        "next_due_kind": following.kind if following else "",
    }


def _keep_standing(outcomes: Sequence[Outcome], computed: Sequence[Computed], using: str) -> None:
    people = [outcome.person for outcome in outcomes]
    rows = {row.person_id: row for row in Standing.objects.using(using).filter(person__in=people)}
    added: list[Standing] = []
    fields: Iterable[str] = ()
    for outcome, answer in zip(outcomes, computed, strict=True):
        line = standing_of(answer)
        fields = line.keys()
        row = rows.get(outcome.person)
        if row is None:
            made = outcome.now.pk
            added.append(Standing(person_id=outcome.person, determination_id=made, **line))
            continue
        for name, value in line.items():
            setattr(row, name, value)
        row.determination_id = outcome.now.pk
        row.version += 1
    Standing.objects.using(using).bulk_create(added, batch_size=500)
    if rows:
        Standing.objects.using(using).bulk_update(
            list(rows.values()), [*fields, "determination", "version"], batch_size=300
        )
