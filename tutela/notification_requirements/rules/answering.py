"""From the facts of one person to the whole answer: periods, duties, review."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tutela.law.figures import NotInForce
from tutela.law.reckoning import is_under
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.absence import absence_notifications
from tutela.notification_requirements.rules.answers import Answer, BasisPeriod, Duty, Step, doubt
from tutela.notification_requirements.rules.awaiting import (
    awaits_sentence,
    below_the_threshold_so_far,
)
from tutela.notification_requirements.rules.bases import FOREIGN
from tutela.notification_requirements.rules.changes import (
    change_notifications,
    changes_that_did_not_occur,
)
from tutela.notification_requirements.rules.endings import ended_early
from tutela.notification_requirements.rules.entries import WrongFacts
from tutela.notification_requirements.rules.facts import Basis, DisposalKind, Facts
from tutela.notification_requirements.rules.initial import initial_notification
from tutela.notification_requirements.rules.jurisdictions import Law, NotModelled, law_of
from tutela.notification_requirements.rules.orders import period_of_order, was_subject_already
from tutela.notification_requirements.rules.parents import last_day_of_direction
from tutela.notification_requirements.rules.periodic import periodic_notification
from tutela.notification_requirements.rules.periods import notification_period
from tutela.notification_requirements.rules.register import register_on
from tutela.notification_requirements.rules.review import review_steps
from tutela.notification_requirements.rules.schedule_3 import trigger
from tutela.notification_requirements.rules.terms import (
    CountedTerm,
    counted_terms,
    own_term,
)
from tutela.notification_requirements.rules.travel import (
    return_notifications,
    travel_notifications,
)

DUTIES = (
    initial_notification,
    change_notifications,
    changes_that_did_not_occur,
    periodic_notification,
    travel_notifications,
    return_notifications,
    absence_notifications,
)


def answer(facts: Facts, place: str = "facts") -> Answer:
    """Whether the person is subject, until when, and what is to be done by when.

    Law: Sexual Offences Act 2003 Part 2. A day for which no figure is in force is refused with
    the place of the fact that asked for it. Without a day asked about there are periods only.
    """
    law = law_of(facts.jurisdiction)
    periods = periods_of(facts, law, place)
    running = [period for period in periods if period.starts is not None]
    indefinite = any(period.indefinite for period in running)
    open_ended = any(period.undetermined for period in running)
    days = [period.last_day for period in running if period.last_day is not None]
    return Answer(
        indefinite=indefinite,
        last_day=None if indefinite or open_ended else max(days, default=None),
        periods=periods,
        duties=_duties(facts, periods, law, place),
        as_of=facts.as_of,
        review=_review(facts, periods, law, place),
        parental_direction=_direction(facts, law, place),
        undetermined=open_ended and not indefinite,
    )


def periods_of(facts: Facts, law: Law, place: str = "facts") -> tuple[BasisPeriod, ...]:
    """The period of each basis, in the order of the bases."""
    own = {
        index: _own_term(basis, f"{place}.bases[{index}]", law)
        for index, basis in enumerate(facts.bases)
        if basis.disposal is not None and basis.disposal.kind is DisposalKind.CUSTODY
    }
    counted = counted_terms(facts.bases, own)
    found = [
        _period(facts, index, counted.get(index), False, law, place)
        for index in range(len(facts.bases))
    ]
    spans = tuple(period.period for period in found)
    for index, basis in enumerate(facts.bases):
        if basis.is_order and was_subject_already(facts.bases, spans, index):
            found[index] = _period(facts, index, None, True, law, place)
    return tuple(found)


def _own_term(basis: Basis, where: str, law: Law) -> CountedTerm:
    try:
        return own_term(basis, law)
    except NotModelled as refusal:
        raise _wrong(f"{where}.disposal.sentence", refusal) from None
    except NotInForce as refusal:
        raise _wrong(f"{where}.relevant_date", refusal) from None


def _period(
    facts: Facts, index: int, counted: CountedTerm | None, already: bool, law: Law, place: str
) -> BasisPeriod:
    basis = facts.bases[index]
    try:
        if basis.is_order:
            return period_of_order(index, basis, already, law)
        _refuse_below_responsibility(facts, index, law, place)
        found = notification_period(index, basis, facts.born_on, counted, law)
        return ended_early(_if_listed(found, facts, law), facts)
    except NotModelled as refusal:
        raise _wrong(f"{place}.bases[{index}]", refusal) from None
    except NotInForce as refusal:
        key = "relevant_date" if refusal.day == basis.relevant_date else "served_on"
        raise _wrong(f"{place}.bases[{index}].{key}", refusal) from None


def _refuse_below_responsibility(facts: Facts, index: int, law: Law, place: str) -> None:
    """Nobody younger can be guilty, so a conviction, finding or caution of that day is wrong.

    Law: Children and Young Persons Act 1933 s.50; for Northern Ireland SI 1998/1504 art.3.
    """
    basis, name = facts.bases[index], "age_of_criminal_responsibility"
    if basis.kind in FOREIGN or not law.has(name, basis.relevant_date):
        return
    age = law.on(name, basis.relevant_date)
    if is_under(facts.born_on, age.number, basis.relevant_date):
        words = gettext_noop("%(day)s is before the age of %(age)s (%(citation)s).")
        values = {"day": basis.relevant_date, "age": age.number, "citation": age.citation}
        raise WrongFacts(f"{place}.bases[{index}].relevant_date", words, **values)


def _if_listed(found: BasisPeriod, facts: Facts, law: Law) -> BasisPeriod:
    """Nothing where the offence is below the thresholds of Schedule 3."""
    basis = facts.bases[found.basis]
    if basis.offence is None:
        return found
    listed = trigger(basis, basis.offence, facts.born_on, law)
    because = (*listed.because, *found.because)
    if listed.is_within is False and awaits_sentence(basis):
        return below_the_threshold_so_far(found, listed.because, listed.unsure)
    if listed.is_within is False:
        words = gettext_noop("Not within Schedule 3, so never subject for this.")
        because = (*listed.because, Sentence(words))
        return BasisPeriod(
            found.basis,
            None,
            False,
            None,
            "Sexual Offences Act 2003 s.80(1)",
            because,
            listed.unsure,
        )
    unsure = (*found.unsure, *listed.unsure)
    if listed.is_within is not True:
        unsure = (*unsure, *doubt(OPEN, paragraph=listed.paragraph.number))
    return replace(found, because=because, unsure=unsure)


OPEN = gettext_noop(
    "Whether the offence is within Schedule 3 paragraph %(paragraph)s: a fact that it asks for is"
    " missing"
)


def _duties(
    facts: Facts, periods: tuple[BasisPeriod, ...], law: Law, place: str
) -> tuple[Duty, ...]:
    register = register_on(facts, periods)
    if register is None:
        return ()
    _refuse_before_part_2(facts, law, place)
    found = _refusing(place, lambda: [duty for rule in DUTIES for duty in rule(register, law)])
    return tuple(sorted(found, key=lambda duty: (duty.last_day or date.max, duty.kind)))


def _refuse_before_part_2(facts: Facts, law: Law, place: str) -> None:
    """Changes and journeys before Part 2 fell under an older Act that is not modelled."""
    figure = law.figure("commencement_of_part_2")
    days = {
        f"{place}.changes[{index}].on": change.on for index, change in enumerate(facts.changes)
    } | {
        f"{place}.travel[{index}].departs_at": journey.departs_on
        for index, journey in enumerate(facts.travel)
    }
    for where, day in days.items():
        if not figure.is_in_force(day):
            raise _wrong(where, NotInForce(figure, day))


def _review(
    facts: Facts, periods: tuple[BasisPeriod, ...], law: Law, place: str
) -> tuple[Step, ...]:
    if facts.as_of is None:
        return ()
    return _refusing(place, lambda: review_steps(facts, periods, law))


def _direction(facts: Facts, law: Law, place: str) -> Step | None:
    direction = facts.parental_direction
    if direction is None or facts.as_of is None:
        return None
    where = f"{place}.parental_direction"
    return _refusing(where, lambda: last_day_of_direction(direction, facts.born_on, law))


def _refusing[T](place: str, work: Callable[[], T]) -> T:
    """Do the work; what no figure is in force for is refused at the place."""
    try:
        return work()
    except (NotInForce, NotModelled) as refusal:
        raise _wrong(place, refusal) from None


def _wrong(place: str, refusal: NotInForce | NotModelled) -> WrongFacts:
    if isinstance(refusal, NotModelled):
        return WrongFacts(place, gettext_noop("%(refusal)s."), refusal=refusal)
    words = gettext_noop("no figure is in force on %(day)s: %(title)s (%(citation)s).")
    figure = refusal.figure
    values = {"day": refusal.day, "title": figure.title, "citation": figure.citation}
    return WrongFacts(place, words, **values)
