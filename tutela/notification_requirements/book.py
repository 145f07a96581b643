"""The rules book, docs/reference/law.md: made from the figures, the rules and the examples.

`python -m tutela.notification_requirements.book` writes it; `--check` fails when it is not
current.
"""

import argparse
import importlib
import inspect
import json
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutela.law.figures import Figure, Value, acts, figures, jurisdictions
from tutela.law.wording import say_day
from tutela.notification_requirements import rules
from tutela.notification_requirements.rules.schedule_3 import CONDITIONS, paragraphs

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "docs" / "reference" / "law.md"
EXAMPLES = Path(__file__).parent / "tests" / "examples"
PLACES = {
    "england_and_wales": "England and Wales",
    "northern_ireland": "Northern Ireland",
    "scotland": "Scotland",
}
HEAD = """# The law in Tutela

Every figure, every rule and the examples that hold them, made from the data and the code by
`python -m tutela.notification_requirements.book`; a test fails when this page is not current.
Nothing here is written by hand.

*Not verified* means: from memory or from a secondary source. Every answer that relies on such a
figure says `"verified": false`. A figure without a first day is off, and asking for a day that no
value covers is refused.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """An example as the book tells it."""

    name: str
    says: str
    provision: str
    jurisdiction: str
    figures: tuple[str, ...]
    worked: str


def book() -> str:
    """The whole page."""
    told = list(examples())
    parts = [HEAD]
    for jurisdiction in sorted(jurisdictions(), key=lambda name: name != "england_and_wales"):
        parts.append(f"## Figures: {PLACES[jurisdiction]}\n")
        for act in acts(jurisdiction):
            if act == "schedule_3":
                parts.append(_schedule(jurisdiction))
            else:
                parts.append(_act(jurisdiction, act, told))
    parts.append("## Rules\n")
    parts += [_rule(name, text, told) for name, text in rules_with_law()]
    parts.append("## Examples\n")
    parts += [_examples(told)]
    return "\n".join(parts).rstrip() + "\n"


def examples() -> Iterator[Told]:
    """The worked examples, as their files hold them."""
    for file in sorted(EXAMPLES.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["example"]:
            facts = json.loads(entry["facts"])
            yield Told(
                entry["name"],
                entry["says"],
                entry["provision"],
                facts.get("jurisdiction", "england_and_wales"),
                tuple(entry["figures"]),
                entry["worked"],
            )


def holding(told: Sequence[Told], jurisdiction: str, figure: str) -> list[str]:
    """The names of the examples that hold a figure of a jurisdiction."""
    wanted = {f"{jurisdiction}/{figure}"}
    if jurisdiction == "england_and_wales":
        wanted.add(figure)
    return [one.name for one in told if wanted & set(one.figures)]


def rules_with_law() -> Iterator[tuple[str, str]]:
    """Every function of the rules whose docstring cites its law, in the order of the modules."""
    for found in sorted(pkgutil.iter_modules(rules.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{rules.__name__}.{found.name}")
        for name, rule in vars(module).items():
            text = inspect.isfunction(rule) and inspect.getdoc(rule)
            if text and "Law:" in text and rule.__module__ == module.__name__:
                yield f"{found.name}.{name}", text


def _act(jurisdiction: str, act: str, told: Sequence[Told]) -> str:
    lines = [f"### {_title(act)} (`{jurisdiction}/{act}.toml`)", ""]
    own = figures(f"{jurisdiction}/{act}")
    for name, figure in own.items():
        lines += _figure(jurisdiction, name, figure, told)
    return "\n".join(lines)


def _title(act: str) -> str:
    return act.replace("_", " ").capitalize()


def _figure(jurisdiction: str, name: str, figure: Figure, told: Sequence[Told]) -> Iterator[str]:
    yield f"**{figure.title}** (`{name}`)  "
    yield f"{figure.citation}; selected by: {figure.selected_by}. Checked: {figure.checked}."
    yield ""
    if not figure.values:
        yield "- Off: the day of commencement is not known. Not verified."
    for value in figure.values:
        yield f"- {_value(figure, value)}"
    held = holding(told, jurisdiction, name)
    if held:
        yield f"- Held by {', '.join(f'`{example}`' for example in held)}"
    yield ""


def _value(figure: Figure, value: Value) -> str:
    if not value.in_force:
        what = "no longer in force"
    elif value.indefinite:
        what = "indefinite"
    elif figure.unit == "rule":
        what = "in force"
    elif figure.unit == "divisor":
        what = f"divided by {value.number}"
    else:
        what = f"{value.number} {figure.unit}"
    verified = "verified" if value.verified else "**not verified**"
    cited = f"; {value.citation}" if value.citation != figure.citation else ""
    note = f"; {value.note}" if value.note else ""
    return f"from {say_day(value.starts)}: {what} ({verified}{cited}{note})"


def _schedule(jurisdiction: str) -> str:
    lines = [
        f"### Schedule 3 (`{jurisdiction}/schedule_3.toml`)",
        "",
        "| Paragraph | Offence | Listed from | Thresholds, any one line of them | Verified |",
        "|---|---|---|---|---|",
    ]
    for found in paragraphs(jurisdiction).values():
        ways = "<br>".join(
            " ".join(CONDITIONS[name] % {"wanted": wanted} for name, wanted in way.items())
            for way in found.ways
        )
        lines.append(
            f"| {found.number} | {found.title} ({found.provision}) | {say_day(found.starts)} |"
            f" {ways or 'none'} | {'yes' if found.verified else '**no**'} |"
        )
    return "\n".join([*lines, ""])


SECTION = re.compile(r"\b(?:ss?|reg)\.\d+[A-Z]*|Schedule 3")


def _rule(name: str, text: str, told: Sequence[Told]) -> str:
    """A rule with the examples of the sections that it cites."""
    cited = set(SECTION.findall(text.partition("Law:")[2]))
    held = [f"`{one.name}`" for one in told if cited & set(SECTION.findall(one.provision))]
    names = f"Examples of these provisions: {', '.join(held)}.\n" if held else ""
    return f"### `{name}`\n\n{text}\n\n{names}"


def _examples(told: Sequence[Told]) -> str:
    lines = ["| Example | Provision | Says | Worked by hand |", "|---|---|---|---|"]
    lines += [f"| `{one.name}` | {one.provision} | {one.says} | {one.worked} |" for one in told]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the book, or say whether it is current."""
    parser = argparse.ArgumentParser(prog="law-book", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; 1 when not current")
    options = parser.parse_args(arguments)
    made = book()
    if not options.check:
        BOOK.parent.mkdir(parents=True, exist_ok=True)
        BOOK.write_text(made, encoding="utf-8")
        return 0
    if not BOOK.exists() or BOOK.read_text(encoding="utf-8") != made:
        print(f"{BOOK.relative_to(ROOT)} is not current: write it again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
