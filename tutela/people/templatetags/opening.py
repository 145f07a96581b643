"""Grounds in words."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

GROUNDS = {
    "interest": _("Interest"),
    "cover": _("Cover"),
    "supervision": _("Supervision"),
    "emergency": _("Emergency"),
    "card": _("Contact card"),
}


@register.simple_tag
def ground_name(ground: str) -> Any:
    return GROUNDS[ground]
