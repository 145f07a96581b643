"""Notes at the table: two people write at once, a connection is lost, and nobody's words are."""

import re

from playwright.sync_api import expect

from tests.journeys.test_telling import waits_for
from tutela.demonstration import story
from tutela.demonstration.one_case import TODAY_S

CASE = re.compile(TODAY_S.surname)
RISK = "Risk to each group, and how soon"
SAVED = re.compile("^Saved, ")


def sheet(one):
    return one.page.get_by_role("region", name=RISK)


def write(one, words):
    box = sheet(one).get_by_role("textbox").first
    box.fill(words)
    return box


def test_words_survive_a_lost_connection_and_stand_beside_the_others(sign_in):
    chair, manager = sign_in(story.CHAIR), sign_in(story.MANAGER)
    notes = notes_of(chair)
    for one in (chair, manager):
        one.go(notes)
    write(manager, "The coach leaves at nine.")
    expect(sheet(manager).get_by_text(SAVED)).to_be_visible(timeout=120_000)

    chair.page.context.set_offline(True)
    write(chair, "Greatest on Saturday.")
    expect(chair.page.get_by_text("No connection: your words are kept")).to_be_visible(
        timeout=120_000
    )
    kept = chair.page.evaluate("Object.values(localStorage).join()")
    assert kept
    assert "Saturday" not in kept  # locked: a lost machine tells nothing
    chair.page.once("dialog", lambda asked: asked.accept())
    chair.page.goto("about:blank")
    chair.page.context.set_offline(False)
    assert all("ERR_INTERNET_DISCONNECTED" in fault for fault in chair.faults)
    chair.faults.clear()
    chair.go(notes)

    expect(sheet(chair).get_by_role("textbox").first).to_have_value(
        "Greatest on Saturday.", timeout=120_000
    )
    chair.sees("The coach leaves at nine.")


def notes_of(one):
    """The address of the notes of the case that is heard this afternoon."""
    waits_for(one, CASE)
    href = one.link(CASE).first.get_attribute("href")
    person = re.search(r"/people/([0-9a-f-]{36})/", href)
    one.go(f"/people/{person[1]}/meetings/")
    links = [link.get_attribute("href") for link in one.page.locator("main a").all()]
    item = next(link for link in links if re.search(r"/meetings/[0-9a-f-]{36}/$", link))
    return f"{item}record/notes/"
