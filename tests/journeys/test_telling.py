"""6. What any officer learns reaches whoever manages the person, and says nothing back."""

import re
from datetime import date, timedelta

from tests.journeys.people import a_number, record_person
from tutela.demonstration import story


def tell(one, learnt, **about):
    one.follow("Tell", within="header")
    for question, said in about.items():
        one.answer(question.replace("_", " "), said)
    one.answer("What have you learnt?", learnt)
    one.press("Tell")
    one.sees("It has been taken")
    return one.page.locator(".govuk-panel strong").inner_text()


def waits_for(one, name):
    """The worker carries what was told to its readers; until then the worklist is asked again."""
    for _ in range(240):
        one.page.goto(f"{one.address}/")
        if one.link(name).count():
            break
        one.page.wait_for_timeout(500)
    one.arrived()


def test_what_a_partner_tells_reaches_the_owner_who_joins_it(sign_in):
    manager, partner = sign_in(story.MANAGER), sign_in(story.PARTNER)
    number = a_number(40911)
    file = record_person(manager, "Kestleworth", "Olwen", number=number)

    partner.follow("Tell", within="header")
    partner.press("Tell")
    assert partner.errors == ["Enter what you have learnt"]
    partner.go("/tell/")
    partner.answer("PNC, CRO, prison or probation number (optional)", number)
    partner.answer("What have you learnt?", "Now visits 12 Fennel Close on Sundays")
    partner.shoot("tell")
    partner.press("Tell")
    partner.sees("It has been taken", "You will not hear whether the person is managed")
    partner.shoot("told")
    partner.sees_not("Kestleworth")
    receipt = partner.path

    waits_for(manager, "About Olwen Kestleworth")
    manager.sees("Told to your team")
    manager.follow("About Olwen Kestleworth")
    manager.sees("Now visits 12 Fennel Close on Sundays", "Noor Whitfield")
    manager.shoot("told-to-team")
    manager.follow(re.compile("^Join to the file of Olwen Kestleworth"))
    manager.press("Join to the file")
    manager.sees("Joined to the file", "Now visits 12 Fennel Close on Sundays", "Noor Whitfield")
    manager.shoot("contact-log")

    partner.go(receipt)
    partner.sees("Now visits 12 Fennel Close on Sundays")
    partner.sees_not("Kestleworth", "Joined")
    partner.go(file, status=404)
    manager.go(receipt, status=404)


def test_what_is_told_of_nobody_known_goes_to_the_area_s_team(sign_in):
    partner = sign_in(story.PARTNER)
    tell(partner, "Somebody called Bram waits at the school gate of St Osyth")
    manager = sign_in(story.MANAGER)
    waits_for(manager, "About somebody whose record is still to be found")
    manager.follow("About somebody whose record is still to be found")
    manager.sees("Whom is it about?")
    manager.follow("Not our person")
    manager.press("Not our person")
    assert manager.errors == ["Enter why it is not about your person"]


def test_a_partner_asks_whether_somebody_is_managed_and_a_yes_ends(sign_in):
    manager, partner = sign_in(story.MANAGER), sign_in(story.PARTNER)
    number = a_number(40913)
    file = record_person(manager, "Brackenridge", "Ivo", number=number)

    partner.follow("Tell", within="header")
    partner.follow("Do you need to know whether somebody is managed? Ask here")
    partner.press("Ask")
    assert "Enter why your work needs to know" in partner.errors
    partner.answer("PNC, CRO, prison or probation number (optional)", number)
    partner.answer("Why does your work need to know?", "Moves in with a mother of two")
    partner.shoot("ask-managed")
    partner.press("Ask")
    partner.sees("It has been taken", "Otherwise you hear nothing")
    receipt = partner.path

    waits_for(manager, "About Ivo Brackenridge")
    manager.sees("Asks whether managed")
    manager.follow("About Ivo Brackenridge")
    manager.sees("Moves in with a mother of two", "Noor Whitfield")
    manager.shoot("asked-of-team")
    manager.follow(re.compile("^Answer yes, with a part of the file"))
    manager.press("Answer yes and share")
    assert "Enter the last day on which they may read it" in manager.errors
    manager.tick("Names, dates of birth and identifiers")
    manager.day("Until which last day?", date.today() + timedelta(days=28))  # noqa: DTZ011
    manager.answer("Why do they need to know?", "Two children under five live there")
    manager.shoot("answer-yes")
    manager.press("Answer yes and share")
    manager.sees("Answered yes", "Two children under five live there", "Asked by Noor Whitfield")

    partner.go("/")
    partner.sees("What you asked was answered", "Ivo Brackenridge")
    partner.go(receipt)
    partner.shoot("answered-yes")
    partner.follow(re.compile("^Open the file of"))
    assert partner.path.startswith(file)
    partner.go(f"{file}contact-log/")
    partner.sees("This part of the file is not open to you")
