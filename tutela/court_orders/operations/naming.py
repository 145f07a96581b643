"""No name of anybody protected is written where many read: tokens are given and texts checked."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from tutela.access.door import Refused
from tutela.court_orders import wording_rules as rules
from tutela.court_orders.models import Meaning, Token
from tutela.court_orders.wording_rules import Marked
from tutela.people.files import opened_here
from tutela.people.keys import name_key
from tutela.people.models import Person, Relationship
from tutela.people.parts import Part

VICTIM = "victim"
SHOWN_AT_MOST = 5


class StillNamed(Refused):
    """Words that may name a victim, a child or a protected place still stand in a text."""


class CannotMark(Refused):
    """What was marked does not stand in the wording, or its token means somebody else."""


def may_keep_names(person_id: UUID) -> bool:
    """Whether the actor may put names and certified wording into the protected part."""
    return Part.PROTECTED in opened_here(person_id).parts_change


def check_names(
    person: Person,
    texts: Iterable[str],
    *,
    not_names: bool,
    marked: Mapping[str, str] | None = None,
) -> None:
    """Warn of words that a token stands for, or that a recorded victim has; confirmed, go on.

    What the actor may not read is not compared: the answer would tell it.
    """
    if not_names:
        return
    text = "\n".join(texts)
    asked = rules.keys_in(text)
    named = {**_victims(person), **_tokens(person, list(asked)), **(marked or {})}
    found = rules.still_named(text, named)
    if found:
        words = ", ".join(sorted(found)[:SHOWN_AT_MOST])
        instead = ", ".join(sorted(set(found.values()))[:SHOWN_AT_MOST])
        raise StillNamed(
            _(
                "These words may name somebody who is protected: %(words)s. Write the token"
                " instead (%(tokens)s), or confirm below that they name nobody protected."
            )
            % {"words": words, "tokens": instead}
        )


def _victims(person: Person) -> dict[str, str]:
    """The keys of recorded victims' names, as far as that part of the file is open."""
    names = Relationship.objects.filter(person=person, kind=VICTIM).values_list(
        "other_name", flat=True
    )
    label = rules.CALLED[VICTIM]
    return {key: label for name in names for key in rules.word_keys(name, is_place=False)}


def _tokens(person: Person, asked: list[str]) -> dict[str, str]:
    return {word: label for word, label, _whole in _token_words(person, asked)}


def _token_words(person: Person, asked: list[str]) -> list[tuple[str, str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, label, is_whole FROM token_words(%s, %s)", [person.pk, asked])
        found: list[tuple[str, str, bool]] = cursor.fetchall()
    return found


def give_tokens(
    person: Person, marks: Sequence[Marked], wording: str
) -> tuple[str, dict[str, str]]:
    """The wording with tokens, and the keys that must no longer stand in it; meanings are kept.

    Words that a token of this record stands for already get that token again.
    """
    for mark in marks:
        if not rules.stands_in(mark.words, wording):
            raise CannotMark(
                _("These marked words do not stand in the wording: %(words)s.")
                % {"words": mark.words}
            )
    whole = {name_key(mark.words) for mark in marks}
    known = {word: label for word, label, is_whole in _token_words(person, list(whole)) if is_whole}
    tokens = {token.label.casefold(): token for token in Token.objects.filter(person=person)}
    pairs: list[tuple[str, str]] = []
    named: dict[str, str] = {}
    for mark in marks:
        token = _token_for(person, mark, tokens, known.get(name_key(mark.words), ""))
        keys = rules.word_keys(mark.words, is_place=mark.kind == rules.PLACE)
        if name_key(mark.words) not in known:
            Meaning.objects.create(
                token=token,
                person=person,
                stands_for=mark.words,
                whole_key=name_key(mark.words),
                word_keys=keys,
            )
            known[name_key(mark.words)] = token.label
        pairs.append((mark.words, token.label))
        named |= dict.fromkeys(keys, token.label)
    return rules.with_tokens(wording, pairs), named


def _token_for(person: Person, mark: Marked, tokens: dict[str, Token], known: str) -> Token:
    asked = rules.label_as_written(mark.label) if mark.label else ""
    if asked is None:
        raise CannotMark(_("A token is written like Child A, Victim B, Person C or zone 1."))
    if known and asked and asked.casefold() != known.casefold():
        raise CannotMark(
            _("%(words)s is %(token)s already in this file: use that token.")
            % {"words": mark.words, "token": known}
        )
    label = known or asked or rules.next_label(mark.kind, [one.label for one in tokens.values()])
    found = tokens.get(label.casefold())
    if found is None:
        found = Token.objects.create(person=person, label=label, kind=mark.kind)
        tokens[label.casefold()] = found
    return found
