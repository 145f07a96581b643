from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.notification_requirements.forms.counter import VerifyForm, YearForm
from tutela.notification_requirements.forms.said import KINDS, STANDS
from tutela.notification_requirements.models import (
    Attendance,
    Notification,
    Receipt,
    Verification,
)
from tutela.notification_requirements.operations import joining, verifying
from tutela.notification_requirements.queries import counter as queries
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.said import Shown, all_shown, shown
from tutela.notification_requirements.views.counter import as_pdf, shown_of
from tutela.people.files import not_found, opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask

A_PAGE = 20
ITSELF = "notification"
PART_PAGE = "notification_requirements:notified"


@requires(May.READ_FILE)
@opens_file("notification_requirements:notified")
def notified(request: Any, person: Person) -> HttpResponse:
    is_open = Part.NOTIFICATIONS in request.opened.parts_read
    pages = Paginator(queries.notified(person), A_PAGE)
    shown_here = {
        "person": person,
        "is_open": is_open,
        "page_obj": pages.get_page(request.GET.get("page")),
        "visits": queries.without_notification(person) if is_open else [],
        "journeys": queries.journeys_of(person) if is_open else [],
        "may_take": May.TAKE_NOTIFICATION in request.may
        and Part.NOTIFICATIONS in request.opened.parts_change,
        "shows_financial": Part.FINANCIAL in request.opened.parts_read,
    }
    return render(request, "notification_requirements/notified.html", shown_here)


@requires(May.READ_FILE)
@opens_file("notification_requirements:notification")
def notification(request: Any, person: Person, notification_id: UUID) -> HttpResponse:
    """One notification as notified, beside what was found, and how it differs from the last."""
    found = get_object_or_404(queries.notified(person), pk=notification_id)
    items = found.particulars.get("items", [])
    before = queries.notified_before(person, found)
    context = {
        "person": person,
        "notification": found,
        "own": _own(found),
        "given": all_shown(items, rules.SECTIONS),
        "stands": _stands(found),
        "differences": [
            (KINDS[one.section], one) for one in rules.differences(before, items) if before
        ],
        "marks": [rules.MARKS[code] for code in found.marks if code in rules.MARKS],
        "found": _found(found),
        "receipts": _receipts(found),
        "may_decide": May.JOIN_NOTIFICATION in request.may
        and Part.NOTIFICATIONS in request.opened.parts_change,
        "may_verify": May.CHANGE_PERSON in request.may
        and Part.NOTIFICATIONS in request.opened.parts_change,
        "part_page": PART_PAGE,
    }
    return render(request, "notification_requirements/notification.html", context)


def _own(found: Notification) -> Shown | None:
    """What the notification itself says, as the form of its kind asked for it."""
    kind = "travel_change" if found.corrects_travel else found.kind
    if kind not in KINDS or not found.answers:
        return None
    return shown({"id": ITSELF, "kind": kind, "answers": found.answers})


def _stands(found: Notification) -> list[tuple[Any, Any]]:
    stands = found.particulars.get("stands", {})
    return [(KINDS[key], STANDS[value]) for key, value in stands.items() if key in KINDS]


def _found(found: Notification) -> list[tuple[Any, Verification]]:
    labels = dict(_items(found))
    return [(labels.get(one.item, one.item), one) for one in queries.verifications_of(found)]


def _items(found: Notification) -> list[tuple[str, str]]:
    """What can be verified: the notification itself, and each thing in its set."""
    named = [(ITSELF, str(found.get_kind_display()))]
    for item in found.particulars.get("items", []):
        named.append((item["id"], f"{KINDS[item['kind']]}: {rules.text_of(item)}"))
    return named


def _receipts(found: Notification) -> list[Receipt]:
    if found.attendance_id is None:
        return []
    kept = Receipt.objects.filter(visit__attendances=found.attendance_id).defer("content")
    return list(kept.order_by("-language"))


@requires(May.CHANGE_PERSON)
@opens_file("notification_requirements:verify")
def verify(request: Any, person: Person, notification_id: UUID) -> HttpResponse:
    found = get_object_or_404(queries.notified(person), pk=notification_id)
    back = reverse("notification_requirements:notification", args=[person.pk, found.pk])
    return ask(
        request,
        person,
        bound(VerifyForm, request, items=_items(found), initial={"verified_on": request.day}),
        verifying.verify,
        title=_("Say what was found"),
        button=_("Record what was found"),
        done=_("Recorded what was found"),
        back=back,
        part_page=PART_PAGE,
        shown={
            "lead": _(
                "What was notified stays as it was notified. What you found stands beside it."
            )
        },
        notification=found,
    )


@requires(May.JOIN_NOTIFICATION)
@opens_file("notification_requirements:year")
def year(request: Any, person: Person, notification_id: UUID) -> HttpResponse:
    """Decide anew whether a notification starts the year again."""
    found = get_object_or_404(queries.notified(person), pk=notification_id)
    back = reverse("notification_requirements:notification", args=[person.pk, found.pk])
    initial = {"resets_year": found.resets_year, "version": found.version}
    return ask(
        request,
        person,
        bound(YearForm, request, initial=initial),
        joining.decide_reset,
        title=_("A decision about the year"),
        button=_("Record decision"),
        done=_("Decision recorded"),
        back=back,
        part_page=PART_PAGE,
        notification=found,
    )


@requires(May.READ_FILE)
@opens_file("notification_requirements:joined_visit")
def joined_visit(request: Any, person: Person, attendance_id: UUID) -> HttpResponse:
    """A visit that was joined, whatever came of it."""
    found = get_object_or_404(
        Attendance.objects.select_related("visit__station", "joined_by__user"),
        pk=attendance_id,
        person=person,
    )
    context = {
        "person": person,
        "attendance": found,
        "part_page": PART_PAGE,
        **shown_of(found.visit),
    }
    context["receipts"] = sorted(context["receipts"].values(), key=lambda one: one.language)
    return render(request, "notification_requirements/joined_visit.html", context)


@requires(May.READ_FILE)
@opens_file("notification_requirements:kept_receipt")
def kept_receipt(request: Any, person: Person, receipt_id: UUID) -> HttpResponse:
    found = get_object_or_404(
        Receipt.objects.select_related("visit").filter(visit__attendances__person=person),
        pk=receipt_id,
    )
    return as_pdf(found, found.visit)


@requires(May.READ_FILE)
@opens_file("notification_requirements:financial")
def financial(request: Any, person: Person) -> HttpResponse:
    """Accounts and cards by their last digits; only for who holds their compartment."""
    return _financial(request, person, masks=True)


@requires(May.READ_FILE)
@opens_file("notification_requirements:financial_shown")
def financial_shown(request: Any, person: Person) -> HttpResponse:
    """The numbers whole: each display has an entry of its own."""
    return _financial(request, person, masks=False)


def _financial(request: Any, person: Person, *, masks: bool) -> HttpResponse:
    if Part.FINANCIAL not in request.opened.parts_read:
        raise not_found()
    context = {
        "person": person,
        "is_masked": masks,
        "kept": [
            (row, [shown(item, masks=masks) for item in items])
            for row, items in queries.financial_of(person)
        ],
    }
    return render(request, "notification_requirements/financial.html", context)
