"""9. Who looked, what an officer looked at, taken out with a purpose; the record is whole."""

import csv
import re

import pytest

from tests.journeys.people import open_from_the_list
from tutela.demonstration import story


def test_who_looked_at_a_file_and_what_an_officer_looked_at(sign_in):
    manager = sign_in(story.MANAGER)
    open_from_the_list(manager, "Ferris", "Ferris, Callum")

    governance = sign_in(f"governance@{story.DOMAIN}")
    governance.shoot("governance-today")
    governance.go("/oversight/looked-at/")
    governance.press("Find the person")
    assert governance.errors == ["Enter a surname"]
    governance.answer("Surname, or the beginning of it", "Ferr")
    governance.press("Find the person")
    governance.follow("Callum Ferris")
    governance.sees("Who looked at this file", "Robin Ashdown")
    governance.shoot("who-looked")

    governance.follow("What an officer looked at")
    governance.follow("Robin Ashdown")
    governance.sees("What this officer looked at", "Callum Ferris")
    governance.shoot("what-officer-looked-at")
    governance.page.get_by_label("File opened").check()
    governance.page.get_by_role("button", name="Apply filters").click()
    governance.arrived()
    governance.sees("Selected filters")

    governance.follow(re.compile("^Take this list out"))
    governance.press("Take the list out")
    assert governance.errors == ["Select what you need the list for"]
    governance.go(governance.path)
    governance.tick("A complaint")
    governance.shoot("take-out")
    with governance.page.expect_download() as download:
        governance.page.get_by_role("button", name="Take the list out").click()
    lines = list(csv.reader(download.value.path().read_text().splitlines()))
    assert "Alexis Crane" in lines[0][0]
    assert "A complaint" in lines[0][0]
    assert any("Callum Ferris" in line for line in lines[1:])


@pytest.mark.timeout(900)
def test_the_record_is_verified(sign_in):
    governance = sign_in(f"governance@{story.DOMAIN}")
    governance.go("/oversight/record/")
    governance.press("Verify now")
    governance.sees("Verification asked for")
    for _ in range(100):
        governance.page.wait_for_timeout(2000)
        governance.page.reload()
        if "Everything agrees" in governance.text or "does not agree" in governance.text:
            break
    governance.sees("Everything agrees")
    governance.arrived()
    governance.shoot("record-verified")
