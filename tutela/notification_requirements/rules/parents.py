"""Parental directions: s.89."""

from datetime import date, timedelta

from tutela.law.reckoning import birthday
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import Step, Unsure, unverified
from tutela.notification_requirements.rules.facts import Direction
from tutela.notification_requirements.rules.jurisdictions import Law


def last_day_of_direction(direction: Direction, born_on: date, law: Law) -> Step:
    """The last day on which a parent carries the duties in the young person's place.

    Law: Sexual Offences Act 2003 s.89(3), until the young person reaches 18 or the earlier end
    that the court set.
    """
    age = law.on("parental_direction_until_age", direction.made_on)
    grown = birthday(born_on, age.number)
    last = grown - timedelta(days=1)
    if direction.ends_on is not None and direction.ends_on < last:
        words = gettext_noop("The court set an earlier end, %(day)s.")
        told = Sentence(words, {"day": direction.ends_on})
        return _step(direction.ends_on, age.citation, told, unverified(age))
    words = gettext_noop("Until the day before the young person is %(age)s, on %(day)s.")
    told = Sentence(words, {"age": age.number, "day": grown})
    if last < direction.made_on:
        words = gettext_noop("The young person was %(age)s on %(day)s, before the direction.")
        told = Sentence(words, {"age": age.number, "day": grown})
        return _step(None, age.citation, told, unverified(age))
    return _step(last, age.citation, told, unverified(age))


def _step(day: date | None, provision: str, because: Sentence, unsure: tuple[Unsure, ...]) -> Step:
    return Step("parental_direction", day, provision, (because,), unsure)
