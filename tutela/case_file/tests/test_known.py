import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import get_resolver, reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.case_file.templatetags.case_file import NOW_ONLY, SECTIONS
from tutela.case_file.tests.changes import address, as_known, change, last_look, main
from tutela.people import past
from tutela.people.files import consult
from tutela.people.models import Address, Name, Person, Relationship
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
NAMES = {f"{space}:{name}" for space, (_, found) in get_resolver().namespace_dict.items()
         for name in found.reverse_dict if isinstance(name, str)}  # fmt: skip
PAGES = [name for _, pages in SECTIONS for name, _, _ in pages]
READ = [name for name in PAGES if name in NAMES and name not in NOW_ONLY]


def raw(person, text):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_name SET surname = %s, version = version + 1 WHERE person_id = %s",
            [text, person],
        )


def twice(person, text):
    Person.objects.filter(pk=person).update(surname=f"{text} first")
    Person.objects.filter(pk=person).update(surname=text)


def in_bulk(person, text):
    Address.objects.bulk_create(
        Address(person_id=person, kind="home", lines=f"{number} {text}") for number in range(3)
    )
    Address.objects.filter(person=person).update(postcode="ZZ1 1ZZ")


def related(person, text):
    Relationship.objects.create(person_id=person, kind="partner", other_name=text)


def alias(person, text):
    Name.objects.create(person_id=person, kind="alias", surname=text, surname_key=text.upper())


WAYS = {write.__name__: write for write in (raw, twice, in_bulk, related, alias)}


@contextmanager
def overlapping(person, text):
    """Another transaction that changed the file and has not ended yet."""
    with agencies.as_owner():
        Address.objects.using("owner").filter(person=person).update(lines=f"overlapping {text}")
        Address.objects.using("owner").create(person_id=person, kind="stays", lines=text)
        yield


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([*WAYS, "overlap"]), st.sampled_from(READ)), max_size=5
    )
)
def test_every_page_is_shown_again_byte_for_byte_as_it_was_known(steps):
    ours = agencies.officer()
    person = people.person(ours)
    client = signed_in(ours)
    looks = []

    def look(page):
        where = reverse(page, kwargs={"person_id": person})
        shown = main(client.get(where).content.decode())
        looks.append((where, last_look(person, page), shown))

    for number, (way, page) in enumerate(steps):
        text = f"Changed {number}"
        if way == "overlap":
            with overlapping(person, text):
                look(page)
        else:
            change(ours, person, lambda way=way, text=text: WAYS[way](person, text))
        look(page)
    change(ours, person, lambda: in_bulk(person, "last"))

    for where, at, shown in looks:
        assert main(as_known(client, where, at).content.decode()) == shown


def test_what_is_told_in_one_transaction_is_told_when_it_ends():
    ours = agencies.officer()
    person = people.person(ours)
    client = signed_in(ours)
    with overlapping(person, "5 Overlap Road"):
        before = main(client.get(f"/people/{person}/").content.decode())
        seen_before = last_look(person, "case_file:overview")
    after = main(client.get(f"/people/{person}/").content.decode())
    seen_after = last_look(person, "case_file:overview")

    assert "5 Overlap Road" not in before
    assert "5 Overlap Road" in after
    assert main(as_known(client, f"/people/{person}/", seen_before).content.decode()) == before
    assert main(as_known(client, f"/people/{person}/", seen_after).content.decode()) == after


def test_a_part_no_longer_held_is_not_shown_in_the_past():
    ours, theirs = agencies.officer(), agencies.officer("partner")
    person = people.person(ours)
    change(ours, person, lambda: address(person, "1 Old Street"))
    wide = people.interest(ours, person, theirs.team_id, "addresses")
    client = signed_in(theirs)
    assert "1 Old Street" in client.get(f"/people/{person}/").content.decode()
    at = last_look(person, "case_file:overview")

    with agencies.as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE people_interest SET parts_read = '{list}' WHERE id = %s", [wide])

    assert "1 Old Street" not in as_known(client, f"/people/{person}/", at).content.decode()


@pytest.mark.parametrize(
    "said",
    ["yesterday", "2026-13-45T10:00", "0001-01-01", "2999-01-01T00:00Z", "2026-01-01T10:00:99"],
)
def test_a_moment_that_cannot_be_shown_is_refused_in_one_sentence(said):
    ours = agencies.officer()
    person = people.person(ours)

    response = signed_in(ours).get(f"/people/{person}/", {"known_at": said})

    assert response.status_code == 400
    assert "This moment cannot be shown" in response.content.decode()


def test_before_it_was_recorded_there_was_no_file():
    ours = agencies.officer()
    started = timezone.now()
    person = people.person(ours)

    response = as_known(signed_in(ours), f"/people/{person}/", started - timedelta(hours=1))

    assert response.status_code == 400
    assert "did not exist then" in response.content.decode()


def test_nothing_is_changed_from_the_past():
    ours = agencies.officer()
    person = people.person(ours)

    response = signed_in(ours).post(f"/people/{person}/?known_at=2026-01-01T00:00Z")

    assert response.status_code == 400
    assert "Nothing can be changed" in response.content.decode()


def test_the_past_is_left_with_its_page():
    ours = agencies.officer()
    person = people.person(ours)
    client = signed_in(ours)
    client.get(f"/people/{person}/")
    at = last_look(person, "case_file:overview")

    html = as_known(client, f"/people/{person}/", at).content.decode()

    assert "as it was known on" in html
    assert "case_file/past.css" in html
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path')")
        assert "known" not in cursor.fetchone()[0]


def test_the_picker_leads_to_before_and_after_each_change():
    ours = agencies.officer()
    person = people.person(ours)
    change(ours, person, lambda: address(person, "1 Old Street"))
    client = signed_in(ours)

    picker = client.get(f"/people/{person}/known/")
    latest = picker.context["changes"][0]
    before = as_known(client, f"/people/{person}/", latest.at).content.decode()
    after = as_known(client, f"/people/{person}/", latest.known_from).content.decode()

    assert "1 Old Street" not in before
    assert "1 Old Street" in after


def test_before_a_change_of_a_job_is_before_it_whatever_ended_meanwhile():
    ours = agencies.officer()
    person = people.person(ours)
    change(ours, person, lambda: address(person, "1 Old Street"))
    with agencies.as_owner():  # like a job, each of its statements has a snapshot of its own
        Address.objects.using("owner").filter(person=person).update(lines="2 New Street")
        with connections["worker"].cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")  # begun later, ended before
    client = signed_in(ours)

    latest = client.get(f"/people/{person}/known/").context["changes"][0]
    before = as_known(client, f"/people/{person}/", latest.at).content.decode()

    assert "1 Old Street" in before
    assert "2 New Street" not in before


def test_the_picker_leads_to_no_moment_before_the_file_was_there():
    ours = agencies.officer()
    with acting_as(ours):  # recorded, and changed, in one transaction
        person = people.person(ours)
        change(ours, person, lambda: address(person, "1 Old Street"))
    change(ours, person, lambda: address(person, "2 New Street"))
    client = signed_in(ours)

    picker = client.get(f"/people/{person}/known/").content.decode()

    moments = re.findall(r'href="([^"]*known_at=[^"]*)">Before', picker)
    assert [client.get(moment).status_code for moment in moments] == [200]


def test_the_picker_takes_a_day_and_a_time_in_london():
    ours = agencies.officer()
    person = people.person(ours)
    asked = {"day_day": "3", "day_month": "7", "day_year": "2026", "time": "14:05"}

    response = signed_in(ours).get(f"/people/{person}/known/", asked)

    assert response.url == f"/people/{person}/?known_at=2026-07-03T13:05:00Z"


@pytest.fixture
def things():
    """A table of a person such as a room's migration makes one, and as later ones change it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE test_thing (id uuid PRIMARY KEY, person_id uuid NOT NULL, words text,"
            " gone_later text); SELECT protect('test_thing', 'identity');"
            " GRANT SELECT ON test_thing TO tutela_casework"
        )
    yield
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "DROP VIEW IF EXISTS known.test_thing, known.test_object;"
            " DROP TABLE IF EXISTS test_thing, test_object;"
            " DELETE FROM audit_column_was WHERE tablename LIKE 'test%%';"
            " DELETE FROM audit_table_was WHERE is_now LIKE 'test%%';"
            " DELETE FROM audit_column_before WHERE tablename LIKE 'test%%'"
        )


def owner(statement, values=()):
    with agencies.as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)


def test_renamed_dropped_and_added_columns_leave_the_past_readable(things):
    ours = agencies.officer()
    person = people.person(ours)
    people.opened(ours, person)
    owner(
        "INSERT INTO test_thing VALUES (gen_random_uuid(), %s, 'said first', 'kept')",
        [person],
    )
    at = timezone.now()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "DROP VIEW known.test_thing; ALTER TABLE test_thing DROP gone_later;"
            " ALTER TABLE test_thing RENAME words TO text;"
            " ALTER TABLE test_thing ADD colour text NOT NULL DEFAULT 'blue';"
            " ALTER TABLE test_thing RENAME TO test_object;"
            " INSERT INTO audit_column_was VALUES ('test_object', 'text', 'words');"
            " INSERT INTO audit_column_before VALUES ('test_object', 'colour', '\"grey\"');"
            " INSERT INTO audit_table_was VALUES ('test_object', 'test_thing');"
            " SELECT show_known('test_object')"
        )
    owner("UPDATE test_object SET text = 'said later', colour = 'red'")

    with acting_as(ours), connection.cursor() as cursor:
        consult([person], page="people:identity")
        cursor.execute("SELECT text, colour FROM test_object")
        assert cursor.fetchall() == [("said later", "red")]
        past.show(at)
        cursor.execute("SELECT text, colour FROM test_object")
        assert cursor.fetchall() == [("said first", "grey")]
        past.show(timezone.now())
        cursor.execute("SELECT text, colour FROM test_object")
        assert cursor.fetchall() == [("said later", "red")]


def test_no_page_of_the_past_compares_every_version_with_every_other(database):
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = 'known'")
        views = {name for (name,) in cursor.fetchall()} - {"audit_history"}
        assert len(views) > 50
        for view in sorted(views):
            cursor.execute(f"EXPLAIN (COSTS off) SELECT * FROM known.{view}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "SubPlan" in plan, view
            assert " Anti Join" not in plan, view
