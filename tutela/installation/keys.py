"""Random secrets, one a file, each readable by its owner only."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from tutela.installation.home import private_folder

ROLES = ("tutela_casework", "tutela_public", "tutela_worker")
PROCESSES = ("casework", "public", "worker", "owner")


class Keys:
    """The secrets of one installation. Each is drawn when it is first asked for, then kept."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "keys"

    def kept(self, name: str) -> str:
        """The secret of that name: 32 random bytes, written as hexadecimal."""
        path = self.path(name)
        with contextlib.suppress(FileNotFoundError):
            return path.read_text().strip()
        number, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
        with open(number, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its secret counts
            os.link(draft, path)
        Path(draft).unlink()
        return path.read_text().strip()

    def path(self, name: str) -> Path:
        return private_folder(self.folder) / name

    def password(self, role: str) -> str:
        return self.kept(f"password-{role}")

    def secret_key(self, process: str) -> str:
        return self.kept(f"secret-{process}")

    def actor_key(self, process: str) -> str:
        return self.kept(f"actor-{process}")

    def signing_key(self) -> str:
        """Seed of the Ed25519 key with which the worker signs the audit log's sealed heads."""
        return self.kept("signing")

    def financial_key(self) -> str:
        """Locks bank and card details: casework and worker hold the same one, the database none."""
        return self.kept("financial")
