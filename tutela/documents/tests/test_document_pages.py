import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit.models import Consultation, Entry, Version
from tutela.documents.models import Document, DocumentContent
from tutela.documents.tests import papers_made
from tutela.documents.tests.test_scanning import VIRUS, listening
from tutela.people.files import consult
from tutela.people.past import written
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")


def page(name, *ids):
    return reverse(f"documents:{name}", args=ids)


def paper(content=None, name="order.pdf"):
    return SimpleUploadedFile(name, content or papers_made.loaded(), "application/pdf")


def add(client, person, **answers):
    given = {
        "operation_key": str(uuid7()),
        "document": paper(),
        "kind": "order",
        "title": "Sealed order",
        "part": "orders",
    }
    return client.post(page("add_document", person), given | answers)


def held(officer, person, kind):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="documents:test")
        return list(kind.objects.filter(person=person))


@pytest.fixture
def officer(database):
    return agencies.officer()


@pytest.fixture
def person(officer):
    return people.person(officer)


@pytest.fixture
def client(officer):
    return signed_in(officer)


def test_a_sealed_order_is_kept_listed_and_given_as_a_file(officer, person, client):
    answer = add(client, person, dated_on_day="3", dated_on_month="3", dated_on_year="2026")

    assert answer.headers["Location"] == page("documents", person)
    [row] = held(officer, person, Document)
    listed = client.get(page("documents", person)).content.decode()
    tree(listed)
    assert "Sealed order" in listed
    assert "Not scanned" in listed
    given = client.get(page("document", person, row.pk))
    assert hashlib.sha256(given.content).hexdigest() == row.digest
    assert given.headers["Content-Type"] == "application/pdf"
    disposition = given.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="order-2026-03-03.pdf"'
    assert "no-store" in given.headers["Cache-Control"]
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given.headers["Content-Security-Policy"]


def test_the_audit_keeps_both_digests_and_each_opening(officer, person, client):
    sent = papers_made.loaded()
    add(client, person, document=paper(sent))
    [row] = held(officer, person, Document)
    client.get(page("document", person, row.pk))

    with agencies.as_owner():
        entry = Entry.objects.using("owner").get(about=row.pk, event="document.added")
        looks = Consultation.objects.using("owner").filter(
            person_id=person, page="documents:document"
        )
        assert looks.count() == 1
    assert entry.details["sent"] == hashlib.sha256(sent).hexdigest()
    assert entry.details["digest"] == row.digest


def test_the_bytes_stay_out_of_history(officer, person, client):
    add(client, person)
    [content] = held(officer, person, DocumentContent)

    with agencies.as_owner():
        kept = Version.objects.using("owner").get(row_id=content.pk)

    assert "content" not in kept.doc
    assert len(kept.doc["content_sha256"]) == 64


def test_who_does_not_read_the_part_does_not_see_that_there_is_a_document(officer, person, client):
    add(client, person, part="victims", title="Victim statement")
    add(client, person, part="orders", title="Plain order")
    reader = agencies.officer()
    people.interest(officer, person, reader.team_id, "orders")
    rows = {row.part: row for row in held(officer, person, Document)}
    theirs = signed_in(reader)

    listed = theirs.get(page("documents", person)).content.decode()

    assert "Plain order" in listed
    assert "Victim" not in listed
    assert theirs.get(page("document", person, rows["victims"].pk)).status_code == 404
    assert theirs.get(page("document", person, rows["orders"].pk)).status_code == 200
    assert {row.part for row in held(reader, person, DocumentContent)} == {"orders"}


def test_without_any_part_that_has_documents_nothing_is_shown(officer, person, client):
    add(client, person)
    reader = agencies.officer()
    people.interest(officer, person, reader.team_id, "addresses")

    listed = signed_in(reader).get(page("documents", person)).content.decode()

    assert "No part of this file that has documents is open to you" in listed
    assert "Sealed order" not in listed


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"document": ""}, "Choose a document"),
        ({"document": paper(b"PK a letter", "letter.docx")}, "Only PDF, JPEG and PNG can be kept"),
        ({"document": paper(papers_made.locked())}, "locked with a password"),
        ({"title": ""}, "Enter a title"),
        ({"part": "photographs"}, "Select again"),
        ({"part": ""}, "Select the part of the file"),
        ({"kind": ""}, "Select what kind of document it is"),
    ],
)
def test_what_cannot_be_kept_says_why_and_loses_no_answer(
    officer, person, client, answers, sentence
):
    given = {"title": "Words that stay", "dated_on_year": "2026"} | answers

    text = add(client, person, **given).content.decode()

    tree(text)
    assert sentence in text
    assert 'value="2026"' in text
    assert held(officer, person, Document) == []


def test_a_file_with_a_virus_is_not_kept(officer, person, client, settings, tmp_path):
    with listening(tmp_path, settings):
        text = add(client, person, document=paper(papers_made.pdf() + VIRUS)).content.decode()

    assert "The virus scanner found something in this file" in text
    assert held(officer, person, Document) == []


def test_a_scanned_document_says_by_what(officer, person, client, settings, tmp_path):
    with listening(tmp_path, settings):
        add(client, person)

    assert held(officer, person, Document)[0].scanned_with == "ClamAV 1.4.1/27400"
    assert "Scanned, nothing found" in client.get(page("documents", person)).content.decode()


def test_a_wrong_document_is_kept_with_its_reason_and_cannot_be_opened(officer, person, client):
    add(client, person)
    [row] = held(officer, person, Document)
    here = page("change_document", person, row.pk)
    assert 'value="Sealed order"' in client.get(here).content.decode()

    client.post(
        here,
        {
            "operation_key": str(uuid7()),
            "version": row.version,
            "kind": "order",
            "title": "Sealed order",
            "wrong_because": "About somebody else",
        },
    )

    listed = client.get(page("documents", person)).content.decode()
    assert "About somebody else" in listed
    assert page("document", person, row.pk) not in listed.replace("/change/", "")
    assert client.get(page("document", person, row.pk)).status_code == 404


def test_the_past_gives_the_document_that_was_known_then(officer, person, client):
    add(client, person)
    [row] = held(officer, person, Document)
    then = written(timezone.now())

    given = client.get(page("document", person, row.pk), {"known_at": then})
    before = client.get(
        page("document", person, row.pk), {"known_at": written(row.added_at - timedelta(days=1))}
    )

    assert hashlib.sha256(given.content).hexdigest() == row.digest
    assert before.status_code in {400, 404}
    assert (
        "Sealed order" in client.get(page("documents", person), {"known_at": then}).content.decode()
    )


def test_a_second_press_keeps_one_document(officer, person, client):
    key = str(uuid7())
    add(client, person, operation_key=key)
    add(client, person, operation_key=key)

    assert len(held(officer, person, Document)) == 1


def test_a_team_that_may_only_read_orders_adds_none(officer, person):
    reader = agencies.officer()
    people.interest(officer, person, reader.team_id, "orders")

    text = add(signed_in(reader), person).content.decode()

    assert "Select again" in text
    assert held(officer, person, Document) == []


def test_the_bytes_are_never_changed_and_belong_to_their_document(officer, person, client):
    add(client, person)
    [content] = held(officer, person, DocumentContent)
    people.opened(officer, person)

    with acting_as(officer), perform(officer, May.CHANGE_PERSON) as done:
        consult([person], page="documents:test")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            DocumentContent.objects.filter(pk=content.pk).update(content=b"other")
        elsewhere = Document.objects.create(
            person_id=person,
            part="contact_log",
            kind="letter",
            title="x",
            format="application/pdf",
            pages=1,
            length=1,
            added_at=content.document.added_at,
        )
        with pytest.raises(IntegrityError, match="persons_document"), transaction.atomic():
            DocumentContent.objects.create(
                document=elsewhere, person_id=person, part="orders", content=b"x"
            )
        done.record("document.added", elsewhere.pk, person=person)
