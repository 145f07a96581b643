import hashlib
import hmac
from base64 import b64encode
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tutela.access.pages import about_id, bound, requires, submit
from tutela.access.permissions import May
from tutela.meetings import operations
from tutela.meetings.forms.record import NoteForm
from tutela.meetings.models import Item, Note, Section
from tutela.meetings.queries import record as queries
from tutela.meetings.views.cases import item_of
from tutela.meetings.views.referrals import PART
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.ui.templatetags.tutela_ui import moment


@requires(May.ATTEND_MEETING)
@opens_file("meetings:notes")
def notes(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    """One's own words, section by section, beside the others'; a press saves one sheet."""
    row = item_of(person, item_id)
    pressed = bound(NoteForm, request) if request.method == "POST" else None
    if pressed is not None:
        answer = submit(
            request,
            pressed,
            operations.write_note,
            then=lambda _made: request.path,
            done=_("Saved"),
            person=person,
            item=row,
        )
        if answer is not None:
            return answer
        pressed.auto_id = f"{pressed['section'].value()}_{pressed['sheet'].value()}_%s"
    context = {
        "person": person,
        "item": row,
        "sections": _sections(row, request.actor, pressed),
        "form": pressed,
        "sealed_with": _browser_key(request.actor, row),
        "is_issued": bool(queries.minutes_of(row)),
        "part_page": PART,
    }
    return render(request, "meetings/notes.html", context)


@require_POST
@requires(May.ATTEND_MEETING)
@opens_file("meetings:save_note")
def save_note(request: Any, person: Person, item_id: UUID) -> HttpResponse:
    """The same press, made by the page itself while one writes."""
    row = item_of(person, item_id)
    form = bound(NoteForm, request)
    answer = submit(
        request,
        form,
        operations.write_note,
        then=lambda made: reverse("meetings:note", args=[person.pk, row.pk, about_id(made)]),
        person=person,
        item=row,
    )
    if answer is not None:
        return answer
    said = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"refused": said}, status=400)


@require_GET
@requires(May.ATTEND_MEETING)
@opens_file("meetings:note")
def note(request: Any, person: Person, item_id: UUID, note_id: UUID) -> HttpResponse:
    """How a sheet stands on the server, and what others wrote on the section meanwhile."""
    item = item_of(person, item_id)
    own = get_object_or_404(
        Note, pk=note_id, item=item, person=person, author=request.actor.appointment_id
    )
    section = Section(own.section)
    others = {"others": _others(item, request.actor).get(section, []), "section": section}
    return JsonResponse(
        {
            "section": section,
            "sheet": own.sheet,
            "version": own.version,
            "saved": moment(own.written_at),
            "others": render_to_string("meetings/others.html", others, request),
        }
    )


def _sections(item: Item, actor: Any, pressed: Any) -> list[dict[str, Any]]:
    own, others = queries.own_notes(item, actor), _others(item, actor)
    said = {Section.INFORMATION: queries.answered_before(item)}
    return [
        {
            "section": section,
            "forms": [_form(section, sheet, pressed) for sheet in _sheets(section, own, pressed)],
            "others": others.get(section, []),
            "said": said.get(section, []),
        }
        for section in Section
    ]


def _sheets(section: Section, own: dict[str, list[Note]], pressed: Any) -> list[Note]:
    """One's own sheets, or an empty one; and the one refused, where another window began others."""
    sheets = own.get(section, []) or [Note(section=section, sheet=0, version=0)]
    said = pressed.data if pressed is not None else {}
    is_there = said.get("sheet") in {str(sheet.sheet) for sheet in sheets}
    if said.get("section") == section and said.get("sheet") == "0" and not is_there:
        return [*sheets, Note(section=section, sheet=0, version=0)]
    return sheets


def _form(section: Section, sheet: Note, pressed: Any) -> NoteForm:
    """The sheet as it is kept, or as it was just pressed and refused."""
    named = {"label": section.label, "auto_id": f"{section}_{sheet.sheet}_%s"}
    said = pressed.data if pressed is not None else {}
    if said.get("section") == section and said.get("sheet") == str(sheet.sheet):
        return NoteForm(said, **named)
    initial = {
        "section": section,
        "sheet": sheet.sheet,
        "version": sheet.version if sheet.sheet else 0,
        "words": sheet.words,
    }
    return NoteForm(initial=initial, **named)


def _others(item: Item, actor: Any) -> dict[str, list[Note]]:
    found: dict[str, list[Note]] = {}
    for one in queries.notes_of(item).exclude(author=actor.appointment_id):
        found.setdefault(one.section, []).append(one)
    return found


def _browser_key(actor: Any, item: Item) -> str:
    """The browser locks with this what is not saved yet: only this officer's page opens it."""
    said = f"notes|{actor.appointment_id}|{item.pk}".encode()
    return b64encode(hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).digest()).decode()
