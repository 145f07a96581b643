from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.documents.queries import bytes_of_document
from tutela.meetings import operations
from tutela.meetings.forms.record import AmendForm, IssueForm
from tutela.meetings.models import Item, Minutes
from tutela.meetings.queries import record as queries
from tutela.meetings.views.cases import item_of
from tutela.meetings.views.record import record_page
from tutela.meetings.views.referrals import PART
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.views.file_forms import ask

# as a copy is called in a downloads folder
FILES = {Minutes.Kind.FULL: "minutes", Minutes.Kind.SUMMARY: "summary"}


def _issue(request: Any, person: Person, item: Item, kind: str, teams: Any, **words: Any) -> Any:
    initial = {"teams": [team.pk for team in teams] if kind == Minutes.Kind.FULL else []}
    return ask(
        request,
        person,
        bound(IssueForm, request, kind=kind, teams=teams, initial=initial),
        operations.issue,
        back=record_page(person, item.pk),
        part_page=PART,
        template="meetings/issue.html",
        item=item,
        kind=kind,
        **words,
    )


@requires(May.RECORD_MEETING)
@opens_file("meetings:issue_minutes")
def issue(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return _issue(
        request,
        person,
        row,
        Minutes.Kind.FULL,
        queries.teams_there(row),
        title=_("Issue the minutes"),
        button=_("Issue"),
        done=_("Minutes issued"),
        shown={"is_full": True},
    )


@requires(May.RECORD_MEETING)
@opens_file("meetings:issue_summary")
def summary(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return _issue(
        request,
        person,
        row,
        Minutes.Kind.SUMMARY,
        queries.teams_of_case(row, person),
        title=_("Issue the executive summary"),
        button=_("Issue"),
        done=_("Executive summary issued"),
        shown={"is_full": False},
    )


@requires(May.RECORD_MEETING)
@opens_file("meetings:amend_minutes")
def amend(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    row = item_of(person, item_id)
    return ask(
        request,
        person,
        bound(AmendForm, request),
        operations.amend,
        title=_("Amend the minutes"),
        button=_("Save amendment"),
        done=_("Amendment saved. Issue the minutes again, so that everybody has it."),
        back=record_page(person, row.pk),
        part_page=PART,
        shown={
            "lead": _("What was issued stays as it was. The amendment has a number of its own.")
        },
        item=row,
    )


@require_GET
@requires(May.READ_FILE)
@opens_file("meetings:minutes_copy")
def copy(request: Any, person: Person, item_id: UUID, minutes_id: UUID) -> HttpResponse:
    """One's own copy, as it was issued; its name says nothing of the person."""
    row = get_object_or_404(Minutes, pk=minutes_id, item=item_id, person=person)
    content = bytes_of_document(row.document_id, person.pk)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"{FILES[Minutes.Kind(row.kind)]}-{row.number}-{row.copy}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
