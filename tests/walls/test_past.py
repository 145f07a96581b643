"""A file with a row of everything is shown as it was, byte for byte, after all of it is gone."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import IntegrityError, connections
from django.db.utils import InternalError
from django.http import HttpResponse
from django.urls import resolve

from tests import visits
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.case_file.templatetags.case_file import NOW_ONLY, SECTIONS
from tutela.case_file.tests.changes import as_known, last_look, main

pytestmark = pytest.mark.usefixtures("database")
# The reader's present right to the file and to its meetings, and what another record leans on.
STAYS = {"people_person", "people_interest", "meetings_item", "meetings_referral", "matching_pair"}
# Of the present, or of both moments at once.
NOT_OF_THE_PAST = NOW_ONLY | {"case_file:before_and_after"}
# Of these the full file holds nothing, or nothing but those rights.
BARE = {"documents:photographs", "notification_requirements:financial", "people:sharing"}
# These ask for a choice first, or show what the full file does not hold.
BARE |= {"notification_requirements:financial_shown", "people:grant", "people:hand_over"}
BARE |= {"risk:enter_assessment"}
KEPT = """
SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE t.tgname = 'keep' AND split_part(encode(t.tgargs, 'escape'), '\\000', 1) = 'person_id'
"""


def pages(made: visits.Scene) -> Iterator[tuple[str, str, str]]:
    """Every page of the file that asks nothing: name, address, the name under which it is read."""
    parts = {name for _, found in SECTIONS for name, _, _ in found}
    for name, keys in visits.pages():
        if "person_id" not in keys or name in NOT_OF_THE_PAST:
            continue
        if visits.listed()[name]["owner"] == 200:
            where = visits.address(name, keys, made.ids)
            page = made.browser("owner").get(where) if name not in parts else None
            if page is None or shows_only(page):
                yield name, where, resolve(where).func.opens


def shows_only(page: HttpResponse) -> bool:
    is_html = not page.streaming and page["Content-Type"].startswith("text/html")
    return is_html and 'method="post"' not in main(page.content.decode())


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
    for name, where, read_as in pages(made):
        shown = main(browser.get(where).content.decode())
        looks[name] = (where, last_look(person, read_as), shown)
    assert len(looks) > 40

    left = empty(person)
    now = {name: browser.get(where).content.decode() for name, (where, _, _) in looks.items()}
    then = {
        name: main(as_known(browser, where, at).content.decode())
        for name, (where, at, _) in looks.items()
    }

    assert left == set()
    assert {name for name in looks if then[name] != looks[name][2]} == set()
    assert {name for name in looks if looks[name][2] in now[name]} <= BARE
