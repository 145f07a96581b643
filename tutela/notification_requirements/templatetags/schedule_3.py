"""Of an offence of a court result: whether it puts the person on the register, and why."""

from dataclasses import dataclass, field
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.law.figures import NotInForce
from tutela.notification_requirements.rules.facts import (
    Basis,
    CustodialSentence,
    Disposal,
    DisposalKind,
    Kind,
    Offence,
    Term,
)
from tutela.notification_requirements.rules.jurisdictions import NotModelled, law_of
from tutela.notification_requirements.rules.schedule_3 import Trigger, trigger

register = template.Library()

TRIGGERS = _("Puts the person on the register")
DOES_NOT = _("Does not put the person on the register")
NOT_YET = _("Not known yet whether it puts the person on the register")
NOT_LISTED = _("Not in Schedule 3")
NOT_MODELLED = _("Cannot be worked out here: check it by hand")


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer in a word, and the reasons under it."""

    word: str | Promise
    colour: str
    because: list[str] = field(default_factory=list)
    is_verified: bool = True


@register.simple_tag
def trigger_of(offence: Any, result: Any, person: Any) -> Shown:
    """Schedule 3 for one offence, with each of its sentences: any one that reaches it is enough."""
    if not offence.paragraph:
        return Shown(NOT_LISTED, "grey")
    if person.born_on is None:
        missing = gettext("The date of birth is not recorded exactly, and ages depend on it.")
        return Shown(NOT_YET, "yellow", [missing])
    asked = Offence(
        offence.paragraph,
        offence.committed_from,
        offence.victim_age,
        offence.intended_victim_age,
        offence.for_sexual_gratification,
    )
    law = law_of(result.jurisdiction)
    kind, on = Kind(result.kind), result.relevant_on
    sentences = _sentences(offence, result)
    disposals = [_disposal(one) for one in sentences] or [None]
    try:
        found = [trigger(Basis(kind, on, one), asked, person.born_on, law) for one in disposals]
    except (NotModelled, NotInForce):
        return Shown(NOT_MODELLED, "yellow")
    return _shown(found, is_open=kind is not Kind.CAUTION and None in disposals)


def _shown(found: list[Trigger], *, is_open: bool) -> Shown:
    """The answer that reaches furthest; a sentence that is not known leaves it open."""
    for wanted, word, colour in ((True, TRIGGERS, "red"), (None, NOT_YET, "yellow")):
        for one in found:
            if one.is_within is wanted:
                return Shown(word, colour, _said(one), one.verified)
    if is_open:
        missing = gettext("It may depend on the sentence, which is not recorded yet.")
        return Shown(NOT_YET, "yellow", [*_said(found[0]), missing], found[0].verified)
    return Shown(DOES_NOT, "grey", _said(found[0]), found[0].verified)


def _said(found: Trigger) -> list[str]:
    return [sentence.say(gettext) for sentence in found.because]


def _sentences(offence: Any, result: Any) -> list[Any]:
    return [
        one
        for one in result.sentences.all()
        if one.stage != "quashed"
        and one.kind != "awaiting_sentence"
        and one.offence_id in {None, offence.pk}
    ]


def _disposal(row: Any) -> Disposal | None:
    kind = DisposalKind(row.kind)
    term = _term(row.months, row.days)
    if kind is DisposalKind.CUSTODY and term is None:
        return None  # of a term that is not known nothing can be said
    return Disposal(
        kind=kind,
        term=term,
        suspended=row.suspended,
        sentence=CustodialSentence(row.sentence),
        extension=_term(row.extension_months, row.extension_days),
        supervision=_term(row.supervision_months, row.supervision_days),
        made_on=row.made_on,
    )


def _term(months: int | None, days: int | None) -> Term | None:
    return Term(months or 0, days or 0) if months or days else None
