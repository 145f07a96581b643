"""The letters of a review of indefinite duties: what they say, on the page and as a tagged PDF."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutela.documents.printing import GAP, Content, printed
from tutela.notification_requirements.models import Review, ReviewStep
from tutela.notification_requirements.receipts import Part
from tutela.notification_requirements.rules.reviewing import Stage

TEMPLATE = Path(__file__).with_name("receipt.typ")
VERSION = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says, ready to be shown or printed."""

    title: str
    to: str
    reference: str
    sender: str
    sentences: list[str]
    parts: list[Part] = field(default_factory=list)


def acknowledgement(row: Review, to: str) -> Letter:
    """That the application came, what becomes of it, and what goes on until then: s.91A, s.91B."""
    return Letter(
        _("Your application for review"),
        to,
        str(row.pk)[-8:],
        _sender(row),
        [
            _(
                "We received your application for review of your indefinite notification"
                " requirements on %(day)s (Sexual Offences Act 2003 s.91A)."
            )
            % {"day": _day(row.received_on)},
            _what_becomes(row),
            _(
                "Until you receive a notice that says otherwise, you must go on notifying as"
                " before."
            ),
        ],
    )


def determination(
    row: Review, to: str, *, reasons: ReviewStep | None, days_to_appeal: int, again_on: date | None
) -> Letter:
    """Whether the requirements go on, by whom it was determined and why, and what can be done."""
    granted = row.stage == Stage.GRANTED
    says = (
        _(
            "You are no longer subject to the indefinite notification requirements. They end on"
            " the day on which you receive this notice (Sexual Offences Act 2003 s.91C)."
        )
        if granted
        else _(
            "You remain subject to the indefinite notification requirements (Sexual Offences Act"
            " 2003 s.91C)."
        )
    )
    by = row.determined_by.user.name if row.determined_by else ""
    told = _("Determined on %(day)s by %(name)s, %(rank)s.") % {
        "day": _day(row.determined_on),
        "name": by,
        "rank": row.get_rank_display(),
    }
    parts = [Part(_("Reasons"), sentences=reasons.why.splitlines())] if reasons else []
    if not granted:
        parts.append(Part(_("What you can do"), sentences=list(_can_do(days_to_appeal, again_on))))
    return Letter(
        _("Notice of determination"), to, str(row.pk)[-8:], _sender(row), [says, told], parts
    )


def _what_becomes(row: Review) -> str:
    if row.is_early:
        return _(
            "An application may be made on or after your qualifying date, which is %(day)s"
            " (s.91B(1) and (2)). Yours came before it. You can apply on or after that day."
        ) % {"day": _day(row.qualifying_on)}
    if row.is_barred:
        return _(
            "A person who is subject to a sexual harm prevention order, a sexual offences"
            " prevention order or an interim order cannot apply (s.91A(2)(b)). You were subject to"
            " one when you applied."
        )
    return _(
        "We may ask probation, prisons and other bodies that co-operate with us for information"
        " about you, and will then decide and tell you in writing."
    )


def _can_do(days: int, again_on: date | None) -> Iterable[str]:
    words = ngettext(
        "You can appeal to a magistrates' court within %(days)s day of receiving this notice"
        " (s.91E).",
        "You can appeal to a magistrates' court within %(days)s days of receiving this notice"
        " (s.91E).",
        days,
    )
    yield words % {"days": days}
    if again_on:
        yield _("You can apply for another review on or after %(day)s (s.91B).") % {
            "day": _day(again_on)
        }


def _sender(row: Review) -> str:
    if row.area is None:
        return ""
    return _("From the chief officer of police of %(area)s") % {"area": row.area.name}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("not known")


def as_pdf(letter: Letter) -> bytes:
    """The letter as it leaves the house."""
    return printed(TEMPLATE, _content(letter), noted=_noted)


def _content(letter: Letter) -> Content:
    parts = [Part(letter.to, sentences=letter.sentences), *letter.parts]
    return {
        "title": letter.title,
        "author": _("Police"),
        "language": "en",
        "opening": letter.sender,
        "reference_label": _("Reference number: say it when you ask about this"),
        "reference": letter.reference,
        "page": _("Page"),
        "parts": [_without_empty(part).as_json() for part in parts],
    }


def _without_empty(part: Part) -> Part:
    sentences = [sentence for sentence in part.sentences if sentence.strip()]
    return Part(part.heading, part.level, sentences, part.rows)


def _noted(content: Content) -> Content:
    words = _("Some letters cannot be printed here and are shown as %(gap)s.") % {"gap": GAP}
    note = Part(_("About this letter"), sentences=[words])
    return {**content, "parts": [*content["parts"], note.as_json()]}
