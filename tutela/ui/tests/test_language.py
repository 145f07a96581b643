import ast

import pytest
from babel.messages import pofile
from django.test import Client, override_settings
from django.utils.html import strip_tags

from tutela.ui.tests.markup import PACKAGE, tree

# names, numbers and the two names of languages stay as they are
SAME = {
    "NSPCC",
    "Childline",
    "Stop It Now",
    "Crimestoppers",
    "Tutela",
    "Cymraeg",
    "999",
    "101",
    ".",
    "!",
}
WELSH = PACKAGE / "config" / "locale" / "cy" / "LC_MESSAGES" / "django.po"


def _words(node):
    if isinstance(node, str):
        return [node]
    return [text for child in node[2] if node[0] != "script" for text in _words(child)]


def _page(monkeypatch, language, path):
    monkeypatch.setattr("tutela.ui.language.chosen_language", lambda request: language)
    with override_settings(ROOT_URLCONF="tutela.config.public_urls", IS_PUBLIC_SITE=True):
        return Client(SERVER_NAME="localhost").get(path)


@pytest.mark.parametrize("path", ["/", "/help/", "/accessibility/", "/nowhere/"])
def test_no_english_is_left_on_a_welsh_public_page(monkeypatch, path):
    english = _page(monkeypatch, "en-gb", path).text.removeprefix("<!DOCTYPE html>")
    response = _page(monkeypatch, "cy", path)
    welsh = response.text.removeprefix("<!DOCTYPE html>")

    assert '<html lang="cy"' in welsh
    assert response["Content-Language"] == "cy"
    same = set(_words(tree(english))) & set(_words(tree(welsh)))
    left = {text for text in same - SAME if not text.replace(" ", "").isdigit()}
    assert not left


def test_every_welsh_sentence_is_of_a_sentence_that_we_say():
    sources = [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py")]
    said = set()
    html = ""
    for path in sources:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            html += text
        else:
            said |= {
                node.value
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    with WELSH.open("rb") as lines:
        catalogue = pofile.read_po(lines)

    for message in catalogue:
        sentence = message.id.replace("%%", "%")
        shown = sentence.replace("%(number)s", "{{ number }}").replace("%(date)s", "{{ date }}")
        assert not message.id or sentence in said or shown in html, message.id


def test_welsh_keeps_the_places_to_fill_in():
    with WELSH.open("rb") as lines:
        for message in pofile.read_po(lines):
            assert message.string
            assert set(strip_tags(message.string)) & {"<"} == set()
            assert not list(message.check()), message.id


@pytest.mark.parametrize(
    ("kept", "spoken"), [({}, "en-gb"), ({"language": "cy"}, "cy"), ({"language": "xx"}, "en-gb")]
)
def test_a_page_speaks_the_chosen_language_whatever_the_browser_prefers(kept, spoken):
    from django.http import HttpResponse
    from django.test import RequestFactory
    from django.utils import translation

    from tutela.ui.language import ChosenLanguageMiddleware

    request = RequestFactory().get("/", HTTP_ACCEPT_LANGUAGE="cy")
    request.session = kept
    middleware = ChosenLanguageMiddleware(lambda _: HttpResponse(translation.get_language()))

    assert middleware(request).content.decode() == spoken
