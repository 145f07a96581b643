"""Database roles, the database itself, and what each role may do before any table exists.

Safe to run twice. It needs a superuser (or, on a hosted server, a role that may make roles and
databases) and nothing that an operator of a shared server would refuse.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

OWNER = "tutela_owner"
REGISTER = "tutela_register"
SERVING = ("tutela_casework", "tutela_public", "tutela_worker")
# What one statement of a page may take, and how long a transaction may wait for its client. Walls
# make a short statement look dear: where a server compiles what is dear, it would take longer.
SETTINGS = {
    "tutela_casework": {
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "60s",
        "jit": "off",
    },
    "tutela_public": {
        "statement_timeout": "10s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "30s",
        "jit": "off",
    },
    "tutela_worker": {"jit": "off"},
}

IN_THE_DATABASE = """
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT, CREATE ON DATABASE {database} TO tutela_owner;
GRANT CONNECT ON DATABASE {database} TO tutela_casework, tutela_public, tutela_worker;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO tutela_owner;
GRANT USAGE ON SCHEMA public TO tutela_casework, tutela_public, tutela_worker, tutela_register;
ALTER DEFAULT PRIVILEGES FOR ROLE tutela_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE tutela_owner REVOKE USAGE ON TYPES FROM PUBLIC;
"""


def install(superuser_url: str, database: str, passwords: Mapping[str, str]) -> None:
    """Make roles and database on that server, with the passwords given by role."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        _make_roles(connection, passwords)
        if not _exists(connection, "pg_database", "datname", database):
            connection.execute(
                sql.SQL(
                    "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
                ).format(sql.Identifier(database))
            )
    grant_in(superuser_url, database)


def grant_in(superuser_url: str, database: str) -> None:
    """Say who may connect and build in that database; a copy of it has to be told again."""
    with connect_to(superuser_url, database) as connection:
        connection.execute(sql.SQL(IN_THE_DATABASE).format(database=sql.Identifier(database)))


def let_owner_in(superuser_url: str, password: str) -> None:
    """The owner may log in while the schema is migrated, with a password of that hour."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        _set_password(connection, OWNER, password)


def keep_owner_out(superuser_url: str) -> None:
    """While the system serves, nobody logs in as the owner."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("ALTER ROLE tutela_owner NOLOGIN PASSWORD NULL")


def connect_to(superuser_url: str, database: str) -> psycopg.Connection:
    """A superuser's connection to the named database of that server."""
    return psycopg.connect(make_conninfo(superuser_url, dbname=database), autocommit=True)


def _make_roles(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    for role in (OWNER, REGISTER, *SERVING):
        if not _exists(connection, "pg_roles", "rolname", role):
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(_name(role)))
    for role in SERVING:
        if role in passwords:
            _set_password(connection, role, passwords[role])
        for setting, value in SETTINGS[role].items():
            connection.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(_name(role), _name(setting), value)
            )
    connection.execute("GRANT tutela_register TO tutela_worker")


def _set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    # only the verifier travels: a server that logs statements never sees the word itself
    verifier = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(_name(role), verifier))


def _exists(connection: psycopg.Connection, table: str, column: str, value: str) -> bool:
    found = connection.execute(
        sql.SQL("SELECT FROM {} WHERE {} = %s").format(_name(table), _name(column)), [value]
    )
    return found.fetchone() is not None


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(name)
