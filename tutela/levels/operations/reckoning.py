"""The category by law: worked out where facts change or time passes, and kept with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tutela.access.actor import Actor
from tutela.access.asking import any_of
from tutela.levels.models import Category, Decision, Level, Reckoned
from tutela.levels.operations.placing import Laid, decided, on_day, periods_of_all
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


@dataclass(frozen=True, slots=True)
class Looked:
    """What the facts give for one person, beside what is so and what was reckoned before."""

    person: UUID
    answer: Answer
    held: Category | None
    line: Reckoned | None
    doubts: list[Doubt]

    @property
    def is_nothing(self) -> bool:
        """Nothing recorded asks for a line, and there is none."""
        return self.line is None and self.held is None and self.answer.category == 0

    @property
    def of_line(self) -> dict[str, Any]:
        """What the line has to say."""
        answer = self.answer
        return {
            "category": answer.category,
            "starts_on": answer.starts_on,
            "because": answer.because,
            "doubts": [str(doubt) for doubt in self.doubts],
            "again_on": answer.again_on,
            "is_verified": answer.verified,
            "facts_digest": digest_of(answer),
        }

    @property
    def is_line_true(self) -> bool:
        """Whether the line that is stored says what is computed now."""
        if self.line is None:
            return self.is_nothing
        return all(getattr(self.line, name) == value for name, value in self.of_line.items())

    @property
    def law_decides(self) -> bool:
        """Whether the law makes the category another than it is."""
        return self.answer.category is not None and _law_decides(
            self.answer, self.held, self.doubts
        )


def look(people: Sequence[UUID], *, on: date, using: str = "default") -> list[Looked]:
    """Work out the category of each, and write nothing: six queries for all."""
    facts = facts_of(people, using=using)
    of_people = any_of("person_id", people)
    lines = {row.person_id: row for row in Reckoned.objects.using(using).filter(of_people)}
    running = Category.objects.using(using).live(on=on).filter(of_people)
    current = {row.person_id: row for row in running.select_related("decision")}
    found = []
    for person in people:
        answer, held = category_of(facts[person], on), current.get(person)
        doubts = _doubts(answer, held)
        found.append(Looked(person, answer, held, lines.get(person), doubts))
    return found


def reckon(
    people: Sequence[UUID], *, actor: Actor, now: datetime, on: date, using: str = "default"
) -> list[Change]:
    """Work out the category of each; write it where the law alone decides and it differs.

    Runs inside the caller's operation. The number of queries does not depend on the number of
    people: their lines are written together, and so are categories and levels that change.
    """
    looked = [one for one in look(people, on=on, using=using) if not one.is_nothing]
    _keep_lines(looked, now, using)
    deciding = [one for one in looked if one.law_decides]
    if not deciding:
        return []
    whose = [one.person for one in deciding]
    periods = periods_of_all(Category, whose, using)
    laid = Laid(Category)
    changes = [
        _lay(one, periods[one.person], laid, actor=actor, now=now, on=on) for one in deciding
    ]
    laid.keep(using)
    left = [made for made in laid.decisions if made.value == 0]
    if left:
        _end_levels(left, actor=actor, using=using)
    return changes


def _doubts(answer: Answer, held: Category | None) -> list[Doubt]:
    """What an officer has to settle: of the facts, and whether category 2 is over."""
    doubts = list(answer.doubts)
    if held is None or answer.category is None:
        return doubts
    if answer.category or held.decision.how != How.LAW or answer.ended_on is None:
        return doubts
    if answer.is_end_recorded:
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


def _lay(
    one: Looked, rows: list[Category], laid: Laid, *, actor: Actor, now: datetime, on: date
) -> Change:
    answer, value = one.answer, one.answer.category or 0
    starts = _from(answer, rows, on)
    made = decided(
        Category,
        actor=actor,
        person_id=one.person,
        value=value,
        on=starts,
        how=How.LAW,
        reason=answer.reason.say(),
        now=now,
        provision=answer.provision,
        is_verified=answer.verified,
        basis={
            "facts": digest_of(answer),
            "because": answer.because,
            "results": list(answer.results),
        },
    )
    laid.decisions.append(made)
    laid.put(rows, made)
    # what was reckoned by law for later days was reckoned without knowing this
    for row in rows:
        if starts < row.starts_on <= on and row.category != value:
            laid.say(row, made)
    return Change(one.person, one.held.category if one.held else None, value, starts, answer)


def _from(answer: Answer, rows: list[Category], on: date) -> date:
    """The day from which the law makes it so; never back over what an officer decided."""
    starts = answer.starts_on or on
    decided = [row.starts_on for row in rows if row.decision.how != How.LAW]
    last = max((day for day in decided if day <= on), default=None)
    return max(starts, last) if last is not None else starts


def _end_levels(left: Sequence[Decision], *, actor: Actor, using: str) -> None:
    """Who is in no category is managed at no level."""
    periods = periods_of_all(Level, [made.person_id for made in left], using)
    laid = Laid(Level)
    for made in left:
        rows = periods[made.person_id]
        held = on_day(rows, made.takes_effect_on)
        if held is None or held.level == 0:
            continue
        ended = decided(
            Level,
            actor=actor,
            person_id=made.person_id,
            value=0,
            on=made.takes_effect_on,
            how=How.LAW,
            reason=made.reason,
            now=made.decided_at,
            provision=made.provision,
            is_verified=made.is_verified,
        )
        laid.decisions.append(ended)
        laid.put(rows, ended)
    laid.keep(using)


def _keep_lines(looked: Sequence[Looked], now: datetime, using: str) -> None:
    """Write the lines that are new or say something else, and leave the others alone."""
    added, changed = [], []
    for one in looked:
        if one.line is None:
            added.append(Reckoned(person_id=one.person, made_at=now, **one.of_line))
        elif not one.is_line_true:
            for name, value in one.of_line.items():
                setattr(one.line, name, value)
            one.line.made_at = now
            one.line.version += 1
            changed.append(one.line)
    lines = Reckoned.objects.using(using)
    lines.bulk_create(added, batch_size=500)
    if changed:
        lines.bulk_update(changed, [*LINE, "made_at", "version"], batch_size=300)
