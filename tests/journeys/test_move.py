"""A move that nobody announced: found elsewhere, joined, taken on by the other force."""

from datetime import date

from tests.journeys.people import a_number, record_person
from tests.journeys.test_telling import waits_for
from tutela.demonstration import story

HIM = "Idris Pellowe"


def test_a_move_that_nobody_announced(sign_in):
    manager, finder = sign_in(story.MANAGER), sign_in(story.RESPONSE)
    number = a_number(50713)
    file = record_person(manager, "Pellowe", "Idris", number=number)
    manager.go(f"{file}addresses/add/")
    manager.tick("Home address", under="What is this address?")
    manager.answer("Address", "3 Lantern Street")
    manager.select("Police area of that address", "Northmarch")
    manager.press("Add address")
    confirm(manager)
    manager.sees("3 Lantern Street", "Police area: Northmarch")

    # any officer, without sight of anything
    finder.follow("Tell", within="header")
    finder.follow("Did you find somebody living or staying elsewhere? Tell that here")
    finder.press("Tell")
    assert finder.errors == [
        "Select what they are doing there",
        "Enter where they were found",
        "Enter how you found it out",
    ]
    finder.go("/tell/found/")
    finder.answer("PNC, CRO, prison or probation number (optional)", number)
    finder.tick("Lives there", under="What are they doing there?")
    finder.answer("Where were they found?", "17 Granary Court")
    finder.select("Police area of that address", "Westmoor")
    finder.day("On which day? (optional)", date.today())  # noqa: DTZ011 - any zone will do
    finder.answer(
        "How did you find it out, and what else is there to know?", "He answered the door"
    )
    finder.shoot("found-elsewhere")
    finder.press("Tell")
    finder.sees("It has been taken", "17 Granary Court")
    finder.sees_not("Pellowe")

    # at once at the owner's, who holds it for true
    waits_for(manager, f"About {HIM}")
    manager.sees("Found elsewhere")
    manager.follow(f"About {HIM}")
    manager.follow(f"Join to the file of {HIM}")
    manager.press("Join to the file")
    assert manager.heading == "Take the place as an address"
    asked = manager.page.get_by_label("Address", exact=True)
    assert asked.input_value() == "17 Granary Court"
    manager.press("Save address")
    manager.sees("The person moves to another police area", "Westmoor Offender Management")
    manager.sees("Nothing is saved yet")
    manager.shoot("move-follows")
    manager.press("Save this")
    manager.sees("Not acknowledged", "Take the move back")
    manager.shoot("whereabouts")

    # both see until the receiving team answers
    across = sign_in(story.ACROSS)
    across.sees("Moved to another area, to be acknowledged")
    across.follow(HIM)
    across.sees("From Offender Management East")
    across.follow("Acknowledge the move")
    across.press("Acknowledge")
    assert across.errors == [
        "Enter what shows that the person lives here",
        "Select until when the former team may see the file",
    ]
    across.go(across.path)
    across.answer("What shows that the person lives here?", "Seen at home by two officers")
    across.tick("It ends now", under="Until when may the former team still see the file?")
    across.shoot("acknowledge-move")
    across.press("Acknowledge")
    across.sees("Move acknowledged", "Acknowledged")
    across.go(f"{file}addresses/")
    across.sees("17 Granary Court", "Police area: Westmoor")
    manager.go(file, status=404)


def test_where_a_person_is_shows_on_every_page_of_the_file(sign_in):
    manager = sign_in(story.MANAGER)
    file = record_person(manager, "Tregarth", "Osric", number=a_number(50714))
    manager.go(f"{file}whereabouts/")
    manager.follow("Say where the person is")
    manager.tick("In custody", under="Where is the person?")
    manager.press("Save")
    assert manager.errors == [
        "Select whether a court ordered it, or not known",
        "Enter the first day",
    ]
    manager.go(f"{file}whereabouts/add/")
    manager.tick("In custody", under="Where is the person?")
    manager.tick("Yes", under="Is it by order of a court, or under a sentence?")
    manager.answer("Which place? (optional)", "HMP Stonefield")
    manager.day("Since which day?", date.today())  # noqa: DTZ011
    manager.day("When is the release expected? (optional)", date.today())  # noqa: DTZ011
    manager.shoot("say-where")
    manager.press("Save")
    confirm(manager)
    manager.sees("HMP Stonefield", "Release expected on")
    manager.go(file)
    manager.sees("In custody")
    manager.go("/")
    manager.sees("Releases expected", "Osric Tregarth")


def test_a_phone_shows_the_pages_of_a_move_without_a_sideways_scroll(sign_in):
    manager = sign_in(story.MANAGER, width=390)
    for path in ("/areas/", "/tell/found/"):
        manager.go(path)
        manager.fits_a_phone()
    manager.go("/areas/")
    manager.follow("Gwent")
    manager.sees("Local health boards", "Not verified")
    manager.fits_a_phone()


def confirm(one):
    """Where the change entails something, the second press."""
    if one.heading == "What this changes":
        one.press("Save this")
