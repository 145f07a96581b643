"""What the rooms below record that a category rests on: of many people at once, four queries."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tutela.court_orders.models import Offence, Result, Sentence
from tutela.court_orders.rules import ENGLAND_AND_WALES, violent_offence_titled
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
    return {
        person: Facts(
            registered=tuple(_registered(answers.get(person))),
            troubled=bool(person in answers and answers[person]["trouble"]),
            punished=tuple(
                one
                for result in by_person.get(person, ())
                for one in _punished(
                    result, by_result.get(result["id"], []), imposed.get(result["id"], [])
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
    "consecutive_to_id",
    "partly_concurrent_with_id",
)


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


def _punished(result: Row, offences: list[Row], sentences: list[Row]) -> Iterator[Punished]:
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
                _term(row, result, linked)
                for row in sentences
                if row["offence_id"] in (None, offence["id"])
            ),
        )


def _crime(offence: Row) -> Crime:
    """Of the list by its title; an offence of Schedule 3 is taken as one of Part 2."""
    if offence["paragraph"]:
        return Crime(True, False)
    listed = violent_offence_titled(offence["title"])
    if listed is None:
        return Crime(None, False)
    return Crime(True, listed.verified, listed.counts_from)


def _term(row: Row, result: Row, linked: set[Any]) -> Term:
    is_linked = row["consecutive_to_id"] or row["partly_concurrent_with_id"] or row["id"] in linked
    return Term(
        row["kind"],
        (row["months"] or 0) + (row["extension_months"] or 0),
        (row["days"] or 0) + (row["extension_days"] or 0),
        row["made_on"] or result["relevant_on"],
        row["suspended"],
        bool(is_linked),
    )


def digest_of(answer: Answer) -> str:
    """Tells the facts that decide apart from others: category, since when, by which results."""
    said = [answer.category, str(answer.starts_on), answer.because, *answer.results]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
