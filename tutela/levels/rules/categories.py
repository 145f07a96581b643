"""Which category the recorded facts give on a day, why, and what they leave open.

Criminal Justice Act 2003 ss.325(2) and 327; MAPPA Guidance chapter 6. Categories 3 and 4 are
decided by people and never given here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tutela.law.reckoning import last_day_of_months_beginning_with
from tutela.law.wording import Sentence, gettext_noop

TWELVE_MONTHS = 12
HOSPITAL = frozenset({"hospital_order", "hospital_order_with_restriction"})
WITHOUT_TERM = frozenset({"life", "ipp"})
FINDINGS = frozenset({"finding_insanity", "finding_disability"})


class Because(StrEnum):
    """Why the category is so; stored, never renamed."""

    REGISTERED = "registered"
    VIOLENT = "violent_or_sexual"
    FINDING = "finding_with_hospital_order"
    NOTHING = "nothing_recorded"
    OVER = "requirements_over"
    UNSETTLED = "unsettled"


class Doubt(StrEnum):
    """What an officer has to settle before the law can be applied; stored, never renamed."""

    DATES = "dates_not_worked_out"
    OFFENCE = "offence_not_known"
    END = "sentence_may_have_ended"


@dataclass(frozen=True, slots=True)
class Registered:
    """Days on which the notification requirements run; no last day: for an indefinite period."""

    starts: date
    last_day: date | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Term:
    """What the court imposed, and from which day."""

    kind: str
    months: int
    days: int
    made_on: date
    suspended: bool = False
    # it follows another, or another follows it: its end is not reckoned here
    linked: bool = False

    @property
    def is_long(self) -> bool:
        """Twelve months or more, or for life or public protection; s.327(3)(b)(i) to (vii)."""
        if self.kind in WITHOUT_TERM:
            return True
        twelve = last_day_of_months_beginning_with(self.made_on, TWELVE_MONTHS)
        return self.kind == "custody" and self._runs_through >= twelve

    @property
    def last_day(self) -> date | None:
        """The last day of a fixed term; None where the record does not say when it ends."""
        if self.kind != "custody" or self.suspended or self.linked:
            return None
        return self._runs_through

    @property
    def _runs_through(self) -> date:
        last = self.made_on - timedelta(days=1)
        if self.months:
            last = last_day_of_months_beginning_with(self.made_on, self.months)
        return last + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Crime:
    """An offence, as far as the category asks: specified, not specified, or not known (None)."""

    specified: bool | None
    verified: bool
    counts_from: date | None = None


@dataclass(frozen=True, slots=True)
class Punished:
    """One result of a court: the offences and what was imposed for them."""

    result: str
    kind: str
    on: date
    is_here: bool
    crimes: tuple[Crime, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the category by law rests on."""

    registered: tuple[Registered, ...] = ()
    # the notification requirements could not be worked out
    troubled: bool = False
    punished: tuple[Punished, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The category on the day; None where the facts leave it open, and what is in doubt."""

    category: int | None
    starts_on: date | None
    because: Because
    provision: str
    verified: bool
    again_on: date | None = None
    doubts: tuple[Doubt, ...] = ()
    results: tuple[str, ...] = ()
    # the last day of terms that would still make category 2, had they not ended by the record
    ended_on: date | None = None

    @property
    def reason(self) -> Sentence:
        """Why, in one sentence that names no offence: lists show it to whoever sees the level."""
        return REASONS[self.because]


REASONS = {
    Because.REGISTERED: Sentence(
        gettext_noop("The person is subject to the notification requirements.")
    ),
    Because.VIOLENT: Sentence(
        gettext_noop(
            "A court in England or Wales convicted the person of murder or a specified offence"
            " and imposed twelve months or more, or a hospital order."
        )
    ),
    Because.FINDING: Sentence(
        gettext_noop(
            "A court found that the person did the act of a specified offence and made a hospital"
            " order."
        )
    ),
    Because.NOTHING: Sentence(gettext_noop("Nothing recorded puts the person in category 1 or 2.")),
    Because.OVER: Sentence(
        gettext_noop(
            "The notification requirements have ended, and nothing else recorded puts the person"
            " in category 1 or 2."
        )
    ),
    Because.UNSETTLED: Sentence(
        gettext_noop("What is recorded does not settle whether the person is in a category.")
    ),
}
DOUBTS = {
    Doubt.DATES: Sentence(
        gettext_noop("The notification requirements could not be worked out: check the facts.")
    ),
    Doubt.OFFENCE: Sentence(
        gettext_noop(
            "An offence with twelve months or more, or a hospital order, is in neither list: decide"
            " whether Schedule 15 to the Criminal Justice Act 2003 has it."
        )
    ),
    Doubt.END: Sentence(
        gettext_noop(
            "By its recorded length the sentence has ended: decide whether licence and supervision"
            " have ended too, and with them category 2."
        )
    ),
}
S327_2, S327_3, S327_4 = (f"Criminal Justice Act 2003 s.327({n})" for n in (2, 3, 4))
PROVISIONS = {Because.REGISTERED: S327_2, Because.VIOLENT: S327_3, Because.FINDING: S327_4}


def category_of(facts: Facts, on: date) -> Answer:
    """The category that the facts give by law on a day: 1, 2 or none (0)."""
    running = [one for one in facts.registered if _covers(one, on)]
    if running:
        return _registered(facts, running, on)
    if facts.troubled:
        return Answer(
            None,
            None,
            Because.UNSETTLED,
            S327_2,
            verified=True,
            doubts=(Doubt.DATES,),
            again_on=_next(facts, on),
        )
    counting = [(one, _last_day(one)) for one in facts.punished if _counts(one, on)]
    going = [one for one, last in counting if last is None or last >= on]
    if going:
        return _violent(going, facts, on)
    if any(_is_open(one) for one in facts.punished if _may_run(one, on)):
        return Answer(
            None,
            None,
            Because.UNSETTLED,
            S327_3,
            verified=True,
            doubts=(Doubt.OFFENCE,),
            again_on=_next(facts, on),
        )
    over = _over(facts, on)
    ended = max((last for _one, last in counting if last), default=None)
    return Answer(
        0,
        over,
        Because.OVER if over else Because.NOTHING,
        "Criminal Justice Act 2003 s.327",
        verified=True,
        again_on=_next(facts, on),
        results=tuple(sorted(one.result for one, _last in counting)),
        ended_on=ended,
    )


def _registered(facts: Facts, running: list[Registered], on: date) -> Answer:
    return Answer(
        1,
        min(one.starts for one in running),
        Because.REGISTERED,
        S327_2,
        verified=all(one.verified for one in running),
        again_on=_next(facts, on),
        results=tuple(sorted(one.result for one in facts.punished if _counts(one, on))),
    )


def _violent(going: list[Punished], facts: Facts, on: date) -> Answer:
    first = min(going, key=lambda one: (_begins(one), one.result))
    because = Because.FINDING if first.kind in FINDINGS else Because.VIOLENT
    return Answer(
        2,
        max(filter(None, (_begins(first), _over(facts, on)))),
        because,
        PROVISIONS[because],
        verified=any(c.verified for c in first.crimes if c.specified),
        again_on=_next(facts, on),
        results=tuple(sorted(one.result for one in going)),
    )


def _over(facts: Facts, on: date) -> date | None:
    """The day from which the notification requirements are over."""
    days = [one.last_day for one in facts.registered if one.last_day and one.last_day < on]
    return max(days) + timedelta(days=1) if days else None


def _covers(one: Registered, on: date) -> bool:
    return one.starts <= on and (one.last_day is None or one.last_day >= on)


def _begins(one: Punished) -> date:
    return min((term.made_on for term in _long_enough(one)), default=one.on)


def _long_enough(one: Punished) -> list[Term]:
    """The terms and orders that s.327(3)(b) and (4)(b) name."""
    in_hospital = [term for term in one.terms if term.kind in HOSPITAL]
    if one.kind in FINDINGS:
        return in_hospital
    if one.kind != "conviction":
        return []
    return in_hospital + [term for term in one.terms if term.is_long]


def _counts(one: Punished, on: date) -> bool:
    """Convicted here of a specified offence, or found to have done it, and punished so."""
    return (
        one.is_here
        and one.on <= on
        and any(c.specified and (c.counts_from or on) <= on for c in one.crimes)
        and bool(_long_enough(one))
    )


def _is_open(one: Punished) -> bool:
    """Whether it would count if an offence that is not known were a specified one."""
    return one.is_here and any(c.specified is None for c in one.crimes) and bool(_long_enough(one))


def _may_run(one: Punished, on: date) -> bool:
    last = _last_day(one)
    return one.on <= on and (last is None or last >= on)


def _last_day(one: Punished) -> date | None:
    """The last day of the longest; None where one of them has no end that is recorded."""
    days = [term.last_day for term in _long_enough(one)]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _next(facts: Facts, on: date) -> date | None:
    """The first later day on which the passing of time alone can give another answer."""
    return min((day for day in _turns(facts) if day > on), default=None)


def _turns(facts: Facts) -> Iterable[date]:
    for one in facts.registered:
        yield one.starts
        if one.last_day is not None:
            yield one.last_day + timedelta(days=1)
    for each in facts.punished:
        yield each.on
        last = _last_day(each)
        if last is not None:
            yield last + timedelta(days=1)
        yield from (c.counts_from for c in each.crimes if c.counts_from is not None)
