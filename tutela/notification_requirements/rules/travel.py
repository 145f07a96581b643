"""Travel outside the United Kingdom, and the return: s.86 and the regulations under it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from tutela.law.figures import Value
from tutela.law.reckoning import (
    hours_before,
    last_day_before,
    last_day_of_days_after,
    not_less_than_days_before,
    start_of_day,
)
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import Duty, DutyKind, unverified
from tutela.notification_requirements.rules.facts import Notification, NotificationKind, Travel
from tutela.notification_requirements.rules.jurisdictions import Law
from tutela.notification_requirements.rules.register import Register

REGULATIONS = {
    "england_and_wales": "SI 2004/1220",
    "northern_ireland": "SI 2004/1220",
    "scotland": "SSI 2004/205",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """By when a journey is to be notified."""

    last_day: date
    alleged_only_after: date | None
    last_moment: datetime | None
    because: tuple[Sentence, ...]
    relied_on: tuple[Value, ...]


def travel_notifications(register: Register, law: Law) -> tuple[Duty, ...]:
    """Journeys that still have to be notified, or corrected, before the departure.

    Law: Sexual Offences Act 2003 s.86; SI 2004/1220 reg.5(2) details known more than seven days
    before the date of departure, not less than seven days before it; reg.5(3) otherwise not less
    than twelve hours before; reg.7 a correction.
    """
    duties = []
    for index, journey in enumerate(register.facts.travel):
        if not _is_notifiable(register, law, journey) or journey.departs_on < register.as_of:
            continue
        given = notices_of(register, index, journey)
        if not given:
            duties.append(_duty(law, index, _notice(law, journey), "reg.5"))
        elif _is_out_of_date(journey, given, register.as_of):
            duties.append(_duty(law, index, _correction(law, journey), "reg.7"))
    return tuple(duties)


def _is_notifiable(register: Register, law: Law, journey: Travel) -> bool:
    leaves = journey.departs_on
    if not register.spell.contains(leaves):
        return False
    shortest = law.on("travel_shortest_absence", leaves).number
    if journey.to_republic_of_ireland and law.has(IRELAND, leaves):
        shortest = law.on(IRELAND, leaves).number
    back = journey.returned_on
    return back is None or (back - leaves).days >= shortest


IRELAND = "travel_shortest_absence_republic_of_ireland"


def notices_of(register: Register, index: int, journey: Travel) -> tuple[Notification, ...]:
    """The travel notifications of one journey: those that name it, or the next after them.

    Law: Sexual Offences Act 2003 s.86(2), a notification discloses the date of departure and the
    country, and so is of one journey; SI 2004/1220 reg.7 a correction is of the same.
    """
    given = register.given(NotificationKind.TRAVEL)
    return tuple(one for one in given if _names(register, one, index, journey))


def _names(register: Register, given: Notification, index: int, journey: Travel) -> bool:
    if given.travel is not None:
        return given.travel == index
    ahead = [one.departs_on for one in register.facts.travel if given.on <= one.departs_on]
    return journey.departs_on == min(ahead)


def _is_out_of_date(journey: Travel, given: tuple[Notification, ...], as_of: date) -> bool:
    changed = journey.changed_on
    return changed is not None and changed <= as_of and all(one.on < changed for one in given)


def _notice(law: Law, journey: Travel) -> Notice:
    leaves = journey.departs_on
    notice = law.on("travel_notice", leaves)
    if journey.known_on is not None and (leaves - journey.known_on).days <= notice.number:
        return _short_notice(law, journey, notice)
    reckoned = not_less_than_days_before(leaves, notice.number)
    known = (
        gettext_noop("The details are known more than %(days)s days before %(leaves)s.")
        if journey.known_on
        else gettext_noop(
            "When the details were known is not recorded: taken as more than %(days)s days"
            " before %(leaves)s."
        )
    )
    disputed = gettext_noop(
        "Not less than %(days)s days before that date. Whether the days are clear days is"
        " disputed: work to %(safe)s, allege a breach only after %(later)s."
    )
    excuse = gettext_noop(
        "With a reasonable excuse: as soon as practicable, not less than %(hours)s hours before."
    )
    short = law.on("travel_short_notice", leaves)
    values = {"days": notice.number, "leaves": leaves}
    later = reckoned.alleged_only_after
    because = (
        Sentence(known, values),
        Sentence(disputed, {**values, "safe": reckoned.last_day, "later": later}),
        Sentence(excuse, {"hours": short.number}),
    )
    return Notice(reckoned.last_day, later, None, because, (notice,))


def _short_notice(law: Law, journey: Travel, notice: Value) -> Notice:
    short = law.on("travel_short_notice", journey.departs_on)
    words = gettext_noop(
        "The details are known only from %(known)s, not more than %(days)s days before the"
        " departure on %(leaves)s."
    )
    values = {"known": journey.known_on, "days": notice.number, "leaves": journey.departs_on}
    found = _hours(journey, short.number, (notice, short))
    return replace(found, because=(Sentence(words, values), *found.because))


def _correction(law: Law, journey: Travel) -> Notice:
    leaves = journey.departs_on
    without = law.on("travel_correction_without_excuse", leaves)
    excused = law.on("travel_correction", leaves)
    found = _hours(journey, without.number, (without, excused))
    last_excused = _hours(journey, excused.number, ())
    words = gettext_noop(
        "What was notified of the journey is no longer right (%(changed)s); a correction names"
        " the station of the first notice. With a reasonable excuse until %(moment)s."
    )
    values = {"changed": journey.changed_on, "moment": last_excused.last_moment}
    return Notice(
        found.last_day,
        last_excused.last_day,
        found.last_moment,
        (Sentence(words, values), *found.because),
        found.relied_on,
    )


def _hours(journey: Travel, hours: int, relied_on: tuple[Value, ...]) -> Notice:
    """So many hours before the departure, as the regulations are administered.

    They say "before that date", and a date begins at midnight: who notifies by then is in time
    on every reading, and the reasons say so.
    """
    moment = hours_before(journey.departs_at, hours)
    careful = hours_before(start_of_day(journey.departs_on), hours)
    words = gettext_noop(
        "Not less than %(hours)s hours before the departure, so by %(moment)s. The regulations"
        " say before the date of departure: by %(careful)s it is in time on every reading."
    )
    values = {"hours": hours, "moment": moment, "careful": careful}
    return Notice(last_day_before(moment), None, moment, (Sentence(words, values),), relied_on)


def _duty(law: Law, index: int, notice: Notice, regulation: str) -> Duty:
    return Duty(
        DutyKind.TRAVEL,
        notice.last_day,
        f"Sexual Offences Act 2003 s.86, {REGULATIONS[law.jurisdiction]} {regulation}",
        notice.because,
        unverified(*notice.relied_on),
        alleged_only_after=notice.alleged_only_after,
        last_moment=notice.last_moment,
        journey=index,
    )


def return_notifications(register: Register, law: Law) -> tuple[Duty, ...]:
    """Returns to the United Kingdom that still have to be notified.

    Law: SI 2004/1220 reg.8, within three days of the return, unless the notice of the journey
    gave the day and the place of return and both were met.
    """
    duties = []
    told = register.given(NotificationKind.RETURN)
    for index, journey in enumerate(register.facts.travel):
        back = journey.returned_on
        if back is None or journey.return_as_notified or not register.spell.contains(back):
            continue
        if not _is_notifiable(register, law, journey):
            continue
        if any(one.travel in {None, index} and one.on >= back for one in told):
            continue
        figure = law.on("return_notification", back)
        last = last_day_of_days_after(back, figure.number)
        words = gettext_noop(
            "Returned on %(back)s. Within %(days)s days of the return, whose own day is left out."
        )
        duties.append(
            Duty(
                DutyKind.RETURN,
                last,
                f"Sexual Offences Act 2003 s.86, {REGULATIONS[law.jurisdiction]} reg.8",
                (Sentence(words, {"back": back, "days": figure.number}),),
                unverified(figure),
                since=back,
                journey=index,
            )
        )
    return tuple(duties)
