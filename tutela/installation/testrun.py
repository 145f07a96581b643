"""`./run test [pytest's arguments]`: every test, with PostgreSQL, from whichever folder."""

import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path

from tutela.installation import front_end
from tutela.installation.refusal import Refusal

ROOT = Path(__file__).parents[2]


def main(argv: Sequence[str]) -> int:
    """Run pytest on the checkout; its own closing line is the last one printed."""
    if importlib.util.find_spec("pytest") is None or not (ROOT / "pyproject.toml").exists():
        raise Refusal("The tests run from a checkout: ./run test", 2)
    try:
        front_end.build()  # journeys look at pages as a browser shows them
    except front_end.CannotBuild as error:
        raise Refusal(str(error)) from None
    import pytest

    arguments = [_from_root(argument) for argument in argv]
    os.chdir(ROOT)
    return int(pytest.main(arguments))


def _from_root(argument: str) -> str:
    """A file that was named from the caller's folder, named so that it is found from the root."""
    path, colons, test = argument.partition("::")
    if argument.startswith("-") or not Path(path).exists():
        return argument
    return f"{Path(path).resolve()}{colons}{test}"
