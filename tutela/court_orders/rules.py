"""Which offences there are to choose from, what each asks, and what may become of a result."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from tutela.law.figures import read
from tutela.law.wording import Sentence, gettext_noop

ENGLAND_AND_WALES = "england_and_wales"


@dataclass(frozen=True, slots=True)
class Listed:
    """An offence by the title people know it by: of Schedule 3, or else `specified` as violent."""

    title: str
    provision: str
    paragraph: str
    words: str
    starts: date
    verified: bool
    # paragraph of Schedule 15 to the Criminal Justice Act 2003, Part 1; "murder"; "s.327(4A)"
    specified: str = ""
    counts_from: date | None = None

    @property
    def slug(self) -> str:
        """The section as an address holds it: sexual-offences-act-2003-s-9."""
        return "-".join(re.findall(r"[a-z0-9]+", self.provision.casefold()))


@cache
def offences() -> tuple[Listed, ...]:
    """The offences of Schedule 3 that can be chosen, in its order."""
    text = files("tutela.court_orders").joinpath("offences.toml").read_text(encoding="utf-8")
    return tuple(
        Listed(
            entry["title"],
            entry["provision"],
            entry["paragraph"],
            entry["words"],
            entry["from"],
            entry["verified"],
        )
        for entry in tomllib.loads(text)["offence"]
    )


@cache
def violent_offences() -> tuple[Listed, ...]:
    """Murder, and the violent offences of Schedule 15 to the Criminal Justice Act 2003."""
    text = files("tutela.court_orders").joinpath("specified.toml").read_text(encoding="utf-8")
    return tuple(
        Listed(
            entry["title"],
            entry["provision"],
            "",
            entry["words"],
            entry["from"],
            entry["verified"],
            entry["specified"],
            entry.get("counts_from"),
        )
        for entry in tomllib.loads(text)["offence"]
    )


def offences_named(wanted: str) -> tuple[Listed, ...]:
    """Those that have every word looked for in title, section, paragraph or other words."""
    words = wanted.casefold().replace(",", " ").split()
    return tuple(
        one
        for one in (*offences(), *violent_offences())
        if all(word in _searched(one) for word in words)
    )


def _searched(one: Listed) -> str:
    paragraph = one.paragraph or one.specified
    return f"{one.title} {one.provision} {one.words} paragraph {paragraph}".casefold()


def offence_at(slug: str) -> Listed | None:
    """The offence of a section, by its address."""
    listed = (*offences(), *violent_offences())
    return next((one for one in listed if one.slug == slug), None)


# the conditions of the Schedule, and the questions that answer them
QUESTIONS: Mapping[str, str] = {
    "offender_under": "committed_from",
    "offender_at_least": "committed_from",
    "victim_under": "victim_age",
    "intended_victim_under": "intended_victim_age",
    "for_sexual_gratification": "for_sexual_gratification",
}


@cache
def questions_of(paragraph: str) -> frozenset[str]:
    """What a paragraph of the Schedule asks beside the sentence; nothing where it has no threshold.

    Law: Sexual Offences Act 2003 Schedule 3, England and Wales.
    """
    found = next((one for one in _schedule() if one["paragraph"] == paragraph), {})
    return frozenset(
        QUESTIONS[name] for way in found.get("when", ()) for name in way if name in QUESTIONS
    )


@cache
def paragraphs() -> tuple[str, ...]:
    """The paragraphs of the Schedule, as far as they are modelled, in its order."""
    return tuple(one["paragraph"] for one in _schedule())


@cache
def _schedule() -> tuple[dict[str, Any], ...]:
    return tuple(read(f"{ENGLAND_AND_WALES}/schedule_3")["offence"])


# What may be said of a result next; of an offence or a sentence the last two alone.
NEXT: Mapping[str, Mapping[str, str]] = {
    "stands": {"appealed": "appealed", "quashed": "quashed"},
    "varied": {"appealed": "appealed", "quashed": "quashed"},
    "appealed": {"appeal_dismissed": "stands", "quashed": "quashed", "appealed": "appealed"},
    "quashed": {"restored": "stands"},
}


def stage_after(stage: str, what: str) -> str | None:
    """How it stands after this; None where this cannot be said of it."""
    return NEXT.get(stage, {}).get(what)


@dataclass(frozen=True, slots=True)
class Length:
    """A length as a court says it, in months and days."""

    months: int
    days: int

    def is_certainly_longer_than(self, other: "Length") -> bool:
        """Longer whatever months it runs through."""
        months, days = self.months - other.months, self.days - other.days
        return min(28 * months, 31 * months) + days > 0


def objection_to_sentence(
    *,
    kind: str,
    term: Length | None,
    suspended: bool,
    sentence: str,
    extension: Length | None,
    overlap: Length | None,
    follows: bool,
    overlaps: bool,
    other: Length | None,
) -> Sentence | None:
    """What cannot be said of one sentence, in one sentence; None where it can."""
    if suspended and kind != "custody":
        return Sentence(gettext_noop("Only custody for a term can be suspended."))
    if extension and sentence != "extended":
        return Sentence(gettext_noop("An extension belongs to an extended sentence only."))
    if follows and overlaps:
        words = gettext_noop(
            "A sentence either follows another or overlaps it in part: choose one of the two."
        )
        return Sentence(words)
    if overlap and not overlaps:
        return Sentence(gettext_noop("Choose the sentence that it overlaps in part."))
    if (follows or overlaps) and kind not in {"custody", "life", "ipp"}:
        return Sentence(gettext_noop("Only custody follows another sentence or overlaps it."))
    if overlaps and not overlap:
        return Sentence(gettext_noop("Enter for how long the two sentences run together."))
    if overlap and any(one and overlap.is_certainly_longer_than(one) for one in (term, other)):
        words = gettext_noop("The time that the two run together is longer than one of them.")
        return Sentence(words)
    return None


def goes_round(links: Mapping[str, str | None], start: str) -> bool:
    """Whether sentences that follow or overlap one another come back to where they began."""
    seen = {start}
    step = links.get(start)
    while step is not None:
        if step in seen:
            return True
        seen.add(step)
        step = links.get(step)
    return False
