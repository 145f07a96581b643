"""The form of an answer: last days, each with its provision and its reasons."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tutela.law.figures import Value
from tutela.law.period import Period
from tutela.law.reckoning import LONDON
from tutela.law.wording import Sentence, Translate, gettext_noop, untranslated
from tutela.notification_requirements.rules.facts import ChangeKind


class DutyKind(StrEnum):
    """What the person must do."""

    INITIAL = "initial_notification"
    CHANGE = "change_notification"
    NOT_OCCURRED = "advance_change_not_occurred"
    PERIODIC = "periodic_notification"
    TRAVEL = "travel_notification"
    RETURN = "return_notification"
    ABSENCE = "absence_notification"


@dataclass(frozen=True, slots=True)
class Unsure:
    """A figure, a wording or a fact that an answer relies on and that nobody has verified."""

    what: Sentence
    # where the book of the law has it; empty where it is a fact of this person
    reference: str = ""


NONE_UNSURE: tuple[Unsure, ...] = ()


@dataclass(frozen=True, slots=True)
class BasisPeriod:
    """How long one basis makes the person subject."""

    basis: int
    starts: date | None
    indefinite: bool
    last_day: date | None
    provision: str
    because: tuple[Sentence, ...]
    unsure: tuple[Unsure, ...]
    undetermined: bool = False

    @property
    def verified(self) -> bool:
        """Whether everything that it relies on was verified."""
        return not self.unsure

    @property
    def period(self) -> Period | None:
        """The days on which this basis makes the person subject; None where it never does."""
        if self.starts is None:
            return None
        return Period.through(self.starts, self.last_day)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do, and the last day on which it is in time."""

    kind: DutyKind
    last_day: date | None
    provision: str
    because: tuple[Sentence, ...]
    unsure: tuple[Unsure, ...]
    basis: int | None = None
    alleged_only_after: date | None = None
    last_moment: datetime | None = None
    # what tells this duty from others of its kind: the event, the journey, the kind of change
    since: date | None = None
    journey: int | None = None
    change: ChangeKind | None = None

    @property
    def verified(self) -> bool:
        """Whether everything that it relies on was verified."""
        return not self.unsure


@dataclass(frozen=True, slots=True)
class Step:
    """One date of a review, of a parental direction, or another date that the law sets."""

    name: str
    day: date | None
    provision: str
    because: tuple[Sentence, ...]
    unsure: tuple[Unsure, ...]
    alleged_only_after: date | None = None

    @property
    def verified(self) -> bool:
        """Whether everything that it relies on was verified."""
        return not self.unsure


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether, how long and by when; for one person."""

    indefinite: bool
    last_day: date | None
    periods: tuple[BasisPeriod, ...]
    duties: tuple[Duty, ...]
    as_of: date | None = None
    review: tuple[Step, ...] = ()
    parental_direction: Step | None = None
    undetermined: bool = False


def unverified(*values: Value) -> tuple[Unsure, ...]:
    """The figures that an answer relies on and that nobody verified, each once, by name."""
    once = {value.reference: value for value in values if not value.verified}
    return tuple(Unsure(_named(value), reference) for reference, value in once.items())


def doubt(words: str, **values: Any) -> tuple[Unsure, ...]:
    """A fact that is not sure, in a sentence."""
    return (Unsure(Sentence(words, values)),)


NUMBERED = {
    "months": gettext_noop("%(provision)s, %(title)s: %(number)s months"),
    "days": gettext_noop("%(provision)s, %(title)s: %(number)s days"),
    "hours": gettext_noop("%(provision)s, %(title)s: %(number)s hours"),
    "years": gettext_noop("%(provision)s, %(title)s: %(number)s years"),
}
UNNUMBERED = gettext_noop("%(provision)s, %(title)s")


def _named(value: Value) -> Sentence:
    words = UNNUMBERED if value.indefinite else NUMBERED.get(value.unit, UNNUMBERED)
    values = {"provision": value.citation, "title": value.title, "number": value.number}
    return Sentence(words, values)


def as_json(answer: Answer, translate: Translate = untranslated) -> dict[str, Any]:
    """The answer in the form that other systems read."""
    whole: dict[str, Any] = {
        "indefinite": answer.indefinite,
        "last_day": _day(answer.last_day),
        "periods": [_period(period, translate) for period in answer.periods],
        "duties": [_duty(duty, answer.as_of, translate) for duty in answer.duties],
    }
    if answer.undetermined:
        whole["undetermined"] = True
    if answer.review:
        whole["review"] = [_step(step, translate) for step in answer.review]
    if answer.parental_direction:
        whole["parental_direction"] = _step(answer.parental_direction, translate)
    return whole


def _period(period: BasisPeriod, translate: Translate) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "basis": period.basis,
        "indefinite": period.indefinite,
        "last_day": _day(period.last_day),
        "provision": period.provision,
        "because": _said(period.because, translate),
        **_verified(period.unsure, translate),
        "starts": _day(period.starts),
    }
    if period.undetermined:
        whole["undetermined"] = True
    return whole


def _duty(duty: Duty, as_of: date | None, translate: Translate) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "duty": duty.kind.value,
        "last_day": _day(duty.last_day),
        "provision": duty.provision,
        "because": _said(duty.because, translate),
        **_verified(duty.unsure, translate),
        "overdue": bool(as_of and duty.last_day and duty.last_day < as_of),
    }
    if duty.basis is not None:
        whole["basis"] = duty.basis
    if duty.alleged_only_after is not None:
        whole["alleged_only_after"] = duty.alleged_only_after.isoformat()
    if duty.last_moment is not None:
        whole["last_moment"] = duty.last_moment.astimezone(LONDON).isoformat()
    return whole


def _step(step: Step, translate: Translate) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "step": step.name,
        "day": _day(step.day),
        "provision": step.provision,
        "because": _said(step.because, translate),
        **_verified(step.unsure, translate),
    }
    if step.alleged_only_after is not None:
        whole["alleged_only_after"] = step.alleged_only_after.isoformat()
    return whole


def _verified(unsure: tuple[Unsure, ...], translate: Translate) -> dict[str, Any]:
    if not unsure:
        return {"verified": True}
    told = [{"what": one.what.say(translate), "figure": one.reference} for one in unsure]
    return {"verified": False, "unsure": told}


def _said(because: tuple[Sentence, ...], translate: Translate) -> list[str]:
    return [sentence.say(translate) for sentence in because]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
