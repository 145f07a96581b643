"""What goes wrong is written down without a word about anybody."""

import io
import logging
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.walls import typed
from tutela.access.door import acting_as
from tutela.agencies.tests.clients import signed_in
from tutela.config.logs import DiscreetFormatter
from tutela.installation.testing import TESTBED
from tutela.people.files import consult
from tutela.people.models import Address, Name
from tutela.people.tests import factories as people


@pytest.fixture
def secret() -> str:
    return f"Zz{uuid4().hex}"


def embedded_log() -> bytes:
    cluster = TESTBED.place.cluster
    return cluster.log.read_bytes() if cluster else b""


# Each of these quotes what was typed in PostgreSQL's own message or detail.
FAULTS = {
    "a failing cast": "SELECT %s::text::int",
    "an invented date": "SELECT %s::text::date",
    "a constraint": "INSERT INTO people_address (id, person_id, part, kind, lines, postcode,"
    " postcode_key, house_key, version) VALUES (gen_random_uuid(), '{mine}', 'nonsense', 'home',"
    " %s, '', '', '', 1)",
    "too long": "UPDATE people_person SET surname = repeat(%s, 20)",
    "a duplicate": "INSERT INTO people_identifier (id, person_id, kind, said, key, kept_because,"
    " version) SELECT gen_random_uuid(), '{mine}', 'other', %s, 'same', '', 1"
    " FROM generate_series(1, 2)",
    "no such column": 'SELECT %s::text AS x FROM people_person WHERE "{secret}" = 1',
    "a literal in the statement": "SELECT '{secret}'::int",
    "the policy": "INSERT INTO people_address (id, person_id, part, kind, lines, postcode,"
    " postcode_key, house_key, version) VALUES (gen_random_uuid(), '{hidden}', 'addresses',"
    " 'home', %s, '', '', '', 1)",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_postgresqls_log_holds_no_value(world, secret, fault):
    statement = FAULTS[fault].format(mine=world.mine, hidden=world.hidden, secret=secret)
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        with pytest.raises(psycopg.Error):
            sql.execute(statement, [secret] if "%s" in statement else None)
    with typed.connect() as sql:
        for name, value in {
            "log_statement": "none",
            "log_min_error_statement": "panic",
            "log_min_messages": "log",
            "log_parameter_max_length": "0",
            "log_parameter_max_length_on_error": "0",
            "log_error_verbosity": "terse",
        }.items():
            assert typed.one(sql, "SELECT current_setting(%s)", name) == value
    assert secret.encode() not in embedded_log()
    assert b"STATEMENT" not in embedded_log()


def test_what_a_commit_refuses_is_not_logged_either(world, secret):
    with typed.reading(world.ours, world.mine) as sql:
        sql.execute("SELECT set_config('tutela.entry', gen_random_uuid()::text, true)")
        sql.execute("UPDATE people_person SET surname = %s", [secret])
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            sql.commit()
    assert secret.encode() not in embedded_log()


@pytest.fixture
def log():
    """What the processes write, as their own formatter writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(DiscreetFormatter("casework"))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_an_error_in_a_page_logs_where_and_never_what(world, secret, log, monkeypatch):
    def fails(*args: object, **kwargs: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::text::int", [secret])

    monkeypatch.setattr("tutela.case_file.queries.overview", fails)
    browser = signed_in(world.ours, raise_request_exception=False)
    answer = browser.get(f"/people/{world.mine}/", {"q": secret})

    assert answer.status_code == 500
    assert "DataError" in log.getvalue() or "InvalidTextRepresentation" in log.getvalue()
    assert secret not in log.getvalue()
    assert secret.encode() not in answer.content
    assert world.key.lower() not in log.getvalue().lower()


def test_a_fault_of_ours_logs_no_value_either(world, secret, log):
    people.opened(world.ours, world.mine)
    with acting_as(world.ours):
        consult([world.mine], page="people:file")
        with pytest.raises(DatabaseError), transaction.atomic():
            Address.objects.create(person_id=world.mine, kind="home", lines=secret)
    try:
        Name.objects.get(surname=secret)
    except Name.DoesNotExist:
        logging.getLogger("tutela.people").exception("no such name")

    assert "DoesNotExist" in log.getvalue()
    assert secret not in log.getvalue()


def test_planted_a_formatter_that_quotes_is_seen(secret):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger = logging.getLogger("planted")
    logger.addHandler(handler)
    try:
        raise ValueError(secret)
    except ValueError:
        logger.exception("failed")
    logger.removeHandler(handler)
    assert secret in written.getvalue()
