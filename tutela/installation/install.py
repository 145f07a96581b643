"""`tutela install`: roles, database and schema on a server given by database URLs.

Writes for each process a file with its own environment, which its owner alone can read: the
service manager gives each process its own file and no other.
"""

import os
from collections.abc import Sequence

from tutela.installation.home import private_folder
from tutela.installation.place import find_place, is_server_given
from tutela.installation.prepare import prepare
from tutela.installation.processes import own_part
from tutela.installation.refusal import Refusal

SERVING = ("casework", "public", "worker")


def main(argv: Sequence[str]) -> int:
    """Install on the server that `TUTELA_SUPERUSER_DATABASE_URL` (or a URL per role) names."""
    if argv:
        raise Refusal("install takes no arguments.", 2)
    if not is_server_given():
        raise Refusal("Set TUTELA_SUPERUSER_DATABASE_URL; for the embedded server: ./run demo.", 2)
    place = find_place()
    prepare(place)
    folder = private_folder(place.home / "environment")
    for process in SERVING:
        path = folder / f"{process}.env"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            for name, value in own_part(place, process).items():
                file.write(f"{name}={value}\n")
    print(f"The database {place.database} is ready. One environment a process: {folder}")
    if place.has_superuser():
        print("Where the server is yours alone, run: tutela harden")
    return 0
