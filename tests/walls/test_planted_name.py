"""A name stands in a court's order: one page shows it, to few, and nothing else holds it."""

import io
import logging
import re
from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse
from uuid_utils.compat import uuid7

from tests import visits
from tests.walls import typed
from tests.walls.test_logs import embedded_log
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.config.logs import DiscreetFormatter
from tutela.court_orders.models import CertifiedWording, Clause, Meaning, Order, OrderBreach
from tutela.court_orders.tests import factories as courts
from tutela.people.past import written
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
NAME, STREET = "Petronella Quillfeather", "77 Wistaria Gardens"
PLANTED = re.compile(rb"petronella|quillfeather|wistaria", re.IGNORECASE)
PARTS = ("orders", "convictions", "contact_log", "relationships", "identity", "card")
# where it may stand, and nowhere else in the whole database
KEPT_IN = {
    ("court_orders_meaning", ""),
    ("court_orders_certifiedwording", ""),
    ("audit_history", "court_orders_meaning protected"),
    ("audit_history", "court_orders_certifiedwording protected"),
}


def day(name, year):
    return {f"{name}_day": "2", f"{name}_month": "3", f"{name}_year": str(year)}


def send(client, name, *ids, **answers):
    """Both presses: the first shows what the change entails."""
    address = reverse(name, args=ids)
    answers = {"operation_key": str(uuid7())} | answers
    answer = client.post(address, answers)
    shown = re.search(rb'name="confirmed" value="(\w+)"', answer.content)
    if shown:
        answer = client.post(address, answers | {"confirmed": shown[1].decode()})
    assert answer.status_code == 302, answer.content.decode()
    return answer


def plant(owner, person):
    """Through the pages: an order, a clause, its variation, a breach."""
    client = signed_in(owner)
    clause = {
        "number": "1",
        "kind": "prohibition",
        "on_card": "on",
        "wording": f"Must not contact {NAME} or go to {STREET}.",
        "children": NAME,
        "places": STREET,
    }
    made = send(client, "court_orders:add_order", person, kind="shpo", **day("made_on", 2024))
    with courts.in_file(owner, person):
        order = Order.objects.get(pk=made.headers["Location"].split("/")[4])
    send(client, "court_orders:add_clause", person, order.pk, **clause)
    with courts.in_file(owner, person):
        [first] = Clause.objects.filter(order=order)
    varied = clause | day("on", 2025) | {"version": "1"}
    send(client, "court_orders:vary_clause", person, order.pk, first.pk, **varied)
    what = {"clause": str(first.pk), "what": "Wrote a letter to Child A, left at zone 1."}
    send(client, "court_orders:add_breach", person, order.pk, **what)
    with courts.in_file(owner, person):
        breach = OrderBreach.objects.get(order=order)
    return {"order_id": order.pk, "clause_id": first.pk, "order_breach_id": breach.pk}


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(900)  # hundreds of pages, one after the other
def test_the_name_is_found_on_one_page_and_nowhere_else(tmp_path):
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(DiscreetFormatter("casework"))
    logging.getLogger().addHandler(handler)
    try:
        _look_everywhere()
    finally:
        logging.getLogger().removeHandler(handler)
    assert not PLANTED.search(log.getvalue().encode())
    assert not PLANTED.search(embedded_log())


# Free texts of the file that say something else from here on: no page takes it for its own.
MARKUP = "\"'><i q>{{7*7}}"
OF_TEXT = {
    "people_address": "lines",
    "people_interest": "why",
    "people_relationship": "other_name",
    "people_transfer": "recipient",
    "contact_log_entry": "what",
    "court_orders_offence": "title",
    "court_orders_order": "court",
    "court_orders_orderbreach": "what",
    "court_orders_passport": "country",
    "disclosure_incident": "what",
    "disclosure_made": "words",
    "documents_document": "title",
    "levels_decision": "reason",
    "levels_screening": "reason",
    "meetings_actionwords": "what",
    "meetings_informationrequest": "asked",
    "meetings_invitation": "why",
    "meetings_minutes": "recipient",
    "meetings_note": "words",
    "notification_requirements_parentaldirection": "parent",
    "notification_requirements_reviewnotice": "body",
    "risk_assessment": "done_by",
    "risk_plan": "supervision",
}


def write_markup(person):
    with typed.connect("owner") as sql:
        entry = uuid4()
        sql.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
        for table, column in OF_TEXT.items():
            changed = f"UPDATE {table} SET {column} = %s WHERE person_id = %s"
            assert sql.execute(changed, [MARKUP, person]).rowcount, table
        sql.execute("SELECT record_as_job(%s, 'set_up', 'a.b', NULL, NULL, '{}')", [entry])
        sql.commit()


def _look_everywhere():
    made = visits.scene()
    owner, person = made.actors["owner"], made.ids["person_id"]
    write_markup(person)
    people.interest(owner, person, made.actors["partner"].team_id, *PARTS)
    made.ids |= plant(owner, person)
    assert _shown_by(made, PLANTED) == set()
    assert _rows_with_it() == KEPT_IN

    client = signed_in(owner)
    why = "to tell the school which child is meant"
    asked = send(client, "court_orders:ask_meanings", person, made.ids["order_id"], why=why)
    shown = client.get(asked.headers["Location"])
    assert NAME in shown.content.decode()
    assert STREET in shown.content.decode()

    # for as long as that page may be read, no other page shows it
    assert _shown_by(made, PLANTED, roles=("owner",)) == {("court_orders:meanings", "owner", False)}
    assert _rows_with_it() == KEPT_IN
    _governance_sees_it(made, why)


def _shown_by(made, planted, roles=("owner", "partner", "duty", "governance")):
    """Every page, as it is and as it was known, for whoever reads some of the file."""
    found, answered = set(), 0
    moment = written(_now(made))
    for role in roles:
        browser = made.browser(role)
        for name, keys in visits.pages():
            if name == "account_logout":
                continue
            ids = {key: uuid4() for key in keys} | made.ids
            try:
                address = visits.address(name, keys, ids)
            except NoReverseMatch:
                continue
            for query in ({}, {"known_at": moment}) if "person_id" in keys else ({},):
                response = browser.get(address, query)
                answered += response.status_code == 200
                assert b"<i q>" not in response.content, (name, role)
                assert b"&gt;49" not in response.content, (name, role)
                if planted.search(visits.plain(response)):
                    found.add((name, role, bool(query)))
    assert answered > 60
    return found | _asked_for_by_name(made, planted)


def _asked_for_by_name(made, planted):
    """Lists that are sent for: the search, the contact card, and the name itself as a search."""
    found = set()
    for role, page, answers in (
        ("owner", "matching:search", {"name": made.surname}),
        ("duty", "people:card", {"surname": made.surname, "given_names": "Alex",
                                 "born_on_day": "3", "born_on_month": "3", "born_on_year": "1980",
                                 "reason": "stopped in the street at night"}),
    ):  # fmt: skip
        client = made.browser(role)
        answers = {"operation_key": str(uuid7())} | answers
        answer = client.post(reverse(page), answers, follow=True)
        if role == "duty":
            assert "Must not contact Child A or go to zone 1." in answer.content.decode()
        if planted.search(visits.plain(answer)):
            found.add((page, role, False))
    answer = made.browser("owner").post(
        reverse("matching:search"), {"operation_key": str(uuid7()), "name": NAME}
    )
    assert made.surname not in answer.content.decode()
    return found


def _now(made):
    with typed.connect("owner") as sql:
        return typed.one(sql, "SELECT max(at) FROM audit_consultation")


def _rows_with_it():
    """Every row of every table of the database that holds a word of it."""
    found = set()
    with typed.connect("owner") as sql:
        tables = typed.rows(
            sql,
            "SELECT c.relname FROM pg_class c WHERE c.relkind = 'r'"
            " AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'audit_actor_key'",
        )
        assert len(tables) > 30
        for (table,) in tables:
            words = "t.tablename || ' ' || t.part" if table == "audit_history" else "''"
            query = (
                f"SELECT DISTINCT {words} FROM {table} t"
                " WHERE t::text ~* 'petronella|quillfeather|wistaria'"
            )
            found |= {(table, row[0]) for row in typed.rows(sql, query)}
    return found


def _governance_sees_it(made, why):
    """That it was asked, when, by whom and why; never what was shown."""
    looks = reverse("oversight:person", args=[made.ids["person_id"]])
    browser = made.browser("governance")
    assert why in browser.get(looks, {"kind": "names"}).content.decode()
    changes = [browser.get(looks, {"kind": "change", "page": n}).content.decode() for n in (1, 2)]
    assert any("Tokens: resolved" in page for page in changes)


def test_who_may_not_resolve_gets_nothing():
    owner = agencies.officer()
    person = people.person(owner)
    ids = plant(owner, person)
    others = {
        "probation_practitioner": ("orders", "protected"),  # the part, without the permission
        "police_supervisor": ("orders",),  # the permission, without the part
    }
    for role, parts in others.items():
        other = agencies.officer(role)
        people.interest(owner, person, other.team_id, *parts)
        client = signed_in(other)
        for page in ("court_orders:ask_meanings", "court_orders:meanings"):
            address = reverse(page, args=[person, ids["order_id"]])
            why = {"operation_key": str(uuid7()), "why": "curious about the family"}
            for answer in (client.get(address), client.post(address, why)):
                assert answer.status_code in {403, 404}, (role, page)
                assert not PLANTED.search(answer.content)
        with courts.in_file(other, person):
            assert not Meaning.objects.exists()
            assert not CertifiedWording.objects.exists()
