from datetime import date, timedelta

import pytest
from django.utils import timezone

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.meetings import operations, rules
from tutela.meetings.models import InformationRequest, InformationReturn, Invitation, Item, Referral
from tutela.meetings.operations.admitting import CannotMeet
from tutela.meetings.sight import sight
from tutela.meetings.tests import scene as scenes
from tutela.meetings.tests.scene import doing, seen, team_of
from tutela.people.files import open_file
from tutela.people.models import Interest
from tutela.people.operations import sharing

pytestmark = pytest.mark.usefixtures("database")
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"held_change": {"meetings"}, "has_open_referral": False}, "may read this file but not"),
        ({"held_change": {"list", "meetings"}, "has_open_referral": True}, "already"),
        ({"held_change": {"list", "meetings"}, "has_open_referral": False}, None),
    ],
)
def test_who_may_say_who_sees_the_file_refers_it_once(facts, said):
    objection = rules.objection_to_referring(**facts)
    assert (objection and said in objection.words) or (objection is None and said is None)


def test_a_referral_is_decided_once_and_never_by_who_made_it():
    assert rules.objection_to_deciding(stage="waiting", is_own=True)
    assert rules.objection_to_deciding(stage="accepted", is_own=False)
    assert rules.objection_to_deciding(stage="waiting", is_own=False) is None


def test_sight_lasts_from_the_meeting_and_an_answer_is_asked_for_before_it():
    meeting = TODAY + timedelta(days=10)
    ours = sight("any area", TODAY)
    assert rules.sees_until(meeting, ours.attending, today=TODAY) == date(2026, 4, 9)
    assert rules.sees_until(date(2026, 1, 1), timedelta(days=28), today=TODAY) == date(2026, 3, 30)
    assert rules.answer_by(meeting, ours.answer_before, today=TODAY) == date(2026, 3, 9)
    assert rules.answer_by(TODAY, ours.answer_before, today=TODAY) == TODAY


def test_a_declined_referral_closes_the_file_to_the_coordinator_at_once(scene):
    scenes.accepted(scene, outcome="declined")

    with scenes.acting_as(scene.coordinator):
        assert not open_file(scene.person, ground="interest", purpose="test")
    (row,) = seen(scene.probation, scene.person, Referral)
    assert row.stage == "declined"
    # it can be referred again
    assert scenes.referred(scene, level_sought=3)


def test_nobody_decides_on_their_own_referral_under_another_office(scene):
    made = scenes.referred(scene)
    same = agencies.officer(
        "mappa_coordinator",
        user=scenes.appointment_of(scene.probation).user,
        team=team_of(scene.coordinator),
    )
    with pytest.raises(CannotMeet, match="Somebody else must decide"):
        doing(
            same,
            scene.person,
            operations.decide,
            referral=seen(same, scene.person, Referral, pk=made)[0],
            outcome="accepted",
            reasons="x",
            version=1,
        )


def test_an_agency_sees_its_case_and_no_other_of_the_same_meeting(scene):
    item = scenes.on_agenda(scene)
    other = scenes.Scene(
        scene.probation,
        scene.coordinator,
        scene.chair,
        scene.children,
        scenes.people.person(scene.probation),
    )
    scenes.accepted(other)
    sitting = item.sitting
    doing(
        scene.coordinator,
        other.person,
        operations.put_on,
        sitting=sitting,
        kind="initial",
        begins_at=None,
    )
    scenes.invited(scene, item)

    with scenes.acting_as(scene.children):
        assert list(Item.objects.values_list("person_id", flat=True)) == [scene.person]
        assert list(scenes.Sitting.objects.values_list("pk", flat=True)) == [sitting.pk]
    with scenes.acting_as(agencies.officer()):
        assert not scenes.Sitting.objects.exists()
    assert b"agenda" in signed_in(scene.coordinator).get(f"/meetings/{sitting.pk}/").content


def test_who_is_only_asked_reads_its_request_and_nothing_else_of_the_meeting(scene):
    item = scenes.on_agenda(scene)
    school = agencies.officer("partner")
    asked = doing(
        scene.coordinator,
        scene.person,
        operations.ask_information,
        item=item,
        team=team_of(school),
        asked="Has he come to the gate?",
        due_on=timezone.localdate() - timedelta(days=1),
        parts_read=["identity", "meetings", "victims"],
        readers=[],
        last_day=timezone.localdate() + timedelta(days=14),
    )
    (interest,) = seen(scene.coordinator, scene.person, Interest, team=school.team_id)
    assert (interest.kind, set(interest.parts_read)) == ("asked", {"list", "identity"})
    assert seen(school, scene.person, Item) == []
    (row,) = seen(school, scene.person, InformationRequest)

    # late is not refused
    doing(
        school,
        scene.person,
        operations.return_information,
        of=row,
        outcome="nil",
        words="",
        withheld_because="",
        version=row.version,
    )
    (returned,) = seen(scene.coordinator, scene.person, InformationReturn, request=asked)
    assert (returned.outcome, returned.team_id) == ("nil", school.team_id)
    assert seen(scene.children, scene.person, InformationReturn) == []


def test_a_team_is_invited_once_to_a_case(scene):
    item = scenes.on_agenda(scene)
    scenes.invited(scene, item)
    with pytest.raises(CannotMeet, match="invited already"):
        scenes.invited(scene, item)
    with pytest.raises(CannotMeet, match="today or in the future"):
        scenes.invited(scene, item, team_of(scene.chair), last_day=TODAY)


def test_a_restricted_case_is_shown_to_named_officers_only(scene):
    # the probation team's own officer restricts the record, then refers it
    own = scenes.appointment_of(scene.probation)
    doing(scene.probation, scene.person, sharing.restrict, readers=[own], why="a threat to life")
    item = scenes.on_agenda(scene)

    with pytest.raises(sharing.CannotShare, match="select the officers who may read it"):
        scenes.invited(scene, item)
    reader = scenes.appointment_of(scene.children)
    scenes.invited(scene, item, readers=[reader])
    (row,) = seen(scene.children, scene.person, Invitation, team=scene.children.team_id)
    assert row.interest_id


def test_the_chair_named_later_sees_the_case_when_it_is_shown(scene):
    item = scenes.on_agenda(scene)
    chair = scenes.appointment_of(scene.chair)
    with scenes.acting_as(scene.coordinator):
        operations.change(
            actor=scene.coordinator,
            sitting=item.sitting,
            level=3,
            starts_at=item.sitting.starts_at,
            minutes_long=60,
            place="Room 4",
            join_by="",
            chair=chair,
            is_urgent=False,
            stage="planned",
            version=1,
            key=scenes.uuid7(),
            now=timezone.now(),
        )
    coordinator = signed_in(scene.coordinator)
    page = f"/people/{scene.person}/meetings/{item.pk}/"
    assert b"cannot see this case" in coordinator.get(page, follow=True).content
    scenes.press(coordinator, "show_to_chair", scene.person, item.pk)
    assert b"cannot see this case" not in coordinator.get(page).content
    (row,) = seen(scene.chair, scene.person, Interest, team=scene.chair.team_id)
    assert row.readers == [scene.chair.appointment_id]


def test_the_worklist_tells_each_what_waits(scene):
    scenes.referred(scene)
    today = signed_in(scene.coordinator).get("/").content.decode()
    assert "Referrals to decide on" in today
    assert "Synthetic" in today

    (row,) = seen(scene.coordinator, scene.person, Referral)
    doing(
        scene.coordinator,
        scene.person,
        operations.decide,
        referral=row,
        outcome="accepted",
        reasons="Met",
        version=1,
    )
    assert "Accepted cases on no agenda" in signed_in(scene.coordinator).get("/").content.decode()
    assert "referrals, decided" in signed_in(scene.probation).get("/").content.decode()

    made = scenes.sitting(scene)
    item = doing(
        scene.coordinator,
        scene.person,
        operations.put_on,
        sitting=made,
        kind="initial",
        begins_at=None,
    )
    (item,) = seen(scene.coordinator, scene.person, Item, pk=item)
    yesterday = timezone.localdate() - timedelta(days=1)
    scenes.invited(scene, item, asked="Is a child known?", due_on=yesterday)
    theirs = signed_in(scene.children).get("/").content.decode()
    assert "Meetings to which your agency is asked" in theirs
    assert "Overdue" in theirs
    mine = signed_in(scene.coordinator).get("/").content.decode()
    assert "Agencies that have not answered in time" in mine
    assert "No chair yet" in mine
