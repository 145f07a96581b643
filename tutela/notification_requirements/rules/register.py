"""The whole of a person's time on the register, and the time that does not count against them."""

from dataclasses import dataclass
from datetime import date, timedelta

from tutela.law.period import Period, joined
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import BasisPeriod
from tutela.notification_requirements.rules.facts import (
    AddressKind,
    DetentionKind,
    Facts,
    Notification,
    NotificationKind,
)

GIVEN_UNDER_PART_2 = frozenset(
    {NotificationKind.INITIAL, NotificationKind.CHANGE, NotificationKind.PERIODIC}
)


@dataclass(frozen=True, slots=True)
class Register:
    """What the duties are reckoned from: facts, periods, and the days asked about."""

    facts: Facts
    as_of: date
    periods: tuple[BasisPeriod, ...]
    spells: tuple[Period, ...]
    spell: Period
    away: tuple[Period, ...]

    def given(self, *kinds: NotificationKind) -> tuple[Notification, ...]:
        """The notifications of these kinds that were given by the day asked about, in order.

        Only those of the present time on the register: an earlier one ended with it.
        """
        return tuple(
            sorted(
                (
                    given
                    for given in self.facts.notifications
                    if given.kind in kinds
                    and given.on <= self.as_of
                    and self.spell.starts <= given.on
                ),
                key=lambda given: given.on,
            )
        )


def register_on(facts: Facts, periods: tuple[BasisPeriod, ...]) -> Register | None:
    """The register as the duties of the day asked about see it; None where there are none.

    The present time on the register, or the next; nothing once the last has ended.
    """
    if facts.as_of is None:
        return None
    spells = joined(tuple(p.period for p in periods if p.period is not None))
    for spell in spells:
        if spell.ends_before is None or facts.as_of < spell.ends_before:
            return Register(facts, facts.as_of, periods, spells, spell, time_away(facts))
    return None


def time_away(facts: Facts) -> tuple[Period, ...]:
    """The days that are disregarded.

    Law: Sexual Offences Act 2003 s.83(6): in custody by order of a court, serving a sentence,
    detained in a hospital, outside the United Kingdom. Whole days: a day of departure or of
    return is spent in part at home and counts.
    """
    days = [detention.period for detention in facts.detained]
    for journey in facts.travel:
        first = journey.departs_on + timedelta(days=1)
        if journey.returned_on is not None:
            days.append(Period(first, journey.returned_on))
        elif facts.as_of is not None and journey.departs_on < facts.as_of:
            days.append(Period(first, None))
    return joined(tuple(days))


def releases(facts: Facts) -> tuple[date, ...]:
    """The first day at liberty after each time in custody or hospital.

    Times that touch are one: a move from custody to hospital releases nobody.

    Law: Sexual Offences Act 2003 s.84(1)(d), released from custody, imprisonment, service
    detention or detention in a hospital; a return from abroad is none.
    """
    held = joined(tuple(d.period for d in facts.detained if d.kind is not DetentionKind.ABROAD))
    return tuple(period.ends_before for period in held if period.ends_before is not None)


def has_no_fixed_abode(facts: Facts, on: date) -> bool:
    """Whether the home address on a day was a place where the person can be found.

    Law: Sexual Offences Act 2003 s.83(7)(b), a person without a sole or main residence; s.85(5)
    asks it of the last home address notified. Of two addresses on one day the newer holds.
    """
    latest = None
    for address in facts.addresses:
        if address.period.contains(on) and (
            latest is None or address.period.starts >= latest.period.starts
        ):
            latest = address
    return latest is not None and latest.kind is AddressKind.NO_FIXED_ABODE


def disregarded(away: tuple[Period, ...], starts: date, last: date | None) -> tuple[Sentence, ...]:
    """What was left out of the count between two days, in words."""
    told = []
    for period in away:
        if last is not None and period.starts > last:
            continue
        if period.ends_before is not None and period.ends_before <= starts:
            continue
        if period.last_day is None:
            words = gettext_noop(
                "Time from %(first)s in custody, hospital or abroad does not count, and no end"
                " of it is known: the last day depends on it (s.83(6))."
            )
            told.append(Sentence(words, {"first": period.starts}))
        else:
            words = gettext_noop(
                "Time in custody, hospital or abroad, %(first)s to %(last)s, does not count"
                " (s.83(6))."
            )
            told.append(Sentence(words, {"first": period.starts, "last": period.last_day}))
    return tuple(told)
