"""Any partner asks whether somebody is managed; only a yes is told, and it ends."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.models import Alert, Team
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.contact_log import operations, queries, rules
from tutela.contact_log.models import Answer, Entry, Routed, Told
from tutela.contact_log.tests.test_told import known_as, route, tell, waiting
from tutela.people.files import consult
from tutela.people.models import Interest, Person
from tutela.people.tests import factories as people

TODAY = date(2026, 3, 3)


def test_a_name_is_asked_about_and_not_a_list_of_names():
    asks = rules.objection_to_asking
    assert asks(is_anybody_named=True, asked_this_hour=19) is None
    assert asks(is_anybody_named=True, asked_this_hour=20).values == {"count": 20}
    assert asks(is_anybody_named=False, asked_this_hour=0)


@pytest.mark.parametrize(
    ("days", "fields", "may"),
    [
        (0, {}, True),
        (183, {}, True),
        (184, {}, False),
        (-1, {}, False),
        (7, {"is_own_team": True}, False),
        (7, {"is_asker_in_office": False}, False),
    ],
)
def test_a_yes_ends_and_goes_to_who_asked(days, fields, may):
    facts = {"is_own_team": False, "is_asker_in_office": True} | fields
    objection = rules.objection_to_answering_yes(
        last_day=TODAY + timedelta(days=days), today=TODAY, **facts
    )
    assert (objection is None) is may


def ask(officer, **fields):
    with acting_as(officer):
        return operations.ask_whether_managed(
            **{
                "actor": officer,
                "surname": "Nobody",
                "given_names": "Alex",
                "born_said": "",
                "number_said": "",
                "address_said": "",
                "why": "Moves in with a family whom we visit",
                "needed_by": None,
                "key": uuid7(),
                "now": timezone.now(),
            }
            | fields
        )


def decide(officer, person, *, yes, **fields):
    routed = waiting(officer)[0].routed_id
    people.opened(officer, person)
    given = {"why": "Two children under five live there", "now": timezone.now()}
    if yes:
        last = timezone.localdate() + timedelta(days=28)
        given |= {"parts_read": ["identity", "addresses"], "whole_team": False, "last_day": last}
    with acting_as(officer):
        consult([person], page="contact_log:answer_yes")
        operation = operations.answer_yes if yes else operations.answer_no
        return operation(
            actor=officer,
            person=Person.objects.get(pk=person),
            routed=queries.waiting_here(routed),
            key=uuid7(),
            **given | fields,
        )


def log_of(officer, person):
    with acting_as(officer):
        consult([person], page="contact_log:log")
        return list(Entry.objects.filter(person=person))


@pytest.fixture
def asked(database):
    """An owner, a partner who asked about the owner's person, the person, and the question."""
    owner, partner = agencies.officer(), agencies.officer("partner")
    person, said = known_as(owner)
    question = ask(partner, **said)
    route()
    return owner, partner, person, question


def test_a_yes_is_an_interest_of_who_asked_in_those_parts_until_that_day(asked):
    owner, partner, person, question = asked
    team = Team.objects.using("owner").get(pk=partner.team_id)
    colleague = agencies.officer("partner", team=team)

    decide(owner, person, yes=True)

    with acting_as(partner):
        (yes,) = queries.shared_with(partner)
        interest = Interest.objects.get(person=person, team_id=partner.team_id)
        assert Answer.objects.count() == Routed.objects.count() == 0
    assert (yes.told_id, yes.person.pk) == (question, person)
    assert set(interest.parts_read) == {"list", "identity", "addresses"}
    assert interest.parts_change == []
    assert interest.readers == [partner.appointment_id]
    assert interest.ends_before == timezone.localdate() + timedelta(days=29)
    assert Alert.objects.using("owner").filter(appointment=partner.appointment_id).count() == 1
    (entry,) = log_of(owner, person)
    assert entry.kind == Entry.Kind.ASKED
    assert "Moves in with a family" in entry.what
    assert entry.decided_why == "Two children under five live there"
    assert entry.told_by_id == partner.appointment_id
    assert signed_in(partner).get(f"/people/{person}/identity/").status_code == 200
    assert signed_in(colleague).get(f"/people/{person}/identity/").status_code == 404
    assert waiting(owner) == []


def test_when_the_yes_ends_nothing_is_left_of_it(asked):
    owner, partner, person, question = asked
    decide(owner, person, yes=True, whole_team=True)
    receipt = signed_in(partner).get(f"/told/{question}/").content.decode()
    assert f"/people/{person}/" in receipt
    with agencies.as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE people_interest SET starts_on = today() - 2, ends_before = today()"
            " WHERE person_id = %s AND team_id = %s",
            [person, partner.team_id],
        )

    with acting_as(partner):
        assert queries.shared_with(partner) == []
    browser = signed_in(partner)
    assert "you hear nothing" in browser.get(f"/told/{question}/").content.decode()
    assert browser.get(f"/people/{person}/").status_code == 404


def test_a_no_is_kept_in_the_file_and_tells_nothing(asked):
    owner, partner, person, question = asked
    browser = signed_in(partner)
    address = f"/told/{question}/"
    browser.get(address)  # the first page writes what a session is told once
    before = page_of(browser, address)

    decide(owner, person, yes=False)

    assert page_of(browser, address) == before
    assert "Answered" not in page_of(browser, "/told/")[0]
    (entry,) = log_of(owner, person)
    assert "Answered no" in entry.what
    assert not Alert.objects.using("owner").filter(appointment=partner.appointment_id).exists()
    assert browser.get(f"/people/{person}/").status_code == 404


def page_of(browser, address):
    with CaptureQueriesContext(connection) as made:
        page = browser.get(address).content.decode()
    return re.sub(r'nonce="[^"]*"|value="[^"]{20,}"', "", page), len(made)


def test_asking_about_somebody_known_and_about_nobody_is_the_same_receipt(database):
    owner, partner = agencies.officer(), agencies.officer("partner")
    _person, known = known_as(owner)
    browser, seen = signed_in(partner), []
    browser.get("/ask/")  # the first page writes what a session is told once
    for surname in (known["surname"], "X" * len(known["surname"])):
        said = known | {"surname": surname, "why": "x", "operation_key": str(uuid7())}
        with CaptureQueriesContext(connection) as made:
            address = browser.post("/ask/", said)["Location"]
        route()
        page, asked = page_of(browser, address)
        told = Told.objects.using("owner").get(pk=address.split("/")[2])
        for one in (told.reference, str(told.pk), surname):
            page = page.replace(one, "-")
        page = re.sub(r"\d+:\d\d[ap]m", "", page)
        # nor the second in which the database is told who asks
        asks = [re.sub(r"'[^']*'|s\d+_x\d+|\b\d{9,}\b", "", query["sql"]) for query in made]
        seen.append((asks, page, asked))

    assert seen[0] == seen[1]


def test_a_question_of_nobody_known_is_answered_for_one_of_ours(database):
    area = agencies.area()
    desk = agencies.officer(
        team=agencies.team(agency=agencies.agency(area=area), takes_unknown=True)
    )
    partner = agencies.officer(
        "partner", team=agencies.team(agency=agencies.agency("children", area=area))
    )
    person, said = known_as(desk)
    ask(partner, surname=said["surname"])
    route()
    routed = waiting(desk)[0].routed_id
    browser = signed_in(desk)
    about = f"/told/waiting/{routed}/people/{person}"

    considered = browser.get(f"/told/waiting/{routed}/").content.decode()
    assert f"{about}/yes/" in considered
    assert f"{about}/no/" in considered
    assert f'"{about}/"' not in considered
    missing = browser.post(f"{about}/yes/", {"operation_key": str(uuid7()), "last_day_0": ""})
    assert "Enter the last day" in missing.content.decode()
    last = timezone.localdate() + timedelta(days=7)
    done = browser.post(
        f"{about}/yes/",
        {
            "operation_key": str(uuid7()),
            "parts_read": ["identity"],
            "whole_team": "team",
            "last_day_day": last.day,
            "last_day_month": last.month,
            "last_day_year": last.year,
            "why": "Works with the mother",
        },
        follow=True,
    ).content.decode()

    assert "Answered yes" in done
    answered = signed_in(partner).get("/").content.decode()
    assert "What you asked was answered" in answered
    assert said["surname"] in answered


def test_a_question_is_not_joined_nor_something_told_answered(asked):
    owner, partner, person, _question = asked
    routed = waiting(owner)[0].routed_id
    with acting_as(owner):
        consult([person], page="contact_log:join_to")
        facts = {"actor": owner, "person": Person.objects.get(pk=person), "now": timezone.now()}
        with pytest.raises(operations.CannotJoin, match="question"):
            operations.join(
                routed=queries.waiting_here(routed), kind="learnt", note="", key=uuid7(), **facts
            )
    other, said = known_as(owner)
    decide(owner, person, yes=False)
    tell(partner, **said)
    route()
    with pytest.raises(operations.CannotAnswer):
        decide(owner, other, yes=False)


def test_typed_sql_cannot_answer_without_a_decision_in_the_file_nor_without_an_end(asked):
    owner, partner, person, _question = asked
    routed = waiting(owner)[0].routed_id
    people.interest(owner, person, partner.team_id, "identity")
    answers = "SELECT answer_asked(%s, %s, %s, 'x', %s, %s)"
    with acting_as(owner):
        without_end = Interest.objects.get(person=person, team_id=partner.team_id).pk
    for outcome, interest in (("not_shared", None), ("shared", without_end)):
        with (
            pytest.raises(Exception, match="answer refused"),
            acting_as(owner),
            connection.cursor() as cursor,
        ):
            cursor.execute(answers, [uuid7(), routed, outcome, uuid7(), interest])
    with pytest.raises(operations.CannotAnswer):
        decide(owner, person, yes=True, last_day=timezone.localdate() + timedelta(days=400))


def test_nobody_asks_a_list_of_names_through(database):
    partner = agencies.officer("partner")
    for _ in range(rules.QUESTIONS_AN_HOUR):
        ask(partner)

    with pytest.raises(operations.CannotAnswer, match="20 times"):
        ask(partner)
    asks = "SELECT ask_whether_managed(%s, '', '', '', '', '', 'x', NULL, '', '', NULL, NULL, '{}')"
    with (
        pytest.raises(Exception, match="too many questions"),
        acting_as(partner),
        connection.cursor() as cursor,
    ):
        cursor.execute(asks, [uuid7()])
