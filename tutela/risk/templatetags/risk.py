"""What an assessment says, in the words of its tool."""

from typing import Any

from django import template

from tutela.risk import tools
from tutela.risk.models import Assessment, Finding

register = template.Library()
COLOURS = {"low": "green", "medium": "yellow", "high": "orange", "very_high": "red"}


@register.filter
def harm_colour(level: str) -> str:
    return COLOURS.get(level, "grey")


@register.simple_tag
def scale_name(assessment: Assessment, found: Finding) -> str:
    return tools.scale_in_words(assessment.tool, found.scale)


@register.filter
def banded(found: Any) -> str:
    """Band and figure as they were entered."""
    band = tools.band_in_words(found.assessment.tool, found.band)
    return f"{band} ({found.figure})" if band and found.figure else band or found.figure


@register.filter
def overridden(found: Any) -> str:
    return tools.band_in_words(found.assessment.tool, found.override_band)
