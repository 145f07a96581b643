"""The receipt of a visit as a tagged PDF: made from what was said, in English or Welsh.

It holds no number of an account or card beyond its last four digits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tutela.documents.printing import GAP, Content, printed
from tutela.law.wording import say_day
from tutela.notification_requirements.forms.said import KINDS
from tutela.notification_requirements.models import Visit
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.rules import numbers
from tutela.notification_requirements.said import all_shown
from tutela.ui.templatetags.tutela_ui import day, moment

TEMPLATE = Path(__file__).with_name("receipt.typ")
VERSION = "2026-11-23.3"
LANGUAGES = ("en", "cy")


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the receipt with what stands under it."""

    heading: str
    level: int = 2
    sentences: list[str] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "heading": self.heading,
            "level": self.level,
            "sentences": self.sentences,
            "rows": [[label, value] for label, value in self.rows],
        }


@dataclass(frozen=True, slots=True)
class Next:
    """What is due next, where the taker may know it."""

    kind: Promise
    due_on: date


def made(
    visit: Visit,
    items: Sequence[numbers.Item],
    *,
    language: str,
    received_by: str,
    next_due: Next | None,
) -> bytes:
    """The receipt in this language."""
    with translation.override(language):
        return compiled(_content(visit, items, language, received_by, next_due))


def compiled(content: Content) -> bytes:
    """The PDF; letters that no font has are replaced and the receipt says so, never refused."""
    return printed(TEMPLATE, content, noted=_noted)


def _noted(content: Content) -> Content:
    note = Part(
        _("About this receipt"),
        sentences=[
            _(
                "Some letters cannot be printed here and are shown as %(gap)s."
                " They are kept as given."
            )
            % {"gap": GAP}
        ],
    )
    return {**content, "parts": [*content["parts"], note.as_json()]}


def _content(
    visit: Visit,
    items: Sequence[numbers.Item],
    language: str,
    received_by: str,
    next_due: Next | None,
) -> dict[str, Any]:
    parts = [
        Part(_("Who came, when and where"), rows=_rows_of(visit, received_by)),
        *_notified(visit, items),
        Part(_("What is due next"), sentences=_due(next_due)),
        Part(_("The law"), sentences=_law()),
    ]
    return {
        "title": _("Receipt for what was notified to the police"),
        "author": _("Police"),
        "language": language,
        "opening": _opening(visit),
        "reference_label": _("Reference number: say it when you ask about this"),
        "reference": visit.reference,
        "page": _("Page"),
        "parts": [part.as_json() for part in parts],
    }


def _opening(visit: Visit) -> str:
    if visit.outcome == Visit.Outcome.TAKEN:
        return _(
            "This acknowledges what you notified under Part 2 of the Sexual Offences Act 2003"
            " (section 87(3)). Keep it."
        )
    return _("This says that you came and what came of it. It is not a receipt for a notification.")


def _rows_of(visit: Visit, received_by: str) -> list[tuple[str, str]]:
    name = f"{visit.given_names} {visit.surname}".strip()
    came = ", ".join(filter(None, (day(visit.came_on), visit.came_at_said)))
    rows = [
        (_("Name"), name or _("Not given")),
        (_("Date of birth, as given"), visit.born_said or _("Not given")),
        (_("National Insurance number"), visit.said["insurance_number"] or _("Not given")),
        (_("Who came"), _attended(visit)),
        (_("Interpreter"), visit.interpreter),
        (_("Day and time"), came),
        (_("Written down"), moment(visit.taken_at)),
        (_("Place"), visit.station.name if visit.station else visit.station_said),
        (_("Received by"), received_by),
        (_("What came of it"), str(Visit.Outcome(visit.outcome).label)),
        (_("Fingerprints"), _asked(visit.fingerprints)),
        (_("Photograph"), _asked(visit.photograph)),
    ]
    return [(label, value) for label, value in rows if value]


def _attended(visit: Visit) -> str:
    who = str(Visit.Attended(visit.attended).label)
    return f"{who}: {visit.attended_name}" if visit.attended_name else who


def _asked(value: str) -> str:
    return "" if value == Visit.Asked.NOT_ASKED else str(Visit.Asked(value).label)


def _notified(visit: Visit, items: Sequence[numbers.Item]) -> Iterable[Part]:
    told = all_shown(items, rules.NOTIFICATIONS)
    given = all_shown(items, rules.SECTIONS)
    yield Part(
        _("What you notified")
        if visit.outcome == Visit.Outcome.TAKEN
        else _("What you said that you came for"),
        sentences=[] if told else [_("Nothing.")],
    )
    for one in told:
        yield Part(one.title, level=3, rows=one.rows)
    stands = visit.said["stands"]
    if not given and not stands:
        return
    yield Part(_("The details that you gave"))
    for one in given:
        yield Part(one.title, level=3, rows=one.rows)
    words = {
        "none": _("You said that there is none."),
        "not_said": _("You did not say."),
        "as_before": _("As you notified before."),
    }
    for section in rules.SECTIONS:
        if section in stands and section not in {one.kind for one in given}:
            yield Part(str(KINDS[section]), level=3, sentences=[words[stands[section]]])


def _due(next_due: Next | None) -> list[str]:
    if next_due is None:
        return [
            _(
                "This counter does not know by when you must notify next. Ask the officer who"
                " manages you, or the police in whose area you live."
            )
        ]
    return [
        _("%(what)s: on or before %(day)s, as far as is known now.")
        % {"what": next_due.kind, "day": say_day(next_due.due_on, translation.gettext)}
    ]


def _law() -> list[str]:
    return [
        _(
            "Failing to comply with the notification requirements without a reasonable excuse, or"
            " knowingly giving false information, is an offence (section 91). The greatest penalty"
            " is five years in prison."
        ),
        _(
            "You must tell the police, within three days beginning with the day it happens, of a"
            " change of name, home address or anything else that you have to notify; of travel"
            " abroad beforehand."
        ),
    ]
