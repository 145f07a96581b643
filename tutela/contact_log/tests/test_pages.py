import re

import pytest
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.contact_log import operations
from tutela.contact_log.tests.test_told import known_as, route, tell, waiting

pytestmark = pytest.mark.usefixtures("database")


def answers(**said):
    return {"operation_key": str(uuid7()), "learnt": "Seen at the school gate", **said}


def test_an_officer_tells_and_gets_a_receipt():
    client = signed_in(agencies.officer("partner"))

    assert client.get("/tell/").status_code == 200
    page = client.post("/tell/", answers(surname="Nobody"), follow=True).content.decode()

    assert re.search(r"T-[0-9A-F]{4}-[0-9A-F]{4}", page)
    assert "Seen at the school gate" in page
    assert "Nobody" in client.get("/told/").content.decode()


def test_a_second_press_tells_once():
    officer = agencies.officer("partner")
    client = signed_in(officer)
    pressed = answers(surname="Nobody")

    first, second = client.post("/tell/", pressed), client.post("/tell/", pressed)

    assert first["Location"] == second["Location"]


def test_nothing_learnt_is_answered_with_one_sentence():
    page = signed_in(agencies.officer()).post("/tell/", answers(learnt=""))

    assert page.content.decode().count("Enter what you have learnt") == 2  # summary and field


def test_odd_things_are_taken():
    client = signed_in(agencies.officer())

    done = client.post(
        "/tell/", answers(born_said="the year of the flood", number_said="??", when_said="once")
    )

    assert done.status_code == 302


def test_a_colleague_does_not_see_what_another_told():
    officer = agencies.officer("partner")
    team = agencies.Team.objects.using("owner").get(pk=officer.team_id)
    told = tell(officer)

    assert signed_in(officer).get(f"/told/{told}/").status_code == 200
    colleague = signed_in(agencies.officer("partner", team=team))
    assert colleague.get(f"/told/{told}/").status_code == 404


def test_the_owner_reads_it_and_joins_it():
    owner, teller = agencies.officer(), agencies.officer("partner")
    person, said = known_as(owner)
    tell(teller, **said)
    route()
    client = signed_in(owner)

    listed = client.get("/told/waiting/").content.decode()
    address = re.search(r"/told/waiting/[0-9a-f-]{36}/", listed).group()
    considered = client.get(address).content.decode()
    target = re.search(r"/told/waiting/[0-9a-f-]{36}/people/[0-9a-f-]{36}/", considered).group()
    assert client.get(target).status_code == 200
    log = client.post(target, {"operation_key": str(uuid7()), "kind": "learnt"}, follow=True)

    assert log.redirect_chain[-1][0] == f"/people/{person}/contact-log/"
    assert "Moved in with somebody" in log.content.decode()
    assert client.get(address)["Location"] == "/told/waiting/"
    assert "Nothing waits for your team" in client.get("/told/waiting/").content.decode()


def test_the_owner_says_it_is_somebody_else():
    owner = agencies.officer()
    _person, said = known_as(owner)
    tell(agencies.officer("partner"), **said)
    route()
    routed = waiting(owner)[0].routed_id
    client = signed_in(owner)

    done = client.post(
        f"/told/waiting/{routed}/pass-on/", {"operation_key": str(uuid7()), "why": "too young"}
    )

    assert done["Location"] == "/told/waiting/"
    assert waiting(owner) == []


def test_what_waits_for_another_team_is_not_found():
    owner, other = agencies.officer(), agencies.officer()
    _person, said = known_as(owner)
    tell(agencies.officer("partner"), **said)
    route()
    routed = waiting(owner)[0].routed_id

    client = signed_in(other)
    assert client.get(f"/told/waiting/{routed}/").status_code == 404
    assert client.get(f"/told/waiting/{uuid7()}/").status_code == 404


def test_something_told_of_nobody_known_is_joined_to_one_of_ours():
    area = agencies.area()
    taking = agencies.officer(
        team=agencies.team(agency=agencies.agency(area=area), takes_unknown=True)
    )
    person, said = known_as(taking)
    teller = agencies.officer(
        "partner", team=agencies.team(agency=agencies.agency("children", area=area))
    )
    tell(teller, **said | {"born_said": ""})
    route()

    routed = waiting(taking)[0].routed_id
    page = signed_in(taking).get(f"/told/waiting/{routed}/").content.decode()

    assert f"/told/waiting/{routed}/people/{person}/" in page


def test_an_entry_is_added_and_shown():
    owner = agencies.officer()
    person, _said = known_as(owner)
    client = signed_in(owner)

    assert client.get(f"/people/{person}/contact-log/write/").status_code == 200
    page = client.post(
        f"/people/{person}/contact-log/write/",
        {"operation_key": str(uuid7()), "kind": "call", "what": "Rang about Tuesday"},
        follow=True,
    ).content.decode()

    assert "Rang about Tuesday" in page
    assert "Rang about Tuesday" not in (
        client.get(f"/people/{person}/contact-log/?kind=sighting").content.decode()
    )
    assert signed_in(agencies.officer()).get(f"/people/{person}/contact-log/").status_code == 404


def test_routing_with_nothing_to_route_leaves_no_entry():
    route()

    assert operations.route(using="worker") == 0
