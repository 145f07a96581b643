"""From what is recorded of a person to the facts that the rules read, and what had to be assumed.

Rows come as plain mappings; the facts are those of `reading.read`. Each entry of the facts keeps
the row that it comes from, so that a page can lead there and a refusal can name it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from tutela.law.figures import figures
from tutela.law.reckoning import start_of_day
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.facts import Direction, Review
from tutela.notification_requirements.rules.recorded_bases import Basis, bases_of

Row = Mapping[str, Any]
LONG_AGO = date(1900, 1, 1)
DAY = timedelta(days=1)
POLICE_DETENTION = "england_and_wales/police_and_criminal_evidence_act_1984"
JURISDICTION = "england_and_wales"


@dataclass(slots=True)
class Recorded:
    """What the rooms hold of one person, as plain rows."""

    births: Sequence[Row] = ()
    names: Sequence[Row] = ()
    addresses: Sequence[Row] = ()
    whereabouts: Sequence[Row] = ()
    results: Sequence[Row] = ()
    offences: Sequence[Row] = ()
    sentences: Sequence[Row] = ()
    orders: Sequence[Row] = ()
    notifications: Sequence[Row] = ()
    travels: Sequence[Row] = ()
    review: tuple[Review, date | None] | None = None
    direction: Direction | None = None

    def in_order(self) -> "Recorded":
        """The same rows in one order: what is stored is compared with what is computed."""
        lists: dict[str, Any] = {
            name: sorted(rows, key=itemgetter("id"))
            for name in self.__slots__
            if isinstance(rows := getattr(self, name), list) and len(rows) > 1
        }
        return replace(self, **lists)

    @property
    def makes_nobody_subject(self) -> bool:
        """Whether nothing is recorded that could make a person subject."""
        return not self.results and not self.orders


@dataclass(slots=True)
class Given:
    """The facts as JSON holds them, where each comes from, and what was assumed."""

    facts: dict[str, Any]
    sources: dict[str, list[str]]
    assumed: list[Sentence] = field(default_factory=list)
    died_on: date | None = None


def given_facts(recorded: Recorded, on: date, without: frozenset[str] = frozenset()) -> Given:
    """The facts on a day; `without` those entries that the rules could not read."""
    assumed: list[Sentence] = []
    bases = [one for one in bases_of(recorded, assumed) if one.source not in without]
    _link(bases)
    died = min(
        (row["starts_on"] for row in recorded.whereabouts if row["kind"] == "died"), default=None
    )
    given = Given(
        facts={
            "jurisdiction": _jurisdiction(recorded, on),
            "born_on": _born_on(recorded.births, assumed),
            "as_of": on.isoformat(),
        },
        sources={},
        assumed=assumed,
        died_on=died,
    )
    _put(given, "bases", [(one.entry, one.source) for one in bases], without)
    _put(given, "detained", _detained(recorded.whereabouts, assumed), without)
    _put(given, "addresses", _homes(recorded.addresses), without)
    _put(given, "travel", _journeys(recorded.travels, assumed), without)
    _put(given, "notifications", _notifications(recorded, given.sources["travel"]), without)
    _put(given, "changes", _changes(recorded), without)
    if recorded.review is not None and "review" not in without:
        _review(given, *recorded.review)
    if recorded.direction is not None and "parental_direction" not in without:
        made, ends = recorded.direction.made_on, recorded.direction.ends_on
        given.facts["parental_direction"] = _span(made, ends, "made_on")
    return given


Entries = list[tuple[dict[str, Any], str]]


def _put(given: Given, key: str, entries: Entries, without: frozenset[str]) -> None:
    kept = [(entry, source) for entry, source in entries if source not in without]
    if kept or key == "bases":
        given.facts[key] = [entry for entry, _source in kept]
    given.sources[key] = [source for _entry, source in kept]


def _link(bases: list[Basis]) -> None:
    """Terms refer to other terms by their place; a link through a term that is no basis goes on."""
    place: dict[Any, int] = {}
    for index, one in enumerate(bases):
        if one.sentence is not None:
            place.setdefault(one.sentence, index)
    for index, one in enumerate(bases):
        for key, other in one.links.items():
            if other in place and place[other] != index:
                one.entry[key] = place[other]
            elif key == "partly_concurrent_with":
                one.entry.pop("overlap", None)


def _jurisdiction(recorded: Recorded, on: date) -> str:
    """The law of the place where the person's home is: s.88."""
    homes = [
        row
        for row in recorded.addresses
        if row["kind"] in {"home", "no_fixed_abode", "hostel"}
        and row.get("jurisdiction")
        and (row["starts_on"] is None or row["starts_on"] <= on)
        and (row["ends_on"] is None or row["ends_on"] >= on)
    ]
    latest = max(homes, key=lambda row: row["starts_on"] or LONG_AGO, default=None)
    return latest["jurisdiction"] if latest else JURISDICTION


def _born_on(births: Sequence[Row], assumed: list[Sentence]) -> str:
    """The date of birth; where it is not exact the earliest that it may be, which is adult."""
    rows = sorted(births, key=lambda row: not row["is_main"])
    for row in rows:
        if row["on"] is not None:
            return str(row["on"].isoformat())
    for row in rows:
        if row["earliest"] is not None:
            words = gettext_noop(
                "The date of birth is not exact (between %(first)s and %(last)s): taken as"
                " %(first)s, the earliest that it can be, so that no period is shortened for a"
                " young person without knowing."
            )
            last = row["latest"] or row["earliest"]
            assumed.append(Sentence(words, {"first": row["earliest"], "last": last}))
            return str(row["earliest"].isoformat())
    words = gettext_noop(
        "No date of birth is recorded: taken as an adult on every day that matters. Record the"
        " date of birth: a young person's period is half."
    )
    assumed.append(Sentence(words))
    return LONG_AGO.isoformat()


def _detained(rows: Sequence[Row], assumed: list[Sentence]) -> Entries:
    """Time that does not count: s.83(6). Of a journey only the whole days abroad."""
    found: Entries = []
    for row in rows:
        first, last, kind = row["starts_on"], row["ends_on"], row["kind"]
        # the last day recorded is that of release or return: spent in part at liberty, it counts
        last = last and last - DAY
        if kind in {"abroad", "deported"}:
            first, kind = first + DAY, "abroad"
        if last is not None and last < first:
            continue
        if kind == "custody":
            if row["by_order"] is None:
                assumed.append(_said_of_custody(row))
            if not _is_by_order(row):
                continue
        elif kind not in {"hospital", "abroad"}:
            continue
        found.append(({"kind": kind} | _span(first, last), f"whereabouts:{row['id']}"))
    return found


def _is_detention(row: Row) -> bool:
    return row["kind"] == "hospital" or (row["kind"] == "custody" and _is_by_order(row))


def _is_by_order(row: Row) -> bool:
    """Whether a court ordered this custody; where it is not recorded, only if the police alone
    could not have held the person so long.

    Law: Police and Criminal Evidence Act 1984 s.44(3)(b). Unsure, the time counts: a date that
    comes too early is put right, one that comes too late is not noticed.
    """
    if row["by_order"] is not None:
        return bool(row["by_order"])
    longest = figures(POLICE_DETENTION)["longest_police_detention"]
    if row["ends_on"] is None or not longest.is_in_force(row["starts_on"]):
        return False
    hours = longest.on(row["starts_on"]).number
    return bool(row["ends_on"] - row["starts_on"] > timedelta(hours=hours))


def _said_of_custody(row: Row) -> Sentence:
    words = (
        gettext_noop(
            "Whether the custody from %(day)s was by order of a court is not recorded: taken as by"
            " order, so its days do not count (s.83(6)); the police alone could not hold anybody"
            " so long (Police and Criminal Evidence Act 1984 s.44(3)(b), a figure that was not"
            " verified)."
        )
        if _is_by_order(row)
        else gettext_noop(
            "Whether the custody from %(day)s was by order of a court is not recorded: taken as"
            " not by order, so its days count. Say which it was: under s.83(6) the time of an"
            " order does not count."
        )
    )
    return Sentence(words, {"day": row["starts_on"]})


def _span(first: date, last: date | None, key: str = "from") -> dict[str, str]:
    span = {key: first.isoformat()}
    if last is not None:
        span["to" if key == "from" else "ends_on"] = last.isoformat()
    return span


def _homes(rows: Sequence[Row]) -> Entries:
    """Home addresses, and places where the person can be found; approved premises are home."""
    return [
        (
            {"kind": "no_fixed_abode" if row["kind"] == "no_fixed_abode" else "home"}
            | _span(row["starts_on"] or LONG_AGO, row["ends_on"]),
            f"address:{row['id']}",
        )
        for row in rows
        if row["kind"] in {"home", "no_fixed_abode", "hostel"}
    ]


def _journeys(rows: Sequence[Row], assumed: list[Sentence]) -> Entries:
    found: Entries = []
    for row in rows:
        if row["cancelled_on"] is not None:
            continue
        leaves = row["departs_at"] or (row["departs_on"] and start_of_day(row["departs_on"]))
        if leaves is None:
            words = gettext_noop("A journey without a day of departure is left out.")
            assumed.append(Sentence(words))
            continue
        entry: dict[str, Any] = {"departs_at": _moment(leaves)}
        for key in ("known_on", "changed_on", "returned_on"):
            if row[key] is not None:
                entry[key] = row[key].isoformat()
        for key in ("to_republic_of_ireland", "return_as_notified"):
            if row[key]:
                entry[key] = True
        found.append((entry, f"travel:{row['id']}"))
    return found


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _notifications(recorded: Recorded, journeys: Sequence[str]) -> Entries:
    place = {source: index for index, source in enumerate(journeys)}
    found: Entries = []
    for row in recorded.notifications:
        entry = {"kind": row["kind"], "on": row["given_on"].isoformat()}
        if row["of"]:
            entry["of"] = row["of"]
        if row["expected_on"] is not None:
            entry["expected_on"] = row["expected_on"].isoformat()
        journey = place.get(f"travel:{row['travel_id']}")
        if journey is not None:
            entry["travel"] = journey
        found.append((entry, f"notification:{row['id']}"))
    return found


def _changes(recorded: Recorded) -> Entries:
    """What happened and must be told: names used, stays, and what was said to have happened."""
    found: Entries = []
    for row in recorded.names:
        if row["starts_on"] is not None:
            entry = {"kind": "name", "on": row["starts_on"].isoformat()}
            found.append((entry, f"name:{row['id']}"))
    for row in recorded.whereabouts:
        # held and released within a day: no whole day that does not count, and yet a release
        if row["ends_on"] == row["starts_on"] and _is_detention(row):
            entry = {"kind": "release", "on": row["ends_on"].isoformat()}
            found.append((entry, f"released:{row['id']}"))
    places: dict[Any, list[Row]] = {}
    for row in recorded.addresses:
        if row["kind"] == "stays" and row["starts_on"] is not None:
            places.setdefault(row["place"] or row["id"], []).append(row)
    for stays in places.values():
        stays.sort(key=lambda row: row["starts_on"])
        spans = [_span(row["starts_on"], row["ends_on"]) for row in stays]
        found.append(({"kind": "stay", "stays": spans}, f"address:{stays[0]['id']}"))
    for row in recorded.notifications:
        # an address, a stay and a release stand in the record by themselves
        if row["kind"] == "change" and row["happened_on"] is not None and row["of"]:
            entry = {"kind": row["of"], "on": row["happened_on"].isoformat()}
            found.append((entry, f"happened:{row['id']}"))
    return found


def _review(given: Given, review: Review, granted_on: date | None) -> None:
    """The review whose clocks run, and the day on which one ended the duties."""
    entry: dict[str, Any] = {
        name: day.isoformat()
        for name in ("received_on", "bodies_told_on", "refused_on", "notice_received_on")
        if (day := getattr(review, name)) is not None
    }
    if review.again_after is not None:
        entry["again_after"] = {"months": review.again_after.months}
    if entry:
        given.facts["review"] = entry
    if granted_on is not None:
        given.facts["review_granted_on"] = granted_on.isoformat()
