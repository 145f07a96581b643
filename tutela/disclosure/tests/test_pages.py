from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit.models import Listing
from tutela.court_orders.tests.asking import on, text
from tutela.court_orders.tests.factories import in_file
from tutela.disclosure import rules
from tutela.disclosure.models import Awaited, Consideration, Incident
from tutela.disclosure.tests import factories as given
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
ASKED = {**given.WEIGHED, "children": "child a"}
MET = {"met": "yes", "why": "Read."}
WHEN = {**on("made_on", "2026-01-05"), "made_time": "21:40"}
TOLD = {
    **WHEN,
    "recipient": "Rowan Invented",
    "told_by": "Officer Synthetic",
    "how": "face_to_face",
    "identity": "document",
    "words": "He was convicted of an offence against a child.",
}


@pytest.fixture
def officer(database):
    return agencies.officer()


@pytest.fixture
def person(officer):
    return people.person(officer)


@pytest.fixture
def decider(officer):
    return given.decision_maker(officer)


def page(name: str, *ids: Any) -> str:
    return reverse(f"disclosure:{name}", args=ids)


def press(client: Client, address: str, **answers: Any) -> Any:
    return client.post(address, {"operation_key": str(uuid7())} | answers)


def decided(decision: str, **fields: Any) -> dict[str, Any]:
    tests = {f"{test}_met": "yes" for test in rules.Test} | {
        f"{test}_why": "Read." for test in rules.Test
    }
    return {
        **tests,
        "decision": decision,
        "words": "He was convicted.",
        "reasons": "Needed.",
    } | fields


def test_one_asks_another_decides_and_the_register_says_who_was_told_what(officer, person, decider):
    asking, deciding = signed_in(officer), signed_in(decider)
    answer = press(asking, page("ask", person), **ASKED, team=str(decider.team_id))
    [one] = [answer.headers["Location"]]
    assert "Somebody else decides" in text(asking.get(one))

    shown = deciding.get("/")
    assert "A disclosure to decide" in text(shown)
    shown = deciding.get(one)
    tree(shown.content.decode())
    shown = deciding.get(f"{one}decide/")
    tree(shown.content.decode())
    assert "the law presumes" in text(shown)
    answer = press(deciding, f"{one}decide/", version=1, **decided("approve"))
    assert answer.status_code == 302, text(answer)

    assert "An approved disclosure to make" in text(asking.get("/"))
    answer = press(asking, f"{one}tell/", version=2, **TOLD, undertaking="signed", was_told="yes")
    assert answer.status_code == 302, text(answer)
    shown = asking.get(page("disclosures", person))
    tree(shown.content.decode())
    assert "He was convicted of an offence against a child." in text(shown)
    assert "Accepted, and signed" in text(shown)
    tree(asking.get(one).content.decode())
    tree(asking.get(page("every")).content.decode())


def test_what_is_missing_is_said_beside_its_question_and_nothing_is_lost(officer, person):
    shown = press(
        signed_in(officer), page("ask", person), **ASKED | {"not_self_accompanied": "", "words": ""}
    )

    tree(shown.content.decode())
    assert "Enter why this way will not do" in text(shown)
    assert "Enter the exact words" in text(shown)
    assert "Began to help at a boxing club" in shown.content.decode()
    assert "Nobody is appointed to decide disclosures" in text(shown)


def test_a_name_of_a_child_is_refused_in_one_sentence(officer, person):
    shown = press(signed_in(officer), page("ask", person), **ASKED | {"children": "Petra Planted"})

    assert "Write each child as a token" in text(shown)


def test_who_asked_finds_no_way_to_decide(officer, person):
    asker = given.decision_maker(officer)
    people.interest(officer, person, asker.team_id, "disclosures", parts_change=["disclosures"])
    row = given.ask(officer, person)

    client = signed_in(officer)
    assert client.get(page("decide", person, row.pk)).status_code == 403
    assert "Decide" not in text(client.get(page("consideration", person, row.pk)))


def test_a_refused_undertaking_is_asked_why_or_tells_nothing(officer, person, decider):
    row = given.ask(officer, person, decider)
    given.decide(decider, row)
    client, tell = signed_in(officer), page("tell", person, row.pk)

    refused = TOLD | {"undertaking": "refused"}
    shown = press(client, tell, version=2, **refused, was_told="yes")
    tree(shown.content.decode())
    assert "Enter why they were told all the same" in text(shown)
    assert press(client, tell, version=2, **refused, was_told="no").status_code == 302

    shown = client.get(page("consideration", person, row.pk))
    assert "Met, and not told" in text(shown)
    assert (
        press(
            client, page("leave", person, row.pk), version=3, why="They will not promise."
        ).status_code
        == 302
    )
    assert "Not told in the end" in text(client.get(page("disclosures", person)))


def test_danger_at_night_is_recorded_by_who_may_only_read_and_reviewed(officer, person, decider):
    duty = agencies.officer("partner")
    people.interest(officer, person, duty.team_id, "identity")
    client = signed_in(duty)
    tree(client.get(page("in_danger", person)).content.decode())

    answer = press(
        client,
        page("in_danger", person),
        **TOLD | {"identity": "not_checked", "how": "telephone"},
        happened="The child was in the car.",
        recipient_role="parent",
        undertaking="refused",
    )
    assert answer.status_code == 302, text(answer)
    shown = client.get(page("disclosures", person))
    assert "not open to you" in text(shown)

    with in_file(officer, person):
        row = Consideration.objects.get()
    reviewing = signed_in(decider)
    assert "made in immediate danger, to review" in text(reviewing.get("/"))
    tree(reviewing.get(page("review", person, row.pk)).content.decode())
    answer = press(
        reviewing,
        page("review", person, row.pk),
        version=1,
        decision="reject",
        reasons="It could wait.",
    )
    assert answer.status_code == 302, text(answer)
    with in_file(officer, person):
        incident = Incident.objects.get()
        assert [one.kind for one in Awaited.objects.filter(met_at=None)] == ["incident"]
    shown = reviewing.get(page("incident", person, incident.pk))
    tree(shown.content.decode())
    assert "Settle it" not in text(shown)


def test_an_incident_is_recorded_and_settled_by_another(officer, person, decider):
    answer = press(
        signed_in(officer),
        page("record_incident", person),
        who_knows="A neighbour",
        what="The conviction, by a constable",
        how_known="The neighbour rang",
    )
    assert answer.status_code == 302, text(answer)
    with in_file(officer, person):
        incident = Incident.objects.get()
    client = signed_in(decider)
    settle = page("settle", person, incident.pk)
    tree(client.get(settle).content.decode())
    answer = press(client, settle, version=1, commissioner="told", finding="Spoken to.")
    assert answer.status_code == 302, text(answer)
    assert "Spoken to." in text(client.get(page("incident", person, incident.pk)))


def test_a_follow_up_is_recorded_and_the_next_awaited(officer, person, decider):
    row = given.ask(officer, person, decider)
    given.decide(decider, row)
    client = signed_in(officer)
    answer = press(
        client,
        page("tell", person, row.pk),
        version=2,
        **TOLD,
        **on("follow_up_on", "2099-01-05"),
        undertaking="signed",
        was_told="yes",
    )
    assert answer.status_code == 302, text(answer)
    with in_file(officer, person):
        due = row.made.get().follow_ups.get()
    address = page("follow_up", person, row.pk, due.pk)
    tree(client.get(address).content.decode())
    press(client, address, version=1, **on("done_on", "2026-01-06"), found="Kept to itself.")

    assert "Kept to itself." in text(client.get(page("consideration", person, row.pk)))


def test_in_an_emergency_at_night_what_was_told_is_recorded_and_another_called(officer, decider):
    person = people.person(officer, surname="Nightingale")
    duty = signed_in(
        agencies.officer("police_duty_officer", team=agencies.team(agency=given.area_of(officer)))
    )
    declared = {
        "surname": "Nightingale",
        "given_names": "Alex",
        **on("born_on", "1980-03-03"),
        "reason": "A child is in the house with him now",
        "operation_key": str(uuid7()),
    }
    duty.post(reverse("people:emergency"), declared, follow=True)

    answer = press(
        duty,
        page("in_danger", person),
        **TOLD,
        happened="The child was alone with him.",
        recipient_role="parent",
        undertaking="not_asked",
    )

    assert answer.status_code == 302, text(answer)
    assert "To be reviewed" in text(duty.get(page("disclosures", person)))
    assert "made in immediate danger, to review" in text(signed_in(decider).get("/"))


def test_who_governs_information_settles_an_incident_and_reads_no_file(officer, person):
    of_agency = agencies.team(agency=given.area_of(officer))
    governing = signed_in(agencies.officer("information_governance", team=of_agency))
    with in_file(officer, person):
        incident = given.incident(officer, person)
    given.ask(officer, person)

    shown = governing.get("/")
    tree(shown.content.decode())
    assert text(shown).count("A disclosure incident to settle, by ") == 1
    assert "A disclosure to decide" not in text(shown)
    assert governing.get(page("incident", person, incident)).status_code == 403
    elsewhere = signed_in(agencies.officer("information_governance"))
    assert elsewhere.get(page("governed", incident)).status_code == 404

    asked = governing.get(page("governed", incident))
    tree(asked.content.decode())
    assert "Was told of the conviction by a constable" in text(asked)
    read = Listing.objects.using("owner").filter(page="disclosure:governed")
    assert read.filter(people=[person]).count() == 1  # who read it is on the record
    address = page("governed", incident)
    empty = governing.post(address, {"operation_key": str(uuid7()), "version": "1"})
    assert "Enter what was found and decided" in text(empty)
    said = {"commissioner": "told", "finding": "The constable is trained again.", "version": "1"}
    done = governing.post(address, said | {"operation_key": str(uuid7())}, follow=True)
    assert "Incident settled" in text(done)
    assert "The constable is trained again" in text(done)
    assert "A disclosure incident to settle" not in text(governing.get("/"))


def test_what_lapsed_is_asked_again_with_nothing_typed_twice(officer, person, decider):
    row = given.ask(officer, person, decider)
    given.decide(decider, row, now=timezone.now() - timedelta(days=30))
    client = signed_in(officer)
    shown = client.get(page("consideration", person, row.pk))
    tree(shown.content.decode())
    assert "The approval lapsed after" in text(shown)
    assert "Lapsed" in text(client.get("/"))
    assert f"?again={row.pk}" in shown.content.decode()
    asked = client.get(page("ask", person), {"again": row.pk})
    tree(asked.content.decode())
    assert given.WEIGHED["words"] in asked.content.decode()
    assert "Child A" in asked.content.decode()
