"""Review of indefinite requirements: ss.91A to 91F, and the clock of each step."""

from datetime import date, timedelta

from tutela.law.figures import Value
from tutela.law.reckoning import (
    is_under,
    last_day_of_days_after,
    last_day_of_months_beginning_with,
)
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import (
    NONE_UNSURE,
    BasisPeriod,
    Step,
    unverified,
)
from tutela.notification_requirements.rules.facts import (
    Basis,
    DetentionKind,
    Facts,
    Kind,
    Review,
    Term,
)
from tutela.notification_requirements.rules.jurisdictions import Law
from tutela.notification_requirements.rules.register import GIVEN_UNDER_PART_2
from tutela.notification_requirements.rules.terms import Compared, compare, say_term

BARS = frozenset({Kind.SHPO, Kind.SOPO})
NOT_REVIEWED = BARS | {Kind.SRO_BREACH, Kind.FOREIGN_TRAVEL_ORDER}


def review_steps(facts: Facts, periods: tuple[BasisPeriod, ...], law: Law) -> tuple[Step, ...]:
    """When a review can be asked for, and by when each step is due.

    Law: Sexual Offences Act 2003 s.91A(2), not while under a prevention order; s.91B(2) the day
    after fifteen years (eight under 18) beginning with the first notification on first release.
    """
    if "review_right" not in law.by_name:
        return ()
    reviewed = [period for period in periods if is_reviewable(period, facts)]
    if not reviewed:
        return ()
    steps = [_qualifying_day(facts, facts.bases[period.basis], law) for period in reviewed]
    latest = max(steps, key=lambda step: step.day or date.max)
    return (_barred(facts, periods, latest), *clock(facts.review, law))


def is_reviewable(period: BasisPeriod, facts: Facts) -> bool:
    """Whether a review can end this period.

    Law: Sexual Offences Act 2003 s.91A(3), the requirements for an indefinite period by virtue of
    s.80(1), s.81(1), a notification order or a notice under s.96ZA; not those of another order.
    """
    return period.indefinite and facts.bases[period.basis].kind not in NOT_REVIEWED


def _qualifying_day(facts: Facts, basis: Basis, law: Law) -> Step:
    age = law.on("young_person_age", max(basis.relevant_date, date(1997, 9, 1))).number
    young = is_under(facts.born_on, age, basis.relevant_date)
    name = "review_after_young" if young else "review_after_adult"
    figure = law.figure(name)
    given = relevant_notification(facts, basis)
    if given is None:
        words = gettext_noop(
            "The first notification on first release after the sentence is not recorded, so no"
            " qualifying date can be given."
        )
        return Step("qualifying_date", None, figure.citation, (Sentence(words),), NONE_UNSURE)
    value = figure.on(given)
    last = last_day_of_months_beginning_with(given, value.number)
    words = gettext_noop(
        "The day after %(years)s years beginning with %(given)s, the first notification on first"
        " release; %(age)s on the relevant date."
    )
    aged = gettext_noop("under 18") if young else gettext_noop("18 or over")
    values = {"years": value.number // 12, "given": given, "age": Sentence(aged)}
    day = last + timedelta(days=1)
    return Step(
        "qualifying_date", day, value.citation, (Sentence(words, values),), unverified(value)
    )


def relevant_notification(facts: Facts, basis: Basis) -> date | None:
    """The first notification that the person gave when first released after the sentence.

    Law: Sexual Offences Act 2003 s.91B, "the relevant notification". Where no custody or
    hospital is recorded from the relevant date on, the first notification of all.
    """
    held = [
        detention.period
        for detention in facts.detained
        if detention.kind is not DetentionKind.ABROAD
        and (
            detention.period.ends_before is None
            or detention.period.ends_before > basis.relevant_date
        )
    ]
    since = basis.relevant_date
    if held:
        release = min(held, key=lambda period: period.starts).ends_before
        if release is None:
            return None
        since = release
    days = [one.on for one in facts.notifications if one.kind in GIVEN_UNDER_PART_2]
    return min((day for day in days if day >= since), default=None)


def _barred(facts: Facts, periods: tuple[BasisPeriod, ...], step: Step) -> Step:
    """s.91A(2)(b): no application while under a prevention order."""
    told = list(step.because)
    on = max(filter(None, (step.day, facts.as_of)), default=None)
    for period in periods:
        if facts.bases[period.basis].kind not in BARS or period.period is None or on is None:
            continue
        if period.period.contains(on):
            words = gettext_noop(
                "Not while under the prevention order of %(day)s (s.91A(2)(b)): basis %(basis)s."
            )
            values = {"day": facts.bases[period.basis].relevant_date, "basis": period.basis}
            told.append(Sentence(words, values))
    return Step(step.name, step.day, step.provision, tuple(told), step.unsure)


def clock(review: Review | None, law: Law) -> tuple[Step, ...]:
    """The last day of each step of a review that has begun.

    Law: Sexual Offences Act 2003 ss.91B, 91C and 91E as inserted by SI 2012/1883.
    """
    if review is None:
        return ()
    steps: list[Step] = []
    if review.received_on is not None:
        steps.append(_days(law, "acknowledge", review.received_on))
    if review.bodies_told_on is not None:
        steps.append(_days(law, "information", review.bodies_told_on))
        allowed = law.on("review_information", review.bodies_told_on).number
        last_for_information = review.bodies_told_on + timedelta(days=allowed - 1)
        steps.append(_days(law, "determine", last_for_information))
    if review.notice_received_on is not None:
        steps.append(_days(law, "appeal", review.notice_received_on))
    if review.refused_on is not None:
        steps.append(_again(law, review, review.refused_on))
    return tuple(steps)


def _days(law: Law, name: str, event: date) -> Step:
    """A step's last day; whether the day of the event counts was not seen in the text."""
    figure = law.figure(f"review_{name}")
    value = figure.on(event)
    first = event + timedelta(days=value.number - 1)
    later = last_day_of_days_after(event, value.number)
    words = gettext_noop(
        "%(days)s days from %(event)s. Whether that day itself counts was not verified: work to"
        " the earlier day, allege only after the later one, %(later)s."
    )
    values = {"days": value.number, "event": event, "later": later}
    because = (Sentence(words, values),)
    return Step(name, first, value.citation, because, unverified(value), later)


def _again(law: Law, review: Review, refused_on: date) -> Step:
    """The next review after a refusal: eight years, or longer where risk justifies it."""
    usual = law.on("review_again", refused_on)
    longest = law.on("review_again_longest", refused_on)
    months, days = usual.number, 0
    relied_on: tuple[Value, ...] = (usual,)
    words = gettext_noop("The day after %(length)s beginning with the determination of %(day)s.")
    if review.again_after is not None:
        asked = review.again_after
        within = compare(asked, longest.number) in {Compared.LESS, Compared.EQUAL}
        if within and compare(asked, usual.number) is not Compared.LESS:
            months, days = asked.months, asked.days
            relied_on = (usual, longest)
        else:
            words = gettext_noop(
                "The length set is outside what the law allows; by the usual one: the day after"
                " %(length)s beginning with the determination of %(day)s."
            )
    last = last_day_of_months_beginning_with(refused_on, months) + timedelta(days=days)
    because = (Sentence(words, {"length": say_term(Term(months, days)), "day": refused_on}),)
    name, day = "further_qualifying_date", last + timedelta(days=1)
    return Step(name, day, relied_on[-1].citation, because, unverified(*relied_on))
