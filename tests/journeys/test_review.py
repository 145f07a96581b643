"""A review of indefinite duties: refused by a senior officer, granted on appeal."""

import re
from datetime import date

from django.utils.timezone import localdate

from tests.journeys.people import record_person
from tests.journeys.test_court_results import save
from tutela.demonstration import story

COURT = "Northmarch Magistrates' Court"
LETTERS = "abcdefghijklmno"


def convicted_for_good(one, surname, given):
    """Sixteen years ago, for four years: the duties are indefinite."""
    file = record_person(one, surname, given, born="5 May 1970")
    one.follow("Court results", within="nav")
    one.follow("Record a court result")
    one.tick("Conviction")
    one.day(
        "On which day was the person convicted, cautioned or found to have done it?",
        date(2006, 3, 6),
    )
    one.answer("Court, or police station for a caution (optional)", "Northmarch Crown Court")
    save(one, "Save and add the offence")
    one.answer("Find the offence", "sexual assault")
    one.press("Search")
    one.press("Sexual assault")
    one.day("When was it committed, or from when on? (optional)", date(2005, 7, 1))
    one.select("What did the court do for it?", "Custody: imprisonment or detention for a term")
    one.question("For how long? (optional)").get_by_label("Months", exact=True).fill("48")
    save(one, "Save offence")
    return file


def applied(manager, surname, given):
    """An application of today, taken; its page."""
    file = convicted_for_good(manager, surname, given)
    manager.follow("Review of indefinite duties", within=".moj-side-navigation")
    manager.sees("Qualifying date", "s.91B(2)")
    manager.follow("Take an application")
    manager.day("When was the application received?", localdate())
    manager.tick("Yes")
    manager.press("Take it")
    manager.sees("Application taken", "Acknowledge the application")
    manager.shoot("reviews")
    manager.follow(re.compile("Steps, matters and clocks"))
    return file, manager.path


def test_an_application_runs_by_its_clocks(sign_in):
    manager, today = sign_in(story.MANAGER), localdate()
    applied(manager, "Withycombe", "Abel")
    manager.follow("Acknowledge")
    manager.day("When was the acknowledgement given?", today)
    manager.press("Record it")
    manager.follow("Tell a responsible body")
    manager.answer("Which responsible body was told?", "National Probation Service")
    manager.day("When was it told?", today)
    manager.press("Record it")
    manager.sees("National Probation Service", "Determine, and give notice", "Not verified")
    manager.follow(re.compile("Record the answer"))
    manager.tick("Nothing known")
    manager.day("When did it answer?", today)
    manager.press("Record answer")
    manager.sees("Answer recorded", "Nothing known")

    manager.follow("Recommend a determination")
    manager.tick("Still subject to the requirements")
    manager.answer("Why?", "Little is known of the last ten years")
    manager.press("Recommend")
    assert len(manager.errors) == 1
    assert "Write of every matter of s.91D(2) first" in manager.errors[0]


def test_a_review_is_refused_and_granted_on_appeal(sign_in):
    manager, supervisor = sign_in(story.MANAGER), sign_in(story.SUPERVISOR)
    file, review = applied(manager, "Withycombe", "Ezra")
    today = localdate()

    manager.go(f"{review}matters/a/")
    for letter in LETTERS:
        assert f"({letter})" in manager.heading
        manager.answer("What was considered?", f"Considered under {letter}")
        manager.press("Save" if letter == LETTERS[-1] else "Save and go to the next")
    manager.sees("Matter (o) written", "Considered under a", "Considered under o")
    manager.shoot("review")
    manager.fits_a_phone()
    manager.follow("Recommend a determination")
    manager.tick("Still subject to the requirements")
    manager.answer("Why?", "Little is known of the last ten years")
    manager.press("Recommend")
    manager.sees("Recommended, to be determined by a senior officer")
    manager.sees_not("Determine the application")

    supervisor.go(review)
    supervisor.follow("Determine")
    supervisor.sees("Little is known of the last ten years")
    supervisor.tick("Still subject to the requirements")
    supervisor.answer("Next review after how many years? (optional)", "20")
    supervisor.select("Your rank", "Superintendent")
    supervisor.answer("With what reasons?", "The risk is not shown to be low")
    supervisor.press("Determine")
    assert supervisor.errors == ["The next review is after 8 to 15 years"]
    supervisor.answer("Next review after how many years? (optional)", "8")
    supervisor.shoot("determine-review")
    supervisor.fits_a_phone()
    supervisor.press("Determine")
    supervisor.sees("Determination recorded", "Refused", "Superintendent")

    manager.go(review)
    manager.follow("Letter: notice of determination")
    manager.sees("You remain subject", "The risk is not shown to be low", "within 21 days")
    manager.shoot("review-letter")
    manager.fits_a_phone()
    manager.go(review)
    manager.follow("Record the notice")
    manager.day("When was the notice given?", today)
    manager.day("When did the person receive it? (optional)", today)
    save(manager, "Record it")
    manager.sees("The person appeals")

    manager.follow("Record an appeal")
    manager.day("When was the appeal made?", today)
    manager.answer("To which magistrates' court?", COURT)
    manager.press("Record appeal")
    manager.sees("Refused; under appeal")
    manager.follow("Record the court's order")
    manager.tick("No longer subject to the requirements")
    manager.day("On what day?", today)
    manager.answer("Which court?", COURT)
    manager.press("Record order")
    manager.sees("What this changes")
    manager.shoot("review-changes")
    manager.press("Save this")
    manager.sees("Court's order recorded", "Granted by the court")
    manager.shoot("review-granted")
    manager.go(f"{file}notification-dates/")
    manager.sees("A review succeeded")


def test_an_application_that_comes_too_early_is_taken_and_told(sign_in):
    manager = sign_in(story.MANAGER)
    record_person(manager, "Withycombe", "Asa")
    manager.follow("Review of indefinite duties", within=".moj-side-navigation")
    manager.sees("None: the stored dates name no indefinite requirement")
    manager.follow("Take an application")
    manager.day("When was the application received?", localdate())
    manager.tick("No: it is taken, and the person told how")
    manager.press("Take it")
    manager.sees("Application taken", "Not in writing")
    manager.follow(re.compile("Steps, matters and clocks"))
    manager.follow("End it without a determination")
    manager.tick("It came before the qualifying date, or it is barred: told so")
    manager.day("On what day?", localdate())
    manager.press("End it")
    manager.sees("Application ended", "Too early: told so")


def test_a_parental_direction_says_who_carries_the_duties(sign_in):
    manager = sign_in(story.MANAGER)
    record_person(manager, "Withycombe", "Ned", born=f"10 January {localdate().year - 15}")
    manager.follow("Parental direction", within=".moj-side-navigation")
    manager.follow("Record a direction")
    manager.day("When was the direction made?", localdate())
    manager.answer("Which court made it?", "Northmarch Youth Court")
    manager.answer("Who carries the duties?", "Sam Withycombe")
    manager.shoot("add-direction")
    save(manager, "Record direction")
    manager.sees("Direction recorded", "Sam Withycombe", f"9 January {localdate().year + 3}")
    manager.shoot("direction")
    manager.fits_a_phone()
    manager.follow(re.compile("Change or discharge"))
    manager.day("Day on which a court discharged it (optional)", localdate())
    save(manager, "Save direction")
    manager.sees("Direction changed", "Discharged")
