"""The sections of Today, and above them the list of those that there are."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

# fewer are seen at a glance
INDEXED_FROM = 4


@register.simple_block_tag(takes_context=True)
def section(
    context: Any, content: SafeString, anchor: str, title: Any, count: int | None = None
) -> SafeString:
    """One kind of what waits, with how much of it there is; inside `with_index`."""
    one = {"anchor": anchor, "title": title, "count": count}
    context["sections"].append(one)
    return SafeString(
        render_to_string("worklist/section.html", {"section": one, "content": content})
    )


@register.simple_block_tag(takes_context=True)
def with_index(context: Any, content: SafeString) -> SafeString:
    """The sections beside links to each: they have told their names by being written."""
    sections = context["sections"]
    if len(sections) < INDEXED_FROM:
        return content
    return SafeString(
        render_to_string("worklist/index.html", {"sections": sections, "content": content})
    )
