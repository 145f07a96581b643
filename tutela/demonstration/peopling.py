"""The invented people: an extract that the worker reads in, and what the officers did then."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from tutela.demonstration import story
from tutela.demonstration.extract import the_one
from tutela.demonstration.extract.writing import write
from tutela.installation.home import private_folder
from tutela.installation.refusal import Refusal
from tutela.law.reckoning import LONDON

# what a police force would hold: every notification since the first
PEOPLE, SEED, YEARS = 240, 2026, 40
TEAMS = ("Offender Management East", "Offender Management West")
# nearly all live in the area; a few homes wait to be placed, and a few have moved away
AREAS = (*("northmarch",) * 22, "westmoor", "")
# what `fill_demonstration --ask` answers where nobody has been invented yet
EMPTY = 4

Environment = Callable[[str], Mapping[str, str]]


def people(environment: Environment, folder: Path) -> None:
    """Fill the founded area unless it is filled: `environment` is of the process named."""
    asked = _manage(environment, "casework", ["fill_demonstration", "--ask"])
    if asked == 0:
        return
    if asked != EMPTY:
        raise Refusal("The demonstration could not be filled.")
    on = datetime.now(LONDON).date()
    extract = private_folder(folder / "extract")
    surname, given, born = story.THE_ONE
    area, *_ = AREAS
    one = the_one.rows(surname, given, born, team=TEAMS[0], area=area, on=on)
    for _ in write(
        extract, people=PEOPLE, seed=SEED, on=on, teams=TEAMS, areas=AREAS, years=YEARS, first=one
    ):
        pass
    imported = ["import_extract", str(extract), "--as", story.MANAGER, "--apply"]
    steps = (
        ("worker", [*imported, "--visor", on.isoformat()]),
        ("casework", ["fill_demonstration"]),
        ("worker", ["open_breaches"]),
    )
    for process, command in steps:
        if _manage(environment, process, command):
            raise Refusal("The demonstration could not be filled.")


def _manage(environment: Environment, process: str, command: Sequence[str]) -> int:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tutela", "manage", "--as", process, *command],
        env=environment(process),
        check=False,
    )
    return done.returncode
