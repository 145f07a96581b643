import io
import json
import resource
import subprocess
import sys

import pytest

from tutela.notification_requirements import explain
from tutela.notification_requirements.rules.answering import answer
from tutela.notification_requirements.rules.reading import read
from tutela.notification_requirements.tests.examples import examples

FACTS = {
    "jurisdiction": "england_and_wales",
    "born_on": "1980-05-01",
    "as_of": "2024-03-02",
    "bases": [
        {
            "kind": "conviction",
            "relevant_date": "2024-03-01",
            "disposal": {"kind": "custody", "term": {"months": 12}},
        }
    ],
}
NEVER = [FACTS["bases"][0] | {"disposal": {"kind": "absolute_discharge"}}]
WITHOUT_A_DAY = {key: value for key, value in FACTS.items() if key != "as_of"}


@pytest.fixture
def ask(tmp_path, capsys):
    def run(facts, *options):
        file = tmp_path / "facts.json"
        file.write_text(facts if isinstance(facts, str) else json.dumps(facts), encoding="utf-8")
        code = explain.main([str(file), *options])
        return code, capsys.readouterr()

    return run


def test_the_answer_in_words(ask):
    code, printed = ask(FACTS)

    assert code == 0
    assert printed.out.splitlines()[0] == (
        "Subject to the notification requirements; the last day is 28 February 2034."
    )
    assert "Make the first notification: by 3 March 2024" in printed.out
    assert "Sexual Offences Act 2003 s.82(1)" in printed.out
    assert printed.err == ""


def test_the_answer_in_json_has_the_form_of_the_issue(ask):
    code, printed = ask(FACTS, "--json")

    found = json.loads(printed.out)
    assert code == 0
    assert found["indefinite"] is False
    assert found["last_day"] == "2034-02-28"
    assert found["periods"][0]["basis"] == 0
    assert found["periods"][0]["provision"] == "Sexual Offences Act 2003 s.82(1)"
    assert found["duties"][0]["duty"] == "initial_notification"
    assert found["duties"][0]["last_day"] == "2024-03-03"
    assert found["duties"][0]["provision"] == "Sexual Offences Act 2003 s.83(1)"
    assert found["duties"][0]["verified"] is True


def test_without_a_day_there_are_periods_only(ask):
    disposal = {"kind": "life"}
    more = {"bases": [FACTS["bases"][0] | {"disposal": disposal}]}
    direction = {"parental_direction": {"made_on": "2024-03-01"}, "review": {}}
    _, printed = ask(WITHOUT_A_DAY | more | direction, "--json")

    found = json.loads(printed.out)
    assert found["indefinite"]
    assert found["duties"] == []
    assert "review" not in found
    assert "parental_direction" not in found


def test_without_a_day_nothing_is_said_of_duties(ask):
    _, printed = ask(WITHOUT_A_DAY)

    assert "To do" not in printed.out


def test_a_list_gives_a_list(ask):
    _, printed = ask([FACTS, FACTS | {"bases": NEVER}], "--json")

    assert [one["last_day"] for one in json.loads(printed.out)] == ["2034-02-28", None]


def test_a_list_of_one_gives_a_list_of_one(ask):
    _, printed = ask([FACTS], "--json")

    assert [one["last_day"] for one in json.loads(printed.out)] == ["2034-02-28"]


def test_an_empty_list_gives_an_empty_list(ask):
    code, printed = ask([], "--json")

    assert (code, json.loads(printed.out)) == (0, [])


def test_people_of_a_list_are_told_apart_in_words(ask):
    _, printed = ask([FACTS, FACTS])

    assert printed.out.startswith("Person 0\n")
    assert "\n\nPerson 1\n" in printed.out


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(FACTS).encode())))

    assert explain.main(["-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["last_day"] == "2034-02-28"


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ("{", "facts"),
        (FACTS | {"colour": "blue"}, "facts.colour"),
        ([FACTS, FACTS | {"born_on": "2024-13-01"}], "facts[1].born_on"),
        (FACTS | {"born_on": "2025-01-01"}, "facts.bases[0].relevant_date"),
    ],
)
def test_wrong_facts_are_one_sentence_on_standard_error(ask, facts, place):
    code, printed = ask(facts, "--json")

    assert code == 2
    assert printed.out == ""
    assert printed.err.startswith(f"{place}: ")
    assert printed.err.count("\n") == 1


def test_a_file_that_is_not_there(capsys):
    assert explain.main(["/nowhere/facts.json"]) == 2
    assert capsys.readouterr() == ("", "facts: cannot be read: No such file or directory.\n")


def test_a_file_that_is_not_text(tmp_path, capsys):
    file = tmp_path / "facts.json"
    file.write_bytes(b"\xff\xfe\x00")

    assert explain.main([str(file)]) == 2
    assert capsys.readouterr().err == "facts: is not text in UTF-8.\n"


def test_a_duty_without_a_last_day_is_said_in_words(ask):
    held = [{"kind": "custody", "from": "2024-03-01"}]
    _, printed = ask(FACTS | {"detained": held})

    assert "Make the first notification: no last day can be given yet" in printed.out


def test_what_is_past_is_said_to_be_past(ask):
    _, printed = ask(FACTS | {"as_of": "2024-06-01"})

    assert "Make the first notification: by 3 March 2024 (past)" in printed.out


def test_before_the_sentence_how_long_is_said_to_be_open(ask):
    disposal = {"kind": "awaiting_sentence"}
    _, printed = ask(FACTS | {"bases": [FACTS["bases"][0] | {"disposal": disposal}]})

    assert printed.out.startswith(
        "Subject to the notification requirements; the sentence will tell how long."
    )
    assert "0. Conviction, 1 March 2024: the sentence will tell how long" in printed.out
    assert "Make the first notification: by 3 March 2024" in printed.out


def test_nothing_to_do(ask):
    _, printed = ask(FACTS | {"as_of": "2040-01-01"})

    assert "To do, as of 1 January 2040\n  Nothing." in printed.out


def test_an_answer_on_an_unverified_figure_says_so(ask):
    caution = [{"kind": "caution", "relevant_date": "2003-05-01"}]
    _, printed = ask(FACTS | {"bases": caution})

    assert "relies on a figure that was not verified" in printed.out


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_worked_example_can_be_said_in_words(example):
    facts = read(example.facts)

    said = explain.as_text(facts, answer(facts))

    assert said.startswith(("Subject to", "Not subject to"))
    assert "%(" not in said


def test_it_starts_in_under_a_second_without_django(tmp_path):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FACTS), encoding="utf-8")
    script = (
        "import sys; from tutela.installation.command import main;"
        f"code = main(['explain', {str(file)!r}]);"
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert done.returncode == 0, done.stderr
    # the processor's time, a tenth of a second: what else the machine does is not counted
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1
