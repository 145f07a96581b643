"""The tools with which people assess risk, and the scales on which each answers: data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Scale:
    """One thing that a tool says of a person."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool of assessment; without bands it answers in words.

    Scales and bands that were read in the source are verified; a tool that is no longer offered
    keeps its words for what was entered with it.
    """

    code: str
    name: str
    scales: tuple[Scale, ...]
    bands: tuple[tuple[str, str], ...]
    source: str
    verified: bool
    offered: bool


@cache
def tools() -> dict[str, Tool]:
    """Every tool that is known, by its code, in the order in which it is asked."""
    text = files("tutela.risk").joinpath("tools.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    words = table["bands"]
    return {
        one["code"]: Tool(
            one["code"],
            one["name"],
            tuple(Scale(scale["code"], scale["name"]) for scale in one["scales"]),
            tuple((band, words[band]) for band in one["bands"]),
            one["source"],
            one["verified"],
            one.get("offered", True),
        )
        for one in table["tool"]
    }


def tool_in_words(code: str, called: str = "") -> str:
    """What a tool is called; one that is no longer known, by its code."""
    if called:
        return called
    found = tools().get(code)
    return found.name if found else code


def scale_in_words(tool: str, code: str) -> str:
    found = tools().get(tool)
    names = {scale.code: scale.name for scale in found.scales} if found else {}
    return names.get(code, code)


def code_in_words(code: str) -> str:
    """A tool, scale or band by its code alone, as history holds it."""
    words: dict[str, str] = {}
    for tool in tools().values():
        words |= {scale.code: scale.name for scale in tool.scales} | dict(tool.bands)
    return words.get(code, tool_in_words(code))


def band_in_words(tool: str, band: str) -> str:
    """A band as people say it; what another tool said stands as it was entered."""
    found = tools().get(tool)
    return dict(found.bands).get(band, band) if found else band
