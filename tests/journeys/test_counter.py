"""The counter: at one in the morning for a stranger; a change that does not happen; every week."""

import re
from datetime import timedelta

from django.utils.timezone import localdate

from tests.journeys.people import a_number, record_person
from tutela.demonstration import story

BY_HAND = "Save and go on"
RECEIVE = "Receive it and make the receipt"
JOIN = "Join to the file"


def begin(one, *, given="", surname="", number="", came_on=None):
    """A visit of somebody who says who they are."""
    one.follow("Counter", within="header")
    one.press("Begin a visit")
    one.answer("Given names (optional)", given)
    one.answer("Surname, or the only name (optional)", surname)
    one.answer("PNC, CRO, prison or probation number, if they know one (optional)", number)
    if came_on:
        one.day("On which day did they come?", came_on)
    one.press(BY_HAND)


def receive(one):
    one.follow("Read it out and finish")
    one.press(RECEIVE)
    one.sees("It has been received")
    return one.page.locator(".govuk-panel strong").inner_text()


def joined(one, name):
    """The worker brings the visit to the owner, who joins it."""
    for _ in range(240):
        one.page.goto(f"{one.address}/")
        if one.link(f"Perhaps {name}").count():
            break
        one.page.wait_for_timeout(500)
    one.arrived()
    one.follow(f"Perhaps {name}")
    one.shoot("visit-for-team")
    one.follow(re.compile(f"^Join to the file of {name}"))
    one.shoot("join-visit")
    one.press(JOIN)
    if one.heading == "What this changes":
        one.shoot("join-visit-changes")
        one.press("Save this")
    one.sees("Joined to the file")


def test_at_one_in_the_morning_a_stranger_is_taken_and_their_team_finds_it(sign_in):
    manager, officer = sign_in(story.MANAGER), sign_in(story.RESPONSE)
    number = a_number(50113)
    file = record_person(manager, "Hartlebrook", "Ivo", number=number)

    begin(officer, given="Ivo", surname="Hartlebrook", number=number)
    officer.sees("Nothing yet.")
    officer.follow("Notification of a change", within="ul.govuk-list")
    officer.tick("Home address", "Yes")
    officer.day("On which day did it happen? (optional)", localdate() - timedelta(days=1))
    officer.shoot("counter-change")
    officer.fits_a_phone()
    officer.press(BY_HAND)
    officer.follow("Home address")
    officer.answer("Home address, or the place where they can be found", "4 Wharf Lane, Westmoor")
    officer.tick("Now")
    officer.press(BY_HAND)
    officer.follow("Debit or credit card")
    officer.answer("Number on the card (optional)", "4000 0000 0000 0001")
    officer.press(BY_HAND)
    officer.sees("Card number fails its check. It is kept as it was given.", "•••• 0001")
    officer.sees_not("4000 0000")
    officer.follow("Say what there is none of")
    officer.tick("They say that there is none", under="Bank account")
    officer.press(BY_HAND)
    officer.shoot("counter-visit")
    officer.fits_a_phone()

    # the browser is closed in between: nothing is lost
    officer.page.goto("about:blank")
    officer.go("/counter/")
    officer.follow(re.compile("^Ivo Hartlebrook, begun"))
    officer.follow("Read it out and finish")
    officer.shoot("counter-finish")
    officer.fits_a_phone()
    officer.page.get_by_role("button", name=RECEIVE).focus()
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_url("**/counter/taken/**")
    officer.arrived()
    officer.sees("It has been received", "You will not hear whether the person is managed")
    officer.sees_not("4000", "0001")
    officer.shoot("counter-taken")
    officer.fits_a_phone()
    for language in ("English", "Welsh"):
        with officer.page.expect_download() as kept:
            officer.link(f"Receipt in {language} (PDF)").click()
        assert kept.value.path().read_bytes().startswith(b"%PDF")
    officer.go(file, status=404)

    joined(manager, "Ivo Hartlebrook")
    manager.follow("Change (s.84): Home address")
    manager.sees("4 Wharf Lane, Westmoor", "Nothing was verified")
    manager.shoot("notification")
    manager.fits_a_phone()
    manager.follow("Say what was found")
    manager.tick(re.compile("^Home address: 4 Wharf Lane"), "As notified")
    manager.answer("How was it verified?", "A visit to the address")
    manager.press("Record what was found")
    manager.sees("As verified", "A visit to the address")
    manager.follow("Addresses")
    manager.sees("4 Wharf Lane, Westmoor")
    manager.follow("Bank accounts and cards")
    manager.sees("•••• 0001")
    manager.shoot("financial")
    manager.follow("Show the whole numbers")
    manager.sees("4000 0000 0000 0001")


def test_a_change_is_announced_and_does_not_happen(sign_in):
    manager = sign_in(story.MANAGER)
    today = localdate()
    file = record_person(manager, "Quillfold", "Maren")
    announced, expected = today - timedelta(days=9), today - timedelta(days=5)

    begin(manager, given="Maren", surname="Quillfold", came_on=announced)
    manager.follow("Look whether it is one of your own people")
    manager.press("Maren Quillfold, born 14 September 1979")
    manager.sees("Taken with the file of Maren Quillfold open")
    manager.follow("Notification of a change", within="ul.govuk-list")
    manager.tick("Name", "Not yet: it is announced in advance")
    manager.day("On which day is it expected? (optional)", expected)
    manager.press(BY_HAND)
    finish_here(manager)
    manager.follow("Back to the counter")

    begin(manager, given="Maren", surname="Quillfold")
    manager.follow("Look whether it is one of your own people")
    manager.press("Maren Quillfold, born 14 September 1979")
    manager.follow("Announced change that did not happen")
    manager.tick("Name")
    manager.day("For which day was it announced? (optional)", expected)
    manager.answer("Why has it not happened? (optional)", "The deed poll was put off")
    manager.press(BY_HAND)
    manager.shoot("counter-file-open")
    finish_here(manager)

    manager.go(f"{file}notified/")
    manager.sees("Announced change that did not happen", "Change (s.84): Name", "expected")
    manager.shoot("notified")
    manager.fits_a_phone()


def finish_here(one):
    one.follow("Read it out and finish")
    one.shoot("counter-finish-here")
    one.press(RECEIVE)
    if one.heading == "What this changes":
        one.press("Save this")
    one.sees("It has been received")


def test_without_a_fixed_abode_it_is_every_week_for_a_month(sign_in):
    manager = sign_in(story.MANAGER)
    today = localdate()
    file = record_person(manager, "Sedgemarsh", "Piran")
    weeks = [today - timedelta(days=days) for days in (28, 21, 14, 7, 0)]

    for week in weeks:
        manager.go(f"{file}notified/take/")
        manager.press("Begin a visit")
        manager.day("On which day did they come?", week)
        manager.press(BY_HAND)
        if week == weeks[0]:
            manager.follow("First notification")
            manager.press(BY_HAND)
            manager.follow("Home address")
            manager.answer(
                "Home address, or the place where they can be found", "The bench by the ferry"
            )
            manager.tick("No fixed abode: a place where they can regularly be found", "Now")
        else:
            manager.follow("Periodic notification")
            manager.tick(
                "The weekly notification of somebody without a fixed abode", "Nothing has changed"
            )
        manager.press(BY_HAND)
        finish_here(manager)

    manager.go(f"{file}notified/")
    assert manager.page.get_by_text("Periodic notification (s.85)").count() == 4
    manager.follow("Addresses")
    manager.sees("The bench by the ferry", "No fixed abode")
