import re

import pytest
from django.test import Client, RequestFactory, override_settings
from django.views import defaults
from django.views.csrf import csrf_failure

from tutela.ui.helplines import HELPLINES
from tutela.ui.tests.markup import tree

PUBLIC_PAGES = ("/", "/help/", "/accessibility/")


@pytest.fixture
def public():
    with override_settings(ROOT_URLCONF="tutela.config.public_urls", IS_PUBLIC_SITE=True):
        yield Client(SERVER_NAME="localhost")


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_public_page_needs_no_database_and_asks_nobody_else(public, path):
    response = public.get(path)

    assert response.status_code == 200
    html = response.text
    tree(html.removeprefix("<!DOCTYPE html>"))
    fetched = re.findall(r'(?:src|action)="([^"]*)"|<link[^>]*href="([^"]*)"', html)
    assert fetched
    assert all(address.startswith("/") for pair in fetched for address in pair if address)
    assert "style=" not in html
    assert "<script>" not in html


@pytest.mark.parametrize("path", [*PUBLIC_PAGES, "/nowhere/"])
def test_every_public_page_can_be_left_without_scripts(public, path):
    html = public.get(path).text

    link = re.search(r'<a href="(https://[^"]+)"[^>]*govuk-exit-this-page__button[^>]*>', html)
    assert link
    assert 'rel="nofollow noreferrer"' in link[0]


def test_danger_is_named_before_anything_else(public):
    main = public.get("/").text.split("<main")[1]

    assert main.index('href="tel:999"') < main.index("<p class=")


def test_every_helpline_is_shown_with_when_it_was_checked(public):
    html = public.get("/help/").text

    cards = html.split("govuk-summary-card__title-wrapper")[1:]
    assert len(cards) == len(HELPLINES)
    for line, card in zip(HELPLINES, cards, strict=True):
        assert f'href="tel:{line.dial}">{line.number}</a>' in card
        assert "ast checked" in card


def test_nothing_of_brands_that_are_not_ours(public):
    html = "".join(public.get(path).text for path in PUBLIC_PAGES)

    assert "GOV.UK" not in html
    assert not re.search("crown|crest", html, re.IGNORECASE)


def test_a_language_is_chosen_by_a_post_with_a_token():
    with override_settings(ROOT_URLCONF="tutela.config.public_urls", IS_PUBLIC_SITE=True):
        guarded = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")

        assert guarded.post("/language/", {"language": "cy"}).status_code == 403
        assert guarded.get("/language/?language=cy").status_code == 405


class Kept(dict):
    """A session that lives in memory."""

    accessed = modified = False

    def flush(self):
        self.clear()


def _choose(language, target):
    from tutela.ui.views import language as view

    request = RequestFactory().post("/language/", {"language": language, "next": target})
    request.session = Kept()
    return view(request), request.session


@pytest.mark.parametrize(("language", "kept"), [("cy", "cy"), ("en", "en"), ("xx", None)])
def test_the_choice_of_language_is_kept_in_the_session(language, kept):
    response, session = _choose(language, "/help/")

    assert session.get("language") == kept
    assert response["Location"] == "/help/"


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org/", "", "javascript:x"])
def test_the_choice_of_language_leads_nowhere_else(target):
    response, _ = _choose("cy", target)

    assert response["Location"] == "/"


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (400, lambda request: defaults.bad_request(request, Exception("x"))),
        (403, lambda request: defaults.permission_denied(request, Exception("x"))),
        (404, lambda request: defaults.page_not_found(request, Exception("x"))),
        (500, defaults.server_error),
        (403, csrf_failure),
    ],
)
def test_an_error_page_needs_no_session_no_user_and_no_database(status, answer):
    request = RequestFactory().get("/somewhere/")

    response = answer(request)

    html = response.content.decode()
    tree(html.removeprefix("<!DOCTYPE html>"))
    assert response.status_code == status
    assert "govuk-heading-l" in html
    assert "/somewhere/" not in html


@pytest.mark.usefixtures("database")
def test_the_site_says_that_it_is_well(client):
    response = client.get("/health/")

    assert (response.status_code, response.text) == (200, "well\n")
    assert "no-store" in response["Cache-Control"]


def test_the_site_says_that_its_database_is_away(client, monkeypatch):
    from django.db import Error, connection

    def refuse():
        raise Error

    monkeypatch.setattr(connection, "cursor", refuse)

    assert client.get("/health/").status_code == 503


def test_the_parts_are_shown_in_the_demonstration_only(client):
    with override_settings(IS_DEMONSTRATION=False):
        assert client.get("/components/").status_code == 404
    with override_settings(IS_DEMONSTRATION=True):
        assert client.get("/components/").status_code == 200


class Request:
    path = "/language/"

    def __init__(self, may):
        self.may = may


@pytest.mark.parametrize(("may", "shown"), [({"b", "c"}, True), ({"c"}, False), (set(), False)])
def test_navigation_shows_only_what_the_reader_may_open(monkeypatch, may, shown):
    from tutela.ui import views
    from tutela.ui.templatetags import tutela_ui

    monkeypatch.setattr(tutela_ui, "NAVIGATION", (("ui:language", "L"), ("nowhere:page", "N")))
    monkeypatch.setattr(views.language, "requires", ("a", "b"), raising=False)
    tutela_ui._page.cache_clear()

    items = tutela_ui.navigation_items({"request": Request(may)})

    assert [item["label"] for item in items] == (["L"] if shown else [])
    tutela_ui._page.cache_clear()
