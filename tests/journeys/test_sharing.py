"""3. Another team sees the parts that it needs, as long as it needs them, and nothing else."""

import re
from datetime import timedelta

from django.utils.timezone import localdate

from tests.journeys.people import record_person
from tutela.demonstration import story

DESK = "Children's Duty Desk"


def test_children_s_services_see_one_file_in_part_then_nothing(sign_in):
    manager, partner = sign_in(story.MANAGER), sign_in(story.PARTNER)
    file = record_person(
        manager, "Tolliver", "Bevan", address=("2 Quarry Steps", "ZZ5 2AB"), born="1 May 1984"
    )
    partner.follow("People", within="header")
    partner.sees_not("Tolliver")
    partner.go(file, status=404)
    partner.sees("Page not found")

    manager.go(f"{file}sharing/")
    manager.follow("Give a team sight")
    manager.follow(DESK)
    manager.press("Give sight of these parts")
    assert "Select what the team's part is" in manager.errors
    manager.go(manager.path)
    manager.tick("Supports")
    manager.tick(
        "Names, dates of birth and identifiers",
        "Addresses, and where the person is",
        under="Which parts may the team read?",
    )
    manager.day("Until which last day? (optional)", localdate() + timedelta(days=30))
    manager.answer("Why does the team need to know?", "A child lives at the address")
    manager.shoot("grant")
    manager.press("Give sight of these parts")
    manager.sees("Interest granted", DESK)
    manager.shoot("sharing")

    partner.go("/people/")
    partner.follow("Tolliver, Bevan")
    partner.sees("Bevan Tolliver", "2 Quarry Steps")
    partner.sees_not("Relationships", "Photographs", "Contact log", "Contact card")
    partner.shoot("partner-file")
    for part in ("relationships", "photographs", "contact-log", "card"):
        partner.page.goto(f"{partner.address}{file}{part}/")
        partner.sees_not("2 Quarry Steps", "Add a")
    partner.go("/people/")
    partner.shoot("partner-people")

    card = manager.page.locator(".govuk-summary-card", has_text=DESK)
    card.get_by_role("link", name=re.compile("End")).click()
    manager.arrived()
    manager.tick("Now")
    manager.answer("Why does it end?", "The child has moved away")
    manager.press("End it")
    manager.sees("Interest ended", "Ended")

    partner.go("/people/")
    partner.sees_not("Tolliver")
    partner.go(file, status=404)


def test_a_person_is_allocated_then_handed_over(sign_in):
    manager, west = sign_in(story.MANAGER), sign_in(story.WEST)
    file = record_person(manager, "Amberley", "Joss")
    manager.go("/")
    manager.follow("Allocate Joss Amberley")
    manager.press("Allocate")
    assert "Choose an officer" in manager.errors
    manager.select("Which officer manages the person?", "Robin Ashdown, Offender Management East")
    manager.answer("Why this officer?", "Knows the family")
    manager.press("Allocate")
    manager.sees("Officer allocated", "Robin Ashdown, Offender Management East")
    manager.go("/people/?whose=mine")
    manager.sees("Amberley, Joss")

    manager.go(f"{file}sharing/")
    manager.follow("Hand over to another team")
    manager.follow("Offender Management West")
    manager.tick("It ends now")
    manager.answer("Why is the record handed over?", "Has moved to the west of the area")
    manager.press("Hand over")
    manager.sees("Record handed over")
    west.go("/")
    west.sees("Handed over to your team", "Joss Amberley", "Has moved to the west of the area")
    west.go(file)
    west.sees("Offender Management West")
