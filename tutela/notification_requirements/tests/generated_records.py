"""Generated records of one person, as honest people write them: late, odd and incomplete."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from tutela.notification_requirements.rules.facts import ChangeKind, NotificationKind
from tutela.notification_requirements.rules.recorded import Recorded

FIRST, LAST = date(2003, 1, 1), date(2032, 12, 31)
SENTENCES = ("custody", "life", "ipp", "hospital_order", "hospital_order_with_restriction",
             "conditional_discharge", "community_order", "fine", "absolute_discharge", "other",
             "awaiting_sentence", "lifelong_restriction", "community_payback_order")  # fmt: skip
days = st.dates(FIRST, LAST)
maybe_days = st.none() | days
keys = st.integers(1, 2**64).map(lambda number: UUID(int=number))
lengths = st.none() | st.integers(0, 400)


def rows(most: int, **columns: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    made = st.fixed_dictionaries({"id": keys, **columns})
    return st.lists(made, max_size=most, unique_by=lambda row: row["id"])


births = rows(
    2, on=st.none() | st.dates(date(1930, 1, 1), date(2012, 1, 1)), earliest=st.none(),
    latest=st.none(), is_main=st.booleans(),
)  # fmt: skip
names = rows(3, starts_on=days)
addresses = rows(
    4, kind=st.sampled_from(["home", "no_fixed_abode", "hostel", "stays"]), starts_on=maybe_days,
    ends_on=maybe_days, place=st.sampled_from(["", "A1 1AA 1", "B2 2BB 2"]),
    jurisdiction=st.none() | st.just("england_and_wales"),
)  # fmt: skip
whereabouts = rows(
    3, kind=st.sampled_from(["custody", "hospital", "abroad", "deported", "missing", "died"]),
    by_order=st.none() | st.booleans(), starts_on=days, ends_on=maybe_days,
)  # fmt: skip
orders = rows(
    2, kind=st.sampled_from(["shpo", "sopo", "sro", "notification_order", "notice_96za",
                             "foreign_travel_order", "other"]),
    interim=st.booleans(), made_on=days, served_on=maybe_days, ends_on=maybe_days,
    ended_on=maybe_days, stage=st.sampled_from(["in_force", "varied", "discharged", "quashed"]),
    result_id=st.none(),
)  # fmt: skip
notifications = rows(
    6, kind=st.sampled_from([kind.value for kind in NotificationKind]), of=st.just(""),
    given_on=days, happened_on=maybe_days, expected_on=maybe_days, travel_id=st.none(),
).map(lambda found: [row | _of(row) for row in found])  # fmt: skip
travels = rows(
    3, departs_on=maybe_days, departs_at=st.none() | days.map(
        lambda day: datetime.combine(day, time(9, 30), UTC)),
    known_on=maybe_days, changed_on=maybe_days, returned_on=maybe_days,
    return_as_notified=st.booleans(), to_republic_of_ireland=st.booleans(),
    cancelled_on=st.none() | days,
)  # fmt: skip


def _of(row: dict[str, Any]) -> dict[str, Any]:
    kinds = list(ChangeKind)
    return {"of": kinds[row["id"].int % len(kinds)].value} if row["kind"] == "change" else {}


@st.composite
def results(draw: st.DrawFn) -> tuple[list[Any], list[Any], list[Any]]:
    found: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
    for number in range(draw(st.integers(0, 3))):
        result = draw(
            st.fixed_dictionaries(
                {
                    "id": st.just(UUID(int=1000 + number)),
                    "kind": st.sampled_from(
                        ["conviction", "caution", "finding_insanity", "finding_disability",
                         "sro_breach"]),
                    "relevant_on": days,
                    "is_foreign": st.booleans(),
                    "stage": st.sampled_from(["stands", "appealed", "quashed"]),
                    "trial_concluded_on": st.none(),
                }
            )
        )  # fmt: skip
        found[0].append(result)
        for offence in range(draw(st.integers(0, 2))):
            found[1].append(_offence(draw, result, 10 * number + offence))
        for sentence in range(draw(st.integers(0, 2))):
            found[2].append(_sentence(draw, result, found, 10 * number + sentence))
    return found


def _offence(draw: st.DrawFn, result: Any, number: int) -> dict[str, Any]:
    return {
        "id": UUID(int=2000 + number),
        "result_id": result["id"],
        "paragraph": draw(st.sampled_from(["18", "1", "13", "29", "", "999", "x"])),
        "committed_from": draw(maybe_days),
        "committed_to": draw(maybe_days),
        "victim_age": draw(st.none() | st.integers(0, 130)),
        "intended_victim_age": None,
        "for_sexual_gratification": draw(st.none() | st.booleans()),
        "stage": draw(st.sampled_from(["stands", "quashed"])),
    }


def _sentence(draw: st.DrawFn, result: Any, found: Any, number: int) -> dict[str, Any]:
    others = [row["id"] for row in found[2]] + [UUID(int=3000 + number)]
    link = draw(st.sampled_from(["", "consecutive_to_id", "partly_concurrent_with_id"]))
    sentence = {
        "id": UUID(int=3000 + number),
        "result_id": result["id"],
        "offence_id": draw(st.none() | st.sampled_from([UUID(int=2000 + number)])),
        "kind": draw(st.sampled_from(SENTENCES)),
        "months": draw(lengths),
        "days": draw(lengths),
        "suspended": draw(st.booleans()),
        "sentence": draw(st.sampled_from(["imprisonment", "detention_and_training", "extended"])),
        "extension_months": draw(lengths),
        "extension_days": None,
        "supervision_months": draw(lengths),
        "supervision_days": None,
        "made_on": draw(maybe_days),
        "consecutive_to_id": None,
        "partly_concurrent_with_id": None,
        "overlap_months": draw(lengths),
        "overlap_days": None,
        "stage": "stands",
    }
    return sentence | ({link: draw(st.sampled_from(others))} if link else {})


@st.composite
def records(draw: st.DrawFn) -> Recorded:
    """Everything that may be recorded of one person."""
    found, offences, sentences = draw(results())
    return Recorded(
        births=draw(births),
        names=draw(names),
        addresses=draw(addresses),
        whereabouts=draw(whereabouts),
        results=found,
        offences=offences,
        sentences=sentences,
        orders=draw(orders),
        notifications=draw(notifications),
        travels=draw(travels),
    )


def next_days(on: date, again_on: date | None) -> list[date]:
    """Some days on which the answer must still be the same, the last of them above all."""
    last = again_on - timedelta(days=1) if again_on else on + timedelta(days=4000)
    spread = (last - on).days
    return sorted({on + timedelta(days=spread * part // 4) for part in range(1, 5)} - {on})
