"""What the law says of the length, the discharge and the contents of preventive orders.

Everything here warns: a court's order is recorded as it was made, and what happened is never
refused. Pure: facts and days in, sentences with their provisions out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tutela.law.figures import Figure, figures
from tutela.law.reckoning import last_day_of_months_beginning_with
from tutela.law.wording import Sentence, gettext_noop

ACT = "england_and_wales/preventive_orders"
MONTHS = MappingProxyType({"years": 12, "months": 1})

SHORTEST = MappingProxyType(
    {"shpo": "shpo_shortest", "sopo": "sopo_shortest", "sro": "sro_shortest"}
    | {"rsho": "rsho_shortest"}
)
LONGEST_TRAVEL = MappingProxyType({"shpo": "shpo_travel_longest", "sro": "sro_travel_longest"})
LONGEST = MappingProxyType({"foreign_travel_order": "foreign_travel_order_longest"})
NEEDS_CONSENT = MappingProxyType(
    {
        "shpo": "shpo_discharge_needs_consent",
        "sopo": "sopo_discharge_needs_consent",
        "sro": "sro_discharge_needs_consent",
    }
)
# an order that came with none: the wording itself is still to be pasted from the sealed order
WORDING_TO_COME = gettext_noop("The wording is kept as certified; here it is still to be entered.")


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that the law would not expect: shown beside the entry, which stands."""

    sentence: Sentence
    provision: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """Until when a discharge needs the consent of the person and the chief officer."""

    last_day: date
    provision: str
    verified: bool


def _months(figure: Figure, day: date) -> int:
    return figure.on(day).number * MONTHS[figure.unit]


def _figure(names: Mapping[str, str], kind: str, day: date) -> Figure | None:
    figure = figures(ACT)[names[kind]] if kind in names else None
    return figure if figure is not None and figure.is_in_force(day) else None


def _warned(words: str, figure: Figure, day: date, last: date) -> Warned:
    value = figure.on(day)
    sentence = Sentence(words, {"day": last})
    return Warned(sentence, value.citation, value.verified)


def warnings_of_order(
    *, kind: str, interim: bool, made_on: date, ends_on: date | None
) -> tuple[Warned, ...]:
    """What is odd about the length of an order.

    Law: Sexual Offences Act 2003 s.103C(2) and s.122A(7), a fixed period has a shortest length;
    s.117, a foreign travel order has a longest; an interim order has a fixed period only.
    """
    if interim:
        if ends_on is not None:
            return ()
        words = gettext_noop("An interim order has effect for a fixed time: look for its last day.")
        return (Warned(Sentence(words), "Sexual Offences Act 2003 s.103F(4)", False),)
    found = _too_short(kind, made_on, made_on, ends_on)
    longest = _figure(LONGEST, kind, made_on)
    if longest is not None:
        found += _too_long(longest, made_on, made_on, ends_on)
    return found


def warnings_of_clause(
    *,
    order_kind: str,
    interim: bool,
    made_on: date,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    about_travel: bool,
    names_no_supervisor: bool,
    is_varied_away: bool = False,
) -> tuple[Warned, ...]:
    """What is odd about one prohibition or requirement.

    Law: Sexual Offences Act 2003 s.103C(2) and (3), different prohibitions may have different
    periods; s.103D, one on foreign travel lasts five years at most; s.103CA, a requirement has
    a responsible supervisor.
    """
    found: tuple[Warned, ...] = ()
    if about_travel and (longest := _figure(LONGEST_TRAVEL, order_kind, made_on)):
        found += _too_long(longest, made_on, starts_on, ends_on)
    elif not interim and not is_varied_away and not about_travel:
        found += _too_short(order_kind, made_on, starts_on, ends_on)
    if kind == "requirement":
        rule = figures(ACT)["orders_with_requirements"]
        if not rule.is_in_force(made_on):
            words = gettext_noop("Orders made before %(day)s hold no requirements.")
            found += (_warned(words, rule, rule.first_day or made_on, rule.first_day or made_on),)
        elif names_no_supervisor:
            words = gettext_noop(
                "Every requirement has a responsible supervisor who reports whether it is kept:"
                " ask the court who it is."
            )
            found += (_warned(words, rule, made_on, made_on),)
    return found


def _too_short(
    kind: str, made_on: date, starts_on: date, ends_on: date | None
) -> tuple[Warned, ...]:
    shortest = _figure(SHORTEST, kind, made_on)
    if shortest is None or ends_on is None:
        return ()
    first_possible = last_day_of_months_beginning_with(starts_on, _months(shortest, made_on))
    if ends_on >= first_possible:
        return ()
    words = gettext_noop(
        "The fixed period is shorter than the law expects: it would last until %(day)s at least."
    )
    return (_warned(words, shortest, made_on, first_possible),)


def _too_long(
    figure: Figure, made_on: date, starts_on: date, ends_on: date | None
) -> tuple[Warned, ...]:
    last = last_day_of_months_beginning_with(starts_on, _months(figure, made_on))
    if ends_on is not None and ends_on <= last:
        return ()
    words = gettext_noop(
        "A prohibition on foreign travel is longer than the law expects: it would end on %(day)s"
        " unless it is extended."
    )
    return (_warned(words, figure, made_on, last),)


def consent_needed(*, kind: str, interim: bool, made_on: date, only_travel: bool) -> Consent | None:
    """Until when the court discharges only with consent of the person and the chief officer.

    Law: Sexual Offences Act 2003 s.103E(7), not before the end of five years beginning with the
    day on which the order was made, (8) except of an order that forbids foreign travel only;
    s.108(6) and s.122D the same for other orders; an interim order has no such time.
    """
    figure = _figure(NEEDS_CONSENT, kind, made_on)
    if figure is None or interim or only_travel:
        return None
    value = figure.on(made_on)
    last = last_day_of_months_beginning_with(made_on, _months(figure, made_on))
    return Consent(last, value.citation, value.verified)


def warning_of_discharge(
    needed: Consent | None, *, discharged_on: date, consent: str
) -> Warned | None:
    """A discharge that the court could not make without consent, and no consent is recorded."""
    if needed is None or discharged_on > needed.last_day or consent == "both":
        return None
    words = gettext_noop(
        "Said to be discharged before the end of %(day)s without recorded consent of the person"
        " and the chief officer: ask the court for its order."
    )
    day = Sentence(words, {"day": needed.last_day})
    return Warned(day, needed.provision, needed.verified)


def objection_to_monitoring(*, monitored: bool, on: date) -> Sentence | None:
    """Electronic monitoring of orders is a rule with no first day yet.

    Law: Sexual Offences Act 2003 s.103FA, prospective.
    """
    if not monitored or is_monitoring_in_force(on):
        return None
    return Sentence(
        gettext_noop(
            "Electronic monitoring of orders (Sexual Offences Act 2003 s.103FA) is not in force"
            " as far as is known here: record the clause without it, and tell the law reviewers"
            " if the court ordered it."
        )
    )


def is_monitoring_in_force(on: date) -> bool:
    """Whether a clause may be electronically monitored on that day."""
    return figures(ACT)["electronic_monitoring_of_orders"].is_in_force(on)


def objection_to_change(
    *, made_on: date, ended_on: date | None, stage: str, kind: str, on: date
) -> Sentence | None:
    """Nothing becomes of an order before it is made, or after a court ended it.

    Late entries are taken: only the days themselves can contradict each other.
    """
    if on < made_on:
        return Sentence(
            gettext_noop("The order was made on %(day)s: enter that day or a later one."),
            {"day": made_on},
        )
    is_over = stage in {"discharged", "quashed"} and ended_on is not None
    if is_over and kind not in {"appealed", "appeal_dismissed", "quashed"} and on >= ended_on:  # type: ignore[operator]
        return Sentence(
            gettext_noop("The order ended on %(day)s: enter an earlier day, or correct the order."),
            {"day": ended_on},
        )
    return None
