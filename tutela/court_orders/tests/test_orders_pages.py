from datetime import date

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.court_orders.models import Clause, Order, OrderBreach, OrderChange, Token
from tutela.court_orders.order_rules import WORDING_TO_COME
from tutela.court_orders.tests import factories as courts
from tutela.court_orders.tests.asking import CLAUSE, on, page, rows, send, text
from tutela.people.past import written
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")


def test_an_order_is_recorded_and_its_clauses_come_next(client, officer, person):
    answer = send(
        client,
        page("add_order", person),
        kind="shpo",
        **on("made_on", "2024-03-01"),
        **on("ends_on", "2034-02-28"),
        court="Crown Court",
    )

    [made] = rows(officer, person, Order)
    assert answer.headers["Location"] == page("add_clause", person, made.pk)
    assert (made.kind, made.ends_on, made.stage) == ("shpo", date(2034, 2, 28), "in_force")
    shown = client.get(page("order", person, made.pk))
    tree(shown.content.decode())
    assert "Until 28 February 2029 a court discharges it only with consent" in text(shown)
    tree(client.get(page("orders", person)).content.decode())


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Select which order it is"),
        ({"kind": "shpo"}, "Enter the day it was made"),
        ({"kind": "other", **on("made_on", "2024-03-01")}, "Enter what the order is called."),
        (
            {"kind": "shpo", **on("made_on", "2024-03-01"), **on("ends_on", "2024-02-01")},
            "The last day of the order cannot be before the day it was made.",
        ),
        (
            {"kind": "notice_96za", "interim": "on", **on("made_on", "2024-03-01")},
            "There are no interim orders of this kind.",
        ),
    ],
)
def test_bad_input_is_answered_in_one_sentence_and_nothing_is_lost(
    client, officer, person, answers, sentence
):
    answer = send(client, page("add_order", person), court="Kept Crown Court", **answers)

    assert answer.status_code == 200
    assert sentence in text(answer)
    assert "Kept Crown Court" in answer.content.decode()
    assert rows(officer, person, Order) == []


def test_a_short_order_is_taken_and_marked(client, officer, person):
    send(
        client,
        page("add_order", person),
        kind="sro",
        **on("made_on", "2024-03-01"),
        **on("ends_on", "2025-02-28"),
    )

    [made] = rows(officer, person, Order)
    shown = text(client.get(page("order", person, made.pk)))
    assert "it would last until 28 February 2026 at least" in shown
    assert "s.122A(7); not verified" in shown


def test_marked_names_become_tokens_and_the_page_shows_it_first(client, officer, person, order):
    address = page("add_clause", person, order.pk)
    answers = CLAUSE | {"children": "Petra Planted", "operation_key": str(uuid7())}

    first = client.post(address, answers)
    assert "Must not contact Child A." in text(first)
    assert rows(officer, person, Clause) == []
    answer = send(client, address, **answers)

    assert answer.headers["Location"] == page("order", person, order.pk)
    [made] = rows(officer, person, Clause)
    assert made.wording == "Must not contact Child A."
    assert [token.label for token in rows(officer, person, Token)] == ["Child A"]


def test_the_same_name_gets_the_same_token_and_another_the_next(client, officer, person, order):
    address = page("add_clause", person, order.pk)
    send(client, address, **CLAUSE, children="Petra Planted")
    again = CLAUSE | {"number": "2", "wording": "Keep from PETRA PLANTED and Ivo Invented."}
    send(client, address, **again, children="Petra planted\nIvo Invented")

    second = rows(officer, person, Clause, number="2")[0]
    assert second.wording == "Keep from Child A and Child B."


def test_a_word_of_a_name_that_still_stands_is_warned_of(client, officer, person, order):
    address = page("add_clause", person, order.pk)
    said = CLAUSE | {"wording": "Not contact Petra Planted, nor Petra's sister.", "number": "4"}

    warned = send(client, address, **said, children="Petra Planted")
    assert "may name somebody who is protected: Petra." in text(warned)
    assert "these words name nobody who is protected" in text(warned)
    assert rows(officer, person, Clause) == []
    send(client, address, **said, children="Petra Planted", not_names="on")

    assert rows(officer, person, Clause)[0].wording == "Not contact Child A, nor Petra's sister."


def test_a_recorded_victim_is_warned_of_in_every_text(client, officer, person, order):
    url = reverse("people:add_relationship", args=[person])
    send(client, url, kind="victim", other_name="Petra O'Planted")

    for wording in ("Not contact PETRA again.", "Keep away from the Oplanted house."):
        warned = send(client, page("add_clause", person, order.pk), **CLAUSE | {"wording": wording})
        assert "may name somebody who is protected" in text(warned)
    warned = send(client, page("add_breach", person, order.pk), what="Wrote to Petra.")
    assert "may name somebody who is protected: Petra." in text(warned)
    assert rows(officer, person, Clause) + rows(officer, person, OrderBreach) == []


def test_marked_words_must_stand_in_the_wording(client, officer, person, order):
    answer = send(client, page("add_clause", person, order.pk), **CLAUSE, children="Somebody Else")

    assert "These marked words do not stand in the wording: Somebody Else." in text(answer)
    assert rows(officer, person, Token) == []


def test_a_requirement_asks_for_its_supervisor(client, officer, person, order):
    address = page("add_clause", person, order.pk)
    said = {"number": "1", "kind": "requirement", "wording": "Attend the programme."}

    refused = send(client, address, **said)
    assert "A requirement has a responsible supervisor" in text(refused)
    send(client, address, **said, names_no_supervisor="on")

    [made] = rows(officer, person, Clause)
    assert made.names_no_supervisor
    shown = text(client.get(page("order", person, order.pk)))
    assert "ask the court who it is" in shown


def test_electronic_monitoring_is_refused_kindly_while_it_is_off(client, officer, person, order):
    answer = send(client, page("add_clause", person, order.pk), **CLAUSE, monitored="on")

    assert "s.103FA) is not in force" in text(answer)
    assert "Must not contact Petra Planted." in answer.content.decode()
    assert rows(officer, person, Clause) == []


def test_a_variation_leaves_the_earlier_clause_with_its_last_day(
    client, officer, person, order, clause
):
    answer = send(
        client,
        page("vary_clause", person, order.pk, clause.pk),
        version="1",
        **on("on", "2025-06-02"),
        court="Crown Court",
        **CLAUSE | {"wording": "Must not contact Child A or Child B."},
    )

    assert answer.status_code == 302
    earlier, later = sorted(rows(officer, person, Clause), key=lambda row: row.starts_on)
    assert (earlier.wording, earlier.ends_on) == (clause.wording, date(2025, 6, 1))
    assert (later.starts_on, later.replaces_id) == (date(2025, 6, 2), earlier.pk)
    assert rows(officer, person, Order)[0].stage == "varied"


def test_two_clauses_of_one_hearing_are_one_variation(client, officer, person, order, clause):
    hearing = {**on("on", "2025-06-02"), "court": "Crown Court"}
    send(client, page("remove_clause", person, order.pk, clause.pk), version="1", **hearing)
    send(
        client,
        page("add_clause_later", person, order.pk),
        **hearing,
        **CLAUSE | {"number": "2", "wording": "Must not own a boat."},
    )

    assert len(rows(officer, person, OrderChange)) == 1
    assert len(rows(officer, person, Clause)) == 2


def test_a_clause_cannot_be_varied_before_it_began(client, officer, person, order, clause):
    address = page("remove_clause", person, order.pk, clause.pk)
    answer = send(client, address, version="1", **on("on", "2024-03-01"), why="Kept reason")

    assert "The clause runs from 1 March 2024: enter a later day" in text(answer)
    assert "Kept reason" in answer.content.decode()


def test_a_discharge_without_consent_is_taken_and_marked(client, officer, person, order):
    address = page("order_course", person, order.pk)
    asked = text(client.get(address))
    assert "Until 28 February 2029 a court discharges this order only with consent" in asked
    assert "s.103E(7)" in asked

    day = on("on", "2026-01-05")
    send(client, address, version="1", kind="discharged", consent="not_recorded", **day)

    [held] = rows(officer, person, Order)
    assert (held.stage, held.ended_on) == ("discharged", date(2026, 1, 5))
    shown = text(client.get(page("order", person, order.pk)))
    assert "without recorded consent of the person and the chief officer" in shown


def test_a_discharge_asks_about_consent(client, person, order):
    address = page("order_course", person, order.pk)
    answer = send(client, address, version="1", kind="discharged", **on("on", "2026-01-05"))

    assert "Select whether they consented" in text(answer)


def test_an_order_is_renewed_appealed_and_the_appeal_dismissed(client, officer, person, order):
    address = page("order_course", person, order.pk)
    renewed = on("on", "2026-01-05") | on("ends_on", "2036-01-04")
    send(client, address, version="1", kind="renewed", **renewed)
    send(client, address, version="2", kind="appealed", **on("on", "2026-01-20"))
    [held] = rows(officer, person, Order)
    assert (held.ends_on, held.appealed, held.stage) == (date(2036, 1, 4), True, "in_force")

    send(client, address, version="3", kind="appeal_dismissed", **on("on", "2026-03-20"))

    assert not rows(officer, person, Order)[0].appealed
    assert len(rows(officer, person, OrderChange)) == 3


def test_two_editors_see_both(client, officer, person, order):
    address = page("order_course", person, order.pk)
    first = on("on", "2026-01-05") | on("ends_on", "2036-01-04")
    send(client, address, version="1", kind="renewed", **first)

    later = on("on", "2026-01-05") | on("ends_on", "2037-01-04")
    answer = send(client, address, version="1", kind="renewed", **later)

    assert "Someone changed this while you were writing" in text(answer)
    assert "4 January 2036" in text(answer)


def test_an_end_that_was_an_error_is_corrected_with_a_reason(client, officer, person, order):
    day = on("on", "2026-01-05")
    send(client, page("order_course", person, order.pk), version="1", kind="quashed", **day)

    send(
        client,
        page("change_order", person, order.pk),
        version="2",
        kind="shpo",
        **on("made_on", "2024-03-01"),
        is_in_force="on",
        why="The certificate was another person's",
    )

    assert rows(officer, person, Order)[0].stage == "in_force"
    assert {row.kind for row in rows(officer, person, OrderChange)} == {"quashed", "corrected"}


def test_a_team_without_the_protected_part_writes_tokens_itself(officer, person, order):
    writer = agencies.officer("probation_practitioner")
    parts = {"parts_change": ["orders"]}
    people.interest(officer, person, writer.team_id, "orders", **parts)
    client = signed_in(writer)
    address = page("add_clause", person, order.pk)

    assert "Your team may not keep protected names in this file" in text(client.get(address))
    send(client, address, **CLAUSE | {"wording": "Must not contact Child A."})

    assert rows(officer, person, Clause)[0].wording == "Must not contact Child A."


def test_the_overview_names_the_orders_in_force(client, officer, person, order):
    overview = reverse("case_file:overview", args=[person])
    assert "Sexual harm prevention order (SHPO), until further order" in text(client.get(overview))

    day = on("on", "2026-01-05")
    send(client, page("order_course", person, order.pk), version="1", kind="quashed", **day)

    assert "Court orders in force" not in text(client.get(overview))


def test_a_clause_entered_wrongly_is_corrected_and_its_certified_wording_stays(
    client, officer, person, order
):
    send(client, page("add_clause", person, order.pk), **CLAUSE, children="Petra Planted")
    [clause] = rows(officer, person, Clause)

    send(
        client,
        page("change_clause", person, order.pk, clause.pk),
        version="1",
        number="1a",
        kind="prohibition",
        wording="Must not contact Child A at all.",
    )

    [clause] = rows(officer, person, Clause)
    assert (clause.number, clause.wording) == ("1a", "Must not contact Child A at all.")
    with connections["owner"].cursor() as sql:
        sql.execute(
            "SELECT words FROM court_orders_certifiedwording WHERE clause_id = %s", [clause.pk]
        )
        assert sql.fetchall() == [("Must not contact Petra Planted.",)]


@pytest.mark.parametrize("label", ["Petra's house", "Child Petra"])
def test_a_token_cannot_itself_name_somebody(client, officer, person, order, label):
    address = page("add_clause", person, order.pk)
    answer = send(client, address, **CLAUSE, children=f"Petra Planted = {label}")

    assert "A token is written like Child A, Victim B, Person C or zone 1." in text(answer)


def test_a_known_name_keeps_its_token(client, officer, person, order):
    address = page("add_clause", person, order.pk)
    send(client, address, **CLAUSE, children="Petra Planted = Child C")

    answer = send(client, address, **CLAUSE, children="Petra Planted = Child D")

    assert "Petra Planted is Child C already in this file" in text(answer)
    assert [clause.wording for clause in rows(officer, person, Clause)] == [
        "Must not contact Child C."
    ]


def test_what_tokens_stand_for_is_shown_after_a_reason(client, officer, person, order):
    send(client, page("add_clause", person, order.pk), **CLAUSE, children="Petra Planted")
    ask, shown = page("ask_meanings", person, order.pk), page("meanings", person, order.pk)

    assert client.get(shown).headers["Location"] == ask
    refused = send(client, ask, why="short")
    assert "The reason must have 10 characters or more" in text(refused)
    answer = send(client, ask, why="to tell the school who is meant")

    assert answer.headers["Location"] == shown
    found = client.get(shown)
    tree(found.content.decode())
    assert "Petra Planted" in text(found)


def test_every_page_of_an_order_is_shown_as_it_was_known(client, officer, person, order, clause):
    before = timezone.now()
    with courts.entered(officer, person):
        Clause.objects.filter(pk=clause.pk).update(wording="Must not sail.")
    address = page("order", person, order.pk)

    assert "Must not sail." in text(client.get(address))
    assert "Must not contact Child A." in text(client.get(address, {"known_at": written(before)}))


def test_a_clause_that_an_extract_brought_asks_for_its_wording(client, officer, person, order):
    with courts.entered(officer, person):
        clause = courts.clause(order, wording=WORDING_TO_COME)
    address = page("order", person, order.pk)
    assert "Wording to be entered" in text(client.get(address))

    # copied from the certified wording, and marked as it is written
    said = CLAUSE | {"children": "Petra Planted", "version": "1"}
    send(client, page("change_clause", person, order.pk, clause.pk), **said)

    shown = text(client.get(address))
    assert "Must not contact Child A." in shown
    assert "Wording to be entered" not in shown


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            {"kind": "appealed", **on("on", "2024-02-28")},
            "The order was made on 1 March 2024: enter that day or a later one.",
        ),
        (
            {"kind": "renewed", **on("on", "2026-01-05"), **on("ends_on", "2026-01-04")},
            "The new last day cannot be before the day of the renewal.",
        ),
    ],
)
def test_days_that_contradict_each_other_are_refused(client, person, order, answers, sentence):
    answer = send(client, page("order_course", person, order.pk), version="1", **answers)

    assert sentence in text(answer)


def test_an_order_is_not_served_before_it_is_made(client, officer, person):
    days = on("made_on", "2024-03-01") | on("served_on", "2024-02-29")
    answer = send(client, page("add_order", person), kind="shpo", **days)

    assert "The order cannot be served before it was made." in text(answer)
    assert rows(officer, person, Order) == []


def test_a_renewal_recorded_late_undoes_the_expiry(client, officer, person, order):
    address = page("order_course", person, order.pk)
    send(client, address, version="1", kind="expired", **on("on", "2026-01-05"))
    assert rows(officer, person, Order)[0].stage == "expired"

    later = on("on", "2026-01-04") | on("ends_on", "2031-01-04")
    send(client, address, version="2", kind="renewed", **later)

    [held] = rows(officer, person, Order)
    assert (held.stage, held.ended_on, held.ends_on) == ("in_force", None, date(2031, 1, 4))


def test_a_clause_that_has_ended_is_not_varied_again(client, officer, person, order, clause):
    address = page("remove_clause", person, order.pk, clause.pk)
    send(client, address, version="1", **on("on", "2025-06-02"))

    answer = send(client, address, version="2", **on("on", "2025-07-02"))

    assert "This clause has ended already" in text(answer)


def test_a_clause_of_another_order_is_not_found(client, officer, person, order, clause):
    with courts.entered(officer, person):
        other = courts.order(person, kind="sro")

    assert client.get(page("change_clause", person, other.pk, clause.pk)).status_code == 404
    assert client.get(page("add_clause", person, uuid7())).status_code == 404
