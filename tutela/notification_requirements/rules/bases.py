"""Reads the bases of the facts: what each kind needs, and what refers to what."""

from datetime import date

from tutela.law.wording import gettext_noop
from tutela.notification_requirements.rules.entries import Entry, WrongFacts
from tutela.notification_requirements.rules.facts import (
    Basis,
    CustodialSentence,
    Disposal,
    DisposalKind,
    Kind,
    Offence,
    Term,
)

WITH_DISPOSAL = frozenset(
    {
        Kind.CONVICTION,
        Kind.FINDING_INSANITY,
        Kind.FINDING_DISABILITY,
        Kind.NOTIFICATION_ORDER,
        Kind.NOTICE_96ZA,
    }
)
DEALT_WITH_HERE = frozenset({Kind.CONVICTION, Kind.FINDING_INSANITY, Kind.FINDING_DISABILITY})
FOREIGN = frozenset({Kind.NOTIFICATION_ORDER, Kind.NOTICE_96ZA})
MAY_BE_INTERIM = frozenset({Kind.SHPO, Kind.SOPO, Kind.SRO_BREACH, Kind.NOTIFICATION_ORDER})
SENTENCES = frozenset({DisposalKind.CUSTODY, DisposalKind.LIFE, DisposalKind.IPP})
MOST_BASES = 10_000


def read_basis(entry: Entry) -> Basis:
    """One basis of the facts."""
    kind = entry.required_one_of("kind", Kind)
    basis = Basis(
        kind=kind,
        relevant_date=entry.required_day("relevant_date"),
        disposal=_disposal(entry.inside("disposal")),
        served_on=entry.day("served_on"),
        made_on=entry.day("made_on"),
        ends_on=entry.day("ends_on"),
        interim=entry.yes("interim"),
        consecutive_to=entry.number("consecutive_to", MOST_BASES),
        partly_concurrent_with=entry.number("partly_concurrent_with", MOST_BASES),
        overlap=entry.term("overlap", may_be_nothing=True),
        trial_concluded_on=entry.day("trial_concluded_on"),
        cancelled_on=entry.day("cancelled_on"),
        foreign_caution=entry.yes("foreign_caution"),
        caught_in_1997=entry.yes("caught_in_1997"),
        offence=_offence(entry.inside("offence")),
    )
    _refuse_what_does_not_belong(basis, entry)
    return basis


def _disposal(entry: Entry | None) -> Disposal | None:
    if entry is None:
        return None
    kind = entry.required_one_of("kind", DisposalKind)
    disposal = Disposal(
        kind=kind,
        term=entry.term("term"),
        suspended=entry.yes("suspended"),
        sentence=entry.one_of("sentence", CustodialSentence) or CustodialSentence.IMPRISONMENT,
        extension=entry.term("extension"),
        supervision=entry.term("supervision"),
        made_on=entry.day("made_on"),
    )
    entry.finish()
    if disposal.term is None and kind in {DisposalKind.CUSTODY, DisposalKind.CONDITIONAL_DISCHARGE}:
        words = gettext_noop("is needed: how long, in years, months or days.")
        raise WrongFacts(entry.key("term"), words)
    if disposal.extension and disposal.sentence is not CustodialSentence.EXTENDED:
        words = gettext_noop("belongs to an extended sentence only.")
        raise WrongFacts(entry.key("extension"), words)
    if disposal.suspended and kind is not DisposalKind.CUSTODY:
        raise WrongFacts(entry.key("suspended"), gettext_noop("belongs to custody only."))
    return disposal


def _offence(entry: Entry | None) -> Offence | None:
    if entry is None:
        return None
    paragraph = entry.take("paragraph")
    if not isinstance(paragraph, str):
        words = gettext_noop('must be a paragraph of Schedule 3, such as "18".')
        raise WrongFacts(entry.key("paragraph"), words)
    offence = Offence(
        paragraph=paragraph,
        committed_on=entry.day("committed_on"),
        victim_age=entry.number("victim_age", 130),
        intended_victim_age=entry.number("intended_victim_age", 130),
        for_sexual_gratification=entry.yes_or_unknown("for_sexual_gratification"),
    )
    entry.finish()
    return offence


def _refuse_what_does_not_belong(basis: Basis, entry: Entry) -> None:
    needs_disposal = basis.kind in WITH_DISPOSAL and not basis.foreign_caution
    if needs_disposal and basis.disposal is None and not basis.is_order:
        words = gettext_noop("is needed for this kind of basis (awaiting sentence is one).")
        raise WrongFacts(entry.key("disposal"), words)
    if _awaits_sentence(basis) and basis.kind not in DEALT_WITH_HERE:
        words = gettext_noop("awaiting_sentence belongs to a conviction or finding only.")
        raise WrongFacts(f"{entry.key('disposal')}.kind", words)
    if basis.kind is Kind.CAUTION and basis.disposal is not None:
        raise WrongFacts(entry.key("disposal"), gettext_noop("does not belong to a caution."))
    if basis.foreign_caution and (basis.kind not in FOREIGN or basis.disposal):
        words = gettext_noop("belongs to a notification order or notice without a disposal.")
        raise WrongFacts(entry.key("foreign_caution"), words)
    if basis.trial_concluded_on and basis.kind is not Kind.FINDING_DISABILITY:
        words = gettext_noop("belongs to a finding of disability only.")
        raise WrongFacts(entry.key("trial_concluded_on"), words)
    if basis.cancelled_on and basis.kind is not Kind.NOTICE_96ZA:
        words = gettext_noop("belongs to a notice under s.96ZA only.")
        raise WrongFacts(entry.key("cancelled_on"), words)
    if basis.kind is Kind.NOTIFICATION_ORDER and basis.interim and basis.ends_on is None:
        words = gettext_noop("is needed: an interim notification order is for a fixed time.")
        raise WrongFacts(entry.key("ends_on"), words)
    if basis.interim and basis.kind not in MAY_BE_INTERIM:
        raise WrongFacts(entry.key("interim"), gettext_noop("belongs to an order only."))
    if basis.ends_on and not basis.is_order:
        words = gettext_noop("belongs to an order only.")
        raise WrongFacts(entry.key("ends_on"), words)
    for key in ("served_on", "made_on", "ends_on", "trial_concluded_on", "cancelled_on"):
        day: date | None = getattr(basis, key)
        if day is not None and day < basis.relevant_date:
            raise WrongFacts(entry.key(key), gettext_noop("is before the relevant date."))
    if basis.overlap is not None and basis.partly_concurrent_with is None:
        words = gettext_noop("needs partly_concurrent_with beside it.")
        raise WrongFacts(entry.key("overlap"), words)
    if basis.partly_concurrent_with is not None and basis.overlap is None:
        words = gettext_noop("is needed: for how long the two terms run together.")
        raise WrongFacts(entry.key("overlap"), words)
    if basis.partly_concurrent_with is not None and basis.consecutive_to is not None:
        words = gettext_noop("cannot stand beside partly_concurrent_with.")
        raise WrongFacts(entry.key("consecutive_to"), words)


def _awaits_sentence(basis: Basis) -> bool:
    return basis.disposal is not None and basis.disposal.kind is DisposalKind.AWAITING_SENTENCE


def refuse_loose_ends(bases: tuple[Basis, ...], born_on: date, place: str) -> None:
    """Refuse a birth after the event, and terms that refer to nothing, or round in a circle."""
    for index, basis in enumerate(bases):
        here = f"{place}.bases[{index}]"
        if basis.relevant_date <= born_on:
            words = gettext_noop("%(day)s is not after the birth (%(facts)s.born_on, %(born)s).")
            days = {"day": basis.relevant_date, "born": born_on}
            raise WrongFacts(f"{here}.relevant_date", words, facts=place, **days)
        for key in ("consecutive_to", "partly_concurrent_with"):
            _refuse_reference(bases, index, key, here)


def _refuse_reference(bases: tuple[Basis, ...], index: int, key: str, here: str) -> None:
    other = getattr(bases[index], key)
    if other is None:
        return
    if other >= len(bases):
        raise WrongFacts(f"{here}.{key}", gettext_noop("refers to a basis that is not there."))
    if not _is_sentenced(bases[index]):
        words = gettext_noop("is said of a basis that has no term of custody.")
        raise WrongFacts(f"{here}.{key}", words)
    if not _is_sentenced(bases[other]):
        words = gettext_noop("refers to a basis that has no term of custody.")
        raise WrongFacts(f"{here}.{key}", words)
    step: int | None = other
    for _ in bases:
        if step is None:
            break
        step = _linked(bases[step])
    if step is not None:
        raise WrongFacts(f"{here}.{key}", gettext_noop("goes round in a circle."))
    _refuse_long_overlap(bases[index], bases[other], f"{here}.overlap")


def _is_sentenced(basis: Basis) -> bool:
    return basis.disposal is not None and basis.disposal.kind in SENTENCES


def _linked(basis: Basis) -> int | None:
    if basis.consecutive_to is not None:
        return basis.consecutive_to
    return basis.partly_concurrent_with


def _refuse_long_overlap(basis: Basis, other: Basis, place: str) -> None:
    if basis.overlap is None:
        return
    for term in (basis.disposal and basis.disposal.term, other.disposal and other.disposal.term):
        if isinstance(term, Term) and _certainly_longer(basis.overlap, term):
            raise WrongFacts(place, gettext_noop("is longer than a term that it is part of."))


def _certainly_longer(length: Term, other: Term) -> bool:
    """Longer whatever the lengths of the months."""
    difference = length - other
    return min(28 * difference.months, 31 * difference.months) + difference.days > 0
