"""The minutes and the executive summary of one case, as a tagged PDF for one recipient.

Everything comes from the record; the words of it hold tokens, never the name of a victim.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.documents.printing import GAP, Content, printed
from tutela.meetings.models import Action, Attendance, InformationRequest, Minutes, Section
from tutela.meetings.queries.cases import guest_of
from tutela.meetings.queries.record import Record
from tutela.ui.templatetags.tutela_ui import day, moment

TEMPLATE = Path(__file__).with_name("minutes.typ")
VERSION = "2026-11-23.3"


def part(
    heading: str,
    *,
    sentences: Iterable[str] = (),
    rows: Iterable[tuple[str, str]] = (),
    table: tuple[list[str], list[list[str]]] | None = None,
) -> Content:
    """One heading with what stands under it: sentences, lines of term and text, a table."""
    made: Content = {
        "heading": heading,
        "sentences": [one for one in sentences if one],
        "rows": [[term, text] for term, text in rows if text],
    }
    if table and table[1]:
        made["table"] = {"head": table[0], "rows": table[1]}
    return made


def content_of(record: Record, *, kind: str) -> Content:
    """What every copy of this issue holds."""
    is_full = kind == Minutes.Kind.FULL
    parts = list(_full(record) if is_full else _summary(record))
    return {
        "title": _("Minutes of a multi-agency meeting")
        if is_full
        else _("Executive summary of a multi-agency meeting"),
        "author": record.item.sitting.area.name,
        "language": "en",
        "page": _("Page"),
        "about": [[term, text] for term, text in _about(record) if text],
        "confidential": _confidential(is_full),
        "parts": parts,
    }


def title_of_copy(kind: str, number: int, copy: int) -> str:
    """What the document is called in the file: it names nobody."""
    label = Minutes.Kind(kind).label
    return _("%(what)s, issue %(number)s, copy %(copy)s") % {
        "what": label,
        "number": number,
        "copy": copy,
    }


def printed_for(
    content: Content, recipient: str, *, number: int, copy: int, issued_at: datetime
) -> bytes:
    """The copy of one recipient, whose name stands across every page."""
    whole = content | {
        "recipient": recipient,
        "issued": _("Issue %(number)s, copy %(copy)s for %(who)s, %(when)s")
        % {"number": number, "copy": copy, "who": recipient, "when": moment(issued_at)},
    }
    return printed(TEMPLATE, whole, noted=_noted)


def _noted(content: Content) -> Content:
    sentence = _(
        "Some letters cannot be printed here and are shown as %(gap)s. They are kept as written."
    ) % {"gap": GAP}
    return content | {
        "parts": [*content["parts"], part(_("About this copy"), sentences=[sentence])]
    }


def texts_in(content: Content) -> list[str]:
    """Every text that people wrote, to be searched for names of people who are protected."""
    found: list[str] = []
    for one in content["parts"]:
        found += one["sentences"]
        found += [text for _term, text in one["rows"]]
        found += [cell for row in one.get("table", {"rows": []})["rows"] for cell in row]
    return found


def _confidential(is_full: bool) -> str:
    if is_full:
        return _(
            "Confidential. Issued to one agency, for the purposes of Criminal Justice Act 2003"
            " section 325. It is not copied, and not shown to anybody else: who needs to know asks"
            " the co-ordinator for an executive summary. Victims and children are named by tokens."
        )
    return _(
        "Confidential. It holds what the meeting agreed may be told outside the agencies. Ask an"
        " agency itself for what it knows."
    )


def _about(record: Record) -> Iterator[tuple[str, str]]:
    sitting, person = record.item.sitting, record.person
    yield _("Person"), str(person)
    yield _("Date of birth"), person.born
    yield _("Meeting"), f"{sitting.get_level_display()}, {record.item.get_kind_display().lower()}"
    yield _("Held on"), moment(sitting.starts_at)
    yield _("Place"), sitting.place
    yield _("Area"), sitting.area.name
    yield (
        _("Chair"),
        f"{sitting.chair.user.name}, {sitting.chair.role_name}" if sitting.chair else "",
    )


def _full(record: Record) -> Iterator[Content]:
    yield _attendance(record)
    yield _information(record)
    yield _risk(record)
    for section in (Section.VICTIMS, Section.DIVERSITY):
        yield _section(record, section)
    yield _plan(record)
    for section in (Section.CONTINGENCY, Section.MEDIA, Section.OTHER):
        yield _section(record, section)
    yield _disclosure(record)
    yield _level(record)
    yield _actions(record)
    yield _dissent(record)
    if record.amendments:
        yield _amendments(record)


def _summary(record: Record) -> Iterator[Content]:
    agencies = sorted({_agency(one) for one in record.attendances if one.presence == "attended"})
    yield part(_("Who met"), sentences=[", ".join(agencies)])
    if record.outcome:
        yield part(_("Summary"), sentences=record.outcome.reasons.summary.split("\n"))
        level = str(record.outcome.get_level_display())
        yield part(_("Level"), sentences=[level, *_next(record)])
    of_agencies = sorted({_whose(one) for one in record.actions})
    if of_agencies:
        yield part(_("Agencies that undertook actions"), sentences=[", ".join(of_agencies)])


def _agency(one: Attendance) -> str:
    if one.team:
        return one.team.agency.name
    return guest_of(one.invitation) if one.invitation else one.named


def _attendance(record: Record) -> Content:
    rows = []
    for one in record.attendances:
        who = one.named or (one.officer.user.name if one.officer else "")
        agreed = one.get_agreed_display() if one.presence == "attended" else ""
        rows.append([_agency(one), who, str(one.get_presence_display()), str(agreed)])
    head = [_("Agency"), _("Who"), _("Presence"), _("Confidentiality")]
    empty = [] if rows else [_("Attendance is not recorded.")]
    return part(_("Attendance and confidentiality"), sentences=empty, table=(head, rows))


def _information(record: Record) -> Content:
    rows = []
    for asked in record.asked:
        name = asked.request.team.in_full
        if not asked.returns:
            rows.append((name, _("Did not answer.")))
        for returned in list(asked.returns)[:1]:
            late = _late(record, returned.returned_at)
            rows.append((name, f"{_returned(returned)}{late}"))
    return _section(record, Section.INFORMATION, rows=rows)


def _returned(returned: Any) -> str:
    if returned.outcome == InformationRequest.Outcome.NIL:
        return _("Nothing known.")
    if returned.outcome == InformationRequest.Outcome.WITHHELD:
        words = _("Withheld: %(why)s") % {"why": returned.withheld_because}
        return f"{returned.words}\n{words}".strip()
    return str(returned.words)


def _section(
    record: Record,
    section: Section,
    *,
    heading: str = "",
    sentences: Iterable[str] = (),
    rows: Iterable[tuple[str, str]] = (),
    table: tuple[list[str], list[list[str]]] | None = None,
) -> Content:
    """A section with what each author wrote on it; that nothing was said is said too."""
    notes = record.words_on(section)
    said = [*rows, *((_author(one), one.words + _late(record, one.written_at)) for one in notes)]
    first = list(sentences)
    if not said and not first and not (table and table[1]):
        first = [_("Nothing was recorded.")]
    return part(heading or str(section.label), sentences=first, rows=said, table=table)


def _late(record: Record, at: datetime) -> str:
    """That it was written after the minutes went out: who read an earlier issue looks for it."""
    if not record.is_late(at):
        return ""
    words = _("Late: written or changed on %(when)s, after the minutes were first issued.")
    return "\n" + words % {"when": moment(at)}


def _author(note: Any) -> str:
    return f"{note.author.team.agency.name} ({note.author.user.name})"


def _risk(record: Record) -> Content:
    sentences, rows = [], []
    if record.harm:
        made = record.harm.assessment
        rows = [
            [row.group, row.community or _("Not said"), row.custody or _("Not said")]
            for row in record.harm.rows
        ]
        sentences = [
            _("Risk of serious harm as assessed: %(tool)s, %(day)s, by %(who)s.")
            % {"tool": made, "day": day(made.done_on), "who": made.done_by}
        ]
    head = [_("Who is at risk"), _("In the community"), _("In custody")]
    return _section(record, Section.RISK, sentences=sentences, table=(head, rows))


def _plan(record: Record) -> Content:
    if record.plan is None:
        return _section(record, Section.PLAN)
    written = _("Version %(number)s, to be reviewed by %(day)s.") % {
        "number": record.plan.number,
        "day": day(record.plan.review_due_on),
    }
    rows = [(heading, words) for heading, words in record.plan.sections if words]
    heading = _("Risk management plan and contingency")
    return _section(record, Section.PLAN, heading=heading, sentences=[written], rows=rows)


def _disclosure(record: Record) -> Content:
    sentences = []
    if record.outcome:
        reasons = record.outcome.reasons
        sentences = [str(record.outcome.get_disclosure_display()), reasons.disclosure_why]
        if reasons.consideration:
            sentences.append(
                _("How it stands: %(stage)s") % {"stage": reasons.consideration.get_stage_display()}
            )
    heading = _("Disclosure considered")
    return _section(record, Section.DISCLOSURE, heading=heading, sentences=sentences)


def _level(record: Record) -> Content:
    rows = []
    if record.outcome:
        rows = [
            (_("Level decided"), str(record.outcome.get_level_display())),
            (_("Reasons"), record.outcome.reasons.level_why),
        ]
    return _section(
        record, Section.LEVEL, heading=_("Level and next date"), rows=rows, sentences=_next(record)
    )


def _next(record: Record) -> list[str]:
    if record.outcome is None:
        return []
    if record.outcome.level == 1:
        return [_("The lead agency manages the person: no further meeting is held.")]
    if record.outcome.next_on is None:
        return [_("No date was set for the next meeting.")]
    return [_("The next meeting is held by %(day)s.") % {"day": day(record.outcome.next_on)}]


def _whose(one: Action) -> str:
    return one.team.in_full if one.team else one.outside


def _actions(record: Record) -> Content:
    head = [_("No."), _("What"), _("Who"), _("By"), _("How it stands")]
    rows = [
        [
            str(one.number),
            one.words.what,
            f"{_whose(one)}: {one.named}",
            day(one.due_on),
            _stands(one) + _late(record, one.set_at),
        ]
        for one in record.actions
    ]
    empty = [] if rows else [_("No action was agreed.")]
    return part(_("Actions"), sentences=empty, table=(head, rows))


def _stands(one: Action) -> str:
    said = str(one.get_stage_display())
    return f"{said}, {day(one.settled_on)}" if one.settled_on else said


def _dissent(record: Record) -> Content:
    rows = [(one.who, one.words + _late(record, one.recorded_at)) for one in record.dissents]
    empty = [] if rows else [_("Nobody dissented.")]
    return part(_("Dissent"), sentences=empty, rows=rows)


def _amendments(record: Record) -> Content:
    rows = []
    for one in record.amendments:
        label = _("Amendment %(number)s, %(section)s, %(day)s") % {
            "number": one.number,
            "section": str(one.get_section_display()).lower(),
            "day": day(localdate(one.made_at)),
        }
        words = _("Was: %(was)s\nIs now: %(now)s\nWhy: %(why)s")
        rows.append((label, words % {"was": one.was, "now": one.is_now, "why": one.why}))
    return part(_("Amendments"), rows=rows)
