"""The course of a review of indefinite requirements: its steps, its matters, its lengths."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from tutela.law.wording import Sentence, gettext_noop


class Stage(StrEnum):
    """Where an application for review stands."""

    RECEIVED = "received"
    PROPOSED = "proposed"
    GRANTED = "granted"
    REFUSED = "refused"
    APPEALED = "appealed"
    COURT_GRANTED = "court_granted"
    COURT_REFUSED = "court_refused"
    TOO_EARLY = "too_early"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done about an application for review."""

    RECEIVE = "receive"
    ACKNOWLEDGE = "acknowledge"
    NOTIFY = "notify"
    PROPOSE = "propose"
    RETURN = "return"
    GRANT = "grant"
    REFUSE = "refuse"
    GIVE = "give"
    APPEAL = "appeal"
    COURT_GRANTS = "court_grants"
    COURT_REFUSES = "court_refuses"
    TELL_EARLY = "tell_early"
    WITHDRAW = "withdraw"


# Steps that leave it where it stands are in the table too: it says when they may be taken.
NEXT: Mapping[Stage, Mapping[Step, Stage]] = {
    Stage.RECEIVED: {
        Step.ACKNOWLEDGE: Stage.RECEIVED,
        Step.NOTIFY: Stage.RECEIVED,
        Step.PROPOSE: Stage.PROPOSED,
        Step.TELL_EARLY: Stage.TOO_EARLY,
        Step.WITHDRAW: Stage.WITHDRAWN,
    },
    Stage.PROPOSED: {
        Step.ACKNOWLEDGE: Stage.PROPOSED,
        Step.GRANT: Stage.GRANTED,
        Step.REFUSE: Stage.REFUSED,
        Step.RETURN: Stage.RECEIVED,
        Step.WITHDRAW: Stage.WITHDRAWN,
    },
    Stage.GRANTED: {Step.GIVE: Stage.GRANTED},
    Stage.REFUSED: {Step.GIVE: Stage.REFUSED, Step.APPEAL: Stage.APPEALED},
    Stage.APPEALED: {
        Step.GIVE: Stage.APPEALED,
        Step.COURT_GRANTS: Stage.COURT_GRANTED,
        Step.COURT_REFUSES: Stage.COURT_REFUSED,
    },
    Stage.COURT_GRANTED: {},
    Stage.COURT_REFUSED: {},
    Stage.TOO_EARLY: {},
    Stage.WITHDRAWN: {},
}
OVER = frozenset(stage for stage, steps in NEXT.items() if not steps)
DETERMINED = frozenset(
    {
        Stage.GRANTED,
        Stage.REFUSED,
        Stage.APPEALED,
        Stage.COURT_GRANTED,
        Stage.COURT_REFUSED,
    }
)

# s.91D(2)(a) to (o), in words of our own.
MATTERS: Mapping[str, str] = {
    "a": gettext_noop("How serious the offence was that brought the indefinite requirements"),
    "b": gettext_noop("How long ago that offence, and any other, was committed"),
    "c": gettext_noop(
        "For a person caught by convictions before the 2003 Act: any offence under section 3 of"
        " the Sex Offenders Act 1997"
    ),
    "d": gettext_noop("Any offence under section 91: failing to notify, or false information"),
    "e": gettext_noop("The person's age on the qualifying date"),
    "f": gettext_noop("The person's age when the offence was committed"),
    "g": gettext_noop("The age of any victim, and how far apart in age they were"),
    "h": gettext_noop("Any assessment of risk made under the arrangements of section 325 (MAPPA)"),
    "i": gettext_noop("What a victim of the offence has submitted"),
    "j": gettext_noop("Convictions and findings for other offences of Schedule 3, in any country"),
    "k": gettext_noop("Cautions for offences of Schedule 3, in any country"),
    "l": gettext_noop(
        "Convictions and findings for offences of Schedule 5, where what the person did since"
        " shows a risk of sexual harm"
    ),
    "m": gettext_noop("Anything else submitted about the risk of sexual harm"),
    "n": gettext_noop("What the person, or somebody for them, submits to show that there is none"),
    "o": gettext_noop("Anything else that the chief officer thinks appropriate"),
}
# what was read in the text of s.91D, the rest is from memory
SEEN = frozenset("abcdefghij")


def objection_to(step: Step, stage: Stage) -> Sentence | None:
    """Why this step cannot be taken now; None where it can."""
    if step not in NEXT[stage]:
        return Sentence(gettext_noop("This step does not follow from where it stands now."))
    return None


def objection_to_proposing(written: Iterable[str]) -> Sentence | None:
    """A determination takes every matter into account, so each is written of first.

    Law: Sexual Offences Act 2003 s.91D(1)(c) and (2).
    """
    missing = [f"({letter})" for letter in MATTERS if letter not in set(written)]
    if not missing:
        return None
    words = gettext_noop(
        "Write of every matter of s.91D(2) first, if only that there is nothing: %(missing)s."
    )
    return Sentence(words, {"missing": ", ".join(missing)})


def objection_to_length(months: int, usual: int, longest: int) -> Sentence | None:
    """How long until the next review after a refusal.

    Law: Sexual Offences Act 2003 s.91B(3) and (4): eight years, or longer up to fifteen where the
    risk justifies it.
    """
    if usual <= months <= longest:
        return None
    words = gettext_noop("The next review is after %(least)s to %(most)s years.")
    return Sentence(words, {"least": usual // 12, "most": longest // 12})
