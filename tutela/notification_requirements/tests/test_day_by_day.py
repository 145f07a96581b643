"""A clerk with a calendar: ten years lived day by day, with nothing but counting.

It shares no line with the rules: it turns one page a day, counts the days at liberty, marks a
year when the same day of the month comes round, and is compared with what the rules work out.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.reading import read

TEN_YEARS = 3653
START = date(2016, 1, 1)
CALENDAR = [START + timedelta(days=page) for page in range(TEN_YEARS)]
MONTHS_FOR = {"caution": 24, "fine": 60, "hospital_order": 84}


def in_months(row: str, young: bool) -> int:
    return MONTHS_FOR[row] // 2 if young else MONTHS_FOR[row]


def days_subject(relevant: date, months: int) -> set[date]:
    """Turn the pages and count a month whenever the day of the month comes round."""
    subject, counted, today = set(), 0, relevant
    while True:
        if today != relevant:
            last_of_month = monthrange(today.year, today.month)[1]
            if today.day == relevant.day:
                counted += 1
            elif relevant.day > last_of_month and today.day == last_of_month:
                # the month has no such day: it is over when its last day is over
                counted += 1
                if counted == months:
                    subject.add(today)
        if counted == months:
            return subject
        subject.add(today)
        today += timedelta(days=1)


def third_day_at_liberty(starts: date, away: set[date]) -> date:
    counted, today = 0, starts
    while True:
        if today not in away:
            counted += 1
        if counted == 3:
            return today
        today += timedelta(days=1)


def a_year_after(event: date) -> date:
    today = event
    while True:
        today += timedelta(days=1)
        last_of_month = monthrange(today.year, today.month)[1]
        if today.year == event.year + 1 and today.month == event.month:
            if today.day == event.day:
                return today
            if event.day > last_of_month and today.day == last_of_month:
                return today


def periodic_by(event: date, away: set[date]) -> date:
    due = a_year_after(event)
    if due not in away:
        return due
    while due in away:
        due += timedelta(days=1)
    return due + timedelta(days=2)


pages = st.integers(0, TEN_YEARS - 1400).map(lambda page: CALENDAR[page])
bases = st.lists(st.tuples(pages, st.sampled_from(sorted(MONTHS_FOR))), min_size=1, max_size=4)


def facts_of(found: list[tuple[date, str]], born: date, **more: Any) -> dict[str, Any]:
    return {
        "jurisdiction": "england_and_wales",
        "born_on": born.isoformat(),
        "bases": [
            {"kind": "caution", "relevant_date": relevant.isoformat()}
            if row == "caution"
            else {
                "kind": "conviction",
                "relevant_date": relevant.isoformat(),
                "disposal": {"kind": row},
            }
            for relevant, row in found
        ],
    } | more


def is_young(born: date, on: date) -> bool:
    """Has the eighteenth birthday come? Count the birthdays on the calendar."""
    birthdays, today = 0, born
    while today < on:
        today += timedelta(days=1)
        if (today.month, today.day) == (born.month, born.day):
            birthdays += 1
    return birthdays < 18


@settings(max_examples=60, deadline=None)
@given(bases, st.dates(date(1995, 1, 1), date(2005, 12, 31)))
def test_ten_years_day_by_day_agree_on_who_is_subject(found, born):
    if (born.month, born.day) == (2, 29):
        born += timedelta(days=1)
    lived: set[date] = set()
    for relevant, row in found:
        lived |= days_subject(relevant, in_months(row, is_young(born, relevant)))

    whole = answer(read(facts_of(found, born)))

    for today in CALENDAR:
        by_rule = any(p.period is not None and p.period.contains(today) for p in whole.periods)
        assert by_rule == (today in lived), today
    assert whole.last_day == max(lived)


@settings(max_examples=150, deadline=None)
@given(
    pages,
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), max_size=4),
    st.sampled_from(["custody", "hospital", "abroad"]),
)
def test_the_first_three_days_day_by_day(relevant, times, kind):
    away: set[date] = set()
    detained = []
    for after, length in times:
        first = relevant + timedelta(days=after)
        last = first + timedelta(days=length)
        away |= {first + timedelta(days=step) for step in range(length + 1)}
        detained.append({"kind": kind, "from": first.isoformat(), "to": last.isoformat()})

    facts = facts_of([(relevant, "hospital_order")], date(1970, 1, 1), detained=detained)
    whole = answer(read(facts | {"as_of": relevant.isoformat()}))

    due = [duty.last_day for duty in whole.duties if duty.kind == "initial_notification"]
    assert due == [third_day_at_liberty(relevant, away)]


@settings(max_examples=150, deadline=None)
@given(pages, st.lists(st.tuples(st.integers(0, 900), st.integers(0, 300)), max_size=4))
def test_the_year_day_by_day(relevant, times):
    told = relevant + timedelta(days=1)
    away: set[date] = set()
    detained = []
    for after, length in times:
        first = relevant + timedelta(days=after)
        away |= {first + timedelta(days=step) for step in range(length + 1)}
        last = first + timedelta(days=length)
        detained.append({"kind": "abroad", "from": first.isoformat(), "to": last.isoformat()})

    facts = facts_of(
        [(relevant, "hospital_order")],
        date(1970, 1, 1),
        detained=detained,
        as_of=told.isoformat(),
        notifications=[{"kind": "initial", "on": told.isoformat()}],
    )
    whole = answer(read(facts))

    due = [duty.last_day for duty in whole.duties if duty.kind == "periodic_notification"]
    assert due == [periodic_by(told, away)]
