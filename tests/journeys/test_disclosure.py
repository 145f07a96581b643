"""A club is told: asked by one, decided by another, told face to face, followed up."""

import re
from datetime import timedelta

from django.utils.timezone import localdate

from tests.journeys.people import record_person
from tutela.demonstration import story

WORDS = "Silas Greenhalgh was convicted of a sexual offence against a child in 2019."
ASKED = {
    "What happened?": "Began to help at a boxing club on Saturdays",
    "Who would be told?": "Rowan Ashby",
    "Which children would it protect? (optional)": "child a",
    "What serious harm may happen, and how do you know?": "Abused a child whom he trained",
    "What did they say, or why were they not asked?": "Says that he will leave the club",
    "What may it lead to?": "He may move to another club",
    "What else would protect, and why is it not enough?": "His order does not reach clubs",
    "Exactly what would be said?": WORDS,
}
BASIS = "Criminal Justice Act 2003 s.327A: convictions of a child sex offender"
EARLIER = {
    "Why will it not do that the person tells, and it is checked?": "Did not tell an earlier club",
    "Why will it not do that the person tells with an officer present?": "Will not",
}

WHY = (
    "Why is there that risk, or not?",
    "Why is it necessary, or not?",
    "Why is it proportionate, or not?",
    "Which power, and does anything forbid it?",
    "How were the words checked?",
    "Why now, or why not now?",
)


def asked(manager):
    """Every answer but why the less intrusive ways will not do, then these too."""
    manager.press("Ask for a decision")
    assert len(manager.errors) == 12
    manager.tick("A change in the person's life: home, partner, work, contact")
    manager.tick("Leisure centre, club or activity", BASIS)
    manager.tick("An agency tells, and the person knows of it")
    manager.tick("The person was asked, and said something")
    manager.tick("Public Protection Command, Northmarch Police")
    for question, said in ASKED.items():
        manager.answer(question, said)
    manager.press("Ask for a decision")
    assert manager.errors == ["Enter why this way will not do"] * 2
    manager.shoot("ask-disclosure")
    manager.fits_a_phone()
    for question, said in EARLIER.items():
        manager.answer(question, said)
    manager.press("Ask for a decision")
    manager.sees("Somebody else decides", "To be decided", "Child A")
    return manager.path


def decided(decider, surname):
    decider.sees("A disclosure to decide")
    decider.follow(re.compile(surname), within="#disclosures")
    decider.follow("Decide")
    decider.sees("the law presumes", "Says that he will leave the club")
    for number in range(6):
        decider.page.get_by_label("Met", exact=True).nth(number).check()
    for question in WHY:
        decider.answer(question, "Read in the file")
    decider.tick("Approve: the recipient may be told in these words")
    decider.answer("Your reasons", "Children train there, and nobody else tells the club")
    decider.shoot("decide-disclosure")
    decider.fits_a_phone()
    decider.press("Record decision")
    decider.sees("Approved", "Decided by Blair Munro")


def told(manager, here):
    manager.go(here)
    manager.follow("Record that they were told, or were not")
    manager.tick("Face to face", "A document was seen", "Accepted, and signed", "Yes")
    manager.answer("What advice was given? (optional)", "Whom to ring, day and night")
    manager.day(
        "On which day will they be seen again? (optional)", localdate() + timedelta(days=14)
    )
    manager.shoot("tell-disclosure")
    manager.fits_a_phone()
    manager.press("Save")
    manager.sees("Told", "To be followed up")
    manager.shoot("disclosure")


def test_a_club_is_told_by_two(sign_in):
    manager, decider = sign_in(story.MANAGER), sign_in(story.DECIDER)
    record_person(manager, "Greenhalgh", "Silas")
    manager.follow("Disclosures", within=".moj-side-navigation")
    manager.sees("Nobody outside the agencies is recorded as told")
    register = manager.path
    manager.follow("Ask that somebody is told")
    here = asked(manager)
    manager.sees_not("Record decision")

    decider.go("/")
    decided(decider, "Greenhalgh")

    told(manager, here)
    manager.go(register)
    manager.sees("Who was told what", "Rowan Ashby", WORDS, "Accepted, and signed")
    manager.shoot("disclosures")
    manager.fits_a_phone()
    manager.follow("Record what was told in immediate danger")
    manager.sees("Telling comes first")
    manager.shoot("disclosure-in-danger")
    manager.fits_a_phone()
    manager.go("/disclosures/")
    manager.sees("Greenhalgh", "A follow-up after a disclosure")
    manager.fits_a_phone()
