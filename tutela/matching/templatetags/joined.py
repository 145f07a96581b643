"""Leads from a record to the one with which it is joined, on the pages where work is done."""

from typing import Any

from django import template

from tutela.matching import queries

register = template.Library()


@register.inclusion_tag("matching/joined.html", takes_context=True)
def joined_records(context: Any, person: Any) -> dict[str, Any]:
    """The records held to be the same person's, as far as the reader may see them; now only."""
    is_past = context["request"].known_at is not None
    return {"joined": [] if is_past else queries.joins_of(person)}
