"""Who may be given sight of a file, when a stranger's may be opened, and who checks it.

Pure: facts and a day in, an objection or nothing out. The database refuses the same
(`grant_interest` and its neighbours); these rules say why first.
"""

from collections.abc import Collection
from datetime import date, timedelta

from tutela.law.wording import Sentence, gettext_noop
from tutela.law.working_days import next_working_day

LIST = "list"
DAY = timedelta(days=1)
# An interest is looked at again before this; one that is still needed is granted anew.
LONGEST_LOOK_AHEAD = timedelta(days=366 * 10)

SHORTEST_REASON = 10
CARDS_AN_HOUR = 30
EMERGENCIES_AN_HOUR = 10


# Sharing


def objection_to_sharing(*, held_change: Collection[str]) -> Sentence | None:
    """Only who may change the list line of a file decides who else sees it."""
    if LIST not in held_change:
        return Sentence(
            gettext_noop("Your team may read this file but not decide who else may see it.")
        )
    return None


def objection_to_granting(
    *,
    held_read: Collection[str],
    held_change: Collection[str],
    parts_read: Collection[str],
    parts_change: Collection[str],
    readers: Collection[object],
    are_readers_of_team: bool,
    is_own_team: bool,
    is_restricted: bool,
    starts_on: date,
    last_day: date | None,
    today: date,
) -> Sentence | None:
    """Nobody gives more than they hold, for a past day, or to everybody of a restricted record."""
    if refusal := objection_to_sharing(held_change=held_change):
        return refusal
    if is_own_team:
        return Sentence(gettext_noop("Choose another team than your own."))
    if not set(parts_change) <= set(parts_read):
        return Sentence(gettext_noop("Select a part to be read too if the team is to change it."))
    if not set(parts_read) <= set(held_read) or not set(parts_change) <= set(held_change):
        return Sentence(gettext_noop("You can only give the parts that your own team holds."))
    if is_restricted and not readers:
        return Sentence(
            gettext_noop("This record is restricted: select the officers who may read it.")
        )
    if not are_readers_of_team:
        return Sentence(gettext_noop("Select officers who work in that team now."))
    if starts_on < today:
        return Sentence(gettext_noop("The first day must be today or in the future."))
    if starts_on > today + LONGEST_LOOK_AHEAD:
        return Sentence(gettext_noop("The first day must be within the next ten years."))
    if last_day is not None and last_day < starts_on:
        return Sentence(gettext_noop("The last day must be the first day or later."))
    return None


def objection_to_ending(
    *,
    held_change: Collection[str],
    is_owners_own: bool,
    ends_before: date,
    new_ends_before: date,
    today: date,
    is_held_by_a_move: bool = False,
) -> Sentence | None:
    """An interest is only made shorter; the one by which the owner manages is handed over."""
    if refusal := objection_to_sharing(held_change=held_change):
        return refusal
    if is_held_by_a_move:
        return Sentence(
            gettext_noop(
                "This team's sight ends when the move is acknowledged: until then both see."
            )
        )
    if is_owners_own:
        return Sentence(
            gettext_noop("The team that manages this person hands over instead of ending.")
        )
    if new_ends_before < today:
        return Sentence(gettext_noop("The last day must be today or in the future."))
    if ends_before <= today:
        return Sentence(gettext_noop("This interest has already ended."))
    if new_ends_before >= ends_before:
        return Sentence(
            gettext_noop(
                "An interest can only be made shorter: enter an earlier day, or grant a new one."
            )
        )
    return None


def objection_to_allocating(
    *,
    held_change: Collection[str],
    is_officer_eligible: bool,
    is_allocated_already: bool,
    starts_on: date,
    former_starts_on: date | None,
    today: date,
) -> Sentence | None:
    """The officer works in a team that may see the person; periods follow one another."""
    if refusal := objection_to_sharing(held_change=held_change):
        return refusal
    if is_allocated_already:
        return Sentence(gettext_noop("This officer is the allocated officer already."))
    if not is_officer_eligible:
        return Sentence(
            gettext_noop("Choose an officer of a team that may see this person, and who may read.")
        )
    if starts_on > today:
        return Sentence(gettext_noop("The first day must be today or earlier."))
    if former_starts_on is not None and starts_on < former_starts_on:
        return Sentence(
            gettext_noop("The first day must not be before the former officer's first day.")
        )
    return None


def objection_to_handing_over(
    *,
    is_owner: bool,
    has_own_interest: bool,
    held_change: Collection[str],
    is_restricted: bool,
    is_own_team: bool,
    own_last_day: date | None,
    today: date,
) -> Sentence | None:
    """Only the team that manages the person hands over, to another team, in the open."""
    if not is_owner:
        return Sentence(gettext_noop("Only the team that manages this person can hand over."))
    if not has_own_interest:
        return Sentence(
            gettext_noop("Somebody of the team that manages this person must hand over.")
        )
    if refusal := objection_to_sharing(held_change=held_change):
        return refusal
    if is_restricted:
        return Sentence(gettext_noop("Lift the restriction before you hand over this record."))
    if is_own_team:
        return Sentence(gettext_noop("Choose another team than your own."))
    if own_last_day is not None and own_last_day < today:
        return Sentence(gettext_noop("Your team's last day must be today or in the future."))
    return None


def objection_to_restricting(
    *,
    is_owner: bool,
    held_change: Collection[str],
    readers: Collection[object],
    are_readers_of_team: bool,
    is_reader: bool,
) -> Sentence | None:
    """The owner restricts, and never so that the one who does it is locked out."""
    if not is_owner:
        return Sentence(gettext_noop("Only the team that manages this person can restrict."))
    if refusal := objection_to_sharing(held_change=held_change):
        return refusal
    if not readers:
        return Sentence(gettext_noop("Select the officers who may read this record."))
    if not are_readers_of_team:
        return Sentence(gettext_noop("Select officers who work in your own team now."))
    if not is_reader:
        return Sentence(gettext_noop("Select yourself too: otherwise you could not undo this."))
    return None


def objection_to_lifting(
    *, is_owner: bool, held_change: Collection[str], is_restricted: bool
) -> Sentence | None:
    if not is_owner:
        return Sentence(
            gettext_noop("Only the team that manages this person can lift the restriction.")
        )
    if refusal := objection_to_sharing(held_change=held_change):
        return refusal
    if not is_restricted:
        return Sentence(gettext_noop("This record is not restricted."))
    return None


# Opening, asking and checking


def objection_to_reason(reason: str) -> Sentence | None:
    """A reason that another officer can check says more than a word."""
    if len(reason.strip()) < SHORTEST_REASON:
        return Sentence(
            gettext_noop("The reason must have %(count)s characters or more."),
            {"count": SHORTEST_REASON},
        )
    return None


def objection_to_asking(*, reason: str, asked_this_hour: int, limit: int) -> Sentence | None:
    """Somebody is asked about with a reason, and not in bulk."""
    if refusal := objection_to_reason(reason):
        return refusal
    if asked_this_hour >= limit:
        return Sentence(
            gettext_noop(
                "You have asked %(count)s times in the last hour, which is as often as one officer"
                " can: wait, or ring the control room."
            ),
            {"count": asked_this_hour},
        )
    return None


def objection_to_checking(
    *, is_own: bool, is_checked: bool, answers_for_it: bool
) -> Sentence | None:
    """An opening or a card is checked once, by somebody else who answers for one of the teams."""
    if is_own:
        return Sentence(gettext_noop("Somebody else must check what you did yourself."))
    if is_checked:
        return Sentence(gettext_noop("This has been checked already."))
    if not answers_for_it:
        return Sentence(
            gettext_noop("A supervisor of one of the two teams, or information governance, checks.")
        )
    return None


def check_due_on(opened_on: date) -> date:
    """Within a working day: the end of the next day on which offices work."""
    return next_working_day(opened_on)
