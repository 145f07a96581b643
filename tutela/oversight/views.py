from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import ROLES, May
from tutela.agencies.models import Appointment
from tutela.audit.models import Entry, Head, Verification
from tutela.oversight import operations, words
from tutela.oversight.forms import (
    PURPOSES,
    FindPerson,
    LooksFilter,
    OfficerFilter,
    TakeOutForm,
    VerifyForm,
)
from tutela.oversight.looks import Asked, Look, Looks
from tutela.oversight.sheets import sheet
from tutela.people.files import show_in_list
from tutela.people.keys import name_key
from tutela.people.models import Person
from tutela.ui.templatetags.tutela_ui import moment

ROWS = 50
FOUND = 50
AT_MOST = 100_000
# a list that was asked for can be fetched for so long
TO_FETCH = timedelta(minutes=15)
# what was typed is kept in the session, never in an address
SOUGHT = "oversight_sought"


@requires(May.GOVERN_INFORMATION)
def looked_at(request: Any) -> HttpResponse:
    if request.method == "POST":
        form = FindPerson(request.POST)
        if form.is_valid():
            request.session[SOUGHT] = form.cleaned_data["name"]
            return redirect("oversight:looked_at")
    else:
        form = FindPerson(initial={"name": request.session.get(SOUGHT, "")})
    sought = name_key(request.session.get(SOUGHT, "")) if request.method == "GET" else ""
    found = _people_called(sought) if sought else []
    show_in_list([person.pk for person in found], page="oversight:looked_at")
    return render(
        request, "oversight/find.html", {"form": form, "found": found, "is_sought": bool(sought)}
    )


def _people_called(sought: str) -> list[Person]:
    """Those whose list line may be seen, by key: started from one's own people, never by index."""
    lines = Person.objects.select_related("owner_team").order_by("surname", "given_names", "id")
    return [person for person in lines if name_key(person.surname).startswith(sought)][:FOUND]


@requires(May.GOVERN_INFORMATION)
def looks_at_person(request: Any, person_id: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.select_related("owner_team"), pk=person_id)
    return _looks(request, Looks(person.pk, "person_id"), {"person": person})


@requires(May.GOVERN_INFORMATION)
def looks_by(request: Any) -> HttpResponse:
    form = OfficerFilter(request.GET, agency=request.actor.agency_id)
    officers = Appointment.objects.filter(team__agency=request.actor.agency_id)
    if form.is_valid() and form.cleaned_data["team"]:
        officers = officers.filter(team=form.cleaned_data["team"])
    ordered = officers.select_related("user", "team").order_by("user__name", "team__name", "id")
    page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    for officer in page:
        officer.office = ROLES[officer.role].name if officer.role in ROLES else officer.role
    return render(request, "oversight/officers.html", {"page": page, "filter_form": form})


@requires(May.GOVERN_INFORMATION)
def looks_of_officer(request: Any, appointment_id: UUID) -> HttpResponse:
    officer = _officer(request, appointment_id)
    return _looks(request, Looks(officer.pk, "actor"), {"officer": officer})


def _officer(request: Any, appointment_id: UUID) -> Appointment:
    own = Appointment.objects.filter(team__agency=request.actor.agency_id)
    return get_object_or_404(own.select_related("user", "team"), pk=appointment_id)


def _looks(request: Any, looks: Looks, subject: dict[str, Any]) -> HttpResponse:
    query = request.GET.copy()
    number = query.pop("p", [""])[-1]
    form = LooksFilter(query, pages=looks.pages())
    asked = form.asked(query.get("sort", ""))
    page = Paginator(Looks(looks.subject, looks.by, asked), ROWS).get_page(number or 1)
    _leave_trace(page, "oversight:looked_at" if "person" in subject else "oversight:looks_by")
    take_out = reverse("oversight:take_out", kwargs={"by": _by(looks), "subject_id": looks.subject})
    return render(
        request,
        "oversight/looks.html",
        {
            "page": page,
            "filter_form": form,
            "sort": asked.sort,
            "take_out": f"{take_out}?{query.urlencode()}",
            **subject,
        },
    )


def _by(looks: Looks) -> str:
    return "person" if looks.by == "person_id" else "officer"


def _leave_trace(looks: Page | list[Look], page: str) -> None:
    named = {look.person_id for look in looks if look.person_id}
    show_in_list(sorted(named), page=page)


@requires(May.GOVERN_INFORMATION)
def take_out(request: Any, by: str, subject_id: UUID) -> HttpResponse:
    looks, back = _subject(request, by, subject_id)
    asked = LooksFilter(request.GET, pages=looks.pages()).asked(request.GET.get("sort", ""))
    form = bound(TakeOutForm, request)
    done = submit(
        request,
        form,
        operations.take_out,
        then=lambda entry: reverse("oversight:taken_out", kwargs={"entry_id": entry}),
        about=subject_id,
        person=subject_id if by == "person" else None,
        asked={"by": by, **asked.as_codes()},
    )
    return done or render(request, "oversight/take_out.html", {"form": form, "back": back})


def _subject(request: Any, by: str, subject_id: UUID) -> tuple[Looks, str]:
    if by == "person":
        person = get_object_or_404(Person, pk=subject_id)
        return Looks(person.pk, "person_id"), reverse("oversight:person", args=[person.pk])
    officer = _officer(request, subject_id)
    return Looks(officer.pk, "actor"), reverse("oversight:officer", args=[officer.pk])


@requires(May.GOVERN_INFORMATION)
def taken_out(request: Any, entry_id: UUID) -> HttpResponse:
    entry = Entry.objects.filter(
        pk=entry_id,
        event="looks.taken_out",
        actor=request.actor.appointment_id,
        at__gt=timezone.now() - TO_FETCH,
    ).first()
    if entry is None or not entry.details:
        raise Http404
    looks, _back = _subject(request, entry.details["asked"]["by"], entry.details["of"])
    asked = Asked.from_codes(entry.details["asked"])
    rows = Looks(looks.subject, looks.by, asked).everything(at_most=AT_MOST)
    _leave_trace(rows, "oversight:taken_out")
    return HttpResponse(
        _sheet(request, entry, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="looks.csv"'},
    )


def _sheet(request: Any, entry: Entry, rows: list[Look]) -> str:
    watermark = _("Taken from Tutela by %(name)s, %(team)s, on %(at)s for: %(purpose)s. %(id)s") % {
        "name": request.actor.name,
        "team": request.actor.team_name,
        "at": moment(entry.at),
        "purpose": dict(PURPOSES)[entry.details["purpose"]],
        "id": entry.pk,
    }
    head = [_("When"), _("What"), _("Who"), _("Person"), _("Page or event"), _("Ground")]
    head += [_("Why"), _("Shown as known at")]
    return sheet(
        watermark,
        head,
        (
            [
                timezone.localtime(look.at).isoformat(timespec="seconds"),
                look.kind,
                look.who,
                look.person,
                look.what,
                look.ground,
                look.why,
                timezone.localtime(look.known_at).isoformat() if look.known_at else "",
            ]
            for look in rows
        ),
    )


@requires(May.VERIFY_AUDIT)
def record(request: Any) -> HttpResponse:
    form = bound(VerifyForm, request)
    done = submit(
        request,
        form,
        operations.ask_to_verify,
        then=lambda _nothing: reverse("oversight:record"),
        done=_("Verification asked for. It begins within a minute; load this page again."),
    )
    if done:
        return done
    checks = list(Verification.objects.order_by("-ended_at")[:10])
    for check in checks:
        check.words = [(words.FAULTS.get(code, code), n) for code, n in check.found.items()]
        check.looked = [(name, check.counted.get(code, 0)) for code, name in words.COUNTED.items()]
        check.root_said = bytes(check.root).hex() if check.root else ""
    head = Head.objects.order_by("-size").first()
    return render(
        request,
        "oversight/record.html",
        {
            "form": form,
            "checks": checks,
            "head": head,
            "root": bytes(head.root).hex() if head else "",
        },
    )
