"""Reviews of indefinite requirements: when one may be asked for, and by when each step is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.law.figures import NotInForce
from tutela.notification_requirements import letters
from tutela.notification_requirements.models import (
    Determination,
    ParentalDirection,
    Review,
    ReviewLetter,
    ReviewMatter,
    ReviewNotice,
    ReviewStep,
)
from tutela.notification_requirements.queries.facts_of_reviews import facts_of
from tutela.notification_requirements.rules import reviewing as rules
from tutela.notification_requirements.rules.answers import Step
from tutela.notification_requirements.rules.facts import Direction
from tutela.notification_requirements.rules.jurisdictions import Law, NotModelled, law_of
from tutela.notification_requirements.rules.parents import last_day_of_direction
from tutela.notification_requirements.rules.review import clock
from tutela.notification_requirements.rules.reviewing import Stage
from tutela.people.models import BirthDate, Person

HOME = "england_and_wales"
CLOCKS = {
    "acknowledge": gettext_lazy("Acknowledge the application"),
    "information": gettext_lazy("Responsible bodies give their information"),
    "determine": gettext_lazy("Determine, and give notice"),
    "appeal": gettext_lazy("The person appeals"),
    "further_qualifying_date": gettext_lazy("The next review may be asked for"),
}
# the step of the clock that each stage still waits for
AWAITED = {
    Stage.RECEIVED: ("acknowledge", "information", "determine"),
    Stage.PROPOSED: ("acknowledge", "determine"),
    Stage.REFUSED: ("appeal",),
}


@dataclass(frozen=True, slots=True)
class Qualifying:
    """From when a review may be asked for, as the dates are worked out now."""

    day: date | None = None
    provision: str = ""
    because: tuple[str, ...] = ()
    verified: bool = True
    is_barred: bool = False
    is_indefinite: bool = False


def qualifying(person_id: UUID) -> Qualifying:
    """The later of the qualifying dates in the answer that is stored."""
    current = Determination.objects.filter(person=person_id, is_current=True).first()
    if current is None:
        return Qualifying()
    steps = [
        step
        for step in current.answer.get("review", ())
        if step["step"] in {"qualifying_date", "further_qualifying_date"}
    ]
    indefinite = bool(current.answer.get("indefinite"))
    if not steps:
        return Qualifying(is_indefinite=indefinite)
    latest = max(steps, key=lambda step: step["day"] or "")
    said = tuple(words for step in steps for words in step["because"])
    return Qualifying(
        date.fromisoformat(latest["day"]) if latest["day"] else None,
        latest["provision"],
        said,
        latest["verified"],
        any("s.91A(2)(b)" in words for words in said),
        indefinite,
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """The last day of one step, with its provision."""

    name: str
    day: date | None
    later: date | None
    provision: str
    because: tuple[str, ...]
    verified: bool
    is_awaited: bool

    @property
    def words(self) -> str:
        return str(CLOCKS[self.name])

    def is_overdue(self, on: date) -> bool:
        return bool(self.is_awaited and self.day and self.day < on)


def clocks(row: Review, law: Law | None = None) -> list[Clock]:
    """Every clock of a review, worked out by the rules."""
    review, _granted = facts_of([row])
    steps: Iterable[Step] = clock(review, law or law_of(HOME))
    return [
        Clock(
            step.name,
            step.day,
            step.alleged_only_after,
            step.provision,
            tuple(sentence.say(_) for sentence in step.because),
            step.verified,
            _is_awaited(row, step.name),
        )
        for step in steps
    ]


def _is_awaited(row: Review, name: str) -> bool:
    if name == "acknowledge" and row.acknowledged_on:
        return False
    return name in AWAITED.get(Stage(row.stage), ())


def next_clock(row: Review, law: Law | None = None) -> Clock | None:
    """The step whose last day comes first."""
    found = [one for one in clocks(row, law) if one.is_awaited and one.day]
    return min(found, key=lambda one: one.day or date.max, default=None)


def first_day() -> date:
    """The day from which a review may be asked for at all."""
    return law_of(HOME).figure("review_right").first_day or date.min


def lengths(on: date) -> tuple[int, int]:
    """Months until the next review after a refusal on that day: the usual, and the longest."""
    law = law_of(HOME)
    return law.on("review_again", on).number, law.on("review_again_longest", on).number


def days_to_appeal(on: date) -> int:
    """Days to appeal after receiving a notice of that day."""
    return law_of(HOME).on("review_appeal", on).number


@dataclass(frozen=True, slots=True)
class Matter:
    """One of the fifteen matters, with what was written of it."""

    letter: str
    words: str
    written: ReviewMatter | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A review as its page shows it."""

    row: Review
    steps: list[ReviewStep]
    notices: list[tuple[ReviewNotice, date, bool]]
    matters: list[Matter]
    clocks: list[Clock]
    next: list[rules.Step]

    @property
    def unwritten(self) -> int:
        return sum(1 for matter in self.matters if matter.written is None)

    @property
    def recommendation(self) -> ReviewStep | None:
        found = [step for step in self.steps if step.kind == rules.Step.PROPOSE]
        return found[-1] if found and self.row.stage == Stage.PROPOSED else None


def shown(row: Review, *, on: date) -> Shown:
    """One review with its steps, notices, matters and clocks."""
    law = law_of(HOME)
    steps = row.steps.select_related("made_by__user").order_by("made_at", "id")
    written = {one.letter: one for one in row.matters.select_related("written_by__user")}
    return Shown(
        row,
        list(steps),
        [_answered(notice, law, on) for notice in row.notices.all()],
        [Matter(key, _(words), written.get(key)) for key, words in rules.MATTERS.items()],
        clocks(row, law),
        list(rules.NEXT[Stage(row.stage)]),
    )


def letter(row: Review, person: Person, which: str) -> letters.Letter:
    """What a letter of the review says, of what is recorded."""
    if which == ReviewLetter.Which.ACKNOWLEDGEMENT:
        return letters.acknowledgement(row, str(person))
    settled = row.steps.filter(kind__in=[rules.Step.GRANT, rules.Step.REFUSE])
    again = {one.name: one.day for one in clocks(row)}.get("further_qualifying_date")
    return letters.determination(
        row,
        str(person),
        reasons=settled.order_by("made_at", "id").last(),
        days_to_appeal=days_to_appeal(row.determined_on or row.received_on),
        again_on=again,
    )


def issued(row: Review) -> dict[str, ReviewLetter]:
    """The letters of a review that were issued, without their bytes."""
    found = ReviewLetter.objects.filter(review=row).defer("content")
    return {one.which: one for one in found.select_related("issued_by__user")}


def paper_of(letter: ReviewLetter) -> bytes:
    """The letter's bytes: history keeps their digest only, so they are read where they lie."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT content FROM public.notification_requirements_reviewletter WHERE id = %s",
            [letter.pk],
        )
        return bytes(cursor.fetchone()[0])


def _answered(notice: ReviewNotice, law: Law, on: date) -> tuple[ReviewNotice, date, bool]:
    """A notice, the last day for its answer, and whether that came late or is late now."""
    allowed = law.on("review_information", notice.told_on).number
    last = notice.told_on + timedelta(days=allowed - 1)
    return notice, last, (notice.answered_on or on) > last


def of_person(person: Person) -> QuerySet[Review]:
    """The applications in the file, the latest first."""
    return Review.objects.filter(person=person).select_related("area", "determined_by__user")


def in_list(teams: Iterable[UUID]) -> list[tuple[Review, Clock | None]]:
    """Reviews under way of the people whom these teams manage, by the clock that ends first."""
    managed = Person.objects.filter(owner_team__in=teams)
    rows = (
        Review.objects.filter(person__in=managed.values("pk"))
        .exclude(stage__in=sorted(rules.OVER))
        .select_related("person")
        .order_by("received_on", "id")
    )
    law = law_of(HOME)
    found = [(row, next_clock(row, law)) for row in rows if not _is_settled(row)]
    return sorted(found, key=lambda pair: (pair[1].day if pair[1] else None) or date.max)


def _is_settled(row: Review) -> bool:
    """Whether nobody waits for anything: the notice came, and the time to appeal is over."""
    if row.stage == Stage.GRANTED:
        return row.notice_received_on is not None
    return False


@dataclass(frozen=True, slots=True)
class Directed:
    """A parental direction with its last day and why."""

    row: ParentalDirection
    last_day: date | None
    because: tuple[str, ...]
    provision: str
    verified: bool

    def is_over(self, on: date) -> bool:
        return bool(self.last_day and self.last_day < on)


def directions_of(person: Person) -> list[Directed]:
    """The directions in the file, each with the day to which the parent carries the duties."""
    born = (
        BirthDate.objects.filter(person=person, is_main=True, on__isnull=False)
        .order_by("-id")
        .first()
    )
    return [
        _directed(row, born.on if born else None)
        for row in ParentalDirection.objects.filter(person=person)
    ]


def _directed(row: ParentalDirection, born_on: date | None) -> Directed:
    ends = [day for day in (row.ends_on, row.discharged_on) if day]
    end = min(ends, default=None)
    if born_on is None:
        told = _("The date of birth is not known, so no birthday ends it here.")
        return Directed(row, end, (told,), "Sexual Offences Act 2003 s.89(3)", False)
    try:
        step: Any = last_day_of_direction(Direction(row.made_on, end), born_on, law_of(HOME))
    except (NotInForce, NotModelled):
        return Directed(row, end, (), "Sexual Offences Act 2003 s.89(3)", False)
    said = tuple(sentence.say(_) for sentence in step.because)
    return Directed(row, step.day, said, step.provision, step.verified)
