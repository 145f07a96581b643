from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tutela.agencies.tests.clients import signed_in
from tutela.meetings.models import (
    Attendance,
    InformationRequest,
    InformationReturn,
    Invitation,
    Item,
    Referral,
)
from tutela.meetings.tests import scene as scenes
from tutela.meetings.tests.scene import day_said, press
from tutela.people.models import Interest

pytestmark = pytest.mark.usefixtures("database")


def only(actor, person, model, **wanted):
    (row,) = scenes.seen(actor, person, model, **wanted)
    return row


def shown(client, page, *ids):
    answer = client.get(reverse(f"meetings:{page}", args=ids), follow=True)
    assert answer.status_code == 200, (page, answer.status_code)
    return answer.content.decode()


def test_a_case_goes_from_its_referral_to_its_meeting(scene):
    person = scene.person
    probation, coordinator = signed_in(scene.probation), signed_in(scene.coordinator)
    children = signed_in(scene.children)

    # the co-ordinator sees nothing before, and the record is not typed again
    assert coordinator.get(reverse("meetings:meetings", args=[person])).status_code == 404
    assert "Synthetic" in shown(probation, "refer", person)
    empty = press(probation, "refer", person, level_sought="2")
    assert "Enter why one agency cannot manage the risk alone" in empty.content.decode()
    press(
        probation,
        "refer",
        person,
        level_sought="2",
        to_team=str(scene.coordinator.team_id),
        why="Three agencies hold a part of it",
        risk_now="To child A, soon",
        is_urgent="on",
    )
    referral = only(scene.coordinator, person, Referral)
    assert "Urgent" in shown(coordinator, "referrals")
    assert "To child A, soon" in shown(coordinator, "referral", person, referral.pk)

    # a second referral is refused, the first accepted
    again = press(
        probation,
        "refer",
        person,
        level_sought="3",
        to_team=str(scene.coordinator.team_id),
        why="x",
        risk_now="y",
    )
    assert "This case is with a co-ordinator already" in again.content.decode()
    press(
        coordinator,
        "decide_referral",
        person,
        referral.pk,
        outcome="accepted",
        reasons="The test for level 2 is met",
        version="1",
    )
    assert "The test for level 2 is met" in shown(probation, "referral", person, referral.pk)
    assert "On no agenda" in shown(coordinator, "referrals")

    # a meeting at short notice, called for the case
    assert "No meeting is arranged in your area yet" in shown(coordinator, "put_on", person)
    made = coordinator.post(
        reverse("meetings:arrange") + f"?case={person}",
        {
            "operation_key": "0190d3b0-0000-7000-8000-000000000001",
            "level": "2",
            **day_said("day", timezone.localdate()),
            "begins": "2pm",
            "minutes_long": "60",
            "place": "Room 3",
            "chair": str(scene.chair.appointment_id),
        },
    )
    assert made.status_code == 302, made.content.decode()
    assert made["Location"].startswith(reverse("meetings:put_on", args=[person]))
    sitting = made["Location"].split("=")[1]
    assert sitting in coordinator.get(made["Location"]).content.decode()
    press(coordinator, "put_on", person, sitting=sitting, kind="initial", begins_at="14:15")
    item = only(scene.coordinator, person, Item)
    assert "2:15pm" in shown(coordinator, "item", person, item.pk)

    # the chair sees the case now; children's services not before they are invited
    assert "Synthetic" in shown(signed_in(scene.chair), "sitting", sitting)
    assert children.get(reverse("meetings:item", args=[person, item.pk])).status_code == 404
    assert scene.children.team_name in shown(coordinator, "invite", person, item.pk)
    press(
        coordinator,
        "invite",
        person,
        item.pk,
        teams=[str(scene.children.team_id)],
        why="Knows the children",
        parts_read=["identity", "risk"],
        asked="Is a child of the household known?",
        **day_said("due_on", timezone.localdate()),
        **day_said("last_day", timezone.localdate() + timedelta(days=14)),
    )
    press(coordinator, "invite_guest", person, item.pk, guest="Ann Hall", why="Her flat is next")
    assert "Your agency is asked to come" in shown(children, "item", person, item.pk)
    assert "Court results" not in shown(children, "item", person, item.pk)

    # they answer the invitation and the request
    mine = only(scene.children, person, Invitation, team=scene.children.team_id)
    press(children, "answer_invitation", person, item.pk, mine.pk, answer="comes", version="1")
    asked = only(scene.children, person, InformationRequest)
    nothing = press(
        children, "return_information", person, asked.pk, outcome="withheld", version="1"
    )
    assert "Enter why it is withheld" in nothing.content.decode()
    press(
        children,
        "return_information",
        person,
        asked.pk,
        outcome="answered",
        words="Child A is known to us",
        version="1",
    )
    assert "Child A is known to us" in shown(coordinator, "request", person, asked.pk)

    # the file for a calendar names nobody
    file = children.get(reverse("meetings:calendar", args=[person, item.pk]))
    (event,) = Calendar.from_ical(BytesIO(file.content).read()).walk("VEVENT")
    assert event["dtstart"].dt.hour == 14
    assert event["dtstart"].dt.minute == 15
    assert b"Synthetic" not in file.content
    assert str(person).encode() not in file.content

    # at the meeting: one agrees signed in, the guest on paper, the chair is written down
    press(children, "agree", person, item.pk, agrees="on")
    page = shown(coordinator, "attendance", person, item.pk)
    assert "Agreed here, signed in" in page
    guest = only(scene.coordinator, person, Invitation, team=None).pk.hex
    chair = scene.chair.appointment_id.hex
    press(
        coordinator,
        "attendance",
        person,
        item.pk,
        **{
            f"presence_{guest}": "attended",
            f"agreed_{guest}": "on_paper",
            f"named_{guest}": "Ann Hall",
            f"paper_{guest}": "Cabinet 2",
            f"presence_{chair}": "missing",
            f"presence_{mine.pk.hex}": "attended",
            f"agreed_{mine.pk.hex}": "here",
            f"seen_{mine.pk.hex}": "1",
        },
    )
    came = scenes.seen(scene.coordinator, person, Attendance)
    assert {(row.presence, row.agreed) for row in came} == {
        ("attended", "here"),
        ("attended", "on_paper"),
        ("missing", ""),
    }
    assert "Missing without a word" in shown(coordinator, "item", person, item.pk)

    # the invitation is withdrawn: the case closes to the agency at once, its answer stays
    press(
        coordinator,
        "withdraw_invitation",
        person,
        item.pk,
        mine.pk,
        withdrawn_why="Another team has the case",
        version="2",
    )
    assert children.get(reverse("meetings:item", args=[person, item.pk])).status_code == 404
    assert scenes.seen(scene.coordinator, person, InformationReturn)
    assert (
        only(scene.coordinator, person, Interest, team=scene.children.team_id).ends_before
        == timezone.localdate()
    )
