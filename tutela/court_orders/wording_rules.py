"""How names leave a clause: what is marked becomes a token, and what still names is found.

Names are compared by key (no accents, hyphens or capitals) and as whole words. Pure.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from types import MappingProxyType

from tutela.people.keys import name_key

PLACE = "place"
CALLED = MappingProxyType(
    {"child": "Child", "victim": "Victim", "other_person": "Person", PLACE: "zone"}
)
# Words that many names of people and places hold, and that name nobody.
LITTLE = "THE OF AND AT IN ON TO BY A AN MR MRS MS MISS DR SIR CHILD VICTIM PERSON ZONE"
OF_ADDRESSES = (
    "STREET ROAD AVENUE LANE CLOSE DRIVE COURT PLACE SQUARE CRESCENT TERRACE WAY HILL GREEN"
    " PARK HOUSE HOME FLAT FLOOR UNIT BLOCK ESTATE NORTH SOUTH EAST WEST HIGH NEW OLD UPPER"
    " LOWER SCHOOL PRIMARY SECONDARY ACADEMY NURSERY COLLEGE CHURCH CENTRE CENTER CITY TOWN"
    " VILLAGE COUNTY UNITED KINGDOM ENGLAND WALES ADDRESS AREA GARDEN GARDENS GROVE MEWS RISE"
    " VIEW HEIGHTS MEADOW MEADOWS COTTAGE FARM BRIDGE STATION HOSPITAL LIBRARY COMMUNITY"
)
NAMING_NOBODY = frozenset(LITTLE.split())
OF_EVERY_ADDRESS = frozenset(OF_ADDRESSES.split())
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:['\u2019\-][^\W_]+)*")
TOKEN = re.compile(r"^(child|victim|person|zone) ([A-Z]\d{0,2}|\d{1,3})$", re.IGNORECASE)
OWNED = re.compile(r"['\u2019]s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of a clause that name somebody or some place, and the token asked for, if any."""

    words: str
    kind: str
    label: str = ""


def marked_in(lines: str, kind: str) -> list[Marked]:
    """One mark on each line: the words as they stand, and the token after an equals sign."""
    found = []
    for line in lines.splitlines():
        words, _, label = (part.strip() for part in line.partition("="))
        if words:
            found.append(Marked(words, kind, label))
    return found


def label_as_written(said: str) -> str | None:
    """A token as clauses write it: Child A, Victim B2, zone 1; None where it could be a name."""
    found = TOKEN.match(" ".join(said.split()))
    if found is None:
        return None
    called, place = found[1].casefold(), found[2].upper()
    return f"{called if called == CALLED[PLACE] else called.capitalize()} {place}"


def next_label(kind: str, taken: Collection[str]) -> str:
    """The first token of its kind that this record does not use: Child A … Child Z, Child A2."""
    used = {label.casefold() for label in taken}
    turn = 1
    while True:
        if kind == PLACE:
            found = [f"{CALLED[kind]} {turn}"]
        else:
            suffix = "" if turn == 1 else str(turn)
            found = [f"{CALLED[kind]} {letter}{suffix}" for letter in ascii_uppercase]
        for label in found:
            if label.casefold() not in used:
                return label
        turn += 1


def _pattern(words: str) -> re.Pattern[str]:
    parts = [
        re.escape(part).replace("'", "['\u2019]") for part in words.replace("\u2019", "'").split()
    ]
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


def stands_in(words: str, wording: str) -> bool:
    """Whether these words stand in the wording, as whole words."""
    return bool(_pattern(words).search(wording))


def with_tokens(wording: str, tokens: Iterable[tuple[str, str]]) -> str:
    """The wording with each marked phrase replaced by its token, the longest phrase first."""
    for words, label in sorted(tokens, key=lambda pair: -len(pair[0])):
        wording = _pattern(words).sub(label, wording)
    return " ".join(wording.split())


def word_keys(stands_for: str, *, is_place: bool) -> list[str]:
    """The keys of the words that on their own would still name this person or place."""
    found = {key for key in _single(stands_for) if len(key) > 1} - NAMING_NOBODY
    if is_place:
        found = {key for key in found if not key.isdigit()} - OF_EVERY_ADDRESS
        found |= {name_key(code) for code in POSTCODE.findall(stands_for)}
        # the two halves of a postcode name nothing apart
        found -= {key for code in POSTCODE.findall(stands_for) for key in _single(code)}
    return sorted(found)


def _single(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in WORD.findall(text):
        owner = OWNED.sub("", word)
        for part in {word, owner, *owner.split("-"), *re.split(r"['\u2019\-]", owner)}:
            if key := name_key(part):
                found[key] = part
    return found


def keys_in(text: str) -> dict[str, str]:
    """Every key that this text could name somebody by, with the words as they stand there.

    Words alone, and two and three together: O Neill and Anne Marie are found however written.
    """
    found = _single(text)
    words = [OWNED.sub("", word) for word in WORD.findall(text)]
    for length in (2, 3):
        for place in range(len(words) - length + 1):
            together = words[place : place + length]
            found.setdefault(name_key("".join(together)), " ".join(together))
    return found


def still_named(text: str, named: Mapping[str, str]) -> dict[str, str]:
    """Words of the text that still name somebody, each with the token that stands for them."""
    found = {words: named[key] for key, words in keys_in(text).items() if key in named}
    return {
        words: label
        for words, label in found.items()
        if not any(words != longer and words in longer for longer in found)
    }
