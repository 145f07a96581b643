"""Referrals corrected, outcomes issued, meetings moved: operations and walls."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import Stale, acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Alert
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.meetings import minutes, operations
from tutela.meetings.models import (
    InformationRequest,
    Item,
    Outcome,
    OutcomeReasons,
    Referral,
    ReferralCorrection,
    ReferralReasons,
)
from tutela.meetings.operations.admitting import CannotMeet
from tutela.meetings.queries.record import record_of
from tutela.meetings.tests import scene as scenes
from tutela.meetings.tests import test_record as record
from tutela.meetings.tests.scene import doing, press, seen
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
SAID = {"level_sought": 3, "is_urgent": True, "corrected_because": "The wrong level was pressed"}


def corrected(actor, scene, version=1, **facts):
    (row,) = seen(actor, scene.person, Referral)
    given = {"reasons": replace(scenes.REASONS, who_should_come="The school")} | SAID | facts
    return doing(actor, scene.person, operations.correct, referral=row, version=version, **given)


def told(actor):
    return Alert.objects.using("owner").filter(appointment=actor.appointment_id).count()


def typed(actor, person, statement, ids=()):
    people.opened(actor, person)
    with acting_as(actor), connection.cursor() as cursor:
        consult([person], page="meetings:test")
        with perform(actor, May.READ_FILE) as done:
            cursor.execute(statement, ids)
            done.record("meeting.tried", None)


def test_a_correction_keeps_what_was_said_and_tells_the_coordinator(scene):
    scenes.referred(scene)
    before = told(scene.coordinator)

    corrected(scene.probation, scene)

    (row,) = seen(scene.coordinator, scene.person, Referral)
    assert (row.level_sought, row.is_urgent, row.version) == (3, True, 2)
    (said,) = seen(scene.coordinator, scene.person, ReferralReasons)
    assert (said.who_should_come, said.why) == ("The school", scenes.REASONS.why)
    (made,) = seen(scene.coordinator, scene.person, ReferralCorrection)
    assert [(one.label, one.was, one.is_now) for one in made.lines] == [
        ("level sought", "Level 2", "Level 3"),
        ("cannot wait for the next meeting", "No", "Yes"),
        ("who should come", "", "The school"),
    ]
    assert told(scene.coordinator) == before + 1
    with pytest.raises(Stale):
        corrected(scene.probation, scene, level_sought=2)
    with pytest.raises(CannotMeet, match="Nothing was changed"):
        corrected(scene.probation, scene, version=2)
    other = agencies.officer("probation_practitioner")
    changes = ["list", "meetings"]
    people.interest(
        scene.probation, scene.person, other.team_id, *changes, parts_change=changes, why="test"
    )
    with pytest.raises(CannotMeet, match="Another team referred"):
        corrected(other, scene, version=2, level_sought=2)


def test_what_was_decided_on_is_corrected_by_nobody(scene):
    scenes.accepted(scene)
    with pytest.raises(CannotMeet, match="has been decided"):
        corrected(scene.probation, scene, version=2)
    for statement in (
        "UPDATE meetings_referral SET level_sought = 3",
        "UPDATE meetings_referral SET stage = 'waiting', settled_by_id = NULL, settled_at = NULL",
        "UPDATE meetings_referralreasons SET why = 'Another reason'",
    ):
        for actor in (scene.probation, scene.coordinator):
            with pytest.raises(DatabaseError, match=r"stays as it was|numbered correction"):
                typed(actor, scene.person, statement)


def test_nothing_that_a_referral_says_changes_without_its_number(scene):
    scenes.referred(scene)
    for statement in (
        "UPDATE meetings_referral SET level_sought = 3",
        "UPDATE meetings_referralreasons SET why = 'Another reason'",
    ):
        with pytest.raises(DatabaseError, match="numbered correction"):
            typed(scene.probation, scene.person, statement)
    (row,) = seen(scene.coordinator, scene.person, Referral)
    with pytest.raises(DatabaseError, match="by the team that made it"):
        typed(
            scene.coordinator,
            scene.person,
            "INSERT INTO meetings_referralcorrection"
            " (id, number, changed, why, made_at, made_by_id, person_id, referral_id)"
            " VALUES (gen_random_uuid(), 1, '[1]', 'x', now(), %s, %s, %s)",
            [scene.coordinator.appointment_id, scene.person, row.pk],
        )


def test_the_page_offers_what_was_said_and_shows_what_changed(scene):
    made = scenes.referred(scene)
    client = signed_in(scene.probation)
    asked = client.get(f"/people/{scene.person}/meetings/referrals/{made}/correct/", follow=True)
    assert scenes.REASONS.why in asked.content.decode()
    answers = {"level_sought": "3", "why": scenes.REASONS.why, "risk_now": "To child B"}
    answers |= {"version": "1"}
    empty = press(client, "correct_referral", scene.person, made, **answers)
    assert "Enter what was wrong" in empty.content.decode()
    answers["corrected_because"] = "The wrong child"
    press(client, "correct_referral", scene.person, made, **answers)

    page = client.get(f"/people/{scene.person}/meetings/referrals/{made}/").content.decode()
    assert "Correction 1" in page
    assert "To child A, soon</del>" in page
    assert "The wrong child" in page
    # withdrawn and sent again: the level too is offered
    press(client, "withdraw_referral", scene.person, made, reasons="To another area", version="2")
    again = client.get(f"/people/{scene.person}/meetings/refer/")
    tree(again.content.decode())
    assert "To child B" in again.content.decode()
    assert again.context["form"].initial["level_sought"] == 3


def test_an_outcome_stays_as_it_was_issued_and_what_is_written_later_says_so(scene):
    item = scenes.on_agenda(scene, starts_at=timezone.now())
    scenes.invited(scene, item)
    note = record.NOTE | {"words": "In time"}
    doing(scene.children, scene.person, operations.write_note, item=item, **note)
    left = {"disclosure": "not_considered", "disclosure_why": "The time was over"}
    record.decided(scene, item, **left)
    record.attended(scene, item)
    record.issued(scene, item)
    for statement in (
        "UPDATE meetings_outcome SET level = 3",
        "UPDATE meetings_outcome SET next_on = next_on + 1",
        "UPDATE meetings_outcomereasons SET level_why = 'Another'",
        "UPDATE meetings_outcomereasons SET summary = ''",
    ):
        with pytest.raises(DatabaseError, match="by an amendment"):
            typed(scene.coordinator, scene.person, statement)

    # disclosure that was left open is settled after the minutes, once
    settled = {"disclosure": "none", "disclosure_why": "Nobody is at risk", "version": 1}
    settled |= {"consideration": None, "not_names": False}
    doing(scene.coordinator, scene.person, operations.settle_disclosure, item=item, **settled)
    assert seen(scene.coordinator, scene.person, Outcome)[0].disclosure == "none"
    for statement in (
        "UPDATE meetings_outcome SET disclosure = 'not_considered'",
        "UPDATE meetings_outcomereasons SET disclosure_why = 'Another'",
    ):
        with pytest.raises(DatabaseError, match="by an amendment"):
            typed(scene.coordinator, scene.person, statement)
    assert seen(scene.coordinator, scene.person, OutcomeReasons)[0].summary

    late = record.NOTE | {"words": "Too late", "section": "media"}
    doing(scene.children, scene.person, operations.write_note, item=item, **late)
    page = signed_in(scene.coordinator).get(
        f"/people/{scene.person}/meetings/{item.pk}/record/", follow=True
    )
    assert page.content.decode().count("After the minutes") == 1
    with acting_as(scene.coordinator):
        consult([scene.person], page="meetings:test")
        whole = record_of(item, Person.objects.get(pk=scene.person), on=timezone.localdate())
        said = minutes.texts_in(minutes.content_of(whole, kind="full"))
    (marked,) = [words for words in said if "after the minutes were first issued" in words]
    assert marked.startswith("Too late")


def moved(scene, item, **facts):
    with acting_as(scene.coordinator):
        sitting = Item.objects.select_related("sitting").get(pk=item.pk).sitting
        given = {
            name: getattr(sitting, name)
            for name in (
                *("level", "starts_at", "minutes_long", "place", "join_by", "chair"),
                *("is_urgent", "stage", "version"),
            )
        }
        operations.change(
            actor=scene.coordinator,
            sitting=sitting,
            key=uuid7(),
            now=timezone.now(),
            **given | facts,
        )


def test_those_who_come_hear_by_email_that_a_meeting_is_moved_or_off(scene):
    item = scenes.on_agenda(scene)
    scenes.invited(scene, item)
    people_told = (scene.children, scene.probation)
    before = [told(one) for one in people_told]

    moved(scene, item, chair=scenes.appointment_of(scene.chair))
    assert [told(one) for one in people_told] == before

    moved(scene, item, starts_at=item.sitting.starts_at + timedelta(days=1))
    assert [told(one) for one in people_told] == [count + 1 for count in before]
    assert told(scene.chair) == 1
    moved(scene, item, stage="cancelled")
    assert [told(one) for one in people_told] == [count + 2 for count in before]
    assert told(scene.coordinator) == 1  # of the referral, never of what one did oneself
    # nobody moves it in another's name
    with pytest.raises(DatabaseError, match="stands under it"):
        typed(
            scene.coordinator,
            scene.person,
            "UPDATE meetings_sitting SET moved_by_id = %s, moved_at = now()",
            [scene.chair.appointment_id],
        )


def test_an_agency_that_is_asked_gives_itself_no_other_day(scene):
    item = scenes.on_agenda(scene)
    scenes.invited(scene, item, asked="Is a child known?", due_on=timezone.localdate())
    for change in ("due_on = due_on + 9", "withdrawn_why = 'Not needed'"):
        with pytest.raises(DatabaseError, match="keeps its day"):
            typed(
                scene.children,
                scene.person,
                f"UPDATE meetings_informationrequest SET {change}, outcome = 'nil',"
                " returned_at = now()",
            )
    (row,) = seen(scene.coordinator, scene.person, InformationRequest)
    assert row.due_on == timezone.localdate()
