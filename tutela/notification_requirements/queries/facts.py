"""What the rooms record of many people at once, for the rules: one query for each kind of fact."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Model

from tutela.access.asking import any_of
from tutela.agencies.models import Area
from tutela.court_orders.models import Offence, Order, Result, Sentence
from tutela.notification_requirements.models import Notification, Travel
from tutela.notification_requirements.queries.facts_of_reviews import directions_of, reviews_of
from tutela.notification_requirements.rules.recorded import Recorded
from tutela.people.models import Address, BirthDate, Name, Whereabouts
from tutela.people.parts import Part

# Parts that have to be open for the facts to be whole. A protected address is asked for apart.
PARTS = (Part.IDENTITY, Part.ADDRESSES, Part.CONVICTIONS, Part.ORDERS)
LIVED_AT = ("home", "no_fixed_abode", "hostel", "stays")

Rows = Iterable[Mapping[str, Any]]
Source = Callable[[Sequence[UUID], str], Rows]


def _rows(model: type[Model], *fields: str, **only: Any) -> Source:
    def read(people: Sequence[UUID], using: str) -> Rows:
        found = model._default_manager.using(using).filter(any_of("person_id", people), **only)
        return found.order_by().values("person_id", "id", *fields)

    return read


births = _rows(BirthDate, "on", "earliest", "latest", "is_main")
# nicknames and names online are no names that s.84(1)(a) asks for until an officer says so
names = _rows(Name, "starts_on", kind__in=["main", "alias"], starts_on__isnull=False)
whereabouts = _rows(Whereabouts, "kind", "by_order", "starts_on", "ends_on", in_error=False)
results = _rows(Result, "kind", "relevant_on", "is_foreign", "stage", "trial_concluded_on")
offences = _rows(
    Offence,
    "result_id",
    "paragraph",
    "committed_from",
    "committed_to",
    "victim_age",
    "intended_victim_age",
    "for_sexual_gratification",
    "stage",
)
sentences = _rows(
    Sentence,
    "result_id",
    "offence_id",
    "kind",
    "months",
    "days",
    "suspended",
    "sentence",
    "extension_months",
    "extension_days",
    "supervision_months",
    "supervision_days",
    "made_on",
    "consecutive_to_id",
    "partly_concurrent_with_id",
    "overlap_months",
    "overlap_days",
    "stage",
)
orders = _rows(
    Order,
    "kind",
    "interim",
    "made_on",
    "served_on",
    "ends_on",
    "ended_on",
    "stage",
    "result_id",
)
notifications = _rows(
    Notification, "kind", "of", "given_on", "happened_on", "expected_on", "travel_id"
)
travels = _rows(
    Travel,
    "departs_on",
    "departs_at",
    "known_on",
    "changed_on",
    "returned_on",
    "return_as_notified",
    "to_republic_of_ireland",
    "cancelled_on",
)


def addresses(people: Sequence[UUID], using: str) -> Rows:
    """Where the person lives or stays: the kind, the days and the law of the place, never where."""
    law_of = {area.pk: area.jurisdiction for area in Area.objects.using(using)}
    found = Address.objects.using(using).filter(any_of("person_id", people), kind__in=LIVED_AT)
    fields = ("postcode_key", "house_key", "area_id")
    for row in found.order_by().values("person_id", "id", "kind", "starts_on", "ends_on", *fields):
        place = f"{row['postcode_key']} {row['house_key']}".strip()
        yield row | {"place": place, "jurisdiction": law_of.get(row["area_id"])}


def protected_addresses(people: Sequence[UUID], using: str) -> Rows:
    """The same of protected addresses, for whom the compartment is not open: without the place."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM protected_homes(%s)", [list(people)])
        for key, person, kind, starts_on, ends_on in cursor.fetchall():
            if kind in LIVED_AT:
                yield {
                    "person_id": person,
                    "id": key,
                    "kind": kind,
                    "starts_on": starts_on,
                    "ends_on": ends_on,
                    "place": "",
                    "jurisdiction": None,
                }


REASONS: Mapping[str, Source] = {"results": results, "orders": orders}
OTHERS: Mapping[str, Source] = {
    "births": births,
    "names": names,
    "addresses": addresses,
    "whereabouts": whereabouts,
    "offences": offences,
    "sentences": sentences,
    "notifications": notifications,
    "travels": travels,
}


def recorded_of(
    people: Sequence[UUID], *, also: Iterable[UUID] = (), as_job: bool, using: str = "default"
) -> dict[UUID, Recorded]:
    """What is recorded of each; the same number of queries for one and for a thousand.

    Who has no court result and no order is nobody's business here, unless `also` names them
    (an answer is stored): their other facts are not read.
    """
    found = {person: Recorded() for person in people}
    _fill(found, REASONS, list(people), using)
    wanted = [
        person
        for person, recorded in found.items()
        if person in also or not recorded.makes_nobody_subject
    ]
    if wanted:
        _fill(found, OTHERS, wanted, using)
        for person, (review, granted_on) in reviews_of(wanted, using=using).items():
            if review is not None:
                found[person].review = (review, granted_on)
        for person, direction in directions_of(wanted, using=using).items():
            found[person].direction = direction
        if not as_job:
            known = {row["id"] for person in wanted for row in found[person].addresses}
            for row in protected_addresses(wanted, using):
                if row["id"] not in known:
                    found[row["person_id"]].addresses = [*found[row["person_id"]].addresses, row]
    return found


def _fill(
    found: dict[UUID, Recorded],
    sources: Mapping[str, Source],
    people: Sequence[UUID],
    using: str,
) -> None:
    for name, source in sources.items():
        rows: dict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
        for row in source(people, using):
            rows[row["person_id"]].append(row)
        for person, kept in rows.items():
            setattr(found[person], name, kept)
