"""What browser tests ask of a page: accessible, nothing from elsewhere, and a picture of it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
MANUAL_PICTURES = ROOT / "docs" / "manual" / "pictures"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CHROMIUM_OPTIONS = (
    "--headless",
    "--lang=en-GB",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
)


def chromium() -> str | None:
    """Where this machine has Chromium, if it has."""
    named = os.environ.get("TUTELA_CHROMIUM")
    # without windows it needs half the processor's time
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return named or next(filter(None, map(shutil.which, names)), None)


LETTERS = """() => {
  const met = new Set();
  for (const one of document.querySelectorAll('body *')) {
    const is_box = one.matches('input, select, textarea');
    if (!is_box && ![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())) {
      continue;
    }
    const letters = getComputedStyle(one);
    const said = [letters.color, letters.fontSize, letters.fontWeight, letters.textShadow];
    for (let behind = one; behind; behind = behind.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(behind);
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') said.push(backgroundColor);
      if (backgroundImage !== 'none' || opacity !== '1') said.push(backgroundImage, opacity);
      if (backgroundColor.startsWith('rgb(')) break;
    }
    met.add(said.join());
  }
  return [...met];
}"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for every test of the process: Playwright runs once in a thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), args=list(CHROMIUM_OPTIONS)
        )
        yield started
        started.close()


def assert_accessible(page: Page, *, with_contrast: bool = True) -> None:
    """Fail with axe's own words when the page breaks a rule of WCAG 2.2 AA or good practice."""
    from axe_playwright_python.sync_playwright import Axe

    # evaluated, not added as a script tag, which the page's own policy would stop
    options = {
        "runOnly": list(RULES),
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": with_contrast}},
    }
    found = Axe().run(page, options=options).response["violations"]
    if found:
        raise AssertionError(f"{page.url} is not accessible:\n" + "\n".join(map(_told, found)))


def letters(page: Page) -> set[str]:
    """What decides about contrast: colour, size and weight of letters, and what is behind them."""
    return set(page.evaluate(LETTERS))


def _told(violation: dict[str, Any]) -> str:
    places = [str(node["target"]) + " " + node["failureSummary"] for node in violation["nodes"][:5]]
    return "\n    ".join([f"{violation['id']}: {violation['help']}", *places])


def assert_fits(page: Page) -> None:
    """Fail when the page must be scrolled sideways."""
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if over > 0:
        raise AssertionError(f"{page.url} is {over} pixels wider than the screen")


def shoot(page: Page, name: str, widths: Sequence[int] = (1280, 390)) -> list[Path]:
    """Save a picture of the whole page at each width; the manual's where nothing else is said."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise ValueError("A picture's name is of small letters, digits and hyphens.")
    folder = Path(os.environ.get("TUTELA_PICTURES") or MANUAL_PICTURES)
    folder.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    made = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})
        made.append(folder / f"{name}-{width}.png")
        page.screenshot(path=made[-1], full_page=True, animations="disabled")
    if before:
        page.set_viewport_size(before)
    return made
