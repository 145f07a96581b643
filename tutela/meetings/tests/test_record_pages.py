"""The record by its pages: refusals in one sentence, and nothing that was typed is lost."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests.clients import signed_in
from tutela.meetings import minutes, operations
from tutela.meetings.models import Action, Minutes, Note
from tutela.meetings.queries.record import record_of
from tutela.meetings.tests.scene import (
    day_said,
    doing,
    invited,
    on_agenda,
    press,
    seen,
    team_of,
)
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
TODAY = timezone.localdate
LEVEL_2 = {"level": "2", "level_why": "Two agencies are needed", "version": "0"}
LEVEL_2 |= {"disclosure": "none", "disclosure_why": "Nobody is at risk", "summary": "In short"}


@pytest.fixture
def item(scene):
    made = on_agenda(scene, starts_at=timezone.now())
    invited(scene, made)
    came = operations.Came(presence="attended", agreed="said", team=scene.children.team_id)
    doing(
        scene.coordinator,
        scene.person,
        operations.record_attendance,
        item=made,
        came=[came],
        statement="1",
    )
    return made


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def shown(client, page, *ids):
    answer = client.get(reverse(f"meetings:{page}", args=ids))
    assert answer.status_code == 200
    tree(answer.content.decode())
    return text(answer)


def test_a_note_saves_itself_and_shows_what_others_wrote_meanwhile(scene, item):
    doing(
        scene.coordinator,
        scene.person,
        operations.write_note,
        item=item,
        section="risk",
        sheet=0,
        words="Theirs",
        version=0,
    )
    client = signed_in(scene.children)
    said = {"section": "risk", "sheet": "0", "version": "0", "words": "Ours\nsecond line"}
    said["operation_key"] = str(uuid7())
    address = reverse("meetings:save_note", args=[scene.person, item.pk])

    twice = [client.post(address, said, follow=True) for _time in range(2)]

    for answer in twice:
        kept = json.loads(answer.content)
        assert (kept["sheet"], kept["version"]) == (1, 1)
        assert "Theirs" in kept["others"]
    [own] = seen(scene.children, scene.person, Note, author=scene.children.appointment_id)
    assert own.words == "Ours\nsecond line"
    refused = client.post(address, said | {"words": "x" * 20_001, "operation_key": str(uuid7())})
    assert refused.status_code == 400
    assert "Shorten this to 20000 characters" in str(json.loads(refused.content)["refused"])
    other = client.get(reverse("meetings:note", args=[scene.person, item.pk, own.pk]))
    assert other.status_code == 200
    theirs = signed_in(scene.coordinator)
    address = reverse("meetings:note", args=[scene.person, item.pk, own.pk])
    assert theirs.get(address).status_code == 404


def test_without_scripts_a_press_saves_one_section_and_a_refusal_keeps_the_words(scene, item):
    client = signed_in(scene.children)
    keys = (scene.person, item.pk)
    said = {"section": "media", "sheet": "0", "version": "0", "words": "Nothing in the press"}
    answer = press(client, "notes", *keys, **said)

    assert answer.status_code == 302
    assert "Nothing in the press" in client.get(answer.headers["Location"]).content.decode()
    long = "x" * 20_001
    refused = press(client, "notes", *keys, **said | {"words": long, "sheet": "1"})
    assert long in refused.content.decode()
    tree(refused.content.decode())
    assert "Nothing in the press" in shown(client, "record", *keys)


def test_outcome_actions_dissent_and_minutes_by_their_pages(scene, item):
    client, keys = signed_in(scene.coordinator), (scene.person, item.pk)
    assert "The outcome is not recorded yet." in shown(client, "record", *keys)
    refused = press(client, "outcome", *keys, level="2", level_why="Kept words", version="0")
    assert "Select whether disclosure was considered" in text(refused)
    assert "Kept words" in refused.content.decode()
    needs = press(client, "outcome", *keys, **LEVEL_2 | {"disclosure": "asked"})
    assert "Select the disclosure that was asked for" in text(needs)
    press(client, "outcome", *keys, **LEVEL_2, **day_said("next_on", TODAY() + timedelta(days=50)))
    action = {"what": "Visit the home", "named": "Duty worker"}
    action |= day_said("due_on", TODAY() + timedelta(days=5))
    neither = press(client, "add_action", *keys, **action)
    assert "Select the agency, or enter the name" in text(neither)
    press(client, "add_action", *keys, **action, team=str(scene.children.team_id))
    press(client, "dissent", *keys, who="Housing", words="Level 3")
    assert "Nothing has been issued" in shown(client, "record", *keys)
    for page in ("outcome", "add_action", "dissent", "issue_minutes", "issue_summary"):
        shown(client, page, *keys)
    outside = press(client, "issue_minutes", *keys)
    assert "Select who receives it." in text(outside)
    press(client, "issue_minutes", *keys, teams=[str(scene.children.team_id)])
    press(client, "issue_summary", *keys, recipient="Clerk of the court")
    press(client, "amend_minutes", *keys, section="risk", was="a", is_now="b", why="Misheard")

    whole = shown(client, "record", *keys)
    assert "Minutes, issue 1, copy 1 for" in whole
    assert "Executive summary, issue 1, copy 1 for Clerk of the court" in whole
    assert "Amendment 1" in whole
    partner = signed_in(scene.children)
    assert "Clerk of the court" not in shown(partner, "record", *keys)
    copies = {one.kind: one for one in seen(scene.coordinator, scene.person, Minutes)}
    for kind, status in (("full", 200), ("summary", 404)):
        address = reverse("meetings:minutes_copy", args=[*keys, copies[kind].pk])
        assert partner.get(address).status_code == status


def test_the_agency_reports_on_the_page_of_actions(scene, item):
    client, keys = signed_in(scene.children), (scene.person, item.pk)
    doing(
        scene.coordinator,
        scene.person,
        operations.set_action,
        item=item,
        what="Visit the home",
        team=team_of(scene.children),
        outside="",
        named="Duty worker",
        due_on=TODAY(),
        not_names=False,
    )
    [action] = seen(scene.children, scene.person, Action)
    assert "Say what became of it" in shown(client, "actions", scene.person)
    shown(client, "action", scene.person, action.pk)
    said = {"kind": "done", "words": "Seen; all well", "version": "1"} | day_said("on", TODAY())

    other = press(signed_in(scene.probation), "action", scene.person, action.pk, **said)
    assert "Another agency undertook this action" in text(other)
    assert "Seen; all well" in other.content.decode()
    press(client, "action", scene.person, action.pk, **said)

    assert "Seen; all well" in shown(client, "actions", scene.person)
    assert "Say what became of it" not in shown(client, "actions", scene.person)
    assert client.get(reverse("meetings:outcome", args=keys)).status_code == 403


def test_the_minutes_are_a_tagged_pdf_with_the_recipients_name_and_every_section(scene, item):
    doing(
        scene.children,
        scene.person,
        operations.write_note,
        item=item,
        section="victims",
        sheet=0,
        words="Child A \u65e5 is seen weekly",
        version=0,
    )
    content = doing(
        scene.coordinator,
        scene.person,
        lambda actor, person, key, now: minutes.content_of(
            record_of(item, person, on=TODAY()), kind="full"
        ),
    )
    pdf = minutes.printed_for(content, "Children", number=1, copy=1, issued_at=timezone.now())

    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf or b"/ObjStm" in pdf
    headings = [part["heading"] for part in content["parts"]]
    assert "Disclosure considered" in headings
    assert "Contingency" in headings
    assert "Child A \u65e5 is seen weekly" in minutes.texts_in(content)
