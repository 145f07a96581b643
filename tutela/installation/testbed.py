"""Throw-away databases for tests and measurements, made as an installation makes its own.

One server for every run of one checkout: the first run starts it, the last one to leave stops it.
A template is migrated once for each state of the migrations; each test process gets a copy.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg import sql

from tutela.installation import harden, roles
from tutela.installation.cluster import Cluster
from tutela.installation.home import private_folder
from tutela.installation.place import DATABASE, Place
from tutela.installation.prepare import migrate
from tutela.installation.refusal import Refusal

ROOT = Path(__file__).parents[2]
PREFIX = "test_tutela"
# what decides how a freshly migrated database looks
INGREDIENTS = (
    "requirements.lock",
    "tutela/*/migrations/*",
    "tutela/agencies/reference/*",
    "tutela/audit/installing.py",
    "tutela/config/settings.py",
    "tutela/installation/harden.py",
    "tutela/installation/roles.py",
)


class Testbed:
    """Where they are: `server` is a superuser URL, or empty for the embedded server."""

    def __init__(self, server: str = "", *, kind: str = "tests") -> None:
        digest = hashlib.sha256(f"{ROOT}|{server}".encode()).hexdigest()[:10]
        self.home = Path(tempfile.gettempdir()) / f"tutela-{kind}-{os.getuid()}-{digest}"
        cluster = None if server else Cluster(self.home, throw_away=True)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.place = Place(
            self.home, cluster, named=f"{PREFIX}_{worker}_{os.getpid()}", server=server
        )

    @contextlib.contextmanager
    def database(self) -> Iterator[Place]:
        """A migrated database of our own, gone afterwards."""
        private_folder(self.home)
        if self.home.stat().st_uid != os.geteuid():
            raise Refusal(f"{self.home} belongs to somebody else.")
        with self._server_shared(), self._superuser() as connection:
            try:
                with self._alone():
                    _refuse_a_real_server(connection)
                    _drop_abandoned(connection)
                    template = self._template(connection)
                    _create(connection, self.place.database, template)
                roles.grant_in(self.place.superuser_url(), self.place.database)
                self._let_owner_in()
                yield self.place
            finally:
                _drop(connection, self.place.database)

    def start_over(self) -> None:
        """Our database as it was when it was new; nobody may hold a connection to it."""
        with self._superuser() as connection:
            _drop(connection, self.place.database)
            with self._alone():
                _create(connection, self.place.database, self._template(connection))
        roles.grant_in(self.place.superuser_url(), self.place.database)

    def url(self, process: str) -> str:
        """The URL of that process's role in our database; here the owner may log in."""
        if process == "owner":
            return self.place.url("owner", self.place.keys.password(roles.OWNER))
        return self.place.url(process)

    def _template(self, connection: psycopg.Connection) -> str:
        name = f"test_template_{_digest()}"
        if _is_there(connection, name):
            return name
        draft = replace(self.place, named=f"test_draft_{os.getpid()}")
        superuser = draft.superuser_url()
        _drop(connection, draft.database)
        try:
            passwords = {role: draft.keys.password(role) for role in roles.SERVING}
            roles.install(superuser, draft.database, passwords)
            harden.harden(superuser, draft.database)
            self._let_owner_in()
            migrate(draft, draft.url("owner", draft.keys.password(roles.OWNER)))
            for (old,) in connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_template\\_%'"
            ).fetchall():
                _drop(connection, old)
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(draft.database), sql.Identifier(name)
                )
            )
        finally:
            _drop(connection, draft.database)
        return name

    def _let_owner_in(self) -> None:
        roles.let_owner_in(self.place.superuser_url(), self.place.keys.password(roles.OWNER))

    @contextlib.contextmanager
    def _superuser(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.place.superuser_url(), autocommit=True) as connection:
            connection.execute("SET client_min_messages = warning")
            yield connection

    @contextlib.contextmanager
    def _server_shared(self) -> Iterator[None]:
        cluster = self.place.cluster
        if cluster is None:
            yield
            return
        with (self.home / "users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            cluster.start()
            try:
                yield
            finally:
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    cluster.stop()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.home / "template.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _digest() -> str:
    total = hashlib.sha256()
    for pattern in INGREDIENTS:
        for path in sorted(ROOT.glob(pattern)):
            if path.suffix in {".py", ".sql", ".lock"}:
                total.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return total.hexdigest()[:16]


def _refuse_a_real_server(connection: psycopg.Connection) -> None:
    # the roles' passwords are the server's: tests beside a real database would change them
    if _is_there(connection, DATABASE):
        raise Refusal(f"This server holds a database {DATABASE}: tests need one of their own.")


def _drop_abandoned(connection: psycopg.Connection) -> None:
    for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall():
        number = re.fullmatch(r"test_(?:tutela_\w+|draft)_(\d+)", name)
        if number and not Path(f"/proc/{number[1]}").exists():
            with contextlib.suppress(psycopg.errors.ObjectInUse):
                _drop(connection, name, force=False)


def _create(connection: psycopg.Connection, name: str, template: str) -> None:
    connection.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


def _drop(connection: psycopg.Connection, name: str, *, force: bool = True) -> None:
    statement = "DROP DATABASE IF EXISTS {} WITH (FORCE)" if force else "DROP DATABASE {}"
    connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _is_there(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None
