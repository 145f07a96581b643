"""A file with a row of everything is shown as it was, byte for byte, after all of it is gone."""

from uuid import UUID

import pytest
from django.db import IntegrityError, connections
from django.db.utils import InternalError
from django.urls import reverse

from tests import visits
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.case_file.templatetags.case_file import NOW_ONLY, SECTIONS
from tutela.case_file.tests.changes import as_known, last_look, main

pytestmark = pytest.mark.usefixtures("database")
# The reader's present right to the file and to its meetings, and what another record leans on.
STAYS = {"people_person", "people_interest", "meetings_item", "meetings_referral", "matching_pair"}
# Of these the full file holds nothing, or nothing but those rights.
BARE = {"documents:photographs", "notification_requirements:financial", "people:sharing"}
KEPT = """
SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE t.tgname = 'keep' AND split_part(encode(t.tgargs, 'escape'), '\\000', 1) = 'person_id'
"""


def pages() -> list[str]:
    return [name for _, found in SECTIONS for name, _, _ in found if name not in NOW_ONLY]


def empty(person: UUID) -> set[str]:
    """Take away every row of the person; the tables that still hold some."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(KEPT)
        left = {table for (table,) in cursor.fetchall()} - STAYS
        for _ in range(8):  # what leans on another row goes first
            for table in sorted(left):
                try:
                    with agencies.as_owner():
                        cursor.execute(f"DELETE FROM {table} WHERE person_id = %s", [person])
                    left.discard(table)
                except (IntegrityError, InternalError):
                    continue
        with agencies.as_owner():
            cursor.execute("UPDATE people_person SET surname = 'Later' WHERE id = %s", [person])
            cursor.execute(
                "UPDATE meetings_sitting SET place = 'Elsewhere' WHERE id IN"
                " (SELECT sitting_id FROM meetings_item WHERE person_id = %s)",
                [person],
            )
    return left


def test_a_full_file_is_shown_again_after_everything_in_it_is_gone():
    made = visits.scene()
    person, browser = made.ids["person_id"], signed_in(made.actors["owner"])
    looks = {}
    for name in pages():
        where = reverse(name, kwargs={"person_id": person})
        shown = main(browser.get(where).content.decode())
        looks[name] = (where, last_look(person, name), shown)

    left = empty(person)
    now = {name: main(browser.get(where).content.decode()) for name, (where, _, _) in looks.items()}
    then = {
        name: main(as_known(browser, where, at).content.decode())
        for name, (where, at, _) in looks.items()
    }

    assert left == set()
    assert {name for name in looks if then[name] != looks[name][2]} == set()
    assert {name for name in looks if now[name] == looks[name][2]} <= BARE
