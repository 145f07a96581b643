"""Which address is the home, what a move asks for and when it must be acknowledged. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tutela.law.figures import Value, figures
from tutela.law.wording import Sentence, gettext_noop
from tutela.people.sharing_rules import LIST

# The sole or main residence; without one a place where the person can regularly be found.
HOMES = ("home", "hostel", "no_fixed_abode")
PRACTICE = "england_and_wales/practice"


@dataclass(frozen=True, slots=True)
class Lived:
    """An address with its days, as the choice of the home needs it."""

    id: UUID
    kind: str
    area_id: UUID | None
    starts_on: date | None
    ends_on: date | None

    def is_on(self, day: date) -> bool:
        """A day that is not known counts as running."""
        return (self.starts_on or day) <= day <= (self.ends_on or day)


def home_of(lived: Iterable[Lived], *, on: date) -> Lived | None:
    """The home address on a day.

    Law: Sexual Offences Act 2003 s.83(7): the sole or main residence in the United Kingdom, or,
    without one, a place where the person can regularly be found. Of several the latest.
    """
    running = [row for row in lived if row.kind in HOMES and row.is_on(on)]
    return max(running, key=_latest, default=None)


def last_home_before(lived: Iterable[Lived], *, on: date) -> Lived | None:
    """Where there is no home now: the one that ended last, in a known area."""
    ended = [
        row
        for row in lived
        if row.kind in HOMES and row.area_id and row.ends_on and row.ends_on < on
    ]
    return max(ended, key=lambda row: (row.ends_on or on, row.id), default=None)


def _latest(row: Lived) -> tuple[int, date, UUID]:
    return (-HOMES.index(row.kind), row.starts_on or date.min, row.id)


def acknowledge_within(on: date) -> Value:
    """How long the receiving force has, as practice was on the day."""
    return figures(PRACTICE)["move_acknowledged_within"].on(on)


def releases_ahead(on: date) -> timedelta:
    """How long before a release its manager is reminded."""
    return timedelta(days=figures(PRACTICE)["release_prepared_ahead"].on(on).number)


# Where the person is


def objection_to_whereabouts(
    *,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    release_expected_on: date | None,
    today: date,
) -> Sentence | None:
    """Days in their order; nobody is away in the future, and nobody comes back from death."""
    if starts_on > today:
        return Sentence(gettext_noop("The first day cannot be in the future."))
    if ends_on is not None and ends_on < starts_on:
        return Sentence(gettext_noop("It cannot have ended before its first day."))
    if ends_on is not None and ends_on > today:
        return Sentence(
            gettext_noop("The day on which it ended cannot be in the future: leave it empty.")
        )
    if kind == "died" and ends_on is not None:
        return Sentence(gettext_noop("A death has no last day: take the entry out instead."))
    if release_expected_on is not None and release_expected_on < starts_on:
        return Sentence(gettext_noop("The release cannot be expected before the first day."))
    return None


# Moves


def objection_to_moving(
    *,
    is_owner: bool,
    has_own_interest: bool,
    held_change: Collection[str],
    is_restricted: bool,
    is_home_elsewhere: bool,
    is_open_already: bool,
) -> Sentence | None:
    """The team that manages the person lets the move follow from the recorded home address."""
    if not is_owner or not has_own_interest:
        return Sentence(
            gettext_noop("Only the team that manages this person can let the move follow.")
        )
    if LIST not in held_change:
        return Sentence(
            gettext_noop("Your team may read this file but not decide who else may see it.")
        )
    if is_restricted:
        return Sentence(gettext_noop("Lift the restriction before the record moves."))
    if not is_home_elsewhere:
        return Sentence(gettext_noop("The home address that is recorded is not in another area."))
    if is_open_already:
        return Sentence(gettext_noop("This move waits to be acknowledged already."))
    return None


def objection_to_acknowledging(
    *, is_open: bool, is_receiving_team: bool, former_last_day: date | None, today: date
) -> Sentence | None:
    """Once, by the team that received the person."""
    if not is_receiving_team:
        return Sentence(gettext_noop("Only the team that received this person acknowledges."))
    if not is_open:
        return Sentence(gettext_noop("This move does not wait to be acknowledged any more."))
    if former_last_day is not None and former_last_day < today:
        return Sentence(gettext_noop("Their last day must be today or in the future."))
    return None


def objection_to_taking_back(*, is_open: bool, is_former_team: bool) -> Sentence | None:
    """Until it is acknowledged, by the team from which the person moved."""
    if not is_former_team:
        return Sentence(
            gettext_noop("Only the team that managed this person before takes a move back.")
        )
    if not is_open:
        return Sentence(
            gettext_noop(
                "This move was acknowledged or taken back already: correct the home address"
                " instead, and the person moves by that."
            )
        )
    return None
