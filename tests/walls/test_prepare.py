"""Data that another version made: brought up to this one, or refused in one sentence."""

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from tests.walls import typed
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit.migrating import few_classes
from tutela.installation.prepare import migrate
from tutela.installation.refusal import Refusal
from tutela.installation.testing import TESTBED
from tutela.people.tests import factories as people

pytestmark = [
    pytest.mark.usefixtures("fresh_database", "database"),
    pytest.mark.slow,
]


def prepare():
    """As `./run demo` and `./run install` do it, as the owner."""
    migrate(TESTBED.place, TESTBED.url("owner"))


def waiting():
    loader = MigrationLoader(connections["owner"])
    return set(loader.disk_migrations) - set(loader.applied_migrations)


def owner(statement):
    with typed.connect("owner") as sql:
        sql.execute(statement)
        sql.commit()


def refusal():
    with pytest.raises(Refusal) as said:
        prepare()
    assert "\n" not in str(said.value)
    return str(said.value)


def test_a_newer_schema_is_refused():
    owner("INSERT INTO django_migrations (app, name, applied)"
          " VALUES ('people', '9999_of_tomorrow', now())")  # fmt: skip

    said = refusal()
    owner("DELETE FROM django_migrations WHERE name = '9999_of_tomorrow'")

    assert said == "This database was made by a newer Tutela; use that one."


def test_older_data_are_refused_in_one_sentence_or_brought_up_with_what_they_hold():
    ours = agencies.officer()
    person = people.person(ours, surname="Keptover")
    with few_classes():
        call_command("migrate", "risk", "0002", database="owner", verbosity=0)
    assert ("risk", "0003_by_oneself") in waiting()
    owner("CREATE POLICY by_oneself ON risk_plan AS RESTRICTIVE FOR INSERT TO tutela_casework")

    said = refusal()
    assert said.startswith("The data could not be brought up to this version (")
    assert "already exists" in said
    assert said.endswith("use the version that made it, and tell us.")

    owner("DROP POLICY by_oneself ON risk_plan")
    prepare()
    assert waiting() == set()
    assert "Keptover" in signed_in(ours).get(f"/people/{person}/").content.decode()
