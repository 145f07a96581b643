"""Keeping photographs and documents."""

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.documents import images, papers
from tutela.documents.models import Document, DocumentContent, Photograph, PhotographContent
from tutela.documents.papers import Paper
from tutela.people import operations as people
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

Size = PhotographContent.Size


class CannotShow(Refused):
    """A rule forbids this photograph on the contact card."""


def add_photograph(
    *,
    actor: Actor,
    person: Person,
    picture: images.Picture,
    taken_on: date | None,
    shows: str,
    on_card: bool,
    key: UUID,
    now: datetime,
) -> UUID:
    """Keep a photograph in the person's file; with `on_card`, show it on the contact card too."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.PHOTOGRAPHS)
        photograph = Photograph.objects.create(
            person=person,
            taken_on=taken_on,
            shows=shows,
            width=picture.width,
            height=picture.height,
            digest=picture.digest,
            added_at=now,
        )
        for size, content in ((Size.FULL, picture.full), (Size.SMALL, picture.small)):
            PhotographContent.objects.create(
                photograph=photograph, person=person, size=size, content=content
            )
        if on_card:
            _put_on_card(actor, person, picture.full, now)
        done.record("photograph.added", photograph.pk, person=person.pk, digest=picture.digest)
    return photograph.pk


def change_photograph(
    *,
    actor: Actor,
    person: Person,
    photograph: Photograph,
    taken_on: date | None,
    shows: str,
    wrong_because: str,
    on_card: bool,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct what is said of a photograph, or say that it is wrong: it is then not shown.

    The picture itself is never changed; one that shows somebody else stays behind its reason.
    """
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.PHOTOGRAPHS)
        wanted = ["taken_on", "shows", "wrong_because"]
        row = held(Photograph, photograph.pk, person_id=person.pk, version=version, shows=wanted)
        row.taken_on, row.shows, row.wrong_because = taken_on, shows, wrong_because
        write(row, wanted)
        if on_card:
            if wrong_because:
                raise CannotShow(_("A wrong photograph cannot be shown on the contact card."))
            full = PhotographContent.objects.get(photograph=row, person=person, size=Size.FULL)
            _put_on_card(actor, person, bytes(full.content), now)
        done.record("photograph.changed", row.pk, person=person.pk, is_wrong=bool(wrong_because))
    return row.pk


def add_document(
    *,
    actor: Actor,
    person: Person,
    paper: Paper,
    scanned_with: str,
    part: str,
    kind: str,
    title: str,
    dated_on: date | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Keep a document in one part of the file; who may not read that part does not see it.

    The entry holds the digest of the bytes that were sent and of those that are kept.
    """
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part(part))
        document = Document.objects.create(
            person=person,
            part=part,
            kind=kind,
            title=title,
            dated_on=dated_on,
            format=paper.format,
            pages=paper.pages,
            length=len(paper.content),
            digest=paper.digest,
            sent_digest=paper.sent_digest,
            scanned_with=scanned_with,
            added_at=now,
            added_by_id=actor.appointment_id,
        )
        DocumentContent.objects.create(
            document=document, person=person, part=part, content=paper.content
        )
        done.record(
            "document.added",
            document.pk,
            person=person.pk,
            kind=kind,
            digest=paper.digest,
            sent=paper.sent_digest,
        )
    return document.pk


def keep_issued(
    *,
    actor: Actor,
    person: Person,
    part: Part,
    kind: str,
    title: str,
    dated_on: date | None,
    content: bytes,
    now: datetime,
) -> UUID:
    """Keep a PDF that this system made and issued, as it was issued: within another operation."""
    with perform(actor, May.ISSUE_DOCUMENT) as done:
        check_part(person.pk, part)
        digest = hashlib.sha256(content).hexdigest()
        document = Document.objects.create(
            person=person,
            part=part,
            kind=kind,
            title=title,
            dated_on=dated_on,
            format=Document.Format.PDF,
            pages=papers.pages_of(content),
            length=len(content),
            digest=digest,
            sent_digest=digest,
            added_at=now,
            added_by_id=actor.appointment_id,
        )
        DocumentContent.objects.create(document=document, person=person, part=part, content=content)
        done.record("document.issued", document.pk, person=person.pk, kind=kind, digest=digest)
    return document.pk


def change_document(
    *,
    actor: Actor,
    person: Person,
    document: Document,
    kind: str,
    title: str,
    dated_on: date | None,
    wrong_because: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct what is said of a document, or say that it is wrong: it can then not be opened."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part(document.part))
        wanted = ["kind", "title", "dated_on", "wrong_because"]
        row = held(Document, document.pk, person_id=person.pk, version=version, shows=wanted)
        row.kind, row.title, row.dated_on, row.wrong_because = kind, title, dated_on, wrong_because
        write(row, wanted)
        done.record("document.changed", row.pk, person=person.pk, is_wrong=bool(wrong_because))
    return row.pk


def _put_on_card(actor: Actor, person: Person, full: bytes, now: datetime) -> None:
    people.set_card_photograph(
        actor=actor, person=person, jpeg=images.for_card(full), key=uuid7(), now=now
    )
