"""The facts of one person as a form: who, the reasons, the first notification, one detention."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.notification_requirements.rules.entries import WrongFacts
from tutela.ui.fields import DayField, Radios
from tutela.ui.forms import WordedForm

MOST_REASONS = 12
JURISDICTIONS = [
    ("england_and_wales", _("England and Wales")),
    ("northern_ireland", _("Northern Ireland")),
    ("scotland", _("Scotland")),
]
KINDS = [
    ("conviction", _("Conviction")),
    ("caution", _("Caution")),
    ("finding_insanity", _("Finding of not guilty by reason of insanity")),
    ("finding_disability", _("Finding of disability and having done the act")),
    ("notification_order", _("Notification order")),
    ("notice_96za", _("Police notice for a foreign conviction")),
    ("shpo", _("Sexual harm prevention order")),
    ("sopo", _("Sexual offences prevention order")),
    ("sro_breach", _("Breach of a sexual risk order")),
    ("foreign_travel_order", _("Foreign travel order")),
]
DISPOSALS = [
    ("", _("None: a caution or an order")),
    ("custody", _("Custody, for a term")),
    ("custody_suspended", _("Custody, suspended")),
    ("custody_extended", _("Extended sentence")),
    ("custody_detention_and_training", _("Detention and training order")),
    ("life", _("Imprisonment for life")),
    ("ipp", _("Imprisonment for public protection")),
    ("lifelong_restriction", _("Order for lifelong restriction")),
    ("hospital_order_with_restriction", _("Hospital order with a restriction order")),
    ("hospital_order", _("Hospital order without restriction")),
    ("guardianship_order", _("Guardianship order")),
    ("conditional_discharge", _("Conditional discharge")),
    ("absolute_discharge", _("Absolute discharge")),
    ("community_order", _("Community order")),
    ("community_payback_order", _("Community payback order")),
    ("fine", _("Fine")),
    ("other", _("Another disposal")),
    ("awaiting_sentence", _("Nothing yet: awaiting sentence")),
]
LINKS = [
    ("", _("Neither")),
    ("consecutive_to", _("It starts when another term ends")),
    ("partly_concurrent_with", _("It overlaps another term in part")),
]
UNITS = (
    ("years", _("How long is the sentence? Years (optional)")),
    ("months", _("Months (optional)")),
    ("days", _("Days (optional)")),
)
# the place that a refusal names, and the question that answers it
QUESTIONS = {
    "kind": "kind",
    "relevant_date": "relevant_date",
    "disposal": "disposal",
    "term": "months",
    "extension": "extension",
    "served_on": "served_on",
    "ends_on": "ends_on",
    "consecutive_to": "linked_to",
    "partly_concurrent_with": "linked_to",
    "overlap": "overlap",
    "supervision": "months",
}


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=more.pop("most", 1200),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Enter a whole number"),
            "min_value": _("Enter 0 or more"),
            "max_value": _("Enter %(limit_value)s or less"),
        },
        **more,
    )


class PeriodForm(WordedForm):
    """Asks for `reasons` reasons; each has its own questions, numbered from 0."""

    use_required_attribute = False

    jurisdiction = forms.ChoiceField(
        label=_("Which law applies?"),
        choices=JURISDICTIONS,
        initial="england_and_wales",
        widget=Radios(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": _("Select which law applies")},
    )
    born_on = DayField(
        label=_("Date of birth"),
        called=_("Date of birth"),
        error_messages={"required": _("Enter the date of birth")},
    )
    as_of = DayField(
        label=_("Work out what is due on (optional)"),
        help_text=_("Without a day only the periods are worked out"),
        called=_("The day asked about"),
        required=False,
    )
    first_notified_on = DayField(
        label=_("First notification given on (optional)"),
        called=_("The first notification"),
        required=False,
    )
    detained_from = DayField(
        label=_("In custody or hospital from (optional)"),
        help_text=_("Days in custody or hospital are left out of the time to notify in"),
        called=_("The first day in custody"),
        required=False,
    )
    detained_to = DayField(
        label=_("Until, that day included (optional)"),
        help_text=_("Leave it empty when the end is not known"),
        called=_("The last day in custody"),
        required=False,
    )

    def __init__(self, *args: Any, reasons: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = max(1, min(reasons, MOST_REASONS))
        for index in range(self.reasons):
            for name, field in _questions(index).items():
                self.fields[f"{name}_{index}"] = field

    def about_the_person(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    def groups(self) -> list[dict[str, Any]]:
        """The questions of each reason, the ones that few need apart."""
        return [
            {
                "number": index + 1,
                "questions": [self[f"{name}_{index}"] for name in USUAL],
                "rare": [self[f"{name}_{index}"] for name in RARE],
                "is_open": any(self[f"{name}_{index}"].value() not in EMPTY for name in RARE),
            }
            for index in range(self.reasons)
        ]

    def facts(self) -> dict[str, Any]:
        """What was answered, in the form in which facts are read."""
        given = self.cleaned_data
        whole: dict[str, Any] = {
            "jurisdiction": given["jurisdiction"],
            "born_on": _day(given["born_on"]),
            "as_of": _day(given["as_of"]),
            "bases": [self._basis(index) for index in range(self.reasons)],
        }
        if given["first_notified_on"]:
            whole["notifications"] = [{"kind": "initial", "on": _day(given["first_notified_on"])}]
        if given["detained_from"]:
            span = {"from": _day(given["detained_from"]), "to": _day(given["detained_to"])}
            whole["detained"] = [{"kind": "custody"} | span]
        return whole

    def _basis(self, index: int) -> dict[str, Any]:
        given = {name: self.cleaned_data[f"{name}_{index}"] for name in (*USUAL, *RARE)}
        basis: dict[str, Any] = {
            "kind": given["kind"],
            "relevant_date": _day(given["relevant_date"]),
            "served_on": _day(given["served_on"]),
            "ends_on": _day(given["ends_on"]),
            "disposal": _disposal(given),
        }
        if given["link"] and given["linked_to"]:
            basis[given["link"]] = given["linked_to"] - 1
        if given["link"] == "partly_concurrent_with":
            basis["overlap"] = {"months": given["overlap"]}
        return {key: value for key, value in basis.items() if value is not None}

    def explain_refusal(self, wrong: WrongFacts) -> None:
        """Show what the rules refuse at the question that it is about."""
        # where a fact stands in a file of facts says nothing to whom is asked in words
        sentence = re.sub(r"\bfacts(\[\d+\])?\.\w+, ", "", wrong.sentence.say(gettext))
        found = re.search(r"bases\[(\d+)\](?:\.disposal)?(?:\.(\w+))?", wrong.place)
        name = None
        if found:
            question = QUESTIONS.get(found[2] or "disposal", "relevant_date")
            name = f"{question}_{found[1]}"
        elif about := re.search(r"\.(born_on|as_of|notifications|detained)\b", wrong.place):
            name = PLACES.get(about[1], about[1])
        asked = self.fields[name] if name else None
        said_of = getattr(asked, "called", None) or getattr(asked, "label", "")
        self.add_error(name, f"{said_of} {sentence}".strip())


PLACES = {"notifications": "first_notified_on", "detained": "detained_to"}
USUAL = ("kind", "relevant_date", "disposal", *(unit for unit, _label in UNITS))
RARE = ("served_on", "ends_on", "extension", "link", "linked_to", "overlap")
EMPTY = (None, "", ["", "", ""], [None, None, None])


def _questions(index: int) -> Mapping[str, forms.Field]:
    required = {"required": _("Select what makes the person subject")}
    return {
        "kind": forms.ChoiceField(label=_("Reason"), choices=KINDS, error_messages=required),
        "relevant_date": DayField(
            label=_("Relevant date"),
            help_text=_("The conviction, finding or caution; for an order, the day it was made"),
            called=_("Relevant date"),
            error_messages={"required": _("Enter the relevant date")},
        ),
        "disposal": forms.ChoiceField(
            label=_("What the court did"), choices=DISPOSALS, required=False
        ),
        **{unit: _number(label) for unit, label in UNITS},
        "served_on": DayField(
            label=_("Order or notice served on"), called=_("Served on"), required=False
        ),
        "ends_on": DayField(
            label=_("Last day of the order"),
            help_text=_("Leave it empty when it is until further order"),
            called=_("Last day of the order"),
            required=False,
        ),
        "extension": _number(_("Extension of an extended sentence, in months")),
        "link": forms.ChoiceField(
            label=_("Does this term follow or overlap another?"), choices=LINKS, required=False
        ),
        "linked_to": _number(_("Number of the other reason"), most=MOST_REASONS),
        "overlap": _number(_("Months for which the two run together")),
    }


def _disposal(given: Mapping[str, Any]) -> dict[str, Any] | None:
    kind, _dash, sentence = given["disposal"].partition("_")
    if kind != "custody":
        kind, sentence = given["disposal"], ""
    if not kind:
        return None
    disposal: dict[str, Any] = {"kind": kind}
    term = {unit: given[unit] for unit, _label in UNITS if given[unit] is not None}
    if kind == "community_payback_order":
        disposal["supervision"] = term or None
    elif term or kind in {"custody", "conditional_discharge"}:
        disposal["term"] = term
    if sentence == "suspended":
        disposal["suspended"] = True
    elif sentence:
        disposal["sentence"] = sentence
    if given["extension"]:
        disposal["extension"] = {"months": given["extension"]}
    return disposal


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
