"""The order that a court made against the person whom the manual follows."""

from datetime import date, timedelta

from tutela.access.actor import Actor
from tutela.court_orders.models import Order, Result
from tutela.court_orders.operations import clauses, orders
from tutela.demonstration.invented import now_and_key
from tutela.people.models import Person


def make_the_order(manager: Actor, person: Person, today: date) -> None:
    """A sexual harm prevention order of three clauses; a child stands in one as a token."""
    result = Result.objects.get(person=person)
    made = result.relevant_on
    order_id = orders.record_order(
        actor=manager,
        person=person,
        kind=Order.Kind.SHPO,
        interim=False,
        called="",
        country="",
        made_on=made,
        served_on=made,
        ends_on=today + timedelta(days=200),
        court=result.court,
        reference=result.reference,
        source="sealed order",
        result=result.pk,
        not_names=True,
        **now_and_key(),
    )
    order = Order.objects.get(pk=order_id)
    for number, (wording, children) in enumerate(CLAUSES, 1):
        clauses.add_clause(
            actor=manager,
            person=person,
            order=order,
            clause=clauses.Said(
                number=str(number),
                kind="prohibition",
                wording=wording,
                children=children,
                victims="",
                others="",
                places="",
                place="",
                supervisor="",
                names_no_supervisor=False,
                monitored=False,
                about_travel=False,
                on_card=True,
                not_names=True,
            ),
            starts_on=None,
            ends_on=None,
            varied=None,
            **now_and_key(),
        )


# wording as the court certified it, and the child whom it names
CLAUSES = (
    ("Must not contact Wren Aldous by any means.", "Wren Aldous"),
    ("Must not live or stay overnight where a child under 16 lives.", ""),
    ("Must not use any device that can reach the internet unless it keeps its history.", ""),
)
