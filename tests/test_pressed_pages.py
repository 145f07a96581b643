"""Whatever is put into a form: one clear sentence, and nothing of what was typed is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import pytest
from django.http import HttpResponse

from tests import pressing, visits
from tutela.agencies.tests.clients import signed_in

pytestmark = pytest.mark.usefixtures("database")
# What nobody expects in a box, and a choice that no list offers.
WAYS = {
    "nothing": ("", ""),
    "odd": ("""31/02/99999 <b>"O'Brien" & co</b>""", "nonsense"),
    "unreadable": ("a\0b", "nonsense"),
    "long": ("x" * 20_001, ""),
}
# What is asked of a list may be anything: it narrows to what there is. Or shows what it entails.
WITHOUT_COMPLAINT = {"court_orders:find_offence", "people:take_out_whereabouts"}
OURS = re.compile(r"[A-Z][^\[\]{}<>“”]{5,160}")
NOT_OURS = re.compile(r"valid choice|valid value|Ensure this|[Nn]ull|This field|Error|None")


@dataclass
class Press:
    """One form of one page, answered in one way by somebody who is shown it."""

    page: str
    way: str
    boxes: int
    response: HttpResponse
    entries: int

    @property
    def body(self) -> str:
        return visits.plain(self.response).decode()

    def errors(self) -> list[str]:
        found = re.search(r'govuk-error-summary__list">(.*?)</ul>', self.body, re.DOTALL)
        said = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []
        return [unescape(re.sub(r"<[^>]+>", "", one)) for one in said]

    def __str__(self) -> str:
        return f"{self.page}, {self.way}: {self.response.status_code} {self.errors()}"


@pytest.fixture(scope="module")
def pressed(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        made = visits.scene()
        yield made, list(presses(made))


def presses(made: visits.Scene) -> Iterator[Press]:
    """Every form of every page, each once, in each of the ways."""
    known, seen = visits.listed(), set()
    browsers = {
        role: signed_in(actor, raise_request_exception=False) for role, actor in made.actors.items()
    }
    for name, keys in visits.pages():
        role = next((r for r in browsers if known.get(name, {}).get(r) == 200), None)
        if role is None:
            continue
        where = visits.address(name, keys, made.ids)
        page = browsers[role].get(where)
        if page.streaming or not page["Content-Type"].startswith("text/html"):
            continue
        for form in pressing.forms(page.content.decode()):
            shape = (form.action or name, tuple(form.asks))
            if shape in seen:
                continue
            seen.add(shape)
            for way, (written, chosen) in WAYS.items():
                before = visits.traces(made.actors[role])
                answer = browsers[role].post(form.action or where, form.answered(written, chosen))
                entries = visits.traces(made.actors[role]) - before
                yield Press(name, way, len(form.written()), answer, entries)


def shown(pressed: tuple) -> list[Press]:
    found = [press for press in pressed[1] if press.response.status_code == 200]
    assert len(found) > 300
    return found


def test_no_form_can_be_filled_so_that_it_breaks(pressed):
    assert [str(press) for press in pressed[1] if press.response.status_code >= 500] == []


def test_what_is_refused_says_why(pressed):
    silent = {press.page for press in shown(pressed) if not press.errors()}
    assert silent <= WITHOUT_COMPLAINT


def test_each_error_is_one_sentence_of_ours(pressed):
    odd = {
        f"{press.page}, {press.way}: {error}"
        for press in shown(pressed)
        for error in press.errors()
        if not OURS.fullmatch(error) or NOT_OURS.search(error) or ". " in error.rstrip(".")
    }
    assert not odd, "\n".join(sorted(odd))


def test_what_was_typed_is_still_there(pressed):
    lost = {
        f"{press.page}, {press.way}: {there} of {press.boxes}"
        for press in shown(pressed)
        if press.way in {"odd", "long"}
        and (there := unescape(press.body).count(WAYS[press.way][0])) < press.boxes
    }
    assert not lost, "\n".join(sorted(lost))


def test_a_refused_press_is_a_look_too(pressed):
    made, _ = pressed
    unseen = {press.page for press in shown(pressed) if made.surname in press.body} - {
        press.page for press in shown(pressed) if press.entries
    }
    assert not unseen


def test_no_title_after_a_press_holds_a_name(pressed):
    made, _ = pressed
    titles = [re.search(r"<title>(.*?)</title>", press.body, re.DOTALL) for press in shown(pressed)]
    assert [title[1] for title in titles if title and made.surname in title[1]] == []
