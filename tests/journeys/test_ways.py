"""By keyboard alone, without scripts, on a telephone, twice at once, and too late."""

import re

import pytest

from tests.journeys.people import record_person
from tutela.demonstration import story


class Keys:
    """Somebody who has no mouse: Tab, the space bar, Enter, and what has the focus."""

    def __init__(self, one):
        self.one, self.press = one, one.page.keyboard.press

    def reach(self, name):
        """Tab to the part of that name; fail where it cannot be reached or its focus not seen."""
        for _ in range(120):
            self.press("Tab")
            if self.one.page.evaluate(FOCUSED).startswith(name):
                assert self.one.page.evaluate(SEEN), f"the focus on {name} is not seen"
                return
        raise AssertionError(f"{name} cannot be reached by keyboard on {self.one.path}")

    def enter(self):
        with self.one.page.expect_navigation():
            self.press("Enter")
        self.one.arrived()

    def write(self, name, said):
        self.reach(name)
        self.press("Control+A")
        self.one.page.keyboard.type(said)


FOCUSED = """() => {
  const one = document.activeElement
  const label = one.labels && one.labels.length ? one.labels[0].innerText : ''
  return (label || one.innerText || '').trim()
}"""
SEEN = """() => {
  const style = getComputedStyle(document.activeElement)
  return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
}"""


def test_a_whole_day_by_keyboard(desk):
    one = desk()
    keys = Keys(one)
    one.go("/accounts/login/")
    keys.reach("Robin Ashdown")
    keys.enter()
    assert one.heading == "Today"
    keys.press("Tab")
    assert one.page.evaluate(FOCUSED) == "Skip to main content"
    keys.press("Enter")
    assert one.page.evaluate("document.activeElement.tagName") == "MAIN"

    one.page.reload()
    keys.reach("Search")
    keys.enter()
    keys.write("Name", "Xiomara Vrbnik")
    keys.enter()
    one.sees("Nobody among your people fits what you typed.")
    keys.reach("Record this person")
    keys.enter()
    keys.write("Given names", "Xiomara")
    keys.write("Surname", "Vrbnik")
    keys.reach("Record person")
    keys.enter()
    assert one.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    keys.reach("Enter why your team needs this record")
    keys.press("Enter")
    assert one.page.evaluate(FOCUSED).startswith("Why does your team need this record?")
    one.page.keyboard.type("Released on licence")
    keys.reach("Record person")
    keys.enter()
    one.sees("Xiomara Vrbnik")
    keys.reach("Addresses")
    keys.enter()
    keys.reach("Add an address")
    keys.enter()
    keys.reach("Home address")
    keys.press("Space")
    keys.write("Address", "5 Windmill Rise")
    keys.reach("Add address")
    keys.enter()
    one.sees("5 Windmill Rise")
    keys.reach("Sign out")
    keys.enter()
    assert one.heading == "Sign in"


def test_the_stale_form_shows_both(sign_in):
    first, second = sign_in(story.MANAGER), sign_in(story.MANAGER)
    file = record_person(first, "Pemberley", "Ash", address=("1 Low Street", "ZZ1 1AA"))
    for one in (first, second):
        one.go(f"{file}addresses/")
        one.follow(re.compile("^Change or end"))
        one.select(re.compile("police area", re.IGNORECASE), "Northmarch")
    first.answer("Address", "1 Lower Street")
    first.press("Save address")
    first.sees("1 Lower Street")

    second.answer("Address", "1 Lowe Street")
    second.press("Save address")
    second.sees("1 Lower Street")
    assert "1 Lowe Street" in second.page.locator("table").inner_text()
    second.shoot("stale")
    second.press("Save my answers over these")
    second.sees("1 Lowe Street")
    second.sees_not("1 Lower Street")


def test_a_double_press_makes_one_change(sign_in):
    manager = sign_in(story.MANAGER, scripts=False)
    file = record_person_quietly(manager)
    manager.page.goto(f"{manager.address}{file}identity/names/add/")
    manager.answer("Surname or only name", "Twicepressed")
    manager.tick("Alias")
    manager.page.get_by_role("button", name="Add name").dblclick()
    manager.page.wait_for_url(f"{manager.address}{file}identity/")
    manager.go(f"{file}identity/")
    assert manager.page.locator(".govuk-summary-list__row", has_text="Twicepressed").count() == 1


def record_person_quietly(one):
    return record_person(one, "Delamere", "Quill")


def test_everything_works_without_scripts(sign_in):
    manager = sign_in(story.MANAGER, scripts=False)
    file = record_person(manager, "Scriptless", "Nan")
    manager.go(f"{file}addresses/add/")
    manager.press("Add address")
    assert "Enter the address" in manager.errors
    manager.tick("Home address")
    manager.answer("Address", "3 Plain Road")
    manager.press("Add address")
    manager.sees("3 Plain Road")
    manager.go("/people/")
    manager.select("Whose people", "My team's")
    manager.page.get_by_role("button", name="Apply filters").click()
    manager.arrived()
    manager.sees("Selected filters")


@pytest.mark.parametrize(
    "path", ["/", "/people/", "/search/", "/tell/", "/people/card/", "/told/waiting/", "/told/"]
)
def test_an_officer_s_pages_fit_a_telephone(sign_in, path):
    manager = sign_in(story.MANAGER, width=390)
    manager.go(path)
    manager.fits_a_phone()


def test_a_file_fits_a_telephone(sign_in):
    manager = sign_in(story.MANAGER, width=390)
    manager.page.locator("button", has_text="Menu").click()
    manager.follow("People", within="header")
    manager.page.locator("main tbody th a").first.click()
    manager.arrived()
    parts = manager.page.locator("nav[aria-label='Parts of the file'] a")
    for address in [part.get_attribute("href") for part in parts.all()]:
        manager.go(address)
        manager.fits_a_phone()


def test_the_public_site_is_left_at_once(desk):
    visitor = desk(site="public")
    visitor.go("/")
    visitor.shoot("public-home")
    visitor.fits_a_phone()
    visitor.page.goto(f"{visitor.address}/people/")
    visitor.sees("Page not found")
    assert visitor.page.get_by_role("button", name=re.compile("Exit this page")).count()
