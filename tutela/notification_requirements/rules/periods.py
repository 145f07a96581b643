"""How long a conviction, finding or caution makes a person subject: ss.80 to 82, 96ZA and 98."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tutela.law.figures import Value
from tutela.law.reckoning import (
    corresponding_day,
    is_under,
    last_day_of_months_after,
    last_day_of_months_beginning_with,
)
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import (
    NONE_UNSURE,
    BasisPeriod,
    doubt,
    unverified,
)
from tutela.notification_requirements.rules.awaiting import awaits_sentence, period_before_sentence
from tutela.notification_requirements.rules.facts import Basis, DisposalKind, Kind, Term
from tutela.notification_requirements.rules.jurisdictions import Law
from tutela.notification_requirements.rules.terms import (
    Compared,
    CountedTerm,
    compare,
    say_term,
)

S_82 = "Sexual Offences Act 2003 s.82(1)"
S_134 = "Sexual Offences Act 2003 s.134(1)"
PROVISIONS = {
    Kind.NOTIFICATION_ORDER: "Sexual Offences Act 2003 s.98(1)",
    Kind.NOTICE_96ZA: "Sexual Offences Act 2003 s.96ZA(1)",
}
MADE_UNDER = {
    Kind.NOTIFICATION_ORDER: "notification_order",
    Kind.NOTICE_96ZA: "notice_for_foreign_conviction",
}
ROWS = {
    DisposalKind.LIFE: "notification_period_life",
    DisposalKind.IPP: "notification_period_ipp",
    DisposalKind.LIFELONG_RESTRICTION: "notification_period_lifelong_restriction",
    DisposalKind.HOSPITAL_ORDER_WITH_RESTRICTION: (
        "notification_period_hospital_order_with_restriction"
    ),
    DisposalKind.HOSPITAL_ORDER: "notification_period_hospital_order",
}
ANY_OTHER = "notification_period_any_other"


@dataclass(frozen=True, slots=True)
class Row:
    """The row of the Table that describes the person, and what it was chosen by."""

    value: Value
    because: tuple[Sentence, ...]
    relied_on: tuple[Value, ...] = ()
    is_certain: bool = True


def notification_period(
    index: int, basis: Basis, born_on: date, counted: CountedTerm | None, law: Law
) -> BasisPeriod:
    """How long this conviction, finding or caution makes the person subject.

    Law: Sexual Offences Act 2003 s.82(1), Table; s.82(2) halves the fixed periods for a person
    under 18 on the relevant date; s.82(5) ends the period of a finding of disability with the
    trial; s.82(6) the relevant date.
    """
    gate = law.on("first_day_of_the_register", _caught_on(basis, law))
    _refuse_before_its_law(basis, law)
    if awaits_sentence(basis):
        return _until_the_trial(period_before_sentence(index, basis, law), basis)
    free = _never_subject(index, basis, law)
    if free is not None:
        return free
    discharge = _period_of_the_order(index, basis, law)
    if discharge is not None:
        return _until_the_trial(discharge, basis)
    row = _row(basis, counted, law)
    starts = _begins(basis)
    because = (*row.because, _selected(basis))
    unsure = unverified(gate, row.value, *row.relied_on)
    if not row.is_certain:
        unsure = (*unsure, *doubt(WHICH_ROW))
    provision = PROVISIONS.get(basis.kind, S_82)
    if row.value.indefinite:
        words = gettext_noop("The period is indefinite.")
        because = (*because, Sentence(words))
        found = BasisPeriod(index, starts, True, None, provision, because, unsure)
        return _until_the_trial(found, basis)
    months, halved, at_the_edge = _halved(basis, born_on, row.value.number, law)
    last = last_day_of_months_beginning_with(basis.relevant_date, months)
    because = (*because, *halved, _reckoned(basis.relevant_date, months, last))
    if at_the_edge:
        unsure = (*unsure, *doubt(LEAP_DAY))
    found = BasisPeriod(index, starts, False, last, provision, because, unsure)
    return _until_the_trial(_while_in_force(found, basis), basis)


WHICH_ROW = gettext_noop("Which row of the Table in s.82(1) fits the sentence: see the reasons")
LEAP_DAY = gettext_noop("Whether a person born on 29 February is a year older on 28 February")


def _refuse_before_its_law(basis: Basis, law: Law) -> None:
    """An order or notice of a day on which the law knew none is refused."""
    if basis.kind in MADE_UNDER:
        made = basis.made_on or basis.served_on
        if made is not None:
            law.on(MADE_UNDER[basis.kind], made)


def _caught_on(basis: Basis, law: Law) -> date:
    """The day that decides whether the register reaches the basis: s.81(3) saves some earlier."""
    first = law.figure("first_day_of_the_register").first_day
    if basis.caught_in_1997 and first is not None:
        return max(basis.relevant_date, first)
    return basis.relevant_date


def _row(basis: Basis, counted: CountedTerm | None, law: Law) -> Row:
    day = _caught_on(basis, law)
    if basis.foreign_caution:
        value = law.on("notification_period_foreign_caution", day)
        return Row(value, (Sentence(gettext_noop("Cautioned abroad (s.98(3)(b)).")),))
    if basis.kind is Kind.CAUTION:
        value = law.on("notification_period_caution", day)
        return Row(value, (Sentence(gettext_noop("Cautioned.")), *_note(value)))
    assert basis.disposal is not None  # noqa: S101 - reading the facts requires it
    kind = basis.disposal.kind
    if counted is not None:
        return _row_of_term(basis, counted, law, day)
    if kind in ROWS:
        return Row(law.on(ROWS[kind], day), (Sentence(DISPOSALS[kind]),))
    is_certain = kind is not DisposalKind.ABSOLUTE_DISCHARGE  # after a finding: not settled
    because = (Sentence(DISPOSALS[kind]), Sentence(OTHER))
    return Row(law.on(ANY_OTHER, day), because, (), is_certain)


OTHER = gettext_noop("No other row of the Table fits: a person of any other description.")
DISPOSALS = {
    DisposalKind.LIFE: gettext_noop("Sentenced to imprisonment for life."),
    DisposalKind.IPP: gettext_noop("Sentenced to imprisonment for public protection."),
    DisposalKind.LIFELONG_RESTRICTION: gettext_noop("Under an order for lifelong restriction."),
    DisposalKind.HOSPITAL_ORDER_WITH_RESTRICTION: gettext_noop(
        "Admitted to a hospital subject to a restriction order."
    ),
    DisposalKind.HOSPITAL_ORDER: gettext_noop(
        "Admitted to a hospital without being subject to a restriction order."
    ),
    DisposalKind.GUARDIANSHIP_ORDER: gettext_noop(
        "Put under a guardianship order, which admits nobody to a hospital."
    ),
    DisposalKind.COMMUNITY_ORDER: gettext_noop("Sentenced to a community order."),
    DisposalKind.FINE: gettext_noop("Fined."),
    DisposalKind.OTHER: gettext_noop("Dealt with in another way."),
    DisposalKind.ABSOLUTE_DISCHARGE: gettext_noop(
        "Discharged absolutely after a finding, which is not a conviction."
    ),
    DisposalKind.COMMUNITY_PAYBACK_ORDER: gettext_noop(
        "Under a community payback order without an offender supervision requirement."
    ),
}


def _row_of_term(basis: Basis, counted: CountedTerm, law: Law, day: date) -> Row:
    long, short = law.on("long_term", day), law.on("short_term", day)
    name, certain = _row_name(counted.term, basis.relevant_date, long.number, short.number)
    words = gettext_noop("Sentenced to imprisonment for %(term)s: %(row)s.")
    told = Sentence(words, {"term": say_term(counted.term), "row": Sentence(TERM_ROWS[name])})
    because = (*counted.because, told)
    if not certain:
        because = (*because, Sentence(DEPENDS))
    certain = certain and counted.is_settled
    if counted.otherwise is not None:
        other, _ = _row_name(counted.otherwise, basis.relevant_date, long.number, short.number)
        if other != name:
            certain = False
            because = (*because, Sentence(BESIDE, {"term": say_term(counted.otherwise)}))
    return Row(law.on(name, day), because, (long, short, *counted.relied_on), certain)


TERM_ROWS = {
    "notification_period_custody_30_months_or_more": gettext_noop("30 months or more"),
    "notification_period_custody_over_6_under_30_months": gettext_noop(
        "more than 6 months but less than 30 months"
    ),
    "notification_period_custody_6_months_or_less": gettext_noop("6 months or less"),
}
DEPENDS = gettext_noop(
    "A term said in days falls on either side of the limit by the months it runs through; it is"
    " reckoned from the relevant date, so check it with the court's record."
)
BESIDE = gettext_noop(
    "Two terms hang on the same other term. If they run beside each other, the whole is"
    " %(term)s and another row applies, so check it with the court's record."
)


def _row_name(term: Term, from_day: date, long: int, short: int) -> tuple[str, bool]:
    against_long, sure_of_long = _settled(term, long, from_day)
    against_short, sure_of_short = _settled(term, short, from_day)
    if against_long is not Compared.LESS:
        return "notification_period_custody_30_months_or_more", sure_of_long
    if against_short is Compared.MORE:
        return "notification_period_custody_over_6_under_30_months", sure_of_long and sure_of_short
    return "notification_period_custody_6_months_or_less", sure_of_short


def _settled(term: Term, months: int, from_day: date) -> tuple[Compared, bool]:
    compared = compare(term, months)
    if compared is not Compared.DEPENDS:
        return compared, True
    ends = last_day_of_months_after(from_day, term.months) + timedelta(days=term.days)
    limit = last_day_of_months_after(from_day, months)
    return Compared((ends > limit) - (ends < limit)), False


def _halved(
    basis: Basis, born_on: date, months: int, law: Law
) -> tuple[int, tuple[Sentence, ...], bool]:
    day = _caught_on(basis, law)
    age = law.on("young_person_age", day).number
    if not is_under(born_on, age, basis.relevant_date):
        return months, (), False
    words = gettext_noop(
        "Under %(age)s on the relevant date (born %(born)s), so half of %(whole)s (s.82(2))."
    )
    values = {"age": age, "born": born_on, "whole": say_term(Term(months))}
    # born on 29 February: on 28 February it is open whether 18 is reached
    tomorrow = basis.relevant_date + timedelta(days=1)
    at_the_edge = corresponding_day(born_on, 12 * age) is None and not is_under(
        born_on, age, tomorrow
    )
    share = law.on("young_person_share", day).number
    return months // share, (Sentence(words, values),), at_the_edge


def _never_subject(index: int, basis: Basis, law: Law) -> BasisPeriod | None:
    """A discharge that is no conviction: absolute; conditional before commencement."""
    if basis.kind is Kind.CAUTION:
        return _caution_that_does_not_count(index, basis, law)
    if basis.disposal is None or basis.kind in {Kind.FINDING_INSANITY, Kind.FINDING_DISABILITY}:
        return None
    kind = basis.disposal.kind
    if kind is DisposalKind.ABSOLUTE_DISCHARGE:
        words = gettext_noop(
            "Discharged absolutely: deemed not to be convicted, and s.134 saves only the"
            " conditional discharge. Never subject for this."
        )
    elif kind is DisposalKind.CONDITIONAL_DISCHARGE and not law.has(
        "conditional_discharge_is_a_conviction", basis.relevant_date
    ):
        words = gettext_noop(
            "Discharged conditionally before 1 May 2004: deemed not to be convicted (s.134(2),"
            " R v Longworth [2006] UKHL 1). Never subject for this."
        )
    else:
        return None
    return BasisPeriod(index, None, False, None, S_134, (Sentence(words),), NONE_UNSURE)


def _caution_that_does_not_count(index: int, basis: Basis, law: Law) -> BasisPeriod | None:
    """A caution in Scotland: s.80(1)(d); one before 1 September 1997: s.81(5) saves none."""
    first = law.figure("first_day_of_the_register").first_day
    if "notification_period_caution" not in law.by_name:
        words = gettext_noop(
            "Cautioned: that counts in England and Wales and in Northern Ireland only"
            " (s.80(1)(d)). Never subject for this."
        )
        provision = "Sexual Offences Act 2003 s.80(1)(d)"
    elif first is not None and basis.relevant_date < first:
        words = gettext_noop(
            "Cautioned before 1 September 1997: not caught (s.81(5)). Never subject for this."
        )
        provision = "Sexual Offences Act 2003 s.81(5)"
    else:
        return None
    return BasisPeriod(index, None, False, None, provision, (Sentence(words),), NONE_UNSURE)


def _period_of_the_order(index: int, basis: Basis, law: Law) -> BasisPeriod | None:
    """The row whose period is the length of the order itself; it is never halved."""
    disposal = basis.disposal
    if disposal is None:
        return None
    unsure = NONE_UNSURE
    if disposal.kind is DisposalKind.CONDITIONAL_DISCHARGE:
        term = disposal.term
        words = gettext_noop(
            "Discharged conditionally: the period of the discharge, %(term)s; it is not halved."
        )
    elif disposal.kind is DisposalKind.COMMUNITY_PAYBACK_ORDER and disposal.supervision:
        rule = law.on("supervision_requirement_is_the_period", basis.relevant_date)
        term, unsure = disposal.supervision, unverified(rule)
        words = gettext_noop(
            "Under a community payback order with an offender supervision requirement: the"
            " period that it specifies, %(term)s; it is not halved."
        )
    else:
        return None
    assert term is not None  # noqa: S101 - reading the facts requires it
    starts = disposal.made_on or basis.relevant_date
    last = last_day_of_months_beginning_with(starts, term.months) + timedelta(days=term.days)
    because = (Sentence(words, {"term": say_term(term)}), _selected(basis), _until(starts, last))
    provision = PROVISIONS.get(basis.kind, S_82)
    found = BasisPeriod(index, _begins(basis), False, last, provision, because, unsure)
    return _while_in_force(found, basis)


def _begins(basis: Basis) -> date:
    """The first day on which the person is subject: an order or notice starts with itself."""
    if basis.kind in PROVISIONS:
        return basis.made_on or basis.served_on or basis.relevant_date
    return basis.relevant_date


def _while_in_force(found: BasisPeriod, basis: Basis) -> BasisPeriod:
    """An order or notice made after the foreign period ended starts nothing: s.97(4)."""
    begins = _begins(basis)
    if found.last_day is None or begins <= found.last_day:
        return found
    words = gettext_noop("That ended before the order or notice of %(day)s. Never subject.")
    because = (*found.because, Sentence(words, {"day": begins}))
    return replace(found, starts=None, last_day=None, because=because)


def _until_the_trial(found: BasisPeriod, basis: Basis) -> BasisPeriod:
    trial = basis.trial_concluded_on
    if trial is None or (found.last_day is not None and found.last_day <= trial):
        return found
    words = gettext_noop(
        "Tried later for the offence: the period for the finding ends with the trial on"
        " %(day)s (s.82(5))."
    )
    because = (*found.because, Sentence(words, {"day": trial}))
    return replace(
        found,
        indefinite=False,
        last_day=trial,
        provision="Sexual Offences Act 2003 s.82(5)",
        because=because,
        undetermined=False,
    )


def _selected(basis: Basis) -> Sentence:
    """Which date selects the figures: the relevant date, s.82(6)."""
    words = {
        Kind.CAUTION: gettext_noop("The relevant date is the caution, %(day)s."),
        Kind.FINDING_INSANITY: gettext_noop("The relevant date is the finding, %(day)s."),
        Kind.FINDING_DISABILITY: gettext_noop("The relevant date is the finding, %(day)s."),
        Kind.NOTIFICATION_ORDER: gettext_noop(
            "The relevant date is the conviction, finding or caution abroad, %(day)s (s.98(2))."
        ),
        Kind.NOTICE_96ZA: gettext_noop(
            "The relevant date is the conviction, finding or caution abroad, %(day)s (s.96ZC)."
        ),
    }.get(basis.kind, gettext_noop("The relevant date is the conviction, %(day)s."))
    return Sentence(words, {"day": basis.relevant_date})


def _reckoned(starts: date, months: int, last: date) -> Sentence:
    words = gettext_noop(
        "%(length)s beginning with %(starts)s: the first day counts, so the last is %(last)s."
    )
    return Sentence(words, {"length": say_term(Term(months)), "starts": starts, "last": last})


def _until(starts: date, last: date) -> Sentence:
    words = gettext_noop("Beginning with %(starts)s, so the last day is %(last)s.")
    return Sentence(words, {"starts": starts, "last": last})


def _note(value: Value) -> tuple[Sentence, ...]:
    if value.verified:
        return ()
    words = gettext_noop(
        "A caution before 1 May 2004 is within s.81(1)(d), which the row for cautions does not"
        " name: any other description. Not verified."
    )
    return (Sentence(words),)
