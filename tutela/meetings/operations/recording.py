"""What is written while a case is heard, and what the meeting decided of it."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Stale, perform, writer
from tutela.access.permissions import May
from tutela.court_orders.operations.naming import check_names
from tutela.disclosure.models import Consideration
from tutela.levels import operations as levels
from tutela.meetings import record_rules as rules
from tutela.meetings.models import Dissent, Item, Minutes, Note, Outcome, OutcomeReasons
from tutela.meetings.operations.admitting import CannotMeet
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part
from tutela.risk.queries import current_plan


def write_note(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    section: str,
    sheet: int,
    words: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Keep one's own words on a section; what was written meanwhile in another window stays too.

    `version` is that of the sheet when its words were read, 0 for a new one.
    """
    with perform(actor, May.ATTEND_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        of = Item.objects.get(pk=item.pk, person=person)
        own = Note.objects.filter(item=of, person=person, section=section, author=writer(actor))
        sheets = {note.sheet: note for note in own.select_for_update()}
        note = sheets.get(sheet)
        if note is not None and note.version == version:
            note.words, note.written_at = words, now
            write(note, ["words", "written_at"])
        elif note is None or note.words != words:
            note = Note.objects.create(
                item=of,
                person=person,
                section=section,
                author_id=writer(actor),
                sheet=max(sheets, default=0) + 1,
                words=words,
                written_at=now,
            )
        done.record("note.written", note.pk, person=person.pk, section=section)
    return note.pk


def record_dissent(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    who: str,
    words: str,
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record that somebody did not agree, with what, and why: it stands in the minutes."""
    with perform(actor, May.ATTEND_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        of = Item.objects.get(pk=item.pk, person=person)
        check_names(person, [who, words], not_names=not_names)
        row = Dissent.objects.create(
            item=of,
            person=person,
            who=who,
            words=words,
            recorded_by_id=writer(actor),
            recorded_at=now,
        )
        done.record("dissent.recorded", row.pk, person=person.pk)
    return row.pk


def record_outcome(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    level: int,
    level_why: str,
    disclosure: str,
    disclosure_why: str,
    consideration: UUID | None,
    next_on: date | None,
    summary: str,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record what the meeting decided: the level is in force from the day of the meeting."""
    with perform(actor, May.RECORD_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        of = Item.objects.select_related("sitting").get(pk=item.pk, person=person)
        meets_on = localdate(of.sitting.starts_at)
        CannotMeet.heed(
            rules.objection_to_outcome(
                stage=of.stage,
                sitting_stage=of.sitting.stage,
                meets_on=meets_on,
                today=localdate(now),
                is_issued=_is_issued(of),
            )
        )
        check_names(person, [level_why, disclosure_why, summary], not_names=not_names)
        row, was = _outcome_of(of, version)
        row.level, row.next_on = level, next_on if level > 1 else None
        row.disclosure = disclosure
        if row.recorded_by_id is None:
            row.recorded_by_id, row.recorded_at = writer(actor), now
        if was is None:
            row.save(force_insert=True)
        else:
            write(row, ["level", "disclosure", "next_on"])
        reasons = _reasons_of(row)
        reasons.level_why, reasons.summary = level_why, summary
        plan = current_plan(person.pk)
        reasons.plan_id = plan.pk if plan else None
        _say_of_disclosure(reasons, disclosure, disclosure_why, consideration)
        if level != was:
            _decide_level(actor, of, level, level_why, meets_on, now)
        if of.stage != Item.Stage.HEARD:
            of.stage = Item.Stage.HEARD
            write(of, ["stage"])
        done.record("outcome.recorded", row.pk, person=person.pk, level=level)
    return row.pk


def settle_disclosure(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    disclosure: str,
    disclosure_why: str,
    consideration: UUID | None,
    not_names: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Consider disclosure after the meeting where it was left open there."""
    with perform(actor, May.RECORD_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        of = Item.objects.get(pk=item.pk, person=person)
        row = held(Outcome, of.outcome.pk, person_id=person.pk, version=version, shows=[])
        CannotMeet.heed(rules.objection_to_settling(disclosure=row.disclosure))
        check_names(person, [disclosure_why], not_names=not_names)
        # the reasons first: after the minutes they are open only while disclosure is
        _say_of_disclosure(_reasons_of(row), disclosure, disclosure_why, consideration)
        row.disclosure = disclosure
        write(row, ["disclosure"])
        done.record("outcome.disclosure_settled", row.pk, person=person.pk, disclosure=disclosure)
    return row.pk


def _is_issued(item: Item) -> bool:
    return Minutes.objects.filter(item=item, kind=Minutes.Kind.FULL).exists()


def _outcome_of(item: Item, version: int) -> tuple[Outcome, int | None]:
    """The outcome to write, and the level that stood in it; Stale where another was quicker."""
    found = Outcome.objects.select_for_update().filter(item=item, person=item.person_id).first()
    if found is None:
        return Outcome(item=item, person_id=item.person_id), None
    if found.version != version:
        reasons = found.reasons
        raise Stale(
            found.version,
            {
                "level": found.level,
                "level_why": reasons.level_why,
                "disclosure": found.disclosure,
                "disclosure_why": reasons.disclosure_why,
                "next_on": found.next_on,
                "summary": reasons.summary,
            },
        )
    return found, found.level


def _reasons_of(row: Outcome) -> OutcomeReasons:
    found = OutcomeReasons.objects.filter(outcome=row, person=row.person_id).first()
    return found or OutcomeReasons(outcome=row, person_id=row.person_id)


def _say_of_disclosure(
    reasons: OutcomeReasons, disclosure: str, why: str, consideration: UUID | None
) -> None:
    """Write the reasons, with the consideration of this person that they point to."""
    is_asked = disclosure == Outcome.Disclosure.ASKED
    of_person = Consideration.objects.filter(person=reasons.person_id)
    found = of_person.filter(pk=consideration).first() if is_asked and consideration else None
    CannotMeet.heed(
        rules.objection_to_disclosure(disclosure=disclosure, why=why, has_link=found is not None)
    )
    reasons.disclosure_why, reasons.consideration = why, found
    if reasons._state.adding:
        reasons.save(force_insert=True)
    else:
        write(
            reasons,
            ["level_why", "disclosure_why", "consideration", "plan", "summary"],
        )


def _decide_level(actor: Actor, item: Item, level: int, why: str, on: date, now: datetime) -> None:
    levels.decide_level(
        actor=actor,
        person_id=item.person_id,
        level=level,
        on=on,
        reason=why,
        how="exit" if level == 1 else "meeting",
        key=uuid7(),
        now=now,
        about=item.pk,
    )
