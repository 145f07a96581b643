import csv
import io

import pytest
from django.db import connections
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.oversight.sheets import cell, sheet
from tutela.people.files import Ground
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def force():
    """An agency with a team, its officer, and its information governance officer."""
    agency = agencies.agency("police")
    team = agencies.team(agency=agency)
    return {
        "agency": agency,
        "officer": agencies.officer(team=team),
        "governor": agencies.officer("information_governance", team=agencies.team(agency=agency)),
    }


def page(client, path):
    response = client.get(f"/oversight/{path}")
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_information_governance_finds_a_person_and_who_looked(force):
    person = people.person(force["officer"], surname="Lookedat")
    signed_in(force["officer"]).get(f"/people/{person}/")
    client = signed_in(force["governor"])

    found = client.post("/oversight/looked-at/", {"name": "looked"}, follow=True).content.decode()
    html = page(client, f"looked-at/{person}/")

    assert "Lookedat" in found
    assert force["officer"].name in html
    assert "Overview" in html
    assert "Person: recorded" in html
    assert "Named in a list" in html  # the search that was just made


def test_the_line_is_seen_and_the_file_is_not(force):
    person = people.person(force["officer"])

    assert signed_in(force["governor"]).get(f"/people/{person}/").status_code in {403, 404}


def test_a_person_of_another_agency_is_not_found(force):
    person = people.person(agencies.officer(), surname="Elsewhere")
    client = signed_in(force["governor"])

    found = client.post("/oversight/looked-at/", {"name": "Elsewhere"}, follow=True)

    assert "Nobody whom you may see" in found.content.decode()
    assert client.get(f"/oversight/looked-at/{person}/").status_code == 404


def test_what_an_officer_looked_at_names_only_whom_governance_may_see(force):
    own = people.person(force["officer"], surname="Ownperson")
    theirs = agencies.officer("probation_practitioner")
    other = people.person(theirs, surname="Otherperson")
    people.interest(theirs, other, force["officer"].team_id, "identity")
    looking = signed_in(force["officer"])
    looking.get(f"/people/{own}/")
    looking.get(f"/people/{other}/")

    html = page(signed_in(force["governor"]), f"looks-by/{force['officer'].appointment_id}/")

    assert "Ownperson" in html
    assert "Otherperson" not in html
    assert "A person of another agency" in html


def test_an_officer_of_another_agency_is_not_found(force):
    other = agencies.officer()

    response = signed_in(force["governor"]).get(f"/oversight/looks-by/{other.appointment_id}/")

    assert response.status_code == 404


def test_looks_are_filtered_by_ground_kind_page_and_day_and_sorted(force):
    supervisor = agencies.officer("police_supervisor", team=force_team(force))
    person = people.person(force["officer"])
    people.opened(supervisor, person, Ground.SUPERVISION)
    signed_in(force["officer"]).get(f"/people/{person}/timeline/")
    client = signed_in(force["governor"])
    where = f"looked-at/{person}/"

    def rows(query):
        return page(client, f"{where}?{query}").count('role="row"><td')

    by_ground = page(client, f"{where}?ground=supervision")
    assert supervisor.name in by_ground
    assert force["officer"].name not in by_ground.split("<tbody")[1]
    assert rows("page=case_file:timeline") == 1
    assert rows("kind=change") == 1
    assert rows("last=2001-01-01") == 0
    first = page(client, f"{where}?sort=when").split("<tbody")[1]
    assert first.index("recorded") < first.index("Timeline")


def force_team(force):
    from tutela.agencies.models import Team

    return Team.objects.using("owner").get(pk=force["officer"].team_id)


def test_a_list_is_taken_out_for_a_purpose_that_is_kept(force):
    person = people.person(force["officer"], surname="=Formula")
    signed_in(force["officer"]).get(f"/people/{person}/")
    client = signed_in(force["governor"])
    where = f"/oversight/take-out/person/{person}/?kind=page"
    key = str(uuid7())

    refused = client.post(where, {"operation_key": key})
    pressed = client.post(where, {"operation_key": key, "purpose": "complaint"})
    again = client.post(where, {"operation_key": key, "purpose": "complaint"})
    taken = client.get(pressed.url)

    assert "Select what you need the list for" in refused.content.decode()
    assert pressed.url == again.url
    rows = list(csv.reader(io.StringIO(taken.content.decode())))
    assert force["governor"].name in rows[0][0]
    assert "A complaint" in rows[0][0]
    assert {row[3] for row in rows[2:]} == {"'Alex =Formula"} or {row[3] for row in rows[2:]} == {
        "Alex =Formula"
    }
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(details ->> 'purpose') FROM audit_entry"
            " WHERE event = 'looks.taken_out' AND person_id = %s",
            [person],
        )
        assert cursor.fetchone() == (1, "complaint")
        cursor.execute(
            "SELECT count(*) FROM audit_listing WHERE page = 'oversight:taken_out'"
            " AND people @> ARRAY[%s]",
            [person],
        )
        assert cursor.fetchone() == (1,)


def test_what_another_took_out_is_not_fetched(force):
    person = people.person(force["officer"])
    asked = {"operation_key": str(uuid7()), "purpose": "audit"}
    taken = signed_in(force["governor"]).post(f"/oversight/take-out/person/{person}/", asked)
    colleague = agencies.officer(
        "information_governance", team=agencies.team(agency=force["agency"])
    )

    assert signed_in(colleague).get(taken.url).status_code == 404


def test_cells_hold_no_formula():
    assert [cell(text) for text in ("=1", "+1", "-1", "@x", "\tx", "plain", None)] == [
        "'=1",
        "'+1",
        "'-1",
        "'@x",
        "'\tx",
        "plain",
        "",
    ]
    assert sheet("mark", ["a"], [["b"]]).splitlines() == ["mark", "a", "b"]


def test_verifying_is_asked_for_once_and_queued(force):
    client = signed_in(force["governor"])
    for _ in range(2):
        asked = client.post("/oversight/record/", {"operation_key": str(uuid7())}, follow=True)
        assert "Verification asked for" in asked.content.decode()

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%%oversight%%verify'"
            " AND status = 'todo'"
        )
        assert cursor.fetchone() == (1,)


def test_the_record_page_says_what_was_found(force, monkeypatch):
    from django.conf import settings

    from tutela.oversight import operations

    monkeypatch.setattr(settings, "SIGNING_KEY", bytes(range(32)))
    operations.seal(now=timezone.now(), using="worker")
    operations.verify(now=timezone.now(), using="worker")

    html = page(signed_in(force["governor"]), "record/")

    assert "Last sealed" in html
    assert "Everything agrees" in html


@pytest.mark.parametrize("path", ["looked-at/", "looks-by/", "record/"])
def test_others_are_refused(path, force):
    assert signed_in(force["officer"]).get(f"/oversight/{path}").status_code == 403
