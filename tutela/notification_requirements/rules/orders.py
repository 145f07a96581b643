"""Orders that keep a person subject, or start it: ss.103G, 107, 122I and 117."""

from tutela.law.figures import Value
from tutela.law.period import Period
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import (
    NONE_UNSURE,
    BasisPeriod,
    doubt,
    unverified,
)
from tutela.notification_requirements.rules.facts import Basis, Kind
from tutela.notification_requirements.rules.jurisdictions import Law

FIGURES = {
    Kind.SHPO: "sexual_harm_prevention_order",
    Kind.SOPO: "sexual_offences_prevention_order",
    Kind.SRO_BREACH: "breach_of_sexual_risk_order",
    Kind.FOREIGN_TRAVEL_ORDER: "foreign_travel_order",
    Kind.NOTIFICATION_ORDER: "interim_notification_order",
}
KEEPS = {
    Kind.SHPO: ("Sexual Offences Act 2003 s.103G(1)", "Sexual Offences Act 2003 s.103G(2)"),
    Kind.SOPO: ("Sexual Offences Act 2003 s.107(3)", "Sexual Offences Act 2003 s.107(4)"),
    Kind.SRO_BREACH: ("Sexual Offences Act 2003 s.122I(2)", "Sexual Offences Act 2003 s.122I(3)"),
    Kind.NOTIFICATION_ORDER: ("Sexual Offences Act 2003 s.100", "Sexual Offences Act 2003 s.100"),
}
BEFORE_2015 = {
    Kind.SRO_BREACH: ("Sexual Offences Act 2003 s.129(2)", "Sexual Offences Act 2003 s.129(3)")
}
NAMES = {
    Kind.SHPO: gettext_noop("The sexual harm prevention order of %(day)s"),
    Kind.SOPO: gettext_noop("The sexual offences prevention order of %(day)s"),
    Kind.NOTIFICATION_ORDER: gettext_noop("The interim notification order of %(day)s"),
    Kind.SRO_BREACH: gettext_noop("The order that was breached (dealt with on %(day)s)"),
}


def was_subject_already(
    bases: tuple[Basis, ...], spans: tuple[Period | None, ...], index: int
) -> bool:
    """Whether the person was subject on another basis immediately before an order was made.

    A conviction of the same day comes before the order that the court then makes; of two
    orders of one day the first in the facts comes first.

    Law: Sexual Offences Act 2003 s.103G(1) and s.107(3), a person who was a relevant offender
    immediately before the order was made.
    """
    made = bases[index].relevant_date
    return any(
        other != index
        and span is not None
        and span.contains(made)
        and (span.starts < made or not bases[other].is_order or other < index)
        for other, span in enumerate(spans)
    )


def period_of_order(index: int, basis: Basis, already_subject: bool, law: Law) -> BasisPeriod:
    """How long an order makes or keeps the person subject: while it has effect.

    Law: Sexual Offences Act 2003 s.103G(1) a person already subject stays subject while the
    order, as renewed, has effect; s.103G(2) another becomes subject from its making. The same
    for the older orders, s.107(3) and (4), and for a breach of a sexual risk order, s.122I.
    """
    rule = law.on(FIGURES[basis.kind], basis.relevant_date)
    if basis.kind is Kind.FOREIGN_TRAVEL_ORDER:
        words = gettext_noop(
            "A foreign travel order puts a person who is not on the register under the travel"
            " rules only (s.117(4)); it keeps nobody subject to the rest."
        )
        return BasisPeriod(index, None, False, None, rule.citation, (Sentence(words),), NONE_UNSURE)
    keeps, starts = _provisions(basis, rule)
    name = Sentence(NAMES[basis.kind], {"day": basis.relevant_date})
    words = (
        gettext_noop("%(order)s keeps a person who was already subject on the register.")
        if already_subject
        else gettext_noop("%(order)s makes a person who was not subject so, from that day.")
    )
    because = (Sentence(words, {"order": name}), *_until(basis))
    fixed = not basis.interim or basis.ends_on is not None
    provision = keeps if already_subject else starts
    return BasisPeriod(
        index,
        basis.relevant_date,
        basis.ends_on is None,
        basis.ends_on,
        provision,
        because,
        (*unverified(rule), *(() if fixed else doubt(NO_END_RECORDED))),
    )


NO_END_RECORDED = gettext_noop("When the interim order ends: that is not recorded")


def _provisions(basis: Basis, rule: Value) -> tuple[str, str]:
    if basis.kind in BEFORE_2015 and "s.129" in rule.citation:
        return BEFORE_2015[basis.kind]
    return KEEPS[basis.kind]


def _until(basis: Basis) -> tuple[Sentence, ...]:
    if basis.ends_on is None:
        words = gettext_noop("It has effect until further order, so there is no last day.")
        if basis.interim:
            words = gettext_noop(
                "It is an interim order, which has effect for a fixed time only, and that time is"
                " not recorded: answered without a last day, and not verified. Look for its end."
            )
        return (Sentence(words),)
    if basis.interim:
        words = gettext_noop("It is an interim order and has effect until %(day)s.")
    else:
        words = gettext_noop("It has effect, as renewed, until %(day)s.")
    return (Sentence(words, {"day": basis.ends_on}),)
