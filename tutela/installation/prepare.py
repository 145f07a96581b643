"""Bring roles, database and schema of one place up to date."""

import json
import secrets
import subprocess
import sys
from collections.abc import Sequence

from tutela.installation import harden, roles
from tutela.installation.place import Place
from tutela.installation.processes import environment
from tutela.installation.refusal import Refusal

# what every installation holds, as this version knows it
EVERYWHERE = ("load_reference",)


def prepare(place: Place, *, also: Sequence[str] = ()) -> None:
    """Everything that must be true of the database before a process may serve from it.

    The commands of `also` are run as the owner while the owner may log in.
    """
    if not place.has_superuser():
        migrate(place, place.url("owner"), also=also)
        return
    superuser = place.superuser_url()
    passwords = {role: place.password(role.removeprefix("tutela_")) for role in roles.SERVING}
    roles.install(superuser, place.database, passwords)
    if place.cluster:
        harden.harden(superuser, place.database)
    password = secrets.token_hex(32)
    roles.let_owner_in(superuser, password)
    try:
        migrate(place, place.url("owner", password), also=also)
    finally:
        roles.keep_owner_out(superuser)


def migrate(place: Place, url: str, *, also: Sequence[str] = ()) -> None:
    """Run the migrations as the owner, in a process of its own, and hand over the actor keys."""
    keys = {f"tutela_{name}": place.keys.actor_key(name) for name in ("casework", "worker")}
    told = environment(place, "owner", url=url, more={"TUTELA_ACTOR_KEYS": json.dumps(keys)})
    manage = [sys.executable, "-P", "-m", "tutela", "manage", "--as", "owner"]
    done = subprocess.run(
        [*manage, "prepare_database", *EVERYWHERE, *also],
        env=told,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stdout.strip().removeprefix("CommandError: ")
        raise Refusal(said or "The database could not be migrated.")
