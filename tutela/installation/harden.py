"""`./run harden`: take from PUBLIC what no role of ours needs and what would tell it something.

Counts, sizes and other sessions' values in the catalogue; large objects, advisory locks,
notifications, snapshots; code typed at the prompt; values in the server's log. The embedded
server is always hardened. An operator of a shared server may refuse: a check at start-up then
names what is missing, and the threat model says what it costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from tutela.installation.refusal import Refusal
from tutela.installation.roles import OWNER, REGISTER, SERVING, connect_to

VIEWS = (
    "pg_stat_activity",
    "pg_stat_user_tables",
    "pg_stat_all_tables",
    "pg_stat_xact_user_tables",
    "pg_stat_xact_all_tables",
    "pg_stat_user_indexes",
    "pg_stat_all_indexes",
    "pg_statio_all_tables",
    "pg_statio_user_tables",
    "pg_statio_all_indexes",
    "pg_statio_user_indexes",
    "pg_locks",
)
FUNCTIONS = (
    "^(pg_stat_get_|lo_|loread|lowrite|pg_advisory|pg_try_advisory|pg_notify|pg_export_snapshot"
    # a role may end the other pages of its own role; the log's position tells what a function wrote
    "|pg_cancel_backend|pg_terminate_backend|pg_current_wal_"
    "|pg_lock_status|pg_(total_)?relation_size|pg_table_size|pg_indexes_size|pg_database_size"
    "|(query|table|schema|database|cursor)_to_xml)"
)
SIZES = ("reltuples", "relpages", "relallvisible", "relallfrozen")
# The worker listens for jobs and is told of them.
MAY_NOTIFY = (OWNER, "tutela_worker")
# What a server may write into its log when something goes wrong: no statement, no value.
QUIET_LOG = {
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_messages": "log",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True)
class Measure:
    """One thing taken away: how, and a query that says true where it is still there."""

    name: str
    take: sql.SQL | sql.Composed
    is_missing: sql.SQL | sql.Composed


def measures(connection: psycopg.Connection) -> list[Measure]:
    """Everything that is to be taken away on this server, which knows its own catalogue."""
    return [
        *_views(connection),
        *_functions(connection),
        _sizes(connection),
        Measure(
            "code in plpgsql typed at the prompt",
            sql.SQL(
                "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;"
                "GRANT USAGE ON LANGUAGE plpgsql TO tutela_owner"
            ),
            sql.SQL("SELECT has_language_privilege('public', 'plpgsql', 'usage')"),
        ),
        *_settings(),
    ]


def harden(superuser_url: str, database: str) -> None:
    """Take it all away in that database."""
    with connect_to(superuser_url, database) as connection, connection.transaction():
        for measure in measures(connection):
            connection.execute(measure.take)
        connection.execute(
            sql.SQL("GRANT EXECUTE ON FUNCTION pg_notify(text, text) TO {}").format(
                sql.SQL(", ").join(map(sql.Identifier, MAY_NOTIFY))
            )
        )


def missing(connection: psycopg.Connection) -> list[str]:
    """What of it is still there, in words. Any role may ask."""
    return [
        measure.name
        for measure in measures(connection)
        if (row := connection.execute(measure.is_missing).fetchone()) and row[0]
    ]


def main(argv: Sequence[str]) -> int:
    """Harden the database that `TUTELA_SUPERUSER_DATABASE_URL` or the embedded server holds."""
    from tutela.installation.place import running_place

    if argv:
        raise Refusal("harden takes no arguments.", 2)
    with running_place() as place:
        superuser = place.superuser_url()
        harden(superuser, place.database)
        with connect_to(superuser, place.database) as connection:
            left = missing(connection)
    for name in left:
        print(f"still there: {name}")
    print(f"{place.database} is hardened." if not left else f"{len(left)} measures are missing.")
    return 1 if left else 0


def _views(connection: psycopg.Connection) -> list[Measure]:
    there = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace"
        " AND relname = ANY (%s) ORDER BY relname",
        [list(VIEWS)],
    ).fetchall()
    return [
        Measure(
            f"the view {name}",
            sql.SQL("REVOKE SELECT ON {} FROM PUBLIC").format(sql.Identifier("pg_catalog", name)),
            sql.SQL("SELECT has_table_privilege('public', {}, 'select')").format(
                f"pg_catalog.{name}"
            ),
        )
        for (name,) in there
    ]


def _functions(connection: psycopg.Connection) -> list[Measure]:
    there = connection.execute(
        "SELECT oid::regprocedure::text FROM pg_proc"
        " WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ %s ORDER BY 1",
        [FUNCTIONS],
    ).fetchall()
    return [
        Measure(
            f"the function {signature}",
            sql.SQL(f"REVOKE EXECUTE ON FUNCTION {signature} FROM PUBLIC"),
            sql.SQL("SELECT has_function_privilege('public', {}::regprocedure, 'execute')").format(
                signature
            ),
        )
        for (signature,) in there
    ]


def _sizes(connection: psycopg.Connection) -> Measure:
    columns = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'pg_class'::regclass"
        " AND attnum > -7 AND NOT attisdropped AND attname <> ALL (%s)",
        [list(SIZES)],
    ).fetchall()
    return Measure(
        "the sizes of tables in pg_class",
        sql.SQL(
            "REVOKE SELECT ON pg_class FROM PUBLIC; GRANT SELECT ({}) ON pg_class TO PUBLIC"
        ).format(sql.SQL(", ").join(sql.Identifier(name) for (name,) in columns)),
        sql.SQL("SELECT has_column_privilege('public', 'pg_class', 'reltuples', 'select')"),
    )


def _settings() -> list[Measure]:
    wanted = [(role, "track_activities", "off") for role in SERVING]
    wanted += [
        (role, name, value)
        for role in (OWNER, REGISTER, *SERVING)
        for name, value in QUIET_LOG.items()
    ]
    return [
        Measure(
            f"{name} for {role}",
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(role), sql.Identifier(name), value
            ),
            sql.SQL(
                "SELECT NOT coalesce({} = ANY (rolconfig), false) FROM pg_roles WHERE rolname = {}"
            ).format(f"{name}={value}", role),
        )
        for role, name, value in wanted
    ]
