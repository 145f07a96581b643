"""Compares markup as a tree, and reads the examples that come with GOV.UK Frontend."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

PACKAGE = Path(__file__).parents[2]
EXAMPLES = PACKAGE.parent / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
VOID = {"br", "input", "img", "hr", "path", "meta", "link"}


class _Tree(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = ("root", {}, [])
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        node = (tag, dict(attrs), [])
        self.open[-1][2].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open[-1][0] == tag, f"{tag} closes {self.open[-1][0]}"
            self.open.pop()

    def handle_data(self, data):
        if text := " ".join(data.split()):
            self.open[-1][2].append(text)


def tree(html):
    parser = _Tree()
    parser.feed(html)
    parser.close()
    assert len(parser.open) == 1, f"not closed: {[node[0] for node in parser.open[1:]]}"
    return parser.root


def main_of(html):
    """What a page is about, as it was sent."""
    return html[html.index("<main") : html.index("</main>")] + "</main>"


def words_of(html):
    """What can be read there, piece by piece."""
    waiting, found = [tree(html)], []
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(node)
        else:
            waiting += reversed(node[2])
    return found


# What we do otherwise on purpose: bold labels; Django's endings of ids; names are Django's;
# a choice reveals its field by style sheet, not by script; words for scripts can be translated.
OURS = {"govuk-label--s", "govuk-fieldset__legend--s"}
SCRIPTED = {"govuk-radios__conditional--hidden", "govuk-checkboxes__conditional--hidden"}
LEFT_OUT = {"name", "data-aria-controls", "aria-invalid", "data-wrong"}


def comparable(html):
    return _comparable(tree(html))


def _comparable(node):
    if isinstance(node, str):
        return node
    tag, attrs, children = node
    kept = {}
    for name, value in attrs.items():
        if name in LEFT_OUT or name.startswith("data-i18n"):
            continue
        text = (value or "").replace("_helptext", "-hint").replace("_error", "-error")
        if name == "class":
            text = " ".join(sorted(set(text.split()) - OURS - SCRIPTED))
        if name in {"id", "for", "aria-describedby"}:
            # the library counts a divider as a choice, we do not
            text = re.sub(r"-\d+\b", "-n", text)
        kept[name] = " ".join(text.split())
    return (tag, tuple(sorted(kept.items())), tuple(_comparable(child) for child in children))


@cache
def examples(component):
    """The cases of a component: name to what went in and what should come out."""
    cases = json.loads((EXAMPLES / component / "fixtures.json").read_text(encoding="utf-8"))
    return {case["name"]: (case["options"], case["html"]) for case in cases["fixtures"]}
