"""Court results in the words of a page: lengths, sentences, and what changed."""

from typing import Any

from django.db.models import Model
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutela.court_orders.models import Offence, Result, ResultChange, Sentence
from tutela.ui.templatetags.tutela_ui import day

MODELS: dict[str, type[Model]] = {"result": Result, "offence": Offence, "sentence": Sentence}


def length(months: int | None, days: int | None) -> str:
    """A length in words: 2 years 6 months."""
    years, rest = divmod(months or 0, 12)
    parts = [
        (years, ngettext("%(number)s year", "%(number)s years", years)),
        (rest, ngettext("%(number)s month", "%(number)s months", rest)),
        (days or 0, ngettext("%(number)s day", "%(number)s days", days or 0)),
    ]
    return " ".join(words % {"number": number} for number, words in parts if number)


def sentence_in_words(sentence: Sentence) -> str:
    """What the court did, with its length and its links, on one line."""
    kind = Sentence.Kind(sentence.kind)
    said = str(kind.label)
    if kind is Sentence.Kind.CUSTODY:
        said = str(Sentence.Custody(sentence.sentence).label)
    term = length(sentence.months, sentence.days)
    needs_term = kind in {Sentence.Kind.CUSTODY, Sentence.Kind.CONDITIONAL_DISCHARGE}
    parts = [said, term or (_("length not known") if needs_term else "")]
    if sentence.suspended:
        parts.append(_("suspended"))
    if extension := length(sentence.extension_months, sentence.extension_days):
        parts.append(_("extended by %(length)s") % {"length": extension})
    if supervision := length(sentence.supervision_months, sentence.supervision_days):
        parts.append(_("supervision of %(length)s") % {"length": supervision})
    return ", ".join(part for part in parts if part)


def link_in_words(sentence: Sentence) -> str:
    """How the sentence hangs together with another, if it does."""
    if other := sentence.consecutive_to:
        return _("Starts when another ends: %(other)s") % {"other": sentence_in_words(other)}
    if other := sentence.partly_concurrent_with:
        overlap = length(sentence.overlap_months, sentence.overlap_days)
        words = _("Runs together for %(overlap)s with another: %(other)s")
        return words % {"overlap": overlap, "other": sentence_in_words(other)}
    return ""


def changed_in_words(change: ResultChange) -> list[tuple[str, str, str]]:
    """What was changed, for each thing: its name, what it said before, what it says since."""
    model = MODELS[change.of]
    rows = []
    for name, after in change.after.items():
        field = model._meta.get_field(name)
        label = str(getattr(field, "verbose_name", name))
        before = change.before.get(name)
        label = label[:1].upper() + label[1:]
        rows.append((label, _value(field, before), _value(field, after)))
    return rows


def _value(field: Any, said: Any) -> str:
    if said is None or said == "":
        return _("Not recorded")
    if isinstance(said, bool):
        return _("Yes") if said else _("No")
    if field.is_relation:
        return _("Recorded")
    for code, label in field.choices or ():
        if code == said:
            return str(label)
    on = parse_date(said) if field.get_internal_type() == "DateField" else None
    return str(day(on)) if on else str(said)
