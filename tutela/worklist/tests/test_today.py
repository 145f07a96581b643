from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.models import Team
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.people.files import Ground
from tutela.people.operations import opening
from tutela.people.tests import factories as people
from tutela.worklist import queries

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def owner():
    return agencies.officer()


@pytest.fixture
def named(owner):
    surname = f"Q{uuid7().hex[-14:]}"
    return surname, people.person(owner, surname=surname)


def read(actor):
    return signed_in(actor).get(reverse("worklist:today"))


def listed(actor):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT people FROM audit_listing WHERE actor = %s ORDER BY at DESC LIMIT 1",
            [actor.appointment_id],
        )
        row = cursor.fetchone()
    return row[0] if row else []


def emergency(surname, actor):
    with acting_as(actor):
        opening.declare_emergency(
            actor=actor,
            surname=surname,
            given_names="Alex",
            born_on=people.date(1980, 3, 3),
            number="",
            reason="a child is missing now",
            key=uuid7(),
            now=timezone.now(),
        )


@pytest.mark.parametrize(
    "role",
    [
        "police_offender_manager",
        "police_supervisor",
        "police_duty_officer",
        "partner",
        "information_governance",
        "agency_administrator",
    ],
)
def test_an_empty_day_says_what_to_do_next(role):
    page = read(agencies.officer(role))

    assert page.status_code == 200
    assert "Nothing waits for you today" in page.content.decode()


def test_an_emergency_waits_for_its_check_and_the_owner_sees_it(named, owner):
    surname, person_id = named
    supervisor = agencies.officer("police_supervisor", team=Team(pk=owner.team_id))
    duty = agencies.officer("prison_duty_officer")
    emergency(surname, duty)

    check, told = read(supervisor), read(owner)

    text = check.content.decode()
    assert "a child is missing now" in text
    assert surname in text
    assert "/people/checks/" in text
    assert listed(supervisor) == [person_id]
    assert "Your people, looked at by others" in told.content.decode()
    assert "a child is missing now" in told.content.decode()


def test_an_opener_s_supervisor_checks_without_being_told_who_it_was(named):
    surname, _ = named
    duty = agencies.officer("prison_duty_officer")
    governing = agencies.appointment("information_governance", team=Team(pk=duty.team_id))
    emergency(surname, duty)
    actor = agencies.actor_of(governing.user_id, governing.pk)

    text = read(actor).content.decode()

    assert "a child is missing now" in text
    assert surname not in text
    assert listed(actor) == []


def test_nobody_else_hears_of_it(named):
    surname, _ = named
    emergency(surname, agencies.officer("prison_duty_officer"))

    for role in ("police_supervisor", "information_governance", "partner"):
        assert "a child is missing now" not in read(agencies.officer(role)).content.decode()


def test_a_supervisor_does_not_check_their_own_supervision(named, owner):
    _, person_id = named
    supervisor = agencies.officer("police_supervisor", supervises=Team(pk=owner.team_id))
    people.opened(supervisor, person_id, Ground.SUPERVISION)

    assert "/people/checks/" not in read(supervisor).content.decode()


def test_people_without_an_officer_and_interests_about_to_end(named, owner):
    surname, person_id = named
    other = agencies.officer("partner")
    soon = timezone.localdate() + timedelta(days=3)
    people.interest(owner, person_id, other.team_id, "addresses", ends_before=soon)
    far = agencies.officer("partner")
    people.interest(
        owner, person_id, far.team_id, ends_before=timezone.localdate() + timedelta(days=90)
    )

    ours, theirs, later = (read(actor).content.decode() for actor in (owner, other, far))

    assert f"Allocate Alex {surname}" in ours
    assert "ends within 14 days" in ours
    assert "ends within 14 days" in theirs
    assert "ends within 14 days" not in later
    assert listed(owner) == [person_id]


def test_vetting_about_to_end_is_said_to_its_owner_and_the_supervisor(owner):
    soon = timezone.localdate() + timedelta(days=10)
    ending = agencies.officer(team=Team(pk=owner.team_id), vetted_until=soon)
    supervisor = agencies.officer("police_supervisor", team=Team(pk=owner.team_id))

    assert "Vetting that ends" in read(ending).content.decode()
    assert ending.name in read(supervisor).content.decode()
    assert "Vetting that ends" not in read(owner).content.decode()


def test_only_people_of_the_list_are_named(named, owner):
    _, person_id = named
    stranger = agencies.officer()

    with acting_as(stranger):
        assert queries.named([person_id, None]) == {}
    with acting_as(owner):
        assert set(queries.named([person_id])) == {person_id}
