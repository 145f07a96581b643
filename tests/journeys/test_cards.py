"""5. A contact card for any police officer; for everybody else nobody is there."""

import re
from datetime import date

from tests.journeys.people import a_number, record_person
from tutela.demonstration import story


def a_person_with_a_card(manager):
    number = a_number(30415)
    file = record_person(
        manager,
        "Ludworth",
        "Corin",
        born="3 July 1990",
        number=number,
        address=("7 Tannery Row", "ZZ9 4CD"),
    )
    manager.go(f"{file}card/")
    manager.tick("Wanted")
    manager.answer("Warnings to officers (optional)", "May be accompanied by a large dog")
    manager.answer(
        "What must the person not do? (optional)", "Must not contact Victim A\nMust not use a boat"
    )
    manager.shoot("set-card")
    manager.press("Save the card")
    return file


def test_another_area_sees_the_card_and_the_owner_sees_who_asked(sign_in):
    manager, response = sign_in(story.MANAGER), sign_in(story.RESPONSE)
    file = a_person_with_a_card(manager)
    response.follow("Contact card", within="header")
    response.answer("Surname", "Ludworth")
    response.press("Ask for the card")
    assert set(response.errors) == {
        "Enter the first name as well",
        "Enter the date of birth as well",
        "Enter the reason",
    }
    response.go("/people/card/")
    response.answer("Surname", "Ludworth")
    response.answer("First name", "Corin")
    response.day("Date of birth", date(1990, 7, 3))
    response.answer("Why do you ask?", "Stopped by the harbour with a child")
    response.shoot("ask-card")
    response.press("Ask for the card")
    response.sees("Corin Ludworth", "May be accompanied by a large dog", "Must not use a boat")
    response.sees("Offender Management East", "01632 960200")
    response.sees_not("Tannery Row", "ZZ9", "Convicted")
    response.shoot("card")
    answer = response.path
    response.go(file, status=404)

    manager.go("/")
    manager.sees("Corin Ludworth", "Contact card, Kit Larkin, Westmoor Response, Westmoor Police")
    manager.sees("Stopped by the harbour with a child")

    # the answer is the asker's own, and nobody else's to guess
    manager.go(answer, status=404)


def test_nobody_is_the_same_answer_for_every_wrong_question(sign_in):
    response = sign_in(story.RESPONSE)
    told = []
    for surname, given, born in (
        ("Nosuchname", "Alba", date(1991, 1, 1)),
        (story.THE_ONE[0], story.THE_ONE[1], date(1979, 9, 15)),
    ):
        response.go("/people/card/")
        response.answer("Surname", surname)
        response.answer("First name", given)
        response.day("Date of birth", born)
        response.answer("Why do you ask?", "Stopped by the harbour")
        response.press("Ask for the card")
        response.sees("Nobody is managed under these details.")
        told.append(re.sub(r"Asked on .*?m\.", "", response.text))
    assert told[0] == told[1]


def test_a_partner_is_told_of_nobody(sign_in):
    manager, partner = sign_in(story.MANAGER), sign_in(story.PARTNER)
    hidden = record_person(manager, "Sandilands", "Rafe")
    invented = "/people/0195c0de-0000-7000-8000-000000000000/"
    pages = []
    for address in (hidden, invented):
        partner.go(address, status=404)
        pages.append(partner.page.content())
    assert pages[0] == pages[1]

    answers = []
    for name in ("Rafe Sandilands", "Rafe Nosuchname"):
        partner.go("/search/")
        partner.answer("Name", name)
        partner.press("Search")
        partner.sees("Nobody among your people fits what you typed.")
        answers.append(partner.text)
    assert answers[0] == answers[1]
    partner.go("/people/card/", status=403)
