"""What the database refuses, whatever a page or typed SQL would ask of it."""

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from tutela.access.door import acting_as, perform
from tutela.access.permissions import ROLES, May
from tutela.agencies.forms import roles_of
from tutela.agencies.models import Agency
from tutela.agencies.tests import factories as agencies
from tutela.meetings.models import (
    Attendance,
    InformationRequest,
    InformationReturn,
    Invitation,
    Item,
    Referral,
    ReferralDecision,
    Sitting,
)
from tutela.meetings.tests import scene as scenes
from tutela.people.files import consult
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
NOW = timezone.now


def tried(actor, person, write):
    """Whether the database lets the actor write that, with the file open."""
    people.opened(actor, person)
    with acting_as(actor):
        consult([person], page="meetings:test")
        try:
            with transaction.atomic(), perform(actor, May.READ_FILE) as done:
                made = write()
                done.record("meeting.tried", None)
        except DatabaseError as refusal:
            if "policy" not in str(refusal) and "permission denied" not in str(refusal):
                raise
            return False
        return made != 0


def test_who_attends_arranges_nothing(scene):
    item = scenes.on_agenda(scene)
    scenes.invited(scene, item)
    me, person = scene.children.appointment_id, scene.person
    mine = {"person_id": person, "item": item}

    def refused(write):
        assert not tried(scene.children, person, write)

    refused(
        lambda: Item.objects.create(
            sitting_id=item.sitting_id,
            person_id=person,
            kind="review",
            order=2,
            added_by_id=me,
            added_at=NOW(),
        )
    )
    refused(lambda: Item.objects.filter(pk=item.pk).update(stage="heard"))
    refused(
        lambda: Invitation.objects.create(
            **mine, guest="A friend", why="x", invited_by_id=me, invited_at=NOW()
        )
    )
    refused(
        lambda: InformationRequest.objects.create(
            **mine,
            team_id=scene.chair.team_id,
            asked="x",
            due_on=NOW().date(),
            asked_by_id=me,
            asked_at=NOW(),
        )
    )
    refused(
        lambda: Referral.objects.filter(person=person).update(
            stage="declined", settled_by_id=me, settled_at=NOW()
        )
    )
    refused(
        lambda: ReferralDecision.objects.create(
            referral_id=item.referral_id,
            person_id=person,
            outcome="declined",
            reasons="x",
            decided_by_id=me,
            decided_at=NOW(),
        )
    )
    refused(
        lambda: Attendance.objects.create(
            **mine,
            team_id=scene.chair.team_id,
            presence="missing",
            recorded_by_id=me,
            recorded_at=NOW(),
        )
    )
    refused(lambda: Sitting.objects.filter(pk=item.sitting_id).update(place="Elsewhere"))
    # but it answers for itself
    own = Invitation.objects.filter(person=person, team=scene.children.team_id)
    assert tried(
        scene.children,
        person,
        lambda: own.update(answer="comes", answered_by_id=me, answered_at=NOW()),
    )


def test_every_office_is_given_by_some_agency_and_the_database_lets_it():
    given = {kind: [code for code, _ in roles_of(kind)] for kind in Agency.Kind.values}
    assert {code for codes in given.values() for code in codes} == set(ROLES)
    with connections["owner"].cursor() as cursor:
        for kind in ("police", "probation", "prison", "children", "youth_justice"):
            team = agencies.team(kind)
            for code in given[kind]:
                powers = sorted(ROLES[code].powers)
                cursor.execute("SELECT may_be_given(%s::text[], %s)", [powers, team.pk])
                assert cursor.fetchone() == (True,), (kind, code)
        cursor.execute("SELECT may_be_given('{meetings}', %s)", [agencies.team("children").pk])
        assert cursor.fetchone() == (False,)


def test_nobody_answers_for_another_agency_or_in_anothers_name(scene):
    item = scenes.on_agenda(scene)
    scenes.invited(scene, item, asked="Is a child known?", due_on=timezone.localdate())
    (asked,) = scenes.seen(scene.children, scene.person, InformationRequest)
    school = agencies.officer("partner")
    people.interest(scene.probation, scene.person, school.team_id, "meetings", why="test")
    said = {
        "request_id": asked.pk,
        "person_id": scene.person,
        "team_id": scene.children.team_id,
        "outcome": "nil",
        "returned_at": NOW(),
    }

    def returns(actor, by):
        return tried(
            actor,
            scene.person,
            lambda: InformationReturn.objects.create(**said, returned_by_id=by.appointment_id),
        )

    assert not returns(school, school)
    assert not returns(scene.children, scene.coordinator)
    assert returns(scene.children, scene.children)


def test_a_coordinator_of_another_area_arranges_nothing_here(scene):
    item = scenes.on_agenda(scene)
    elsewhere = agencies.officer("mappa_coordinator")
    with acting_as(elsewhere):
        assert not Sitting.objects.exists()
    people.interest(
        scene.probation,
        scene.person,
        elsewhere.team_id,
        "meetings",
        parts_change=["list", "meetings"],
    )
    assert not tried(
        elsewhere,
        scene.person,
        lambda: Sitting.objects.filter(pk=item.sitting_id).update(place="Elsewhere"),
    )
    assert not tried(
        elsewhere,
        scene.person,
        lambda: Item.objects.create(
            sitting_id=item.sitting_id,
            person_id=scene.person,
            kind="review",
            order=2,
            stage="taken_off",
            stage_why="x",
            added_by_id=elsewhere.appointment_id,
            added_at=NOW(),
        ),
    )
