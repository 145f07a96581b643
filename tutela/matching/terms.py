"""What was searched for last, kept in the session and never in an address.

Going back and loading the page again then show the same, and a record or something told begins
with what was typed. It ends with the session, or when the search is cleared.
"""

from collections.abc import MutableMapping
from typing import Any

TERMS = "search"
Session = MutableMapping[str, Any]


def keep(session: Session, terms: dict[str, str]) -> None:
    session[TERMS] = terms


def clear(session: Session) -> None:
    session.pop(TERMS, None)


def kept(session: Session) -> dict[str, str]:
    """Name, date of birth and number as they were typed; nothing before a search."""
    terms: dict[str, str] = session.get(TERMS) or {}
    return terms


def words_of_name(terms: dict[str, str]) -> tuple[str, str]:
    """Given names and surname: the last word is the surname unless a comma says otherwise."""
    name = terms.get("name", "")
    if "," in name:
        surname, _comma, given = name.partition(",")
        return given.strip(), surname.strip()
    *given_names, surname = name.split() or [""]
    return " ".join(given_names), surname
