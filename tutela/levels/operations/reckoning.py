"""The category by law: worked out where facts change or time passes, and kept with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tutela.access.actor import Actor
from tutela.levels.models import Category, Decision, Level, Reckoned
from tutela.levels.operations.placing import decision, on_day, periods_of, put
from tutela.levels.queries.facts import digest_of, facts_of
from tutela.levels.rules.categories import Answer, Doubt, category_of

How = Decision.How
LINE = (
    "category",
    "starts_on",
    "because",
    "doubts",
    "again_on",
    "is_verified",
    "facts_digest",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What the law made of one person: from which category to which, and since when."""

    person: UUID
    before: int | None
    now: int
    starts_on: date
    answer: Answer


def reckon(
    people: Sequence[UUID], *, actor: Actor, now: datetime, on: date, using: str = "default"
) -> list[Change]:
    """Work out the category of each; write it where the law alone decides and it differs.

    Runs inside the caller's operation. Four queries and three for all; more only for those
    whose category changes.
    """
    facts = facts_of(people, using=using)
    lines = {row.person_id: row for row in Reckoned.objects.using(using).filter(person__in=people)}
    running = Category.objects.using(using).live(on=on).filter(person__in=people)
    current = {row.person_id: row for row in running.select_related("decision")}
    changes = []
    for person in people:
        answer = category_of(facts[person], on)
        held = current.get(person)
        if person not in lines and held is None and answer.category == 0:
            continue
        doubts = _doubts(answer, held)
        _keep_line(lines.get(person), person, answer, doubts, now, using)
        if answer.category is None or not _law_decides(answer, held, doubts):
            continue
        changes.append(_apply(person, answer, held, actor=actor, now=now, on=on, using=using))
    return changes


def _doubts(answer: Answer, held: Category | None) -> list[Doubt]:
    """What an officer has to settle: of the facts, and whether category 2 is over."""
    doubts = list(answer.doubts)
    if held is None or answer.category is None:
        return doubts
    if answer.category or held.decision.how != How.LAW or answer.ended_on is None:
        return doubts
    after_the_requirements = answer.starts_on is None or answer.ended_on >= answer.starts_on
    if held.category == 2 or (held.category == 1 and after_the_requirements):
        doubts.append(Doubt.END)
    return doubts


def _stands(answer: Answer, held: Category) -> bool:
    """Whether an officer decided knowing the facts that decide now."""
    return held.decision.how != How.LAW and held.decision.basis.get("facts") == digest_of(answer)


def _law_decides(answer: Answer, held: Category | None, doubts: list[Doubt]) -> bool:
    """Categories 1 and 2 begin by law, whoever decided before on other facts; 4 never ends so.

    An end is never taken from an officer, and category 2 is left only by one.
    """
    if held is None:
        return bool(answer.category)
    if answer.category == held.category or doubts or held.category == 4:
        return False
    if answer.category == 0:
        return held.decision.how == How.LAW
    return held.decision.how in (How.LAW, How.EXIT) or not _stands(answer, held)


def _apply(
    person: UUID,
    answer: Answer,
    held: Category | None,
    *,
    actor: Actor,
    now: datetime,
    on: date,
    using: str,
) -> Change:
    rows = periods_of(Category, person, using)
    value, starts = answer.category or 0, _from(answer, rows, on)
    made = decision(
        Category,
        actor=actor,
        person_id=person,
        value=value,
        on=starts,
        how=How.LAW,
        reason=answer.reason.say(),
        now=now,
        using=using,
        provision=answer.provision,
        is_verified=answer.verified,
        basis={
            "facts": digest_of(answer),
            "because": answer.because,
            "results": list(answer.results),
        },
    )
    put(Category, rows, made, using)
    # what was reckoned by law for later days was reckoned without knowing this
    for row in rows:
        if row.starts_on > starts and row.starts_on <= on and row.category != value:
            row.category, row.decision = value, made
            row.version += 1
            row.save(using=using, update_fields=["category", "decision", "version"])
    if value == 0:
        _end_level(person, made, actor=actor, using=using)
    return Change(person, held.category if held else None, value, starts, answer)


def _from(answer: Answer, rows: list[Category], on: date) -> date:
    """The day from which the law makes it so; never back over what an officer decided."""
    starts = answer.starts_on or on
    decided = [row.starts_on for row in rows if row.decision.how != How.LAW]
    last = max((day for day in decided if day <= on), default=None)
    return max(starts, last) if last is not None else starts


def _end_level(person: UUID, made: Decision, *, actor: Actor, using: str) -> None:
    """Who is in no category is managed at no level."""
    levels = periods_of(Level, person, using)
    held = on_day(levels, made.takes_effect_on)
    if held is None or held.level == 0:
        return
    ended = decision(
        Level,
        actor=actor,
        person_id=person,
        value=0,
        on=made.takes_effect_on,
        how=How.LAW,
        reason=made.reason,
        now=made.decided_at,
        using=using,
        provision=made.provision,
        is_verified=made.is_verified,
    )
    put(Level, levels, ended, using)


def _keep_line(
    row: Reckoned | None,
    person: UUID,
    answer: Answer,
    doubts: list[Doubt],
    now: datetime,
    using: str,
) -> None:
    line = {
        "category": answer.category,
        "starts_on": answer.starts_on,
        "because": answer.because,
        "doubts": [str(doubt) for doubt in doubts],
        "again_on": answer.again_on,
        "is_verified": answer.verified,
        "facts_digest": digest_of(answer),
    }
    if row is None:
        Reckoned(person_id=person, made_at=now, **line).save(using=using, force_insert=True)
        return
    if all(getattr(row, name) == value for name, value in line.items()):
        return
    for name, value in line.items():
        setattr(row, name, value)
    row.made_at = now
    row.version += 1
    row.save(using=using, update_fields=[*LINE, "made_at", "version"])
