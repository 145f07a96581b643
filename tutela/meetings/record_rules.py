"""What stands in the way of recording, correcting and issuing what a meeting decided.

Pure: facts in, an objection or nothing out.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from tutela.law.wording import Sentence, gettext_noop

# when an action or a next date comes up on the worklist
SOON = timedelta(days=14)
NEXT_SOON = timedelta(days=28)
# a note is saved at rest every few seconds, so it may be long, but not a book
LONGEST_NOTE = 20_000


def objection_to_outcome(
    *, stage: str, sitting_stage: str, meets_on: date, today: date, is_issued: bool
) -> Sentence | None:
    """A case is decided at a meeting that began, while it is on the agenda, before the minutes."""
    if stage in {"taken_off", "put_off"}:
        return Sentence(gettext_noop("This case is no longer on the agenda of that meeting."))
    if sitting_stage == "cancelled":
        return Sentence(gettext_noop("This meeting was cancelled."))
    if meets_on > today:
        return Sentence(
            gettext_noop("This meeting is still to come: record what it decides when it is held.")
        )
    if is_issued:
        return Sentence(gettext_noop("The minutes have been issued: correct them by an amendment."))
    return None


def objection_to_disclosure(*, disclosure: str, why: str, has_link: bool) -> Sentence | None:
    """Considered every time: with its decision, or with the reason why not."""
    if disclosure == "asked" and not has_link:
        return Sentence(gettext_noop("Select the disclosure that was asked for in this file."))
    if disclosure != "asked" and not why:
        return Sentence(gettext_noop("Enter the reasons about disclosure."))
    return None


def objection_to_settling(*, disclosure: str) -> Sentence | None:
    """What was considered stays; only what was not is still to be."""
    if disclosure != "not_considered":
        return Sentence(gettext_noop("Disclosure has been considered for this meeting already."))
    return None


def objection_to_action(
    *, stage: str, due_on: date, meets_on: date, is_elsewhere: bool, has_team: bool
) -> Sentence | None:
    """An action belongs to one agency, and to a day that is not before the meeting."""
    if stage in {"taken_off", "put_off"}:
        return Sentence(gettext_noop("This case is no longer on the agenda of that meeting."))
    if is_elsewhere == has_team:
        return Sentence(
            gettext_noop("Select the team that does it, or enter the agency that is not here.")
        )
    if due_on < meets_on:
        return Sentence(gettext_noop("An action cannot be due before the meeting."))
    return None


def objection_to_reporting(
    *, kind: str, stage: str, is_own: bool, records: bool, due_on: date | None, today: date
) -> Sentence | None:
    """Who undertook an action says what became of it; its day is the meeting's to change."""
    if not is_own and not records:
        return Sentence(gettext_noop("Another agency undertook this action: it says what came."))
    if stage != "open":
        return Sentence(gettext_noop("This action is settled already."))
    if kind in {"moved", "dropped"} and not records:
        return Sentence(
            gettext_noop("The co-ordinator or the chair gives an action another day or drops it.")
        )
    if kind == "moved" and (due_on is None or due_on < today):
        return Sentence(gettext_noop("Enter the new day: today or later."))
    return None


def objection_to_issuing(
    *,
    kind: str,
    is_decided: bool,
    teams: Collection[UUID],
    may_have: Collection[UUID],
    recipient: str,
    summary: str,
) -> Sentence | None:
    """Full minutes go to agencies that were there; anybody else gets the executive summary."""
    if not is_decided:
        return Sentence(gettext_noop("Record the outcome before you issue the minutes."))
    if kind == "full" and (recipient or not set(teams) <= set(may_have)):
        return Sentence(
            gettext_noop(
                "Full minutes go only to agencies that attended (MAPPA Guidance chapter 13):"
                " issue the executive summary to anybody else."
            )
        )
    if not teams and not recipient:
        return Sentence(gettext_noop("Select who receives it."))
    if kind == "summary" and not summary:
        return Sentence(
            gettext_noop("Write the summary for outside the agencies with the outcome first.")
        )
    return None


def objection_to_amending(*, is_issued: bool) -> Sentence | None:
    """Before the minutes are issued the record itself is corrected."""
    if not is_issued:
        return Sentence(
            gettext_noop("Nothing has been issued yet: correct the notes or the outcome itself.")
        )
    return None
