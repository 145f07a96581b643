"""The manual's pictures: which pages name, taken by the journeys when somebody asks for them.

`TUTELA_PICTURES=docs/manual/pictures ./run test tests/journeys` takes them all again.
"""

import os
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tutela.ui.testing import ROOT, shoot

FOLDER = ROOT / "docs" / "manual" / "pictures"
PICTURE = re.compile(r"!\[[^\]]+\]\((?:docs/manual/)?pictures/([a-z0-9-]+)-(1280|390)\.png\)")
# the upper part of a long list says enough
TALLEST = {1280: 1500, 390: 1700}
COLOURS = 64


def used() -> set[tuple[str, int]]:
    """Name and width of every picture that the manual or README.md shows."""
    pages = [ROOT / "README.md", *(ROOT / "docs" / "manual").glob("*.md")]
    shown = (found for page in pages for found in PICTURE.findall(page.read_text()))
    return {(name, int(width)) for name, width in shown}


def take(page: Page, name: str) -> None:
    """Take the picture at each width at which a page of the manual shows it."""
    widths = sorted(width for shown, width in used() if shown == name)
    if not os.environ.get("TUTELA_PICTURES") or not widths:
        return
    for made in shoot(page, name, widths):
        make_small(made, tallest=TALLEST[int(made.stem.rpartition("-")[2])])


def make_small(path: Path, *, tallest: int) -> None:
    """A page is flat colours: a small palette keeps them, and keeps the repository small."""
    with Image.open(path) as whole:
        picture = whole.convert("RGB").crop((0, 0, whole.width, min(whole.height, tallest)))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
