import re
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.contact_log import operations, queries
from tutela.contact_log.models import Answer, Entry, Routed, Told
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


def tell(officer, **fields):
    with acting_as(officer):
        return operations.tell(
            **{
                "actor": officer,
                "learnt": "Moved in with somebody who has small children",
                "surname": "Nobody",
                "given_names": "Alex",
                "born_said": "",
                "number_said": "",
                "address_said": "",
                "when_said": "",
                "source": "",
                "key": uuid7(),
                "now": timezone.now(),
            }
            | fields
        )


def route():
    return operations.route(using="worker")


def waiting(officer):
    with acting_as(officer):
        return queries.awaiting(officer)


def join(officer, routed_id, person):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="contact_log:join_to")
        return operations.join(
            actor=officer,
            person=Person.objects.get(pk=person),
            routed=queries.waiting_here(routed_id),
            kind="learnt",
            note="",
            key=uuid7(),
            now=timezone.now(),
        )


def pass_on(officer, routed_id):
    with acting_as(officer):
        operations.pass_on(
            actor=officer,
            routed=queries.waiting_here(routed_id),
            why="another of that name",
            key=uuid7(),
            now=timezone.now(),
        )


def known_as(officer):
    """A person of the officer's team, with what somebody else would call them."""
    surname = f"Synthetic{uuid7().hex[-8:]}"
    return people.person(officer, surname=surname), {
        "surname": surname,
        "born_said": "3 March 1980",
    }


def test_what_is_told_by_name_and_birth_reaches_the_owner_and_nobody_else():
    owner, teller, other = agencies.officer(), agencies.officer("partner"), agencies.officer()
    person, said = known_as(owner)

    told = tell(teller, **said)
    route()

    found = waiting(owner)
    assert [(row.told.pk, row.person.pk) for row in found] == [(told, person)]
    assert waiting(other) == []
    with acting_as(teller):
        assert [row.pk for row in queries.told_by(teller)] == [told]
        assert Routed.objects.count() == 0
        assert Answer.objects.count() == 0
    with acting_as(other):
        assert Told.objects.filter(pk=told).count() == 0


@pytest.mark.parametrize("said", ["March 1980", "about 1980", "1980"])
def test_an_approximate_birth_is_enough_with_the_name(said):
    owner = agencies.officer()
    person, as_said = known_as(owner)

    tell(agencies.officer("partner"), **as_said | {"born_said": said})
    route()

    assert [row.person.pk for row in waiting(owner)] == [person]


def test_a_name_alone_is_not_enough_and_goes_to_who_takes_the_unknown():
    owner = agencies.officer()
    _person, said = known_as(owner)
    area = agencies.area()
    taking = agencies.officer(
        team=agencies.team(agency=agencies.agency(area=area), takes_unknown=True)
    )
    teller = agencies.officer(
        "partner", team=agencies.team(agency=agencies.agency("children", area=area))
    )

    tell(teller, **said | {"born_said": ""})
    route()

    assert waiting(owner) == []
    assert [row.person for row in waiting(taking)] == [None]


def test_routing_twice_routes_once():
    owner = agencies.officer()
    _person, said = known_as(owner)
    tell(agencies.officer("partner"), **said)

    route()
    route()

    assert len(waiting(owner)) == 1


def test_the_owner_joins_and_the_entry_says_who_told():
    owner, teller = agencies.officer(), agencies.officer("partner")
    person, said = known_as(owner)
    tell(teller, **said)
    route()

    join(owner, waiting(owner)[0].routed_id, person)

    assert waiting(owner) == []
    with acting_as(owner):
        consult([person], page="contact_log:log")
        entry = Entry.objects.get(person=person)
    assert entry.told_by_id == teller.appointment_id
    assert entry.written_by_id == owner.appointment_id


def test_what_nobody_takes_goes_on_and_can_still_be_joined():
    area = agencies.area()
    owner = agencies.officer()
    taking = agencies.officer(
        team=agencies.team(agency=agencies.agency(area=area), takes_unknown=True)
    )
    teller = agencies.officer(
        "partner", team=agencies.team(agency=agencies.agency("children", area=area))
    )
    _theirs, said = known_as(owner)
    ours = people.person(taking)
    tell(teller, **said)
    route()

    pass_on(owner, waiting(owner)[0].routed_id)
    join(taking, waiting(taking)[0].routed_id, ours)

    assert waiting(taking) == []


def test_a_second_answer_is_refused():
    owner = agencies.officer()
    colleague = agencies.officer(team=agencies.Team.objects.using("owner").get(pk=owner.team_id))
    _person, said = known_as(owner)
    tell(agencies.officer("partner"), **said)
    route()
    routed = waiting(owner)[0].routed_id
    with acting_as(colleague):
        stale = queries.waiting_here(routed)

    pass_on(owner, routed)

    with pytest.raises(operations.CannotJoin), acting_as(colleague):
        operations.pass_on(actor=colleague, routed=stale, why="x", key=uuid7(), now=timezone.now())


def test_a_restricted_record_s_match_is_shown_to_its_readers_only():
    owner = agencies.officer()
    team = agencies.Team.objects.using("owner").get(pk=owner.team_id)
    colleague = agencies.officer(team=team)
    person, said = known_as(owner)
    with agencies.as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE people_person SET restricted = true WHERE id = %s", [person])
        cursor.execute(
            "UPDATE people_interest SET restricted = true, duty_reads = false, readers = %s"
            " WHERE person_id = %s",
            [[owner.appointment_id], person],
        )
    tell(agencies.officer("partner"), **said)
    route()

    assert len(waiting(owner)) == 1
    assert waiting(colleague) == []


def test_telling_asks_the_same_of_the_database_for_somebody_known_and_for_nobody():
    owner, teller = agencies.officer(), agencies.officer("partner")
    _person, known = known_as(owner)
    asked = []
    for said in (known, known | {"surname": "Nobodyatall"}):
        with CaptureQueriesContext(connection) as queries_made:
            tell(teller, **said)
        told = (query["sql"] for query in queries_made)
        # nor the second in which the database is told who asks
        asked.append([re.sub(r"'[^']*'|s\d+_x\d+|\b\d{9,}\b", "", sql) for sql in told])

    assert asked[0] == asked[1]


def test_typed_sql_cannot_tell_as_another_nor_without_an_entry():
    officer, other = agencies.officer(), agencies.officer()
    with pytest.raises(Exception, match="permission denied"), acting_as(officer):
        Told.objects.create(told_by_id=other.appointment_id, told_at=timezone.now(), learnt="x")
    tells = "SELECT tell(%s, '', '', '', '', '', 'x', '', '', '', '', NULL, NULL, '{}')"
    with (
        pytest.raises(Exception, match="audit entry"),
        acting_as(officer),
        connection.cursor() as cursor,
    ):
        cursor.execute(tells, [uuid7()])


def test_the_log_is_written_by_who_may_change_it():
    owner, reader = agencies.officer(), agencies.officer("probation_practitioner")
    person = people.person(owner)
    people.interest(owner, person, reader.team_id, "contact_log")
    facts = {
        "kind": "call",
        "happened_on": date(2026, 3, 3),
        "when_said": "",
        "what": "Rang about the visit",
        "source": "",
        "now": timezone.now(),
    }
    for officer, may in ((owner, True), (reader, False)):
        people.opened(officer, person)
        with acting_as(officer):
            consult([person], page="contact_log:write")
            held = Person.objects.get(pk=person)
            if may:
                operations.write(actor=officer, person=held, key=uuid7(), **facts)
            else:
                with pytest.raises(operations.CannotWrite):
                    operations.write(actor=officer, person=held, key=uuid7(), **facts)
            assert queries.log_of(held).count() == 1
