"""Which of one's own people may be meant by a name, for a choice among a few of them."""

from django.db.models import Q

from tutela.people import files, keys
from tutela.people.models import Name, Person

FEW = 10


def own_people_named(said: str, *, besides: Person) -> list[Person]:
    """Those on one's own interest whose names begin with the words that were said.

    Exact but for capitals, accents and hyphens: who wants near names uses the search.
    """
    words = [word for word in map(keys.name_key, said.split()) if word]
    if not words:
        return []
    # "Alex John Smith" or "Smith, Alex John"
    wanted = _beginning(words[-1], words[:-1]) | _beginning(words[0], words[1:])
    named = Name.objects.filter(wanted)
    found = Person.objects.filter(pk__in=named.values("person")).exclude(pk=besides.pk)[:FEW]
    return [person for person in found if files.Ground.INTEREST in files.grounds_on(person.pk)]


def _beginning(surname: str, given_names: list[str]) -> Q:
    """That surname, and one of the given names or its initial, where any was said."""
    given = Q()
    for name in given_names:
        given |= Q(given_key__startswith=name[0])
    return Q(surname_key__startswith=surname) & given
