"""8. The file as it was known at a past moment, in what is open to the reader today."""

import re
import time

from tests.journeys.people import open_from_the_list, record_person
from tutela.demonstration import story

PAGES = ("", "identity/", "addresses/", "relationships/", "sharing/", "timeline/")


def main_of(one):
    return one.page.locator("main").evaluate("one => one.outerHTML")


def test_the_past_is_shown_byte_for_byte(sign_in):
    manager = sign_in(story.MANAGER)
    file = record_person(manager, "Marlowe", "Silvan", address=("8 Salt Quay", "ZZ6 1EF"))
    then = {}
    for part in PAGES:
        manager.go(f"{file}{part}")
        then[part] = main_of(manager)
    time.sleep(1.1)  # the picker takes a moment after these pages and before the change
    moment = manager.page.evaluate(
        "new Date().toLocaleTimeString('en-GB', {timeZone: 'Europe/London'})"
    )
    time.sleep(1.1)
    manager.go(f"{file}addresses/add/")
    manager.tick("Home address")
    manager.answer("Address", "77 Beacon Hill")
    manager.press("Add address")
    manager.sees("77 Beacon Hill")

    manager.follow("As it was known")
    manager.press("Show the file as it was")
    assert manager.errors
    manager.shoot("known-picker")
    today = manager.page.evaluate(
        "new Date().toLocaleDateString('en-CA', {timeZone: 'Europe/London'}).split('-')"
    )
    boxes = manager.question("Day")
    for name, said in zip(("Year", "Month", "Day"), today, strict=True):
        boxes.get_by_label(name, exact=True).fill(said)
    manager.answer("Time", moment)
    manager.press("Show the file as it was")
    manager.sees("Back to now", "8 Salt Quay")
    manager.sees_not("77 Beacon Hill")
    asked = manager.path.partition("?")[2]
    for part in PAGES:
        manager.go(f"{file}{part}?{asked}")
        assert main_of(manager) == then[part], part
    manager.go(f"{file}addresses/?{asked}")
    manager.shoot("known-addresses")
    manager.follow("Back to now")
    manager.sees("77 Beacon Hill")


def test_a_change_in_the_timeline_leads_to_before_and_after(sign_in):
    manager = sign_in(story.MANAGER)
    open_from_the_list(manager, "Ferris", "Ferris, Callum")
    manager.shoot("file")
    manager.follow("Timeline")
    manager.sees("Relationship added")
    manager.shoot("timeline")
    manager.follow("As it was known")
    manager.link(re.compile(r"^Before(?! and)")).first.click()
    manager.arrived()
    manager.sees("Back to now")
    manager.fits_a_phone()
