"""For whoever may not see a person there is no such person: the same bytes, queries and times."""

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.forms import BaseForm
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from tests import visits
from tests.walls import typed
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.contact_log import operations
from tutela.contact_log.rules import QUESTIONS_AN_HOUR
from tutela.people.models import Person
from tutela.people.tests import factories as people

LISTS = [(name, keys) for name, keys in visits.pages() if not name.startswith(("account_", "mfa_"))]
OF_A_PERSON = [(name, keys) for name, keys in LISTS if "person_id" in keys]
GENERAL = [(name, keys) for name, keys in LISTS if "person_id" not in keys]
Answer = tuple[int, bytes, int]


def ask(browser: Client, address: str, *hide: object, **data: str) -> Answer:
    """Status, bytes and number of queries; what the address itself says is left out."""
    with CaptureQueriesContext(connection) as asked:
        response = browser.post(address, data) if data else browser.get(address)
    body = visits.plain(response)
    for word in hide:
        body = body.replace(str(word).encode(), b"KEY")
    return response.status_code, body, len(asked)


@pytest.fixture
def partner(database):
    """A partner with one person of their own, in a list and a file; their browser is warm."""
    owner, reader = agencies.officer(), agencies.officer("partner")
    person = people.person(owner, surname="Ordinary")
    people.interest(owner, person, reader.team_id, "identity", "addresses")
    browser = signed_in(reader)
    for name, keys in GENERAL:
        browser.get(visits.address(name, keys, KEYS))
    return browser


@pytest.fixture(scope="module")
def somebody_hidden(own_database, django_db_blocker):
    """For every page the same partner, the same hidden person: making them takes longest."""
    with django_db_blocker.unblock():
        return agencies.officer("partner"), hidden()[1]


KEYS = {key: uuid4() for _, keys in LISTS for key in keys if key not in visits.FIXED}


def hidden(owner=None, **fields) -> tuple:
    """A person of another team, with a row of everything that a page could show."""
    owner = owner or agencies.officer()
    made = visits.Scene({"owner": owner}, fields.get("surname", "Concealed"))
    made.ids["person_id"] = people.person(owner, **fields)
    visits.write_rows(made)
    return made.ids["person_id"], made.ids, owner


@pytest.mark.parametrize("page", OF_A_PERSON, ids=lambda page: page[0])
def test_a_hidden_file_answers_as_nobodys(database, somebody_hidden, page):
    name, keys = page
    reader, ids = somebody_hidden
    browser = signed_in(reader)
    browser.get(reverse("people:list"))  # the first page writes when the session was seen
    nobody = {key: uuid4() for key in keys}
    there = {key: ids.get(key, nobody[key]) for key in keys}

    for pressed in ({}, {"operation_key": str(uuid7()), "why": "A press that nobody answers."}):
        first = ask(browser, visits.address(name, keys, nobody), *nobody.values(), **pressed)
        second = ask(browser, visits.address(name, keys, there), *there.values(), **pressed)

        assert second == first
        assert first[0] in {403, 404, 405}  # 405: a page that is never shown, or never pressed


@pytest.mark.parametrize("role", ["police_offender_manager", "partner", "police_duty_officer"])
def test_every_list_is_the_same_whether_or_not_somebody_hidden_was_recorded(database, role):
    reader, owner = agencies.officer(role), agencies.officer()  # areas are no secret: made before
    browser = signed_in(reader)
    walk(browser)  # the first walk writes what a session is told once
    before = walk(browser)
    hidden(owner, surname="Concealed")
    typed.opened(owner, hidden(owner, surname="Concealed")[0])

    assert walk(browser) == before


def walk(browser: Client) -> dict[str, Answer]:
    return {name: ask(browser, visits.address(name, keys, KEYS)) for name, keys in GENERAL}


NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9).map(str.capitalize)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(surname=NAMES)
def test_what_is_asked_or_told_about_somebody_hidden_answers_as_about_nobody(partner, surname):
    surname += uuid4().hex[:6].translate(str.maketrans("0123456789", "ghijklmnop"))
    before = questions(partner, surname)
    hidden(surname=surname)
    assert questions(partner, surname) == before


def questions(browser: Client, surname: str) -> list[Answer]:
    """What a partner may ask by name: the search, the list's filter, telling, asking."""
    search = reverse("matching:search")
    given = {"name": f"Alex {surname}", "born": "3 March 1980", "number": "X7"}
    answers = [ask(browser, search, **given), ask(browser, search)]
    for filtered in (f"?surname={surname}", f"?q={surname}", "?sort=-name"):
        answers.append(ask(browser, reverse("people:list") + filtered, surname, filtered))
    return answers + [part for page in TOLD for part in told(browser, page, surname)]


# What any officer tells or asks, each with what its form asks for.
TOLD = {
    "contact_log:tell": {"learnt": "Seen near the school."},
    "contact_log:ask": {"why": "A tenancy beside the school is asked for."},
    "contact_log:found": {
        "learnt": "Seen.",
        "found_lines": "1 High Street",
        "lives_there": "lives",
    },
}
# the reference, and the moment at which it was told
OWN = re.compile(rb"T-[0-9A-F-]+|/told/[0-9a-f-]+/|[0-9:.]|noon|midnight|[ap]\.?m")


def told(browser: Client, page: str, surname: str) -> list[Answer]:
    """The press, and the receipt that it leads to."""
    form = browser.get(reverse(page)).context["form"]
    with CaptureQueriesContext(connection) as asked:
        response = browser.post(reverse(page), filled(page, form, surname))
    assert response.status_code == 302, f"{page} was taken"
    status, body, queries = ask(browser, response.headers["Location"])
    return [(302, b"", len(asked)), (status, OWN.sub(b"", body), queries)]


def filled(page: str, form: BaseForm, surname: str) -> dict[str, str]:
    given = {"operation_key": str(uuid7()), "surname": surname, "given_names": "Alex"}
    return {name: "" for name in form.fields} | given | TOLD[page]


def differ(one: list[float], other: list[float], *, rounds: int = 2000) -> float:
    """How often chance alone would part two samples' medians as far: a permutation test."""
    seen = abs(statistics.median(one) - statistics.median(other))
    pool, chance = one + other, random.Random(7)
    further = 0
    for _ in range(rounds):
        chance.shuffle(pool)
        apart = statistics.median(pool[: len(one)]) - statistics.median(pool[len(one) :])
        further += abs(apart) >= seen
    return further / rounds


def tells(of_hidden: Callable[[], object], of_nobody: Callable[[], object]) -> bool:
    """Whether one round of asking, by turns, would part the two."""
    hidden_times: list[float] = []
    nobody_times: list[float] = []
    for number in range(60):
        turns = [(hidden_times, of_hidden), (nobody_times, of_nobody)]
        for times, act in turns if number % 2 else reversed(turns):
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
    return differ(hidden_times[10:], nobody_times[10:]) <= 0.001


@pytest.mark.slow
@pytest.mark.parametrize("name", ["case_file:overview", "people:addresses", "people:open"])
def test_time_does_not_tell_a_hidden_file_from_nobodys(partner, name):
    person, _, _ = hidden()

    def file_of(person_id: UUID) -> None:
        partner.get(reverse(name, kwargs={"person_id": person_id}))

    # chance parts one round in a thousand; what tells, tells every time
    assert not all(tells(lambda: file_of(person), lambda: file_of(uuid4())) for _ in range(3))


@pytest.mark.slow
@pytest.mark.parametrize("page", ["matching:search", "people:list", *TOLD])
def test_time_does_not_tell_a_hidden_name_from_nobodys(partner, page):
    """Of what a page can be asked by name; for what is told, the press that takes it."""
    names = [f"{start}{uuid4().hex[:6]}" for start in ("Hid", "Nob")]
    hidden(surname=names[0])
    form = None if page not in TOLD else partner.get(reverse(page)).context["form"]
    # nobody may ask without end: as many partners as it takes, one after the other
    partners = in_turn() if page == "contact_log:ask" else repeat(partner)

    def asked_for(surname: str) -> None:
        browser = next(partners)
        if form is not None:
            answer = browser.post(reverse(page), filled(page, form, surname))
        elif page == "matching:search":
            given = {"name": f"Alex {surname}", "born": "3 March 1980"}
            answer = browser.post(reverse(page), given, follow=True)
        else:
            answer = browser.get(reverse(page), {"surname": surname})
        assert answer.status_code == (302 if page in TOLD else 200)

    try:
        assert not all(
            tells(lambda: asked_for(names[0]), lambda: asked_for(names[1])) for _ in range(3)
        )
    finally:
        while operations.route(using="worker"):
            pass  # the job takes so many at a time: what others tell after this must have its turn


def in_turn() -> Iterator[Client]:
    """Partners who have opened the page once: the first time writes when a session was seen."""
    browsers = [signed_in(agencies.officer("partner")) for _ in range(360 // QUESTIONS_AN_HOUR)]
    for browser in browsers:
        browser.get(reverse("contact_log:ask"))
    return chain.from_iterable(repeat(each, QUESTIONS_AN_HOUR) for each in browsers)


def test_planted_a_difference_of_time_is_seen():
    chance = random.Random(7)
    one = [0.010 + chance.random() / 1000 for _ in range(50)]
    assert differ(one, [value + 0.001 for value in one]) < 0.001
    assert differ(one, [value + chance.random() / 1000 - 0.0005 for value in one]) > 0.001


def test_planted_a_page_that_tells_is_seen(partner):
    listed = reverse("people:list")
    first = ask(partner, listed)
    with agencies.as_owner():
        Person.objects.using("owner").filter(surname="Ordinary").update(surname="Changed")
    assert ask(partner, listed) != first
