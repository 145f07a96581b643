"""A whole row: its cells read one by one, and what must fit between them."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from tutela.court_orders.codes import Coded, order_kind_of_code
from tutela.exchange.rules import values
from tutela.exchange.rules.layout import File

# A pair of columns of which the first is never after the second.
IN_ORDER = (
    ("from", "to"),
    ("committed_from", "committed_to"),
    ("made_on", "ends_on"),
    ("made_on", "ended_on"),
    ("relevant_on", "cancelled_on"),
)
BEFORE = "is before %s"
# What the row says of itself here, not of the person: a change of it changes no record.
NOT_COMPARED = frozenset({"record", "person", "team", "why"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that could be read: its key, its values by column, and their digest."""

    line: int
    key: str
    values: dict[str, Any]
    digest: bytes


def read(
    file: File, line: int, cells: dict[str, str], *, on: date
) -> tuple[Entry | None, list[values.Fault]]:
    """The row's values, or everything that is wrong with it."""
    found: dict[str, Any] = {}
    faults = []
    for column in file.columns:
        try:
            found[column.name] = values.read(column, cells.get(column.name, ""), on=on)
        except values.Unreadable as reason:
            faults.append(values.Fault(column.name, str(reason)))
    faults += _not_fitting(file, found)
    if faults:
        return None, faults
    return Entry(line, found["record"], found, digest(found)), []


def digest(found: dict[str, Any]) -> bytes:
    """The same for the same values, however they were written."""
    compared = {name: value for name, value in found.items() if name not in NOT_COMPARED}
    return hashlib.sha256(json.dumps(compared, default=str, sort_keys=True).encode()).digest()


def _not_fitting(file: File, found: dict[str, Any]) -> list[values.Fault]:
    faults = []
    for first, last in IN_ORDER:
        begins, ends = found.get(first), found.get(last)
        if begins and ends and ends < begins:
            faults.append(values.Fault(last, BEFORE % first))
    return faults + [
        values.Fault(column, why)
        for column, why, is_wrong in NOT_TOGETHER.get(file.name, ())
        if column in found and is_wrong(found)
    ]


def order_of(row: dict[str, Any]) -> Coded | None:
    """The order for which a court-result code stands; a notice to the person is none."""
    found = order_kind_of_code(row["code"], row.get("made_on"))
    return found if found and found.kind else None


NOT_TOGETHER: dict[str, Any] = {
    "results": (
        (
            "cancelled_on",
            "is given for a result that was not quashed",
            lambda row: bool(row.get("cancelled_on")) and row.get("stage") != "quashed",
        ),
        (
            "trial_concluded_on",
            "is given for another result than a finding of disability",
            lambda row: (
                bool(row.get("trial_concluded_on")) and row.get("kind") != "finding_disability"
            ),
        ),
    ),
    "sentences": (
        (
            "suspended",
            "is yes for what is not custody",
            lambda row: bool(row.get("suspended")) and row.get("kind") != "custody",
        ),
        (
            "extension_months",
            "is given for what is not an extended sentence",
            lambda row: (
                (row.get("extension_months") or row.get("extension_days"))
                and row.get("sentence") != "extended"
            ),
        ),
        (
            "partly_concurrent_with",
            "is given beside consecutive_to",
            lambda row: bool(row.get("consecutive_to")) and bool(row.get("partly_concurrent_with")),
        ),
        (
            "overlap_months",
            "is given without partly_concurrent_with",
            lambda row: (
                (row.get("overlap_months") or row.get("overlap_days"))
                and not row.get("partly_concurrent_with")
            ),
        ),
    ),
    "orders": (
        ("kind", "is empty, and so is code", lambda row: not (row.get("kind") or row.get("code"))),
        (
            "code",
            "is no code of a court order that could be made on that day",
            lambda row: bool(not row.get("kind") and row.get("code")) and not order_of(row),
        ),
        (
            "called",
            "is empty: an order of another kind needs its name",
            lambda row: row.get("kind") == "other" and not row.get("called"),
        ),
        (
            "ended_on",
            "and stage do not fit: an order that has ended says on which day",
            lambda row: (
                bool(row.get("ended_on"))
                != (row.get("stage") in {"discharged", "expired", "quashed"})
            ),
        ),
        (
            "interim",
            "is yes for a kind that is never interim",
            lambda row: (
                bool(row.get("interim"))
                and row.get("kind") in {"foreign_travel_order", "notice_96za"}
            ),
        ),
    ),
    "whereabouts": (
        (
            "by_order",
            "is given for what is not custody",
            lambda row: row.get("by_order") is True and row.get("kind") != "custody",
        ),
        (
            "release_expected_on",
            "is given for neither custody nor hospital",
            lambda row: (
                bool(row.get("release_expected_on"))
                and row.get("kind") not in {"custody", "hospital"}
            ),
        ),
    ),
    "notifications": (
        (
            "of",
            "is given for what is no change",
            lambda row: bool(row.get("of")) and row.get("kind") != "change",
        ),
    ),
    "offences": (
        (
            "victim_age",
            "is more than 130",
            lambda row: (row.get("victim_age") or 0) > 130,
        ),
        (
            "intended_victim_age",
            "is more than 130",
            lambda row: (row.get("intended_victim_age") or 0) > 130,
        ),
    ),
}
