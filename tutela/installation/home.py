"""The data folder: embedded server, keys, outbox."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_data_path

from tutela.installation.refusal import Refusal

FORMAT = 1
MARK = "tutela-data-folder"


def data_folder() -> Path:
    """`TUTELA_HOME`, or a folder under the user's data directory."""
    named = os.environ.get("TUTELA_HOME")
    return Path(named).expanduser().absolute() if named else user_data_path("tutela")


def private_folder(path: Path) -> Path:
    """The folder, made if need be, for its owner only."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Refusal(f"Tutela cannot write to {path}: {error.strerror}.") from None
    return path


def open_home(home: Path) -> Path:
    """Make the data folder or accept it; refuse one that is not ours, newer, or read-only."""
    private_folder(home)
    mark = home / MARK
    try:
        _refuse_what_is_not_ours(home, mark)
        mark.write_text(f"{FORMAT}\n")
    except OSError as error:
        raise Refusal(f"Tutela cannot write to {home}: {error.strerror}.") from None
    return home


def _refuse_what_is_not_ours(home: Path, mark: Path) -> None:
    if mark.exists():
        said = mark.read_text().strip()
        if not said.isdecimal() or int(said) > FORMAT:
            raise Refusal(
                f"The data folder {home} was made by a newer Tutela; use that one, or --fresh."
            )
    elif any(entry.name != "running" for entry in home.iterdir()):
        raise Refusal(
            f"{home} holds something else than Tutela's data; name another folder in TUTELA_HOME."
        )


def start_over(home: Path) -> None:
    """Forget everything in a data folder of ours."""
    if not (home / MARK).exists():
        return
    for entry in home.iterdir():
        if entry.name in {MARK, "running"}:  # the mark goes last: a broken removal stays ours
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    (home / MARK).unlink()


@contextlib.contextmanager
def held(home: Path, *, refusal: str) -> Iterator[None]:
    """Be the only one that runs in this data folder; the lock ends with the process."""
    private_folder(home)
    try:
        file = open(home / "running", "a+")  # noqa: SIM115 - the lock lives as long as the file
    except OSError as error:
        raise Refusal(f"Tutela cannot write to {home}: {error.strerror}.") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(refusal) from None
        yield
