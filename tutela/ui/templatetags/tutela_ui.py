"""Components and words that pages use: dates, tags, lists, tables, banners, navigation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_urlconf, resolve, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from tutela.ui.clock import LONDON, clock
from tutela.ui.templatetags import tutela_forms

register = template.Library()
register.filters.update(tutela_forms.register.filters)
register.tags.update(tutela_forms.register.tags)

COLOURS = {"grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"}

NAVIGATION = (
    ("worklist:today", gettext_lazy("Today")),
    ("people:list", gettext_lazy("People")),
    ("matching:search", gettext_lazy("Search")),
    ("meetings:sittings", gettext_lazy("Meetings")),
    ("people:card", gettext_lazy("Contact card")),
    ("notification_requirements:counter", gettext_lazy("Counter")),
    ("contact_log:tell", gettext_lazy("Tell")),
    ("notification_requirements:work_out", gettext_lazy("Notification period")),
    ("oversight:looked_at", gettext_lazy("Who looked")),
    ("statistics:figures", gettext_lazy("Figures")),
    ("agencies:cover", gettext_lazy("Cover")),
    ("agencies:people", gettext_lazy("Officers")),
    ("agencies:stations", gettext_lazy("Stations")),
    ("agencies:areas", gettext_lazy("Areas")),
)

PUBLIC_NAVIGATION = (
    ("ui:home", gettext_lazy("Home")),
    ("ui:help", gettext_lazy("Get help and report a concern")),
)


# Days and moments --------------------------------------------------------------------------------


@register.filter
def day(value: date | datetime | None) -> str:
    """3 March 2026, as it was in London."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value, LONDON).date()
    return _in_words(value, get_language())


@lru_cache(maxsize=4096)
def _in_words(on: date, language: str | None) -> str:
    """The same few days stand on every page; they differ by language alone."""
    return date_format(on, "j F Y")


register.filter("clock", clock)


@register.filter
def moment(value: datetime | None) -> str:
    """3 March 2026 at 2:05pm, London time."""
    if not value:
        return ""
    return gettext("%(day)s at %(clock)s") % {"day": day(value), "clock": clock(value)}


@register.filter
def day_of(value: datetime) -> date:
    """The day of a moment in London."""
    return timezone.localtime(value, LONDON).date()


# Small parts -------------------------------------------------------------------------------------


@register.simple_tag(name="tag")
def coloured_tag(text: Any, colour: str = "blue") -> SafeString:
    if colour not in COLOURS:
        raise template.TemplateSyntaxError(f"No tag is {colour}")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


@register.simple_block_tag
def warning(content: SafeString) -> SafeString:
    return _rendered("warning", content=content)


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def details(content: SafeString, summary: Any, *, is_open: bool = False) -> SafeString:
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if is_open else "",
        summary,
        content,
    )


@register.simple_block_tag
def banner(content: SafeString, title: Any = None, *, id: str = "banner-title") -> SafeString:
    """A notice that the reader should see; a change just made is announced by the page frame."""
    return _rendered(
        "notification", title=title or gettext("Important"), content=content, id=id, role="region"
    )


@register.simple_block_tag
def nothing_here(content: SafeString, text: Any = None) -> SafeString:
    """An empty list: says so, and what to do next."""
    return _rendered("nothing_here", text=text or gettext("Nothing here yet"), content=content)


@register.simple_block_tag
def known_at(content: SafeString, when: datetime) -> SafeString:
    """The page is shown as it was known then; `content` leads back to the present."""
    return _rendered("known_at", when=when, content=content)


def _rendered(component: str, **context: Any) -> SafeString:
    return SafeString(render_to_string(f"ui/components/{component}.html", context))


# Lists -------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/summary_row.html")
def summary_row(
    key: Any, value: Any = None, *, change: str = "", what: Any = "", word: Any = None
) -> dict[str, Any]:
    """A line inside `<dl class="govuk-summary-list">`; `what` is read out after the link's word."""
    word = word or gettext("Change")
    return {"key": key, "value": value, "change": change, "what": what, "word": word}


@register.simple_block_tag
def summary_block(
    content: SafeString, key: Any, *, change: str = "", what: Any = "", word: Any = None
) -> SafeString:
    """As `summary_row`, with markup for its value."""
    word = word or gettext("Change")
    return _rendered("summary_row", key=key, value=content, change=change, what=what, word=word)


@register.simple_block_tag
def card(
    content: SafeString,
    title: Any,
    *,
    link: str = "",
    word: Any = "",
    second_link: str = "",
    second_word: Any = "",
    heading_level: int = 2,
) -> SafeString:
    """A summary card around a list; its actions, two at most, are read out with the title."""
    actions = [(url, said) for url, said in ((link, word), (second_link, second_word)) if url]
    level = heading_level
    return _rendered("card", title=title, content=content, actions=actions, level=level)


@register.simple_block_tag
def timeline(content: SafeString) -> SafeString:
    return format_html('<div class="moj-timeline">{}</div>', content)


@register.simple_block_tag
def event(content: SafeString, title: Any, when: date | datetime, by: Any = "") -> SafeString:
    """One thing that happened, inside `timeline`."""
    said = moment(when) if isinstance(when, datetime) else day(when)
    return _rendered(
        "event", title=title, stamp=when.isoformat(), said=said, by=by, content=content
    )


@register.simple_block_tag(takes_context=True)
def tabs(context: Any, content: SafeString, title: Any = None) -> SafeString:
    heads = list(context.render_context.get("tutela_tabs") or [])
    context.render_context["tutela_tabs"] = []  # a second set on the page starts its own
    return _rendered("tabs", title=title or gettext("Contents"), heads=heads, content=content)


@register.simple_block_tag(takes_context=True)
def tab(context: Any, content: SafeString, label: Any, id: str) -> SafeString:
    heads = context.render_context.setdefault("tutela_tabs", [])
    heads.append({"label": label, "id": id})
    hidden = "" if len(heads) == 1 else " govuk-tabs__panel--hidden"
    return format_html(
        '<div class="govuk-tabs__panel{}" id="{}"><h2 class="govuk-heading-m">{}</h2>{}</div>',
        hidden,
        id,
        label,
        content,
    )


# Tables ------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/sort_header.html", takes_context=True)
def sort_header(context: Any, label: Any, by: str, *, numeric: bool = False) -> dict[str, Any]:
    """A column's heading that sorts the list by it; filters stay, the page goes back to one."""
    query = context["request"].GET.copy()
    now = query.get("sort") or context.get("sort") or ""
    order = {by: "ascending", f"-{by}": "descending"}.get(now, "none")
    query["sort"] = f"-{by}" if order == "ascending" else by
    query.pop("page", None)
    return {"label": label, "order": order, "link": f"?{query.urlencode()}", "numeric": numeric}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Any, page: Page, name: str = "page") -> dict[str, Any]:
    query = context["request"].GET.copy()

    def link(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    items: list[dict[str, Any]] = []
    if page.has_other_pages():
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
            address = link(number) if isinstance(number, int) else ""
            items.append({"number": number, "link": address})
    return {
        "page": page,
        "items": items,
        "before": link(page.previous_page_number()) if page.has_previous() else "",
        "after": link(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/components/filter_panel.html", takes_context=True)
def filter_panel(context: Any, form: Any) -> dict[str, Any]:
    """The filters of a list: a GET form, what is chosen now, and how to take each choice away."""
    query = context["request"].GET
    chosen = []
    for bound in form:
        for value in query.getlist(bound.html_name):
            if value and not bound.is_hidden:
                rest = query.copy()
                rest.setlist(
                    bound.html_name, [v for v in query.getlist(bound.html_name) if v != value]
                )
                rest.pop("page", None)
                shown = dict(_flat(getattr(bound.field, "choices", ()))).get(value, value)
                chosen.append(
                    {"label": bound.label, "value": shown, "link": f"?{rest.urlencode()}"}
                )
    kept = {name: query[name] for name in ("sort", "known_at") if query.get(name)}
    clear = f"?{urlencode({'known_at': kept['known_at']})}" if "known_at" in kept else "?"
    return {"form": form, "chosen": chosen, "kept": kept, "clear": clear}


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


# A person's page ---------------------------------------------------------------------------------


@register.simple_block_tag
def identity_bar(
    content: SafeString, title: Any, *, photograph: str = "", described: Any = ""
) -> SafeString:
    """Who the page is about; `content` holds tags and facts."""
    return _rendered(
        "identity_bar", title=title, photograph=photograph, described=described, content=content
    )


@register.inclusion_tag("ui/components/side_navigation.html")
def side_navigation(items: Iterable[dict[str, Any]], label: Any) -> dict[str, Any]:
    """The parts of a file: `items` have `url`, `label`, `is_current` and may have a `section`."""
    return {"items": items, "label": label}


# Forms -------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/stale.html")
def stale_comparison(form: Any) -> dict[str, Any]:
    """What is recorded now beside what was entered, when somebody else was quicker."""
    return {"rows": getattr(form, "stale", None)}


@register.inclusion_tag("ui/components/submit.html")
def submit(form: Any, text: Any, *, kind: str = "", cancel: str = "") -> dict[str, Any]:
    """The button that sends the form; `kind` is empty, secondary or warning."""
    return {
        "text": gettext("Save my answers over these") if getattr(form, "stale", None) else text,
        "kind": kind,
        "cancel": cancel,
    }


# Navigation of the site --------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _page(urlconf: str | None, name: str) -> tuple[str, frozenset[str]] | None:
    """Where a page is and which of these permissions opens it, as the page itself declares."""
    try:
        url = reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return None
    needed = getattr(resolve(url, urlconf=urlconf).func, "requires", None) or ()
    return url, frozenset([needed] if isinstance(needed, str) else needed)


@register.simple_tag(takes_context=True)
def navigation_items(context: Any) -> list[dict[str, Any]]:
    """The pages that this reader may open; a page above this room is known by its name only."""
    request = context.get("request")
    may: Collection[str] = getattr(request, "may", None) or ()
    if request is None or not may:
        return []
    items: list[dict[str, Any]] = []
    for name, label in NAVIGATION:
        page = _page(get_urlconf(), name)
        if page and (not page[1] or any(permission in may for permission in page[1])):
            items.append({"url": page[0], "label": label})
    within = [item["url"] for item in items if request.path.startswith(item["url"])]
    nearest = max(within, key=len, default="")
    for item in items:
        item["current"] = request.path == item["url"]
        item["within"] = not item["current"] and item["url"] == nearest != "/"
    return items


@register.simple_tag
def page_address(name: str) -> str:
    """Where a page is, or nothing where this site has no such page."""
    page = _page(get_urlconf(), name)
    return page[0] if page else ""


@register.simple_tag
def site() -> dict[str, Any]:
    """Which site this is; also for error pages, which know no request."""
    return {
        "is_demonstration": getattr(settings, "IS_DEMONSTRATION", False),
        "is_public": getattr(settings, "IS_PUBLIC_SITE", False),
        "public_address": getattr(settings, "PUBLIC_ADDRESS", ""),
        "casework_address": getattr(settings, "CASEWORK_ADDRESS", ""),
    }


@register.simple_tag(takes_context=True)
def public_navigation(context: Any) -> list[dict[str, Any]]:
    path = getattr(context.get("request"), "path", "")
    pages = ((_page(get_urlconf(), name), label) for name, label in PUBLIC_NAVIGATION)
    found = [(page[0], label) for page, label in pages if page]
    return [{"url": url, "label": label, "current": path == url} for url, label in found]


@register.simple_tag
def back_link(url: str, text: Any = None) -> SafeString:
    """The way back, in a landmark of its own."""
    return format_html(
        '<nav aria-label="{}"><a href="{}" class="govuk-back-link">{}</a></nav>',
        gettext("Back"),
        url,
        text or gettext("Back"),
    )


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(*parts: Any) -> dict[str, Any]:
    """Pairs of address and label, from the first page down; this page has no address."""
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {"crumbs": [{"url": url, "label": label} for url, label in pairs]}
