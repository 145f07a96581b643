"""Who must notify until when: from a conviction to the day's work, and no date by hand."""

from datetime import date, timedelta

from tests.journeys.people import record_person
from tutela.demonstration import story

CAUTIONED = date.today() - timedelta(days=100)  # noqa: DTZ011
LAST = f"{CAUTIONED + timedelta(days=2):%-d %B %Y}"


def cautioned(one, file):
    """A caution with one offence of Schedule 3, recorded through the pages."""
    one.go(f"{file}court-results/")
    one.follow("Record a court result")
    one.tick("Caution")
    one.day("On which day was the person convicted, cautioned or found to have done it?", CAUTIONED)
    one.press("Save and add the offence")
    one.answer("Find the offence", "sexual assault")
    one.press("Search")
    one.press("Sexual assault")
    one.press("Save offence")


def test_a_caution_says_how_long_and_by_when_before_it_is_saved(sign_in):
    manager = sign_in(story.MANAGER)
    file = record_person(manager, "Alderbrook", "Miles", born="5 May 1980")
    manager.go(f"{file}notification-dates/")
    manager.sees("Nothing recorded makes this person subject to the notification requirements.")

    cautioned(manager, file)
    manager.sees("What this changes", "Nothing is saved yet.")
    manager.sees("Make the first notification", LAST, "Past")
    manager.shoot("dates-before-saving")
    manager.fits_a_phone()
    manager.press("Save this")

    manager.follow("Notification dates", within="nav")
    manager.sees("Subject to the notification requirements until", LAST, "Overdue")
    manager.shoot("dates-overdue")
    manager.fits_a_phone()
    manager.go(file)
    manager.sees("Notification requirements", "Yes, until", "First notification", "Overdue")


def test_the_dates_of_the_caseload_on_the_list_and_the_days_work(sign_in):
    manager = sign_in(story.MANAGER)
    manager.go("/")
    manager.shoot("dates-worklist")
    manager.go("/people/?sort=due")
    manager.sees("Next due")
    manager.shoot("dates-list")
    manager.fits_a_phone()
    manager.go("/people/?due=overdue&sort=due")
    manager.page.locator("main table tbody tr a").first.click()
    manager.arrived()
    manager.follow("Notification dates", within="nav")
    manager.sees("Overdue", "How long, and why", "The facts that were used")
    manager.shoot("notification-dates")
    manager.fits_a_phone()


def test_without_scripts_the_same_two_presses_save(sign_in):
    manager = sign_in(story.MANAGER, scripts=False)
    file = record_person(manager, "Brackenhill", "Orla", born="5 May 1980")
    manager.go(f"{file}court-results/")
    manager.follow("Record a court result")
    manager.tick("Caution")
    manager.day(
        "On which day was the person convicted, cautioned or found to have done it?", CAUTIONED
    )
    manager.press("Save and add the offence")
    manager.answer("Find the offence", "sexual assault")
    manager.press("Search")
    manager.press("Sexual assault")
    manager.press("Save offence")
    manager.sees("What this changes")
    manager.press("Go back and change the answers")
    manager.sees("Add an offence")
    manager.press("Save offence")
    manager.press("Save this")

    manager.go(f"{file}notification-dates/")
    manager.sees("Subject to the notification requirements until", LAST, "Overdue")


def test_an_area_says_how_early_its_officers_are_reminded(sign_in):
    administrator = sign_in(f"administrator@{story.DOMAIN}")
    administrator.go("/notification-reminders/")
    administrator.press("Set reminders")
    assert administrator.errors == ["Enter a number of days"]
    administrator.answer("How many days before a date are its officers reminded?", "21")
    administrator.shoot("reminders")
    administrator.fits_a_phone()
    administrator.press("Set reminders")
    administrator.sees("Reminders set", "21 days before")
