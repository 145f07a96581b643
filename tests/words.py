"""Words that somebody reads and that no translator would find."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
# What is left of a template when what Django does with it is taken out.
NOT_SAID = re.compile(
    r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}|<!--.*?-->"
    r"|\{% blocktranslate\b.*?%\}.*?\{% endblocktranslate %\}"
    r"|<script\b.*?</script>|<style\b.*?</style>",
    re.DOTALL,
)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
LITERAL = re.compile(r"""(_\(|translate )?(["'])(.*?)\2""")
SPOKEN = ("alt", "aria-label", "label", "placeholder", "summary", "title")
CODE = ("govuk-", "data-i18n")  # a block that holds a class, or the attributes of another file
SQL = re.compile(
    r"\s*(AND|CASE|CREATE|DELETE|EXISTS|FROM|GROUP|INSERT|JOIN|LEFT|OR|ORDER|SELECT|SET|UPDATE"
    r"|WHERE|WITH)\b"
)


class _Said(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in SPOKEN]


def in_template(text: str) -> Iterator[str]:
    """Text between tags, in attributes that are read out, and in arguments of template tags."""
    text = NOT_SAID.sub("", text)
    for tag in TAG.findall(text):
        for marked, _, words in LITERAL.findall(tag):
            if not marked and re.search(r"[A-Z][a-z]|[a-z] [a-z]", words):
                yield words
    said = _Said()
    said.feed(TAG.sub("", text))
    yield from (
        words
        for words in said.found
        if re.search(r"[A-Za-z]{2}", words) and not words.startswith(CODE)
    )


def in_code(text: str) -> Iterator[str]:
    """Sentences, and words given as labels, that stand in no call of a translation."""
    tree = ast.parse(text)
    passed = {id(inner) for node in ast.walk(tree) for inner in _not_shown(node)}
    labels = {id(inner) for node in ast.walk(tree) for inner in _labels(node)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        words = node.value.strip()
        is_sentence = " " in words and re.search(r"\b[A-Z][a-z]+", words) and not SQL.match(words)
        if id(node) not in passed and (is_sentence or (id(node) in labels and words)):
            yield words


def _not_shown(node: ast.AST) -> Iterator[ast.AST]:
    """What is marked, and what is for whoever reads the code."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in MARKS:
            yield from ast.walk(node)
    elif isinstance(node, ast.arg | ast.AnnAssign | ast.FunctionDef):
        note = node.returns if isinstance(node, ast.FunctionDef) else node.annotation
        yield from ast.walk(note) if note else ()


def _labels(node: ast.AST) -> Iterator[ast.AST]:
    """What a form shows beside a box, and the words of its choices."""
    if not isinstance(node, ast.keyword):
        return
    if node.arg in {"label", "help_text", "empty_label"}:
        yield node.value
    elif node.arg == "choices":
        pairs = [one for one in ast.walk(node.value) if isinstance(one, ast.Tuple)]
        yield from (one.elts[1] for one in pairs if len(one.elts) == 2)
    elif node.arg == "error_messages" and isinstance(node.value, ast.Dict):
        yield from node.value.values
