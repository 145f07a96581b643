import pytest

from tutela.law.figures import acts, figures
from tutela.notification_requirements import book

TOLD = list(book.examples())
IN_FORCE = [
    name
    for act in acts("england_and_wales")
    if act != "schedule_3"
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
