"""The first notification: s.83."""

from dataclasses import dataclass
from datetime import date, timedelta

from tutela.law.reckoning import last_day_of_days_beginning_with
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import NONE_UNSURE, Duty, DutyKind, unverified
from tutela.notification_requirements.rules.bases import FOREIGN
from tutela.notification_requirements.rules.facts import Basis, Kind, NotificationKind
from tutela.notification_requirements.rules.jurisdictions import Law
from tutela.notification_requirements.rules.orders import was_subject_already
from tutela.notification_requirements.rules.register import Register, disregarded

S_83 = "Sexual Offences Act 2003 s.83(1)"


@dataclass(frozen=True, slots=True)
class Called:
    """A basis that calls for a first notification, and from which day."""

    basis: int
    starts: date | None
    because: Sentence


def initial_notification(register: Register, law: Law) -> tuple[Duty, ...]:
    """The first notifications that are outstanding, or the next one.

    Law: Sexual Offences Act 2003 s.83(1), three days beginning with the relevant date (or, if
    later, commencement; for a foreign conviction the service of the order or notice, s.98(4));
    s.83(6) the days that do not count; s.83(2) and (4) not again where one was given for an
    earlier event that still runs.
    """
    called = _called(register, law)
    now = [call for call in called if call.starts is None or call.starts <= register.as_of]
    wanted = now or called[:1]
    duties: dict[tuple[date | None, date | None], Duty] = {}
    for call in wanted:
        duty = _duty(register, law, call)
        if not _is_given(register, call):
            duties.setdefault((call.starts, duty.last_day), duty)
    return tuple(duties.values())


def _called(register: Register, law: Law) -> list[Called]:
    calls = []
    for index, basis in enumerate(register.facts.bases):
        period = register.periods[index].period
        if period is None or not register.spell.contains(period.starts):
            continue
        call = _call(register, law, index, basis)
        if call is not None and not _is_spared(register, law, call):
            calls.append(call)
    return sorted(calls, key=lambda call: call.starts or date.max)


def _call(register: Register, law: Law, index: int, basis: Basis) -> Called | None:
    if basis.is_order:
        return _call_of_order(register, index, basis)
    if basis.kind in FOREIGN:
        served = basis.served_on
        if served is None:
            words = gettext_noop(
                "The days begin with the service of the order or notice, which is not recorded."
            )
            return Called(index, None, Sentence(words))
        words = gettext_noop(
            "Begins with the service of the order or notice, %(day)s, not with the foreign"
            " conviction (s.98(4))."
        )
        return Called(index, served, Sentence(words, {"day": served}))
    commencement = law.figure("commencement_of_part_2").first_day
    if commencement is not None and basis.relevant_date < commencement:
        words = gettext_noop("Begins with the commencement of Part 2, %(day)s (s.83(1)).")
        return Called(index, commencement, Sentence(words, {"day": commencement}))
    words = gettext_noop("Begins with the relevant date, %(day)s.")
    return Called(index, basis.relevant_date, Sentence(words, {"day": basis.relevant_date}))


def _call_of_order(register: Register, index: int, basis: Basis) -> Called | None:
    """An order calls for a first notification only from a person who was not yet subject."""
    spans = tuple(found.period for found in register.periods)
    if was_subject_already(register.facts.bases, spans, index):
        return None
    if basis.kind is Kind.SRO_BREACH:
        words = gettext_noop("Begins with the day of being dealt with for the breach, %(day)s.")
        return Called(index, basis.relevant_date, Sentence(words, {"day": basis.relevant_date}))
    if basis.served_on is None:
        words = gettext_noop(
            "Begins with the service of the order. That is not recorded: counted from its"
            " making, %(day)s, the earliest that it can be."
        )
        return Called(index, basis.relevant_date, Sentence(words, {"day": basis.relevant_date}))
    words = gettext_noop("Begins with the service of the order, %(day)s.")
    return Called(index, basis.served_on, Sentence(words, {"day": basis.served_on}))


def _window(register: Register, law: Law, starts: date) -> date | None:
    days = law.on("initial_notification", starts).number
    return last_day_of_days_beginning_with(starts, days, register.away)


def _is_spared(register: Register, law: Law, call: Called) -> bool:
    """Whether a first notification was given for an earlier event that runs throughout."""
    starts = call.starts
    if starts is None:
        return False
    before = starts - timedelta(days=1)
    until = _window(register, law, starts)
    for other, basis in enumerate(register.facts.bases):
        period = register.periods[other].period
        if other == call.basis or period is None or not period.contains(before):
            continue
        last = period.last_day
        if last is not None and (until is None or last < until):
            continue
        earlier = _call(register, law, other, basis)
        if earlier is None or earlier.starts is None:
            continue
        given = register.given(NotificationKind.INITIAL)
        if any(earlier.starts <= one.on <= before for one in given):
            return True
    return False


def _is_given(register: Register, call: Called) -> bool:
    given = register.given(NotificationKind.INITIAL)
    commencement = register.facts.bases[call.basis].relevant_date
    if call.starts is None:
        return False
    earliest = min(call.starts, commencement)
    if register.facts.bases[call.basis].kind in FOREIGN:
        earliest = call.starts
    return any(one.on >= earliest for one in given)


def _duty(register: Register, law: Law, call: Called) -> Duty:
    if call.starts is None:
        return Duty(DutyKind.INITIAL, None, S_83, (call.because,), NONE_UNSURE, call.basis)
    figure = law.on("initial_notification", call.starts)
    last = _window(register, law, call.starts)
    words = gettext_noop("Within %(days)s days beginning with that day.")
    because = (
        call.because,
        Sentence(words, {"days": figure.number}),
        *disregarded(register.away, call.starts, last),
    )
    return Duty(
        DutyKind.INITIAL,
        last,
        S_83,
        because,
        unverified(figure),
        call.basis,
        since=call.starts,
    )
