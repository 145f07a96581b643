"""Orders and breaches in the words and colours of a page."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from tutela.court_orders.models import Order, OrderBreach
from tutela.court_orders.order_rules import Warned
from tutela.ui.templatetags.tutela_ui import day

register = template.Library()

COLOURS = {
    Order.Stage.IN_FORCE: "green",
    Order.Stage.VARIED: "blue",
    Order.Stage.DISCHARGED: "grey",
    Order.Stage.EXPIRED: "grey",
    Order.Stage.QUASHED: "grey",
}


@register.filter
def order_colour(stage: str) -> str:
    return COLOURS[Order.Stage(stage)]


@register.filter
def last_day_in_words(order: Order) -> str:
    return day(order.ends_on) if order.ends_on else _("Until further order")


@register.filter
def said(warned: Warned) -> str:
    return warned.sentence.say(_)


@register.filter
def open_breaches(order: Any) -> int:
    return sum(not (row.outcome or row.decision == "no_action") for row in order.breaches.all())


@register.filter
def breach_title(breach: OrderBreach) -> str:
    when = day(breach.happened_on) if breach.happened_on else breach.when_said or _("day not known")
    if breach.clause is None:
        return _("Possible breach, %(when)s") % {"when": when}
    return _("Clause %(number)s, %(when)s") % {"number": breach.clause.number, "when": when}


@register.filter
def breach_stage(breach: OrderBreach) -> str:
    if breach.outcome:
        return str(OrderBreach.Outcome(breach.outcome).label)
    if breach.charged_on:
        return _("Charged")
    if breach.decision:
        return str(OrderBreach.Decision(breach.decision).label)
    return _("Not decided")


@register.filter
def breach_colour(breach: OrderBreach) -> str:
    if breach.outcome or breach.decision == OrderBreach.Decision.NO_ACTION:
        return "grey"
    return "red" if breach.charged_on else "orange"
