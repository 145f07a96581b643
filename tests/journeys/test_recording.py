"""2. Search before recording; then everything that is known of a person, also the doubtful."""

import io
from datetime import timedelta

from django.utils.timezone import localdate
from PIL import Image, ImageDraw

from tests.journeys.people import a_number
from tutela.demonstration import story


def a_photograph():
    picture = Image.new("RGB", (480, 640), "#b8c4c9")
    drawing = ImageDraw.Draw(picture)
    drawing.ellipse((150, 120, 330, 350), fill="#7b8c94")
    drawing.pieslice((60, 380, 420, 900), 180, 360, fill="#55666e")
    kept = io.BytesIO()
    picture.save(kept, "JPEG")
    return {"name": "front.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def test_a_person_is_recorded_after_a_search(sign_in):
    manager = sign_in(story.MANAGER)
    manager.follow("Search", within="header")
    manager.press("Search")
    assert manager.errors == ["Enter a name, a date of birth or a number"]
    manager.answer("Name", "Peregrine Oakhollow")
    manager.press("Search")
    manager.sees("Nobody among your people fits what you typed.")
    manager.shoot("search-nobody")
    manager.follow("Record this person")

    manager.press("Record person")
    assert "Enter why your team needs this record" in manager.errors
    wrong = a_number(1234)[:-1] + ("A" if a_number(1234)[-1] != "A" else "B")
    manager.answer("Given names (optional)", "Peregrine")
    manager.answer("Surname or only name", "Oakhollow")
    manager.answer("Date of birth, as it was said (optional)", "about 1975")
    manager.answer("PNC number (optional)", wrong)
    manager.answer("Where they live now (optional)", "9 Rope Walk")
    manager.answer("Postcode (optional)", "ZZ3 1AB")
    manager.answer("Why does your team need this record?", "Convicted on 2 March 2026")
    manager.press("Record person")
    assert manager.errors[0].startswith("The last letter does not fit the rest of the number")
    manager.shoot("record-number-fails")
    manager.answer("Why keep a number that fails its check?", "Written so on the court's order")
    manager.press("Record person")
    manager.sees("Peregrine Oakhollow")

    manager.follow("Identity")
    manager.sees("about 1975", "Between 1 January 1973 and 31 December 1977", wrong)
    manager.sees("Fails its check", "Kept because: Written so on the court's order")
    manager.follow("Add a name or alias")
    manager.answer("Surname or only name", "Perry")
    manager.tick("Nickname")
    manager.press("Add name")
    manager.sees("Perry", "Nickname")
    manager.shoot("identity")

    manager.follow("Addresses")
    manager.follow("Add an address")
    manager.tick("Home address")
    manager.answer("Address", "41 Mill Lane")
    manager.day("Last day (optional)", localdate() - timedelta(days=40))
    manager.press("Add address")
    manager.sees("41 Mill Lane", "9 Rope Walk", "Before")
    manager.shoot("addresses")

    manager.follow("Photographs")
    manager.follow("Add a photograph")
    manager.press("Add photograph")
    assert manager.errors == ["Choose a photograph"]
    manager.page.locator("input[type=file]").set_input_files(a_photograph())
    manager.day("When was it taken? (optional)", localdate() - timedelta(days=3))
    manager.answer("What does it show? (optional)", "Face from the front")
    manager.tick("Show this photograph on the contact card")
    manager.press("Add photograph")
    manager.sees("Face from the front")
    assert manager.page.locator("main img").first.evaluate("one => one.naturalWidth") > 0

    manager.follow("Relationships")
    manager.follow("Add a relationship")
    manager.answer("Their name", "Wren Oakhollow")
    manager.tick("Brother or sister")
    manager.press("Add relationship")
    manager.sees("Wren Oakhollow")
    manager.shoot("relationships")
    manager.follow("Overview")
    manager.sees("Peregrine Oakhollow", "9 Rope Walk", "Wren Oakhollow")


def test_a_person_whom_the_team_has_already_is_shown_first(sign_in):
    manager = sign_in(story.MANAGER)
    manager.follow("Search", within="header")
    manager.answer("Name", "Calum Feris")
    manager.answer("Date of birth", "14 September 1979")
    manager.press("Search")
    manager.sees("1 person found", "Callum Ferris", "Likely")
    manager.shoot("search")

    manager.follow("Record this person")
    manager.answer("Given names (optional)", "Callum")
    manager.answer("Surname or only name", "Ferris")
    manager.answer("Date of birth, as it was said (optional)", "14 September 1979")
    manager.answer("Why does your team need this record?", "Released on licence")
    manager.press("Record person")
    manager.sees("Is it one of these people?", "Callum Ferris")
