"""What was said at a counter, in words: for pages and receipts, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from tutela.law.wording import say_day
from tutela.notification_requirements.forms.said import FORMS, KINDS
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.rules import numbers

# the short name of each question
WORDS: dict[str, Promise] = {
    "given_names": gettext_lazy("Given names"),
    "surname": gettext_lazy("Surname"),
    "when": gettext_lazy("Of which time"),
    "note": gettext_lazy("Note"),
    "lines": gettext_lazy("Address"),
    "postcode": gettext_lazy("Postcode"),
    "found": gettext_lazy("Kind of address"),
    "starts_on": gettext_lazy("Since"),
    "starts_said": gettext_lazy("Since, in their words"),
    "how_often": gettext_lazy("How often"),
    "periods": gettext_lazy("For which times"),
    "described": gettext_lazy("Kind of document"),
    "which": gettext_lazy("Which document"),
    "number": gettext_lazy("Number"),
    "name_shown": gettext_lazy("Name in the document"),
    "held": gettext_lazy("Held"),
    "holder": gettext_lazy("In the name of"),
    "institution": gettext_lazy("Institution"),
    "branch": gettext_lazy("Address of the branch or provider"),
    "sort_code": gettext_lazy("Sort code"),
    "account_number": gettext_lazy("Account number"),
    "card": gettext_lazy("Kind of card"),
    "card_number": gettext_lazy("Card number"),
    "valid_from": gettext_lazy("Valid from"),
    "expires": gettext_lazy("Expires"),
    "relevant_on": gettext_lazy("Relevant date"),
    "relevant_said": gettext_lazy("Relevant date, in their words"),
    "because": gettext_lazy("Why"),
    "of": gettext_lazy("Of what"),
    "timing": gettext_lazy("Has happened"),
    "happened_on": gettext_lazy("Happened on"),
    "expected_on": gettext_lazy("Expected on"),
    "day_said": gettext_lazy("The day, in their words"),
    "details": gettext_lazy("Details"),
    "rhythm": gettext_lazy("Which notification"),
    "changed": gettext_lazy("Changes"),
    "departs_on": gettext_lazy("Departure"),
    "departs_said": gettext_lazy("Time of departure"),
    "known_on": gettext_lazy("Details known since"),
    "excuse": gettext_lazy("Why it is said late"),
    "countries": gettext_lazy("Countries"),
    "ireland": gettext_lazy("Only to the Republic of Ireland"),
    "arrival": gettext_lazy("Points of arrival"),
    "accommodation": gettext_lazy("Accommodation"),
    "carriers": gettext_lazy("Carriers"),
    "returns_on": gettext_lazy("Return"),
    "return_said": gettext_lazy("Place of return"),
    "was_on": gettext_lazy("Departure notified before"),
    "first_station": gettext_lazy("Station of the first notice"),
    "cancelled": gettext_lazy("They do not travel"),
    "returned_on": gettext_lazy("Returned on"),
    "place": gettext_lazy("Place of return"),
    "as_notified": gettext_lazy("As it was notified"),
    "leaves_on": gettext_lazy("Leaves home on"),
}
NUMBERS = frozenset({"sort_code", "account_number", "card_number"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that was said, ready to be shown."""

    id: str
    kind: str
    title: str
    rows: list[tuple[str, str]]
    faults: tuple[str, ...] = ()
    as_before: bool = False


def shown(item: numbers.Item, *, masks: bool = True) -> Shown:
    """Its heading and its answers; numbers of accounts and cards only by their last four digits."""
    kind = item["kind"]
    answers = item["answers"]
    fields = FORMS[kind].base_fields
    rows = [
        (str(WORDS[name]), _value(fields[name], name, answers[name], masks=masks))
        for name in fields
        if name in WORDS and answers.get(name) not in (None, "", [], False)
    ]
    faults = numbers.faults_of_numbers(kind, answers) if kind in numbers.FINANCIAL else ()
    words = tuple(str(WORDS[fault]) for fault in faults)
    return Shown(item["id"], kind, str(KINDS[kind]), rows, words, bool(item.get("as_before")))


def all_shown(items: Iterable[numbers.Item], kinds: Iterable[str]) -> list[Shown]:
    """Those of these kinds, in the order of the kinds and as they were said."""
    said = list(items)
    return [shown(item) for kind in kinds for item in said if item["kind"] == kind]


def _value(field: Any, name: str, value: Any, *, masks: bool) -> str:
    if masks and name in NUMBERS:
        return numbers.masked(value)
    if value is True:
        return gettext("Yes")
    choices = {code: str(label) for code, label in getattr(field, "choices", ())}
    if isinstance(value, list):
        return "; ".join(choices.get(one) or str(one) for one in value)
    if choices:
        return choices.get(value) or str(value)
    if name.endswith("_on"):
        found = rules.day(value)
        return say_day(found, gettext) if found else ""
    return str(value)


def kept(kind: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers of a form as they are stored: days as ISO text, nothing that was not answered."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in answers.items()
        if name in FORMS[kind].base_fields and value not in (None, "", [], False)
    }


def asked_again(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a form begins with where something said is put right."""
    return {
        name: rules.day(value) if name.endswith("_on") else value for name, value in answers.items()
    }
