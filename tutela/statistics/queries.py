"""What of the figures an actor is shown: row security says which rows there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tutela.statistics import rules, tables, words
from tutela.statistics.models import Ask, Count, Publication, Snapshot


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as a page and a sheet show it."""

    code: str
    name: str
    value: int | None
    disclosed: int | None = None
    earlier: int | None = None
    # a rate without an estimate of the population: nothing is kept back, there is nothing
    is_unknown: bool = False


# the figures that stand in a list; the others stand in tables
LISTED = (*rules.CODES, tables.UNSCREENED)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table; what is kept back of it when it is let out."""

    code: str
    value: int | None
    disclosed: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of people: levels downwards, categories across, each with its total."""

    code: str
    name: str
    columns: list[str]
    rows: list[tuple[str, list[Cell]]]


def snapshots() -> QuerySet[Snapshot]:
    """The counts of the actor's own area, the latest day first."""
    return Snapshot.objects.select_related("area", "count__asked_by__user")


def waiting() -> QuerySet[Count]:
    """What was asked for and is not counted yet."""
    return Count.objects.filter(snapshot=None).select_related("asked_by__user")


def publications() -> QuerySet[Publication]:
    """What was let out, of every area; one that was withdrawn is seen by its own area only."""
    return Publication.objects.select_related("area", "withdrawal__withdrawn_by__user")


def earlier(snapshot: Snapshot) -> Snapshot | None:
    """The count of the same day that was made before this one, to compare."""
    same = snapshots().filter(area=snapshot.area_id, counted_on=snapshot.counted_on)
    return same.filter(made_at__lt=snapshot.made_at).order_by("-made_at").first()


def lines(snapshot: Snapshot, before: Snapshot | None = None) -> list[Line]:
    """The figures of a snapshot in their order, beside those counted earlier."""
    was = {row.code: row.value for row in before.figures.all()} if before else {}
    rows = {row.code: row for row in snapshot.figures.all()}
    return [
        Line(
            code,
            _name(code),
            rows[code].value,
            rows[code].disclosed,
            was.get(code),
            is_unknown=rows[code].value is None,
        )
        for code in LISTED
        if code in rows
    ]


def tables_of(snapshot: Snapshot) -> list[Table]:
    """The tables of a snapshot; one that was counted before there were any has none."""
    rows = {row.code: row for row in snapshot.figures.all()}
    return _tables({code: Cell(code, row.value, row.disclosed) for code, row in rows.items()})


def tables_published(publication: Publication) -> list[Table]:
    """The tables as they were let out."""
    rows = publication.figures.all()
    return _tables({row.code: Cell(row.code, row.value, row.value) for row in rows})


def _tables(cells: Mapping[str, Cell]) -> list[Table]:
    if tables.MANAGED not in cells:
        return []
    whole = _("Total")
    columns = [*(_("Category %(number)s") % {"number": c} for c in tables.CATEGORIES), whole]
    levels = [(_level(n), _managed_at(n)) for n in tables.LEVELS]
    of_all = [*(tables.of_category(c) for c in tables.CATEGORIES), tables.MANAGED]
    year = [
        (_level(n), [*(tables.in_year(n, c) for c in tables.CATEGORIES), tables.in_year(n)])
        for n in tables.YEAR_LEVELS
    ]
    shown = {tables.MANAGED: [*levels, (whole, of_all)], tables.in_year(2): year}
    return [
        Table(
            code,
            str(words.TABLES[code]),
            columns,
            [(name, [cells[one] for one in codes]) for name, codes in rows],
        )
        for code, rows in shown.items()
    ]


def _level(number: int) -> str:
    return _("Level %(number)s") % {"number": number}


def _managed_at(level: int) -> list[str]:
    return [*(tables.cell(c, level) for c in tables.CATEGORIES), tables.at_level(level)]


def published(publication: Publication) -> list[Line]:
    """The figures that were let out, in their order."""
    rows = {row.code: row.value for row in publication.figures.all()}
    unknown = {rules.RATE} if publication.population_on is None else set()
    return [
        Line(code, _name(code), rows[code], is_unknown=code in unknown)
        for code in LISTED
        if code in rows
    ]


def last_ask(snapshot: Snapshot) -> Ask | None:
    """The latest ask for a release, with what was decided and let out."""
    return (
        snapshot.asks.select_related(
            "asked_by__user", "decision__decided_by__user", "decision__publication__withdrawal"
        )
        .order_by("-at")
        .first()
    )


def described(shown: Iterable[Line]) -> str:
    """What the picture shows, for who cannot see it."""
    values = {line.code: line.value for line in shown}
    return "; ".join(
        f"{words.IN_THE_CHART[code]}: {values[code]}"
        for code in words.OF_THE_YEAR
        if values.get(code) is not None
    )


def asks_to_decide(user_id: UUID | None) -> list[Ask]:
    """Releases asked for by others, that wait for a decision."""
    undecided = Ask.objects.filter(decision=None).exclude(account=user_id)
    return list(undecided.select_related("snapshot__area", "asked_by__user"))


def _name(code: str) -> str:
    return str(words.FIGURES[code])
