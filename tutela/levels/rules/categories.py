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
# s.327(3)(b)(viii) and (4)(b), beside the terms of custody
HOSPITAL = frozenset({"hospital_order", "hospital_order_with_restriction", "guardianship_order"})
WITHOUT_TERM = frozenset({"life", "ipp"})
FINDINGS = frozenset({"finding_insanity", "finding_disability"})


class Because(StrEnum):
    """Why the category is so; stored, never renamed."""

    REGISTERED = "registered"
    VIOLENT = "violent_or_sexual"
    FINDING = "finding_with_hospital_order"
    NOTHING = "nothing_recorded"
    OVER = "requirements_over"
    ENDED = "sentence_over"
    UNSETTLED = "unsettled"


class Doubt(StrEnum):
    """What an officer has to settle before the law can be applied; stored, never renamed."""

    DATES = "dates_not_worked_out"
    OFFENCE = "offence_not_known"
    TOGETHER = "twelve_months_together"
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
    # the last day of licence, supervision or the order too, where somebody recorded it
    over_on: date | None = None
    # with the terms that it follows, overlaps or precedes for specified offences: months, days
    together: tuple[int, int] = (0, 0)

    @property
    def is_long_together(self) -> bool:
        """Twelve months with others, which s.327 does not say to add: s.82(4) has no like there."""
        months, days = self.together
        twelve = last_day_of_months_beginning_with(self.made_on, TWELVE_MONTHS)
        return self.kind == "custody" and _through(self.made_on, months, days) >= twelve

    @property
    def is_long(self) -> bool:
        """Twelve months or more, or for life or public protection; s.327(3)(b)(i) to (vii)."""
        if self.kind in WITHOUT_TERM:
            return True
        twelve = last_day_of_months_beginning_with(self.made_on, TWELVE_MONTHS)
        return self.kind == "custody" and self._runs_through >= twelve

    @property
    def last_day(self) -> date | None:
        """The last day as recorded, or of a fixed term; None where the record does not say it."""
        if self.over_on is not None:
            return self.over_on
        if self.kind != "custody" or self.suspended or self.linked:
            return None
        return self._runs_through

    @property
    def _runs_through(self) -> date:
        return _through(self.made_on, self.months, self.days)


def _through(made_on: date, months: int, days: int) -> date:
    last = made_on - timedelta(days=1)
    if months:
        last = last_day_of_months_beginning_with(made_on, months)
    return last + timedelta(days=days)


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
    # that day was recorded, and not reckoned from the length
    is_end_recorded: bool = False

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
            " and imposed twelve months or more, or a hospital or guardianship order."
        )
    ),
    Because.FINDING: Sentence(
        gettext_noop(
            "A court found that the person did the act of a specified offence and made a hospital"
            " or guardianship order."
        )
    ),
    Because.NOTHING: Sentence(gettext_noop("Nothing recorded puts the person in category 1 or 2.")),
    Because.OVER: Sentence(
        gettext_noop(
            "The notification requirements have ended, and nothing else recorded puts the person"
            " in category 1 or 2."
        )
    ),
    Because.ENDED: Sentence(
        gettext_noop(
            "The sentence with its licence and supervision, or the order, has ended as recorded,"
            " and nothing else recorded puts the person in category 1 or 2."
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
    Doubt.TOGETHER: Sentence(
        gettext_noop(
            "No sentence for a specified offence reaches twelve months, but sentences one after"
            " another do together. Section 327(3) of the Criminal Justice Act 2003 does not say"
            " that they are added up: decide whether the person is in category 2."
        )
    ),
    Doubt.END: Sentence(
        gettext_noop(
            "By its recorded length the sentence has ended: record the last day of licence and"
            " supervision with the sentence, or decide whether category 2 has ended."
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
    open_to = _doubts(facts, on)
    if open_to:
        return Answer(
            None,
            None,
            Because.UNSETTLED,
            S327_3,
            verified=True,
            doubts=open_to,
            again_on=_next(facts, on),
        )
    return _none(counting, facts, on)


def _none(counting: list[tuple[Punished, date | None]], facts: Facts, on: date) -> Answer:
    """In no category: since the requirements, or a sentence whose end is recorded, are over."""
    over = _over(facts, on)
    ended, recorded = max(
        ((last, _is_recorded(one)) for one, last in counting if last), default=(None, False)
    )
    starts, because = over, Because.OVER if over else Because.NOTHING
    if ended and recorded and (over is None or over <= ended):
        starts, because = ended + timedelta(days=1), Because.ENDED
    return Answer(
        0,
        starts,
        because,
        "Criminal Justice Act 2003 s.327",
        verified=True,
        again_on=_next(facts, on),
        results=tuple(sorted(one.result for one, _last in counting)),
        ended_on=ended,
        is_end_recorded=recorded,
    )


def _doubts(facts: Facts, on: date) -> tuple[Doubt, ...]:
    """What an officer has to settle before the law gives category 2 or none."""
    running = [one for one in facts.punished if _may_run(one, on)]
    asked = {
        Doubt.OFFENCE: any(_is_open(one) for one in running),
        Doubt.TOGETHER: any(_is_long_together(one, on) for one in facts.punished),
    }
    return tuple(doubt for doubt, is_asked in asked.items() if is_asked)


def _is_long_together(one: Punished, on: date) -> bool:
    """Convicted here of a specified offence, with terms that reach twelve months together only."""
    if not one.is_here or one.kind != "conviction" or one.on > on:
        return False
    if not any(c.specified and (c.counts_from or on) <= on for c in one.crimes):
        return False
    terms = [term for term in one.terms if term.is_long_together and not term.is_long]
    return any(term.over_on is None or term.over_on >= on for term in terms)


def _is_recorded(one: Punished) -> bool:
    """Whether somebody recorded the last day of the term that ends last."""
    last = _last_day(one)
    return any(term.over_on == last for term in _long_enough(one))


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
        yield from (term.over_on + timedelta(days=1) for term in each.terms if term.over_on)
