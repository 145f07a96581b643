"""What is asked of a sentence: the kind as courts say it, how long, and how it hangs together."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.court_orders.forms.reasons import CourtsWhyForm
from tutela.court_orders.models import Sentence
from tutela.court_orders.operations.sentences import Said
from tutela.ui.fields import DayField, TermField
from tutela.ui.forms import OperationForm

# the kinds of custody are asked with the kinds of sentence: one question, as courts say it
CUSTODY: dict[str, dict[str, Any]] = {
    "custody": {},
    "custody_suspended": {"suspended": True},
    "custody_dto": {"sentence": "detention_and_training"},
    "custody_extended": {"sentence": "extended"},
}
DISPOSALS = [
    ("custody", _("Custody: imprisonment or detention for a term")),
    ("custody_suspended", _("Custody, suspended")),
    ("custody_dto", _("Detention and training order (DTO)")),
    ("custody_extended", _("Extended sentence")),
    *[choice for choice in Sentence.Kind.choices if choice[0] != "custody"],
]
PAYBACK = Sentence.Kind.COMMUNITY_PAYBACK_ORDER


def other_sentence(label: Any, *, hint: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=hint, required=False, coerce=UUID, empty_value=None
    )


class DisposalForm(OperationForm):
    """What the court did; where nothing is chosen, nothing is recorded of it yet."""

    disposal = forms.ChoiceField(
        label=_("What did the court do for it?"),
        choices=[("", _("Enter it later")), *DISPOSALS],
        required=False,
    )
    term = TermField(
        label=_("For how long? (optional)"),
        help_text=_("The whole term as the court said it; leave empty if there is none"),
        called=_("The length"),
        required=False,
    )
    made_on = DayField(
        label=_("On which day was the sentence passed? (optional)"),
        called=_("The day of the sentence"),
        required=False,
        latest=localdate,
    )
    over_on = DayField(
        label=_("What is the last day of all of it? (optional)"),
        help_text=_(
            "Of licence and supervision too, or of the hospital or guardianship order: as prison,"
            " probation or hospital told it. Category 2 of MAPPA ends the day after"
        ),
        called=_("The last day"),
        required=False,
    )
    extension = TermField(
        label=_("For an extended sentence: how long is the extension? (optional)"),
        help_text=_("The term above is then the custodial term alone"),
        called=_("The extension"),
        required=False,
    )
    consecutive_to = other_sentence(
        _("Does it start when another sentence ends? (optional)"),
        hint=_("A sentence that runs wholly beside another needs no link"),
    )
    partly_concurrent_with = other_sentence(
        _("Does it run beside another sentence for a part of the time? (optional)")
    )
    overlap = TermField(
        label=_("For how long do the two run together?"),
        called=_("The time that the two run together"),
        required=False,
    )

    def __init__(self, *args: Any, others: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("consecutive_to", "partly_concurrent_with"):
            self.fields[name].choices = [("", _("No")), *others]  # type: ignore[attr-defined]
            if not others:
                del self.fields[name]
        if not others:
            del self.fields["overlap"]

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        rest = {name: value for name, value in given.items() if name not in OF_DISPOSAL}
        return {**rest, "disposal": _said(given)}


OF_DISPOSAL = DisposalForm.base_fields.keys() - OperationForm.base_fields.keys()


class SentenceForm(DisposalForm):
    """A sentence for one offence, or for the result as a whole."""

    offence = other_sentence(_("Which offence is it for?"))
    field_order: tuple[str, ...] = ("offence",)

    def __init__(self, *args: Any, offences: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = _("All of them: it is for the result as a whole")
        self.fields["offence"].choices = [*offences, ("", whole)]  # type: ignore[attr-defined]
        disposal = self.fields["disposal"]
        disposal.label = _("What did the court do?")
        disposal.choices = [("", _("Choose one")), *DISPOSALS]  # type: ignore[attr-defined]
        disposal.required = True
        disposal.error_messages["required"] = _("Select what the court did")


class ChangeSentenceForm(CourtsWhyForm, SentenceForm):
    """Also how it came to change: one that was awaited may now be passed."""

    field_order = ("offence", *DisposalForm.base_fields)

    def __init__(self, *args: Any, is_awaited: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_awaited:
            because = self.fields["because"]
            passed = ("sentenced", _("The court has now passed sentence"))
            because.choices = [passed, *because.choices]  # type: ignore[attr-defined]


def _said(given: dict[str, Any]) -> Said | None:
    chosen = given.get("disposal")
    if not chosen:
        return None
    is_payback = chosen == PAYBACK
    return Said(
        kind="custody" if chosen in CUSTODY else chosen,
        term=None if is_payback else given["term"],
        extension=given["extension"],
        supervision=given["term"] if is_payback else None,
        made_on=given["made_on"],
        over_on=given["over_on"],
        consecutive_to=given.get("consecutive_to"),
        partly_concurrent_with=given.get("partly_concurrent_with"),
        overlap=given.get("overlap"),
        **CUSTODY.get(chosen, {}),
    )


def answers_of_sentence(row: Sentence) -> dict[str, Any]:
    """What a recorded sentence answers, for the form that changes it."""
    flavour = {"suspended": True} if row.suspended else {"sentence": row.sentence}
    if row.kind == Sentence.Kind.CUSTODY:
        chosen = next((code for code, of in CUSTODY.items() if of == flavour), "custody")
    else:
        chosen = row.kind
    is_payback = row.kind == PAYBACK
    return {
        "disposal": chosen,
        "term": _pair(row, "supervision_") if is_payback else _pair(row, ""),
        "made_on": row.made_on,
        "over_on": row.over_on,
        "extension": _pair(row, "extension_"),
        "consecutive_to": row.consecutive_to_id,
        "partly_concurrent_with": row.partly_concurrent_with_id,
        "overlap": _pair(row, "overlap_"),
        "offence": row.offence_id,
        "version": row.version,
    }


def _pair(row: Sentence, what: str) -> tuple[int, int] | None:
    pair = (getattr(row, f"{what}months") or 0, getattr(row, f"{what}days") or 0)
    return pair if any(pair) else None
