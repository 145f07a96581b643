"""The person's notification dates as the page shows them, at whatever moment it is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.notification_requirements.forms.period import DISPOSALS, JURISDICTIONS, KINDS
from tutela.notification_requirements.models import Determination, Due, Notification
from tutela.notification_requirements.picture import Drawn, picture
from tutela.notification_requirements.queries.shown import (
    Relied,
    day_in_words,
    differences,
    how_long,
    relied_on,
    to_do,
)
from tutela.notification_requirements.rules.stored import law_version
from tutela.notification_requirements.words import STEPS

NUMBERED = re.compile(r"\b(bases|basis) (\d+(?:, \d+)*)")
REASON = {"bases": "reasons", "basis": "reason"}
EARLIER_SHOWN = 10
DONE_SHOWN = 20
SOON = 14
DETAINED = {
    "custody": gettext_lazy("In custody"),
    "hospital": gettext_lazy("Detained in hospital"),
    "abroad": gettext_lazy("Outside the United Kingdom"),
}
HOMES = {
    "home": gettext_lazy("Home address"),
    "no_fixed_abode": gettext_lazy("No fixed abode: where they can be found"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A determination in words."""

    row: Determination
    says: str
    trouble: Sequence[str]
    duties: Sequence[Mapping[str, Any]]
    periods: Sequence[Mapping[str, Any]]
    steps: Sequence[Mapping[str, Any]]
    facts: Sequence[Mapping[str, Any]]
    picture: str
    unsure: Sequence[Relied]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A determination in the list of them, with what it changed."""

    row: Determination
    says: str
    changed: Sequence[str]


def is_waiting(person: UUID) -> bool:
    """Whether facts changed and the job has not looked yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_marked(%s)", [person])
        return bool(cursor.fetchone()[0])


def found_the_same_at(row: Determination) -> datetime | None:
    """When the law in use now, another than the one that gave the answer, gave the same."""
    if row.law_version == law_version():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM law_confirmed()")
        confirmed, ended_at = cursor.fetchone()
    return ended_at if confirmed == law_version() and ended_at > row.made_at else None


def determinations_of(person: UUID) -> list[Determination]:
    """The latest ones, newest first: the first is the answer now."""
    found = Determination.objects.filter(person=person)
    return list(found.order_by("-made_at", "-id")[: EARLIER_SHOWN + 2])


def listed(rows: Sequence[Determination]) -> list[Earlier]:
    """Each with what it changed against the one before it."""
    shown = []
    for number, row in enumerate(rows[: EARLIER_SHOWN + 1]):
        before = rows[number + 1] if number + 1 < len(rows) else None
        changed = differences(before, row) if before else [str(_("The first answer."))]
        shown.append(Earlier(row, how_long(row), changed))
    return shown


def done(person: UUID) -> list[Due]:
    """What is no longer due: notified, late or in time, or no longer asked for."""
    ended = Due.objects.filter(person=person, ended_at__isnull=False)
    return list(ended.order_by("-ended_at", "-due_on", "id")[:DONE_SHOWN])


def shown(row: Determination, on: date) -> Shown:
    """One determination in words, its dates as they stand on a day."""
    answer, names = row.answer, names_of(row.facts)
    periods = [
        {
            "name": names[period["basis"]] if period["basis"] < len(names) else "",
            "number": period["basis"] + 1,
            "starts": _day(period["starts"]),
            "last_day": _day(period["last_day"]),
            **{key: period[key] for key in ("indefinite", "provision", "verified")},
            "because": counted_from_one(period["because"]),
            "undetermined": period.get("undetermined", False),
        }
        for period in answer["periods"]
    ]
    drawn = [
        Drawn(period["name"], period["starts"], period["last_day"])
        for period in periods
        if period["starts"] is not None
    ]
    return Shown(
        row=row,
        says=how_long(row),
        trouble=row.trouble.splitlines(),
        duties=[_duty(duty, on) for duty in answer["duties"]],
        periods=periods,
        steps=_steps(answer),
        facts=facts_in_words(row.facts),
        picture=picture(
            drawn,
            ends=_("Ends"),
            no_end=_("No end, or none known yet"),
            today=on,
            called=_("Today"),
        )
        if drawn
        else "",
        unsure=relied_on(answer),
    )


def _duty(duty: Mapping[str, Any], on: date) -> dict[str, Any]:
    last = _day(duty["last_day"])
    return {
        "title": to_do(duty["duty"]),
        "last_day": last,
        "last_moment": _moment(duty.get("last_moment")),
        "alleged_only_after": _day(duty.get("alleged_only_after")),
        "left": (last - on).days if last else None,
        **{key: duty[key] for key in ("provision", "verified")},
        "because": counted_from_one(duty["because"]),
    }


def _steps(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = [
        {
            "title": STEPS[step["step"]],
            **step,
            "day": _day(step["day"]),
            "because": counted_from_one(step["because"]),
        }
        for step in answer.get("review", ())
    ]
    direction = answer.get("parental_direction")
    if direction:
        title = _("A parent carries the duties until")
        found.append({"title": title, **direction, "day": _day(direction["day"])})
    return found


def counted_from_one(because: Sequence[str]) -> list[str]:
    """The rules number the reasons from nought; the page numbers them as people do."""
    return [NUMBERED.sub(_one_more, sentence) for sentence in because]


def _one_more(found: re.Match[str]) -> str:
    numbers = ", ".join(str(int(number) + 1) for number in found[2].split(", "))
    return f"{REASON[found[1]]} {numbers}"


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _moment(said: str | None) -> datetime | None:
    return parse_datetime(said) if said else None


# The facts in words -----------------------------------------------------------------------------


def names_of(facts: Mapping[str, Any]) -> list[str]:
    """What each reason is called, with its day."""
    kinds = dict(KINDS)
    return [
        _("%(kind)s, %(day)s")
        % {"kind": kinds[basis["kind"]], "day": day_in_words(basis["relevant_date"])}
        for basis in facts["bases"]
    ]


def facts_in_words(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every fact that was used, in groups with a heading each."""
    groups = [
        (
            _("Person"),
            [
                _("Born %(day)s") % {"day": day_in_words(facts["born_on"])},
                _("Law of %(place)s") % {"place": dict(JURISDICTIONS)[facts["jurisdiction"]]},
            ],
        ),
        (_("Court results and orders"), [_basis(facts, n) for n in range(len(facts["bases"]))]),
        (_("Custody, hospital, abroad"), _spans(facts.get("detained", ()), DETAINED)),
        (_("Home addresses"), _spans(facts.get("addresses", ()), HOMES)),
        (_("Changes to be notified"), [_change(one) for one in facts.get("changes", ())]),
        (_("Journeys"), [_journey(one) for one in facts.get("travel", ())]),
        (_("Notifications"), [_notification(one) for one in facts.get("notifications", ())]),
        (_("Review"), _review(facts)),
    ]
    return [{"title": title, "lines": lines} for title, lines in groups if lines]


def _basis(facts: Mapping[str, Any], number: int) -> str:
    basis = facts["bases"][number]
    parts = [f"{number + 1}. {names_of(facts)[number]}"]
    offence, disposal = basis.get("offence"), basis.get("disposal")
    if offence:
        parts.append(_("paragraph %(number)s of Schedule 3") % {"number": offence["paragraph"]})
    if disposal:
        words = str(dict(DISPOSALS).get(disposal["kind"], disposal["kind"]))
        term = disposal.get("term") or {}
        length = ", ".join(
            template % {"number": term[unit]}
            for unit, template in (
                ("months", _("%(number)s months")),
                ("days", _("%(number)s days")),
            )
            if term.get(unit)
        )
        parts.append(f"{words}, {length}" if length else words)
    for key, words in (
        ("served_on", _("served %(day)s")),
        ("ends_on", _("last day %(day)s")),
        ("cancelled_on", _("cancelled %(day)s")),
    ):
        if basis.get(key):
            parts.append(words % {"day": day_in_words(basis[key])})
    return "; ".join(parts)


def _spans(spans: Iterable[Mapping[str, Any]], names: Mapping[str, Any]) -> list[str]:
    told = []
    for span in spans:
        words = (
            _("%(what)s, %(first)s to %(last)s") if "to" in span else _("%(what)s, %(first)s on")
        )
        values = {
            "what": names[span["kind"]],
            "first": _("long ago") if span["from"] == "1900-01-01" else day_in_words(span["from"]),
            "last": day_in_words(span.get("to")),
        }
        told.append(words % values)
    return told


def _change(change: Mapping[str, Any]) -> str:
    kind = Notification.Of(change["kind"]).label
    if "stays" in change:
        days = ", ".join(_spans([{**s, "kind": "stay"} for s in change["stays"]], {"stay": kind}))
        return days
    return _("%(kind)s, %(day)s") % {"kind": kind, "day": day_in_words(change["on"])}


def _journey(journey: Mapping[str, Any]) -> str:
    told = _("Departs %(day)s") % {"day": day_in_words(journey["departs_at"][:10])}
    if journey.get("returned_on"):
        back = _("returned %(day)s") % {"day": day_in_words(journey["returned_on"])}
        told = f"{told}, {back}"
    return told


def _notification(given: Mapping[str, Any]) -> str:
    kind = str(Notification.Kind(given["kind"]).label)
    if given.get("of"):
        kind = f"{kind}: {Notification.Of(given['of']).label}"
    return _("%(kind)s, %(day)s") % {"kind": kind, "day": day_in_words(given["on"])}


def _review(facts: Mapping[str, Any]) -> list[str]:
    names = {
        "received_on": _("Application received %(day)s"),
        "bodies_told_on": _("Responsible bodies told %(day)s"),
        "refused_on": _("Refused %(day)s"),
        "notice_received_on": _("Notice received by the person %(day)s"),
    }
    told = [
        names[key] % {"day": day_in_words(value)}
        for key, value in facts.get("review", {}).items()
        if key in names
    ]
    if facts.get("review_granted_on"):
        told.append(_("Review granted %(day)s") % {"day": day_in_words(facts["review_granted_on"])})
    return told
