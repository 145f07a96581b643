"""Numbers of accounts and cards reach the database locked, and nowhere else in it."""

import logging

import psycopg
import pytest
from cryptography.fernet import InvalidToken
from django.conf import settings
from psycopg import sql
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.installation.testing import TESTBED
from tutela.notification_requirements import locked
from tutela.notification_requirements.models import FinancialDetails
from tutela.notification_requirements.queries import counter as queries
from tutela.notification_requirements.tests import visits as at_counter
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
# long enough that no key or moment in the database holds them by chance
CARD, ACCOUNT, SORT_CODE = "5000 9973 1846 2759", "864209751357", "97-53-19"


def rows_with(*needles):
    """Every row of every table, as the superuser sees it, that holds one of them."""
    found = []
    place = TESTBED.place
    with psycopg.connect(place.superuser_url(), dbname=place.database) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        assert ("public", "audit_history") in tables
        for table in tables:
            query = sql.SQL(
                "SELECT t::text FROM {} t WHERE EXISTS"
                " (SELECT FROM unnest(%s::text[]) n WHERE position(n IN t::text) > 0)"
            ).format(sql.Identifier(*table))
            found += [(table, row) for row in connection.execute(query, [list(needles)])]
    return found


NEEDLES = (CARD, CARD.replace(" ", ""), ACCOUNT, SORT_CODE)


def test_no_digit_of_an_account_is_in_the_database_the_session_or_the_log(caplog):
    owner, taker = agencies.officer(), agencies.officer("police_duty_officer")
    person, called = at_counter.known_as(owner)
    client = signed_in(taker)
    with caplog.at_level(logging.DEBUG):
        visit = client.post("/counter/", {"operation_key": str(uuid7())})["Location"]
        visit = visit.removesuffix("who/")
        for kind, answers in (
            ("initial", {}),
            ("card", {"card_number": CARD}),
            ("account", {"account_number": ACCOUNT, "sort_code": SORT_CODE}),
        ):
            client.post(f"{visit}add/{kind}/", {"operation_key": str(uuid7()), **answers})
        client.post(f"{visit}who/", {"operation_key": str(uuid7()), **called})
        assert rows_with(*NEEDLES) == []
        answers = {"outcome": "taken", "fingerprints": "", "photograph": ""}
        client.post(f"{visit}finish/", {"operation_key": str(uuid7()), **answers})
        at_counter.route()
        at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)

    assert rows_with(*NEEDLES) == []
    assert not any(needle in caplog.text for needle in NEEDLES)
    with acting_as(owner):
        consult([person], page="notification_requirements:financial_shown")
        [(_row, items)] = queries.financial_of(Person.objects.get(pk=person))
    assert {item["answers"].get("card_number") for item in items} == {CARD, None}


def test_planted_a_number_in_the_clear_is_found():
    officer = agencies.officer("police_duty_officer")
    planted = "975310864209"
    at_counter.taken(officer, ("change", {"details": f"Account {planted}"}), surname="Nobody")

    assert rows_with(planted) != []


def test_a_card_number_written_into_a_sentence_is_locked_as_well():
    officer = agencies.officer("police_duty_officer")
    number = "4000 0099 7318 0006"
    told = ("change", {"of": "card", "details": f"The card {number} was stolen"})

    visit = at_counter.visit(officer, at_counter.taken(officer, told, surname="Nobody"))

    assert visit.said["items"][0]["answers"]["details"] == "The card •••• 0006 was stolen"
    assert visit.said["counts"] == {"card": 1}
    assert rows_with(number, number.replace(" ", "")) == []


def test_without_the_key_it_stays_locked(monkeypatch):
    kept = locked.lock_financial([{"card_number": CARD}])
    monkeypatch.setattr(settings, "FINANCIAL_KEYS", ["another"])

    with pytest.raises(InvalidToken):
        locked.unlock_financial(kept)


def test_a_former_key_opens_what_it_locked(monkeypatch):
    kept = locked.lock_financial([{"card_number": CARD}])
    monkeypatch.setattr(settings, "FINANCIAL_KEYS", ["another", *settings.FINANCIAL_KEYS])

    assert locked.unlock_financial(kept) == [{"card_number": CARD}]


def test_a_draft_does_not_open_with_the_key_of_details():
    kept = locked.lock_draft({"items": []})

    with pytest.raises(InvalidToken):
        locked.unlock_financial(kept)


def test_only_who_holds_the_compartment_reads_the_row():
    owner, other = agencies.officer(), agencies.officer()
    person, called = at_counter.known_as(owner)
    account = ("account", {"account_number": ACCOUNT})
    at_counter.taken(agencies.officer("police_duty_officer"), account, **called)
    at_counter.route()
    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)

    people.interest(owner, person, other.team_id, "identity", "notifications")
    people.opened(other, person)
    seen = []
    for actor in (owner, other):
        with acting_as(actor):
            consult([person], page="notification_requirements:financial")
            seen.append(FinancialDetails.objects.filter(person=person).count())

    assert seen == [1, 0]
