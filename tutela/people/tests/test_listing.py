from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.models import Appointment, Team
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.people import listing
from tutela.people.files import consult, show_in_list
from tutela.people.models import Interest, Person
from tutela.people.operations import sharing
from tutela.people.parts import Part
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def surnames(actor, sort="name", **filters):
    with acting_as(actor):
        found = listing.people(
            actor,
            listing.Filters(**filters),
            teams=listing.teams_of(actor),
            on=timezone.localdate(),
        )
        return [person.surname for person in listing.in_order(found, sort)]


@pytest.fixture
def officer():
    return agencies.officer()


@pytest.fixture
def three(officer):
    return {name: people.person(officer, surname=name) for name in ("Ash", "Birch", "Cedar")}


def test_a_list_holds_ones_own_people_in_order(officer, three):
    stranger = agencies.officer()

    assert surnames(officer) == ["Ash", "Birch", "Cedar"]
    assert surnames(officer, sort="-name") == ["Cedar", "Birch", "Ash"]
    assert surnames(stranger) == []


def test_a_list_narrows_by_surname_interest_and_officer(officer, three):
    with acting_as(officer):
        consult([three["Birch"]], page="people:allocate")
        sharing.allocate(
            actor=officer,
            person=Person.objects.get(pk=three["Birch"]),
            officer=Appointment.objects.get(pk=officer.appointment_id),
            starts_on=timezone.localdate(),
            why="test",
            version=0,
            key=uuid7(),
            now=timezone.now(),
        )

    assert surnames(officer, surname="bi") == ["Birch"]
    assert surnames(officer, whose="mine") == ["Birch"]
    assert surnames(officer, officer=str(officer.appointment_id)) == ["Birch"]
    assert surnames(officer, officer="nobody") == ["Ash", "Cedar"]
    assert surnames(officer, kind="manages", whose="team") == ["Ash", "Birch", "Cedar"]
    assert surnames(officer, kind="asked") == []
    assert surnames(officer, restricted="yes") == []
    assert surnames(officer, restricted="no", surname="c") == ["Cedar"]


def test_covered_and_supervised_people_are_listed(officer, three):
    other = agencies.officer()
    supervisor = agencies.officer("police_supervisor", supervises=Team(pk=officer.team_id))
    agencies.cover(
        appointment_id=other.appointment_id,
        team=Team(pk=officer.team_id),
        arranged_by_id=supervisor.appointment_id,
    )

    assert surnames(other, whose="covered") == ["Ash", "Birch", "Cedar"]
    assert surnames(other, whose="team") == []
    assert surnames(supervisor, whose="supervised") == ["Ash", "Birch", "Cedar"]


def test_of_a_few_people_the_lists_say_the_same_as_of_all(officer, three):
    """The rule is written for all of one's people and for some: here one against the other."""
    covering, stranger = agencies.officer(), agencies.officer()
    supervisor = agencies.officer("police_supervisor", supervises=Team(pk=officer.team_id))
    agencies.cover(
        appointment_id=covering.appointment_id,
        team=Team(pk=officer.team_id),
        arranged_by_id=supervisor.appointment_id,
    )
    few = [three["Ash"], three["Birch"], people.person(stranger)]
    governor = agencies.officer("information_governance")

    seen = {}
    for actor in (officer, covering, supervisor, stranger, governor):
        for part in Part:
            with acting_as(actor), connection.cursor() as cursor:
                cursor.execute(
                    "SELECT ARRAY(SELECT people_seen(%s)), ARRAY(SELECT people_seen(%s, NULL, %s))",
                    [part, part, few],
                )
                everybody, among = cursor.fetchone()
            assert set(among) == set(everybody) & set(few)
            seen[actor, part] = len(set(among))
    assert seen[officer, Part.LIST] == 2
    assert seen[covering, Part.ADDRESSES] == seen[supervisor, Part.ADDRESSES] == 2
    assert seen[covering, Part.VICTIMS] == 0
    assert seen[stranger, Part.LIST] == 1


def test_naming_people_in_a_list_shows_nobody_more(officer, three):
    stranger = agencies.officer()
    hidden = people.person(stranger)

    with acting_as(officer), connection.cursor() as cursor:
        show_in_list([three["Ash"], hidden], page="people:list")
        cursor.execute("SELECT people_listed('list'), people_listed('addresses')")
        assert cursor.fetchone() == ([three["Ash"]], [three["Ash"]])
        assert set(Person.objects.values_list("pk", flat=True)) >= set(three.values())
        assert not Person.objects.filter(pk=hidden).exists()
        assert not Interest.objects.filter(person=hidden).exists()
        with acting_as(stranger):
            cursor.execute("SELECT people_listed('list')")
            assert cursor.fetchone() == ([],)


def test_an_ended_interest_leaves_the_list(officer, three):
    partner = agencies.officer("partner")
    today = timezone.localdate()
    people.interest(officer, three["Ash"], partner.team_id)
    people.interest(
        officer,
        three["Birch"],
        partner.team_id,
        starts_on=today + timedelta(days=1),
    )

    assert surnames(partner) == ["Ash"]


def test_the_page_counts_pages_and_leaves_one_entry(officer):
    made = {people.person(officer) for _ in range(27)}
    browser = signed_in(officer)

    first, second = (browser.get(reverse("people:list"), {"page": n}) for n in (1, 2))

    assert first.context["page"].paginator.count == 27
    assert len(first.context["lines"]) == 25
    assert len(second.context["lines"]) == 2
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT people FROM audit_listing WHERE actor = %s AND page = 'people:list'",
            [officer.appointment_id],
        )
        entries = [row[0] for row in cursor.fetchall()]
    assert [len(entry) for entry in entries] == [25, 2]
    assert set().union(*entries) == made


def test_a_surname_is_kept_out_of_the_address(officer, three):
    browser = signed_in(officer)
    address = reverse("people:list")

    narrowed = browser.post(f"{address}?sort=-name", {"surname": "Ce"}, follow=True)

    assert narrowed.redirect_chain == [(f"{address}?sort=-name", 302)]
    assert [line.person.surname for line in narrowed.context["lines"]] == ["Cedar"]
    everybody = browser.post(address, {"surname": ""}, follow=True)
    assert len(everybody.context["lines"]) == 3


@pytest.mark.parametrize(
    "query",
    [
        {"officer": "not-a-key"},
        {"whose": "everybody in the register"},
        {"page": "99999"},
        {"sort": "owner_team__agency"},
    ],
)
def test_nonsense_in_the_address_narrows_nothing(officer, three, query):
    page = signed_in(officer).get(reverse("people:list"), query)

    assert page.status_code == 200
    assert len(page.context["lines"]) == 3


def test_empty_lists_say_what_to_do_next(officer, three):
    browser = signed_in(officer)

    none = signed_in(agencies.officer()).get(reverse("people:list"))
    narrowed = browser.get(reverse("people:list"), {"kind": "asked"})

    assert "Your team holds no interest in anybody yet" in none.content.decode()
    assert "Nobody of yours fits these filters" in narrowed.content.decode()


def test_a_page_that_is_no_more_shows_the_last(officer, three):
    with acting_as(officer):
        teams, on = listing.teams_of(officer), timezone.localdate()
        found = listing.people(officer, listing.Filters(), teams=teams, on=on)
        pages = listing.CountedPaginator(listing.in_order(found, "name"), 2)

        assert [row.surname for row in pages.get_page("2")] == ["Cedar"]
        assert pages.count == 3
        assert pages.get_page("9").number == 2
        assert pages.get_page("nonsense").number == 1
        assert not pages.get_page("1").has_previous()
