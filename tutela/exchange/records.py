"""What a row of the extract becomes in the register's own tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.agencies.periods import NO_END
from tutela.court_orders.order_rules import WORDING_TO_COME
from tutela.exchange.rules.rows import order_of
from tutela.matching.likely import Asked
from tutela.notification_requirements.rules.counter import resets_year
from tutela.people import keys
from tutela.people import rules as people_rules
from tutela.people.parts import Part

Cells = dict[str, Any]
KEPT = "As the agency's extract has it"


@dataclass(frozen=True, slots=True)
class Target:
    """The table of a file's rows: what is said once, what a later extract may correct."""

    table: str
    make: Callable[[Cells, date], Cells]
    once: Callable[[Cells], Cells] = field(default=lambda values: {})
    # columns that name another row of the extract, and the column in which its id is kept
    links: dict[str, str] = field(default_factory=dict)
    # rows that are added beside it whenever it is written
    beside: Callable[[Cells, UUID, UUID], dict[str, Cells]] = field(
        default=lambda values, row, person: {}
    )


def _name(values: Cells, on: date) -> Cells:
    return {
        "kind": values["kind"],
        "surname": values["surname"],
        "given_names": values["given_names"],
        "surname_key": keys.name_key(values["surname"]),
        "given_key": keys.given_key(values["given_names"]),
        "starts_on": values["from"],
        "ends_on": values["to"],
        "source": values["source"],
    }


def _address(values: Cells, on: date) -> Cells:
    return {
        "kind": values["kind"],
        "lines": values["lines"],
        "postcode": values["postcode"],
        "postcode_key": keys.postcode_key(values["postcode"]),
        "house_key": keys.house_key(values["lines"]),
        "area_id": values["police_area"] or None,
        "starts_on": values["from"],
        "ends_on": values["to"],
    }


def _part_of_address(values: Cells) -> Cells:
    return {"part": Part.PROTECTED.value if values["protected"] else Part.ADDRESSES.value}


def identifier(values: Cells, on: date) -> Cells:
    checked = people_rules.check(values["kind"], values["number"], on=on)
    return {
        "kind": values["kind"],
        "said": values["number"],
        "key": checked.key[:60],
        "is_sound": checked.is_sound,
        "kept_because": KEPT if checked.is_sound is False else "",
    }


def _result(values: Cells, on: date) -> Cells:
    names = ("kind", "relevant_on", "court", "reference", "cancelled_on", "trial_concluded_on")
    return {name: values[name] for name in names} | {
        "jurisdiction": values["jurisdiction"] or "england_and_wales",
        "is_foreign": bool(values["is_foreign"]),
        "stage": values["stage"] or "stands",
        "source": values["source"] or _("Imported from the agency's extract"),
    }


def _offence(values: Cells, on: date) -> Cells:
    names = (
        *("code", "title", "paragraph", "committed_from", "committed_to"),
        *("victim_age", "intended_victim_age", "for_sexual_gratification"),
    )
    return {name: values[name] for name in names}


def _sentence(values: Cells, on: date) -> Cells:
    names = (
        *("kind", "months", "days", "extension_months", "extension_days"),
        *("supervision_months", "supervision_days", "made_on", "overlap_months", "overlap_days"),
    )
    return {name: values[name] for name in names} | {
        "suspended": bool(values["suspended"]),
        "sentence": values["sentence"] or "imprisonment",
    }


def _order(values: Cells, on: date) -> Cells:
    names = (
        *("called", "country", "made_on", "served_on", "ends_on"),
        *("court", "reference", "ended_on"),
    )
    coded = None if values["kind"] else order_of(values)
    return {name: values[name] for name in names} | {
        "kind": coded.kind if coded else values["kind"],
        "interim": bool(values["interim"] or (coded and coded.interim)),
        "stage": values["stage"] or "in_force",
        "source": values["source"] or _("Imported from the agency's extract"),
    }


def _clause(values: Cells, on: date) -> Cells:
    return {
        "number": values["number"],
        "kind": values["kind"],
        "starts_on": values["from"],
        "ends_on": values["to"],
        "supervisor": values["supervisor"],
        "names_no_supervisor": not values["supervisor"],
        "about_travel": bool(values["about_travel"]),
    }


def _certified(values: Cells, row: UUID, person: UUID) -> dict[str, Cells]:
    words = {"id": uuid7(), "clause_id": row, "person_id": person, "words": values["wording"]}
    return {"court_orders_certifiedwording": words}


def _whereabouts(values: Cells, on: date) -> Cells:
    return {
        "kind": values["kind"],
        "by_order": values["by_order"] if values["kind"] == "custody" else None,
        "starts_on": values["from"],
        "ends_on": values["to"],
        "release_expected_on": values["release_expected_on"],
        "place": values["place"],
        "source": values["source"] or _("Imported from the agency's extract"),
    }


def _notification(values: Cells, on: date) -> Cells:
    resets, because = resets_year(values["kind"], values["of"])
    names = ("kind", "of", "given_on", "happened_on", "expected_on")
    return {name: values[name] for name in names} | {
        "station_said": values["station"],
        "by_parent": bool(values["by_parent"]),
        "resets_year": resets,
        "resets_because": because.words,
    }


TARGETS: dict[str, Target] = {
    "names": Target("people_name", _name),
    "addresses": Target("people_address", _address, _part_of_address),
    "identifiers": Target("people_identifier", identifier),
    "results": Target("court_orders_result", _result),
    "offences": Target(
        "court_orders_offence",
        _offence,
        lambda values: {"stage": "stands"},
        {"result": "result_id"},
    ),
    "sentences": Target(
        "court_orders_sentence",
        _sentence,
        lambda values: {"stage": "stands"},
        {
            "result": "result_id",
            "offence": "offence_id",
            "consecutive_to": "consecutive_to_id",
            "partly_concurrent_with": "partly_concurrent_with_id",
        },
    ),
    "orders": Target(
        "court_orders_order", _order, lambda values: {"appealed": False}, {"result": "result_id"}
    ),
    "clauses": Target(
        "court_orders_clause",
        _clause,
        lambda values: (
            {"wording": WORDING_TO_COME, "place": "", "monitored": False} | {"on_card": False}
        ),
        {"order": "order_id"},
        _certified,
    ),
    "whereabouts": Target(
        "people_whereabouts", _whereabouts, lambda values: {"in_error": False, "error_why": ""}
    ),
    "notifications": Target(
        "notification_requirements_notification",
        _notification,
        lambda values: {"corrects_travel": False, "answers": {}, "particulars": {}, "marks": []},
    ),
}
# A row stays with the row that it belongs to: a later extract does not move it.
HELD = {"offences": "result_id", "sentences": "result_id", "clauses": "order_id"}


# A person, who is several rows from the beginning ----------------------------------------------


@dataclass(frozen=True, slots=True)
class Keeper:
    """For whom the extract is read: the team that will manage its people, and who asked."""

    appointment: UUID
    agency: UUID
    team: UUID
    teams: dict[str, UUID]
    areas: dict[str, UUID]


def person_line(values: Cells, on: date) -> Cells:
    """How lists show the person."""
    born = people_rules.born(values["born"], on=on)
    return {
        "surname": values["surname"],
        "given_names": values["given_names"],
        "born_said": born.said,
        "born_on": born.on,
    }


def main_name(values: Cells) -> Cells:
    return {
        "surname": values["surname"],
        "given_names": values["given_names"],
        "surname_key": keys.name_key(values["surname"]),
        "given_key": keys.given_key(values["given_names"]),
    }


def birth(values: Cells, on: date) -> Cells:
    born = people_rules.born(values["born"], on=on)
    return {"said": born.said, "on": born.on, "earliest": born.earliest, "latest": born.latest}


def asked(person: UUID, values: Cells, on: date) -> Asked:
    """The person as other records are compared with them."""
    name, born = main_name(values), birth(values, on)
    return Asked(
        person,
        name["surname_key"],
        name["given_key"],
        born["on"],
        born["earliest"],
        born["latest"],
    )


def new_person(
    person: UUID, values: Cells, keeper: Keeper, *, now: datetime, on: date
) -> dict[str, Cells]:
    """The rows of a person who is recorded with the first interest of the managing team."""
    team = keeper.teams[values["team"]] if values["team"] else keeper.team
    parts = [part.value for part in Part]
    return {
        "people_person": person_line(values, on)
        | {
            "id": person,
            "owner_team_id": team,
            "restricted": False,
            "restricted_why": "",
            "recorded_at": now,
            "version": 1,
        },
        "people_interest": {
            "id": uuid7(),
            "person_id": person,
            "team_id": team,
            "kind": "manages",
            "parts_read": parts,
            "parts_change": parts,
            "readers": [],
            "duty_reads": True,
            "restricted": False,
            "starts_on": on,
            "ends_before": NO_END,
            "granted_by_id": keeper.appointment,
            "why": values["why"] or _("Imported from the agency's extract"),
            "ended_why": "",
        },
        "people_name": main_name(values)
        | {"id": uuid7(), "person_id": person, "kind": "main", "source": "", "version": 1},
        "people_birthdate": birth(values, on)
        | {"id": uuid7(), "person_id": person, "is_main": True, "source": "", "version": 1},
        "people_card": {
            "id": uuid7(),
            "person_id": person,
            "warnings": "",
            "status": "none",
            "prohibitions": "",
            "ring_day": "",
            "ring_night": "",
            "photograph_digest": "",
            "shows_when_restricted": [],
            "version": 1,
        },
    }
