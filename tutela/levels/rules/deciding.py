"""Who decides a level, by the rule of the area on a day; and what stands in the way."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.law.area_rules import rule_in_force
from tutela.law.reckoning import last_day_of_months_after
from tutela.law.wording import Sentence, gettext_noop

LEAD_AGENCY, COORDINATOR, MEETING = "lead_agency", "coordinator", "meeting"
# the agencies that lead: MAPPA Guidance chapter 6 (mental health is part of health)
LEADING = frozenset({"police", "probation", "youth_justice", "health"})

# how it was decided, and who decides in that way
WAYS = {
    "screening": LEAD_AGENCY,
    "coordinator": COORDINATOR,
    "meeting": MEETING,
    "exit": MEETING,
}
WORDS = {
    LEAD_AGENCY: gettext_noop("by the lead agency after a screening"),
    COORDINATOR: gettext_noop("by the co-ordinator"),
    MEETING: gettext_noop("at a meeting"),
}


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides a level, by which rule, and whether the rule was read in its source."""

    who: str
    provision: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Again:
    """When level 1 is looked at again where nobody named a day, and how long before it is told."""

    months: int
    days_before: int
    provision: str
    verified: bool

    def due_on(self, since: date) -> date:
        """The day by which whoever was screened on a day is screened again."""
        return last_day_of_months_after(since, self.months)


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    return _read("deciders.toml")


@cache
def _screenings() -> tuple[dict[str, Any], ...]:
    return _read("screening.toml")


def _read(name: str) -> tuple[dict[str, Any], ...]:
    text = files("tutela.levels").joinpath(name).read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["rule"])


def screened_again(area: str, on: date) -> Again:
    """How often level 1 is looked at again in the area (by its code) on the day.

    Before any rule, by the first there is: who was at level 1 then is looked at again too.
    """
    found = rule_in_force(_screenings(), area=area, on=on) or _screenings()[0]
    return Again(found["months"], found["days_before"], found["provision"], found["verified"])


def who_decides(level: int, area: str, on: date) -> Decider | None:
    """Whose decision a level is in the area (by its code) on the day; None before any rule."""
    of_level = [rule for rule in _rules() if rule["level"] == level]
    found = rule_in_force(of_level, area=area, on=on)
    if found is None:
        return None
    return Decider(found["who"], found["provision"], found["verified"])


def objection_to_level(
    *, level: int, how: str, decider: Decider | None, category: int | None
) -> Sentence | None:
    """Why this level cannot be decided in this way; None where it can.

    A meeting that ends level 2 or 3 leaves level 1 to the lead agency, and says so at once.
    """
    if level not in (1, 2, 3):
        return Sentence(gettext_noop("A level is 1, 2 or 3."))
    if level == 1 and category == 3 and how == "screening":
        words = gettext_noop(
            "Nobody in category 3 is managed at level 1: refer them for level 2 or 3, or decide"
            " that category 3 has ended (MAPPA Guidance chapter 6)."
        )
        return Sentence(words)
    if how == "elsewhere" or decider is None:
        return None
    way = WAYS.get(how, "")
    if way == decider.who or (level == 1 and way == MEETING):
        return None
    words = gettext_noop("Level %(level)s is decided %(who)s in this area (%(provision)s).")
    return Sentence(
        words,
        {"level": level, "who": Sentence(WORDS[decider.who]), "provision": decider.provision},
    )


def objection_to_screening(
    *,
    agency_kind: str,
    outcome: str,
    level: int,
    plan_is_robust: bool,
    has_barriers: bool,
    needs_meetings: bool,
) -> Sentence | None:
    """Why a screening cannot end so; None where it can."""
    if agency_kind not in LEADING:
        words = gettext_noop(
            "The lead agency screens: police, probation, youth justice or mental health services"
            " (MAPPA Guidance chapter 6)."
        )
        return Sentence(words)
    if outcome == "level_1" and level > 1:
        words = gettext_noop(
            "This person is managed at level %(level)s: a meeting decides to end that, with"
            " reasons. Ask for the case to be heard again, or choose to refer it."
        )
        return Sentence(words, {"level": level})
    if outcome == "level_1" and not (plan_is_robust and not has_barriers and not needs_meetings):
        words = gettext_noop(
            "Level 1 needs a robust plan, nothing in its way and no need of formal meetings"
            " (MAPPA Guidance 7.3): refer the person, or change the answers."
        )
        return Sentence(words)
    return None
