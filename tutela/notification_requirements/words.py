"""The answers of the rules in the reader's language, for pages."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.notification_requirements.rules.answers import BasisPeriod, Duty, DutyKind, Step

TO_DO = {
    DutyKind.INITIAL: _("Make the first notification"),
    DutyKind.CHANGE: _("Notify a change"),
    DutyKind.NOT_OCCURRED: _("Say that an announced change did not happen"),
    DutyKind.PERIODIC: _("Make the periodic notification"),
    DutyKind.TRAVEL: _("Notify travel outside the United Kingdom"),
    DutyKind.RETURN: _("Notify the return to the United Kingdom"),
    DutyKind.ABSENCE: _("Notify absence from home"),
}
STEPS = {
    "qualifying_date": _("A review can be asked for from"),
    "acknowledge": _("The chief officer acknowledges by"),
    "information": _("Responsible bodies answer by"),
    "determine": _("The chief officer determines by"),
    "appeal": _("Appeal by"),
    "further_qualifying_date": _("The next review can be asked for from"),
}


def said(part: BasisPeriod | Duty | Step) -> dict[str, Any]:
    """One period, duty or step with its reasons in words."""
    shown: dict[str, Any] = {
        "part": part,
        "because": [sentence.say(gettext) for sentence in part.because],
        "provision": part.provision,
        "verified": part.verified,
    }
    if isinstance(part, Duty):
        shown["title"] = TO_DO[part.kind]
    elif isinstance(part, Step):
        shown["title"] = STEPS[part.name]
    return shown
