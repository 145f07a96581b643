"""Numbers of accounts and cards: checked and kept, never refused; four digits at most are shown."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

Item = Mapping[str, Any]
"""One thing that was said: its `id`, its `kind` and its `answers`; days are ISO text."""

FINANCIAL = frozenset({"account", "card"})


def faults_of_numbers(kind: str, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions whose number fails its check; a number that was not given has no fault."""
    checks = {
        "account": {"sort_code": is_sort_code, "account_number": is_account_number},
        "card": {"card_number": is_card_number},
    }[kind]
    return tuple(
        name for name, check in checks.items() if answers.get(name) and not check(answers[name])
    )


def digits(number: str) -> str:
    """The digits of a number as people write it, with spaces or dashes."""
    return "".join(sign for sign in number if sign in "0123456789")


def is_sort_code(said: str) -> bool:
    return len(digits(said)) == 6


def is_account_number(said: str) -> bool:
    return len(digits(said)) == 8


def is_card_number(said: str) -> bool:
    """Twelve to nineteen digits whose check digit agrees: ISO/IEC 7812-1, Annex B."""
    number = digits(said)
    if not 12 <= len(number) <= 19:
        return False
    doubled = (
        int(sign) * 2 if place % 2 else int(sign) for place, sign in enumerate(reversed(number))
    )
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


IN_A_SENTENCE = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])")


def without_cards(items: Iterable[Item]) -> list[dict[str, Any]]:
    """The same, where a card number that stands in a sentence is a card of its own.

    Only a number that passes its check is taken for one: nothing else that was said is touched.
    """
    found: list[dict[str, Any]] = []
    for item in items:
        answers, numbers = dict(item["answers"]), []
        if item["kind"] not in FINANCIAL:
            for name, value in answers.items():
                if isinstance(value, str):
                    cards = [one for one in IN_A_SENTENCE.findall(value) if is_card_number(one)]
                    for number in cards:
                        value = value.replace(number, masked(number))
                    answers[name] = value
                    numbers += cards
        found.append({**item, "answers": answers})
        found += [
            {"id": f"{item['id']}-{place}", "kind": "card", "answers": {"card_number": number}}
            for place, number in enumerate(numbers, start=1)
        ]
    return found


def masked(number: str) -> str:
    """The last four digits, and dots for what stands before them; of a short number only dots."""
    number = digits(number)
    return "•••• " + number[-4:] if len(number) > 7 else "••••"
