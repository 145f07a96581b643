"""From a database URL to what Django wants to know, with the habits of each process."""

from typing import Any

from psycopg import Connection, IsolationLevel
from psycopg.conninfo import conninfo_to_dict

PREPARED_AFTER, PREPARED_AT_MOST = 3, 300
FORGET = (
    "CLOSE ALL; UNLISTEN *; RESET ALL; SET SESSION TIME ZONE 'UTC';"
    " SELECT coalesce(bool_or(from_sql), false), count(*) FROM pg_catalog.pg_prepared_statements"
)


def database_from(url: str, *, process: str, pool: int = 0) -> dict[str, Any]:
    """Django's description of the database at `url` as the given process uses it."""
    parts = {key: value for key, value in conninfo_to_dict(url).items() if value is not None}
    options: dict[str, Any] = {
        "application_name": f"tutela-{process}",
        # values travel beside the statement, so that no view of the server shows them in its text
        "server_side_binding": True,
    }
    if process == "casework":
        # a page is read in one snapshot, which its consultation keeps
        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    if pool:
        options["pool"] = {"min_size": 2, "max_size": pool, "timeout": 10, "reset": forget_session}
        # policies make a statement dear to plan: what is asked again and again is planned once
        options["prepare_threshold"] = PREPARED_AFTER
    described = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.pop("dbname", "")),
        "USER": str(parts.pop("user", "")),
        "PASSWORD": str(parts.pop("password", "")),
        "HOST": str(parts.pop("host", "")),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**parts, **options},
    }
    return described


def forget_session(connection: Connection) -> None:
    """What one page left behind in the session must not reach the next one's reader.

    SQL slipped into one page could otherwise set a search path, a past moment or a clock for
    whoever is given the connection after it. What the driver prepared stays: it is our own text
    without a value, and SQL cannot make one like it (`from_sql`). Where SQL made or took away
    any, all go, lest a planted one answers to the name of ours.
    """
    connection.autocommit = True  # sent at once, and whole, without a transaction around it
    connection.prepare_threshold = PREPARED_AFTER  # a page of the past prepares nothing
    connection.prepared_max = PREPARED_AT_MOST
    answers = connection.execute(FORGET)
    while answers.nextset():
        pass
    planted, kept = answers.fetchone() or (True, 0)
    ours = connection._prepared
    if planted or kept != len(ours._names):
        ours.clear()
        connection.execute("DEALLOCATE ALL")
