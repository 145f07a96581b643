"""What a meeting about a case needs: which parts are seen, for how long, and what is refused.

Pure: facts and a day in, an objection or nothing out. How long an agency goes on seeing a case is
the area's rule (`sight.toml`), changed on each invitation.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from tutela.law.wording import Sentence, gettext_noop

# what the co-ordinator and the chair work with: never a compartment, never the contact log
CASE_READ = frozenset(
    {
        *("list", "identity", "addresses", "photographs", "relationships", "convictions"),
        *("orders", "notifications", "levels", "risk", "meetings", "disclosures"),
    }
)
CASE_CHANGE = frozenset({"list", "levels", "risk", "meetings", "disclosures"})
NEEDED_TO_REFER = frozenset({"list", "meetings"})
# who comes hears the case and may write down what their agency said
ATTENDS_READ = frozenset({"list", "meetings"})
ATTENDS_CHANGE = frozenset({"meetings"})
# offered as what an agency usually needs
USUAL_FOR_ATTENDING = ("identity", "levels", "risk")
USUAL_FOR_ASKED = ("identity",)


def objection_to_referring(
    *, held_change: Collection[str], has_open_referral: bool
) -> Sentence | None:
    """Who may say who sees the file refers it; one referral at a time."""
    if not set(held_change) >= NEEDED_TO_REFER:
        return Sentence(
            gettext_noop(
                "Your team may read this file but not refer it: ask the team that manages the"
                " person."
            )
        )
    if has_open_referral:
        return Sentence(gettext_noop("This case is with a co-ordinator already: see its referral."))
    return None


def objection_to_deciding(*, stage: str, is_own: bool) -> Sentence | None:
    """A referral is accepted or declined once, by another than who made it."""
    if is_own:
        return Sentence(gettext_noop("Somebody else must decide on a referral of your own."))
    if stage != "waiting":
        return Sentence(gettext_noop("This referral has been settled already."))
    return None


def objection_to_withdrawing(*, stage: str) -> Sentence | None:
    if stage != "waiting":
        return Sentence(
            gettext_noop("This referral has been settled: ask the co-ordinator to close the case.")
        )
    return None


def objection_to_correcting(*, stage: str, is_ours: bool, has_change: bool) -> Sentence | None:
    """Until it is decided the team that referred a case mends what it said; what changed stays."""
    if not is_ours:
        return Sentence(gettext_noop("Another team referred this case: it corrects what it said."))
    if stage != "waiting":
        return Sentence(
            gettext_noop("This referral has been decided: tell the co-ordinator what was wrong.")
        )
    if not has_change:
        return Sentence(gettext_noop("Nothing was changed: correct what is wrong, or go back."))
    return None


def objection_to_closing(*, stage: str, waits_for_a_meeting: bool) -> Sentence | None:
    """A case that was accepted is closed when nothing of it is still to be heard."""
    if stage != "accepted":
        return Sentence(gettext_noop("Only a case that was accepted can be closed."))
    if waits_for_a_meeting:
        return Sentence(gettext_noop("Take the case off the agenda before you close it."))
    return None


def objection_to_putting_on(*, stage: str, is_on_it: bool, is_accepted: bool) -> Sentence | None:
    """An accepted case goes on the agenda of a sitting that is not cancelled, once."""
    if stage == "cancelled":
        return Sentence(gettext_noop("This meeting was cancelled: choose another."))
    if is_on_it:
        return Sentence(gettext_noop("This case is on the agenda of that meeting already."))
    if not is_accepted:
        return Sentence(gettext_noop("Accept the referral before you put the case on an agenda."))
    return None


def objection_to_inviting(
    *, stage: str, is_invited: bool, last_day: date, today: date
) -> Sentence | None:
    """A team is invited once to a case that is on the agenda, or was heard: papers follow."""
    if stage in {"taken_off", "put_off"}:
        return Sentence(gettext_noop("This case is no longer on the agenda of that meeting."))
    if is_invited:
        return Sentence(gettext_noop("This team is invited already."))
    return objection_to_a_last_day(last_day=last_day, today=today)


def objection_to_a_last_day(*, last_day: date, today: date) -> Sentence | None:
    if last_day < today:
        return Sentence(gettext_noop("The last day must be today or in the future."))
    return None


def objection_to_returning(*, is_withdrawn: bool, outcome: str, words: str) -> Sentence | None:
    """An answer is never refused for being late, only for saying nothing or two things."""
    if is_withdrawn:
        return Sentence(gettext_noop("This request was withdrawn: nothing need be answered."))
    if outcome == "nil" and words:
        return Sentence(gettext_noop("Nothing known and information do not go together."))
    return None


def sees_until(day: date, stays: timedelta, *, today: date) -> date:
    """The last day on which who comes for a case goes on seeing it."""
    return max(day, today) + stays


def answer_by(meeting_on: date, before: timedelta, *, today: date) -> date:
    """The day offered for an answer: before the meeting, never before today."""
    return max(meeting_on - before, today)


def ends_at(starts_at: datetime, minutes_long: int) -> datetime:
    return starts_at + timedelta(minutes=minutes_long)


def is_overdue(due_on: date, outcome: str, *, on: date) -> bool:
    return not outcome and due_on < on
