import pytest
from django.db import connections

from tutela.audit.installing import note_era
from tutela.installation.checks import check_era

pytestmark = pytest.mark.usefixtures("database")


def owner(statement, *values):
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def eras():
    return [era for (era,) in owner("SELECT era FROM audit_era ORDER BY era")]


@pytest.fixture
def elsewhere():
    """What is here was recorded in another cluster last; before that, in this one."""
    (last,) = eras()
    owner("INSERT INTO audit_era (era, system_identifier) VALUES (%s, 1)", last + 1)
    yield last + 1
    owner("DELETE FROM audit_era WHERE era > %s", last)


def test_who_comes_back_to_a_cluster_begins_an_era_there_too(elsewhere):
    note_era(connections["owner"])
    note_era(connections["owner"])

    assert eras() == [elsewhere - 1, elsewhere, elsewhere + 1]


def test_nothing_is_served_from_a_dump_that_nobody_prepared(elsewhere):
    assert [said.id for said in check_era(None, databases=["default"])] == ["tutela.E005"]

    note_era(connections["owner"])

    assert check_era(None, databases=["default"]) == []
