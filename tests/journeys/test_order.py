"""An order is recorded clause by clause, varied, and its breach goes to a charge."""

import re
from datetime import timedelta

from django.utils.timezone import localdate

from tests.journeys.people import record_person
from tutela.demonstration import story

CERTIFIED = "The defendant must not contact Petronella Quillfeather or enter 77 Wistaria Gardens."


def test_an_order_is_recorded_varied_and_breached_to_charge(sign_in):
    today = localdate()
    made, varied = today - timedelta(days=400), today - timedelta(days=30)
    manager = sign_in(story.MANAGER)
    record_person(manager, "Underbough", "Alistair")
    manager.follow("Court orders")
    manager.sees("No order is in force.")

    manager.follow("Record an order")
    manager.press("Save and add the clauses")
    assert manager.errors == ["Select which order it is", "Enter the day it was made"]
    manager.shoot("order-refused")
    manager.tick("Sexual harm prevention order (SHPO)")
    manager.day("On which day was it made, or the notice given?", made)
    manager.answer("Court (optional)", "Northmarch Crown Court")
    manager.press("Save and add the clauses")
    if manager.heading != "Add a clause":  # what the order changes is shown first
        manager.shoot("order-changes")
        manager.press("Save this")
    manager.answer("The wording, as the court certified it", CERTIFIED)
    manager.tick("Prohibition: must not")
    manager.answer("Which words of it name a child? (optional)", "Petronella Quillfeather")
    manager.answer(
        "Which words of it are an address or a place to be protected? (optional)",
        "77 Wistaria Gardens",
    )
    manager.shoot("clause")
    manager.fits_a_phone()
    manager.press("Save clause")
    manager.sees("The defendant must not contact Child A or enter zone 1.")
    manager.shoot("clause-as-read")
    manager.press("Save this")
    manager.sees("Clause added", "must not contact Child A or enter zone 1.")
    manager.sees_not("Petronella", "Quillfeather", "Wistaria")
    manager.shoot("order")
    manager.fits_a_phone()

    manager.follow(re.compile("A court varied it"))
    manager.day("From which day has the court varied it?", varied)
    manager.answer("The wording, as the court certified it", CERTIFIED[:-1] + ", nor own a boat.")
    manager.answer("Which words of it name a child? (optional)", "Petronella Quillfeather")
    manager.press("Save")
    assert len(manager.errors) == 1
    assert "may name somebody who is protected: 77 Wistaria Gardens." in manager.errors[0]
    manager.shoot("clause-still-names")
    manager.answer(
        "Which words of it are an address or a place to be protected? (optional)",
        "77 Wistaria Gardens",
    )
    manager.press("Save")
    manager.press("Save this")
    manager.sees("In force, as varied", "nor own a boat.", "Clauses before")

    manager.follow("Record a possible breach")
    manager.select(
        "Which clause? (optional)",
        next(
            option
            for option in manager.page.locator("select option").all_inner_texts()
            if "boat" in option or str(varied.year) in option
        ),
    )
    manager.day("On which day did it happen? (optional)", today - timedelta(days=3))
    manager.answer("What happened?", "Was seen in a boat with Child A.")
    manager.press("Save")
    manager.sees("Recorded. Nothing is decided by it.", "Nobody has decided on it yet.")
    manager.follow("Record what was decided")
    manager.tick("Charge")
    manager.press("Save decision")
    assert "Enter the reasons" in manager.errors
    manager.day("On which day?", today - timedelta(days=2))
    manager.answer("Who decided?", "Crown Prosecution Service")
    manager.answer("Why? Was there a reasonable excuse?", "Seen by two officers; no excuse given.")
    manager.press("Save decision")
    manager.follow("Record the charge")
    manager.day("On which day was the person charged?", today - timedelta(days=1))
    manager.answer("With what?", "Breach of a sexual harm prevention order")
    manager.press("Save charge")
    manager.sees("Charged", "Seen by two officers; no excuse given.")
    manager.shoot("order-breach")
    manager.fits_a_phone()

    manager.follow("Contact card", within=".moj-side-navigation")
    assert "must not contact Child A or enter zone 1, nor own a boat." in (
        manager.page.get_by_label("What must the person not do? (optional)").input_value()
    )
    manager.follow("Court orders")
    manager.follow(re.compile("^Open"), within="main")
    order = manager.path
    manager.follow("Record a surrendered passport")
    manager.day("On which day was it surrendered?", made)
    manager.press("Save")
    manager.sees("Passport recorded", "Held")
    manager.follow("Renewed, discharged, appealed or ended")
    manager.tick("Discharged")
    manager.day("From which day?", today)
    manager.press("Save")
    assert manager.errors == ["Select whether they consented"]
    manager.tick("No, or it is not known")
    manager.shoot("order-course")
    manager.fits_a_phone()
    manager.go(order)
    manager.follow("Ask whom they stand for, and the certified wording")
    manager.answer("Why do you need to know?", "short")
    manager.press("Show them")
    assert manager.errors == ["The reason must have 10 characters or more"]
    manager.answer("Why do you need to know?", "To tell the school which child is meant")
    manager.press("Show them")
    manager.sees("Petronella Quillfeather", "77 Wistaria Gardens", "Certified wording")
    manager.follow("Timeline")
    manager.sees("Clause of an order")
    manager.sees_not("Petronella", "Quillfeather", "Wistaria")
