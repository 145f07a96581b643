from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tutela.court_orders.tests.asking import on, rows, send, text
from tutela.risk.models import Assessment, Finding, Harm, Plan
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
DAY = (timezone.localdate() + timedelta(days=90)).isoformat()


def page(name, *ids):
    return reverse(f"risk:{name}", args=ids)


def test_an_assessment_is_entered_as_its_tool_says_it(client, officer, person):
    asked = client.get(page("enter_assessment", person))
    tree(asked.content.decode())
    assert "Risk Matrix 2000" in text(asked)
    assert "Select which tool was used" in text(
        client.get(page("enter_assessment", person), {"chosen": "1"})
    )
    address = page("enter_assessment", person) + "?tool=oasys"
    tree(client.get(address).content.decode())

    refused = send(client, address, edition="5.1", override_rsr="high")
    assert "Enter the day it was done" in text(refused)
    assert "Enter why it was overridden" in text(refused)
    assert 'value="5.1"' in refused.content.decode()
    done = send(
        client,
        address,
        **on("done_on", "2026-03-02"),
        done_by="Probation",
        figure_rsr="4.2",
        band_rsr="medium",
        override_rsr="high",
        override_why_rsr="New intelligence",
        harm_children_community="very_high",
    )

    assert done.headers["Location"] == page("risk", person)
    [found] = rows(officer, person, Finding)
    assert (found.scale, found.figure, found.band) == ("rsr", "4.2", "medium")
    [harm] = rows(officer, person, Harm)
    assert (harm.group, harm.setting, harm.level) == ("children", "community", "very_high")
    shown = client.get(page("risk", person))
    tree(shown.content.decode())
    assert "overridden; the tool said: Medium (4.2). Why: New intelligence" in text(shown)
    [row] = rows(officer, person, Assessment)
    tree(client.get(page("assessment", person, row.pk)).content.decode())
    overview = client.get(reverse("case_file:overview", args=[person]))
    assert "Children, in the community Very high" in text(overview)
    send(client, page("set_aside", person, row.pk), wrong_because="Another person", version="1")
    assert "Entered wrongly" in text(client.get(page("risk", person)))


def test_a_page_says_where_a_tool_was_not_verified(client, officer, person):
    asked = text(client.get(page("enter_assessment", person)))
    assert "Active risk management system (ARMS) Not verified" in asked
    assert "Risk Matrix 2000 Not verified" not in asked
    assert "by level of concern" not in asked
    old = client.get(page("enter_assessment", person), {"tool": "aim3"})
    assert "Select which tool was used" in text(old)
    address = page("enter_assessment", person) + "?tool=arms"
    assert "not compared with its published form" in text(client.get(address))
    made = {"done_by": "Police", "harm_public_community": "high", "band_priority": "high"}
    send(client, address, **made, **on("done_on", "2026-03-02"))

    [row] = rows(officer, person, Assessment)
    shown = text(client.get(page("risk", person)))
    assert shown.count("Not verified") == 2
    assert "Not verified HMICFRS glossary" in text(client.get(page("assessment", person, row.pk)))


def test_a_plan_is_written_and_the_next_begins_with_its_words(client, officer, person):
    address = page("write_plan", person)
    asked = {"key_information": "Lives alone", "contingency": "Ring the duty desk"}
    asked |= {"why": "First plan", "version": "0"} | on("review_due_on", DAY)
    past = send(client, address, **asked | on("review_due_on", "2020-01-01"))
    assert "Lives alone" in past.content.decode()
    assert rows(officer, person, Plan) == []

    send(client, address, **asked)

    again = client.get(address)
    tree(again.content.decode())
    assert "Lives alone" in again.content.decode()
    stale = send(client, address, **asked | {"key_information": "Moved in with a friend"})
    assert "Lives alone" in text(stale)
    assert "Moved in with a friend" in stale.content.decode()
    [plan] = rows(officer, person, Plan)
    shown = client.get(page("risk", person))
    assert "Ring the duty desk" in text(shown)
    tree(client.get(page("plan", person, plan.pk)).content.decode())
