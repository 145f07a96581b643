from typing import Any

from django import template
from django.conf import settings

from tutela.access.permissions import ROLES
from tutela.demonstration.story import SIGN_INS

register = template.Library()


@register.simple_tag
def demonstration_sign_ins() -> list[dict[str, Any]]:
    """Who can be tried; nobody where it is not the demonstration."""
    if not settings.IS_DEMONSTRATION:
        return []
    return [
        {
            "email": who.email,
            "name": who.name,
            "role_name": ROLES[who.role].name,
            "team": who.team,
            "try_first": who.try_first,
        }
        for who in SIGN_INS
    ]
