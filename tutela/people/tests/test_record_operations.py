"""The operations themselves: once, by the door, with an entry of ids and codes only."""

from datetime import date

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import AlreadyDone, NotAllowed, Stale, acting_as
from tutela.agencies.models import Agency
from tutela.agencies.tests import factories as agencies
from tutela.audit.models import Entry
from tutela.people import operations, rules
from tutela.people.files import consult
from tutela.people.models import Address, BirthDate, Card, Identifier, Name, Person, Relationship
from tutela.people.operations.addresses import CannotPlace
from tutela.people.operations.holding import CannotChange
from tutela.people.operations.identity import CannotIdentify, CannotName
from tutela.people.operations.photograph import TooLarge
from tutela.people.operations.relationships import CannotRelate
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def officer(database):
    return agencies.officer()


class File:
    """A person's file held open by an officer, for one operation at a time."""

    def __init__(self, officer, person):
        self.officer, self.pk = officer, person
        people.opened(officer, person)

    def do(self, operation, *, also=(), **facts):
        key = facts.pop("key", None) or uuid7()
        with acting_as(self.officer):
            consult([self.pk, *also], page="people:test")
            return operation(
                actor=self.officer,
                person=Person.objects.get(pk=self.pk),
                key=key,
                now=timezone.now(),
                **facts,
            )

    def rows(self, kind):
        with acting_as(self.officer):
            consult([self.pk], page="people:test")
            return list(kind.objects.filter(person=self.pk))


@pytest.fixture
def file(officer):
    return File(officer, people.person(officer))


ALIAS = {
    "kind": "alias",
    "surname": "Other",
    "given_names": "",
    "starts_on": None,
    "ends_on": None,
    "source": "",
}
HOME = {"kind": "home", "lines": "1 High Street", "postcode": "", "starts_on": None}
FRIEND = {
    "kind": "associate",
    "other_name": "Token One",
    "other_person": None,
    "starts_on": None,
    "ends_on": None,
    "note": "",
}


def test_a_second_press_adds_nothing(file):
    key = uuid7()
    file.do(operations.add_name, key=key, **ALIAS)

    with pytest.raises(AlreadyDone):
        file.do(operations.add_name, key=key, **ALIAS)

    assert len(file.rows(Name)) == 2


def test_a_partner_records_nobody(database):
    with pytest.raises(NotAllowed):
        people.person(agencies.officer("partner"))


def test_recording_keeps_numbers_and_the_first_address(officer):
    file = File(
        officer,
        people.person(
            officer,
            identifiers=[("pnc", "01/171310W"), ("prison", "nonsense")],
            kept_because="as on the warrant",
            address="Flat 2, 1 High Street",
            postcode="ab1 2cd",
        ),
    )

    numbers = {row.kind: (row.key, row.is_sound, row.kept_because) for row in file.rows(Identifier)}
    assert numbers == {
        "pnc": ("20010171310W", True, ""),
        "prison": ("NONSENSE", False, "as on the warrant"),
    }
    [home] = file.rows(Address)
    assert (home.part, home.postcode_key, home.house_key) == ("addresses", "AB12CD", "FLAT2")


def test_the_entry_of_a_change_holds_no_name(officer, file):
    agency = Agency.objects.using("owner").get(pk=officer.agency_id)
    governor = agencies.officer("information_governance", team=agencies.team(agency=agency))

    added = file.do(operations.add_name, **ALIAS | {"surname": "Secretalias"})

    with acting_as(governor):
        entry = Entry.objects.get(about=added)
    assert (entry.event, entry.person_id, entry.details) == (
        "name.added",
        file.pk,
        {"kind": "alias"},
    )


def test_a_reader_of_identity_cannot_change_it(file):
    theirs = agencies.officer("probation_practitioner")
    people.interest(file.officer, file.pk, theirs.team_id, "identity")

    with pytest.raises(CannotChange, match="Names, dates of birth"):
        File(theirs, file.pk).do(operations.add_name, **ALIAS)


def test_who_may_not_change_the_list_line_cannot_change_the_main_name(file):
    theirs = agencies.officer("probation_practitioner")
    people.interest(file.officer, file.pk, theirs.team_id, "identity", parts_change=["identity"])
    other = File(theirs, file.pk)
    born = rules.born("1975", on=date(2026, 1, 1))

    with pytest.raises(CannotChange, match="managed"):
        other.do(operations.add_name, **ALIAS | {"kind": "main"})
    with pytest.raises(CannotChange, match="managed"):
        other.do(operations.add_birth_date, born=born, is_main=True, source="")
    other.do(operations.add_birth_date, born=born, is_main=False, source="")
    assert {row.said for row in file.rows(BirthDate)} == {"3 March 1980", "1975"}


@pytest.mark.parametrize(
    "days",
    [
        {"starts_on": date(2020, 3, 3), "ends_on": date(2020, 3, 2)},
        {"kind": "main", "ends_on": date(2020, 3, 2)},
    ],
)
def test_a_name_does_not_end_before_it_began_nor_while_it_is_used(file, days):
    with pytest.raises(CannotName):
        file.do(operations.add_name, **ALIAS | days)


def test_the_date_that_lists_show_is_given_up_only_for_another(file):
    [born] = file.rows(BirthDate)
    facts = {"birth_date": born, "born": rules.born("1981", on=date(2026, 1, 1)), "source": ""}

    with pytest.raises(CannotIdentify):
        file.do(operations.change_birth_date, is_main=False, version=1, **facts)
    file.do(operations.change_birth_date, is_main=True, version=1, **facts)

    with acting_as(file.officer):
        assert Person.objects.get(pk=file.pk).born_said == "1981"


def test_a_number_that_now_passes_loses_its_reason(file):
    row = file.do(
        operations.add_identifier, kind="pnc", said="2001/0171310S", kept_because="as written"
    )
    [identifier] = file.rows(Identifier)

    file.do(
        operations.change_identifier,
        identifier=identifier,
        kind="pnc",
        said="2001/0171310W",
        kept_because="as written",
        version=1,
    )

    [now] = file.rows(Identifier)
    assert (now.pk, now.is_sound, now.kept_because, now.version) == (row, True, "", 2)


def test_an_unsound_number_without_a_reason_is_asked_why(file):
    with pytest.raises(CannotIdentify, match="why"):
        file.do(operations.add_identifier, kind="cro", said="85227/65G", kept_because="")


def test_a_stale_address_says_what_is_recorded_now(file):
    file.do(operations.add_address, ends_on=None, is_protected=False, **HOME)
    [row] = file.rows(Address)
    change = {"address": row, "ends_on": None, "version": 1, **HOME}
    file.do(operations.change_address, **change | {"lines": "2 High Street"})

    with pytest.raises(Stale) as stale:
        file.do(operations.change_address, **change | {"lines": "3 High Street"})

    assert stale.value.version == 2
    assert stale.value.now_recorded["lines"] == "2 High Street"


def test_an_address_does_not_end_before_it_began(file):
    with pytest.raises(CannotPlace):
        file.do(
            operations.add_address,
            is_protected=False,
            **HOME | {"starts_on": date(2020, 3, 3), "ends_on": date(2020, 3, 2)},
        )


def test_a_victim_is_never_a_link_and_never_becomes_something_else(officer, file):
    other = people.person(officer)
    people.opened(officer, other)
    with acting_as(officer):
        linked = Person.objects.get(pk=other)

    with pytest.raises(CannotRelate, match="by name"):
        file.do(
            operations.add_relationship,
            also=[other],
            **FRIEND | {"kind": "victim", "other_name": "", "other_person": linked},
        )
    file.do(operations.add_relationship, **FRIEND | {"kind": "victim"})
    [row] = file.rows(Relationship)
    change = {name: FRIEND[name] for name in FRIEND if name not in {"other_person"}}
    with pytest.raises(CannotRelate, match="part of their own"):
        file.do(operations.change_relationship, relationship=row, version=1, **change)


def test_a_link_needs_both_files_open(officer, file):
    other = people.person(officer)
    with acting_as(officer):
        linked = Person.objects.get(pk=other)

    with pytest.raises(CannotChange):
        file.do(operations.add_relationship, **FRIEND | {"other_name": "", "other_person": linked})

    assert file.rows(Relationship) == []


def test_a_photograph_too_large_for_the_card_is_refused(file):
    with pytest.raises(TooLarge, match="60 KB"):
        file.do(operations.set_card_photograph, jpeg=b"x" * 70_000)

    assert file.rows(Card)[0].photograph is None
