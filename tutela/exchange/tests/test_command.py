"""`./run import` as an operator runs it: a process of its own, as the worker."""

import pytest

from tutela.agencies.tests import factories as agencies
from tutela.exchange import command
from tutela.exchange.rules.layout import FILES
from tutela.exchange.tests.extracts import person, run, sources, write
from tutela.installation.testbed import ROOT

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def officer():
    return agencies.officer()


def test_dry_run_then_applied_and_no_word_of_anybody(officer, tmp_path):
    folder = write(tmp_path / "in", people=[person("P1"), person("P2", surname="")])
    dry = run(officer, folder)
    before = sources(officer)
    applied = run(officer, folder, "--apply", "--report", str(tmp_path / "report"))

    assert dry.returncode == applied.returncode == 0, dry.stderr + applied.stderr
    assert "Nothing was changed" in dry.stdout
    assert before == {}
    assert sources(officer) == {"people": 1}
    assert "people line 3: surname is empty" in applied.stdout
    for done in (dry, applied):
        assert "Synthetic" not in done.stdout + done.stderr
    assert {path.name for path in (tmp_path / "report").iterdir()} == {
        "people-refused.csv",
        "rows.csv",
    }


@pytest.mark.parametrize(
    ("content", "more", "words"),
    [
        (b"", (), "is empty"),
        (b"record,surname\n1,\x80\x81\n", (), "UTF-8"),
        (b"record,surname\n", ("--team", "Nowhere"), "no team"),
        (b"record,surname\n", ("--as", "nobody@example.org"), "no appointment"),
    ],
)
def test_what_cannot_be_begun_is_refused_in_one_sentence(officer, tmp_path, content, more, words):
    done = run(officer, write(tmp_path / "in", people=content), *more)

    assert done.returncode == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_partner_cannot_have_an_extract_read(tmp_path):
    partner = agencies.officer("partner")
    done = run(partner, write(tmp_path / "in", people=[person("P1")]), "--apply")

    assert done.returncode == 1
    assert "may record people" in done.stderr


def test_the_page_of_reference_is_the_importers_own_description():
    page = (ROOT / "docs" / "reference" / "extract.md").read_text()

    assert page == command.reference()


def test_templates_have_every_file_with_an_example(tmp_path):
    command.write_templates(tmp_path / "empty")

    assert {path.stem for path in (tmp_path / "empty").iterdir()} == set(FILES)
