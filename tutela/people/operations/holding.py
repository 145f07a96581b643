"""What a change to a file asks first: may this part change, is the row as it was read."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from tutela.access.door import Refused, Stale
from tutela.people.parts import LABELS, Part

# settled when a row is added: whose it is, and in which part of the file
SETTLED = {"id", "person", "part", "other_person"}


class CannotChange(Refused):
    """This part of the file is not open for change to the actor."""


def check_part(person_id: UUID, part: Part) -> None:
    """Refuse where the team's interest lets this part be read at most."""
    with connection.cursor() as cursor:
        asked = f"{person_id} {part}"
        cursor.execute("SELECT %s = ANY (parts_opened(for_change => true))", [asked])
        may_change = cursor.fetchone()[0]
    if not may_change:
        raise CannotChange(
            _("Your team may not change this part of the file: %(part)s.") % {"part": LABELS[part]}
        )


def held[Row: Model](
    kind: type[Row], row_id: UUID, *, person_id: UUID, version: int, shows: list[str]
) -> Row:
    """The person's row, locked for this change; Stale where it changed since it was read."""
    row = kind._default_manager.select_for_update().get(pk=row_id, person_id=person_id)
    is_now = row.version  # type: ignore[attr-defined]
    if is_now != version:
        raise Stale(is_now, {name: getattr(row, name) for name in shows})
    return row


def write(row: Model, fields: Iterable[str] | None = None) -> None:
    """Save the held row, or these fields of it, as its next version."""
    row.version += 1  # type: ignore[attr-defined]
    names = fields or [field.name for field in row._meta.concrete_fields]
    row.save(update_fields=[name for name in {*names, "version"} if name not in SETTLED])
