"""How alike a record is to what is asked for. Pure: keys in, a score and its reasons out.

Names are compared by their keys (capitals, no accents or signs), by how they sound, by short
forms, in either order, and by the letters that differ (Jaro-Winkler, from `rapidfuzz`). Dates
of birth that differ by one slip of the pen count as near. A number is the same or it is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA, JaroWinkler

from tutela.law.wording import gettext_noop

# Short forms that are told apart by no letter count; each line is one name.
SHORT_FORMS = (
    "ALEXANDER ALEX ALEC SANDY SASHA",
    "ALEXANDRA ALEX SANDRA SASHA",
    "ANDREW ANDY DREW",
    "ANTHONY TONY ANT ANTONY",
    "BENJAMIN BEN BENNY",
    "CATHERINE KATHERINE KATE KATIE CATHY KATHY CATH",
    "CHARLES CHARLIE CHAS CHUCK",
    "CHRISTOPHER CHRIS KIT",
    "CHRISTINE CHRISTINA CHRIS TINA",
    "DANIEL DAN DANNY",
    "DAVID DAVE DAVEY DAI",
    "DEBORAH DEBRA DEB DEBBIE",
    "EDWARD ED EDDIE TED NED",
    "ELIZABETH LIZ LIZZIE BETH BETTY ELIZA LIBBY",
    "EVAN IFAN IEUAN",
    "FRANCIS FRANK FRANKIE",
    "FREDERICK FRED FREDDIE",
    "GARETH GAZ",
    "GARY GAZ GAZZA",
    "GEORGE GEORGIE SIOR",
    "GERALD GERRY JERRY",
    "GRAHAM GRAEME",
    "GREGORY GREG",
    "HENRY HARRY HAL",
    "JACOB JAKE",
    "JAMES JIM JIMMY JAMIE IAGO",
    "JANET JAN",
    "JENNIFER JEN JENNY",
    "JOHN JACK JOHNNY IOAN SION",
    "JONATHAN JON JONNY",
    "JOSEPH JOE JOEY",
    "JOSHUA JOSH",
    "KENNETH KEN KENNY",
    "LAWRENCE LAURENCE LARRY",
    "LEONARD LEN LENNY",
    "LUKE LUC",
    "MARGARET MAGGIE MEG PEGGY MARGE",
    "MARTIN MARTYN MART",
    "MATTHEW MATT MAT",
    "MICHAEL MIKE MICK MICKEY MICKY",
    "MOHAMMED MUHAMMAD MOHAMED MOHAMMAD MUHAMMED MO",
    "NICHOLAS NICK NICKY NICO",
    "NICOLA NICKY",
    "OLIVER OLLIE",
    "PATRICIA PAT PATSY TRICIA TRISH",
    "PATRICK PAT PADDY",
    "PETER PETE",
    "PHILIP PHILLIP PHIL PIP",
    "RAYMOND RAY",
    "REBECCA BECKY BECCA",
    "RICHARD RICK RICKY DICK RICH RICHIE",
    "ROBERT BOB BOBBY ROB ROBBIE BERT",
    "RONALD RON RONNIE",
    "SAMUEL SAM SAMMY",
    "SAMANTHA SAM SAMMY",
    "STEPHEN STEVEN STEVE STE",
    "SUSAN SUE SUSIE",
    "TERENCE TERRY TEL",
    "THEODORE TED THEO",
    "THOMAS TOM TOMMY",
    "TIMOTHY TIM",
    "VICTORIA VICKY VICKI TORI",
    "VINCENT VINCE VINNIE",
    "WILLIAM WILL BILL BILLY WILLIE LIAM GWILYM",
    "ZACHARY ZACK ZAK",
)
FORMS: dict[str, set[int]] = {}
for number, forms in enumerate(SHORT_FORMS):
    for form in forms.split():
        FORMS.setdefault(form, set()).add(number)

# How letters are heard: applied in order, then vowels after the first letter are dropped.
HEARD = (
    *(("PH", "F"), ("GHT", "T"), ("GH", "H"), ("KN", "N"), ("WR", "R"), ("CK", "K")),
    *(("SCH", "SH"), ("TCH", "CH"), ("CZ", "CH"), ("X", "KS"), ("QU", "KW"), ("Q", "K")),
    *(("CE", "SE"), ("CI", "SI"), ("CY", "SI"), ("CH", "@"), ("C", "K"), ("@", "CH")),
    *(("DD", "D"), ("Z", "S"), ("V", "F"), ("Y", "I"), ("MC", "MAK"), ("MAK", "MK")),
)
UNHEARD = dict.fromkeys(map(ord, "AEIOUHW"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: keys of the words of a name as typed, days of birth, numbers.

    A number is a pair of kind and key; the kind '' stands for any.
    """

    names: tuple[str, ...] = ()
    born_on: date | None = None
    born_earliest: date | None = None
    born_latest: date | None = None
    numbers: tuple[tuple[str, str], ...] = ()

    @property
    def has_birth(self) -> bool:
        return bool(self.born_earliest or self.born_latest)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name as a record holds it."""

    surname_key: str
    given_key: str
    is_main: bool = True


@dataclass(frozen=True, slots=True)
class KnownBirth:
    """A date of birth as a record holds it."""

    on: date | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against it being the same person, in words."""

    words: str


SAME_NAME = Reason(gettext_noop("Same name"))
SAME_SURNAME = Reason(gettext_noop("Same surname"))
SAME_GIVEN = Reason(gettext_noop("Same given name"))
OTHER_NAME = Reason(gettext_noop("By an alias or former name"))
SWAPPED_NAMES = Reason(gettext_noop("Given name and surname the other way round"))
NEAR_SURNAME = Reason(gettext_noop("Surname spelt nearly the same"))
BEGINS = Reason(gettext_noop("Surname begins with what was typed"))
SOUNDS = Reason(gettext_noop("Surname sounds the same"))
SHORT_FORM = Reason(gettext_noop("Given name is a form of the same name"))
NEAR_GIVEN = Reason(gettext_noop("Given name spelt nearly the same"))
INITIAL = Reason(gettext_noop("Same initial"))
SAME_BIRTH = Reason(gettext_noop("Same date of birth"))
SWAPPED_BIRTH = Reason(gettext_noop("Day and month of birth the other way round"))
ONE_DIGIT = Reason(gettext_noop("One figure of the date of birth differs"))
WITHIN_BIRTH = Reason(gettext_noop("Date of birth fits what was said"))
OTHER_BIRTH = Reason(gettext_noop("Another date of birth"))
SAME_NUMBER = Reason(gettext_noop("Same number"))


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike, from 0 to 100, and why."""

    score: float
    reasons: tuple[Reason, ...] = ()


def _score(alike: Alike) -> float:
    return alike.score


NOT_ALIKE = Alike(0)
# how much a name and a date of birth count where both are asked for
NAME_WEIGHT, BIRTH_WEIGHT = 0.65, 0.35
SURNAME_WEIGHT, GIVEN_WEIGHT = 0.6, 0.4
# one thing alone is less sure than two
NAME_ALONE, SURNAME_ALONE, GIVEN_ALONE, BIRTH_ALONE = 0.9, 0.8, 0.7, 0.75
# a record that says nothing of it speaks neither for nor against
SILENT = 50.0
UNSAID = Alike(SILENT)
NEAR = 0.85
HEARD_ALIKE = 0.7


class Comparison:
    """One thing that is asked for, compared with many records; remembers what it has compared."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._heard: dict[str, str] = {}
        self._surnames: dict[tuple[str, str], Alike] = {}
        self._given: dict[tuple[str, str], Alike] = {}

    def name(self, known: KnownName) -> Alike:
        """How alike the names are, in either order of the words."""
        words = self.asked.names
        if not words:
            return NOT_ALIKE
        if len(words) == 1:
            found = self._one_word(words[0], known)
        else:
            ways = [self._two(words[0], words[-1], known), self._turned(words, known)]
            if len(words) > 2:  # a surname of two words
                ways.append(self._two(words[0], "".join(words[-2:]), known))
            found = max(ways, key=_score)
        if found.score and not known.is_main:
            return Alike(found.score, (*found.reasons, OTHER_NAME))
        return found

    def _one_word(self, word: str, known: KnownName) -> Alike:
        surname, given = self._surname(word, known.surname_key), self._first(word, known.given_key)
        by_surname, by_given = surname.score * SURNAME_ALONE, given.score * GIVEN_ALONE
        if by_surname >= by_given:
            return Alike(by_surname, surname.reasons)
        return Alike(by_given, given.reasons)

    def _two(self, given: str, surname: str, known: KnownName) -> Alike:
        last, first = self._surname(surname, known.surname_key), self._first(given, known.given_key)
        score = last.score * SURNAME_WEIGHT + first.score * GIVEN_WEIGHT
        if last.score == first.score == 100:
            return Alike(score, (SAME_NAME,))
        return Alike(score, last.reasons + first.reasons)

    def _turned(self, words: tuple[str, ...], known: KnownName) -> Alike:
        found = self._two(words[-1], words[0], known)
        return Alike(found.score * 0.95, (*found.reasons, SWAPPED_NAMES))

    def _surname(self, asked: str, known: str) -> Alike:
        if (asked, known) not in self._surnames:
            if asked not in self._heard:
                self._heard[asked] = heard(asked)
            self._surnames[asked, known] = compare_surnames(asked, known, self._heard[asked])
        return self._surnames[asked, known]

    def _first(self, asked: str, known: str) -> Alike:
        if (asked, known) not in self._given:
            self._given[asked, known] = compare_given_names(asked, known)
        return self._given[asked, known]

    def birth(self, known: KnownBirth) -> Alike:
        """How near the days of birth are."""
        asked = KnownBirth(self.asked.born_on, self.asked.born_earliest, self.asked.born_latest)
        return compare_births(asked, known)

    def number(self, kind: str, key: str) -> bool:
        return (kind, key) in self.asked.numbers or ("", key) in self.asked.numbers

    def weigh(self, name: Alike, births: Sequence[Alike], *, has_number: bool) -> Alike:
        """Everything together: the same number is enough, two things count more than one."""
        birth = max(births, key=_score, default=UNSAID)
        if not self.asked.has_birth:
            together = Alike(name.score * NAME_ALONE, name.reasons)
        elif not self.asked.names:
            together = Alike(birth.score * BIRTH_ALONE if birth.reasons else 0, birth.reasons)
        else:
            score = name.score * NAME_WEIGHT + birth.score * BIRTH_WEIGHT
            together = Alike(score if name.score else 0, name.reasons + birth.reasons)
        if has_number:
            return Alike(100, (SAME_NUMBER, *together.reasons))
        return together


def compare_surnames(asked: str, known: str, asked_heard: str) -> Alike:
    """The same, beginning alike, heard alike, or spelt nearly so."""
    if not asked or not known:
        return NOT_ALIKE
    if asked == known:
        return Alike(100, (SAME_SURNAME,))
    if len(asked) >= 3 and known.startswith(asked):
        return Alike(88, (BEGINS,))
    likeness = JaroWinkler.similarity(asked, known)
    if likeness >= HEARD_ALIKE and asked_heard == heard(known):
        return Alike(90, (SOUNDS,))
    if likeness >= NEAR:
        return Alike(likeness * 95, (NEAR_SURNAME,))
    return NOT_ALIKE


def compare_given_names(asked: str, known: str) -> Alike:
    """The same, a form of the same name, an initial, or spelt nearly so."""
    if not asked or not known:
        return UNSAID
    if asked == known:
        return Alike(100, (SAME_GIVEN,))
    if FORMS.get(asked, set()) & FORMS.get(known, set()):
        return Alike(90, (SHORT_FORM,))
    if 1 in {len(asked), len(known)}:
        return Alike(75, (INITIAL,)) if asked[0] == known[0] else NOT_ALIKE
    likeness = JaroWinkler.similarity(asked, known)
    return Alike(likeness * 95, (NEAR_GIVEN,)) if likeness >= NEAR else NOT_ALIKE


def heard(key: str) -> str:
    """How a name sounds, roughly, to an English ear: SMITH and SMYTH, CLARK and CLARKE agree."""
    for written, sound in HEARD:
        key = key.replace(written, sound)
    first, rest = key[:1], key[1:]
    rest = rest.translate(UNHEARD)
    return first + "".join(a for a, b in zip(rest, f" {rest}", strict=False) if a != b)


def compare_births(asked: KnownBirth, known: KnownBirth) -> Alike:
    """The same day, a slip of the pen away, or within what was said."""
    if not known.earliest and not known.latest:
        return UNSAID
    if asked.on and known.on:
        return _compare_days(asked.on, known.on)
    begins = max(asked.earliest or date.min, known.earliest or date.min)
    ends = min(asked.latest or date.max, known.latest or date.max)
    return Alike(80, (WITHIN_BIRTH,)) if begins <= ends else Alike(0, (OTHER_BIRTH,))


def _compare_days(asked: date, known: date) -> Alike:
    if asked == known:
        return Alike(100, (SAME_BIRTH,))
    if (asked.year, asked.month, asked.day) == (known.year, known.day, known.month):
        return Alike(90, (SWAPPED_BIRTH,))
    same_parts = (asked.day == known.day) + (asked.month == known.month)
    same_parts += asked.year == known.year
    if same_parts == 2 and OSA.distance(f"{asked:%d%m%Y}", f"{known:%d%m%Y}") == 1:
        return Alike(85, (ONE_DIGIT,))
    return Alike(0, (OTHER_BIRTH,))
