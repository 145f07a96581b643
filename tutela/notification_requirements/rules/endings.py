"""What ends a period before its time: a review that succeeded, a notice that was cancelled."""

from dataclasses import replace
from datetime import date

from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import BasisPeriod, Unsure, doubt
from tutela.notification_requirements.rules.facts import Facts
from tutela.notification_requirements.rules.review import is_reviewable

GRANTED = gettext_noop(
    "A review succeeded: no longer subject from the receipt of its notice, or the order of the"
    " court on appeal, on %(day)s."
)
CANCELLED = gettext_noop(
    "The notice was cancelled on %(day)s. What the Act says of cancelling was not seen: not"
    " verified."
)
UNSEEN = gettext_noop("What the Act says of cancelling a notice was not seen")


def ended_early(found: BasisPeriod, facts: Facts) -> BasisPeriod:
    """The period, ended by what happened to it since.

    Law: Sexual Offences Act 2003 s.91A(1) and SI 2012/1883 art.3: a determination that the person
    is no longer subject ends the indefinite requirements on the receipt of its notice. It touches
    no fixed period and no order.
    """
    granted = facts.review_granted_on
    if granted is not None and is_reviewable(found, facts):
        found = _ended(found, granted, GRANTED, found.unsure)
    cancelled = facts.bases[found.basis].cancelled_on
    if cancelled is not None:
        found = _ended(found, cancelled, CANCELLED, (*found.unsure, *doubt(UNSEEN)))
    return found


def _ended(found: BasisPeriod, day: date, words: str, unsure: tuple[Unsure, ...]) -> BasisPeriod:
    runs = found.period is not None and found.period.contains(day)
    if not runs:
        return found
    because = (*found.because, Sentence(words, {"day": day}))
    return replace(found, indefinite=False, last_day=day, because=because, unsure=unsure)
