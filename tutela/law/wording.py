"""Sentences of rules: marked for translation here, translated where they are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tutela.law.reckoning import LONDON


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation; it is translated when it is shown."""
    return sentence


_MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)

_HALVES = (gettext_noop("am"), gettext_noop("pm"))
_MIDDAY = gettext_noop("midday")
_MIDNIGHT = gettext_noop("midnight at the start of %(day)s")
_ON_A_DAY = gettext_noop("%(clock)s on %(day)s")

Translate = Callable[[str], str]


def untranslated(sentence: str) -> str:
    """English, as it is written."""
    return sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a rule with the values that fill it; words and values are kept apart."""

    words: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, translate: Translate = untranslated) -> str:
        """The sentence in the reader's language."""
        said = {name: _value(value, translate) for name, value in self.values.items()}
        return translate(self.words) % said if said else translate(self.words)


def say_day(day: date, translate: Translate = untranslated) -> str:
    """A day as people write it: 1 March 2024."""
    return f"{day.day} {translate(_MONTHS[day.month - 1])} {day.year}"


def say_moment(moment: datetime, translate: Translate = untranslated) -> str:
    """A moment as people write it, 2:05pm on 1 March 2024; of midnight, which end of the day."""
    day = say_day(moment.date(), translate)
    if (moment.hour, moment.minute) == (0, 0):
        return translate(_MIDNIGHT) % {"day": day}
    half = translate(_HALVES[moment.hour // 12])
    minutes = f":{moment.minute:02}" if moment.minute else ""
    is_midday = (moment.hour, moment.minute) == (12, 0)
    clock = translate(_MIDDAY) if is_midday else f"{moment.hour % 12 or 12}{minutes}{half}"
    return translate(_ON_A_DAY) % {"clock": clock, "day": day}


def _value(value: Any, translate: Translate) -> str:
    if isinstance(value, Sentence):
        return value.say(translate)
    if isinstance(value, datetime):
        return say_moment(value.astimezone(LONDON), translate)
    if isinstance(value, date):
        return say_day(value, translate)
    return str(value)
