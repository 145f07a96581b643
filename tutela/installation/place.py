"""Where the database is: the embedded server, or a server given by database URLs.

Nothing else in the code asks which of the two it is.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

from tutela.installation.cluster import Cluster
from tutela.installation.home import data_folder, open_home
from tutela.installation.keys import Keys
from tutela.installation.refusal import Refusal

DATABASE = "tutela"


@dataclass(frozen=True)
class Place:
    """The database of one installation, and the keys that belong to it."""

    home: Path
    cluster: Cluster | None  # None: a server given by URLs
    named: str = ""
    server: str = ""

    @property
    def keys(self) -> Keys:
        return Keys(self.home)

    @property
    def database(self) -> str:
        """Its name: the one in the casework URL, where there is one."""
        if self.named:
            return self.named
        given = given_url("casework")
        return str(conninfo_to_dict(given).get("dbname", DATABASE)) if given else DATABASE

    def superuser_url(self) -> str:
        """For roles, database and hardening only. No serving process is told it."""
        if self.cluster:
            return self.cluster.url()
        if url := self.server or given_url("superuser"):
            return url
        raise Refusal("Set TUTELA_SUPERUSER_DATABASE_URL for this command.", 2)

    def has_superuser(self) -> bool:
        return bool(self.cluster or self.server or given_url("superuser"))

    def password(self, process: str) -> str:
        """The password of that process's role: the one in its URL, or one of ours."""
        given = given_url(process)
        if given:
            return str(conninfo_to_dict(given).get("password", ""))
        return self.keys.password(f"tutela_{process}")

    def url(self, process: str, password: str = "") -> str:
        """The database URL of that process's own role."""
        if given := given_url(process):
            return given
        role, word = f"tutela_{process}", password or self.password(process)
        if self.cluster:
            return self.cluster.url(role, self.database, word)
        parts = conninfo_to_dict(self.superuser_url())
        parts |= {"user": role, "password": word, "dbname": self.database}
        return url_of(parts)


def given_url(process: str) -> str:
    return os.environ.get(f"TUTELA_{process.upper()}_DATABASE_URL", "")


def is_server_given() -> bool:
    names = ("superuser", "owner", "casework", "public", "worker")
    return any(given_url(name) for name in names)


def find_place() -> Place:
    """The server that the environment names, else the embedded one (not started)."""
    home = open_home(data_folder())
    return Place(home, None if is_server_given() else Cluster(home))


@contextlib.contextmanager
def running_place() -> Iterator[Place]:
    """The place with its server running; an embedded one that we start ends with us."""
    place = find_place()
    started = place.cluster is not None and not place.cluster.answers()
    if place.cluster and started:
        if not (place.cluster.data / "PG_VERSION").exists():
            raise Refusal(f"There is no database in {place.home} yet: ./run demo makes one.")
        place.cluster.start(ends_with_us=True)
    try:
        yield place
    finally:
        if place.cluster and started:
            place.cluster.stop()


def url_of(parts: Mapping[str, object]) -> str:
    """A database URL from its parts."""
    words = {key: str(value) for key, value in parts.items() if value is not None}
    user, password = words.pop("user", ""), words.pop("password", "")
    database = words.pop("dbname", "")
    rest = "&".join(f"{key}={quote(value, safe='')}" for key, value in words.items())
    return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@/{database}?{rest}"
