from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.court_orders.models import Clause
from tutela.notification_requirements.models import Entered
from tutela.notification_requirements.operations import entered as operations
from tutela.notification_requirements.queries import entered as queries
from tutela.notification_requirements.tests import missed, recorded
from tutela.people.models import Address, Person
from tutela.people.parts import Part
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
ROOM = "notification_requirements"
STAYS = date(2024, 5, 1)


@pytest.fixture
def officer():
    return missed.pair()[0]


def at(name, *keys):
    return reverse(f"{ROOM}:{name}", args=keys)


def missing(officer, person):
    with recorded.in_file(officer, person):
        return {one.code: one for one in queries.missing_of(person)}


def enter(officer, person, item, **answers):
    with recorded.in_file(officer, person):
        return operations.enter(
            **{
                "actor": officer,
                "person": Person.objects.get(pk=person),
                "code": item.code,
                "row_id": item.row_id,
                "entered_on": timezone.localdate(),
                "reference": "V 17",
                "version": item.of_version,
                "key": uuid7(),
                "now": timezone.now(),
            }
            | answers
        )


def test_what_is_recorded_waits_until_somebody_says_that_it_is_there(officer):
    person = people.person(officer)
    recorded.changing(officer, person, lambda: recorded.lives(person, STAYS))
    waits = missing(officer, person)
    assert set(waits) == {"name", "birth", "address"}

    enter(officer, person, waits["address"])

    assert set(missing(officer, person)) == {"name", "birth"}
    with recorded.in_file(officer, person):
        (row,) = Entered.objects.filter(person=person)
    assert (row.entered_by_id, row.reference) == (officer.appointment_id, "V 17")


def test_a_change_after_that_waits_again(officer):
    person = people.person(officer)
    recorded.changing(officer, person, lambda: recorded.lives(person, STAYS))
    enter(officer, person, missing(officer, person)["address"])

    recorded.changing(
        officer, person, lambda: Address.objects.filter(person=person).update(lines="2 High Street")
    )

    assert missing(officer, person)["address"].of_version == 2


def test_a_result_waits_as_one_with_its_offences_and_sentences(officer):
    person = people.person(officer)
    recorded.changing(officer, person, lambda: recorded.convicted(person, date(2020, 3, 1)))

    item = missing(officer, person)["result"]

    assert item.of_version == 3
    with recorded.in_file(officer, person):
        row = queries.row_of(Person.objects.get(pk=person), "result", item.row_id, [*Part])
        lines = dict(queries.lines_of(item.kind, row))
    assert lines["Offence"] == "Offence"
    assert lines["Months"] == "12"
    assert lines["Day of the conviction, caution or finding"] == "01/03/2020"


def test_an_order_is_copied_with_its_clauses_as_tokens(officer):
    person = people.person(officer)

    def order():
        made = recorded.ordered(person, date(2020, 3, 1))
        Clause.objects.create(
            order=made,
            person_id=person,
            number="1",
            kind="prohibition",
            wording="Not to go near Child A",
            starts_on=date(2020, 3, 1),
            added_by=None,
        )

    recorded.changing(officer, person, order)

    item = missing(officer, person)["order"]
    with recorded.in_file(officer, person):
        row = queries.row_of(Person.objects.get(pk=person), "order", item.row_id, [*Part])
        lines = dict(queries.lines_of(item.kind, row))
    assert lines["Clause 1"] == "Not to go near Child A"


def test_what_changed_while_it_was_copied_is_not_marked(officer):
    person = people.person(officer)
    item = missing(officer, person)["name"]

    with pytest.raises(operations.CannotEnter, match="changed since"):
        enter(officer, person, item, version=item.of_version + 1)
    enter(officer, person, item)
    with pytest.raises(operations.CannotEnter, match="already"):
        enter(officer, person, item)


def test_everything_so_far_is_marked_at_once_and_what_comes_after_waits(officer):
    person = people.person(officer)
    with recorded.in_file(officer, person):
        operations.enter_everything(
            actor=officer,
            person=Person.objects.get(pk=person),
            entered_on=timezone.localdate(),
            reference="",
            key=uuid7(),
            now=timezone.now(),
        )
    assert missing(officer, person) == {}

    recorded.changing(officer, person, lambda: recorded.lives(person, STAYS))

    assert set(missing(officer, person)) == {"address"}


def test_the_list_reaches_no_further_than_ones_own_people_and_parts(officer):
    person = people.person(officer)
    recorded.changing(officer, person, lambda: recorded.convicted(person, date(2020, 3, 1)))
    stranger, partner = agencies.officer(), agencies.officer()
    people.interest(officer, person, partner.team_id, "addresses")

    for who, expected in (
        (officer, {"name", "birth", "result"}),
        (stranger, set()),
        (partner, set()),
    ):
        with acting_as(who):
            found, count = queries.missing_among([person], limit=25)
        assert {one.code for one in found} == expected
        assert count == len(expected)


def test_only_who_may_change_notifications_marks(officer):
    person = people.person(officer)
    other = agencies.officer()
    people.interest(officer, person, other.team_id, "identity")
    item = missing(other, person)["name"]

    with pytest.raises((operations.Refused, DatabaseError)):
        enter(other, person, item)


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_the_pages_copy_each_field_and_take_the_day(officer):
    person = people.person(officer)
    recorded.changing(officer, person, lambda: recorded.lives(person, STAYS, postcode="ZZ5 2AB"))
    item = missing(officer, person)["address"]
    browser = signed_in(officer)
    address = at("copy_for_visor", person, "address", item.row_id)

    page = browser.get(address).content.decode()
    tree(page)
    assert "01/05/2024" in page
    assert "Postcode: ZZ5 2AB" in page
    assert 'data-tutela-copy="copied-1"' in page
    page = browser.get(at("for_visor", person)).content.decode()
    tree(page)
    assert "1 High Street" in page

    answers = {"operation_key": str(uuid7()), "version": item.of_version}
    page = browser.post(address, answers)
    assert page.context["form"].errors["entered_on"] == ["Enter the day on which it was entered"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = browser.post(address, {**answers, **day("entered_on", tomorrow)})
    assert len(page.context["form"].errors["entered_on"]) == 1
    page = browser.post(address, {**answers, **day("entered_on", timezone.localdate())})
    assert page.status_code == 302
    assert "marked as entered there" in browser.get(address).content.decode()
    assert browser.get(at("all_in_visor", person)).status_code == 200


def test_no_item_of_another_person_kind_or_part_is_copied(officer):
    person, other = people.person(officer), people.person(officer)
    item = missing(officer, person)["name"]
    browser = signed_in(officer)

    for keys in (
        (other, "name", item.row_id),
        (person, "address", item.row_id),
        (person, "nonsense", item.row_id),
    ):
        assert browser.get(at("copy_for_visor", *keys)).status_code == 404
    stranger = signed_in(agencies.officer())
    assert stranger.get(at("copy_for_visor", person, "name", item.row_id)).status_code == 404
    assert signed_in(agencies.officer("partner")).get(at("not_entered")).status_code == 403


def test_the_supervisor_s_list_is_narrowed_and_says_how_old(officer):
    person = people.person(officer)
    browser = signed_in(officer)

    page = browser.get(at("not_entered")).content.decode()
    tree(page)
    assert str(person) in page
    assert "2 items" in page
    assert "1 item" in browser.get(f"{at('not_entered')}?kind=name").content.decode()
    for query in ("waited=3", "whose=mine", "kind=order", "page=900"):
        page = browser.get(f"{at('not_entered')}?{query}").content.decode()
        assert str(person) not in page, query
    assert str(person) in browser.get(f"{at('not_entered')}?kind=nonsense").content.decode()
