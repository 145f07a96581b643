"""Parts and periods in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from tutela.people.models import Interest
from tutela.people.parts import LABELS, Part
from tutela.people.queries import last_day
from tutela.ui.templatetags.tutela_ui import day

register = template.Library()


@register.simple_tag
def parts(held: Iterable[str]) -> list[Any]:
    """The parts of a file by name, in their order; all of them in two words."""
    given = set(held)
    if given >= set(Part):
        return [_("Every part")]
    return [LABELS[part] for part in Part if part in given]


@register.simple_tag
def period(starts_on: date, ends_before: date) -> str:
    """From a day, to a last day where there is one."""
    last = last_day(ends_before)
    if last is None:
        return _("From %(first)s") % {"first": day(starts_on)}
    if last < starts_on:
        return _("Ended on the day it began, %(first)s") % {"first": day(starts_on)}
    return _("%(first)s to %(last)s") % {"first": day(starts_on), "last": day(last)}


@register.simple_tag
def last_day_of(interest: Interest) -> date | None:
    return last_day(interest.ends_before)
