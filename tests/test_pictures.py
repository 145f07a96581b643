"""Every picture is shown by a page and taken by a journey; every one that is shown is there."""

import re
from pathlib import Path

from tests.journeys.pictures import FOLDER, used

LARGEST = 150_000


def names(pictures):
    return {f"{name}-{width}.png" for name, width in pictures}


def test_every_picture_is_shown_and_every_one_shown_is_there():
    assert names(used()) == {path.name for path in FOLDER.iterdir()}


def test_every_picture_shown_is_taken_by_a_journey():
    journeys = "".join(
        path.read_text() for path in (Path(__file__).parent / "journeys").glob("test_*.py")
    )
    taken = set(re.findall(r'\.shoot\("([a-z0-9-]+)"\)', journeys))
    assert {name for name, _ in used()} <= taken


def test_no_picture_is_large():
    assert [path.name for path in FOLDER.iterdir() if path.stat().st_size > LARGEST] == []
