"""Terms of imprisonment: what counts, how terms add up, and how a term compares with a figure."""

from dataclasses import dataclass
from enum import Enum

from tutela.law.figures import Value
from tutela.law.reckoning import days_that_months_can_have
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.facts import (
    Basis,
    CustodialSentence,
    Term,
)
from tutela.notification_requirements.rules.jurisdictions import Law


class Compared(Enum):
    """How a length compares with a number of months."""

    LESS = -1
    EQUAL = 0
    MORE = 1
    DEPENDS = 2


@dataclass(frozen=True, slots=True)
class CountedTerm:
    """The term that counts for s.82(1), how it came about, and the other reading if any."""

    term: Term
    because: tuple[Sentence, ...] = ()
    relied_on: tuple[Value, ...] = ()
    otherwise: Term | None = None
    is_settled: bool = True


def compare(term: Term, months: int) -> Compared:
    """Whether a term is shorter or longer than `months`, whatever months it runs through.

    Law: Sexual Offences Act 2003 s.82(1), the rows of six and of thirty months; months are
    calendar months. Only a term said partly in days can depend on which months it runs through.
    """
    over, days = term.months - months, term.days
    if over < 0:
        over, days, sign = -over, -days, -1
    else:
        sign = 1
    fewest, most = days_that_months_can_have(over)
    if days > -fewest:
        return Compared(sign)
    if days < -most:
        return Compared(-sign)
    return Compared.EQUAL if over == 0 else Compared.DEPENDS


def own_term(basis: Basis, law: Law) -> CountedTerm:
    """The term of one sentence, as far as it counts.

    Law: Sexual Offences Act 2003 s.131(a), of a detention and training order the period of
    detention; R v Wiles [2004] EWCA Crim 836, of an extended sentence the whole term.
    A suspended term counts as the term that it is.
    """
    disposal = basis.disposal
    assert disposal is not None  # noqa: S101 - reading the facts requires it
    term = disposal.term
    assert term is not None  # noqa: S101 - reading the facts requires it
    if disposal.sentence is CustodialSentence.DETENTION_AND_TRAINING:
        share = law.on("detention_and_training_share", basis.relevant_date)
        words = gettext_noop(
            "Of a detention and training order of %(whole)s the part in detention counts: %(term)s"
            " (s.131(a), R v Slocombe)."
        )
        part, divides = _share(term, share.number)
        told: tuple[Sentence, ...] = (
            Sentence(words, {"whole": say_term(term), "term": say_term(part)}),
        )
        if not divides:
            told = (*told, Sentence(UNEVEN))
        return CountedTerm(part, told, (share,), is_settled=divides)
    if disposal.sentence is CustodialSentence.EXTENDED:
        rule = law.on("extended_sentence_whole_term", basis.relevant_date)
        whole = term + (disposal.extension or Term(0))
        words = gettext_noop(
            "An extended sentence counts by its whole term, %(term)s, extension included"
            " (R v Wiles)."
        )
        return CountedTerm(whole, (Sentence(words, {"term": say_term(whole)}),), (rule,))
    if disposal.suspended:
        return _suspended(basis, term, law)
    return CountedTerm(term)


def _suspended(basis: Basis, term: Term, law: Law) -> CountedTerm:
    longest = "longest_suspended_term"
    day = basis.relevant_date
    relied_on: tuple[Value, ...] = ()
    if law.has(longest, day) and compare(term, law.on(longest, day).number) is Compared.MORE:
        relied_on = (law.on(longest, day),)
        words = gettext_noop(
            "A suspended sentence counts by its term, %(term)s; that is longer than a court"
            " could suspend then, so check the record."
        )
    else:
        words = gettext_noop("A suspended sentence counts by its term, %(term)s.")
    return CountedTerm(term, (Sentence(words, {"term": say_term(term)}),), relied_on)


def counted_terms(bases: tuple[Basis, ...], own: dict[int, CountedTerm]) -> dict[int, CountedTerm]:
    """The term that counts for every basis that has one.

    Law: Sexual Offences Act 2003 s.82(3) and (4): consecutive terms count, each of them, as
    their aggregate; partly concurrent terms as X plus Y minus the time that they overlap.
    """
    counted = dict(own)
    for group in _groups(bases, own):
        if len(group) > 1:
            whole = _together(bases, own, group)
            for index in group:
                counted[index] = CountedTerm(
                    whole.term,
                    own[index].because + whole.because,
                    tuple(value for member in group for value in own[member].relied_on),
                    whole.otherwise,
                    all(own[member].is_settled for member in group),
                )
    return counted


def link(basis: Basis) -> int | None:
    """The basis whose term this one follows or overlaps."""
    if basis.consecutive_to is not None:
        return basis.consecutive_to
    return basis.partly_concurrent_with


def _groups(bases: tuple[Basis, ...], own: dict[int, CountedTerm]) -> list[list[int]]:
    head = {index: index for index in own}

    def first(index: int) -> int:
        while head[index] != index:
            index = head[index]
        return index

    for index in own:
        other = link(bases[index])
        if other is not None and other in own:
            low, high = sorted((first(index), first(other)))
            head[high] = low
    groups: dict[int, list[int]] = {}
    for index in own:
        groups.setdefault(first(index), []).append(index)
    return list(groups.values())


def _together(
    bases: tuple[Basis, ...], own: dict[int, CountedTerm], group: list[int]
) -> CountedTerm:
    total = Term(0)
    overlaps = Term(0)
    for index in group:
        total += own[index].term
        if link(bases[index]) in own:
            overlaps += bases[index].overlap or Term(0)
    whole = total - overlaps
    numbers = ", ".join(str(index) for index in group)
    if overlaps == Term(0):
        words = gettext_noop(
            "Consecutive terms (bases %(bases)s) count together, each as %(term)s (s.82(4)(a))."
        )
        values = {"bases": numbers, "term": say_term(whole)}
    else:
        words = gettext_noop(
            "Partly concurrent terms (bases %(bases)s) count together, each as %(total)s minus"
            " the overlap of %(overlap)s (s.82(4)(b))."
        )
        values = {"bases": numbers, "total": say_term(total), "overlap": say_term(overlaps)}
    return CountedTerm(whole, (Sentence(words, values),), (), _laid_out(bases, own, group))


def _laid_out(
    bases: tuple[Basis, ...], own: dict[int, CountedTerm], group: list[int]
) -> Term | None:
    """The time from the first day of any term to the last of any, where two hang on one.

    Two terms that both follow, or overlap, the same term may run beside each other; then the
    sum says too much. In days of a mean month, which is near enough to see a difference.
    """
    linked = [link(bases[index]) for index in group]
    if all(linked.count(other) < 2 for other in linked if other is not None):
        return None
    starts: dict[int, Term] = {}

    def start(index: int) -> Term:
        if index not in starts:
            other = link(bases[index])
            if other is None or other not in own:
                starts[index] = Term(0)
            else:
                end = start(other) + own[other].term
                starts[index] = end - (bases[index].overlap or Term(0))
        return starts[index]

    ends = [start(index) + own[index].term for index in group]
    return max(ends, key=_mean_days) - min((start(index) for index in group), key=_mean_days)


def _mean_days(term: Term) -> float:
    return term.months * 30.4375 + term.days


UNEVEN = gettext_noop(
    "The days do not divide evenly; a part of a day counts as a day, so that the half is never"
    " taken as less than it is. No authority settles it: check it with the court's record."
)


def _share(term: Term, parts: int) -> tuple[Term, bool]:
    """One part of a term, a part of a day made a whole one, and whether the days divide."""
    months, odd = divmod(term.months, parts)
    days = odd * 30 + term.days
    return Term(months, -(-days // parts)), term.days % parts == 0


def say_term(term: Term) -> Sentence:
    """A length in words: 2 years 6 months 3 days."""
    years, months = divmod(term.months, 12) if term.months >= 0 else (0, term.months)
    parts = [
        Sentence(words if number != 1 else one, {"number": number})
        for number, words, one in (
            (years, gettext_noop("%(number)s years"), gettext_noop("%(number)s year")),
            (months, gettext_noop("%(number)s months"), gettext_noop("%(number)s month")),
            (term.days, gettext_noop("%(number)s days"), gettext_noop("%(number)s day")),
        )
        if number
    ] or [Sentence(gettext_noop("nothing"))]
    said = parts[0]
    for part in parts[1:]:
        said = Sentence("%(first)s %(then)s", {"first": said, "then": part})
    return said
