"""An answer in the form in which it is stored: whole, with what could not be read said beside it.

Nothing recorded is refused. Where the rules cannot read an entry, the entry is left out and a
sentence says which and why; the dates of the rest run.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.answers import Answer, as_json
from tutela.notification_requirements.rules.due_dates import DueDate, dues_of, told_since
from tutela.notification_requirements.rules.entries import WrongFacts
from tutela.notification_requirements.rules.facts import Facts
from tutela.notification_requirements.rules.reading import read
from tutela.notification_requirements.rules.recorded import Given, Recorded, given_facts

MOST_LEFT_OUT = 25
DAY = timedelta(days=1)
# what a defect of ours can raise: one person's must not stop the dates of everybody
DEFECTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
WHAT = {
    "bases": gettext_noop("The court result or order of %(day)s"),
    "detained": gettext_noop("The time in custody, in hospital or abroad from %(day)s"),
    "addresses": gettext_noop("The home address from %(day)s"),
    "travel": gettext_noop("The journey of %(day)s"),
    "notifications": gettext_noop("The notification of %(day)s"),
    "changes": gettext_noop("The change of %(day)s"),
}
FIELDS = {
    "term": gettext_noop("the length of the sentence"),
    "extension": gettext_noop("the extension"),
    "supervision": gettext_noop("the supervision"),
    "overlap": gettext_noop("the overlap"),
    "consecutive_to": gettext_noop("the sentence that it follows"),
    "partly_concurrent_with": gettext_noop("the sentence that it overlaps"),
    "relevant_date": gettext_noop("the day"),
    "served_on": gettext_noop("the day of service"),
    "ends_on": gettext_noop("the last day"),
    "cancelled_on": gettext_noop("the day it was cancelled"),
    "trial_concluded_on": gettext_noop("the day the later trial ended"),
    "made_on": gettext_noop("the day it was made"),
    "to": gettext_noop("the last day"),
    "returned_on": gettext_noop("the day of return"),
    "paragraph": gettext_noop("the paragraph of Schedule 3"),
}
WHOLE = {
    "parental_direction": gettext_noop("the parental direction"),
    "review": gettext_noop("the review"),
}
DAYS_OF = ("relevant_date", "from", "departs_at", "on")


@dataclass(slots=True)
class Computed:
    """Everything that is stored of one person's answer."""

    facts: dict[str, Any]
    sources: dict[str, list[str]]
    assumed: list[str]
    trouble: list[str]
    answer: dict[str, Any]
    dues: list[DueDate] = field(default_factory=list)
    read_facts: Facts | None = None
    is_subject: bool = False
    starts_on: date | None = None
    until: date | None = None
    indefinite: bool = False
    undetermined: bool = False
    again_on: date | None = None
    verified: bool = True

    @property
    def facts_digest(self) -> str:
        """Tells whether the facts are those that were stored; the day asked about is no fact."""
        facts = {key: value for key, value in self.facts.items() if key != "as_of"}
        return digest([facts, self.sources])

    @property
    def answer_digest(self) -> str:
        """Tells whether the answer is the one that was stored."""
        return digest([self.answer, self.assumed, self.trouble])


def digest(value: Any) -> str:
    """The same for the same value, whatever the order of its keys."""
    whole = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


@cache
def law_version() -> str:
    """What the figures and the rules are: another where a line of either changes."""
    whole = hashlib.sha256()
    for package, ending in (
        ("tutela.law", ".py"),
        ("tutela.law.parameters", ".toml"),
        ("tutela.notification_requirements.rules", ".py"),
    ):
        for name, text in sorted(_texts(files(package), ending)):
            whole.update(f"{name}\0{text}\0".encode())
    return whole.hexdigest()


def _texts(folder: Any, ending: str) -> Iterable[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in {"tests", "__pycache__"}:
            yield from ((f"{entry.name}/{name}", text) for name, text in _texts(entry, ending))
        elif entry.name.endswith(ending):
            yield entry.name, entry.read_text(encoding="utf-8")


def compute(recorded: Recorded, on: date) -> Computed:
    """The answer for a day from what is recorded, whatever is recorded."""
    recorded = recorded.in_order()
    without: frozenset[str] = frozenset()
    trouble: list[str] = []
    for _try in range(MOST_LEFT_OUT):
        given = given_facts(recorded, on, without)
        try:
            facts = read(given.facts)
            whole = answer(facts)
        except WrongFacts as wrong:
            told, source = _explained(given, wrong)
            trouble.append(told)
            if source is None:
                break
            without |= {source}
        except DEFECTS as defect:
            words = gettext_noop(
                "The rules failed over these facts (%(kind)s): work the dates out by hand and"
                " report it."
            )
            trouble.append(Sentence(words, {"kind": type(defect).__name__}).say())
            break
        else:
            return _computed(given, facts, whole, trouble)
    assumed = [sentence.say() for sentence in given.assumed]
    nothing: dict[str, Any] = {
        "indefinite": False,
        "last_day": None,
        "periods": [],
        "duties": [],
        "is_subject": False,
    }
    born = date.fromisoformat(given.facts["born_on"])
    return Computed(
        given.facts,
        given.sources,
        assumed,
        trouble,
        nothing,
        verified=False,
        again_on=born if born > on else None,
    )


PLACE = re.compile(r"^facts\.(\w+)\[(\d+)\](?:\.(?:disposal|offence))?(?:\.(\w+))?")


def _explained(given: Given, wrong: WrongFacts) -> tuple[str, str | None]:
    """What the rules cannot read, in the officer's words, and the entry that it is about."""
    sentence = re.sub(r"\s*\(facts\.[^)]*\)|\bfacts(\[\d+\])?\.\w+, ", "", wrong.sentence.say())
    found = PLACE.match(wrong.place)
    if found is None or found[1] not in WHAT:
        name = next((name for name in WHOLE if name in wrong.place), None)
        what = WHOLE[name] if name else wrong.place.rpartition(".")[2].replace("_", " ")
        return f"{what.capitalize()} {sentence}", name
    key, index = found[1], int(found[2])
    entry = given.facts[key][index]
    day = next((str(entry[name])[:10] for name in DAYS_OF if name in entry), None)
    what = Sentence(WHAT[key], {"day": date.fromisoformat(day) if day else "?"}).say()
    about = FIELDS.get(found[3] or "", "")
    told = f"{what}: {about} {sentence}" if about else f"{what} {sentence}"
    return f"{told} It is left out of these dates.", given.sources[key][index]


def _computed(given: Given, facts: Facts, whole: Answer, trouble: list[str]) -> Computed:
    on = facts.as_of
    assert on is not None  # noqa: S101 - given_facts puts it
    stored = as_json(whole)
    for duty in stored["duties"]:
        del duty["overdue"]  # of the day that reads, never stored
    duties = whole.duties
    told = [told_since(duty, facts) for duty in duties]
    going = [entry for entry, day in zip(stored["duties"], told, strict=True) if day is None]
    stored["told_later"] = [
        entry | {"told_on": day.isoformat()}
        for entry, day in zip(stored["duties"], told, strict=True)
        if day is not None
    ]
    stored["duties"] = going
    died = given.died_on
    is_dead = died is not None and died <= on
    if is_dead:
        stored |= {"died_on": str(died), "duties": [], "told_later": []}
        stored.pop("review", None)
        duties = ()
    assumed = [sentence.say() for sentence in given.assumed]
    computed = Computed(given.facts, given.sources, assumed, trouble, stored)
    computed.read_facts = facts
    computed.dues = dues_of(duties, given, facts)
    spans = [period.period for period in whole.periods if period.period is not None]
    running = [span for span in spans if span.contains(on)]
    computed.is_subject = bool(running) and not is_dead
    ahead = [span.starts for span in spans if span.starts > on]
    computed.starts_on = min((span.starts for span in running), default=min(ahead, default=None))
    computed.indefinite = whole.indefinite and not is_dead
    stored["is_subject"] = computed.is_subject
    computed.undetermined = whole.undetermined and not is_dead
    computed.until = died if is_dead else whole.last_day
    verified = [part.verified for part in whole.periods]
    verified += [part.verified for part in duties] + [part.verified for part in whole.review]
    computed.verified = not trouble and all(verified)
    computed.again_on = _again_on(facts, whole, died, on)
    return computed


def _again_on(facts: Facts, whole: Answer, died: date | None, on: date) -> date | None:
    """The first later day on which the passing of time alone can change the answer.

    Every day that the facts or the periods name, and the days after each: a day too many costs
    one look, a day too few would leave a wrong answer standing.
    """
    days: list[date | None] = [died]
    for period in whole.periods:
        if period.period is not None:
            days += [period.period.starts, period.period.ends_before]
    for basis in facts.bases:
        days += [basis.relevant_date, basis.served_on]
    for given in facts.notifications:
        days.append(given.on)
        if given.expected_on is not None:
            days += [given.expected_on + step * DAY for step in range(1, 9)]
    for journey in facts.travel:
        leaves = journey.departs_on
        days += [leaves, leaves + DAY, journey.changed_on, journey.returned_on]
    for absence in facts.absences:
        leaves = absence.leaves_at.date()
        days += [leaves, leaves + DAY]
    return min((day for day in days if day is not None and day > on), default=None)
