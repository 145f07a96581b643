import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.contact_log import operations
from tutela.contact_log.models import Entry
from tutela.contact_log.operations import Graded
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
GRADES = {"source_grade": "2", "content_grade": "B", "handling_grade": "P"}


def page(name, *ids):
    return reverse(f"contact_log:{name}", args=ids)


def send(client, address, **answers):
    return client.post(address, {"operation_key": str(uuid7())} | answers)


def entries(officer, person):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="people:test")
        return list(Entry.objects.filter(person=person).order_by("written_at"))


@pytest.fixture
def officer(database):
    return agencies.officer()


@pytest.fixture
def person(officer):
    return people.person(officer)


@pytest.fixture
def client(officer):
    return signed_in(officer)


def test_intelligence_is_kept_with_its_three_grades(officer, person, client):
    answer = send(
        client,
        page("write_intelligence", person),
        what="Has bought a second telephone",
        **GRADES,
    )

    assert answer.headers["Location"] == page("log", person)
    [entry] = entries(officer, person)
    assert (entry.grading, entry.grade, entry.part) == ("3x5x2", "2BP", "contact_log")
    shown = client.get(page("log", person)).content.decode()
    tree(shown)
    assert "2BP" in shown
    assert "B Known indirectly to the source, but corroborated" in shown


def test_what_was_graded_before_is_kept_as_it_was(officer, person, client):
    older = {"source_grade": "B", "content_grade": "2", "handling_grade": "1"}

    send(client, page("write_older_intelligence", person), what="Seen at the fair", **older)

    [entry] = entries(officer, person)
    assert (entry.grading, entry.grade) == ("5x5x5", "B21")
    assert "Mostly reliable" in client.get(page("log", person)).content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"source_grade": ""}, "Select how reliable the source is"),
        ({"content_grade": "4"}, "Select again"),
        ({"handling_grade": "C"}, "Enter the conditions under which it may be shared"),
        ({"what": ""}, "Enter what is known"),
    ],
)
def test_intelligence_that_lacks_something_says_what_and_loses_nothing(
    officer, person, client, answers, sentence
):
    given = {"what": "Words that stay", "when_said": "last week"} | GRADES | answers

    text = send(client, page("write_intelligence", person), **given).content.decode()

    tree(text)
    assert sentence in text
    assert "last week" in text
    assert entries(officer, person) == []


def test_the_database_refuses_a_grade_of_the_other_scheme(officer, person):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="people:test")
        with (
            pytest.raises(IntegrityError, match="grades_are_those_of_their_scheme"),
            transaction.atomic(),
        ):
            operations.write_intelligence(
                actor=officer,
                person=Person.objects.get(pk=person),
                graded=Graded("3x5x2", "A", "1", "5"),
                happened_on=None,
                when_said="",
                what="x",
                is_surveillance=False,
                key=uuid7(),
                now=timezone.now(),
            )


def test_what_surveillance_found_is_seen_only_where_surveillance_is_open(officer, person, client):
    given = {"what": "Followed to the pier", "is_surveillance": "on"} | GRADES
    send(client, page("write_intelligence", person), **given)
    reader, watcher = agencies.officer(), agencies.officer()
    people.interest(officer, person, reader.team_id, "contact_log")
    people.interest(officer, person, watcher.team_id, "surveillance")

    assert [entry.part for entry in entries(officer, person)] == ["surveillance"]
    assert entries(reader, person) == []
    for_reader = signed_in(reader).get(page("log", person)).content.decode()
    for_watcher = signed_in(watcher).get(page("log", person)).content.decode()

    assert "Followed to the pier" not in for_reader
    assert "Surveillance" not in for_reader
    assert "Followed to the pier" in for_watcher


def test_supervision_does_not_open_what_surveillance_found(database):
    team = agencies.team()
    officer = agencies.officer(team=team)
    supervisor = agencies.officer("police_supervisor", supervises=team)
    person = people.person(officer)
    given = {"what": "Followed to the pier", "is_surveillance": "on"} | GRADES
    send(signed_in(officer), page("write_intelligence", person), **given)

    people.opened(supervisor, person, people.Ground.SUPERVISION)

    assert entries(supervisor, person) == []


def test_who_may_not_write_surveillance_is_not_asked_about_it(officer, person):
    theirs = agencies.officer()
    people.interest(officer, person, theirs.team_id, "contact_log", parts_change=["contact_log"])
    client = signed_in(theirs)

    assert "surveillance" not in client.get(page("write_intelligence", person)).content.decode()
    given = {"what": "Seen", "is_surveillance": "on"} | GRADES
    send(client, page("write_intelligence", person), **given)
    assert [entry.part for entry in entries(theirs, person)] == ["contact_log"]


def test_a_custody_event_says_what_happened_and_where(officer, person, client):
    send(
        client,
        page("write_custody", person),
        custody="remanded",
        place="Northbridge Magistrates' Court",
        happened_on_day="3",
        happened_on_month="3",
        happened_on_year="2026",
    )

    [entry] = entries(officer, person)
    assert (entry.kind, entry.custody) == ("custody", "remanded")
    shown = client.get(page("log", person)).content.decode()
    tree(shown)
    assert "Remanded in custody by a court" in shown


def test_a_decision_says_who_decided_and_why(officer, person, client):
    said = {"what": "No home visit alone", "decided_by": "Insp. Example", "decided_why": "Dog"}
    refused = send(client, page("write_decision", person), **(said | {"decided_why": ""}))
    assert "Enter why it was decided so" in refused.content.decode()

    send(client, page("write_decision", person), **said)

    shown = client.get(page("log", person)).content.decode()
    tree(shown)
    assert "Decided by: Insp. Example" in shown
    assert "Why: Dog" in shown


def test_a_correction_stands_beside_the_entry_which_stays(officer, person, client):
    send(client, page("write", person), kind="call", what="Rang on Tuesday")
    [first] = entries(officer, person)

    assert "Rang on Tuesday" in client.get(page("correct", person, first.pk)).content.decode()
    send(client, page("correct", person, first.pk), what="It was Wednesday")

    kept, correction = entries(officer, person)
    assert (kept.what, correction.corrects_id) == ("Rang on Tuesday", first.pk)
    assert "Corrects the entry of" in client.get(page("log", person)).content.decode()


def test_an_entry_of_another_file_cannot_be_corrected_here(officer, person, client):
    send(client, page("write", person), kind="call", what="Rang")
    [entry] = entries(officer, person)
    other = people.person(officer)

    assert client.get(page("correct", other, entry.pk)).status_code == 404


def test_a_reader_writes_nothing(officer, person):
    theirs = agencies.officer()
    people.interest(officer, person, theirs.team_id, "contact_log")

    answer = send(
        signed_in(theirs), page("write_custody", person), custody="arrested", what="At home"
    )

    text = answer.content.decode()
    assert "Your team may read this contact log, and not write in it." in text
    assert "At home" in text
