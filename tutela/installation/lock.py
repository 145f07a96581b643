"""`./run lock [--upgrade]`: pin every dependency and its hashes again, for every platform.

No address and no host is written: whoever installs uses the registry that they trust.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tutela.installation import front_end
from tutela.installation.refusal import Refusal

ROOT = Path(__file__).parents[2]


def main(argv: Sequence[str]) -> int:
    """Write `requirements.lock` and the locks of the front end."""
    if any(argument != "--upgrade" for argument in argv):
        raise Refusal("lock takes --upgrade or nothing.", 2)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [
                *(_uv(Path(folder)), "pip", "compile", "pyproject.toml", "--group", "dev"),
                *("--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate"),
                *("--custom-compile-command", "./run lock", "--quiet", *argv),
                *("--output-file", "requirements.lock"),
            ],
            cwd=ROOT,
            env=os.environ | {"UV_SYSTEM_CERTS": "1"},
            check=False,
        )
    if done.returncode:
        return 1
    front_end.relock()
    return 0


def _uv(folder: Path) -> str:
    """The one on PATH, else one for this once."""
    if found := shutil.which("uv"):
        return found
    subprocess.run([sys.executable, "-m", "venv", folder / "uv"], check=True)
    python = folder / "uv" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"], check=True
    )
    return str(python.with_name("uv"))
