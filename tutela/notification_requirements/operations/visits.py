"""A visit to the counter while it is taken: begun, told piece by piece, received or left.

Taking needs no ground: it reads nobody's file. All of a visit that is not finished is locked.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Area, Station
from tutela.notification_requirements import locked
from tutela.notification_requirements.models import Draft, Visit, VisitFinancial
from tutela.notification_requirements.operations import joining, receipts
from tutela.notification_requirements.queries.counter import next_due
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.rules import numbers
from tutela.notification_requirements.rules.jurisdictions import law_of
from tutela.notification_requirements.said import kept
from tutela.people import keys
from tutela.people import rules as people_rules
from tutela.people.models import Person

Content = dict[str, Any]
NOT_ASKED = Visit.Asked.NOT_ASKED


class CannotGoOn(Refused):
    """This visit is finished, was left, or was emptied."""


def begin(*, actor: Actor, person_id: UUID | None = None, key: UUID, now: datetime) -> UUID:
    """Begin a visit; for a person whose file is open, or for whoever stands at the counter."""
    with perform(actor, May.TAKE_NOTIFICATION, key=key) as done:
        content: Content = {
            "who": {},
            "items": [],
            "stands": {},
            "person": str(person_id) if person_id else None,
        }
        draft = Draft.objects.create(
            taken_by_id=writer(actor),
            locked=locked.lock_draft(content),
            began_at=now,
            changed_at=now,
            expires_at=now + rules.DRAFTS_ARE_KEPT,
        )
        done.record("visit.begun", draft.pk)
    return draft.pk


def say_who(*, actor: Actor, draft_id: UUID, key: UUID, now: datetime, **answers: Any) -> UUID:
    """Write down who came, where and when, as they say it."""

    def put(content: Content) -> None:
        content["who"] = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in answers.items()
            if value not in (None, "")
        }

    return _tell(actor, draft_id, put, key=key, now=now, what="who")


def add(
    *, actor: Actor, draft_id: UUID, kind: str, key: UUID, now: datetime, **answers: Any
) -> UUID:
    """Add one thing that was said: a part of the set, or a notification."""

    def put(content: Content) -> None:
        content["items"].append({"id": str(key), "kind": kind, "answers": kept(kind, answers)})

    return _tell(actor, draft_id, put, key=key, now=now, what=kind)


def put_right(
    *, actor: Actor, draft_id: UUID, item_id: UUID, key: UUID, now: datetime, **answers: Any
) -> UUID:
    """Write again one thing that was said."""

    def put(content: Content) -> None:
        item = _item(content, item_id)
        item["answers"] = kept(item["kind"], answers)

    return _tell(actor, draft_id, put, key=key, now=now, what="put_right")


def leave_out(*, actor: Actor, draft_id: UUID, item_id: UUID, key: UUID, now: datetime) -> UUID:
    """Take one thing out again, which was not said after all."""

    def put(content: Content) -> None:
        content["items"].remove(_item(content, item_id))

    return _tell(actor, draft_id, put, key=key, now=now, what="left_out")


def say_of_the_set(
    *, actor: Actor, draft_id: UUID, key: UUID, now: datetime, **stands: str
) -> UUID:
    """Say of parts of the set that there is none, or that it is as notified before."""

    def put(content: Content) -> None:
        content["stands"] = {section: said for section, said in stands.items() if said}

    return _tell(actor, draft_id, put, key=key, now=now, what="set")


def tie(*, actor: Actor, draft_id: UUID, person_id: UUID | None, key: UUID, now: datetime) -> UUID:
    """Say whose file it is about, where that file is open to the taker; or that it is not known."""

    def put(content: Content) -> None:
        content["person"] = str(person_id) if person_id else None

    return _tell(actor, draft_id, put, key=key, now=now, what="whose")


def leave(*, actor: Actor, draft_id: UUID, key: UUID, now: datetime) -> UUID:
    """Leave a visit in which nothing was notified: what was written is forgotten."""
    with perform(actor, May.TAKE_NOTIFICATION, key=key) as done:
        _end(_held(draft_id), now)
        done.record("visit.left", draft_id)
    return draft_id


def receive(
    *,
    actor: Actor,
    draft_id: UUID,
    outcome: str,
    fingerprints: str,
    photograph: str,
    note: str,
    person: Person | None = None,
    writes: Iterable[str] = (),
    resets: Mapping[str, str] | None = None,
    area: Area | None = None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Receive all that was said in a visit, and issue its receipts.

    From now on it is kept as it was said. Where the taker has the person's file open, it is
    joined to it in the same step.
    """
    with perform(actor, May.TAKE_NOTIFICATION, key=key) as done:
        draft = _held(draft_id)
        content = locked.unlock_draft(draft.locked)
        content["items"] = numbers.without_cards(content["items"])
        visit = _visit(actor, content, now)
        visit.outcome = outcome
        visit.fingerprints, visit.photograph = fingerprints or NOT_ASKED, photograph or NOT_ASKED
        visit.said["note"] = note
        visit.marks = list(_marks(visit, content, now))
        _keep(visit, content)
        if person is not None:
            joining.join(
                actor=actor,
                person=person,
                routed=joining.route_here(visit.pk, person.pk),
                writes=writes,
                resets=resets or {},
                note="",
                key=None,
                now=now,
                area=area,
            )
        _end(draft, now)
        done.record("visit.received", visit.pk, outcome=outcome, said=len(content["items"]))
    due = next_due(person.pk) if person is not None else None
    receipts.issue(actor=actor, visit=visit, items=content["items"], next_due=due, now=now)
    return visit.pk


def _keep(visit: Visit, content: Content) -> None:
    """The visit as it was said; accounts and cards apart from it, and locked."""
    visit.save(force_insert=True)
    financial = [item for item in content["items"] if item["kind"] in numbers.FINANCIAL]
    if financial:
        VisitFinancial.objects.create(visit=visit, locked=locked.lock_financial(financial))


def content_of(draft: Draft) -> Content:
    """What has been said so far in a visit of the taker's own."""
    return locked.unlock_draft(draft.locked)


def _tell(
    actor: Actor,
    draft_id: UUID,
    put: Callable[[Content], None],
    *,
    key: UUID,
    now: datetime,
    what: str,
) -> UUID:
    with perform(actor, May.TAKE_NOTIFICATION, key=key) as done:
        draft = _held(draft_id)
        content = locked.unlock_draft(draft.locked)
        put(content)
        draft.locked = locked.lock_draft(content)
        draft.changed_at, draft.expires_at = now, now + rules.DRAFTS_ARE_KEPT
        draft.save(update_fields=["locked", "changed_at", "expires_at"])
        done.record("visit.told", draft_id, what=what)
    return draft_id


def _held(draft_id: UUID) -> Draft:
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None or draft.ended_at is not None:
        raise CannotGoOn(_("This visit is finished. Begin another for anything else."))
    return draft


def _item(content: Content, item_id: UUID) -> dict[str, Any]:
    for item in content["items"]:
        if item["id"] == str(item_id):
            found: dict[str, Any] = item
            return found
    raise CannotGoOn(_("This was taken out of the visit already."))


def _end(draft: Draft, now: datetime) -> None:
    draft.locked, draft.changed_at, draft.ended_at = "", now, now
    draft.save(update_fields=["locked", "changed_at", "ended_at"])


def _visit(actor: Actor, content: Content, now: datetime) -> Visit:
    """The visit with what routes it; nothing of accounts and cards."""
    who: Mapping[str, Any] = content["who"]
    today = localdate(now)
    born = people_rules.born(who.get("born_said", ""), on=today)
    counts = {
        kind: sum(item["kind"] == kind for item in content["items"]) for kind in numbers.FINANCIAL
    }
    station = Station.objects.filter(pk=who["station"]).first() if _names_one(who) else None
    return Visit(
        taken_by_id=writer(actor),
        taken_at=now,
        came_on=rules.day(who.get("came_on")) or today,
        station=station,
        attended=who.get("attended") or Visit.Attended.PERSON,
        **{name: who.get(name, "") for name in AS_SAID},
        said={
            "items": [item for item in content["items"] if item["kind"] not in numbers.FINANCIAL],
            "stands": content["stands"],
            "insurance_number": who.get("insurance_number", ""),
            "counts": {kind: count for kind, count in sorted(counts.items()) if count},
        },
        surname_key=keys.name_key(who.get("surname", ""))[:100],
        given_key=keys.given_key(who.get("given_names", ""))[:150],
        born_earliest=born.earliest or born.latest,
        born_latest=born.latest or born.earliest,
        number_keys=_number_keys(who.get("number_said", ""), today),
    )


AS_SAID = (
    "came_at_said",
    "surname",
    "given_names",
    "born_said",
    "number_said",
    "address_said",
    "station_said",
    "attended_name",
    "interpreter",
)


def _names_one(who: Mapping[str, Any]) -> bool:
    return who.get("station") not in (None, "", "elsewhere")


def _number_keys(said: str, on: date) -> list[str]:
    """Every number that was named, alone and with all its words together."""
    named = {said, *said.replace(",", " ").replace(";", " ").split()}
    found = {key for one in named for _kind, key in people_rules.keys_of(one, on=on) if key}
    return sorted(key for key in found if len(key) <= 60)


def _marks(visit: Visit, content: Content, now: datetime) -> tuple[str, ...]:
    about = rules.Visit(
        came_on=visit.came_on,
        recorded_on=localdate(now),
        attended=visit.attended,
        is_published_station=visit.station_id is not None,
        has_birth_date=visit.born_earliest is not None,
        has_insurance_number=bool(visit.said["insurance_number"]),
        refused=Visit.Asked.REFUSED in {visit.fingerprints, visit.photograph},
        stands=visit.said["stands"],
    )
    return rules.marks(about, content["items"], law_of("england_and_wales"))


def visit_so_far(actor: Actor, content: Content, now: datetime) -> Visit:
    """The visit as it would be if it were received now; nothing is kept."""
    visit = _visit(actor, content, now)
    visit.outcome = Visit.Outcome.TAKEN
    visit.fingerprints = visit.photograph = NOT_ASKED
    visit.marks = list(_marks(visit, content, now))
    return visit
