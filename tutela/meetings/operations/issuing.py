"""Minutes and executive summaries, one copy for each recipient, kept as they were issued."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.timezone import localdate

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.court_orders.operations.naming import check_names
from tutela.documents import operations as documents
from tutela.documents.printing import Content
from tutela.meetings import minutes
from tutela.meetings import record_rules as rules
from tutela.meetings.models import Amendment, Item, Minutes, Outcome
from tutela.meetings.operations.admitting import CannotMeet
from tutela.meetings.queries.record import record_of, teams_there
from tutela.people.models import Person
from tutela.people.operations.holding import check_part
from tutela.people.parts import Part


def issue(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    kind: str,
    teams: Collection[Team],
    recipient: str,
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Issue the minutes, or the summary: a PDF for each recipient, with their name across it."""
    with perform(actor, May.RECORD_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        of = Item.objects.select_related("sitting__area", "sitting__chair__user").get(
            pk=item.pk, person=person
        )
        outcome = Outcome.objects.filter(item=of).select_related("reasons").first()
        CannotMeet.heed(
            rules.objection_to_issuing(
                kind=kind,
                is_decided=outcome is not None,
                teams=[team.pk for team in teams],
                may_have=[team.pk for team in teams_there(of)],
                recipient=recipient,
                summary=outcome.reasons.summary if outcome else "",
            )
        )
        record = record_of(of, person, on=localdate(now))
        content = minutes.content_of(record, kind=kind)
        check_names(person, minutes.texts_in(content), not_names=not_names)
        number = _next_number(of, kind)
        everyone: list[tuple[Team | None, str]] = [(team, team.in_full) for team in teams]
        if recipient:
            everyone.append((None, recipient))
        for copy, (team, name) in enumerate(everyone, start=1):
            row = Minutes(item=of, person=person, kind=kind, number=number, copy=copy)
            row.team, row.recipient = team, name
            row.issued_by_id, row.issued_at = writer(actor), now
            _keep_copy(actor, row, content)
        done.record(
            "minutes.issued",
            of.pk,
            person=person.pk,
            kind=kind,
            number=number,
            teams=[str(team.pk) for team in teams],
        )
    return of.pk


def _keep_copy(actor: Actor, row: Minutes, content: Content) -> None:
    """Make the PDF of one recipient, and keep it as a document of the person."""
    number, copy, now = row.number, row.copy, row.issued_at
    row.document_id = documents.keep_issued(
        actor=actor,
        person=row.person,
        part=Part.MEETINGS,
        kind="minutes",
        title=minutes.title_of_copy(row.kind, number, copy),
        dated_on=localdate(row.item.sitting.starts_at),
        content=minutes.printed_for(
            content, row.recipient, number=number, copy=copy, issued_at=now
        ),
        now=now,
    )
    row.template_version = minutes.VERSION
    row.save(force_insert=True)


def _next_number(item: Item, kind: str) -> int:
    issued = Minutes.objects.filter(item=item, person=item.person_id, kind=kind)
    return (issued.aggregate(last=Max("number"))["last"] or 0) + 1


def amend(
    *,
    actor: Actor,
    person: Person,
    item: Item,
    section: str,
    was: str,
    is_now: str,
    why: str,
    not_names: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct issued minutes by a numbered amendment: what was issued stays as it was."""
    with perform(actor, May.RECORD_MEETING, key=key) as done:
        check_part(person.pk, Part.MEETINGS)
        of = Item.objects.select_for_update().get(pk=item.pk, person=person)
        is_issued = Minutes.objects.filter(item=of, person=person).exists()
        CannotMeet.heed(rules.objection_to_amending(is_issued=is_issued))
        check_names(person, [was, is_now, why], not_names=not_names)
        made = Amendment.objects.filter(item=of, person=person)
        row = Amendment.objects.create(
            item=of,
            person=person,
            number=(made.aggregate(last=Max("number"))["last"] or 0) + 1,
            section=section,
            was=was,
            is_now=is_now,
            why=why,
            made_by_id=writer(actor),
            made_at=now,
        )
        done.record("minutes.amended", row.pk, person=person.pk, number=row.number)
    return row.pk
