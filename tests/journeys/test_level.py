"""A violent offence makes a category; a screening makes a level: from pages alone."""

from datetime import timedelta

from django.utils.timezone import localdate

from tests.journeys.people import record_person
from tests.journeys.test_court_results import save
from tutela.demonstration import story

CONVICTED = localdate() - timedelta(days=60)


def test_a_person_is_convicted_screened_and_managed_at_level_1(sign_in):
    manager = sign_in(story.MANAGER)
    record_person(manager, "Hawkbit", "Noah", born="5 May 1984")
    manager.follow("Category and level", within="nav")
    manager.sees("No category is recorded.", "No level is decided.")

    manager.follow("Court results", within="nav")
    manager.follow("Record a court result")
    manager.tick("Conviction")
    manager.day(
        "On which day was the person convicted, cautioned or found to have done it?", CONVICTED
    )
    save(manager, "Save and add the offence")
    manager.answer("Find the offence", "gbh section 18")
    manager.press("Search")
    manager.press("Wounding or causing grievous bodily harm with intent")
    manager.sees("it puts them in category 2")
    manager.select("What did the court do for it?", "Custody: imprisonment or detention for a term")
    manager.question("For how long? (optional)").get_by_label("Months", exact=True).fill("48")
    manager.press("Save offence")
    manager.sees("What this changes", "Category 2: violent or other sexual offence")
    manager.press("Save this")

    manager.follow("Category and level", within="nav")
    manager.sees("Category 2", "s.327(3)", "the lead agency has to screen them")
    manager.follow("Screen for level")
    manager.press("Save screening")
    assert "Select how high the risk is" in manager.errors
    manager.day("On which day was the person screened?", localdate())
    manager.tick("Medium")
    manager.tick("Yes", under="Is the plan to manage the risk robust enough for your agency alone?")
    manager.tick(
        "Yes", under="Does anything stand in the way of what was agreed with other agencies?"
    )
    manager.tick("No", under="Would formal meetings of the agencies add something?")
    manager.tick("No", under="Do senior officers have to commit resources at short notice?")
    manager.tick("Level 1: the lead agency manages")
    manager.answer("Why?", "Licence holds; the hostel and his practitioner see him every day.")
    manager.press("Save screening")
    assert len(manager.errors) == 1
    assert "Level 1 needs a robust plan, nothing in its way" in manager.errors[0]
    manager.fits_a_phone()
    manager.tick(
        "No", under="Does anything stand in the way of what was agreed with other agencies?"
    )
    manager.press("Save screening")
    manager.sees("Screening saved", "Level 1", "After a screening by the lead agency")
    manager.shoot("level")
    manager.fits_a_phone()

    manager.follow("Decide the category")
    manager.tick("In no category")
    manager.day("From which day?", localdate())
    manager.answer("Why?", "The sentence was quashed this morning; the result follows by post.")
    manager.press("Save category")
    manager.sees("Category saved", "In no category", "Not managed under MAPPA")
    manager.sees("What is recorded gives by law: Category 2")
    manager.sees("Decisions that others replaced on the same day")
    manager.follow("Timeline", within="nav")
    manager.sees("Screening for level", "Level 1")
