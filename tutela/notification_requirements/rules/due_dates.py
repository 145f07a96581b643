"""What is due, as lists show it: what tells one duty from another, and how each ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tutela.notification_requirements.rules.answers import Duty, DutyKind
from tutela.notification_requirements.rules.facts import ChangeKind, Facts, NotificationKind
from tutela.notification_requirements.rules.recorded import Given
from tutela.notification_requirements.rules.register import GIVEN_UNDER_PART_2

# what s.83(5) lists, and so every later notification under Part 2 tells
IN_THE_WHOLE_SET = frozenset(
    {ChangeKind.NAME, ChangeKind.HOME_ADDRESS, ChangeKind.STAY, ChangeKind.RELEASE}
)


@dataclass(frozen=True, slots=True)
class DueDate:
    """One duty as lists show it; `kind` and `about` tell it from every other of the person."""

    kind: str
    about: str
    starts_on: date | None
    due_on: date | None
    due_at: datetime | None
    alleged_only_after: date | None
    provision: str
    is_verified: bool
    # the police were told since, by a notification that repeats everything: late, and no longer due
    told_on: date | None = None


def told_since(duty: Duty, facts: Facts) -> date | None:
    """The day on which a change that nobody notified by itself was told with everything else.

    Law: Sexual Offences Act 2003 s.84(1) and s.85(1), each of these notifications gives the
    information of s.83(5) anew. The failure until that day stays a late notification; what was
    given before the event cannot have told it.
    """
    if duty.change not in IN_THE_WHOLE_SET or duty.since is None or facts.as_of is None:
        return None
    days = [
        given.on
        for given in facts.notifications
        if given.kind in GIVEN_UNDER_PART_2 and duty.since <= given.on <= facts.as_of
    ]
    return min(days, default=None)


def dues_of(duties: Iterable[Duty], given: Given, facts: Facts) -> list[DueDate]:
    """The due dates of an answer, each once; those told since are kept with that day."""
    found: dict[tuple[str, str], DueDate] = {}
    for duty in duties:
        due = DueDate(
            kind=duty.kind.value,
            about=_about(duty, given),
            starts_on=duty.since,
            due_on=duty.last_day,
            due_at=duty.last_moment,
            alleged_only_after=duty.alleged_only_after,
            provision=duty.provision,
            is_verified=duty.verified,
            told_on=told_since(duty, facts),
        )
        found.setdefault((due.kind, due.about), due)
    return list(found.values())


def _about(duty: Duty, given: Given) -> str:
    """What tells the duty from others of its kind, for as long as it is the same duty."""
    if duty.journey is not None:
        return given.sources["travel"][duty.journey]
    if duty.kind is DutyKind.INITIAL and duty.basis is not None:
        return given.sources["bases"][duty.basis].partition("/")[0]
    day = duty.since.isoformat() if duty.since else ""
    return f"{duty.change.value}:{day}" if duty.change else day


def how_it_ended(
    due: DueDate, facts: Facts | None, sources: Mapping[str, list[str]], on: date
) -> tuple[str, date | None]:
    """Why a duty is no longer in the answer: met and when, no longer asked for, or passed."""
    if facts is None:
        return "no_longer", None
    if due.told_on is not None:
        return "met", due.told_on
    met = _met_on(due, facts, sources)
    if met is not None and met <= on:
        return "met", met
    if due.kind == DutyKind.TRAVEL and due.about in sources.get("travel", []):
        journey = facts.travel[sources["travel"].index(due.about)]
        if journey.departs_on < on:
            return "passed", None
    return "no_longer", None


def _met_on(due: DueDate, facts: Facts, sources: Mapping[str, list[str]]) -> date | None:
    """The day of the first notification that does what the duty asked for."""
    kinds: frozenset[NotificationKind]
    strictly = False
    kind = due.kind
    if kind == DutyKind.INITIAL:
        kinds = frozenset({NotificationKind.INITIAL})
    elif kind == DutyKind.CHANGE:
        kinds = frozenset({NotificationKind.CHANGE, NotificationKind.INITIAL})
    elif kind == DutyKind.NOT_OCCURRED:
        kinds = frozenset({NotificationKind.CHANGE_NOT_OCCURRED})
    elif kind == DutyKind.PERIODIC:
        kinds, strictly = GIVEN_UNDER_PART_2, True
    elif kind == DutyKind.TRAVEL:
        kinds = frozenset({NotificationKind.TRAVEL})
    elif kind == DutyKind.RETURN:
        kinds = frozenset({NotificationKind.RETURN})
    else:
        kinds = frozenset({NotificationKind.ABSENCE})
    change = due.about.partition(":")[0] if kind == DutyKind.CHANGE else ""
    days = []
    for given in facts.notifications:
        if given.kind not in kinds or (change and given.of is not None and given.of != change):
            continue
        if given.travel is not None and due.about.startswith("travel:"):
            if sources["travel"][given.travel] == due.about:
                days.append(given.on)
            continue
        since = due.starts_on if given.expected_on is None else None
        if since is None or given.on > since or (given.on == since and not strictly):
            days.append(given.on)
    return min(days, default=None)
