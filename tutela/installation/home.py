"""The data folder: embedded server, keys, outbox."""

import os
from pathlib import Path

from platformdirs import user_data_path


def data_folder() -> Path:
    """`TUTELA_HOME`, or a folder under the user's data directory."""
    named = os.environ.get("TUTELA_HOME")
    return Path(named).expanduser().absolute() if named else user_data_path("tutela")
