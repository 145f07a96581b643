from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.tests import factories as agencies
from tutela.audit.models import Version
from tutela.court_orders.models import CertifiedWording, Clause, Meaning, Order, OrderBreach, Token
from tutela.court_orders.tests import factories as courts
from tutela.people.files import consult
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
ASKED = "SELECT ask_for_meanings(%s, %s, %s)"


@pytest.fixture
def officer(database):
    return agencies.officer()


def with_meaning(officer, person):
    """An order whose one clause has a token for Petra Planted."""
    with courts.entered(officer, person):
        order = courts.order(person)
        clause = courts.clause(order)
        token = Token.objects.create(person_id=person, label="Child A", kind="child")
        Meaning.objects.create(
            token=token,
            person_id=person,
            stands_for="Petra Planted",
            whole_key="PETRAPLANTED",
            word_keys=["PETRA", "PLANTED"],
        )
        CertifiedWording.objects.create(
            clause=clause, person_id=person, words="Must not contact Petra Planted."
        )
    return order


def ask(officer, person, order, why="to tell the school who is meant"):
    with acting_as(officer), connection.cursor() as cursor:
        consult([person], page="court_orders:ask")
        with perform(officer, May.RESOLVE_TOKENS) as done:
            cursor.execute(ASKED, [uuid7(), order.pk, why])
            done.record("tokens.resolved", order.pk, person=person)


def meanings(officer, person, page="court_orders:meanings"):
    with acting_as(officer):
        consult([person], page=page)
        return [one.stands_for for one in Meaning.objects.filter(person=person)]


def test_an_order_is_read_in_the_open_file_and_by_no_other_team(officer):
    theirs = agencies.officer("partner")
    person = people.person(officer)
    with courts.entered(officer, person):
        courts.clause(courts.order(person))

    people.interest(officer, person, theirs.team_id, "convictions")
    with courts.in_file(officer, person):
        assert (Order.objects.count(), Clause.objects.count()) == (1, 1)
    with courts.in_file(theirs, person):
        assert (Order.objects.count(), Clause.objects.count()) == (0, 0)


def test_a_meaning_is_read_on_its_page_after_a_reason_and_nowhere_else(officer):
    person = people.person(officer)
    order = with_meaning(officer, person)
    people.opened(officer, person)

    assert meanings(officer, person) == []
    ask(officer, person, order)
    assert meanings(officer, person) == ["Petra Planted"]
    assert meanings(officer, person, page="case_file:timeline") == []


def test_the_reason_of_one_officer_shows_nothing_to_another(officer):
    colleague = agencies.officer(team=agencies.Team.objects.using("owner").get(pk=officer.team_id))
    person = people.person(officer)
    order = with_meaning(officer, person)
    people.opened(colleague, person)

    ask(officer, person, order)

    assert meanings(colleague, person) == []


def test_asking_and_reading_in_one_transaction_shows_nothing(officer):
    person = people.person(officer)
    order = with_meaning(officer, person)
    people.opened(officer, person)

    with acting_as(officer), connection.cursor() as cursor:
        consult([person], page="court_orders:meanings")
        with perform(officer, May.RESOLVE_TOKENS) as done:
            cursor.execute(ASKED, [uuid7(), order.pk, "to tell the school"])
            done.record("tokens.resolved", order.pk, person=person)
        assert Meaning.objects.count() == 0


def test_who_reads_orders_but_no_protected_identities_can_ask_nothing(officer):
    theirs = agencies.officer("partner")
    person = people.person(officer)
    order = with_meaning(officer, person)
    people.interest(officer, person, theirs.team_id, "orders")
    people.opened(theirs, person)

    with acting_as(theirs), connection.cursor() as cursor:
        consult([person], page="court_orders:meanings")
        assert Token.objects.get().label == "Child A"
        cursor.execute("SELECT count(*) FROM token_words(%s, %s)", [person, ["PETRA"]])
        assert cursor.fetchone()[0] == 0
        with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
            cursor.execute(ASKED, [uuid7(), order.pk, "to tell the school"])


def test_history_holds_meanings_and_shows_them_as_the_rows_are_shown(officer):
    person = people.person(officer)
    order = with_meaning(officer, person)
    people.opened(officer, person)

    def kept(page):
        with acting_as(officer):
            consult([person], page=page)
            found = Version.objects.filter(person_id=person)
            return any("Planted" in str(version.doc) for version in found)

    assert not kept("case_file:timeline")
    ask(officer, person, order)
    assert not kept("case_file:timeline")
    assert kept("court_orders:meanings")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"ends_on": date(2024, 2, 1)}, "order_lasts_no_shorter_than_a_day"),
        ({"stage": "discharged"}, "order_that_has_ended_says_when"),
        ({"ended_on": date(2025, 1, 1)}, "order_that_has_ended_says_when"),
        ({"kind": "notice_96za", "interim": True}, "only_some_orders_are_made_for_the_meantime"),
        ({"kind": "other"}, "order_of_another_kind_is_named"),
    ],
)
def test_the_database_refuses_an_order_that_cannot_be(officer, fields, rule):
    person = people.person(officer)

    with (
        courts.entered(officer, person),
        pytest.raises(IntegrityError, match=rule),
        transaction.atomic(),
    ):
        courts.order(person, **fields)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"kind": "requirement"}, "requirement_has_a_responsible_supervisor"),
        (
            {"kind": "requirement", "supervisor": "J. Synthetic", "on_card": True},
            "only_a_prohibition_is_enforced_by_any_constable",
        ),
    ],
)
def test_the_database_refuses_a_clause_that_cannot_be(officer, fields, rule):
    person = people.person(officer)

    with courts.entered(officer, person):
        order = courts.order(person)
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            courts.clause(order, **fields)


def test_a_clause_is_of_an_order_of_the_same_person(officer):
    person, other = people.person(officer), people.person(officer)
    with courts.entered(officer, other):
        elsewhere = courts.order(other)

    with (
        courts.entered(officer, person),
        pytest.raises(IntegrityError, match="clause_of_the_persons_order"),
        transaction.atomic(),
    ):
        Clause.objects.create(
            order=elsewhere,
            person_id=person,
            number="1",
            kind="prohibition",
            wording="Must not.",
            starts_on=date(2024, 3, 1),
        )


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"decision": "charge"}, "decision_on_a_breach_has_a_day_an_author_and_reasons"),
        ({"charged_on": date(2025, 1, 1)}, "charge_follows_the_decision_to_charge"),
        ({"outcome": "convicted"}, "outcome_of_a_breach_follows_a_decision_and_has_a_day"),
    ],
)
def test_no_breach_comes_to_a_charge_or_an_outcome_that_nobody_decided(officer, fields, rule):
    person = people.person(officer)

    with courts.entered(officer, person):
        order = courts.order(person)
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            OrderBreach.objects.create(
                order=order,
                person_id=person,
                what="Was seen near zone 1",
                recorded_at="2025-01-01T00:00Z",
                **fields,
            )


def test_a_reason_shows_names_for_a_quarter_of_an_hour(officer):
    person = people.person(officer)
    order = with_meaning(officer, person)
    people.opened(officer, person)
    ask(officer, person, order)

    with agencies.as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE court_orders_resolution SET asked_at = asked_at - interval '16 minutes'"
            " WHERE person_id = %s",
            [person],
        )

    assert meanings(officer, person) == []


def test_the_past_shows_no_meaning_either(officer):
    person = people.person(officer)
    order = with_meaning(officer, person)
    people.opened(officer, person)
    ask(officer, person, order)

    with acting_as(officer), connection.cursor() as cursor:
        consult([person], page="court_orders:meanings", known_at=timezone.now())
        cursor.execute("SELECT current_era() || '|' || pg_current_snapshot()")
        moment = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('tutela.moment', %s, true)", [moment])
        cursor.execute("SELECT count(*) FROM known.court_orders_meaning")
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT count(*) FROM known.court_orders_token")
        assert cursor.fetchone()[0] == 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO court_orders_resolution (id, order_id, person_id, why, asked_by_id, asked_at)"
        " SELECT gen_random_uuid(), id, person_id, 'typed by hand', current_actor(),"
        " now() - interval '1 minute' FROM court_orders_order",
        "UPDATE court_orders_meaning SET stands_for = ''",
        "UPDATE court_orders_certifiedwording SET words = ''",
        "DELETE FROM court_orders_clause",
        "SELECT ask_for_meanings(gen_random_uuid(), id, 'short') FROM court_orders_order",
    ],
)
def test_typed_sql_makes_no_reason_and_unmakes_no_wording(officer, statement):
    person = people.person(officer)
    with_meaning(officer, person)
    people.opened(officer, person)

    with acting_as(officer), connection.cursor() as cursor:
        consult([person], page="court_orders:meanings")
        with pytest.raises(DatabaseError, match=r"denied|refused"), transaction.atomic():
            cursor.execute(statement)
