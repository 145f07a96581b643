from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import AlreadyDone, NotAllowed, Stale, acting_as
from tutela.agencies.models import Appointment, Team
from tutela.agencies.tests import factories as agencies
from tutela.people import queries
from tutela.people.files import consult
from tutela.people.models import Allocation, Interest, Person
from tutela.people.operations import sharing
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


@contextmanager
def at_file(officer, person_id, page="people:sharing"):
    """The officer has the person's file open on a page."""
    people.opened(officer, person_id)
    with acting_as(officer):
        assert consult([person_id], page=page)
        yield Person.objects.get(pk=person_id)


def grant(officer, person, team, **fields):
    return sharing.grant(
        **{
            "actor": officer,
            "person": person,
            "team": team,
            "kind": "supports",
            "parts_read": ["addresses"],
            "parts_change": [],
            "readers": [],
            "starts_on": timezone.localdate(),
            "last_day": None,
            "why": "child protection plan",
            "key": uuid7(),
            "now": timezone.now(),
        }
        | fields
    )


def common(officer, person):
    return {
        "actor": officer,
        "person": person,
        "why": "reasons",
        "key": uuid7(),
        "now": timezone.now(),
    }


@pytest.fixture
def ours():
    return agencies.officer()


@pytest.fixture
def theirs():
    return agencies.officer("partner")


def test_a_granted_part_is_read_and_no_other_until_it_ends(ours, theirs):
    person_id = people.person(ours)
    with at_file(ours, person_id) as person:
        interest_id = grant(ours, person, Team.objects.get(pk=theirs.team_id))

    assert people.opened(theirs, person_id)
    with at_file(theirs, person_id) as seen:
        assert seen.names.count() == 0
        assert {row.interest.pk for row in queries.sharing_of(seen, on=timezone.localdate())["now"]}
    with at_file(ours, person_id) as person:
        sharing.end(
            interest=Interest.objects.get(pk=interest_id), last_day=None, **common(ours, person)
        )

    assert not people.opened(theirs, person_id)


def test_more_than_one_holds_is_refused_in_words(ours, theirs):
    person_id = people.person(ours)
    with at_file(ours, person_id) as person:
        grant(
            ours,
            person,
            Team.objects.get(pk=theirs.team_id),
            parts_change=["list", "addresses"],
        )
    third = agencies.officer("partner")

    with (
        pytest.raises(NotAllowed),
        at_file(theirs, person_id) as person,
    ):
        grant(theirs, person, Team.objects.get(pk=third.team_id))
    with (
        pytest.raises(sharing.CannotShare, match="another team than your own"),
        at_file(ours, person_id) as person,
    ):
        grant(ours, person, Team.objects.get(pk=ours.team_id))


def test_a_team_that_only_reads_the_line_decides_nothing(ours):
    other, third = agencies.officer("probation_practitioner"), agencies.team()
    person_id = people.person(ours)
    people.interest(ours, person_id, other.team_id, "addresses")

    with (
        pytest.raises(sharing.CannotShare, match="not decide who else"),
        at_file(other, person_id) as person,
    ):
        grant(other, person, third)


def test_a_second_press_grants_once(ours, theirs):
    person_id = people.person(ours)
    key = uuid7()
    with at_file(ours, person_id) as person:
        first = grant(ours, person, Team.objects.get(pk=theirs.team_id), key=key)

    with pytest.raises(AlreadyDone) as before, at_file(ours, person_id) as person:
        grant(ours, person, Team.objects.get(pk=theirs.team_id), key=key)

    assert before.value.about == first
    with at_file(ours, person_id):
        assert Interest.objects.filter(person=person_id, team=theirs.team_id).count() == 1


def test_the_owners_own_interest_is_not_ended(ours):
    person_id = people.person(ours)

    with (
        pytest.raises(sharing.CannotShare, match="hands over"),
        at_file(ours, person_id) as person,
    ):
        sharing.end(interest=person.interests.get(), last_day=None, **common(ours, person))


def allocate(officer, person, to, **fields):
    return sharing.allocate(
        **common(officer, person)
        | {
            "officer": Appointment.objects.get(pk=to.appointment_id),
            "starts_on": timezone.localdate(),
            "version": 0,
        }
        | fields
    )


def test_allocating_ends_the_former_allocation(ours):
    colleague = agencies.officer(team=Team(pk=ours.team_id))
    person_id = people.person(ours)
    with at_file(ours, person_id) as person:
        allocate(ours, person, ours)
        allocate(ours, person, colleague, version=1)

    with at_file(ours, person_id):
        now = queries.allocated_to(person_id, on=timezone.localdate())
        assert now.appointment_id == colleague.appointment_id
        assert Allocation.objects.filter(person=person_id).count() == 2


def test_two_who_allocate_at_once_are_shown_both(ours):
    colleague = agencies.officer(team=Team(pk=ours.team_id))
    person_id = people.person(ours)
    with at_file(ours, person_id) as person:
        allocate(ours, person, ours)

    with pytest.raises(Stale) as stale, at_file(ours, person_id) as person:
        allocate(ours, person, colleague)

    assert stale.value.version == 1
    assert stale.value.now_recorded["officer"].pk == ours.appointment_id


def test_a_stranger_is_not_allocated(ours, theirs):
    person_id = people.person(ours)

    with (
        pytest.raises(sharing.CannotShare, match="Choose an officer"),
        at_file(ours, person_id) as person,
    ):
        allocate(ours, person, theirs)


def test_handing_over_gives_the_record_and_ends_ones_own_interest(ours):
    new = agencies.officer()
    person_id = people.person(ours)
    with at_file(ours, person_id) as person:
        allocate(ours, person, ours)
        sharing.hand_over(
            team=Team.objects.get(pk=new.team_id), own_last_day=None, **common(ours, person)
        )

    assert not people.opened(ours, person_id)
    with at_file(new, person_id) as person:
        assert person.owner_team_id == new.team_id
        assert queries.allocated_to(person_id, on=timezone.localdate()) is None


def test_the_former_owner_keeps_sight_until_its_last_day_but_decides_no_more(ours):
    new, third = agencies.officer(), agencies.team()
    person_id = people.person(ours)
    later = timezone.localdate() + timedelta(days=14)
    with at_file(ours, person_id) as person:
        sharing.hand_over(
            team=Team.objects.get(pk=new.team_id), own_last_day=later, **common(ours, person)
        )

    with (
        pytest.raises(sharing.CannotShare, match="Only the team that manages"),
        at_file(ours, person_id) as person,
    ):
        sharing.hand_over(
            team=third,
            own_last_day=None,
            **common(ours, person),
        )


@pytest.fixture
def restricted(ours):
    person_id = people.person(ours)
    with at_file(ours, person_id) as person:
        sharing.restrict(
            readers=[Appointment.objects.get(pk=ours.appointment_id)], **common(ours, person)
        )
    return person_id


def test_a_restricted_record_is_read_by_its_named_readers_only(ours, restricted):
    colleague = agencies.officer(team=Team(pk=ours.team_id))

    assert not people.opened(colleague, restricted)
    with at_file(ours, restricted) as person:
        sharing.lift(**common(ours, person))
    assert people.opened(colleague, restricted)


def test_a_restricted_record_is_not_handed_over(ours, restricted):
    third = agencies.team()

    with (
        pytest.raises(sharing.CannotShare, match="Lift the restriction"),
        at_file(ours, restricted) as person,
    ):
        sharing.hand_over(team=third, own_last_day=None, **common(ours, person))


def test_a_restricted_record_is_shared_with_named_officers_only(ours, theirs, restricted):
    with (
        pytest.raises(sharing.CannotShare, match="select the officers"),
        at_file(ours, restricted) as person,
    ):
        grant(ours, person, Team.objects.get(pk=theirs.team_id))
    with at_file(ours, restricted) as person:
        reader = Appointment.objects.get(pk=theirs.appointment_id)
        grant(ours, person, Team.objects.get(pk=theirs.team_id), readers=[reader])

    assert people.opened(theirs, restricted)
    assert not people.opened(agencies.officer("partner", team=Team(pk=theirs.team_id)), restricted)


def test_a_partner_may_not_hand_over(ours, theirs):
    person_id, third = people.person(ours), agencies.team()
    people.interest(ours, person_id, theirs.team_id, "addresses")

    with pytest.raises(NotAllowed), at_file(theirs, person_id) as person:
        sharing.hand_over(
            team=third,
            own_last_day=None,
            **common(theirs, person),
        )
