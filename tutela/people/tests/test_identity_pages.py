import pytest
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.people.files import consult
from tutela.people.models import Address, BirthDate, Identifier, Name, Person, Relationship
from tutela.people.past import written
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def held(officer, person, kind, **wanted):
    """The person's rows as the officer sees them."""
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="people:test")
        return list(kind.objects.filter(**{"person": person, **wanted}))


def send(client, address, **answers):
    return client.post(address, {"operation_key": str(uuid7()), **answers})


def page(name, *ids):
    return reverse(f"people:{name}", args=ids)


@pytest.fixture
def officer(database):
    return agencies.officer()


def test_a_new_main_name_is_the_one_that_lists_show(officer):
    person = people.person(officer, surname="Before")
    client = signed_in(officer)

    answer = send(client, page("add_name", person), surname="After", given_names="Sam", kind="main")

    assert answer.headers["Location"] == page("identity", person)
    kinds = {name.surname: name.kind for name in held(officer, person, Name)}
    assert kinds == {"Before": "former", "After": "main"}
    with acting_as(officer):
        assert str(Person.objects.get(pk=person)) == "Sam After"


def test_the_name_used_now_cannot_become_an_alias_leaving_none(officer):
    person = people.person(officer)
    [name] = held(officer, person, Name)

    answer = send(
        signed_in(officer),
        page("change_name", person, name.pk),
        surname="Other",
        kind="alias",
        version=name.version,
    )

    assert b"Make another name the one used now first" in answer.content
    assert held(officer, person, Name)[0].surname == name.surname


def test_a_stale_form_shows_what_is_recorded_beside_what_was_entered(officer):
    person = people.person(officer)
    [name] = held(officer, person, Name)
    client = signed_in(officer)
    answers = {"kind": "main", "version": name.version}
    first_day = {"starts_on_day": "3", "starts_on_month": "3", "starts_on_year": "2020"}
    here = page("change_name", person, name.pk)
    send(client, here, surname="Firstcomer", **answers, **first_day)

    answer = send(client, here, surname="Latecomer", **answers)

    text = answer.content.decode()
    assert "Someone changed this while you were writing" in text
    assert "Firstcomer" in text
    assert "Latecomer" in text
    assert "3 March 2020" in text
    assert held(officer, person, Name)[0].surname == "Firstcomer"


def test_a_date_of_birth_to_come_is_a_slip_and_is_refused(officer):
    person = people.person(officer)
    client = signed_in(officer)

    answer = send(client, page("add_birth_date", person), said="1 January 2999")

    assert b"Date of birth must be today or in the past" in answer.content
    assert len(held(officer, person, BirthDate)) == 1


def test_a_vague_date_of_birth_is_kept_as_it_was_said(officer):
    person = people.person(officer)
    client = signed_in(officer)

    send(client, page("add_birth_date", person), said="about 1975", is_main="on")

    rows = {row.said: row for row in held(officer, person, BirthDate)}
    assert rows["about 1975"].is_main
    assert not rows["3 March 1980"].is_main
    assert rows["about 1975"].earliest.year == 1973
    text = client.get(page("identity", person)).content.decode()
    assert "Between 1 January 1973 and 31 December 1977" in text


def test_a_number_that_fails_its_check_warns_and_is_kept_with_a_reason(officer):
    person = people.person(officer)
    client = signed_in(officer)
    address = page("add_identifier", person)

    warned = send(client, address, kind="pnc", said="2001/0171310S")
    kept = send(client, address, kind="pnc", said="2001/0171310S", kept_because="so on the order")

    assert b"The last letter does not fit" in warned.content
    assert kept.status_code == 302
    [number] = held(officer, person, Identifier)
    assert (number.key, number.is_sound) == ("20010171310S", False)
    assert b"so on the order" in client.get(page("identity", person)).content


def test_the_same_number_is_not_recorded_twice(officer):
    person = people.person(officer)
    client = signed_in(officer)
    address = page("add_identifier", person)
    send(client, address, kind="pnc", said="2001/0171310W")

    again = send(client, address, kind="pnc", said="01/171310w")

    assert b"This number is recorded already" in again.content
    assert len(held(officer, person, Identifier)) == 1


def test_a_protected_address_is_shown_only_where_that_part_is_open(officer):
    person = people.person(officer)
    theirs = agencies.officer("partner")
    people.interest(officer, person, theirs.team_id, "addresses")
    client = signed_in(officer)
    address = page("add_address", person)

    send(client, address, kind="home", lines="1 Open Street", postcode="ab1 2cd")
    send(client, address, kind="stays", lines="2 Hidden Street", is_protected="on")

    own = client.get(page("addresses", person)).content
    their = signed_in(theirs).get(page("addresses", person)).content
    assert b"Open Street" in own
    assert b"Hidden Street" in own
    assert b"Open Street" in their
    assert b"Hidden Street" not in their
    assert b"Protected" not in their
    assert b"Add an address" not in their


def test_an_address_ends_on_its_last_day(officer):
    person = people.person(officer)
    client = signed_in(officer)
    send(client, page("add_address", person), kind="home", lines="1 High Street")
    [row] = held(officer, person, Address)

    send(
        client,
        page("change_address", person, row.pk),
        kind="home",
        lines="1 High Street",
        version=row.version,
        ends_on_day="1",
        ends_on_month="3",
        ends_on_year="2020",
    )

    text = client.get(page("addresses", person)).content.decode()
    assert "Until 1 March 2020" in text
    assert "No address where the person lives or stays now is recorded." in text


def test_a_team_that_may_only_read_is_told_so_in_one_sentence(officer):
    person = people.person(officer)
    theirs = agencies.officer("probation_practitioner")
    people.interest(officer, person, theirs.team_id, "addresses")

    answer = send(signed_in(theirs), page("add_address", person), kind="home", lines="1 X Street")

    assert answer.status_code == 200
    assert b"Your team may not change this part of the file" in answer.content


@pytest.mark.parametrize("said", ["Alex Otherperson", "Otherperson, Jo Alex", "otherperson"])
def test_two_of_ones_own_people_are_linked_in_both_files(officer, said):
    person = people.person(officer)
    other = people.person(officer, surname="Otherperson")
    client = signed_in(officer)
    answers = {"kind": "parent", "other_name": said}

    asked = send(client, page("add_relationship", person), **answers)
    send(client, page("add_relationship", person), other_person=str(other), **answers)

    assert b"Is it one of these people?" in asked.content
    assert [row.kind for row in held(officer, person, Relationship)] == ["parent"]
    [mirror] = held(officer, other, Relationship)
    assert (mirror.kind, mirror.other_person_id) == ("child", person)
    send(
        client,
        page("change_relationship", other, mirror.pk),
        kind="sibling",
        version=mirror.version,
    )
    assert [row.kind for row in held(officer, person, Relationship)] == ["sibling"]
    assert b"Otherperson" in client.get(page("relationships", person)).content


def test_somebody_elses_people_are_no_choice(officer):
    person = people.person(officer)
    people.person(agencies.officer(), surname="Hiddenperson")
    client = signed_in(officer)

    answer = send(
        client, page("add_relationship", person), kind="sibling", other_name="Alex Hiddenperson"
    )

    assert answer.status_code == 302
    [row] = held(officer, person, Relationship)
    assert (row.other_name, row.other_person_id) == ("Alex Hiddenperson", None)


def test_a_victim_is_in_a_part_of_the_file_of_its_own(officer):
    person = people.person(officer)
    theirs = agencies.officer("partner")
    people.interest(officer, person, theirs.team_id, "relationships")
    client = signed_in(officer)

    send(client, page("add_relationship", person), kind="victim", other_name="Token Seven")

    [row] = held(officer, person, Relationship)
    assert row.part == "victims"
    assert b"Token Seven" in client.get(page("relationships", person)).content
    their = signed_in(theirs).get(page("relationships", person)).content
    assert b"Token Seven" not in their
    assert b"Victims" not in their


def test_an_id_of_another_person_is_not_found(officer):
    ours, other = people.person(officer), people.person(officer)
    [name] = held(officer, other, Name)
    client = signed_in(officer)

    assert client.get(page("change_name", ours, name.pk)).status_code == 404
    assert client.get(page("identity", uuid7())).status_code == 404
    assert signed_in(agencies.officer()).get(page("identity", ours)).status_code == 404


@pytest.mark.parametrize("name", ["identity", "addresses", "relationships"])
def test_an_empty_part_says_what_to_do_next(officer, name):
    person = people.person(officer)

    text = signed_in(officer).get(page(name, person)).content.decode()

    assert "recorded" in text
    assert "Add a" in text


@pytest.mark.parametrize(
    "part", ["people:identity", "people:addresses", "people:relationships", "documents:photographs"]
)
def test_a_part_is_shown_as_it_was_known_though_it_changed_since(officer, part):
    person = people.person(officer)
    client = signed_in(officer)
    address = reverse(part, args=[person])
    before, moment = main(client.get(address)), written(timezone.now())

    send(client, page("add_name", person), surname="Later", kind="alias")
    send(client, page("add_address", person), kind="home", lines="1 Later Street")
    send(client, page("add_relationship", person), kind="sibling", other_name="Later Sibling")

    assert main(client.get(address, {"known_at": moment})) == before
    if part != "documents:photographs":
        assert main(client.get(address)) != before


def main(answer):
    text = answer.content.decode()
    return text[text.index("<main") : text.index("</main>")]
