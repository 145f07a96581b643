"""What is weighed before somebody outside the agencies is told, by whom, and what follows.

Pure: facts and a moment in, an objection or an answer out. The database holds the same walls:
the asker never decides, and nothing planned is told that nobody else approved.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tutela.law.figures import figures
from tutela.law.reckoning import LONDON
from tutela.law.wording import Sentence, gettext_noop

PRACTICE = "england_and_wales/practice"
DATA_PROTECTION = "england_and_wales/data_protection_act_2018"
SECTION_327A = "Criminal Justice Act 2003 s.327A"


class Stage(StrEnum):
    """Where a disclosure stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TOLD = "told"
    NOT_TOLD = "not_told"
    IN_DANGER = "in_danger"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"


class Step(StrEnum):
    """What is done about a disclosure."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    TELL = "tell"
    TRY = "try"
    LEAVE = "leave"
    UPHOLD = "uphold"
    REJECT = "reject"


# A try leaves it where it stands: the undertaking was refused, and nothing was told.
NEXT: Mapping[Stage, Mapping[Step, Stage]] = {
    Stage.ASKED: {
        Step.APPROVE: Stage.APPROVED,
        Step.REFUSE: Stage.REFUSED,
        Step.WITHDRAW: Stage.WITHDRAWN,
    },
    Stage.APPROVED: {
        Step.TELL: Stage.TOLD,
        Step.TRY: Stage.APPROVED,
        Step.LEAVE: Stage.NOT_TOLD,
    },
    Stage.REFUSED: {},
    Stage.WITHDRAWN: {},
    Stage.TOLD: {},
    Stage.NOT_TOLD: {},
    Stage.IN_DANGER: {Step.UPHOLD: Stage.UPHELD, Step.REJECT: Stage.NOT_UPHELD},
    Stage.UPHELD: {},
    Stage.NOT_UPHELD: {},
}
# steps by which a second person answers for what the first asked or did
BY_ANOTHER = frozenset({Step.APPROVE, Step.REFUSE, Step.UPHOLD, Step.REJECT})
DECIDED = frozenset(
    {
        Stage.APPROVED,
        Stage.REFUSED,
        Stage.TOLD,
        Stage.NOT_TOLD,
        Stage.UPHELD,
        Stage.NOT_UPHELD,
    }
)


class Test(StrEnum):
    """What must be so before anybody is told: answered one by one, each with its reason."""

    HARM = "harm"
    NECESSARY = "necessary"
    PROPORTIONATE = "proportionate"
    LAWFUL = "lawful"
    ACCURATE = "accurate"
    TIMELY = "timely"


class Option(StrEnum):
    """Ways in which somebody comes to know, the least intrusive first.

    The order is that of practice; no source was read: not verified.
    """

    SELF_VERIFIED = "self_verified"
    SELF_ACCOMPANIED = "self_accompanied"
    WITH_KNOWLEDGE = "with_knowledge"
    WITHOUT_KNOWLEDGE = "without_knowledge"


def earlier_options(option: Option) -> tuple[Option, ...]:
    """The less intrusive ways, each of which needs a reason why it will not do."""
    every = tuple(Option)
    return every[: every.index(option)]


def objection_to(
    step: Step, stage: Stage, *, asked_by: UUID | None, actor: UUID | None
) -> Sentence | None:
    """Why this step cannot be taken now or by this person; `asked_by` and `actor` are users."""
    if step in BY_ANOTHER and asked_by == actor:
        return Sentence(
            gettext_noop("Somebody other than the person who asked must decide.")
            if stage is not Stage.IN_DANGER
            else gettext_noop("Somebody other than the person who recorded it must review it.")
        )
    if step in NEXT[stage]:
        return None
    return Sentence(OBJECTIONS[step])


OBJECTIONS: Mapping[Step, str] = {
    Step.APPROVE: gettext_noop("This has been decided, or was withdrawn, already."),
    Step.REFUSE: gettext_noop("This has been decided, or was withdrawn, already."),
    Step.WITHDRAW: gettext_noop("Only what waits for a decision can be withdrawn."),
    Step.TELL: gettext_noop(
        "Nobody may be told before another person has approved it."
        " If somebody was told already, record that as it was."
    ),
    Step.TRY: gettext_noop("Only what was approved and has not been told is recorded so."),
    Step.LEAVE: gettext_noop("Only what was approved and has not been told can be left."),
    Step.UPHOLD: gettext_noop("This waits for no review."),
    Step.REJECT: gettext_noop("This waits for no review."),
}


def objection_to_deciding(step: Step, met: Mapping[str, bool]) -> Sentence | None:
    """Nothing is approved of which a test is not met; nothing is decided with a test unanswered."""
    if {*met} != {*Test}:
        return Sentence(gettext_noop("Answer every test."))
    if step is Step.APPROVE and not all(met.values()):
        return Sentence(
            gettext_noop("Every test must be met before somebody is told: change it or refuse.")
        )
    return None


def is_presumed(*, under_327a: bool, met: Mapping[str, bool]) -> bool:
    """Whether the law presumes that it is disclosed; proportionality is weighed all the same.

    Law: Criminal Justice Act 2003 s.327A(2)-(3): a child sex offender who is managed; a risk of
    serious harm to a child; disclosure is necessary to protect the child. *X (South Yorkshire)*:
    a bare presumption misstates the test, so the other tests are answered as well.
    """
    return under_327a and bool(met.get(Test.HARM)) and bool(met.get(Test.NECESSARY))


def objection_to_telling(
    *,
    was_told: bool,
    undertaking: str,
    undertaking_why: str,
    words: str,
) -> Sentence | None:
    """What was told is kept word for word; telling in spite of a refusal says why."""
    if was_told and not words:
        return Sentence(gettext_noop("Enter the exact words that were said."))
    if was_told and undertaking == "refused" and not undertaking_why:
        return Sentence(
            gettext_noop("The undertaking was refused: enter why it was told all the same.")
        )
    return None


def reviewed_by(made_at: datetime) -> tuple[datetime, bool]:
    """By when another reviews what was told in immediate danger, and whether that is verified."""
    value = figures(PRACTICE)["danger_disclosure_reviewed_within"].on(_day(made_at))
    return made_at + timedelta(hours=value.number), value.verified


def commissioner_told_by(known_at: datetime) -> tuple[datetime, bool]:
    """By when the Information Commissioner is told, where the incident is a risk to people.

    Law: Data Protection Act 2018 s.67(1): where feasible, not later than 72 hours after the
    controller became aware of it.
    """
    value = figures(DATA_PROTECTION)["personal_data_breach_notified"].on(_day(known_at))
    return known_at + timedelta(hours=value.number), value.verified


def lapses_on(approved_at: datetime) -> tuple[date, bool]:
    """The last day on which what was approved may be told, and whether that is verified.

    What was necessary and proportionate then may not be any more: it is asked again.
    """
    value = figures(PRACTICE)["disclosure_approval_lapses_after"].on(_day(approved_at))
    return _day(approved_at) + timedelta(days=value.number), value.verified


def has_lapsed(last_day: date | None, stage: str, *, on: date) -> bool:
    """Whether an approval stands that is too old to act on."""
    return stage == Stage.APPROVED and last_day is not None and last_day < on


def objection_to_telling_late(last_day: date | None, *, told_at: datetime) -> Sentence | None:
    """By the day of the telling, never of writing it down: the truth is recorded late too."""
    if last_day is None or _day(told_at) <= last_day:
        return None
    return Sentence(
        gettext_noop(
            "The approval had lapsed by that day: ask again before anybody is told. If somebody"
            " was told already, record that they were told wrongly."
        )
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def missing_reasons(option: Option, given: Mapping[str, str]) -> Collection[Option]:
    """Less intrusive ways for which no reason is given."""
    return [one for one in earlier_options(option) if not given.get(one, "").strip()]
