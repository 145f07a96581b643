"""A possible breach of a notification requirement: s.91, and the steps from missed to outcome.

Nothing here says that anybody committed an offence: a date that was missed opens a question, and
a person answers it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import DutyKind


class Ground(StrEnum):
    """What may not have been complied with: s.91(1)."""

    INITIAL = "initial"
    CHANGE = "change"
    NOT_OCCURRED = "not_occurred"
    PERIODIC = "periodic"
    TRAVEL = "travel"
    RETURN = "return"
    ABSENCE = "absence"
    FINGERPRINTS = "fingerprints"
    PARENT = "parent"
    FALSE = "false"


class Stage(StrEnum):
    """Where a possible breach stands."""

    OPENED = "opened"
    EXPLAINED = "explained"
    PROPOSED = "proposed"
    INVESTIGATED = "investigated"
    CHARGED = "charged"
    NO_ACTION = "no_action"
    EXCUSED = "excused"
    NOT_MISSED = "not_missed"
    CAUTIONED = "cautioned"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"


class Step(StrEnum):
    """What somebody does about a possible breach."""

    OPEN = "open"
    EXPLAIN = "explain"
    PROPOSE = "propose"
    AGREE = "agree"
    RETURN = "return"
    INVESTIGATE = "investigate"
    CHARGE = "charge"
    CAUTION = "caution"
    CONVICT = "convict"
    ACQUIT = "acquit"
    DISCONTINUE = "discontinue"
    REOPEN = "reopen"


# The ends that free a person from suspicion: one recommends them, another decides.
RELEASING = frozenset({Stage.NO_ACTION, Stage.EXCUSED, Stage.NOT_MISSED})
OVER = RELEASING | {Stage.CAUTIONED, Stage.CONVICTED, Stage.ACQUITTED, Stage.DISCONTINUED}
UNDECIDED = frozenset({Stage.OPENED, Stage.EXPLAINED, Stage.INVESTIGATED})

# AGREE leads to what was recommended, so it is not in the table.
NEXT: Mapping[Stage, Mapping[Step, Stage]] = {
    Stage.OPENED: {
        Step.EXPLAIN: Stage.EXPLAINED,
        Step.PROPOSE: Stage.PROPOSED,
        Step.INVESTIGATE: Stage.INVESTIGATED,
        Step.CHARGE: Stage.CHARGED,
        Step.CAUTION: Stage.CAUTIONED,
    },
    Stage.EXPLAINED: {
        Step.EXPLAIN: Stage.EXPLAINED,
        Step.PROPOSE: Stage.PROPOSED,
        Step.INVESTIGATE: Stage.INVESTIGATED,
        Step.CHARGE: Stage.CHARGED,
        Step.CAUTION: Stage.CAUTIONED,
    },
    Stage.PROPOSED: {Step.RETURN: Stage.OPENED},
    Stage.INVESTIGATED: {
        Step.EXPLAIN: Stage.INVESTIGATED,
        Step.PROPOSE: Stage.PROPOSED,
        Step.CHARGE: Stage.CHARGED,
        Step.CAUTION: Stage.CAUTIONED,
    },
    Stage.CHARGED: {
        Step.EXPLAIN: Stage.CHARGED,
        Step.CAUTION: Stage.CAUTIONED,
        Step.CONVICT: Stage.CONVICTED,
        Step.ACQUIT: Stage.ACQUITTED,
        Step.DISCONTINUE: Stage.DISCONTINUED,
    },
    Stage.NO_ACTION: {Step.REOPEN: Stage.OPENED},
    Stage.EXCUSED: {Step.REOPEN: Stage.OPENED},
    Stage.NOT_MISSED: {Step.REOPEN: Stage.OPENED},
    Stage.CAUTIONED: {},
    Stage.CONVICTED: {},
    Stage.ACQUITTED: {},
    Stage.DISCONTINUED: {},
}

GROUND_OF_DUTY: Mapping[DutyKind, Ground] = {
    DutyKind.INITIAL: Ground.INITIAL,
    DutyKind.CHANGE: Ground.CHANGE,
    DutyKind.NOT_OCCURRED: Ground.NOT_OCCURRED,
    DutyKind.PERIODIC: Ground.PERIODIC,
    DutyKind.TRAVEL: Ground.TRAVEL,
    DutyKind.RETURN: Ground.RETURN,
    DutyKind.ABSENCE: Ground.ABSENCE,
}
FAILED: Mapping[Ground, str] = {
    Ground.INITIAL: "s.83(1)",
    Ground.CHANGE: "s.84(1)",
    Ground.NOT_OCCURRED: "s.84(4)(b)",
    Ground.PERIODIC: "s.85(1)",
    Ground.TRAVEL: "s.86(1)",
    Ground.RETURN: "s.86(1)",
    Ground.ABSENCE: "s.85A",
    Ground.FINGERPRINTS: "s.87(4)",
    Ground.PARENT: "s.89(2)(b)",
    Ground.FALSE: "s.91(1)(b)",
}
CONTINUING = frozenset(
    {Ground.INITIAL, Ground.CHANGE, Ground.PERIODIC, Ground.TRAVEL, Ground.RETURN}
)

# a person has at most one of these to give at a time
ONE_AT_A_TIME = frozenset({Ground.INITIAL, Ground.PERIODIC})


def offence(ground: Ground) -> str:
    """The provision under which the question is asked.

    Law: Sexual Offences Act 2003 s.91(1), (a) failing without reasonable excuse, (b) notifying
    what one knows to be false.
    """
    if ground is Ground.FALSE:
        return "Sexual Offences Act 2003 s.91(1)(b)"
    return f"Sexual Offences Act 2003 s.91(1)(a) ({FAILED[ground]})"


def continues(ground: Ground) -> bool:
    """Whether every further day belongs to the same failure, prosecuted once.

    Law: Sexual Offences Act 2003 s.91(3), which names ss.83(1), 84(1), 85(1) and the travel
    regulations, and not ss.84(4)(b), 87(4) or 89(2)(b).
    """
    return ground in CONTINUING


def first_missed_day(due_on: date, alleged_only_after: date | None) -> date:
    """The first day of which a breach could be alleged: after every reading of the date."""
    return max(due_on, alleged_only_after or due_on) + timedelta(days=1)


def is_same_failure(
    *, begun_on: date | None, ended_on: date | None, missed_on: date, ground: Ground
) -> bool:
    """Whether a missed day belongs to a possible breach that is already there.

    Law: Sexual Offences Act 2003 s.91(3), a failure goes on until the notification is given; what
    is missed after that is another.
    """
    if begun_on is None:
        return False
    if not continues(ground):
        return missed_on == begun_on
    return ended_on is None or missed_on <= ended_on


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules ask about a possible breach before the next step."""

    stage: Stage
    is_explained: bool = False
    proposed: Stage | None = None


def objection_to(step: Step, standing: Standing, proposal: Stage | None = None) -> Sentence | None:
    """Why this step cannot be taken now; None where it can."""
    if step is Step.AGREE:
        if standing.stage is not Stage.PROPOSED or standing.proposed is None:
            return Sentence(gettext_noop("Nothing is recommended at the moment."))
        return None
    if step not in NEXT[standing.stage]:
        return Sentence(gettext_noop("This step does not follow from where it stands now."))
    if step is Step.PROPOSE and proposal not in RELEASING:
        return Sentence(gettext_noop("Only an end without a charge is recommended to another."))
    if proposal is Stage.EXCUSED and not standing.is_explained:
        return Sentence(
            gettext_noop("Record first what the person says, and what was checked of it.")
        )
    return None


def after(step: Step, standing: Standing) -> Stage:
    """Where a possible breach stands after a step to which there is no objection."""
    if step is Step.AGREE:
        assert standing.proposed is not None  # noqa: S101 - objection_to was asked
        return standing.proposed
    return NEXT[standing.stage][step]


def steps_from(stage: Stage) -> tuple[Step, ...]:
    """What can be done next, in the order of the table."""
    if stage is Stage.PROPOSED:
        return (Step.AGREE, *NEXT[stage])
    return tuple(NEXT[stage])


def limits(ground: Ground) -> tuple[Sentence, ...]:
    """What the law says about bringing such a failure to court, as far as it was seen.

    Law: Sexual Offences Act 2003 s.91(2) to (4).
    """
    told = [
        Sentence(
            gettext_noop(
                "Either-way offence: up to five years on indictment (s.91(2)(b)). No time limit for"
                " the charge is known to these rules; that none applies was not verified."
            )
        )
    ]
    if continues(ground):
        told.append(
            Sentence(
                gettext_noop(
                    "One continuing offence from the first day of the failure until the"
                    " notification is given; nobody is prosecuted more than once for the same"
                    " failure (s.91(3))."
                )
            )
        )
    else:
        told.append(
            Sentence(
                gettext_noop(
                    "Not among the continuing offences of s.91(3): it is of the day on which it"
                    " happened."
                )
            )
        )
    told.append(
        Sentence(
            gettext_noop(
                "Any court with jurisdiction where the person lives or is found may deal with it"
                " (s.91(4))."
            )
        )
    )
    return tuple(told)


def diagram() -> str:
    """The transition table as a state diagram, in the language of Mermaid."""
    lines = ["stateDiagram-v2", "    [*] --> opened"]
    for stage, steps in NEXT.items():
        lines += [f"    {stage} --> {to}: {step}" for step, to in steps.items()]
    lines += [f"    proposed --> {end}: agree" for end in sorted(RELEASING)]
    lines += [f"    {stage} --> [*]" for stage in Stage if stage in OVER]
    return "\n".join(lines)
