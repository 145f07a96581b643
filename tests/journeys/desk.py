"""A person in front of a browser: reads, answers, presses; every page is checked as it comes."""

import re
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page

from tests.journeys.pictures import take
from tutela.ui.testing import assert_accessible, assert_fits, letters

# Pages whose parts are the same have the same faults: each composition is checked once.
CHECKED: set[tuple[str, str]] = set()
MADE_OF = """() => [innerWidth, ...new Set(
  [...document.querySelectorAll('body *')].map(one => one.tagName + one.className)
)].join()"""
# What colours letters have decides about contrast, which takes axe two thirds of its time: each is
# checked where it is first met.
LETTERS: set[str] = set()
# how the browser tells of a page that was refused on purpose
REFUSED = "Failed to load resource: the server responded with a status of 4"


class Desk:
    """One browser window; `faults` is what the browser complained of."""

    def __init__(self, page: Page, address: str, *, scripts: bool = True) -> None:
        self.page, self.address, self.scripts = page, address, scripts
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._heard)

    def _heard(self, said: Any) -> None:
        if said.type in {"error", "warning"} and not said.text.startswith(REFUSED):
            self.faults.append(f"{self.page.url}: {said.text}")

    # reading ---------------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def errors(self) -> list[str]:
        """What the error summary says."""
        return self.page.locator(".govuk-error-summary__list li").all_inner_texts()

    def sees(self, *words: str) -> None:
        body = _one_line(self.page.locator("body").inner_text())
        for said in words:
            assert said in body, f"{said!r} is not on {self.path}:\n{body}"

    def sees_not(self, *words: str) -> None:
        body = _one_line(self.page.locator("body").inner_text())
        for said in words:
            assert said not in body, f"{said!r} is on {self.path}:\n{body}"

    def link(self, name: str | re.Pattern[str], within: str = "body") -> Locator:
        area = self.page.locator(within)
        exact = isinstance(name, str)
        looks_like_a_button = area.locator("a[role=button]").and_(
            self.page.get_by_role("button", name=name, exact=exact)
        )
        return area.get_by_role("link", name=name, exact=exact).or_(looks_like_a_button)

    def row(self, name: str) -> Locator:
        """A line of a summary list, by its key."""
        rows = self.page.locator(".govuk-summary-list__row")
        return rows.filter(has=self.page.locator("dt", has_text=name)).first

    def section(self, heading: str) -> Locator:
        """A part of the page, as its heading names it."""
        return self.page.get_by_role("region", name=re.compile(heading)).first

    # going -----------------------------------------------------------------------------------

    def go(self, path: str, *, status: int = 200) -> None:
        address = path if path.startswith("http") else f"{self.address}{path}"
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}"
        self.arrived()

    def follow(self, name: str | re.Pattern[str], within: str = "body") -> None:
        self.link(name, within).first.click()
        self.arrived()

    def press(self, name: str, within: str = "main") -> None:
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()
        self.arrived()

    def arrived(self) -> None:
        """The page is whole, and anybody can use it."""
        self.page.wait_for_load_state()
        assert "Sorry, there is a problem" not in self.page.title(), self.path
        if not self.scripts:  # the checker would not run either
            return
        made_of = (self.page.title(), self.page.evaluate(MADE_OF))
        if made_of not in CHECKED:
            found = letters(self.page)
            assert_accessible(self.page, with_contrast=not found <= LETTERS)
            LETTERS.update(found)
            CHECKED.add(made_of)

    # answering -------------------------------------------------------------------------------

    def answer(self, question: str, said: str) -> None:
        self.page.locator("main").get_by_label(question, exact=True).fill(said)

    def tick(self, *answers: str, under: str = "") -> None:
        within = self.question(under) if under else self.page.locator("main")
        for said in answers:
            within.get_by_label(said, exact=True).check()

    def select(self, question: str, option: str) -> None:
        self.page.locator("main").get_by_label(question, exact=True).select_option(label=option)

    def question(self, legend: str) -> Locator:
        return self.page.get_by_role("group", name=legend)

    def day(self, legend: str, when: date) -> None:
        boxes = self.question(legend)
        for name in ("day", "month", "year"):
            boxes.get_by_label(name.capitalize(), exact=True).fill(str(getattr(when, name)))

    # a picture for the manual, when somebody asks for pictures ----------------------------------

    def shoot(self, name: str) -> None:
        take(self.page, name)

    def fits_a_phone(self) -> None:
        before = self.page.viewport_size
        self.page.set_viewport_size({"width": 390, "height": 844})
        assert_fits(self.page)
        if before:
            self.page.set_viewport_size(before)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
