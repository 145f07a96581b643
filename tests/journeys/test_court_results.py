"""Court result, document and intelligence: an offender manager's entries, from pages alone."""

import re
from datetime import date

from tests.journeys.people import record_person
from tutela.demonstration import story
from tutela.documents.tests import papers_made

CONVICTED = date(2024, 3, 4)


def save(one, button):
    """Press, look at what it changes where it changes something, and save."""
    one.press(button)
    if one.heading == "What this changes":
        one.sees("Nothing is saved yet.")
        one.press("Save this")


def test_a_conviction_is_recorded_appealed_and_varied(sign_in):
    manager = sign_in(story.MANAGER)
    file = record_person(manager, "Larchmont", "Edwin", born="5 May 1980")

    manager.follow("Court results", within="nav")
    manager.sees("No conviction, caution or finding is recorded.")
    manager.follow("Record a court result")
    manager.press("Save and add the offence")
    assert manager.errors == ["Select what it is", "Enter the day"]
    manager.tick("Conviction")
    manager.day(
        "On which day was the person convicted, cautioned or found to have done it?", CONVICTED
    )
    manager.answer("Court, or police station for a caution (optional)", "Northmarch Crown Court")
    save(manager, "Save and add the offence")

    manager.sees("Which offence was it?")
    manager.answer("Find the offence", "upskirting")
    manager.press("Search")
    manager.sees("1 offence found")
    manager.shoot("find-offence")
    manager.answer("Find the offence", "sexual assault")
    manager.press("Search")
    manager.press("Sexual assault")
    manager.sees("Schedule 3 paragraph 18")
    manager.day("When was it committed, or from when on? (optional)", date(2023, 7, 1))
    manager.answer("How old was the victim, or the youngest one? (optional)", "15")
    manager.select("What did the court do for it?", "Custody: imprisonment or detention for a term")
    manager.question("For how long? (optional)").get_by_label("Months", exact=True).fill("36")
    manager.shoot("add-offence")
    manager.fits_a_phone()
    manager.press("Save offence")
    manager.sees("What this changes")
    manager.shoot("what-this-changes")
    manager.press("Save this")

    manager.sees("Offence added", "It puts the person on the register.", "3 years")
    manager.shoot("court-result")
    manager.fits_a_phone()
    manager.follow("Appealed, quashed or set aside")
    manager.tick("An appeal was lodged, and is not decided")
    manager.day("On which day?", date(2024, 3, 20))
    manager.answer("The reason, and how you know it", "Notice of appeal seen")
    save(manager, "Save")
    manager.sees("Stands; an appeal is not decided")
    manager.follow(re.compile("^Change.*Imprisonment"))
    term = manager.question("For how long? (optional)")
    term.get_by_label("Years", exact=True).fill("2")
    manager.tick("A court varied it, or put another in its place")
    manager.day("If a court varied it: on which day? (optional)", date(2024, 9, 2))
    manager.answer("The reason, and how you know it", "Order of the Court of Appeal")
    save(manager, "Save")
    manager.sees("Stands, as varied", "2 years", "Order of the Court of Appeal")
    manager.sees("was 36, is now 24")
    manager.shoot("court-result-varied")
    manager.go(f"{file}court-results/")
    manager.sees("Triggers")
    manager.shoot("court-results")
    manager.fits_a_phone()


def test_a_sealed_order_is_added_and_opened(sign_in):
    manager = sign_in(story.MANAGER)
    record_person(manager, "Marram", "Ida", born="5 May 1981")
    manager.follow("Documents", within="nav")
    manager.follow("Add a document")
    manager.press("Add document")
    assert manager.errors[0] == "Choose a document"
    sent = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": papers_made.loaded()}
    manager.page.set_input_files("input[type=file]", sent)
    manager.tick("Sealed order of a court", "Court orders")
    manager.answer("Title", "Sexual harm prevention order of 4 March 2024")
    manager.fits_a_phone()
    manager.press("Add document")
    manager.sees("Document added", "1 page")
    manager.shoot("documents")
    manager.fits_a_phone()
    with manager.page.expect_download() as download:
        manager.link("Sexual harm prevention order of 4 March 2024").click()
    assert re.fullmatch(r"order\.pdf", download.value.suggested_filename)


def test_graded_intelligence_custody_and_a_decision_are_written(sign_in):
    manager = sign_in(story.MANAGER)
    record_person(manager, "Nettlecombe", "Bryn", born="5 May 1982")
    manager.follow("Contact log", within="nav")
    manager.follow("Add intelligence")
    manager.press("Add entry")
    assert "Select how reliable the source is" in manager.errors
    manager.go(manager.path)
    manager.answer("What is known?", "Has bought a second telephone")
    manager.tick("2 Untested", "B Known indirectly to the source, but corroborated")
    manager.tick("P Lawful sharing permitted")
    manager.shoot("add-intelligence")
    manager.fits_a_phone()
    manager.press("Add entry")
    manager.sees("Entry added", "2BP", "Has bought a second telephone")

    manager.follow("Add arrest or custody")
    manager.tick("Remanded in custody by a court")
    manager.answer("Where? (optional)", "Northmarch Magistrates' Court")
    manager.press("Add entry")
    manager.follow("Add a decision")
    manager.answer("What was decided?", "Two officers at every visit")
    manager.answer("Who decided it?", "Inspector Whitlock")
    manager.answer("Why?", "A dog, and threats made in March")
    manager.press("Add entry")
    manager.sees("Decided by: Inspector Whitlock", "Remanded in custody by a court")
    manager.follow(re.compile("^Correct"))
    manager.answer("What is wrong in it, and what is right?", "It was Inspector Whitworth")
    manager.press("Add entry")
    manager.sees("Corrects the entry of")
    manager.shoot("graded-log")
    manager.fits_a_phone()
