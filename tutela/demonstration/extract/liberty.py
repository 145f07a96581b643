"""Where an invented person lives when they are free, and what they notify."""

from datetime import date, timedelta
from typing import NamedTuple

from tutela.demonstration.extract import invented
from tutela.demonstration.extract.invented import a_day
from tutela.demonstration.extract.life import Life

STATIONS = ("Harbour Street police station", "Eastwater police station")
DAY = timedelta(days=1)
YEARLY = 358
LATE, LEFT_OUT, OVERDUE = 0.05, 0.25, 0.12


class Event(NamedTuple):
    """Something that has to be notified within three days."""

    day: date
    of: str


def live_at_liberty(life: Life) -> None:
    """Homes one after another, and the notifications that follow from them."""
    start = _free_from(life)
    events = [
        Event(to, "release") for _since, to in life.held if to and start and start < to <= life.on
    ]
    events += _homes(life, start)
    if start:
        events += _stays(life, start)
        _notified(life, start, sorted(events))


def _free_from(life: Life) -> date | None:
    """The first day at liberty on which they had to notify; None while they are still held."""
    day = life.since or life.on
    for since, to in sorted(life.held, key=lambda held: held[0]):
        if since <= day:
            if to is None:
                return None
            day = max(day, to)
    return day if day <= life.on else None


def _homes(life: Life, start: date | None) -> list[Event]:
    """One home after another: some overlap, one person in fifty has none now."""
    chance = life.chance
    first = (start or life.since or life.on) - timedelta(days=chance.randint(0, 900))
    moves = []
    for _ in range(chance.choices((0, 1, 2, 3), (52, 30, 13, 5))[0]):
        day = first + timedelta(days=chance.randint(30, max((life.on - first).days, 31)))
        if day < life.on and not life.is_held(day):
            moves.append(day)
    begins = [first, *sorted(set(moves))]
    is_held_now = life.is_held(life.on)
    for number, day in enumerate(begins):
        is_last = number == len(begins) - 1
        until = None if is_last else begins[number + 1] - DAY
        if until and chance.random() < 0.08:
            until = min(until + timedelta(days=chance.choice((14, 30))), life.on)
        if is_last and is_held_now:
            held_from = next(since for since, to in life.held if to is None)
            until = max(day, held_from)
        _home(life, day, until, is_now=is_last and not is_held_now)
    return [Event(day, "home_address") for day in begins[1:] if start and day > start]


def _home(life: Life, day: date, until: date | None, *, is_now: bool) -> None:
    chance = life.chance
    days = {"from": a_day(chance, day), "to": a_day(chance, until)}
    area = life.area if is_now else ""
    if is_now and life.no_home:
        where = "Can be found at the night shelter, Eastwater"
        life.add("addresses", kind="no_fixed_abode", lines=where, police_area=area, **days)
        return
    life.add(
        "addresses",
        kind="hostel" if is_now and chance.random() < 0.03 else "home",
        lines=invented.lines(chance),
        postcode=invented.postcode(chance),
        police_area=area,
        **days,
    )


def _stays(life: Life, start: date) -> list[Event]:
    """Somewhere else as well, for more than the seven days that have to be told."""
    chance = life.chance
    since = life.on - timedelta(days=chance.randint(10, 300))
    if chance.random() > 0.08 or since <= start or life.is_held(since):
        return []
    life.add(
        "addresses",
        kind="stays",
        lines=invented.lines(chance),
        postcode=invented.postcode(chance),
        **{"from": a_day(chance, since)},
    )
    return [Event(since + 6 * DAY, "stay")]


def _notified(life: Life, start: date, events: list[Event]) -> None:
    """The first one, each change, and one a year: some late, a few not given at all."""
    chance, station = life.chance, life.chance.choice(STATIONS)
    shown_from = life.on - timedelta(days=life.years * 365)

    def given(kind: str, of: str, day: date, happened: date | None = None) -> None:
        if day <= life.on:
            life.add(
                "notifications",
                kind=kind,
                of=of,
                given_on=a_day(chance, day),
                happened_on=a_day(chance, happened),
                station=station,
            )

    last = _within_days(life, start)
    given("initial", "", last)
    waiting = [event for event in events if event.day > start]
    while last <= life.on:
        step = _step(life, last)
        following = last + timedelta(days=step)
        if waiting and waiting[0].day <= following:
            event = waiting.pop(0)
            is_recent = (life.on - event.day).days < 60
            if is_recent and chance.random() < LEFT_OUT:
                continue  # not notified, so far
            told = _within_days(life, event.day)
            given("change", event.of, told, event.day)
            last = max(last, told)
            continue
        if following > life.on or _is_left_out(life, following):
            break
        last = following
        if last >= shown_from and not life.is_held(last):
            given("periodic", "", last)


def _step(life: Life, last: date) -> int:
    """A year, or a week for who has no home now."""
    if life.no_home and (life.on - last).days < 40:
        return 7
    late = life.chance.randint(9, 25) if life.chance.random() < 0.02 else 0
    if life.no_home:
        return min(YEARLY, (life.on - last).days - 35)
    return YEARLY + late


def _is_left_out(life: Life, day: date) -> bool:
    return (life.on - day).days < 60 and life.chance.random() < OVERDUE


def _within_days(life: Life, day: date) -> date:
    chance = life.chance
    if chance.random() < LATE:
        return day + timedelta(days=chance.randint(4, 20))
    return day + timedelta(days=chance.randint(1, 2))
