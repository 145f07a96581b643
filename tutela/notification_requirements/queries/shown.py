"""A stored answer as pages show it: what it says, and what changed from the one before."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tutela.notification_requirements.models import Determination, Due
from tutela.notification_requirements.rules.answers import DutyKind
from tutela.notification_requirements.words import TO_DO


def to_do(kind: str) -> str:
    """What the person has to do, in words."""
    return str(TO_DO[DutyKind(kind)])


def day_in_words(day: date | str | None) -> str:
    if not day:
        return str(_("no day can be given yet"))
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, "j F Y")


def how_long(row: Determination) -> str:
    """Whether and how long the person is subject, in one sentence."""
    answer, trouble = row.answer, row.trouble
    if answer.get("died_on"):
        return _("The person died on %(day)s.") % {"day": day_in_words(answer["died_on"])}
    if trouble and not answer["periods"]:
        return str(_("It could not be worked out."))
    if answer["indefinite"]:
        return str(_("Subject to the notification requirements for an indefinite period."))
    if answer.get("undetermined"):
        return str(_("Subject to the notification requirements; the sentence will tell how long."))
    last = answer["last_day"]
    if last is None:
        return str(_("Not subject to the notification requirements."))
    if answer["is_subject"]:
        words = _("Subject to the notification requirements until %(day)s.")
    elif last >= row.as_of.isoformat():
        words = _("Not subject to the notification requirements today; the last day is %(day)s.")
    else:
        words = _("Was subject to the notification requirements until %(day)s.")
    return words % {"day": day_in_words(last)}


def changes_of(outcome: Any, on: date) -> dict[str, Any]:
    """What a change of facts does to the dates of one person: plain words, for the confirmation.

    `outcome` is what `operations.determinations.determine` returned.
    """
    before, now = outcome.before, outcome.now
    was, then = how_long(before) if before else "", how_long(now)
    return {
        "was": was,
        "now": then,
        "same": was == then,
        "began": [_due_line(due, on) for due in outcome.began],
        "moved": [{**_due_line(due, on), "was": day_in_words(was)} for due, was in outcome.moved],
        "ended": [ended_line(due) for due in outcome.ended],
        "trouble": now.trouble.splitlines(),
        "assumed": now.assumed,
        "verified": now.verified,
        "unsure": relied_on(now.answer),
        "because": [
            {"provision": period["provision"], "because": period["because"]}
            for period in now.answer["periods"]
        ],
    }


def _due_line(due: Due, on: date) -> dict[str, Any]:
    return {
        "title": to_do(due.kind),
        "day": day_in_words(due.due_on),
        "provision": due.provision,
        "is_past": due.due_on is not None and due.due_on < on,
    }


def ended_line(due: Due) -> dict[str, Any]:
    """A date that is no longer waited for, and why: what was told after its last day was late."""
    if due.ended_because == Due.End.MET:
        is_late = due.due_on is not None and due.met_on is not None and due.met_on > due.due_on
        words = _("notified on %(day)s, late") if is_late else _("notified on %(day)s")
        why = words % {"day": day_in_words(due.met_on)}
    elif due.ended_because == Due.End.PASSED:
        why = _("can no longer be done")
    else:
        why = _("no longer asked for")
    return {"title": to_do(due.kind), "day": day_in_words(due.due_on), "why": why}


class Relied(NamedTuple):
    """What an answer relies on and nobody has verified; where the book of the law has it."""

    what: str
    anchor: str


def anchor_of(reference: str) -> str:
    """The mark of a figure on the page of the law."""
    return reference.replace("/", "-").replace("#", "-")


def relied_on(answer: Mapping[str, Any]) -> list[Relied]:
    """Every figure, wording or fact of an answer that nobody has verified, each once."""
    direction = answer.get("parental_direction")
    parts = [*answer["periods"], *answer["duties"], *answer.get("review", ())]
    parts += [direction] if direction else []
    found: list[Relied] = []
    for part in parts:
        if not part["verified"]:
            # an answer of before figures were named has the provision alone
            named = part.get("unsure") or [{"what": part["provision"], "figure": ""}]
            found += [Relied(one["what"], anchor_of(one["figure"])) for one in named]
    return list(dict.fromkeys(found))


def differences(before: Determination, now: Determination) -> list[str]:
    """What a determination changed against the one before it, a sentence each."""
    told = []
    was, is_now = how_long(before), how_long(now)
    if was != is_now:
        told.append(_("%(now)s Before: %(was)s") % {"now": is_now, "was": was})
    old, new = _dated(before.answer["duties"]), _dated(now.answer["duties"])
    for key in sorted(new - old):
        values = {"what": to_do(key[0]), "day": day_in_words(key[1])}
        told.append(_("%(what)s by %(day)s: new.") % values)
    for key in sorted(old - new):
        values = {"what": to_do(key[0]), "day": day_in_words(key[1])}
        told.append(_("%(what)s by %(day)s: no longer there.") % values)
    if before.trouble != now.trouble:
        told += now.trouble.splitlines() or [str(_("What could not be read before now can."))]
    return told or [str(_("The days are the same; reasons or provisions are worded otherwise."))]


def _dated(duties: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    return {(duty["duty"], duty["last_day"] or "") for duty in duties}
