"""Who looked at what, from the trace: what row security lets information governance read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tutela.agencies.models import Appointment
from tutela.oversight import words
from tutela.people.models import Person
from tutela.people.past import LONDON

# each arm: when, kind, actor, job, person, what, ground, why, the past moment shown
ARMS = {
    "page": """SELECT c.at, 'page', c.actor, NULL::text, c.person_id, c.page, o.ground,
        o.purpose, c.known_at FROM audit_consultation c
        LEFT JOIN audit_opening o ON o.id = c.opening_id WHERE c.{subject} = %(subject)s""",
    "opened": """SELECT o.at, 'opened', o.actor, NULL, o.person_id, '', o.ground, o.purpose, NULL
        FROM audit_opening o WHERE o.{subject} = %(subject)s""",
    "card": """SELECT l.at, 'card', l.actor, NULL, a.person_id, '', l.kind, l.reason, NULL
        FROM people_lookup l {join} people_lookupanswer a ON a.lookup_id = l.id
        WHERE {card_subject} = %(subject)s""",
    "names": """SELECT r.asked_at, 'names', r.asked_by_id, NULL, r.person_id,
        'court_orders:meanings', '', r.why, NULL FROM court_orders_resolution r
        WHERE r.{asked_subject} = %(subject)s""",
    "change": """SELECT e.at, 'change', e.actor, e.job, e.person_id, e.event, '', '', NULL
        FROM audit_entry e WHERE e.{subject} = %(subject)s""",
}
LISTS = {
    "person_id": """SELECT s.at, 'list', s.actor, NULL, %(subject)s::uuid, s.page, '', '', NULL
        FROM shown_in_lists(%(subject)s) s""",
    "actor": """SELECT l.at, 'list', l.actor, NULL, p.id, l.page, '', '', NULL
        FROM audit_listing l CROSS JOIN LATERAL unnest(l.people) p(id)
        WHERE l.actor = %(subject)s""",
}
SORTS = {
    "when": "at",
    "kind": "kind",
    "who": "actor",
    "person": "person",
    "page": "what",
    "ground": "ground",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a list of looks, as codes and days: fit to be kept on record."""

    first: date | None = None
    last: date | None = None
    kinds: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    page: str = ""
    sort: str = "-when"

    def as_codes(self) -> dict[str, Any]:
        return {
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "kinds": list(self.kinds),
            "grounds": list(self.grounds),
            "page": self.page,
            "sort": self.sort,
        }

    @classmethod
    def from_codes(cls, codes: dict[str, Any]) -> "Asked":
        return cls(
            first=date.fromisoformat(codes["first"]) if codes.get("first") else None,
            last=date.fromisoformat(codes["last"]) if codes.get("last") else None,
            kinds=tuple(codes.get("kinds", ())),
            grounds=tuple(codes.get("grounds", ())),
            page=codes.get("page", ""),
            sort=codes.get("sort", "-when"),
        )


@dataclass(slots=True)
class Look:
    """One look, in words."""

    at: datetime
    kind: str
    who: str
    person_id: UUID | None
    person: str
    what: str
    ground: str
    why: str
    known_at: datetime | None


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks at one person's file, or of one officer; counted and cut as a paginator asks."""

    subject: UUID
    by: str  # person_id or actor
    asked: Asked = field(default_factory=Asked)

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({self._query}) looks", self._values)  # noqa: S608
            return int(cursor.fetchone()[0])

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, cut: slice) -> list[Look]:
        limit = cut.stop - (cut.start or 0)
        return self._in_words(self._rows(limit=limit, offset=cut.start or 0))

    def everything(self, *, at_most: int) -> list[Look]:
        return self[0:at_most]

    def pages(self) -> list[str]:
        """The codes of the pages that were looked at, for the filter."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT page FROM audit_consultation WHERE {self.by} = %s ORDER BY 1",  # noqa: S608
                [self.subject],
            )
            return [row[0] for row in cursor.fetchall()]

    @property
    def _query(self) -> str:
        is_person = self.by == "person_id"
        arms = {
            kind: arm.format(
                subject=self.by,
                join="JOIN" if is_person else "LEFT JOIN",
                card_subject="a.person_id" if is_person else "l.actor",
                asked_subject="person_id" if is_person else "asked_by_id",
            )
            for kind, arm in ARMS.items()
        } | {"list": LISTS[self.by]}
        wanted = [arm for kind, arm in arms.items() if kind in (self.asked.kinds or arms)]
        return (
            "SELECT * FROM ("  # noqa: S608
            + " UNION ALL ".join(wanted)
            + ") AS looks"
            " (at, kind, actor, job, person, what, ground, why, known_at)"
            " WHERE (%(first)s::timestamptz IS NULL OR at >= %(first)s::timestamptz)"
            " AND (%(before)s::timestamptz IS NULL OR at < %(before)s::timestamptz)"
            " AND (cardinality(%(grounds)s::text[]) = 0 OR ground = ANY (%(grounds)s))"
            " AND (%(page)s::text = '' OR kind = 'page' AND what = %(page)s)"
        )

    @property
    def _values(self) -> dict[str, Any]:
        after_last = self.asked.last + timedelta(days=1) if self.asked.last else None
        return {
            "subject": self.subject,
            "first": _midnight(self.asked.first),
            "before": _midnight(after_last),
            "grounds": list(self.asked.grounds),
            "page": self.asked.page,
        }

    def _rows(self, *, limit: int, offset: int) -> Sequence[Any]:
        name = self.asked.sort.lstrip("-")
        order = SORTS.get(name, "at") + (" DESC" if self.asked.sort.startswith("-") else "")
        with connection.cursor() as cursor:
            cursor.execute(
                f"{self._query} ORDER BY {order}, at DESC, kind, person"
                " LIMIT %(limit)s OFFSET %(offset)s",
                self._values | {"limit": limit, "offset": offset},
            )
            return cursor.fetchall()

    def _in_words(self, rows: Sequence[Any]) -> list[Look]:
        officers = Appointment.objects.select_related("user", "team__agency").in_bulk(
            {row[2] for row in rows if row[2]}
        )
        people = Person.objects.in_bulk({row[4] for row in rows if row[4]})
        return [_look(row, officers, people) for row in rows]


def _look(row: Any, officers: dict[UUID, Appointment], people: dict[UUID, Person]) -> Look:
    at, kind, actor, job, person, what, ground, why, known_at = row
    who = officers.get(actor)
    return Look(
        at=at,
        kind=str(words.KINDS[kind]),
        who=f"{who}, {who.team.agency}" if who else (job or "").replace("_", " "),
        person_id=person if person in people else None,
        person=str(people[person]) if person in people else words.nobody() if person else "",
        what=words.event(what) if kind == "change" else words.page(what) if what else "",
        ground=str(words.GROUNDS.get(ground or "", "")),
        why=str(words.OWN_WORDS.get(why or "", why or "")),
        known_at=known_at,
    )


def _midnight(on: date | None) -> datetime | None:
    return timezone.make_aware(datetime(on.year, on.month, on.day), LONDON) if on else None  # noqa: DTZ001
