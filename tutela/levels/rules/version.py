"""What categories are worked out by, as one word: another where a line of it changes."""

import hashlib
from functools import cache
from importlib.resources import files

READ = (
    ("tutela.court_orders", ("rules.py", "title_rules.py", "specified.toml", "offences.toml")),
    ("tutela.law", ("reckoning.py",)),
    ("tutela.levels.queries", ("facts.py",)),
    ("tutela.levels.rules", ("categories.py",)),
)


@cache
def law_version() -> str:
    """Of the lists of offences and the rules that read them."""
    whole = hashlib.sha256()
    for package, names in READ:
        for name in names:
            whole.update(f"{package}/{name}\0".encode())
            whole.update(files(package).joinpath(name).read_bytes())
    return whole.hexdigest()
