"""Changes: s.84, with notice in advance and the duty to say that it did not happen."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tutela.law.figures import Value
from tutela.law.period import Period
from tutela.law.reckoning import (
    last_day_of_days_beginning_with,
    last_day_of_months_beginning_with,
    london_day,
)
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import Duty, DutyKind, unverified
from tutela.notification_requirements.rules.facts import (
    MATTERS_OF_2012,
    Address,
    Change,
    ChangeKind,
    Notification,
    NotificationKind,
)
from tutela.notification_requirements.rules.jurisdictions import Law
from tutela.notification_requirements.rules.register import Register, disregarded, releases

S_84 = "Sexual Offences Act 2003 s.84(1)"
LETTERS = {
    ChangeKind.NAME: "(a)",
    ChangeKind.HOME_ADDRESS: "(b)",
    ChangeKind.STAY: "(c)",
    ChangeKind.RELEASE: "(d)",
}
HAPPENED = {
    ChangeKind.NAME: gettext_noop("Used a name not notified, from %(day)s."),
    ChangeKind.HOME_ADDRESS: gettext_noop("Changed home address on %(day)s."),
    ChangeKind.STAY: gettext_noop(
        "Had stayed for a qualifying period at an address not notified on %(day)s."
    ),
    ChangeKind.RELEASE: gettext_noop(
        "Released from custody or hospital; the first day at liberty is %(day)s."
    ),
    ChangeKind.CHILD_HOUSEHOLD: gettext_noop(
        "Lives at, or had stayed long enough at, a household with a child on %(day)s."
    ),
    ChangeKind.CHILD_HOUSEHOLD_ENDED: gettext_noop(
        "Stopped living or staying at a household with a child on %(day)s."
    ),
    ChangeKind.BANK_ACCOUNT: gettext_noop("A bank account changed on %(day)s."),
    ChangeKind.CARD: gettext_noop("A debit or credit card changed on %(day)s."),
    ChangeKind.IDENTITY_DOCUMENT: gettext_noop(
        "A passport or identity document changed on %(day)s."
    ),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A notifiable change on the day from which the three days begin."""

    kind: ChangeKind
    on: date
    relied_on: tuple[Value, ...] = ()
    later: date | None = None


def change_notifications(register: Register, law: Law) -> tuple[Duty, ...]:
    """Changes that still have to be notified.

    Law: Sexual Offences Act 2003 s.84(1), three days beginning with the event; s.84(5) the days
    that do not count; s.84(2) to (4) notice in advance.
    """
    return tuple(
        _duty(register, law, event)
        for event in events(register, law)
        if not is_notified(register, law, event)
    )


def events(register: Register, law: Law) -> tuple[Event, ...]:
    """Every notifiable change of the present time on the register, in order.

    Law: Sexual Offences Act 2003 s.84(1)(a) to (d), and (ca) with SI 2012/1876 regs.10 to 15. What
    the addresses and the detention tell is an event too; one release told twice is one.
    """
    freed = releases(register.facts)
    found = {
        _event(change, law)
        for change in register.facts.changes
        if change.kind is not ChangeKind.RELEASE or change.on + timedelta(days=1) not in freed
    }
    moved = _moves(register.facts.addresses)
    for kind, on in (
        (ChangeKind.HOME_ADDRESS, moved),
        (ChangeKind.RELEASE, freed),
    ):
        found |= {Event(kind, day) for day in on if law.has("change_notification", day)}
    days = register.spell
    return tuple(
        sorted(
            (
                event
                for event in found
                if event is not None and days.starts < event.on and days.contains(event.on)
            ),
            key=lambda event: (event.on, event.kind),
        )
    )


def _event(change: Change, law: Law) -> Event | None:
    if change.stays:
        return _qualifying_stay(change.stays, law)
    if change.hours_from is not None:
        return _stay_with_a_child(change, change.hours_from, law)
    if change.kind not in MATTERS_OF_2012:
        return Event(change.kind, change.on)
    if not law.has("matters_of_2012", change.on):
        return None
    return Event(change.kind, change.on, (law.on("matters_of_2012", change.on),))


def _stay_with_a_child(change: Change, starts: datetime, law: Law) -> Event | None:
    """The day in London on which a stay with a child has lasted long enough, if it did.

    Law: SI 2012/1876 reg.10, twelve hours or more; a stay that began before the regulations is
    an event of the day on which it reaches them.
    """
    first = law.figure("stay_with_a_child").first_day
    if first is None:
        return None
    hours = law.on("stay_with_a_child", max(change.on, first))
    long_enough = starts + timedelta(hours=hours.number)
    day = london_day(long_enough)
    too_short = change.hours_to is not None and change.hours_to < long_enough
    if too_short or not law.has("matters_of_2012", day):
        return None
    return Event(change.kind, day, (law.on("matters_of_2012", day), hours))


def _qualifying_stay(stays: tuple[Period, ...], law: Law) -> Event | None:
    """The day on which stays at one address reach a qualifying period.

    Law: Sexual Offences Act 2003 s.84(6), seven days, or two or more periods in any twelve
    months that together amount to seven days. The stay has lasted the seventh day when that
    day ends: work from the seventh day, allege from the day after.
    """
    first = min(stay.starts for stay in stays)
    days, months = law.on("qualifying_stay", first), law.on("qualifying_stay_window", first)
    nights = sorted(
        {
            stay.starts + timedelta(days=offset)
            for stay in stays
            for offset in range(_length(stay, days.number))
        }
    )
    for seventh in range(days.number - 1, len(nights)):
        earliest = nights[seventh - days.number + 1]
        if nights[seventh] <= last_day_of_months_beginning_with(earliest, months.number):
            day = nights[seventh]
            return Event(ChangeKind.STAY, day, (days, months), day + timedelta(days=1))
    return None


def _length(stay: Period, enough: int) -> int:
    """Days of a stay, no more than are needed."""
    if stay.ends_before is None:
        return enough
    return min(enough, (stay.ends_before - stay.starts).days)


def _moves(addresses: tuple[Address, ...]) -> tuple[date, ...]:
    """The days on which a home address began: it was not the home before."""
    return tuple(address.period.starts for address in addresses)


def is_notified(register: Register, law: Law, event: Event) -> bool:
    """Whether a notification given so far covers this event.

    Law: Sexual Offences Act 2003 s.84(1) and (2); a first notification under s.83(1) gives the
    same particulars, and so covers what had happened by then.
    """
    return any(
        covers(law, given, event)
        for given in register.given(NotificationKind.CHANGE, NotificationKind.INITIAL)
    )


def covers(law: Law, given: Notification, event: Event) -> bool:
    """Whether one notification covers one event.

    Law: Sexual Offences Act 2003 s.84(2) to (4): notice in advance covers an event from two
    days before the date that it gave until the end of the three days beginning with it.
    """
    if given.of is not None and given.of is not event.kind:
        return False
    if given.expected_on is None:
        return given.on >= event.on
    early = law.on("advance_notice_early", given.expected_on).number
    late = law.on("advance_notice_late", given.expected_on).number
    first = given.expected_on - timedelta(days=early)
    return first <= event.on <= given.expected_on + timedelta(days=late - 1)


def _duty(register: Register, law: Law, event: Event) -> Duty:
    figure = law.on("change_notification", event.on)
    last = last_day_of_days_beginning_with(event.on, figure.number, register.away)
    later = None
    if event.later is not None:
        later = last_day_of_days_beginning_with(event.later, figure.number, register.away)
    words = gettext_noop("Within %(days)s days beginning with that day.")
    because = (
        Sentence(HAPPENED[event.kind], {"day": event.on}),
        Sentence(words, {"days": figure.number}),
        *disregarded(register.away, event.on, last),
    )
    if later is not None:
        words = gettext_noop(
            "Whether the seventh day itself counts is open: work to the earlier day, allege a"
            " breach only after %(day)s."
        )
        because = (*because, Sentence(words, {"day": later}))
    return Duty(
        DutyKind.CHANGE,
        last,
        S_84 + LETTERS.get(event.kind, "(ca)"),
        because,
        unverified(figure, *event.relied_on),
        alleged_only_after=later,
        since=event.on,
        change=event.kind,
    )


def changes_that_did_not_occur(register: Register, law: Law) -> tuple[Duty, ...]:
    """Changes announced in advance that did not happen, of which the police were not told.

    Law: Sexual Offences Act 2003 s.84(4)(b), within six days beginning with the date given,
    once three days beginning with that date have passed without the event; s.84(5).
    """
    happened = events(register, law)
    told = register.given(NotificationKind.CHANGE_NOT_OCCURRED)
    duties = []
    for given in register.given(NotificationKind.CHANGE):
        expected = given.expected_on
        if expected is None or not register.spell.contains(expected):
            continue
        late = law.on("advance_notice_late", expected)
        waited = expected + timedelta(days=late.number - 1)  # s.84(5) does not lengthen these
        if register.as_of <= waited:
            continue
        if any(_is_meant(given, event) and event.on <= waited for event in happened):
            continue
        if any(one.on >= expected for one in told):
            continue
        duties.append(_not_occurred(register, law, expected, late))
    return tuple(duties)


def _is_meant(given: Notification, event: Event) -> bool:
    """Whether an event that followed is the one that was announced."""
    return given.of in {None, event.kind} and given.on <= event.on


def _not_occurred(register: Register, law: Law, expected: date, late: Value) -> Duty:
    figure = law.on("advance_change_not_occurred", expected)
    last = last_day_of_days_beginning_with(expected, figure.number, register.away)
    words = gettext_noop(
        "Notice in advance gave %(expected)s, and nothing happened within the %(late)s days"
        " beginning with it: that must be said within %(days)s days beginning with it."
    )
    values = {"expected": expected, "late": late.number, "days": figure.number}
    because = (Sentence(words, values), *disregarded(register.away, expected, last))
    return Duty(
        DutyKind.NOT_OCCURRED,
        last,
        "Sexual Offences Act 2003 s.84(4)(b)",
        because,
        unverified(figure, late),
        since=expected,
    )
