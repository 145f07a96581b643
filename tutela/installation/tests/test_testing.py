import pytest
from django.db import connection, connections, transaction


@pytest.mark.parametrize("alias", ["owner", "worker", "public"])
def test_each_connection_is_its_role(database, alias):
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        role, name = cursor.fetchone()

    assert role == f"tutela_{alias}"
    assert name.startswith("test_tutela_")


def test_pages_are_tested_as_the_casework_role(database):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("tutela_casework", False)


def test_a_page_reads_in_one_snapshot(database):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)
