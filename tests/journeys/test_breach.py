"""A missed date becomes a question, is answered by two officers, or goes to a charge."""

import re
from datetime import timedelta

from django.utils.timezone import localdate

from tests.journeys.people import record_person
from tutela.demonstration import story

COURT = "Northmarch Magistrates' Court"


def opened(manager, surname, given):
    """A possible breach that an officer opens by hand."""
    record_person(manager, surname, given)
    manager.follow("Possible breaches", within=".moj-side-navigation")
    manager.sees("No possible breach is recorded")
    manager.follow("Open a possible breach")
    manager.press("Open it")
    assert manager.errors == [
        "Select what may not have been done",
        "Enter the first day",
        "Enter what happened and how it is known",
    ]
    manager.tick("Information known to be false")
    manager.day("First day of it", localdate() - timedelta(days=9))
    manager.answer("What happened, and how is it known?", "The address notified is a car park")
    manager.shoot("open-breach")
    manager.fits_a_phone()
    manager.press("Open it")
    manager.sees("Possible breach opened", "To be considered")
    manager.shoot("breaches")
    manager.fits_a_phone()
    manager.follow(re.compile("Steps and decisions"))
    return manager.path


def test_a_missed_date_is_a_question_in_the_list(sign_in):
    manager = sign_in(story.MANAGER)
    manager.go("/possible-breaches/")
    manager.shoot("possible-breaches")
    manager.fits_a_phone()
    manager.page.locator("tbody th a").first.click()
    manager.arrived()
    manager.sees("Possible breach:", "nobody has judged it", "Last day in time", "s.91(1)")
    manager.sees_not("guilty")
    manager.shoot("possible-breach")
    manager.fits_a_phone()


def test_a_possible_breach_goes_to_charge_and_conviction(sign_in):
    manager = sign_in(story.MANAGER)
    opened(manager, "Thornback", "Silas")

    manager.follow("Record what the person says")
    manager.day("When was the person asked?", localdate())
    manager.answer("What does the person say?", "That he sleeps in his van there")
    manager.answer(
        "What was checked of it, and what was found? (optional)", "No van is kept there at night"
    )
    manager.press("Record it")
    manager.sees("Explanation recorded", "No van is kept there at night")

    manager.follow("To be investigated")
    manager.answer("Why?", "The car park has cameras")
    manager.press("Record it")
    manager.follow("Record a charge")
    manager.day("When was the person charged?", localdate())
    manager.press("Record charge")
    assert manager.errors == ["Enter the court", "Enter the evidence in a sentence"]
    manager.answer("Before which court?", COURT)
    manager.answer("On what evidence?", "Pictures of the cameras of 12 nights")
    manager.press("Record charge")
    manager.sees("Charged", COURT, "Sexual Offences Act 2003 s.91(1)(b)")
    manager.shoot("breach-charged")
    manager.fits_a_phone()

    manager.follow("Record how it ended")
    manager.tick("Convicted")
    manager.day("On what day?", localdate())
    manager.answer("What was decided?", "Pleaded guilty; community order")
    manager.press("Record outcome")
    manager.sees("Outcome recorded", "Convicted", "Pleaded guilty; community order")
    manager.sees_not("Open it again", "Record a charge")


def test_two_officers_end_it_without_a_charge(sign_in):
    manager, supervisor = sign_in(story.MANAGER), sign_in(story.SUPERVISOR)
    address = opened(manager, "Thornback", "Enoch")

    manager.follow("Recommend an end without a charge")
    manager.tick("Reasonable excuse accepted")
    manager.answer("Why?", "Was in hospital")
    manager.press("Recommend")
    assert manager.errors == ["Record first what the person says, and what was checked of it."]
    manager.tick("No further action")
    manager.press("Recommend")
    manager.sees("Recommended, to be decided by another", "A supervisor who did not recommend it")
    manager.sees_not("Decide the recommendation")

    supervisor.go("/")
    supervisor.sees("Possible breaches", "Enoch Thornback")
    supervisor.shoot("supervisor-today-breach")
    supervisor.go(address)
    supervisor.follow("Decide the recommendation")
    supervisor.sees("Was in hospital")
    supervisor.tick("Yes: it ends as recommended")
    supervisor.answer("Why?", "The hospital confirms it")
    supervisor.shoot("decide-breach")
    supervisor.fits_a_phone()
    supervisor.press("Record decision")
    supervisor.sees("Decision recorded", "No further action", "Open it again")

    manager.go(address)
    manager.follow("Open it again")
    manager.answer("Why?", "The hospital says now that he had left")
    manager.press("Open it again")
    manager.sees("Opened again", "To be considered")


def not_entered(one):
    """What every page of the list says: other journeys record people too."""
    one.go("/not-entered/")
    said = one.text
    while one.link(re.compile("^Next")).count():
        one.follow(re.compile("^Next"))
        said += one.text
    return said


def test_what_is_recorded_is_copied_for_visor_and_marked(sign_in):
    manager, supervisor = sign_in(story.MANAGER), sign_in(story.SUPERVISOR)
    record_person(manager, "Thornback", "Amos", address=("4 Quarry Steps", "ZZ5 2AB"))
    assert "Thornback, Amos" in not_entered(supervisor)
    supervisor.shoot("not-entered")
    supervisor.fits_a_phone()

    manager.follow("Copy for ViSOR", within=".moj-side-navigation")
    manager.shoot("for-visor")
    manager.follow(re.compile("Address: .*4 Quarry Steps"))
    manager.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    manager.page.get_by_role("button", name="Copy Postcode").click()
    manager.page.get_by_text("Copied", exact=True).wait_for()
    assert manager.page.evaluate("navigator.clipboard.readText()") == "ZZ5 2AB"
    manager.shoot("copy-for-visor")
    manager.fits_a_phone()
    manager.answer("Reference there (optional)", "N 4711")
    manager.press("It is entered there")
    manager.sees("Marked as entered in ViSOR", "N 4711")
    manager.follow("Everything here is in ViSOR already")
    manager.press("Everything is entered there")
    manager.sees("Everything in this file is entered there", "Everything up to then")

    assert "Thornback, Amos" not in not_entered(supervisor)


def test_without_scripts_the_text_is_there_to_select(sign_in):
    manager = sign_in(story.MANAGER, scripts=False)
    record_person(manager, "Thornback", "Job", address=("5 Quarry Steps", "ZZ5 2AB"))
    manager.follow("Copy for ViSOR", within=".moj-side-navigation")
    manager.follow(re.compile("Address: .*5 Quarry Steps"))

    manager.sees("5 Quarry Steps", "ZZ5 2AB")
    assert manager.page.locator("[data-tutela-copy]:visible").count() == 0
