import os
import tempfile
from pathlib import Path

import pytest

from tutela.installation.home import FORMAT, MARK, held, open_home, start_over
from tutela.installation.refusal import Refusal


def test_a_folder_of_ours_is_opened_again(tmp_path):
    home = open_home(tmp_path / "new" / "home")

    assert open_home(home) == home
    assert home.stat().st_mode & 0o777 == 0o700


def test_somebody_elses_folder_is_refused_and_kept(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(Refusal, match="something else"):
        open_home(tmp_path)
    start_over(tmp_path)

    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_newer_folder_is_refused(tmp_path):
    (tmp_path / MARK).write_text(f"{FORMAT + 1}\n")

    with pytest.raises(Refusal, match="newer"):
        open_home(tmp_path)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Refusal, match="cannot write"):
        open_home(tmp_path / "file" / "home")


@pytest.fixture
def as_nobody():
    """Without the rights of whoever runs the tests, where that is the machine's owner."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.fixture
def of_another(request):
    """A folder of Tutela's that belongs to somebody else, with what others may do in it."""
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        home = open_home(Path(outer) / "home")
        home.chmod(request.param)
        (home / MARK).chmod(0o444)
        yield home
        home.chmod(0o700)


@pytest.mark.parametrize("of_another", [0o000, 0o555], indirect=True, ids=["closed", "read-only"])
def test_a_folder_of_another_user_is_refused_in_one_sentence(of_another, as_nobody):
    for asked in (lambda: open_home(of_another), lambda: open_home(of_another / "inside")):
        with pytest.raises(Refusal, match="Tutela cannot write to") as refusal:
            asked()
        assert "\n" not in str(refusal.value)
    with pytest.raises(Refusal, match="cannot write"), held(of_another, refusal="runs"):
        pass


def test_starting_over_forgets_everything_but_who_runs(tmp_path):
    home = open_home(tmp_path / "home")
    (home / "keys").mkdir()
    (home / "keys" / "actor").write_text("old")

    with held(home, refusal="runs"):
        start_over(home)

        assert [entry.name for entry in home.iterdir()] == ["running"]


def test_one_at_a_time(tmp_path):
    with (
        held(tmp_path, refusal="runs already"),
        pytest.raises(Refusal, match="runs already"),
        held(tmp_path, refusal="runs already"),
    ):
        pass

    with held(tmp_path, refusal="runs already"):
        pass
