"""One invented person's life as an extract has it: convicted, held, released, notifying."""

import random
from datetime import date, timedelta

from tutela.demonstration.extract import invented
from tutela.demonstration.extract.invented import a_day
from tutela.demonstration.extract.liberty import live_at_liberty
from tutela.demonstration.extract.life import Life, Rows

# title, paragraph, whether against a child, how often, and how heavily sentenced (0 to 3)
OFFENCES = (
    ("Taking, making, distributing or showing indecent photographs of children", "13", True, 27, 1),
    ("Possessing indecent photographs of children", "15", True, 8, 0),
    ("Rape", "17", False, 11, 3),
    ("Rape of a child under 13", "19", True, 4, 3),
    ("Sexual assault", "18", False, 14, 1),
    ("Sexual assault of a child under 13", "20", True, 7, 2),
    ("Sexual activity with a child", "21", True, 12, 2),
    ("Sexual communication with a child", "24A", True, 6, 0),
    ("Meeting a child following sexual grooming", "24", True, 4, 1),
    ("Exposure", "33", False, 4, 0),
    ("Voyeurism", "34", False, 3, 0),
)
FIRST_DAY = {"24A": date(2017, 4, 3)}
# kind of sentence by how heavy the offence is
SENTENCES = (
    (("caution", 14), ("community_order", 46), ("suspended", 20), ("short", 17), ("fine", 3)),
    (("caution", 4), ("community_order", 27), ("suspended", 25), ("short", 27), ("long", 17)),
    (("community_order", 6), ("suspended", 9), ("short", 22), ("long", 61), ("hospital", 2)),
    (("long", 91), ("life", 3), ("ipp", 2), ("hospital", 2), ("short", 2)),
)
COURTS = ("Northmarch Crown Court", "Eastwater Magistrates' Court", "Marlbridge Crown Court")
STATIONS = ("Harbour Street police station", "Eastwater police station")


def live(life: Life) -> Rows:
    """Everything that the extract says of one person."""
    _person(life)
    _other_names(life)
    was_held = _convicted(life)
    _numbers(life, was_held)
    live_at_liberty(life)
    if life.chance.random() < 0.01:
        _recorded_twice(life)
    return life.rows


def _person(life: Life) -> None:
    life.rows["people"].append(
        {
            "record": life.key,
            "surname": life.surname,
            "given_names": life.given,
            "born": invented.as_said(life.chance, life.born),
            "team": life.chance.choice(life.teams) if life.teams else "",
            "why": "",
        }
    )


def _other_names(life: Life) -> None:
    chance, first = life.chance, life.given.split()[0]
    if chance.random() < 0.16:
        given = invented.SHORT.get(first, first)
        life.add(
            "names", kind="alias", surname=chance.choice(life.stock.surnames), given_names=given
        )
    if chance.random() < 0.08:
        life.add("names", kind="nickname", surname=f"{first[:3]}o", given_names="")
    if chance.random() < 0.07:
        changed = life.on - timedelta(days=chance.randint(200, 5_000))
        life.add(
            "names",
            kind="former",
            surname=chance.choice(life.stock.surnames),
            given_names=life.given,
            to=a_day(chance, changed),
            source="deed poll",
        )
    if chance.random() < 0.06:
        name = f"{first.lower()}{chance.choice(invented.STREETS).lower()}{chance.randint(1, 99)}"
        life.add("names", kind="online", surname=name, given_names="", source="device examination")


def _numbers(life: Life, was_held: bool) -> None:
    chance = life.chance
    for share, kind, number in (
        (0.97, "pnc", invented.pnc(chance, life.born, life.on)),
        (0.55, "cro", invented.cro(chance, life.born, life.on)),
        (0.95 * was_held, "prison", _prison_number(chance)),
        (0.60, "probation", f"{chance.choice('DEFX')}{chance.randint(1, 999_999):06d}"),
        (0.90, "visor", f"V{chance.randint(1, 9_999_999):07d}"),
        (0.15, "passport", f"{chance.randint(100_000_000, 999_999_999)}"),
    ):
        if chance.random() < share:
            said = number if chance.random() < 0.97 else number.lower()
            life.add("identifiers", kind=kind, number=said)


def _prison_number(chance: random.Random) -> str:
    return f"A{chance.randint(1, 9_999):04d}{chance.choice(invented.ENDS)}{chance.choice('ZXY')}"


# Court -------------------------------------------------------------------------------------------


def _convicted(life: Life) -> bool:
    """Court results, orders and custody; says whether the person was ever held."""
    chance = life.chance
    draw = chance.random()
    if draw < 0.012:
        _order_alone(life, "sro")
        return False
    if draw < 0.02:
        _order_alone(life, "notification_order")
        return False
    was_held = _result(life)
    if chance.random() < 0.09:
        was_held = _result(life) or was_held
    return was_held


def _order_alone(life: Life, kind: str) -> None:
    made = life.on - timedelta(days=life.chance.randint(20, 600))
    life.since = made
    life.add(
        "orders",
        kind=kind,
        made_on=a_day(life.chance, made),
        served_on=a_day(life.chance, made),
        ends_on=a_day(life.chance, _years(made, 5)) if kind == "sro" else "",
        court=COURTS[1],
    )


def _result(life: Life) -> bool:
    chance = life.chance
    title, paragraph, is_child, _share, weight = chance.choices(
        OFFENCES, [offence[3] for offence in OFFENCES]
    )[0]
    kinds = SENTENCES[weight]
    kind = chance.choices([name for name, _ in kinds], [share for _, share in kinds])[0]
    relevant = _relevant_day(life, kind, FIRST_DAY.get(paragraph))
    committed = relevant - timedelta(days=chance.randint(60, 700))
    result = life.add(
        "results",
        kind="caution" if kind == "caution" else "conviction",
        relevant_on=a_day(chance, relevant),
        court=chance.choice(STATIONS if kind == "caution" else COURTS),
        reference="" if kind == "caution" else f"T{relevant.year}{chance.randint(0, 9_999):04d}",
        source="court register",
    )
    offence = life.add(
        "offences",
        result=result,
        title=title,
        paragraph=paragraph,
        committed_from=a_day(chance, committed),
        committed_to=a_day(chance, committed + timedelta(days=chance.choice((0, 0, 0, 20)))),
        victim_age=_age(chance, paragraph, is_child),
    )
    held = False
    if kind != "caution":
        held = _sentenced(life, kind, relevant, result, offence)
        _order(life, kind, relevant, result)
    life.since = min(life.since or relevant, relevant)
    return held


def _relevant_day(life: Life, kind: str, earliest: date | None) -> date:
    """Recent enough that nearly everybody is still subject."""
    years = {"caution": 2, "community_order": 5, "suspended": 8, "fine": 5, "short": 10}
    oldest = years.get(kind, 19) * 365 + 60
    adult = (life.on - life.born).days - 18 * 365
    oldest = max(min(oldest, adult, (life.on - date(2006, 5, 1)).days), 40)
    day = life.on - timedelta(days=life.chance.randint(3, oldest))
    return max(day, earliest + timedelta(days=800)) if earliest else day


def _age(chance: random.Random, paragraph: str, is_child: bool) -> str:
    if paragraph in {"13", "15"} or chance.random() < 0.06:
        return str(chance.randint(5, 15)) if is_child and chance.random() < 0.7 else ""
    if paragraph in {"19", "20"}:
        return str(chance.randint(4, 12))
    return str(chance.randint(9, 15) if is_child else chance.randint(16, 60))


MONTHS = {"short": (4, 29), "long": (30, 170), "suspended": (6, 24), "community_order": (12, 36)}


def _sentenced(life: Life, kind: str, relevant: date, result: str, offence: str) -> bool:
    chance = life.chance
    made = min(relevant + timedelta(days=chance.choice((0, 0, 21, 28, 42))), life.on)
    months = chance.randint(*MONTHS[kind]) if kind in MONTHS else None
    in_table = {"short": "custody", "long": "custody", "suspended": "custody"}
    in_table["hospital"] = "hospital_order_with_restriction"
    first = life.add(
        "sentences",
        result=result,
        offence=offence,
        kind=in_table.get(kind, kind),
        months=months or "",
        suspended="yes" if kind == "suspended" else "",
        sentence="extended" if kind == "long" and chance.random() < 0.12 else "",
        extension_months="",
        made_on=a_day(chance, made),
    )
    if life.rows["sentences"][-1]["sentence"]:
        life.rows["sentences"][-1]["extension_months"] = chance.choice((12, 24, 36, 48))
    if kind == "long" and chance.random() < 0.15:
        more = chance.randint(6, 36)
        life.add(
            "sentences",
            result=result,
            offence=offence,
            kind="custody",
            months=more,
            made_on=a_day(chance, made),
            consecutive_to=first,
        )
        months = (months or 0) + more
    if kind not in {"short", "long", "life", "ipp", "hospital"}:
        return False
    # remanded from the conviction on
    _held(life, kind, relevant, months or chance.randint(120, 260))
    return True


def _held(life: Life, kind: str, made: date, months: int) -> None:
    """Half of a term is served; who is not out yet has a day on which release is expected."""
    out = made + timedelta(days=int(months * 15.2))
    is_out = out <= life.on
    life.add(
        "whereabouts",
        kind="hospital" if kind == "hospital" else "custody",
        by_order="" if kind == "hospital" else "yes",
        **{"from": a_day(life.chance, made), "to": a_day(life.chance, out) if is_out else ""},
        release_expected_on="" if is_out else a_day(life.chance, out),
        place="Marlbridge Hospital" if kind == "hospital" else "HMP Stonefield",
    )
    life.held.append((made, out if is_out else None))


def _order(life: Life, kind: str, relevant: date, result: str) -> None:
    chance = life.chance
    is_new = relevant >= date(2015, 3, 8)
    if chance.random() > (0.62 if kind in {"short", "long", "suspended"} else 0.38):
        return
    order = life.add(
        "orders",
        result=result,
        kind="" if chance.random() < 0.3 else ("shpo" if is_new else "sopo"),
        code="1179" if is_new else "3086",
        made_on=a_day(chance, relevant),
        served_on=a_day(chance, relevant),
        ends_on=a_day(chance, _years(relevant, chance.choice((5, 7, 10))))
        if chance.random() < 0.8
        else "",
        court=chance.choice(COURTS),
    )
    for number, words in enumerate(chance.sample(CLAUSES, chance.randint(1, 3)), 1):
        life.add(
            "clauses",
            order=order,
            number=number,
            kind="prohibition",
            wording=words,
            **{"from": a_day(chance, relevant)},
        )


CLAUSES = (
    "Must not have unsupervised contact with any child under 16 unless it is unavoidable in"
    " lawful daily life.",
    "Must not use any device that can reach the internet unless it keeps the history of its use"
    " and is shown to an officer on request.",
    "Must not live or stay overnight where a child under 16 lives.",
    "Must not work, paid or unpaid, where it is likely to bring contact with children.",
    "Must not delete the history of any device.",
)


def _years(day: date, years: int) -> date:
    return day + timedelta(days=round(years * 365.25) - 1)


# Twice -------------------------------------------------------------------------------------------


def _recorded_twice(life: Life) -> None:
    """A second record of the same person, as another team keyed it."""
    chance = life.chance
    key, day = f"{life.key}B", life.born
    draw = chance.random()
    if draw < 0.3 and day.day <= 12:
        day = date(day.year, day.day, day.month)
    first, *rest = life.given.split()
    given = " ".join((invented.SHORT.get(first, first), *rest))
    surname = invented.slip(chance, life.surname) if draw > 0.5 else life.surname
    life.rows["people"].append(
        {
            "record": key,
            "surname": surname,
            "given_names": given,
            "born": f"{day.day} {day:%B %Y}",
            "team": chance.choice(life.teams) if life.teams else "",
            "why": "",
        }
    )
    for identifier in life.rows["identifiers"][:1]:
        if chance.random() < 0.6:
            copied = identifier | {"record": f"{key}-ID1", "person": key}
            life.rows["identifiers"].append(copied)
