"""What somebody types is words and nothing else, wherever it is carried out of the house."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from icalendar import Calendar

from tutela.documents.printing import Content, printed
from tutela.meetings.calendar import calendar_of
from tutela.meetings.models import Item, Sitting
from tutela.oversight.sheets import sheet

TEMPLATE = '#let d = json(bytes(sys.inputs.at("data")))\n#set document(title: "T")\n= #d.said\n'
LINES = "Room 3\r\nATTENDEE:mailto:x@example.org\rBEGIN:VALARM\nX;Y,Z\\"


def print_at(folder: Path, words: str, said: str) -> bytes:
    def changed(content: Content) -> Content:
        raise AssertionError("the words were not printed as they stand")

    template = folder / "template.typ"
    template.write_text(TEMPLATE.replace("#d.said", words))
    return printed(template, {"said": said}, noted=changed)


@pytest.mark.parametrize("said", ['#read("/etc/passwd")', "@nobody #panic()", "= H $x_1$ `raw` */"])
def test_held_what_is_printed_is_never_read_as_instructions(tmp_path: Path, said: str):
    assert print_at(tmp_path, "#d.said", said).startswith(b"%PDF")


def test_planted_words_read_as_instructions_are_seen(tmp_path: Path):
    with pytest.raises(AssertionError):
        print_at(tmp_path, '#eval(d.said, mode: "markup")', "@nobody #panic()")


def test_held_the_place_of_a_meeting_adds_nothing_to_a_calendar():
    now = datetime.now(UTC)
    sitting = SimpleNamespace(
        version=1,
        starts_at=now,
        minutes_long=60,
        level=2,
        place=LINES,
        join_by=LINES,
        stage=Sitting.Stage.PLANNED,
    )
    item = SimpleNamespace(sitting=sitting, begins_at=None, version=1, stage=Item.Stage.ON_AGENDA)

    made = calendar_of(item, uid=uuid4(), address="https://t.example/", now=now)

    found = Calendar.from_ical(made)
    assert [part.name for part in found.walk()].count("VALARM") == 0
    (event,) = found.walk("VEVENT")
    assert "ATTENDEE" not in event
    assert b"\rBEGIN" not in made.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1"])
def test_held_no_cell_of_a_sheet_calculates(said: str):
    assert f"'{said}" in sheet(said, [said], [[said]]).replace('"', "")
