"""`./run synthesise --people N --seed S FOLDER`: an agency's extract of people who do not exist."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tqdm import tqdm

from tutela.demonstration.extract.writing import write
from tutela.installation.refusal import Refusal

# the same bytes today and in a year; `--on` moves the invented lives to another day
ON = date(2026, 11, 1)


def main(argv: Sequence[str]) -> int:
    """Write the extract; the same people, seed and day give the same bytes."""
    parser = argparse.ArgumentParser(prog="synthesise", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000, help="how many to invent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", type=date.fromisoformat, default=ON, help="the day it is taken")
    parser.add_argument("--team", action="append", default=[], help="a team that manages some")
    parser.add_argument("--area", action="append", default=[], help="a police area's code")
    parser.add_argument("--years", type=int, default=3, help="of yearly notifications")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    asked = parser.parse_args(argv)
    if asked.people < 1:
        raise Refusal("--people is at least 1.", 2)
    steps = write(
        asked.folder,
        people=asked.people,
        seed=asked.seed,
        on=asked.on,
        teams=asked.team,
        areas=asked.area,
        years=asked.years,
    )
    for _ in tqdm(steps, total=asked.people, unit=" people", disable=None):
        pass
    print(f"{asked.people:,} invented people are in {asked.folder}.")
    print(f"See what reading them in would do: ./run import {asked.folder} --as EMAIL")
    return 0
