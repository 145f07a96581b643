"""The counter: what the law asks for, what is odd about what was said, and what is told twice.

Nothing here refuses anything. What an honest person says is taken as it is said; a mark tells the
owner what to look at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tutela.law.reckoning import last_day_of_days_beginning_with
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.facts import (
    MATTERS_OF_2012,
    NotificationKind,
)
from tutela.notification_requirements.rules.jurisdictions import Law
from tutela.notification_requirements.rules.numbers import FINANCIAL, Item, faults_of_numbers

# What s.83(5) and the regulations of 2012 ask for, each with its provision.
SECTIONS = {
    "name": "s.83(5)(c), (e)",
    "home": "s.83(5)(d), (f)",
    "premises": "s.83(5)(g)",
    "household": "SI 2012/1876 reg.10",
    "account": "SI 2012/1876 reg.12",
    "card": "SI 2012/1876 reg.12",
    "document": "SI 2012/1876 reg.14",
}
NOTIFICATIONS = (
    "initial",
    "change",
    "change_not_occurred",
    "periodic",
    "travel",
    "travel_change",
    "return",
    "absence",
)
# a first notification gives the set, a change repeats it: s.83(5), s.84(1)
GIVES_THE_SET = frozenset({"initial", "change", "periodic"})
KIND_IN_LAW = {"travel_change": NotificationKind.TRAVEL}

# a visit that nobody went on with is emptied after so many days
DRAFTS_ARE_KEPT = timedelta(days=30)

MARKS = {
    "nothing_notified": gettext_noop("Nothing was notified in this visit."),
    "set_incomplete": gettext_noop("Not everything that s.83(5) asks for was given or answered."),
    "no_birth_date": gettext_noop("No date of birth that can be read."),
    "no_insurance_number": gettext_noop("No National Insurance number."),
    "no_home": gettext_noop("No home address, and no place where the person can be found."),
    "two_homes": gettext_noop("More than one address was given as the home address now."),
    "no_day": gettext_noop("When it happened, or will happen, is not known."),
    "late": gettext_noop("Told after the days that s.84 gives."),
    "advance_passed": gettext_noop("Announced in advance for a day that has passed already."),
    "still_may_happen": gettext_noop(
        "The announced change may still happen within the days that s.84(2) gives."
    ),
    "travel_short": gettext_noop("Told less than seven days before the departure."),
    "departed": gettext_noop("Told on or after the day of departure."),
    "returns_first": gettext_noop("The return is before the departure."),
    "in_future": gettext_noop("Said of something in the past, on a day that has not come."),
    "recorded_later": gettext_noop("Recorded on a later day than the person came."),
    "child_absent": gettext_noop("The parent came without the child: s.89(2)(b)."),
    "somebody_else": gettext_noop("Somebody else came: the law asks for the person themselves."),
    "not_a_station": gettext_noop("Not at a station that this area has published."),
    "check_number": gettext_noop("An account or card number fails its check."),
    "refused": gettext_noop("Fingerprints or a photograph were refused: s.87(4)."),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """What the marks are about."""

    came_on: date | None
    recorded_on: date
    attended: str = "person"
    is_published_station: bool = True
    has_birth_date: bool = True
    has_insurance_number: bool = True
    refused: bool = False
    stands: Mapping[str, str] | None = None


def resets_year(kind: str, of: str) -> tuple[str, Sentence]:
    """Whether a notification starts the year again: yes, no or disputed, and why.

    Law: Sexual Offences Act 2003 s.85(1) and (2), after each notification under s.83(1), 84(1) or
    85(1). The Home Office's questions and answers of 31 March 2023 say that what is notifiable
    only since 2012 does not; the Act makes no such difference.
    """
    if kind == NotificationKind.CHANGE and of in {str(one) for one in MATTERS_OF_2012}:
        words = gettext_noop(
            "By s.85(2) it does; the Home Office's answers of 31 March 2023 say that what is"
            " notifiable only since 2012 does not. Both days are kept, the earlier is worked to."
        )
        return "disputed", Sentence(words)
    if kind in {NotificationKind.INITIAL, NotificationKind.CHANGE, NotificationKind.PERIODIC}:
        words = gettext_noop("The year begins after each notification under s.83, 84 or 85.")
        return "yes", Sentence(words)
    words = gettext_noop("Only notifications under s.83(1), 84(1) and 85(1) start the year again.")
    return "no", Sentence(words)


def wanting(items: Iterable[Item], stands: Mapping[str, str]) -> tuple[str, ...]:
    """The parts of the set of s.83(5) that were neither given nor answered otherwise."""
    given = {item["kind"] for item in items}
    return tuple(
        section for section in SECTIONS if section not in given and not stands.get(section)
    )


def marks(visit: Visit, items: Iterable[Item], law: Law) -> tuple[str, ...]:
    """What whoever joins the visit to a file should look at, in the order of `MARKS`."""
    said = list(items)
    told = [item for item in said if item["kind"] in NOTIFICATIONS]
    found = _of_the_visit(visit)
    if not told:
        found.add("nothing_notified")
    if asks_for_the_set(told):
        found |= _of_the_set(visit, said)
    for item in said:
        found |= _of_an_item(item, visit.came_on or visit.recorded_on, law)
    return tuple(code for code in MARKS if code in found)


def asks_for_the_set(items: Iterable[Item]) -> bool:
    """Whether a notification among these gives or repeats the set of s.83(5).

    Law: Sexual Offences Act 2003 s.83(1) and (5), 84(1), 85(1). Who says at a periodic
    notification that nothing has changed answers for the whole set at once.
    """
    return any(item["kind"] in GIVES_THE_SET and not says_as_before(item) for item in items)


def says_as_before(item: Item) -> bool:
    """Whether it is a periodic notification that says that nothing has changed."""
    return bool(item["kind"] == "periodic" and item["answers"].get("changed") == "nothing")


def _of_the_visit(visit: Visit) -> set[str]:
    found = {
        "recorded_later": visit.came_on is not None and visit.came_on < visit.recorded_on,
        "in_future": visit.came_on is not None and visit.came_on > visit.recorded_on,
        "child_absent": visit.attended == "parent_alone",
        "somebody_else": visit.attended == "somebody",
        "not_a_station": not visit.is_published_station,
        "refused": visit.refused,
    }
    return {code for code, is_so in found.items() if is_so}


def _of_the_set(visit: Visit, said: list[Item]) -> set[str]:
    homes = [item["answers"] for item in said if item["kind"] == "home"]
    stands = visit.stands or {}
    found = {
        "set_incomplete": bool(wanting(said, stands)),
        "no_birth_date": not visit.has_birth_date,
        "no_insurance_number": not visit.has_insurance_number,
        "no_home": not homes and stands.get("home") != "as_before",
        "two_homes": len([home for home in homes if "now" in (home.get("when") or ())]) > 1,
    }
    return {code for code, is_so in found.items() if is_so}


def _of_an_item(item: Item, came_on: date, law: Law) -> set[str]:
    answers = item["answers"]
    kind = item["kind"]
    if kind in FINANCIAL:
        return set() if not faults_of_numbers(kind, answers) else {"check_number"}
    if kind == "change":
        return _of_a_change(day(answers.get("happened_on")), answers, came_on, law)
    if kind == "change_not_occurred":
        return _of_no_change(day(answers.get("expected_on")), came_on, law)
    if kind in {"travel", "travel_change"}:
        return _of_a_journey(answers, came_on, law)
    if kind == "return":
        back = day(answers.get("returned_on"))
        return {"no_day"} if back is None else {"in_future"} if back > came_on else set()
    return set()


def _of_a_change(
    happened: date | None, answers: Mapping[str, Any], came_on: date, law: Law
) -> set[str]:
    expected = day(answers.get("expected_on"))
    if happened is None:
        if expected is None:
            return {"no_day"}
        return {"advance_passed"} if expected < came_on else set()
    if happened > came_on:
        return {"in_future"}
    if not law.has("change_notification", happened):
        return set()
    days = law.on("change_notification", happened).number
    last = last_day_of_days_beginning_with(happened, days)
    return {"late"} if last is not None and came_on > last else set()


def _of_no_change(expected: date | None, came_on: date, law: Law) -> set[str]:
    if expected is None:
        return {"no_day"}
    if not law.has("advance_notice_late", expected):
        return set()
    late = law.on("advance_notice_late", expected).number
    return {"still_may_happen"} if came_on < _later(expected, late) else set()


def _of_a_journey(answers: Mapping[str, Any], came_on: date, law: Law) -> set[str]:
    leaves, returns = day(answers.get("departs_on")), day(answers.get("returns_on"))
    if leaves is None:
        return {"no_day"}
    found = set()
    if returns is not None and returns < leaves:
        found.add("returns_first")
    if leaves <= came_on:
        found.add("departed")
    elif law.has("travel_notice", leaves):
        days = law.on("travel_notice", leaves).number
        if (leaves - came_on).days < days:
            found.add("travel_short")
    return found


def _later(start: date, days: int) -> date:
    """So many days after; the end of the calendar is as far as days go."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.max


def day(said: Any) -> date | None:
    """A day of an answer, kept as ISO text; None where none was given."""
    return date.fromisoformat(said) if isinstance(said, str) and said else None


# Told twice ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of the set in which a visit differs from the notification before."""

    section: str
    only_before: tuple[str, ...]
    only_now: tuple[str, ...]


def differences(before: Iterable[Item], now: Iterable[Item]) -> tuple[Difference, ...]:
    """What was said before and not now, and now and not before; only of what was said now."""
    earlier, later = _by_section(before), _by_section(now)
    found = []
    for section in (one for one in SECTIONS if one not in FINANCIAL and one in later):
        was, is_now = earlier.get(section, {}), later[section]
        gone = tuple(text for key, text in was.items() if key not in is_now)
        new = tuple(text for key, text in is_now.items() if key not in was)
        if gone or new:
            found.append(Difference(section, gone, new))
    return tuple(found)


SHOWN = {
    "name": ("given_names", "surname"),
    "home": ("lines", "postcode"),
    "premises": ("lines", "postcode"),
    "household": ("lines", "postcode"),
    "document": ("number", "name_shown", "described"),
}


def whole_set(
    items: Iterable[Item], stands: Mapping[str, str], before: Iterable[Item]
) -> list[dict[str, Any]]:
    """The set as it stands after a visit: what was given, and what is as notified before.

    What is as before is taken over with the mark `as_before`, so that the next visit can be
    compared with the whole.
    """
    said = list(items)
    given = [dict(item) for item in said if item["kind"] in SECTIONS]
    here = {item["kind"] for item in given}
    unchanged = any(says_as_before(item) for item in said)
    for item in before:
        section = item["kind"]
        stays = stands.get(section) == "as_before" or (unchanged and section not in stands)
        if stays and section in SHOWN and section not in here:
            given.append({**item, "as_before": True})
    return given


def _by_section(items: Iterable[Item]) -> dict[str, dict[str, str]]:
    sections: dict[str, dict[str, str]] = {}
    for item in items:
        if item["kind"] in SHOWN:
            text = text_of(item)
            sections.setdefault(item["kind"], {})[_key(text)] = text
    return sections


def text_of(item: Item) -> str:
    """One item of the set in one line."""
    values = (str(item["answers"].get(name) or "") for name in SHOWN[item["kind"]])
    joint = " " if item["kind"] == "name" else ", "
    return joint.join(value.replace("\r\n", ", ").replace("\n", ", ") for value in values if value)


def _key(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
