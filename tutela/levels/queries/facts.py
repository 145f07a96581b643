"""What the rooms below record that a category rests on: of many people at once, four queries."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tutela.court_orders.models import Offence, Result, Sentence
from tutela.court_orders.rules import ENGLAND_AND_WALES
from tutela.court_orders.title_rules import listed_by_title
from tutela.levels.rules.categories import Answer, Crime, Facts, Punished, Registered, Term
from tutela.notification_requirements.models import Determination
from tutela.people.parts import Part

# Parts that have to be open for the facts to be whole.
PARTS = (Part.CONVICTIONS, Part.NOTIFICATIONS)
Row = Mapping[str, Any]
Rows = Mapping[UUID, list[Row]]


def facts_of(people: Sequence[UUID], *, using: str = "default") -> dict[UUID, Facts]:
    """What the category of each rests on."""
    determined = Determination.objects.using(using).filter(person__in=people, is_current=True)
    answers = {row["person_id"]: row for row in determined.values("person_id", "answer", "trouble")}
    results = Result.objects.using(using).filter(person__in=people).exclude(stage="quashed")
    by_person = _grouped(
        results.values("person_id", "id", "kind", "relevant_on", "jurisdiction", "is_foreign"),
        "person_id",
    )
    offences = Offence.objects.using(using).filter(person__in=people).exclude(stage="quashed")
    by_result = _grouped(offences.values("result_id", "id", "title", "paragraph"), "result_id")
    sentences = Sentence.objects.using(using).filter(person__in=people).exclude(stage="quashed")
    imposed = _grouped(sentences.values(*OF_SENTENCE), "result_id")
    together = _together(imposed, by_result)
    return {
        person: Facts(
            registered=tuple(_registered(answers.get(person))),
            troubled=bool(person in answers and answers[person]["trouble"]),
            punished=tuple(
                one
                for result in by_person.get(person, ())
                for one in _punished(
                    result,
                    by_result.get(result["id"], []),
                    imposed.get(result["id"], []),
                    together,
                )
            ),
        )
        for person in people
    }


OF_SENTENCE = (
    "result_id",
    "id",
    "offence_id",
    "kind",
    "months",
    "days",
    "extension_months",
    "extension_days",
    "suspended",
    "made_on",
    "over_on",
    "consecutive_to_id",
    "partly_concurrent_with_id",
    "overlap_months",
    "overlap_days",
)
Months = tuple[int, int]


def _grouped(rows: Any, name: str) -> Rows:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows.order_by("id"):
        found[row[name]].append(row)
    return found


def _registered(row: Row | None) -> Iterator[Registered]:
    for period in row["answer"].get("periods", ()) if row else ():
        if period["starts"] is None:
            continue
        last = period["last_day"]
        yield Registered(
            date.fromisoformat(period["starts"]),
            date.fromisoformat(last) if last and not period["indefinite"] else None,
            bool(period["verified"]),
        )


def _together(imposed: Rows, by_result: Rows) -> dict[UUID, Months]:
    """How long the terms are that hang together and are for specified offences, of each of them.

    Consecutive terms one after another; partly concurrent ones less the time they run together.
    """
    rows = {row["id"]: row for of_result in imposed.values() for row in of_result}
    counted = {
        row["id"]
        for result, of_result in imposed.items()
        for row in of_result
        if row["kind"] == "custody" and _is_specified(row, by_result.get(result, []))
    }
    groups: dict[UUID, list[UUID]] = defaultdict(list)
    for key in rows:
        groups[_first(key, rows)].append(key)
    found: dict[UUID, Months] = {}
    for keys in groups.values():
        whole = [rows[key] for key in keys if key in counted]
        if len(whole) > 1:
            months, days = (
                sum(part) for part in zip(*(_adds(row, counted) for row in whole), strict=True)
            )
            found |= {row["id"]: (months, days) for row in whole}
    return found


def _is_specified(sentence: Row, offences: list[Row]) -> bool:
    return any(
        _crime(one).specified for one in offences if sentence["offence_id"] in (None, one["id"])
    )


def _first(key: UUID, rows: Mapping[UUID, Row]) -> UUID:
    """The sentence that begins the chain; a circle cannot be recorded, and ends here anyway."""
    seen = {key}
    while True:
        row = rows[key]
        before = row["consecutive_to_id"] or row["partly_concurrent_with_id"]
        if before not in rows or before in seen:
            return key
        seen.add(before)
        key = before


def _adds(row: Row, counted: set[UUID]) -> Months:
    own = _length(row)
    if row["partly_concurrent_with_id"] not in counted:
        return own
    return own[0] - (row["overlap_months"] or 0), own[1] - (row["overlap_days"] or 0)


def _length(row: Row) -> Months:
    return (
        (row["months"] or 0) + (row["extension_months"] or 0),
        (row["days"] or 0) + (row["extension_days"] or 0),
    )


def _punished(
    result: Row, offences: list[Row], sentences: list[Row], together: Mapping[UUID, Months]
) -> Iterator[Punished]:
    """Each offence with what was imposed for it, or for the whole result."""
    linked = {row["consecutive_to_id"] for row in sentences}
    for offence in offences:
        yield Punished(
            str(result["id"]),
            result["kind"],
            result["relevant_on"],
            result["jurisdiction"] == ENGLAND_AND_WALES and not result["is_foreign"],
            (_crime(offence),),
            tuple(
                _term(row, result, linked, together.get(row["id"], (0, 0)))
                for row in sentences
                if row["offence_id"] in (None, offence["id"])
            ),
        )


def _crime(offence: Row) -> Crime:
    """Of the lists, by its title or section; an offence of Schedule 3 is taken as one of Part 2."""
    if offence["paragraph"]:
        return Crime(True, False)
    listed = listed_by_title(offence["title"])
    if listed is None:
        return Crime(None, False)
    return Crime(True, listed.verified and not listed.paragraph, listed.counts_from)


def _term(row: Row, result: Row, linked: set[Any], together: Months) -> Term:
    is_linked = row["consecutive_to_id"] or row["partly_concurrent_with_id"] or row["id"] in linked
    months, days = _length(row)
    return Term(
        row["kind"],
        months,
        days,
        row["made_on"] or result["relevant_on"],
        row["suspended"],
        bool(is_linked),
        row["over_on"],
        together,
    )


def digest_of(answer: Answer) -> str:
    """Tells the facts that decide apart from others: category, since when, by which results."""
    said = [answer.category, str(answer.starts_on), answer.because, *answer.results]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
