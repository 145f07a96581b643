"""Files as agencies really write them."""

import subprocess
import sys
from datetime import date

import pytest

from tutela.exchange.reading import LONGEST_LINE, Broken, CannotRead, Row, open_extract
from tutela.exchange.rules import layout, values
from tutela.exchange.rules.cells import plain, safe

HEAD = "record,surname,given_names\n"
TODAY = date(2026, 11, 23)


@pytest.fixture
def rows(tmp_path):
    def read(content, name="people.csv", told=""):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(open_extract(path, told=told).rows())

    return read


def surnames(found):
    return [row.cells["surname"] for row in found if isinstance(row, Row)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_encodings_that_prove_themselves(rows, encoding):
    text = HEAD + "1,Brontë,Zoë\n2,O\u2019Neill,Siân\n"

    assert surnames(rows(text.encode(encoding))) == ["Brontë", "O\u2019Neill"]


def test_a_late_accent_is_found_however_long_the_file(rows):
    text = HEAD + "1,Plain,Name\n" * 100_000 + "2,Brontë,Zoë\n"

    assert surnames(rows(text.encode("cp1252")))[-1] == "Brontë"


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1251", "cp437"])
def test_an_encoding_that_nobody_can_be_sure_of_is_refused_in_one_sentence(rows, encoding):
    name = "Жуков" if encoding == "cp1251" else "Renée"
    with pytest.raises(CannotRead) as refusal:
        rows((HEAD + f"1,{name},Zoe\n").encode(encoding))

    assert str(refusal.value).count(".") == 2  # of people.csv, and at the end
    assert "UTF-8" in str(refusal.value)


def test_an_encoding_can_be_named(rows):
    assert surnames(rows((HEAD + "1,Renée,X\n").encode("cp850"), told="cp850")) == ["Renée"]
    for told, content in (("no-such", b""), ("utf-8", (HEAD + "1,é,X\n").encode("cp1252"))):
        with pytest.raises(CannotRead):
            rows(content, told=told)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(rows, separator):
    text = f"Record{separator} Surname {separator}GIVEN NAMES\n1{separator}One{separator}A\n"

    assert surnames(rows(text)) == ["One"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_and_cells_of_several_lines(rows, ending):
    text = ending.join(["record,surname,given_names", '1,"One', 'Two",A', "2,Three,B", "", ",,"])
    found = rows(text)

    assert surnames(found) == [f"One{ending}Two", "Three"]
    assert [row.line for row in found] == [2, 4]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n", "is empty"),
        (b"1,Smith,John\n", "no column"),
        (b"record,given_names\n", "no column surname"),
        (b"record,surname,surname\n", "twice"),
        (b"\x00\x00\x00", "first line"),
        (b"\xff\xfe\x00\x00r\x00\x00\x00", "UTF-32"),
    ],
)
def test_a_file_that_cannot_be_begun(rows, content, words):
    with pytest.raises(CannotRead, match=words):
        rows(content)


def test_a_file_that_is_none_of_the_extract(rows):
    with pytest.raises(CannotRead, match="begin its name"):
        rows("a,b\n1,2\n", name="things.csv")


def test_a_file_is_known_by_its_columns_where_its_name_says_nothing(rows):
    assert len(rows("record,person,result,title\n1,2,3,Theft\n", name="export (3).csv")) == 1


def test_only_its_first_line(rows):
    assert rows(HEAD) == []


def test_rows_that_are_none(rows):
    found = rows(
        HEAD
        + "1,One,A,B\n"
        + "2,One\n"
        + "3,N\x00ul,A\n"
        + f"4,{'x' * LONGEST_LINE * 3},A\n"
        + '5,"One"two,A\n'
        + "6,Good,A\n"
    )

    broken = {row.line: row.why for row in found if isinstance(row, Broken)}
    assert list(broken) == [2, 3, 4, 5, 6]
    assert "more cells" in broken[2]
    assert "fewer" in broken[3]
    assert "NUL" in broken[4]
    assert "longer" in broken[5]
    assert "quotation" in broken[6]
    assert surnames(found) == ["Good"]


def test_a_quotation_mark_that_is_never_closed_costs_one_row(rows):
    found = rows(HEAD + '1,"One,A\n' + "".join(f"{n},Good,A\n" for n in range(2, 200)))

    assert [row.line for row in found if isinstance(row, Broken)] == [2]
    assert len(surnames(found)) == 198


@pytest.mark.slow
def test_two_hundred_megabytes_need_no_more_memory_than_two(tmp_path):
    program = (
        "import re, sys; from pathlib import Path;"
        "from tutela.exchange.reading import open_extract;"
        "n = sum(1 for row in open_extract(Path(sys.argv[1])).rows());"
        # what getrusage tells begins with the memory of whoever started the process
        "held = Path('/proc/self/status').read_text();"
        "print(n, re.search(r'VmHWM:\\s+(\\d+)', held)[1])"
    )
    peaks = {}
    for megabytes in (2, 200):
        path = tmp_path / "people.csv"
        line = f"1,Synthetic,{'x' * 9_985}\n"
        with path.open("w") as file:
            file.write(HEAD)
            for _ in range(megabytes * 100):
                file.write(line)
        done = subprocess.run(
            [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
        )
        count, peak = map(int, done.stdout.split())
        assert count == megabytes * 100
        peaks[megabytes] = peak

    assert peaks[200] <= 1.2 * peaks[2]


# Cells -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2021-05-01", date(2021, 5, 1)),
        ("2021-05-01T00:00:00", date(2021, 5, 1)),
        ("2021-05-01 00:00:00.000", date(2021, 5, 1)),
        ("20210501", date(2021, 5, 1)),
        ("01/05/2021", date(2021, 5, 1)),
        ("1.5.2021", date(2021, 5, 1)),
        ("31/05/2021", date(2021, 5, 31)),
        ("1-May-2021", date(2021, 5, 1)),
        ("1 May 2021", date(2021, 5, 1)),
        ("1st May 2021", date(2021, 5, 1)),
        ("01-MAY-21", date(2021, 5, 1)),
        ("01-Sept-99", date(1999, 9, 1)),
        ("01-Dec-26", date(1926, 12, 1)),
    ],
)
def test_days_as_agencies_write_them(said, day):
    assert values.day(said, on=TODAY, is_past=True) == day


@pytest.mark.parametrize(
    ("said", "is_past", "why"),
    [
        ("01/05/21", True, values.SHORT_YEAR),
        ("01-May-30", False, values.SHORT_YEAR),
        ("05/31/2021", True, values.NO_SUCH_DAY),
        ("30/02/2021", True, values.NO_SUCH_DAY),
        ("43952", True, values.A_SERIAL),
        ("yesterday", True, values.NOT_A_DAY),
        ("1 Mai 2021", True, values.NOT_A_DAY),
        ("2021-05-01 13:45", True, values.NOT_A_DAY),
        ("24/11/2026", True, values.TO_COME),
        ("01/05/1821", True, values.OUT_OF_REACH),
    ],
)
def test_days_that_are_none_or_several_are_refused_with_the_reason(said, is_past, why):
    with pytest.raises(values.Unreadable) as reason:
        values.day(said, on=TODAY, is_past=is_past)

    assert str(reason.value) == why


def test_every_column_reads_its_own_example():
    for file in layout.FILES.values():
        for column in file.columns:
            values.read(column, column.example or "x" * column.is_needed, on=TODAY)


@pytest.mark.parametrize("cell", ["=1+1", "-5", "'=x", "''+", "'quoted'", "@home", "", "O'Neill"])
def test_a_cell_made_safe_is_the_same_when_it_is_read_again(cell):
    assert plain(safe(cell)) == cell
    assert not safe(cell).startswith(("=", "+", "-", "@"))
