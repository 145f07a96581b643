"""The search over one's own people, and which of their records are likely of one person.

Their list lines say who they are (row security), no more.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from tutela.access.actor import Actor
from tutela.matching import rules, thresholds
from tutela.matching.models import Join, Likeness
from tutela.people import keys
from tutela.people import rules as said
from tutela.people.models import BirthDate, Identifier, Name, Person


@dataclass(frozen=True, slots=True)
class Found:
    """One of one's own people, how alike, and why."""

    person: Person
    alike: rules.Alike

    @property
    def is_likely(self) -> bool:
        return self.alike.score >= thresholds.LIKELY


def asked_for(
    *, name: str = "", born: said.Born | None = None, numbers: tuple[str, ...] = (), on: date
) -> rules.Asked:
    """What somebody typed, in the form in which records are compared."""
    pairs = {pair for number in numbers if number for pair in said.keys_of(number, on=on)}
    return rules.Asked(
        names=tuple(key for word in name.split() if (key := keys.name_key(word))),
        born_on=born.on if born else None,
        born_earliest=born.earliest if born else None,
        born_latest=born.latest if born else None,
        numbers=tuple(sorted(pair for pair in pairs if pair[1])),
    )


def search(asked: rules.Asked, *, at_least: float = thresholds.SHOWN) -> list[Found]:
    """Those of one's own people who are alike enough, the most alike first.

    Always the same queries, whoever is hidden: names, dates of birth and numbers of one's own
    people, then the lines of those found.
    """
    comparison = rules.Comparison(asked)
    names = _names(comparison)
    births = _births(comparison, names)
    numbered = _numbered(asked)
    alike = {}
    for person in names.keys() | births.keys() | numbered:
        found = comparison.weigh(
            names.get(person, rules.NOT_ALIKE),
            births.get(person, []),
            has_number=person in numbered,
        )
        if found.score >= at_least:
            alike[person] = found
    best = sorted(alike, key=lambda person: (-alike[person].score, person))
    best = best[: thresholds.MOST_SHOWN]
    people = {one.pk: one for one in Person.objects.filter(pk__in=best)}
    return [Found(people[person], alike[person]) for person in best if person in people]


def _names(comparison: rules.Comparison) -> dict[UUID, rules.Alike]:
    """The name of each that is most alike, where it is alike at all."""
    if not comparison.asked.names:
        return {}
    best: dict[UUID, rules.Alike] = {}
    rows = Name.objects.order_by().values_list("person_id", "surname_key", "given_key", "kind")
    for person, surname, given, kind in rows.iterator(chunk_size=10_000):
        known = rules.KnownName(surname, given, kind == Name.Kind.MAIN)
        alike = comparison.name(known)
        if alike.score and alike.score > best.get(person, rules.NOT_ALIKE).score:
            best[person] = alike
    return best


def _births(
    comparison: rules.Comparison, names: dict[UUID, rules.Alike]
) -> dict[UUID, list[rules.Alike]]:
    if not comparison.asked.has_birth:
        return {}
    rows = BirthDate.objects.order_by().values_list("person_id", "on", "earliest", "latest")
    births: dict[UUID, list[rules.Alike]] = defaultdict(list)
    for person, on, earliest, latest in rows.iterator(chunk_size=10_000):
        if names and person not in names:
            continue
        births[person].append(comparison.birth(rules.KnownBirth(on, earliest, latest)))
    return births


def _numbered(asked: rules.Asked) -> set[UUID]:
    if not asked.numbers:
        return set()
    rows = Identifier.objects.filter(key__in=[key for _kind, key in asked.numbers])
    pairs = set(asked.numbers)
    return {
        person
        for person, kind, key in rows.order_by().values_list("person_id", "kind", "key")
        if (kind, key) in pairs or ("", key) in pairs
    }


def waiting(actor: Actor) -> QuerySet[Likeness]:
    """Likenesses that the actor's own team has to answer, the most alike first."""
    return Likeness.objects.filter(
        outcome="", answer="", person__owner_team=actor.team_id
    ).select_related("other_team__agency")


def likenesses_of(person: Person) -> QuerySet[Likeness]:
    """Everything that was found alike with this record, settled or not."""
    return Likeness.objects.filter(person=person).select_related(
        "other_team__agency", "answered_by__user"
    )


def other_record(likeness: Likeness) -> Person | None:
    """The record on the other side, where the actor may see it anyway."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT other_of(%s)", [likeness.pk])
        other = cursor.fetchone()[0]
    return Person.objects.filter(pk=other).first() if other else None


def joins_of(person: Person) -> list[tuple[Person, bool]]:
    """The other record of each join that stands, and whether it is the one that is kept."""
    found = Join.objects.filter(Q(person=person) | Q(other_person=person), parted_at=None)
    sides = found.select_related("person__owner_team", "other_person__owner_team")
    return [
        (one.person, True) if one.other_person_id == person.pk else (one.other_person, False)
        for one in sides
    ]


def joined_with(person: Person) -> list[Person]:
    """Records that are held to be the same person's, as far as the actor may see them."""
    pairs = Join.objects.filter(parted_at=None)
    kept = pairs.filter(other_person=person).values("person")
    joined = pairs.filter(person=person).values("other_person")
    return list(Person.objects.filter(pk__in=kept.union(joined)))
