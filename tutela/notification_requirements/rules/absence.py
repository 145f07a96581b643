"""Absence from home without leaving the country: s.85A in Northern Ireland; s.85ZA not in force."""

from tutela.law.reckoning import hours_before, last_day_before, london_day
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import Duty, DutyKind, unverified
from tutela.notification_requirements.rules.facts import Absence, NotificationKind
from tutela.notification_requirements.rules.jurisdictions import Law
from tutela.notification_requirements.rules.register import Register, has_no_fixed_abode

LENGTH, NOTICE = "absence_from_home_length", "absence_from_home_notice"


def absence_notifications(register: Register, law: Law) -> tuple[Duty, ...]:
    """Absences from the sole or main residence that still have to be notified.

    Law: Sexual Offences Act 2003 s.85A(2) (Northern Ireland), more than three days, not less
    than twelve hours before leaving. The rule for England and Wales, s.85ZA, is off until its
    commencement is known: no date is worked out for it.
    """
    given = register.given(NotificationKind.ABSENCE)
    duties = []
    for absence in register.facts.absences:
        leaves = london_day(absence.leaves_at)
        if leaves < register.as_of or not register.spell.contains(leaves):
            continue
        if not law.has(LENGTH, leaves) or has_no_fixed_abode(register.facts, leaves):
            continue
        if _is_long(absence, law) and not any(one.on <= leaves for one in given):
            duties.append(_duty(absence, law))
    return tuple(duties)


def _is_long(absence: Absence, law: Law) -> bool:
    leaves = london_day(absence.leaves_at)
    if absence.returns_on is None:
        return True
    return (absence.returns_on - leaves).days > law.on(LENGTH, leaves).number


def _duty(absence: Absence, law: Law) -> Duty:
    leaves = london_day(absence.leaves_at)
    length, notice = law.on(LENGTH, leaves), law.on(NOTICE, leaves)
    last = hours_before(absence.leaves_at, notice.number)
    words = gettext_noop(
        "Away from home for more than %(days)s days: not less than %(hours)s hours before"
        " leaving, so by %(moment)s."
    )
    values = {"days": length.number, "hours": notice.number, "moment": last}
    return Duty(
        DutyKind.ABSENCE,
        last_day_before(last),
        length.citation,
        (Sentence(words, values),),
        unverified(length, notice),
        last_moment=last,
        since=leaves,
    )
