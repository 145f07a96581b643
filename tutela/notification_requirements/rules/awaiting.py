"""Convicted, or found to have done the act, and not yet dealt with: s.80 and s.132."""

from dataclasses import replace

from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import BasisPeriod, Unsure, unverified
from tutela.notification_requirements.rules.facts import Basis, DisposalKind, Kind
from tutela.notification_requirements.rules.jurisdictions import Law

S_80 = {
    Kind.CONVICTION: "Sexual Offences Act 2003 s.80(1)(a)",
    Kind.FINDING_INSANITY: "Sexual Offences Act 2003 s.80(1)(b)",
    Kind.FINDING_DISABILITY: "Sexual Offences Act 2003 s.80(1)(c)",
}
S_132 = "Sexual Offences Act 2003 s.132(3)"


def awaits_sentence(basis: Basis) -> bool:
    """Whether the court has still to say what follows from the conviction or finding."""
    return basis.disposal is not None and basis.disposal.kind is DisposalKind.AWAITING_SENTENCE


def period_before_sentence(index: int, basis: Basis, law: Law) -> BasisPeriod:
    """Subject from the conviction or finding, for a length that only the sentence will tell.

    Law: Sexual Offences Act 2003 s.80(1) binds from the conviction or finding, and s.83(1) counts
    from it; the Table of s.82(1) asks what the court then does.
    """
    gate = law.on("first_day_of_the_register", basis.relevant_date)
    words = gettext_noop(
        "Convicted or found to have done the act on %(day)s and subject from that day; the court"
        " has not yet dealt with it, so the row of the Table, and the last day, are not known."
    )
    warning = gettext_noop(
        "If the court discharges the person absolutely, they were never subject for this (s.134)."
    )
    because: tuple[Sentence, ...] = (Sentence(words, {"day": basis.relevant_date}),)
    if basis.kind is Kind.CONVICTION:
        because = (*because, Sentence(warning))
    return BasisPeriod(
        index,
        basis.relevant_date,
        False,
        None,
        S_80[basis.kind],
        because,
        unverified(gate),
        undetermined=True,
    )


def below_the_threshold_so_far(
    found: BasisPeriod, told: tuple[Sentence, ...], unsure: tuple[Unsure, ...]
) -> BasisPeriod:
    """Nothing yet, where only a sentence that reaches a threshold could bring it in.

    Law: Sexual Offences Act 2003 s.132(3), a person is regarded as convicted of an offence with a
    sentencing condition when the condition is met.
    """
    words = gettext_noop(
        "No threshold is met yet. One that depends on the sentence is met, if at all, on the day"
        " of the sentence, and that is then the conviction: not subject for this before it."
    )
    because = (*told, Sentence(words))
    return replace(
        found, starts=None, provision=S_132, because=because, unsure=unsure, undetermined=False
    )
