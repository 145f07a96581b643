"""The files of an agency's extract: their columns, what each holds, and an example.

The page docs/reference/extract.md is made from this; the importer knows no other description.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Holds(StrEnum):
    """What a column's cells are read as."""

    KEY = "key"
    TEXT = "text"
    DAY = "day"
    YES_OR_NO = "yes or no"
    NUMBER = "number"
    CODE = "code"
    BIRTH = "date of birth as said"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, whether a row can do without."""

    name: str
    holds: Holds
    says: str
    example: str = ""
    is_needed: bool = False
    longest: int = 200
    codes: tuple[str, ...] = ()
    # a day of something that has happened cannot be to come
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """One file of the extract; `parents` are the columns that name a row of another file."""

    name: str
    says: str
    columns: tuple[Column, ...]
    parents: dict[str, str] = field(default_factory=dict)

    @property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def needed(self) -> frozenset[str]:
        """The columns without which the file cannot be read."""
        return frozenset(column.name for column in self.columns if column.is_needed)


LONGEST_KEY = 100
RECORD = Column(
    "record", Holds.KEY, "the agency's own key of this row; never used again", "R-1", True, 100
)
PERSON = Column("person", Holds.KEY, "the key of the row in people.csv", "P-1", True, 100)


def _key(name: str, says: str, example: str, *, is_needed: bool = True) -> Column:
    return Column(name, Holds.KEY, says, example, is_needed, LONGEST_KEY)


def _text(
    name: str, says: str, example: str = "", *, longest: int = 200, is_needed: bool = False
) -> Column:
    return Column(name, Holds.TEXT, says, example, is_needed, longest)


def _day(
    name: str, says: str, example: str = "", *, is_needed: bool = False, is_past: bool = False
) -> Column:
    return Column(name, Holds.DAY, says, example, is_needed, 40, is_past=is_past)


def _number(name: str, says: str, example: str = "") -> Column:
    return Column(name, Holds.NUMBER, says, example, False, 6)


def _yes(name: str, says: str, example: str = "no") -> Column:
    return Column(name, Holds.YES_OR_NO, says, example, False, 5)


def _code(
    name: str, says: str, codes: tuple[str, ...], example: str, *, is_needed: bool = False
) -> Column:
    return Column(name, Holds.CODE, says, example, is_needed, 40, codes)


NAME_KINDS = ("former", "alias", "nickname", "online")
ADDRESS_KINDS = ("home", "stays", "no_fixed_abode", "postal", "work", "hostel")
NUMBER_KINDS = ("pnc", "cro", "prison", "probation", "visor", "passport", "driving", "other")

PEOPLE = File(
    "people",
    "One row for each person, with the name and date of birth used now.",
    (
        _key("record", "the agency's own key of the person; never used again", "P-1"),
        _text("surname", "", "Ferris", longest=100, is_needed=True),
        _text("given_names", "", "Callum John", longest=150),
        Column(
            "born",
            Holds.BIRTH,
            "as it is known: a day, a month, a year, *about 1975*, or nothing",
            "14 September 1979",
            longest=60,
        ),
        _text("team", "the team that manages the person; else the one named at import", ""),
        _text("why", "why the team needs the record", "Convicted in 2019", longest=500),
    ),
)
NAMES = File(
    "names",
    "Other names by which a person is or was known.",
    (
        RECORD,
        PERSON,
        _code("kind", "", NAME_KINDS, "alias", is_needed=True),
        _text("surname", "an online name stands here", "Fenwick", longest=100, is_needed=True),
        _text("given_names", "", "Cal", longest=150),
        _day("from", "first day", "2010-05-01"),
        _day("to", "last day", "2014-03-31"),
        _text("source", "who says so", "said at interview"),
    ),
    {"person": "people"},
)
ADDRESSES = File(
    "addresses",
    "Where a person lives, stays or stayed.",
    (
        RECORD,
        PERSON,
        _code("kind", "", ADDRESS_KINDS, "home", is_needed=True),
        _text(
            "lines", "without the postcode", "41 Mill Lane, Northmarch", longest=300, is_needed=True
        ),
        _text("postcode", "", "ZZ2 3LP", longest=10),
        _day("from", "first day", "2021-05-01"),
        _day("to", "last day; empty while the person lives there", ""),
        _text("police_area", "the code of the police area, as it is known here", longest=20),
        _yes("protected", "yes: in the part of the file for protected addresses"),
    ),
    {"person": "people"},
)
IDENTIFIERS = File(
    "identifiers",
    "Numbers by which agencies know a person. One that fails its check is kept and marked.",
    (
        RECORD,
        PERSON,
        _code("kind", "", NUMBER_KINDS, "pnc", is_needed=True),
        _text("number", "", "2019/0004417K", longest=60, is_needed=True),
    ),
    {"person": "people"},
)

RESULT_KINDS = ("conviction", "caution", "finding_insanity", "finding_disability", "sro_breach")
RESULT_STAGES = ("stands", "appealed", "varied", "quashed")
JURISDICTIONS = ("england_and_wales", "scotland", "northern_ireland")
SENTENCE_KINDS = (
    *("custody", "life", "ipp", "hospital_order", "hospital_order_with_restriction"),
    "guardianship_order",
    *("community_order", "fine", "conditional_discharge", "absolute_discharge", "other"),
    *("awaiting_sentence", "lifelong_restriction", "community_payback_order"),
)
CUSTODY_KINDS = ("imprisonment", "detention_and_training", "extended")

RESULTS = File(
    "results",
    "Convictions, cautions and findings.",
    (
        RECORD,
        PERSON,
        _code("kind", "", RESULT_KINDS, "conviction", is_needed=True),
        _day(
            "relevant_on",
            "day of the conviction, caution or finding",
            "2019-03-04",
            is_needed=True,
            is_past=True,
        ),
        _text("court", "court or police station", "Northmarch Crown Court"),
        _text("reference", "case number", "T20190123", longest=100),
        _code("jurisdiction", "empty: England and Wales", JURISDICTIONS, "england_and_wales"),
        _yes("is_foreign", "outside the United Kingdom"),
        _code("stage", "empty: it stands", RESULT_STAGES, "stands"),
        _day("cancelled_on", "day it was quashed", "", is_past=True),
        _day("trial_concluded_on", "day of the later trial, after a finding of disability"),
        _text("source", "where this comes from", "court register"),
    ),
    {"person": "people"},
)
OFFENCES = File(
    "offences",
    "Offences of a court result, with what Schedule 3 asks of them; empty is: not known.",
    (
        RECORD,
        PERSON,
        _key("result", "the key of the row in results.csv", "C-1"),
        _text("code", "offence code", "", longest=20),
        _text("title", "", "Sexual assault on a female", longest=300, is_needed=True),
        _text("paragraph", "paragraph of Schedule 3", "18", longest=10),
        _day("committed_from", "first day", "2018-06-01", is_past=True),
        _day("committed_to", "last day", "2018-06-30", is_past=True),
        _number("victim_age", "at the time", "15"),
        _number("intended_victim_age", ""),
        _yes("for_sexual_gratification", "where the paragraph asks it", ""),
    ),
    {"person": "people", "result": "results"},
)
SENTENCES = File(
    "sentences",
    "What the court did, for one offence or for the whole result.",
    (
        RECORD,
        PERSON,
        _key("result", "the key of the row in results.csv", "C-1"),
        _key("offence", "the key of the row in offences.csv", "O-1", is_needed=False),
        _code("kind", "", SENTENCE_KINDS, "custody", is_needed=True),
        _number("months", "", "24"),
        _number("days", ""),
        _yes("suspended", ""),
        _code("sentence", "kind of custody", CUSTODY_KINDS, "imprisonment"),
        _number("extension_months", "of an extended sentence"),
        _number("extension_days", ""),
        _number("supervision_months", "of a detention and training order"),
        _number("supervision_days", ""),
        _day("made_on", "day of the sentence", "2019-04-12", is_past=True),
        _key("consecutive_to", "the key of an earlier row of this file", "", is_needed=False),
        _key(
            "partly_concurrent_with",
            "the key of an earlier row of this file",
            "",
            is_needed=False,
        ),
        _number("overlap_months", ""),
        _number("overlap_days", ""),
    ),
    {
        "person": "people",
        "result": "results",
        "offence": "offences",
        "consecutive_to": "sentences",
        "partly_concurrent_with": "sentences",
    },
)

ORDER_KINDS = (
    *("shpo", "sopo", "sro", "rsho", "notification_order", "foreign_travel_order"),
    *("notice_96za", "foreign", "other"),
)
ORDER_STAGES = ("in_force", "varied", "discharged", "expired", "quashed")
CLAUSE_KINDS = ("prohibition", "requirement")
ORDERS = File(
    "orders",
    "Preventive orders and notices. The court's result code may stand for the kind.",
    (
        RECORD,
        PERSON,
        _key("result", "the key of the row in results.csv", "C-1", is_needed=False),
        _code("kind", "or else `code`", ORDER_KINDS, "shpo"),
        _text("code", "court-result code, such as 1179 or 3086", "1179", longest=10),
        _yes("interim", ""),
        _text("called", "the name of another kind of order"),
        _text("country", "of a foreign order", longest=100),
        _day("made_on", "day it was made", "2019-04-12", is_needed=True, is_past=True),
        _day("served_on", "day it was served", "2019-04-12", is_past=True),
        _day("ends_on", "last day; empty: until further order", "2029-04-11"),
        _text("court", "", "Northmarch Crown Court"),
        _text("reference", "", "T20190123", longest=100),
        _code("stage", "empty: in force", ORDER_STAGES, "in_force"),
        _day("ended_on", "day it was discharged, quashed or expired"),
        _text("source", "where this comes from", "court register"),
    ),
    {"person": "people", "result": "results"},
)
CLAUSES = File(
    "clauses",
    "Prohibitions and requirements of an order. The wording is kept where few may read it; the"
    " wording that everybody reads is entered in Tutela, with tokens for victims and children.",
    (
        RECORD,
        PERSON,
        _key("order", "the key of the row in orders.csv", "D-1"),
        _text("number", "", "1", longest=10, is_needed=True),
        _code("kind", "", CLAUSE_KINDS, "prohibition", is_needed=True),
        _text("wording", "as the court certified it", "", longest=8000, is_needed=True),
        _day("from", "first day", "2019-04-12", is_needed=True),
        _day("to", "last day; empty: as long as the order", ""),
        _text("supervisor", "who supervises a requirement", ""),
        _yes("about_travel", "forbids travel abroad"),
    ),
    {"person": "people", "order": "orders"},
)
WHEREABOUTS_KINDS = ("custody", "hospital", "abroad", "deported", "missing", "died")
WHEREABOUTS = File(
    "whereabouts",
    "Times in which a person was held, away, missing, or died.",
    (
        RECORD,
        PERSON,
        _code("kind", "", WHEREABOUTS_KINDS, "custody", is_needed=True),
        _yes("by_order", "custody of a court's order or sentence", "yes"),
        _day("from", "first day", "2019-04-12", is_needed=True, is_past=True),
        _day("to", "day of release, discharge or return; empty while it lasts", "2020-04-10"),
        _day("release_expected_on", "of custody or hospital", ""),
        _text("place", "", "HMP Stonefield"),
        _text("source", "where this comes from", "", longest=300),
    ),
    {"person": "people"},
)
NOTIFICATION_KINDS = (
    *("initial", "change", "change_not_occurred", "periodic", "travel", "return", "absence"),
)
CHANGE_KINDS = (
    *("name", "home_address", "stay", "release", "child_household", "child_household_ended"),
    *("bank_account", "card", "identity_document"),
)
NOTIFICATIONS = File(
    "notifications",
    "Notifications that a person gave.",
    (
        RECORD,
        PERSON,
        _code("kind", "", NOTIFICATION_KINDS, "periodic", is_needed=True),
        _code("of", "of what a change is", CHANGE_KINDS, "", is_needed=False),
        _day("given_on", "", "2025-04-10", is_needed=True, is_past=True),
        _day("happened_on", "of a change: the day it happened", ""),
        _day("expected_on", "of a change announced in advance", ""),
        _text("station", "", "Harbour Street police station"),
        _yes("by_parent", "given by a parent who carries the duty"),
    ),
    {"person": "people"},
)

# In the order in which they are read: a row is read after those that it names.
FILES: dict[str, File] = {
    file.name: file
    for file in (
        *(PEOPLE, NAMES, ADDRESSES, IDENTIFIERS),
        *(RESULTS, OFFENCES, SENTENCES),
        *(ORDERS, CLAUSES, WHEREABOUTS, NOTIFICATIONS),
    )
}
