from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from tutela.ui.tests.markup import tree


def shown(source, path="/", **context):
    context["request"] = RequestFactory().get(path)
    html = Template("{% load tutela_ui %}" + source).render(Context(context))
    tree(html)
    return html


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 3, 3), "3 March 2026"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026"),
        (None, ""),
    ],
)
def test_a_day_is_written_as_in_london(value, text):
    assert shown("{{ value|day }}", value=value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 3, 3, 14, 5, tzinfo=UTC), "3 March 2026 at 2:05pm"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026 at 12:30am"),
        (datetime(2026, 1, 1, 12, 0, tzinfo=UTC), "1 January 2026 at midday"),
        (datetime(2026, 1, 1, 0, 0, tzinfo=UTC), "1 January 2026 at midnight"),
        (None, ""),
    ],
)
def test_a_moment_is_written_as_in_london(value, text):
    assert shown("{{ value|moment }}", value=value) == text


def test_only_known_colours():
    assert "govuk-tag--red" in shown('{% tag "Overdue" "red" %}')
    with pytest.raises(TemplateSyntaxError):
        shown('{% tag "Overdue" "crimson" %}')


@pytest.mark.parametrize(
    "source",
    [
        "{% warning %}{{ text }}{% endwarning %}",
        "{% inset %}{{ text }}{% endinset %}",
        "{% details text %}{{ text }}{% enddetails %}",
        "{% banner text %}{{ text }}{% endbanner %}",
        "{% nothing_here text %}{{ text }}{% endnothing_here %}",
        "{% summary_row text text change='/x/' what=text %}",
        "{% summary_block text %}{{ text }}{% endsummary_block %}",
        "{% card text link='/x/' word=text %}{{ text }}{% endcard %}",
        "{% timeline %}{% event text when by=text %}{{ text }}{% endevent %}{% endtimeline %}",
        "{% tabs text %}{% tab text 'one' %}{{ text }}{% endtab %}{% endtabs %}",
        "{% identity_bar text described=text %}{{ text }}{% endidentity_bar %}",
        "{% tag text 'red' %}",
        "{% back_link '/' text %}",
        "{% breadcrumbs '/' text '' text %}",
        "{% sort_header text 'name' %}",
        "{% known_at when %}{{ text }}{% endknown_at %}",
        "{% side_navigation parts text %}",
    ],
)
def test_what_people_wrote_is_never_markup(source):
    html = shown(
        source,
        text="<script>x</script>",
        when=datetime(2026, 3, 3, tzinfo=UTC),
        parts=[{"url": '"><script>', "label": "<script>", "is_current": True}],
    )

    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("query", "order", "link"),
    [
        ("", "none", "?sort=name"),
        ("?sort=name&page=3&team=7", "ascending", "?sort=-name&amp;team=7"),
        ("?sort=-name", "descending", "?sort=name"),
        ("?sort=due", "none", "?sort=name"),
    ],
)
def test_a_header_sorts_and_keeps_the_filters(query, order, link):
    html = shown('{% sort_header "Name" "name" %}', path=f"/{query}")

    assert f'aria-sort="{order}"' in html
    assert f'href="{link}"' in html


def test_pages_keep_the_filters():
    page = Paginator(range(95), 10).page(5)

    html = shown("{% pagination page %}", path="/?team=7&page=5", page=page)

    assert 'href="?team=7&amp;page=4" rel="prev"' in html
    assert 'href="?team=7&amp;page=6" rel="next"' in html
    assert html.count('aria-current="page"') == 1
    assert html.count("&ctdot;") + html.count("⋯") == 2


def test_one_page_needs_no_pages():
    page = Paginator(range(9), 10).page(1)

    assert shown("{% pagination page %}", page=page).strip() == ""


def test_two_sets_of_tabs_keep_apart():
    one = "{% tabs %}{% tab 'A' 'a' %}1{% endtab %}{% endtabs %}"
    two = "{% tabs %}{% tab 'B' 'b' %}2{% endtab %}{% tab 'C' 'c' %}3{% endtab %}{% endtabs %}"

    html = shown(one + two)

    assert html.count("govuk-tabs__list-item--selected") == 2
    assert html.count("govuk-tabs__panel--hidden") == 1


def test_a_timeline_takes_days_and_moments():
    when = datetime(2026, 3, 3, tzinfo=UTC) + timedelta(hours=14)

    html = shown(
        "{% timeline %}{% event 'A' day %}{% endevent %}{% event 'B' when %}{% endevent %}"
        "{% endtimeline %}",
        day=date(2026, 3, 4),
        when=when,
    )

    assert 'datetime="2026-03-04">4 March 2026<' in html
    assert ">3 March 2026 at 2pm<" in html
