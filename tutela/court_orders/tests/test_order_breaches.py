from datetime import UTC, date, datetime

import pytest

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.court_orders.models import OrderBreach, Passport
from tutela.court_orders.operations import on_card
from tutela.court_orders.tests import factories as courts
from tutela.court_orders.tests.asking import CLAUSE, on, page, rows, send, text
from tutela.people.models import Card
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")


def test_what_any_constable_can_enforce_stands_on_the_card(client, officer, person, order):
    with courts.entered(officer, person):
        Card.objects.filter(person=person).update(prohibitions="Written by hand")
    made = send(client, page("add_clause", person, order.pk), **CLAUSE, children="Petra Planted",
                on_card="on")  # fmt: skip
    assert made.status_code == 302
    [card] = rows(officer, person, Card)
    assert card.prohibitions.splitlines() == [
        "SHPO of 1 March 2024, clause 1: Must not contact Child A.",
        "Written by hand",
    ]

    day = on("on", "2026-01-05")
    send(client, page("order_course", person, order.pk), version="1", kind="quashed", **day)

    assert rows(officer, person, Card)[0].prohibitions == "Written by hand"


def test_a_passport_is_surrendered_and_returned(client, officer, person, order):
    send(
        client,
        page("add_passport", person, order.pk),
        number="P1234567",
        **on("surrendered_on", "2024-03-02"),
    )
    [held] = rows(officer, person, Passport)
    address = page("change_passport", person, order.pk, held.pk)
    same = {"number": "P1234567", "version": "1", **on("surrendered_on", "2024-03-02")}

    refused = send(client, address, **same, **on("returned_on", "2024-03-01"))
    assert "cannot be returned before it was surrendered" in text(refused)
    send(client, address, **same, **on("returned_on", "2025-03-01"))

    assert rows(officer, person, Passport)[0].returned_on == date(2025, 3, 1)


def test_a_breach_goes_to_charge_only_when_somebody_decided_so(
    client, officer, person, order, clause
):
    what = {"what": "Was seen with Child A.", "clause": str(clause.pk)}
    answer = send(
        client, page("add_breach", person, order.pk), **what, **on("happened_on", "2026-02-01")
    )
    [breach] = rows(officer, person, OrderBreach)
    ids = (person, order.pk, breach.pk)
    assert answer.headers["Location"] == page("order_breach", *ids)
    assert breach.decision == ""

    charge = on("charged_on", "2026-02-03") | {"charge": "Breach of SHPO", "version": "1"}
    refused = send(client, page("charge_breach", *ids), **charge)
    assert "Record the decision to charge and its reasons first." in text(refused)

    decision = {"decision": "charge", "decided_by": "CPS", "decided_because": "Evidence is clear"}
    day = on("decided_on", "2026-02-02")
    send(client, page("decide_breach", *ids), version="1", **decision, **day)
    send(client, page("charge_breach", *ids), **charge | {"version": "2"})
    with courts.entered(officer, person):
        result = courts.result(person)
        sentence = courts.sentence(result)
    send(
        client,
        page("end_breach", *ids),
        version="3",
        outcome="convicted",
        sentence=str(sentence.pk),
        **on("outcome_on", "2026-04-02"),
    )

    [breach] = rows(officer, person, OrderBreach)
    assert (breach.outcome, breach.result_id) == ("convicted", result.pk)
    shown = client.get(page("order_breach", *ids))
    tree(shown.content.decode())
    assert "Evidence is clear" in text(shown)


def test_a_breach_that_comes_to_nothing_keeps_its_reasons(client, officer, person, order):
    send(client, page("add_breach", person, order.pk), what="A neighbour rang", when_said="Monday")
    [breach] = rows(officer, person, OrderBreach)
    refused = send(
        client,
        page("decide_breach", person, order.pk, breach.pk),
        version="1",
        decision="no_action",
        decided_by="Insp. Synthetic",
        **on("decided_on", "2026-02-02"),
    )
    assert "Enter the reasons" in text(refused)
    assert "Insp. Synthetic" in refused.content.decode()


def test_a_team_that_may_only_read_changes_nothing(officer, person, order):
    reader = agencies.officer("probation_practitioner")
    people.interest(officer, person, reader.team_id, "orders")
    client = signed_in(reader)

    assert "Record a possible breach" not in text(client.get(page("order", person, order.pk)))
    answer = send(client, page("add_breach", person, order.pk), what="Was seen")

    assert "Your team may not change this part of the file: Court orders." in text(answer)


def test_the_nightly_job_keeps_cards_that_a_day_made_untrue(officer, person, order):
    with courts.entered(officer, person):
        courts.clause(order, on_card=True, ends_on=date(2030, 1, 1))
    on_card.keep_cards(now=datetime(2029, 12, 31, 12, tzinfo=UTC), using="worker")
    [card] = rows(officer, person, Card)
    assert card.prohibitions == (
        "SHPO of 1 March 2024, clause 1: Must not contact Child A. Until 1 January 2030."
    )

    assert on_card.keep_cards(now=datetime(2030, 1, 2, 12, tzinfo=UTC), using="worker") >= 1

    assert rows(officer, person, Card)[0].prohibitions == ""
    assert on_card.keep_cards(now=datetime(2030, 1, 2, 12, tzinfo=UTC), using="worker") == 0


def test_an_officer_without_the_card_records_orders_all_the_same(officer, person, order):
    writer = agencies.officer("probation_practitioner")
    people.interest(officer, person, writer.team_id, "orders", parts_change=["orders"])

    said = CLAUSE | {"wording": "Must not contact Child A.", "on_card": "on"}
    answer = send(signed_in(writer), page("add_clause", person, order.pk), **said)

    assert answer.status_code == 302
    assert rows(officer, person, Card)[0].prohibitions == ""


def test_what_is_alleged_is_completed_and_a_charge_is_not_undone_by_a_decision(
    client, officer, person, order, clause
):
    send(client, page("add_breach", person, order.pk), what="Was seen")
    [breach] = rows(officer, person, OrderBreach)
    ids = (person, order.pk, breach.pk)
    more = {"what": "Was seen with Child A", "clause": str(clause.pk), "evidence": "JS/1"}
    send(client, page("change_breach", *ids), version="1", **more)
    decision = {"decided_by": "CPS", "decided_because": "Clear", **on("decided_on", "2026-02-02")}
    send(client, page("decide_breach", *ids), version="2", decision="charge", **decision)
    charge = on("charged_on", "2026-02-03") | {"charge": "Breach of SHPO"}
    send(client, page("charge_breach", *ids), version="3", **charge)

    answer = send(
        client, page("decide_breach", *ids), version="4", decision="no_action", **decision
    )

    assert "record the outcome, such as discontinued" in text(answer)
    [breach] = rows(officer, person, OrderBreach)
    assert (breach.clause_id, breach.evidence, breach.decision) == (clause.pk, "JS/1", "charge")


def test_an_outcome_waits_for_a_decision(client, person, officer, order):
    send(client, page("add_breach", person, order.pk), what="Was seen")
    [breach] = rows(officer, person, OrderBreach)

    outcome = {"outcome": "acquitted", **on("outcome_on", "2026-04-02")}
    address = page("end_breach", person, order.pk, breach.pk)
    answer = send(client, address, version="1", **outcome)

    assert "Record who decided on it, and why, first." in text(answer)
