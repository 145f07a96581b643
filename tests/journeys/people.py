"""What several journeys begin with: a person of their own, recorded through the pages."""

import re

from tutela.demonstration.invented import pnc


def record_person(one, surname, given, *, born="14 September 1979", number="", address=""):
    """Search, find nobody, record; the address of the new file's front page."""
    one.follow("Search", within="header")
    one.answer("Name", f"{given} {surname}")
    one.press("Search")
    one.follow("Record this person")
    one.answer("Given names (optional)", given)
    one.answer("Surname or only name", surname)
    one.answer("Date of birth, as it was said (optional)", born)
    if number:
        one.answer("PNC number (optional)", number)
    if address:
        lines, postcode = address
        one.answer("Where they live now (optional)", lines)
        one.answer("Postcode (optional)", postcode)
    one.answer("Why does your team need this record?", "Convicted at Northmarch Crown Court")
    one.press("Record person")
    return re.match(r"/people/[0-9a-f-]{36}/", one.path)[0]


def open_from_the_list(one, surname, named):
    """The list of people, narrowed to a surname, and the file from there."""
    one.go("/people/?whose=mine")
    one.page.locator("main").get_by_label("Surname begins with").fill(surname)
    one.page.get_by_role("button", name="Find in your people").click()
    one.arrived()
    one.follow(named)


def a_number(serial):
    return pnc(2021, serial)
