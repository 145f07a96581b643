"""The extract of invented people: the same bytes, nobody real, and in the shares that are meant."""

import csv
import filecmp
from collections import Counter
from datetime import date

import pytest

from tutela.demonstration.extract.writing import write
from tutela.exchange.reading import Row, open_extract
from tutela.exchange.rules import rows
from tutela.exchange.rules.layout import FILES

ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    return made(tmp_path_factory.mktemp("extract"), 2_000, 5)


def made(folder, people, seed, **more):
    assert sum(1 for _ in write(folder, people=people, seed=seed, on=ON, **more)) == people
    return folder


def cells(folder, name):
    with (folder / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_same_seed_same_bytes(extract, tmp_path):
    names = [f"{name}.csv" for name in FILES]

    same, differing, missing = filecmp.cmpfiles(
        extract, made(tmp_path / "a", 2_000, 5), names, shallow=False
    )
    assert (sorted(same), differing, missing) == (sorted(names), [], [])
    _same, differing, _missing = filecmp.cmpfiles(
        extract, made(tmp_path / "b", 2_000, 6), names, shallow=False
    )
    assert sorted(differing) == sorted(names)


def test_fewer_are_the_first_of_more(extract, tmp_path):
    few = made(tmp_path, 50, 5)

    for name in FILES:
        text = (few / f"{name}.csv").read_text()
        assert (extract / f"{name}.csv").read_text().startswith(text), name


def test_the_importer_refuses_no_row_of_it(extract):
    for path in extract.glob("*.csv"):
        file = open_extract(path)
        for row in file.rows():
            assert isinstance(row, Row)
            entry, faults = rows.read(file.file, row.line, row.cells, on=ON)
            assert entry, (path.name, row.line, faults)


def test_nobody_lives_anywhere(extract):
    postcodes = {row["postcode"][:2] for row in cells(extract, "addresses")}

    assert postcodes <= {"ZZ", ""}


def test_every_kind_of_thing_happens_as_often_as_meant(extract):
    people = len(cells(extract, "people"))
    numbers = Counter(row["kind"] for row in cells(extract, "identifiers"))
    homes = Counter(row["kind"] for row in cells(extract, "addresses") if not row["to"])
    orders = len({row["person"] for row in cells(extract, "orders")})
    names = Counter(row["kind"] for row in cells(extract, "names"))
    said = [row["born"] for row in cells(extract, "people")]
    sentences = Counter(row["kind"] for row in cells(extract, "sentences"))

    assert 2_005 <= people <= 2_045  # one in a hundred is recorded twice
    assert 0.93 < numbers["pnc"] / people < 1
    assert 0.008 < homes["no_fixed_abode"] / people < 0.04
    assert 0.3 < orders / people < 0.7
    assert 0.1 < names["alias"] / people < 0.22
    assert 0.01 < sum("about" in born for born in said) / people < 0.06
    assert sentences["custody"] > sentences["community_order"] > sentences["fine"] > 0


def test_a_clause_of_an_order_names_nobody(extract):
    surnames = {row["surname"] for row in cells(extract, "people")}

    for row in cells(extract, "clauses"):
        assert not surnames & set(row["wording"].replace(",", "").split())
