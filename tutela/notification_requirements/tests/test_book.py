import pytest

from tutela.law.figures import acts, figures
from tutela.notification_requirements import book

TOLD = list(book.examples())
# Figures that no rule of this room reads, and the test that holds each of them by its name.
ELSEWHERE = {
    "data_protection_act_2018": ["disclosure/tests/test_rules.py"],
    "police_and_criminal_evidence_act_1984": ["notification_requirements/tests/test_release.py"],
    "practice": ["people/tests/test_movement_rules.py", "disclosure/tests/test_rules.py"],
    "preventive_orders": ["court_orders/tests/test_order_rules.py"],
}
IN_FORCE = [
    name
    for act in acts("england_and_wales")
    if act != "schedule_3" and act not in ELSEWHERE
    for name, figure in figures(f"england_and_wales/{act}").items()
    if figure.values
]


def test_the_book_is_current():
    assert book.BOOK.read_text(encoding="utf-8") == book.book(), (
        "write it again: python -m tutela.notification_requirements.book"
    )


@pytest.mark.parametrize("name", IN_FORCE)
def test_every_figure_in_force_is_held_by_an_example(name):
    assert book.holding(TOLD, "england_and_wales", name)


@pytest.mark.parametrize("act", ELSEWHERE)
def test_figures_that_another_room_reads_are_held_there(act):
    tests = [book.ROOT / "tutela" / name for name in ELSEWHERE[act]]
    held = "".join(path.read_text(encoding="utf-8") for path in tests)

    assert all(f'"{name}"' in held for name in figures(f"england_and_wales/{act}"))


def test_the_book_says_what_is_not_verified_and_what_is_off():
    page = book.book()

    assert "**not verified**" in page
    assert "Off: the day of commencement is not known." in page


def test_every_rule_of_the_book_cites_its_law():
    cited = dict(book.rules_with_law())

    assert len(cited) > 15
    assert "periods.notification_period" in cited


def test_a_book_that_is_not_current_is_noticed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(book, "ROOT", tmp_path)
    monkeypatch.setattr(book, "BOOK", tmp_path / "docs" / "law.md")

    assert book.main(["--check"]) == 1
    assert capsys.readouterr().err == "docs/law.md is not current: write it again.\n"
    assert book.main([]) == 0
    assert book.main(["--check"]) == 0
