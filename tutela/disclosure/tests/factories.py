"""Disclosures for tests, by the operations, as those who ask, decide and tell."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.agencies.models import Team
from tutela.agencies.tests import factories as agencies
from tutela.court_orders.tests.factories import in_file
from tutela.disclosure import operations
from tutela.disclosure.models import Consideration
from tutela.disclosure.operations.asking import Weighed
from tutela.disclosure.operations.deciding import Answer
from tutela.disclosure.operations.telling import Told
from tutela.disclosure.rules import Test
from tutela.people.models import Person

WEIGHED = {
    "trigger": "change",
    "happened": "Began to help at a boxing club on Saturdays.",
    "recipient": "Rowan Invented",
    "recipient_role": "leisure",
    "recipient_address": "1 Nowhere Street",
    "children": ["child a"],
    "harm": "Was convicted of abusing a child whom he trained.",
    "basis": "s327a",
    "option": "with_knowledge",
    "not_self_verified": "Has not told an earlier club.",
    "not_self_accompanied": "Will not.",
    "representations": "given",
    "representations_said": "Says that he will leave the club.",
    "effects": "May lose the club; may move.",
    "instead": "The order does not reach clubs.",
    "words": "He was convicted of a sexual offence against a child in 2019.",
    "conditions": "Told to nobody but the committee.",
}
TOLD = {
    "was_told": True,
    "how": "face_to_face",
    "recipient": "Rowan Invented",
    "told_by": "Officer Synthetic",
    "identity": "document",
    "undertaking": "signed",
    "words": WEIGHED["words"],
}


def area_of(officer: Actor) -> Any:
    return Team.objects.using("owner").select_related("agency__area").get(pk=officer.team_id).agency


def decision_maker(officer: Actor, **fields: Any) -> Actor:
    """Somebody whose office it is, in the officer's area."""
    given = {"team": agencies.team(agency=area_of(officer))} | fields
    return agencies.officer("disclosure_decision_maker", **given)


def common(person_id: UUID) -> dict[str, Any]:
    return {
        "person": Person.objects.get(pk=person_id),
        "not_names": True,
        "key": uuid7(),
        "now": timezone.now(),
    }


def ask(
    officer: Actor,
    person_id: UUID,
    by: Actor | None = None,
    again: UUID | None = None,
    **fields: Any,
) -> Consideration:
    """Asked for by the officer, to be decided by the team of `by`."""
    with in_file(officer, person_id):
        made = operations.ask(
            actor=officer,
            weighed=Weighed(**(WEIGHED | fields)),
            team=by.team_id if by else None,
            needed_by=None,
            again=again,
            **common(person_id),
        )
        return Consideration.objects.get(pk=made)


def answers(**unmet: str) -> dict[str, Answer]:
    return {test: Answer(test not in unmet, "As read in the file.") for test in Test}


def decide(by: Actor, row: Consideration, decision: str = "approve", **fields: Any) -> UUID:
    with in_file(by, row.person_id):
        return operations.decide(
            **{
                "actor": by,
                "consideration": row,
                "decision": decision,
                "tests": answers(),
                "words": row.words,
                "conditions": row.conditions,
                "reasons": "Children are at risk, and nobody else tells the club.",
                "version": row.version,
            }
            | common(row.person_id)
            | fields
        )


def told(**fields: Any) -> Told:
    return Told(**(TOLD | {"made_at": timezone.now()} | fields))


def make(
    officer: Actor, row: Consideration, *, version: int = 2, follow_up_on: Any = None, **fields: Any
) -> UUID:
    with in_file(officer, row.person_id):
        return operations.record_made(
            actor=officer,
            consideration=row,
            told=told(**fields),
            follow_up_on=follow_up_on,
            version=version,
            **common(row.person_id),
        )


def in_danger(officer: Actor, person_id: UUID, **fields: Any) -> UUID:
    given = {
        "told": told(undertaking="not_asked", identity="not_checked"),
        "happened": "Seen leaving with a child.",
        "recipient_role": "parent",
        "children": ["Child A"],
        "also_protected": "",
        "follow_up_on": None,
    }
    return operations.record_in_danger(actor=officer, **(given | common(person_id) | fields))


def incident(officer: Actor, person_id: UUID) -> UUID:
    return operations.record_incident(
        actor=officer,
        happened_on=None,
        when_said="last week",
        who_knows="A neighbour",
        what="Was told of the conviction by a constable.",
        how_known="The neighbour rang.",
        immediately="Asked the neighbour to keep it.",
        **common(person_id),
    )
