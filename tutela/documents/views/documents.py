from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.documents import operations
from tutela.documents.forms import PARTS, AddDocumentForm, ChangeDocumentForm
from tutela.documents.models import Document
from tutela.documents.queries import bytes_of_document
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import LABELS
from tutela.people.views.file_forms import answers_of, ask

ENDINGS = {Document.Format.PDF: "pdf", Document.Format.JPEG: "jpg"}


def _back(person: Person) -> str:
    return reverse("documents:documents", args=[person.pk])


@requires(May.READ_FILE)
@opens_file("documents:documents")
def documents(request: Any, person: Person) -> HttpResponse:
    rows = list(person.documents.select_related("added_by__user"))
    may = May.CHANGE_PERSON in request.may
    change = request.opened.parts_change if may else frozenset()
    parts = [
        {
            "label": LABELS[part],
            "rows": [row for row in rows if row.part == part],
            "may_change": part in change,
        }
        for part in PARTS
        if part in request.opened.parts_read
    ]
    context = {
        "person": person,
        "parts": [part for part in parts if part["rows"]],
        "is_open": bool(parts),
        "may_add": bool(change & frozenset(PARTS)),
    }
    return render(request, "documents/documents.html", context)


@requires(May.CHANGE_PERSON)
@opens_file("documents:add_document")
def add_document(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(AddDocumentForm, request, parts=request.opened.parts_change),
        operations.add_document,
        title=_("Add a document"),
        button=_("Add document"),
        done=_("Document added"),
        back=_back(person),
    )


@requires(May.CHANGE_PERSON)
@opens_file("documents:change_document")
def change_document(request: Any, person: Person, document_id: UUID) -> HttpResponse:
    row = get_object_or_404(Document, pk=document_id, person=person)
    return ask(
        request,
        person,
        bound(ChangeDocumentForm, request, initial=answers_of(row, ChangeDocumentForm)),
        operations.change_document,
        title=_("Change what is said of a document"),
        button=_("Save"),
        done=_("Document changed"),
        back=_back(person),
        document=row,
    )


@require_GET
@requires(May.READ_FILE)
@opens_file("documents:document")
def document(request: Any, person: Person, document_id: UUID) -> HttpResponse:
    """The document alone, to be saved or opened outside the browser: kept by nobody on the way."""
    row = get_object_or_404(Document, pk=document_id, person=person, wrong_because="")
    content = bytes_of_document(row.pk, person.pk)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type=row.format)
    day = f"-{row.dated_on:%Y-%m-%d}" if row.dated_on else ""
    # the name of the file says nothing of the person: it lies in a downloads folder
    name = f"{row.kind}{day}.{ENDINGS[Document.Format(row.format)]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
