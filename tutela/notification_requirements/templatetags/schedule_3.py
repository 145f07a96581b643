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


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in a word, with its colour, and in a sentence."""

    word: Promise
    colour: str
    sentence: Promise


TRIGGERS = Said(_("Triggers"), "red", _("It puts the person on the register."))
DOES_NOT = Said(_("Does not trigger"), "grey", _("It does not put the person on the register."))
NOT_LISTED = Said(_("Not in Schedule 3"), "grey", _("It does not put the person on the register."))
NOT_YET = Said(
    _("Not known yet"),
    "yellow",
    _("It is not known yet whether it puts the person on the register."),
)
NOT_MODELLED = Said(
    _("Check by hand"),
    "yellow",
    _("Whether it puts the person on the register cannot be worked out here."),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer, and the reasons under it."""

    said: Said
    because: list[str] = field(default_factory=list)
    is_verified: bool = True


@register.simple_tag
def trigger_of(offence: Any, result: Any, person: Any) -> Shown:
    """Schedule 3 for one offence, with each of its sentences: any one that reaches it is enough."""
    if not offence.paragraph:
        return Shown(NOT_LISTED)
    if person.born_on is None:
        missing = gettext("The date of birth is not recorded exactly, and ages depend on it.")
        return Shown(NOT_YET, [missing])
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
        return Shown(NOT_MODELLED)
    return _shown(found, is_open=kind is not Kind.CAUTION and None in disposals)


def _shown(found: list[Trigger], *, is_open: bool) -> Shown:
    """The answer that reaches furthest; a sentence that is not known leaves it open."""
    for wanted, said in ((True, TRIGGERS), (None, NOT_YET)):
        for one in found:
            if one.is_within is wanted:
                return Shown(said, _said(one), one.verified)
    if is_open:
        missing = gettext("It may depend on the sentence, which is not recorded yet.")
        return Shown(NOT_YET, [*_said(found[0]), missing], found[0].verified)
    return Shown(DOES_NOT, _said(found[0]), found[0].verified)


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
