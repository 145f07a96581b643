"""A tagged PDF (PDF/UA-1) made from data by a template: nothing that was said is ever refused."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

# shown for a letter that the fonts of our documents do not have
GAP = "\N{WHITE SQUARE}"
# the scripts that they have: Latin, Greek, Cyrillic, Hebrew, Arabic, punctuation and money
NOT_KNOWN = re.compile(
    r"[^\t\n\u0020-\u007e\u00a0-\u052f\u05d0-\u05ea\u0621-\u064a\u1e00-\u206f\u20a0-\u20bf]"
)
NOT_PLAIN = re.compile(r"[^\n\u0020-\u007e\u25a1]")
NOT_SHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed")
TRIES = 20

Content = dict[str, Any]


def printed(template: Path, content: Content, *, noted: Callable[[Content], Content]) -> bytes:
    """The PDF; letters that no font has are replaced, and `noted` says so in the document."""
    try:
        return _compile(template, content)
    except typst.TypstError:
        pass
    content = _without(noted(content), NOT_KNOWN)
    for _try in range(TRIES):
        try:
            return _compile(template, content)
        except typst.TypstError as error:
            missing = NOT_SHOWN.search(str(error))
            signs = "".join(set(_unescaped(missing[1])) - {GAP}) if missing else ""
            if not signs:
                break
            content = _without(content, re.compile(f"[{re.escape(signs)}]"))
    return _compile(template, _without(content, NOT_PLAIN))


def _without(content: Any, signs: re.Pattern[str]) -> Any:
    """The same, with a gap for each of these letters wherever it stands."""
    if isinstance(content, str):
        return signs.sub(GAP, content)
    if isinstance(content, dict):
        return {name: _without(value, signs) for name, value in content.items()}
    if isinstance(content, list):
        return [_without(value, signs) for value in content]
    return content


def _unescaped(sign: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), sign)


def _compile(template: Path, content: Content) -> bytes:
    return typst.compile(
        template,
        sys_inputs={"data": json.dumps(content)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
