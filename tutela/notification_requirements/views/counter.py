from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.agencies.models import Station
from tutela.notification_requirements.forms.counter import (
    BeginForm,
    FinishForm,
    FinishHereForm,
    StandsForm,
    WhoForm,
)
from tutela.notification_requirements.forms.said import FORMS, KINDS, STANDS
from tutela.notification_requirements.models import Notification, Receipt, Visit
from tutela.notification_requirements.operations import visits, writing
from tutela.notification_requirements.queries import counter as queries
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.rules import numbers
from tutela.notification_requirements.said import all_shown, asked_again
from tutela.notification_requirements.views.taking import Taking, takes
from tutela.people.files import opens_file, show_in_list
from tutela.people.models import Person

A_PAGE = 20


def _hub(draft_id: UUID) -> str:
    return reverse("notification_requirements:visit", args=[draft_id])


@requires(May.TAKE_NOTIFICATION)
def counter(request: Any) -> HttpResponse:
    """Begin a visit, go on with one, find one's own receipts."""
    form = bound(BeginForm, request)
    answer = submit(
        request,
        form,
        visits.begin,
        then=lambda draft: reverse("notification_requirements:visit_who", args=[draft]),
    )
    pages = Paginator(queries.taken_by(request.actor), A_PAGE)
    shown = {
        "form": form,
        "unfinished": queries.unfinished(request.actor),
        "page_obj": pages.get_page(request.GET.get("page")),
    }
    return answer or render(request, "notification_requirements/counter.html", shown)


@requires(May.TAKE_NOTIFICATION)
@opens_file("notification_requirements:take")
def take(request: Any, person: Person) -> HttpResponse:
    """Begin a visit of a person whose file is open."""
    form = bound(BeginForm, request)
    answer = submit(
        request,
        form,
        visits.begin,
        then=lambda draft: reverse("notification_requirements:visit_who", args=[draft]),
        person_id=person.pk,
    )
    return answer or render(
        request, "notification_requirements/take.html", {"form": form, "person": person}
    )


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit")
def visit(request: Any, taking: Taking) -> HttpResponse:
    """What was said so far, and what can be added."""
    if request.method == "POST":
        raise Http404
    before = queries.notified_before(taking.person) if taking.person and taking.may_see else []
    marks = visits.visit_so_far(request.actor, taking.content, timezone.now()).marks
    shown = {
        "draft": taking.draft,
        "person": taking.person,
        "who": taking.content["who"],
        "told": all_shown(taking.items, rules.NOTIFICATIONS),
        "given": all_shown(taking.items, rules.SECTIONS),
        "stands": _stands_shown(taking),
        "wanting": [KINDS[one] for one in rules.wanting(taking.items, taking.content["stands"])],
        "repeats": rules.asks_for_the_set(taking.items),
        "to_notify": [(kind, KINDS[kind]) for kind in rules.NOTIFICATIONS],
        "to_give": [(kind, KINDS[kind]) for kind in rules.SECTIONS],
        "before": all_shown(before, rules.SECTIONS),
        "differences": _differences(before, taking.items),
        "marks": [rules.MARKS[code] for code in marks],
    }
    return render(request, "notification_requirements/visit.html", shown)


def _stands_shown(taking: Taking) -> list[tuple[Any, Any]]:
    stands = taking.content["stands"]
    given = {item["kind"] for item in taking.items}
    return [
        (KINDS[section], STANDS[stands[section]])
        for section in rules.SECTIONS
        if stands.get(section) and section not in given
    ]


def _differences(before: Any, items: Any) -> list[tuple[Any, rules.Difference]]:
    if not before:
        return []
    return [(KINDS[one.section], one) for one in rules.differences(before, items)]


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit_who")
def who(request: Any, taking: Taking) -> HttpResponse:
    stations = _stations(request)
    said = taking.content["who"]
    initial = {**WhoForm.beginning(), **_known(taking), **asked_again(said)}
    form = bound(WhoForm, request, stations=stations, initial=initial)
    answer = submit(
        request,
        form,
        visits.say_who,
        then=_hub,
        draft_id=taking.draft.pk,
    )
    shown = {"form": form, "title": _("Who has come?"), "back": _hub(taking.draft.pk)}
    return answer or render(request, "notification_requirements/visit_form.html", shown)


def _known(taking: Taking) -> dict[str, str]:
    """Where the file is open, the visit begins with the name and the date of birth in it."""
    person = taking.person
    if person is None:
        return {}
    return {
        "given_names": person.given_names,
        "surname": person.surname,
        "born_said": person.born_said,
    }


def _stations(request: Any) -> list[tuple[str, str]]:
    today = timezone.localdate()
    found = Station.objects.live(on=today).filter(area=request.actor.area_id).order_by("name")
    return [(str(one.pk), one.name) for one in found]


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit_add")
def add(request: Any, taking: Taking, kind: str) -> HttpResponse:
    if kind not in FORMS:
        raise Http404
    form = bound(FORMS[kind], request)
    answer = submit(
        request,
        form,
        visits.add,
        then=_hub,
        draft_id=taking.draft.pk,
        kind=kind,
    )
    shown = {
        "form": form,
        "title": KINDS[kind],
        "back": _hub(taking.draft.pk),
        "is_financial": kind in numbers.FINANCIAL,
    }
    return answer or render(request, "notification_requirements/visit_form.html", shown)


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit_change")
def change(request: Any, taking: Taking, item_id: UUID) -> HttpResponse:
    item = _item(taking, item_id)
    if item["kind"] in numbers.FINANCIAL:
        raise Http404  # a number is not shown again: it is left out and entered anew
    kind = item["kind"]
    form = bound(FORMS[kind], request, initial=asked_again(item["answers"]))
    answer = submit(
        request,
        form,
        visits.put_right,
        then=_hub,
        draft_id=taking.draft.pk,
        item_id=item_id,
    )
    shown = {"form": form, "title": KINDS[kind], "back": _hub(taking.draft.pk)}
    return answer or render(request, "notification_requirements/visit_form.html", shown)


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit_remove")
def remove(request: Any, taking: Taking, item_id: UUID) -> HttpResponse:
    form = bound(BeginForm, request)
    answer = submit(
        request,
        form,
        visits.leave_out,
        then=_hub,
        draft_id=taking.draft.pk,
        item_id=item_id,
    )
    if answer:
        return answer
    item = _item(taking, item_id)
    shown = {
        "form": form,
        "item": all_shown([item], [item["kind"]])[0],
        "back": _hub(taking.draft.pk),
    }
    return render(request, "notification_requirements/visit_remove.html", shown)


def _item(taking: Taking, item_id: UUID) -> dict[str, Any]:
    found = next((item for item in taking.items if item["id"] == str(item_id)), None)
    if found is None:
        raise Http404
    return found


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit_set")
def the_set(request: Any, taking: Taking) -> HttpResponse:
    given = {item["kind"] for item in taking.items}
    before = queries.notified_before(taking.person) if taking.person and taking.may_see else []
    form = bound(
        StandsForm,
        request,
        sections=[section for section in rules.SECTIONS if section not in given],
        has_before=bool(before),
        initial=taking.content["stands"],
    )
    answer = submit(request, form, visits.say_of_the_set, then=_hub, draft_id=taking.draft.pk)
    shown = {
        "form": form,
        "back": _hub(taking.draft.pk),
        "before": all_shown(before, rules.SECTIONS),
    }
    return answer or render(request, "notification_requirements/visit_set.html", shown)


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit_whose")
def whose(request: Any, taking: Taking) -> HttpResponse:
    """People of one's own list who may be meant: to take it with their file open."""
    said = taking.content["who"]
    people = queries.own_people_called(said.get("surname", ""), said.get("born_said", ""))
    show_in_list([person.pk for person in people], page="notification_requirements:visit_whose")
    chosen = next((one for one in people if str(one.pk) == request.POST.get("person")), None)
    form = bound(BeginForm, request)
    answer = None
    if request.method == "POST" and (chosen or request.POST.get("person") == "nobody"):
        answer = submit(
            request,
            form,
            visits.tie,
            then=_hub,
            draft_id=taking.draft.pk,
            person_id=chosen.pk if chosen else None,
        )
    shown = {"form": form, "people": people, "person": None, "back": _hub(taking.draft.pk)}
    return answer or render(request, "notification_requirements/visit_whose.html", shown)


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit_leave")
def leave(request: Any, taking: Taking) -> HttpResponse:
    form = bound(BeginForm, request)
    answer = submit(
        request,
        form,
        visits.leave,
        then=lambda _draft: reverse("notification_requirements:counter"),
        done=_("The visit was left, and what was written is forgotten"),
        draft_id=taking.draft.pk,
    )
    shown = {"form": form, "back": _hub(taking.draft.pk)}
    return answer or render(request, "notification_requirements/visit_leave.html", shown)


@requires(May.TAKE_NOTIFICATION)
@takes("notification_requirements:visit_finish")
def finish(request: Any, taking: Taking) -> HttpResponse:
    """Everything that was said, to be read out; then it is received."""
    now = timezone.now()
    draft = visits.visit_so_far(request.actor, taking.content, now)
    proposals: list[writing.Proposal] = []
    facts: dict[str, Any] = {}
    form: Any
    if taking.person is not None and taking.may_join and taking.opened is not None:
        proposals = writing.proposals(taking.person, draft, taking.opened.parts_change)
        form = bound(
            FinishHereForm,
            request,
            proposals=[(one.code, one.label) for one in proposals],
            placing=writing.placing(draft, proposals),
            told=resets_asked(draft),
        )
        facts = {"person": taking.person}
    else:
        form = bound(FinishForm, request)
    answer = submit(
        request,
        form,
        visits.receive,
        then=_taken_into(taking.person) if facts else _taken,
        draft_id=taking.draft.pk,
        shows_consequences=bool(facts),
        **facts,
    )
    shown = {
        "form": form,
        "who": taking.content["who"],
        "person": taking.person,
        "told": all_shown(taking.items, rules.NOTIFICATIONS),
        "given": all_shown(taking.items, rules.SECTIONS),
        "stands": _stands_shown(taking),
        "marks": [rules.MARKS[code] for code in draft.marks],
        "back": _hub(taking.draft.pk),
        "joins": bool(facts),
    }
    return answer or render(request, "notification_requirements/visit_finish.html", shown)


def _taken(visit_id: UUID) -> str:
    return reverse("notification_requirements:taken", args=[visit_id])


def _taken_into(person: Any) -> Any:
    """The page says in which file it is: only who joined it there comes by this address."""
    return lambda visit_id: f"{_taken(visit_id)}?file={person.pk}"


def resets_asked(said: Visit) -> list[tuple[str, str, str, str]]:
    """Each notification with what the rule says of the year, for whoever decides it."""
    found = []
    for item in said.said["items"]:
        if item["kind"] in rules.NOTIFICATIONS:
            kind = str(rules.KIND_IN_LAW.get(item["kind"], item["kind"]))
            of = item["answers"].get("of", "") if kind == Notification.Kind.CHANGE else ""
            default, why = rules.resets_year(kind, of)
            found.append((item["id"], str(KINDS[item["kind"]]), default, why.say(_)))
    return found


@requires(May.TAKE_NOTIFICATION)
def taken(request: Any, visit_id: UUID) -> HttpResponse:
    """What was received and its receipts; for the taker alone."""
    found = get_object_or_404(queries.taken_by(request.actor), pk=visit_id)
    try:
        file = reverse(
            "notification_requirements:notified", args=[UUID(request.GET.get("file", ""))]
        )
    except ValueError:
        file = ""
    shown = {**shown_of(found), "file": file}
    return render(request, "notification_requirements/taken.html", shown)


def shown_of(found: Visit) -> dict[str, Any]:
    return {
        "visit": found,
        "told": all_shown(found.said["items"], rules.NOTIFICATIONS),
        "given": all_shown(found.said["items"], rules.SECTIONS),
        "stands": [(KINDS[key], STANDS[value]) for key, value in found.said["stands"].items()],
        "counts": [(KINDS[kind], count) for kind, count in found.said["counts"].items()],
        "marks": [rules.MARKS[code] for code in found.marks if code in rules.MARKS],
        "receipts": queries.receipts_of(found),
    }


@requires(May.TAKE_NOTIFICATION)
def receipt(request: Any, visit_id: UUID, language: str) -> HttpResponse:
    """The PDF as it was issued; for the taker alone."""
    found = get_object_or_404(queries.taken_by(request.actor), pk=visit_id)
    return as_pdf(get_object_or_404(Receipt, visit=found, language=language), found)


def as_pdf(kept: Receipt, of: Visit) -> HttpResponse:
    answer = HttpResponse(bytes(kept.content), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{of.reference}-{kept.language}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
