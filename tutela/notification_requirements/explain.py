"""`./run explain FACTS.json`: who must notify, until when, why. No database; stores nothing."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tutela.law.wording import Sentence, say_day
from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.answers import (
    Answer,
    BasisPeriod,
    Duty,
    DutyKind,
    Step,
    as_json,
)
from tutela.notification_requirements.rules.entries import WrongFacts
from tutela.notification_requirements.rules.facts import Facts, Kind
from tutela.notification_requirements.rules.reading import read_text

KINDS = {
    Kind.CONVICTION: "Conviction",
    Kind.CAUTION: "Caution",
    Kind.FINDING_INSANITY: "Finding of not guilty by reason of insanity",
    Kind.FINDING_DISABILITY: "Finding of disability and having done the act",
    Kind.NOTIFICATION_ORDER: "Notification order",
    Kind.SHPO: "Sexual harm prevention order",
    Kind.SOPO: "Sexual offences prevention order",
    Kind.SRO_BREACH: "Breach of a sexual risk order",
    Kind.NOTICE_96ZA: "Notice for a foreign conviction",
    Kind.FOREIGN_TRAVEL_ORDER: "Foreign travel order",
}
TO_DO = {
    DutyKind.INITIAL: "Make the first notification",
    DutyKind.CHANGE: "Notify a change",
    DutyKind.NOT_OCCURRED: "Say that an announced change did not happen",
    DutyKind.PERIODIC: "Make the periodic notification",
    DutyKind.TRAVEL: "Notify travel outside the United Kingdom",
    DutyKind.RETURN: "Notify the return to the United Kingdom",
    DutyKind.ABSENCE: "Notify absence from home",
}
STEPS = {
    "qualifying_date": "A review can be asked for from",
    "acknowledge": "Chief officer acknowledges by",
    "information": "Responsible bodies answer by",
    "determine": "Chief officer determines by",
    "appeal": "Appeal by",
    "further_qualifying_date": "The next review can be asked for from",
    "parental_direction": "A parent carries the duties until",
}
NOT_VERIFIED = "relies on a figure that was not verified"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read facts, print answers; 2 when the facts are wrong, and then nothing is printed."""
    parser = argparse.ArgumentParser(
        prog="explain", description="Who must notify, until when, why. Stores nothing."
    )
    parser.add_argument("facts", metavar="FACTS.json", help="a file of facts; - reads them here")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    options = parser.parse_args(arguments)
    try:
        found = read_text(_text(options.facts))
        several = isinstance(found, list)
        people = found if isinstance(found, list) else [found]
        answers = [
            answer(facts, f"facts[{index}]" if several else "facts")
            for index, facts in enumerate(people)
        ]
    except WrongFacts as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if options.json:
        whole = [as_json(one) for one in answers]
        print(json.dumps(whole if several else whole[0], indent=2, ensure_ascii=False))
    else:
        parts = [as_text(facts, one) for facts, one in zip(people, answers, strict=True)]
        print(_joined(parts))
    return 0


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise WrongFacts("facts", "cannot be read: %(why)s.", why=error.strerror) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFacts("facts", "is not text in UTF-8.") from None


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return "\n\n".join(f"Person {index}\n{part}" for index, part in enumerate(parts))


def as_text(facts: Facts, whole: Answer) -> str:
    """The answer as an officer reads it."""
    lines = [_headline(whole), ""]
    for period in whole.periods:
        lines += _period_lines(facts, period)
    if whole.as_of is not None:
        lines.append(f"To do, as of {say_day(whole.as_of)}")
        lines += [line for duty in whole.duties for line in _duty_lines(whole, duty)]
        if not whole.duties:
            lines.append("  Nothing.")
    for step in (*whole.review, *([whole.parental_direction] if whole.parental_direction else [])):
        lines += _step_lines(step)
    return "\n".join(lines).rstrip()


def _headline(whole: Answer) -> str:
    if whole.indefinite:
        return "Subject to the notification requirements, without end."
    if whole.undetermined:
        return "Subject to the notification requirements; the sentence will tell how long."
    if whole.last_day is None:
        return "Not subject to the notification requirements."
    return f"Subject to the notification requirements; the last day is {say_day(whole.last_day)}."


def _period_lines(facts: Facts, period: BasisPeriod) -> list[str]:
    basis = facts.bases[period.basis]
    if period.indefinite:
        until = "without end"
    elif period.undetermined:
        until = "the sentence will tell how long"
    elif period.last_day is None:
        until = "never subject"
    else:
        until = f"last day {say_day(period.last_day)}"
    kind = KINDS[basis.kind]
    head = f"{period.basis}. {kind}, {say_day(basis.relevant_date)}: {until}"
    return [head, *_why(period.provision, period.because, period.verified), ""]


def _duty_lines(whole: Answer, duty: Duty) -> list[str]:
    if duty.last_day is None:
        by = "no last day can be given yet"
    else:
        by = f"by {say_day(duty.last_day)}"
        if whole.as_of is not None and duty.last_day < whole.as_of:
            by += " (past)"
    return [f"- {TO_DO[duty.kind]}: {by}", *_why(duty.provision, duty.because, duty.verified)]


def _step_lines(step: Step) -> list[str]:
    day = say_day(step.day) if step.day else "no date can be given"
    return ["", f"{STEPS[step.name]}: {day}", *_why(step.provision, step.because, step.verified)]


def _why(provision: str, because: Sequence[Sentence], verified: bool) -> list[str]:
    lines = [f"   {provision}" + ("" if verified else f" - {NOT_VERIFIED}")]
    return lines + [f"   * {sentence.say()}" for sentence in because]
