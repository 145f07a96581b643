"""How long one person's answer takes, over many generated people. No database, nothing stored."""

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tqdm import tqdm

from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.answers import as_json
from tutela.notification_requirements.rules.reading import read

BUDGET_MILLISECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What the bench found, in milliseconds of one core a person."""

    people: int
    mean: float
    p99: float
    slowest: float

    @property
    def is_within_budget(self) -> bool:
        """Whether the mean is within the budget of one millisecond."""
        return self.mean <= BUDGET_MILLISECONDS


def measure(people: int = 100_000) -> Measured:
    """Read, answer and write out the answer of generated people, one after the other."""
    taken = []
    for seed in tqdm(range(people), unit=" people", disable=None):
        facts = person(seed)
        start = time.process_time()
        as_json(answer(read(facts)))
        taken.append(1000 * (time.process_time() - start))
    taken.sort()
    return Measured(people, sum(taken) / people, taken[99 * people // 100], taken[-1])


def person(seed: int) -> dict[str, Any]:
    """One person for the bench: everything that a full file has, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a bench, not a secret
    convicted = date(2005, 1, 1) + timedelta(days=chance.randrange(7000))
    told = convicted + timedelta(days=chance.randrange(3))
    leaves = datetime.combine(convicted, datetime.min.time(), UTC) + timedelta(
        days=chance.randrange(30, 2000), hours=chance.randrange(24)
    )
    term = {"months": chance.randrange(1, 40)}
    return {
        "jurisdiction": "england_and_wales",
        "born_on": (convicted - timedelta(days=chance.randrange(5000, 25000))).isoformat(),
        "as_of": (convicted + timedelta(days=chance.randrange(3000))).isoformat(),
        "bases": [
            {
                "kind": "conviction",
                "relevant_date": convicted.isoformat(),
                "disposal": {"kind": "custody", "term": term},
            },
            {
                "kind": "conviction",
                "relevant_date": convicted.isoformat(),
                "disposal": {"kind": "custody", "term": {"months": chance.randrange(1, 24)}},
                "consecutive_to": 0,
            },
            {
                "kind": "caution",
                "relevant_date": (convicted + timedelta(days=chance.randrange(900))).isoformat(),
            },
        ],
        "detained": [
            {
                "kind": "custody",
                "from": convicted.isoformat(),
                "to": (convicted + timedelta(days=chance.randrange(1, 900))).isoformat(),
            }
        ],
        "addresses": [{"kind": "home", "from": "2000-01-01"}],
        "notifications": [
            {"kind": "initial", "on": told.isoformat()},
            {"kind": "change", "on": (told + timedelta(days=chance.randrange(900))).isoformat()},
        ],
        "changes": [
            {"kind": "name", "on": (convicted + timedelta(chance.randrange(900))).isoformat()}
        ],
        "travel": [{"departs_at": leaves.isoformat(), "known_on": told.isoformat()}],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a line; 1 when the budget is not kept."""
    parser = argparse.ArgumentParser(prog="law-bench", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    found = measure(parser.parse_args(arguments).people)
    print(
        f"{found.people} people: mean {found.mean:.3f} ms, 99 % {found.p99:.3f} ms,"
        f" slowest {found.slowest:.1f} ms (budget {BUDGET_MILLISECONDS:.0f} ms mean)"
    )
    return 0 if found.is_within_budget else 1


if __name__ == "__main__":
    raise SystemExit(main())
