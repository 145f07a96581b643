"""What only a browser can tell: accessibility, keyboard, pages without scripts, leaving at once."""

import re
from urllib.parse import urlsplit

import pytest

from tutela.ui.testing import assert_accessible, assert_fits, letters

pytestmark = pytest.mark.journey
WIDTHS = (1280, 390)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", ["normal", "error", "stale", "empty"])
def test_every_part_is_accessible_and_fits(casework, visit, state, width):
    page = visit(f"{casework}/components/?state={state}", width=width)

    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", "/help/", "/accessibility/"])
def test_every_public_page_is_accessible_and_fits(public_site, visit, path, width):
    page = visit(f"{public_site}{path}", width=width)

    assert_accessible(page)
    assert_fits(page)


def test_a_planted_fault_is_found(public_site, visit):
    page = visit(public_site)
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"data:,\">'")

    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_planted_faint_words_are_found_and_told_from_the_letters_of_the_page(public_site, visit):
    page = visit(public_site)
    before = letters(page)
    assert letters(page) == before
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=faint>Faint</p>');"
        "document.querySelector('#faint').style.color = '#bbb'"
    )

    assert letters(page) - before
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_accessible(page)
    page.evaluate("document.querySelector('#faint').remove()")
    page.evaluate("document.body.style.background = '#333'")
    assert letters(page) - before


def test_a_page_that_is_too_wide_is_found(public_site, visit):
    page = visit(public_site, width=390)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<pre>' + 'x'.repeat(500) + '</pre>')"
    )

    with pytest.raises(AssertionError, match="wider than the screen"):
        assert_fits(page)


def test_no_page_asks_anybody_else(public_site, casework, browser):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url)))

    page.goto(f"{public_site}/help/")
    page.wait_for_load_state("networkidle")

    assert len(asked) > 4
    assert {address.hostname for address in asked if address.scheme != "data"} == {"127.0.0.1"}
    page.close()


def test_the_keyboard_skips_to_the_content(casework, visit):
    page = visit(f"{casework}/components/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.locator(".govuk-skip-link").first.bounding_box()["height"] > 20
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_summary_has_focus_and_each_line_leads_to_its_box(casework, visit):
    page = visit(f"{casework}/components/?state=error")

    assert page.title().startswith("Error: ")
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    links = page.locator(".govuk-error-summary__list a")
    assert links.count() == 12
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href").removeprefix("#")
        links.nth(number).click()
        focused = page.evaluate("document.activeElement.id")
        # the scripts put the file box behind a button that stands in its place
        assert focused == target, f"{target} leads to {focused}"


def test_a_choice_shows_its_own_question_with_and_without_scripts(casework, visit):
    for scripts in (True, False):
        page = visit(f"{casework}/components/", scripts=scripts)
        revealed = page.get_by_label("Which colour, then?")
        assert not revealed.is_visible()

        page.get_by_label("None of these").first.check()

        assert revealed.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_is_there_without_scripts(casework, visit, width):
    page = visit(f"{casework}/components/?state=stale", width=width, scripts=False)

    for text in ("Apply filters", "Somebody Else", "Save my answers over these", "Earlier"):
        assert page.get_by_text(text).last.is_visible(), text
    wide = page.locator(".moj-filter").bounding_box()
    assert wide["width"] <= width


def test_on_a_phone_the_filters_fold_away(casework, visit):
    page = visit(f"{casework}/components/", width=390)
    apply = page.get_by_role("button", name="Apply filters")
    assert not apply.is_visible()

    page.get_by_role("button", name="Show filters").click()
    assert apply.is_visible()
    page.get_by_role("button", name="Close").click()

    assert not apply.is_visible()


@pytest.mark.parametrize("how", ["escape", "shift", "button"])
def test_the_public_site_is_left_at_once(public_site, browser, how):
    page = browser.new_page()
    left = []

    def elsewhere(route):
        left.append(route.request.url)
        route.fulfill(body="<title>Weather</title>", content_type="text/html")

    page.route(re.compile("^https://"), elsewhere)
    page.goto(public_site)
    page.wait_for_load_state("networkidle")

    if how == "escape":
        page.keyboard.press("Escape")
    elif how == "shift":
        for _ in range(3):
            page.keyboard.press("Shift")
    else:
        page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(re.compile("^https://"))

    assert len(left) == 1
    page.close()


def test_escape_in_an_open_list_does_not_leave(public_site, visit):
    page = visit(public_site)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<select><option>1</option></select>')"
    )
    page.locator("select").focus()

    page.keyboard.press("Escape")

    assert page.url.startswith(public_site)


@pytest.mark.parametrize("width", WIDTHS)
def test_print_leaves_out_what_paper_cannot_do(casework, visit, width):
    page = visit(f"{casework}/components/", width=width)
    page.emulate_media(media="print")

    assert not page.get_by_role("button", name="Save").is_visible()
    assert not page.locator(".moj-side-navigation").is_visible()
    assert page.get_by_role("heading", name="Parts of a page").is_visible()
