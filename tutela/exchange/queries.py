"""What reading rows of an extract would do, and of whom they likely are."""

from collections.abc import Sequence
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

from tutela.access.door import acting_as
from tutela.exchange import records
from tutela.exchange.keeping import IMPORTER
from tutela.exchange.reconciling import Plan, Reconciler
from tutela.exchange.rules.layout import File
from tutela.exchange.rules.rows import Entry
from tutela.exchange.seen import Seen
from tutela.matching import likely


def compare(
    *,
    file: File,
    entries: Sequence[Entry],
    keeper: records.Keeper,
    seen: Seen,
    on: date,
    using: str = DEFAULT_DB_ALIAS,
) -> Plan:
    """What reading these rows would do; nothing is changed."""
    with acting_as(IMPORTER, using=using), connections[using].cursor() as cursor:
        plan = Reconciler(cursor, file, keeper, seen, on).plan(entries)
        plan.likely = {pair.person for pair in pairs(cursor, file, plan, on)}
        return plan


def pairs(cursor: CursorWrapper, file: File, plan: Plan, on: date) -> list[likely.Pair]:
    """Records that are likely of the same person as those of the batch."""
    if file.name == "people":
        return likely.by_name(
            cursor,
            [records.asked(one.person, one.entry.values, on) for one in plan.new + plan.changed],
        )
    if file.name == "identifiers":
        numbers = (
            (one.person, records.identifier(one.entry.values, on))
            for one in plan.new + plan.changed
        )
        return likely.by_number(
            cursor,
            [
                (person, number["kind"], number["key"])
                for person, number in numbers
                if number["is_sound"] is not False
            ],
        )
    return []
