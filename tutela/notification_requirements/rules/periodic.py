"""Periodic notification: s.85, yearly, or weekly without a fixed abode."""

from dataclasses import dataclass
from datetime import date, timedelta

from tutela.law.figures import Value
from tutela.law.reckoning import (
    last_day_of_days_after,
    last_day_of_days_beginning_with,
    last_day_of_months_after,
)
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import Duty, DutyKind, unverified
from tutela.notification_requirements.rules.changes import covers, events
from tutela.notification_requirements.rules.facts import (
    MATTERS_OF_2012,
    Notification,
    NotificationKind,
)
from tutela.notification_requirements.rules.jurisdictions import Law
from tutela.notification_requirements.rules.register import (
    GIVEN_UNDER_PART_2,
    Register,
    disregarded,
    has_no_fixed_abode,
)

S_85 = "Sexual Offences Act 2003 s.85(1)"


@dataclass(frozen=True, slots=True)
class Due:
    """The end of the applicable period after one event."""

    last_day: date | None
    because: tuple[Sentence, ...]
    relied_on: tuple[Value, ...]


def periodic_notification(register: Register, law: Law) -> tuple[Duty, ...]:
    """The periodic notification that is next, or outstanding.

    Law: Sexual Offences Act 2003 s.85(1), the applicable period after each notification under
    s.83(1), 84(1) or 85(1); s.85(3) a period that would end in custody, hospital or abroad runs
    on; s.85(5) one year, or seven days where the last home address notified was a place where
    the person can be found.

    Whether a change that is notifiable only since 2012 starts the year again is disputed
    (s.85(2) against the Home Office's questions and answers of 31 March 2023). Where the last
    notifications are such changes, or nobody recorded what they were about, both days are
    given: work to the earlier, allege a breach only after the later.
    """
    given = [
        one
        for one in register.given(*GIVEN_UNDER_PART_2)
        if law.has("periodic_notification", one.on)
    ]
    if not given:
        return ()
    certain = [one for one in given if _surely_resets(register, law, one)]
    last = given[-1]
    late = _due_after(register, law, last)
    sure = certain[-1] if certain else given[0]
    early = late if sure.on == last.on else _due_after(register, law, sure)
    early, late = sorted((early, late), key=lambda due: due.last_day or date.max)
    if _ends_first(register, early.last_day):
        return ()
    if sure.on == last.on or early.last_day == late.last_day:
        return (_duty(late, None, last.on),)
    words = gettext_noop(
        "The notification of %(day)s starts the period again by s.85(2); the Home Office's"
        " answers of 31 March 2023 say that what is notifiable only since 2012 does not. Work to"
        " the earlier day; allege a breach only on the later one%(later)s."
    )
    later = Sentence(", %(day)s", {"day": late.last_day}) if late.last_day else ""
    told = Sentence(words, {"day": last.on, "later": later})
    return (
        _duty(Due(early.last_day, (*early.because, told), early.relied_on), late.last_day, last.on),
    )


def _surely_resets(register: Register, law: Law, given: Notification) -> bool:
    """Whether a notification starts the period again on every reading."""
    if given.kind is not NotificationKind.CHANGE:
        return True
    if given.of is not None:
        return given.of not in MATTERS_OF_2012
    return any(
        covers(law, given, event) and event.kind not in MATTERS_OF_2012
        for event in events(register, law)
        if not _was_covered_before(register, law, given, event.on)
    )


def _was_covered_before(register: Register, law: Law, given: Notification, event_on: date) -> bool:
    earlier = register.given(NotificationKind.CHANGE, NotificationKind.INITIAL)
    return any(one.on < given.on and event_on <= one.on for one in earlier)


def _due_after(register: Register, law: Law, given: Notification) -> Due:
    """The last day of the applicable period after one notification."""
    words = gettext_noop("Counted from the notification of %(day)s, whose own day is left out.")
    because: tuple[Sentence, ...] = (Sentence(words, {"day": given.on}),)
    if _is_weekly(register, law, given.on):
        figure = law.on("weekly_notification", given.on)
        last = last_day_of_days_after(given.on, figure.number)
        words = gettext_noop(
            "The last home address notified is a place where the person can be found: %(days)s"
            " days, not a year (s.85(5)(a))."
        )
        because = (*because, Sentence(words, {"days": figure.number}))
    else:
        figure = law.on("periodic_notification", given.on)
        last = last_day_of_months_after(given.on, figure.number)
        words = gettext_noop("Within one year after it, so by %(day)s.")
        because = (*because, Sentence(words, {"day": last}))
    return _running_on(register, law, Due(last, because, (figure,)))


def _is_weekly(register: Register, law: Law, on: date) -> bool:
    return law.has("weekly_notification", on) and has_no_fixed_abode(register.facts, on)


def _running_on(register: Register, law: Law, due: Due) -> Due:
    """s.85(3): a period that would end in custody, hospital or abroad runs on."""
    last = due.last_day
    for away in register.away:
        if last is None or not away.contains(last):
            continue
        back = away.ends_before
        told = disregarded((away,), away.starts, last)
        if back is None:
            return Due(None, (*due.because, *told), due.relied_on)
        figure = law.on("periodic_after_detention", back)
        words = gettext_noop(
            "That day falls in custody, hospital or abroad (%(first)s to %(last)s), so the period"
            " runs on for %(days)s days beginning with %(back)s (s.85(3))."
        )
        values = {
            "first": away.starts,
            "last": back - timedelta(days=1),
            "days": figure.number,
            "back": back,
        }
        last = last_day_of_days_beginning_with(back, figure.number)
        due = Due(last, (*due.because, Sentence(words, values)), (*due.relied_on, figure))
        break
    return due


def _ends_first(register: Register, last: date | None) -> bool:
    """Whether the person is off the register before the day comes."""
    ends = register.spell.ends_before
    return ends is not None and last is not None and ends <= last


def _duty(due: Due, later: date | None, since: date) -> Duty:
    return Duty(
        DutyKind.PERIODIC,
        due.last_day,
        S_85,
        due.because,
        unverified(*due.relied_on),
        alleged_only_after=later,
        since=since,
    )
