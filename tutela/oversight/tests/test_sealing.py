import time
from contextlib import contextmanager

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit import sealing
from tutela.audit.verifying import Fault
from tutela.oversight import operations
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("fresh_database", "database")
SEED = bytes(range(32))


@pytest.fixture(autouse=True)
def key(monkeypatch):
    """As the worker has it."""
    monkeypatch.setattr(settings, "SIGNING_KEY", SEED)


def seal():
    return operations.seal(now=timezone.now(), using="worker")


def seal_everything():
    """Seal until all is sealed: other runs on the same server may hold the horizon back."""
    made = []
    deadline = time.monotonic() + 250
    while time.monotonic() < deadline:
        made += filter(None, [seal()])
        with acting_as(operations.SEALER, using="worker"):
            if not sealing.is_anything_new("worker"):
                return made[-1]
        time.sleep(0.05)
    raise AssertionError("Something runs and does not end")


def verify(**options):
    return operations.verify(
        now=timezone.now(), using="worker", key=sealing.public_key(), **options
    )


def looked_at():
    """Somebody recorded a person and looked at the file: entry, opening, consultation."""
    ours = agencies.officer()
    person = people.person(ours)
    signed_in(ours).get(f"/people/{person}/")
    return person


def test_what_was_recorded_is_sealed_signed_and_verified():
    looked_at()

    head = seal_everything()
    report = verify()

    assert head.is_signed()
    assert head.looks_count > 0
    assert report.is_sound, report.shown
    assert report.size == head.size
    assert report.counted["entries"] >= head.size
    assert report.counted["rows"] > 0


def test_nothing_new_makes_no_head():
    looked_at()
    seal_everything()

    assert seal() is None
    assert seal() is None


def test_heads_grow_with_what_is_told_between_them():
    looked_at()
    first = seal_everything()
    looked_at()
    second = seal_everything()

    assert second.size > first.size
    assert verify().is_sound


def test_a_transaction_that_has_not_ended_waits_for_the_next_head():
    ours = agencies.officer()
    with agencies.as_owner():
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text")
            running = int(cursor.fetchone()[0])
        people.person(ours)
        head = seal()
        assert head is None or head.horizon.xact <= running

    assert seal_everything().horizon.xact > running
    assert verify().is_sound


def test_another_key_is_noticed():
    looked_at()
    seal_everything()
    another = Ed25519PrivateKey.generate().public_key()

    report = operations.verify(
        now=timezone.now(),
        using="worker",
        key=another.public_bytes(Encoding.Raw, PublicFormat.Raw),
    )

    assert report.faults[Fault.SIGNATURE] == report.counted["heads"]


BY_HAND = {
    "an entry's event": (
        "UPDATE audit_entry SET event = 'person.planted' WHERE person_id = {person}",
        {Fault.ENTRY, Fault.ROOT},
    ),
    "an entry's doer": (
        "UPDATE audit_entry SET actor = NULL, job = 'planted' WHERE person_id = {person}",
        {Fault.ENTRY, Fault.ROOT},
    ),
    "an entry's details": (
        "UPDATE audit_entry SET details = '{{\"planted\": 1}}' WHERE person_id = {person}",
        {Fault.DETAILS},
    ),
    "an entry's details with their digest": (
        "UPDATE audit_entry SET details = '{{}}', salt = '{person}', details_digest ="
        " sha256(convert_to('{person}' || '|{{}}', 'UTF8')) WHERE person_id = {person}",
        {Fault.ENTRY, Fault.ROOT},
    ),
    "the time of an entry": (
        "UPDATE audit_entry SET at = at - interval '1 day' WHERE person_id = {person}",
        {Fault.ENTRY, Fault.ROOT},
    ),
    "an entry taken away with all it did": (
        "DELETE FROM audit_leaf WHERE entry IN (SELECT id FROM audit_entry WHERE person_id ="
        " {person}); DELETE FROM audit_history WHERE person_id = {person};"
        " DELETE FROM audit_entry WHERE person_id = {person}",
        {Fault.ROOT, Fault.ROW},
    ),
    "an entry put in": (
        "INSERT INTO audit_entry (id, xact, job, event, person_id, details_digest)"
        " VALUES (gen_random_uuid(), '3', 'planted', 'person.planted', {person}, '')",
        {Fault.ORDER, Fault.ROOT, Fault.DETAILS},
    ),
    "a leaf": (
        "UPDATE audit_leaf SET hash = sha256(hash) WHERE entry IN"
        " (SELECT id FROM audit_entry WHERE person_id = {person})",
        {Fault.ENTRY},
    ),
    "the words of a version": (
        'UPDATE audit_history SET doc = doc || \'{{"surname": "Planted"}}\''
        " WHERE person_id = {person} AND tablename = 'people_name'",
        {Fault.VERSION, Fault.ROW},
    ),
    "the words of a version with its digest and its row": (
        "ALTER TABLE people_name DISABLE TRIGGER keep;"
        " UPDATE people_name SET surname = 'Planted' WHERE person_id = {person};"
        " ALTER TABLE people_name ENABLE TRIGGER keep;"
        ' UPDATE audit_history SET doc = doc || \'{{"surname": "Planted"}}\''
        " WHERE person_id = {person} AND tablename = 'people_name';"
        " UPDATE audit_history SET digest = sha256(convert_to(salt || '|' || doc, 'UTF8'))"
        " WHERE person_id = {person} AND tablename = 'people_name'",
        {Fault.ENTRY, Fault.ROOT},
    ),
    "the second person of a version": (
        "UPDATE audit_history SET other_person_id = person_id WHERE person_id = {person}",
        {Fault.ENTRY, Fault.ROOT},
    ),
    "a version taken away": (
        "DELETE FROM audit_history WHERE person_id = {person} AND tablename = 'people_card'",
        {Fault.ENTRY, Fault.ROOT, Fault.ROW},
    ),
    "a row, without a version": (
        "ALTER TABLE people_name DISABLE TRIGGER keep;"
        " UPDATE people_name SET surname = 'Planted' WHERE person_id = {person};"
        " ALTER TABLE people_name ENABLE TRIGGER keep",
        {Fault.ROW},
    ),
    "which page was looked at": (
        "UPDATE audit_consultation SET page = 'planted:page' WHERE person_id = {person}",
        {Fault.LOOKS},
    ),
    "that it was looked at": (
        "DELETE FROM audit_consultation WHERE person_id = {person}",
        {Fault.LOOKS},
    ),
    "why it was opened": (
        "UPDATE audit_opening SET purpose = 'planted' WHERE person_id = {person}",
        {Fault.LOOKS},
    ),
}
# in the order in which they can be put back; with their keys
TOUCHED = {
    "audit_entry": "id",
    "audit_leaf": "position",
    "audit_history": "tablename, row_id, version",
    "audit_opening": "id",
    "audit_consultation": "id",
    "people_name": "id",
}


@contextmanager
def changed_by_hand(statement, person):
    """The owner of the database changes it behind everybody's back; put back afterwards."""
    said = statement.format(person=f"'{person}'").replace(f"''{person}''", f"'{person}'")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in TOUCHED:
            where = (
                f"entry IN (SELECT id FROM audit_entry WHERE person_id = '{person}')"
                if table == "audit_leaf"
                else f"person_id = '{person}'"
            )
            cursor.execute(f"CREATE TABLE saved_{table} AS SELECT * FROM {table} WHERE {where}")
        cursor.execute(said)
    yield
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE job = 'planted' AND actor IS NULL"
                       " AND id NOT IN (SELECT id FROM saved_audit_entry)")  # fmt: skip
        cursor.execute("ALTER TABLE people_name DISABLE TRIGGER keep")
        for table, keys in TOUCHED.items():
            cursor.execute(
                "SELECT string_agg(format('%%1$I = EXCLUDED.%%1$I', attname), ', ')"
                " FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
                " AND NOT attisdropped",
                [table],
            )
            columns = cursor.fetchone()[0]
            cursor.execute(
                f"INSERT INTO {table} SELECT * FROM saved_{table}"
                f" ON CONFLICT ({keys}) DO UPDATE SET {columns}; DROP TABLE saved_{table}"
            )
        cursor.execute("ALTER TABLE people_name ENABLE TRIGGER keep")


@pytest.mark.parametrize("what", BY_HAND)
def test_what_the_owner_changes_by_hand_is_found(what):
    statement, faults = BY_HAND[what]
    person = looked_at()
    seal_everything()

    with changed_by_hand(statement, person):
        report = verify()

    assert faults <= set(report.faults)
    afterwards = verify()
    assert afterwards.is_sound, afterwards.shown


def test_a_picture_changed_by_hand_is_found():
    person = looked_at()
    with agencies.as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE people_card SET photograph = 'picture'::bytea WHERE person_id = %s", [person]
        )
    assert verify().is_sound
    without_keeping = (
        "ALTER TABLE people_card DISABLE TRIGGER keep;"
        " UPDATE people_card SET photograph = '{what}'::bytea WHERE person_id = '{person}';"
        " ALTER TABLE people_card ENABLE TRIGGER keep"
    )

    with connections["owner"].cursor() as cursor:
        cursor.execute(without_keeping.format(what="planted", person=person))
        report = verify()
        cursor.execute(without_keeping.format(what="picture", person=person))

    assert report.faults[Fault.CONTENT] == 1
    assert verify().is_sound


def test_a_migration_that_changes_rows_without_saying_so_is_found():
    looked_at()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "DROP VIEW known.people_card;"
            " ALTER TABLE people_card ADD colour text NOT NULL DEFAULT 'blue';"
            " SELECT show_known('people_card')"
        )
        unsaid = verify()
        cursor.execute(
            "INSERT INTO audit_column_before VALUES ('people_card', 'colour', '\"blue\"');"
            " SELECT show_known('people_card')"
        )
        said = verify()
        cursor.execute(
            "DROP VIEW known.people_card; ALTER TABLE people_card DROP colour;"
            " DELETE FROM audit_column_before WHERE tablename = 'people_card';"
            " SELECT show_known('people_card')"
        )

    assert unsaid.faults[Fault.ROW] > 0
    assert said.is_sound, said.shown
