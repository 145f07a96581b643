"""The forms of a page as a browser finds them, answered as nobody expects."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

# what a person types into; a password is never shown again
WRITTEN = {"text", "textarea", "search", "email", "tel", "number", "url", "date", "time"}
CHOSEN = {"radio", "checkbox", "select"}
UNSEEN = {"hidden", "submit", "button", "password", "file"}


@dataclass
class Form:
    """Where it is sent, and its questions: name to kind; what it carries beside them."""

    action: str
    asks: dict[str, str] = field(default_factory=dict)
    carries: dict[str, str] = field(default_factory=dict)

    def answered(self, written: str, chosen: str) -> dict[str, str]:
        """The same words in every box, and a choice that none of them offers."""
        kinds = self.asks.items()
        answers = {name: chosen if kind in CHOSEN else written for name, kind in kinds}
        return self.carries | {name: value for name, value in answers.items() if value}

    def written(self) -> list[str]:
        return [name for name, kind in self.asks.items() if kind in WRITTEN]


class _Found(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_open = said.get("method", "").lower() == "post"
            if self.is_open:
                self.forms.append(Form(unescape(said.get("action", ""))))
        elif self.is_open and said.get("name") and "disabled" not in said:
            kind = said.get("type", "text") if tag == "input" else tag
            if kind == "hidden":
                self.forms[-1].carries[said["name"]] = said.get("value", "")
            elif kind in WRITTEN | CHOSEN:
                self.forms[-1].asks[said["name"]] = kind

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_open = False


def forms(html: str) -> Iterator[Form]:
    """Those that ask something: a button alone changes what the next page would show."""
    found = _Found()
    found.feed(html)
    return (form for form in found.forms if form.asks)
