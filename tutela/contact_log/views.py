from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.contact_log import operations, queries
from tutela.contact_log.forms import (
    AnswerNoForm,
    AnswerYesForm,
    AskManagedForm,
    CorrectForm,
    CustodyForm,
    DecisionForm,
    FoundForm,
    IntelligenceForm,
    JoinForm,
    LogFilter,
    PassOnForm,
    TellForm,
    WhoForm,
    WriteForm,
)
from tutela.contact_log.models import Entry, Grading, Routed, Told
from tutela.matching.terms import kept, words_of_name
from tutela.people import operations as people_operations
from tutela.people.files import opens_file, show_in_list
from tutela.people.forms.addresses import NewAddressForm
from tutela.people.models import Address, Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask

A_PAGE = 20
PARTS = frozenset({Part.CONTACT_LOG, Part.SURVEILLANCE})
FOUND_AS = {Told.Lives.LIVES: Address.Kind.HOME, Told.Lives.STAYS: Address.Kind.STAYS}


@requires(May.TELL)
def tell(request: Any) -> HttpResponse:
    form = bound(TellForm, request, initial=_searched_for(kept(request.session)))
    answer = submit(
        request, form, operations.tell, then=lambda told: reverse("contact_log:told", args=[told])
    )
    return answer or render(request, "contact_log/tell.html", {"form": form})


@requires(May.TELL)
def found(request: Any) -> HttpResponse:
    searched = _searched_for(kept(request.session))
    form = bound(FoundForm, request, initial=searched)
    answer = submit(
        request,
        form,
        operations.tell_found,
        then=lambda told: reverse("contact_log:told", args=[told]),
    )
    return answer or render(request, "contact_log/found.html", {"form": form})


def _searched_for(terms: dict[str, str]) -> dict[str, str]:
    """Telling begins with what the last search, which found nobody, asked for."""
    if not terms:
        return {}
    given_names, surname = words_of_name(terms)
    return {
        "given_names": given_names,
        "surname": surname,
        "born_said": terms["born"],
        "number_said": terms["number"],
    }


@requires(May.ASK_WHETHER_MANAGED)
def ask_managed(request: Any) -> HttpResponse:
    form = bound(AskManagedForm, request, initial=_searched_for(kept(request.session)))
    answer = submit(
        request,
        form,
        operations.ask_whether_managed,
        then=lambda asked: reverse("contact_log:told", args=[asked]),
    )
    return answer or render(request, "contact_log/ask.html", {"form": form})


@requires(May.TELL)
def told(request: Any, told_id: UUID) -> HttpResponse:
    """The receipt; for the teller alone, so that two officers of a team see only their own.

    Of an answer only a yes is shown, while it holds: otherwise nobody known, no, and not yet
    answered are one page.
    """
    found = get_object_or_404(queries.told_by(request.actor), pk=told_id)
    shared = [yes for yes in queries.shared_with(request.actor) if yes.told_id == found.pk]
    show_in_list([yes.person.pk for yes in shared], page="contact_log:told")
    return render(request, "contact_log/told.html", {"told": found, "shared": shared})


@requires(May.TELL)
def mine(request: Any) -> HttpResponse:
    page = Paginator(queries.told_by(request.actor), A_PAGE).get_page(request.GET.get("page"))
    answered = {yes.told_id for yes in queries.shared_with(request.actor)}
    shown = {"page_obj": page, "answered": answered}
    return render(request, "contact_log/mine.html", shown)


@requires(May.JOIN_TOLD)
def join(request: Any) -> HttpResponse:
    page = Paginator(queries.awaiting(request.actor), A_PAGE).get_page(request.GET.get("page"))
    show_in_list({row.person.pk for row in page if row.person}, page="contact_log:join")
    return render(request, "contact_log/join.html", {"page_obj": page})


@requires(May.JOIN_TOLD)
def consider(request: Any, routed_id: UUID) -> HttpResponse:
    """What was told; whom it is about, for something told of nobody known."""
    routed = _waiting(routed_id)
    if routed is None:
        return redirect("contact_log:join")
    who = WhoForm(request.GET or None)
    surname = who.cleaned_data["surname"] if who.is_valid() else routed.told.surname
    people = [routed.person] if routed.person else queries.own_people_named(surname)
    show_in_list([person.pk for person in people], page="contact_log:consider")
    shown = {"routed": routed, "told": routed.told, "people": people, "who": who}
    return render(request, "contact_log/consider.html", shown)


@requires(May.JOIN_TOLD)
@opens_file("contact_log:join_to")
def join_to(request: Any, person: Person, routed_id: UUID) -> HttpResponse:
    routed = _waiting(routed_id)
    if routed is None:
        return redirect("contact_log:join")
    was_found = routed.told.kind == Told.Kind.FOUND
    kind = Entry.Kind.FOUND if was_found else Entry.Kind.LEARNT
    form = bound(JoinForm, request, initial={"kind": kind})
    then = reverse("contact_log:log", args=[person.pk])
    if was_found and routed.told.lives_there != Told.Lives.SEEN:
        then = reverse("contact_log:take_address", args=[person.pk, routed.told_id])
    return ask(
        request,
        person,
        form,
        operations.join,
        title=_("Join to the file"),
        button=_("Join to the file"),
        done=_("Joined to the file"),
        back=reverse("contact_log:consider", args=[routed.pk]),
        then=lambda _done: then,
        part_page="contact_log:log",
        template="contact_log/join_to.html",
        shown={"told": routed.told},
        routed=routed,
    )


@requires(May.ANSWER_ASKED)
@opens_file("contact_log:answer_yes")
def answer_yes(request: Any, person: Person, routed_id: UUID) -> HttpResponse:
    parts = request.opened.parts_read
    form = bound(AnswerYesForm, request, parts=parts, is_restricted=person.restricted)
    return _decide(
        request,
        person,
        routed_id,
        form,
        operations.answer_yes,
        title=_("Answer yes"),
        button=_("Answer yes and share"),
        done=_("Answered yes: the team that asked was sent a message"),
    )


@requires(May.ANSWER_ASKED)
@opens_file("contact_log:answer_no")
def answer_no(request: Any, person: Person, routed_id: UUID) -> HttpResponse:
    return _decide(
        request,
        person,
        routed_id,
        bound(AnswerNoForm, request),
        operations.answer_no,
        title=_("Answer no"),
        button=_("Answer no"),
        done=_("Answered no: the team that asked hears nothing"),
    )


def _decide(
    request: Any, person: Person, routed_id: UUID, form: Any, operation: Any, **said: Any
) -> HttpResponse:
    routed = _waiting(routed_id)
    if routed is None:
        return redirect("contact_log:join")
    log = reverse("contact_log:log", args=[person.pk])
    return ask(
        request,
        person,
        form,
        operation,
        back=reverse("contact_log:consider", args=[routed.pk]),
        then=lambda _done: log,
        part_page="contact_log:log",
        template="contact_log/join_to.html",
        shown={"told": routed.told},
        routed=routed,
        **said,
    )


@requires(May.CHANGE_PERSON)
@opens_file("contact_log:take_address")
def take_address(request: Any, person: Person, told_id: UUID) -> HttpResponse:
    entry = get_object_or_404(
        Entry.objects.filter(person=person, part=Part.CONTACT_LOG), told_id=told_id
    )
    told = get_object_or_404(Told, pk=entry.told_id, kind=Told.Kind.FOUND)
    form = bound(
        NewAddressForm,
        request,
        parts=request.opened.parts_change,
        initial={
            "kind": FOUND_AS.get(told.lives_there, ""),
            "lines": told.found_lines,
            "postcode": told.found_postcode,
            "area": told.found_area_id,
            "starts_on": told.found_on,
        },
    )
    return ask(
        request,
        person,
        form,
        people_operations.add_address,
        title=_("Take the place as an address"),
        button=_("Save address"),
        done=_("Address added"),
        back=reverse("people:addresses", args=[person.pk]),
        then=lambda _done: reverse("people:whereabouts", args=[person.pk]),
        part_page="contact_log:log",
        shows_consequences=True,
        template="contact_log/take_address.html",
    )


@requires(May.JOIN_TOLD)
def pass_on(request: Any, routed_id: UUID) -> HttpResponse:
    routed = _waiting(routed_id)
    if routed is None:
        return redirect("contact_log:join")
    form = bound(PassOnForm, request)
    answer = submit(
        request,
        form,
        operations.pass_on,
        then=lambda _done: reverse("contact_log:join"),
        done=_("Passed on"),
        routed=routed,
    )
    return answer or render(
        request, "contact_log/pass_on.html", {"form": form, "routed": routed, "told": routed.told}
    )


@requires(May.READ_FILE)
@opens_file("contact_log:log")
def log(request: Any, person: Person) -> HttpResponse:
    chosen = LogFilter(request.GET or None)
    kind = chosen.cleaned_data["kind"] if chosen.is_valid() else ""
    pages = Paginator(queries.log_of(person, kind=kind), A_PAGE)
    shown = {
        "person": person,
        "page_obj": pages.get_page(request.GET.get("page")),
        "filter_form": chosen,
        "is_open": bool(PARTS & request.opened.parts_read),
        "may_write": May.CHANGE_PERSON in request.may and bool(PARTS & request.opened.parts_change),
        "may_write_log": Part.CONTACT_LOG in request.opened.parts_change,
        "parts_change": request.opened.parts_change,
    }
    return render(request, "contact_log/log.html", shown)


def _ask(
    request: Any, person: Person, form: Any, operation: Any, *, title: Any, **facts: Any
) -> HttpResponse:
    """A page that adds one entry to the log, and goes back to it."""
    return ask(
        request,
        person,
        form,
        operation,
        title=title,
        button=_("Add entry"),
        done=_("Entry added"),
        back=reverse("contact_log:log", args=[person.pk]),
        template="contact_log/write.html",
        shown=facts,
        **facts,
    )


@requires(May.CHANGE_PERSON)
@opens_file("contact_log:write")
def write(request: Any, person: Person) -> HttpResponse:
    form = bound(WriteForm, request)
    return _ask(request, person, form, operations.write, title=_("Add an entry"))


@requires(May.CHANGE_PERSON)
@opens_file("contact_log:write_intelligence")
def write_intelligence(
    request: Any, person: Person, scheme: str = Grading.NOW.value
) -> HttpResponse:
    form = bound(IntelligenceForm, request, scheme=scheme, parts=request.opened.parts_change)
    title = _("Add intelligence, graded %(scheme)s") % {"scheme": scheme}
    return _ask(request, person, form, operations.write_intelligence, title=title)


@requires(May.CHANGE_PERSON)
@opens_file("contact_log:write_custody")
def write_custody(request: Any, person: Person) -> HttpResponse:
    form = bound(CustodyForm, request)
    return _ask(request, person, form, operations.write_custody, title=_("Add arrest or custody"))


@requires(May.CHANGE_PERSON)
@opens_file("contact_log:write_decision")
def write_decision(request: Any, person: Person) -> HttpResponse:
    form = bound(DecisionForm, request)
    return _ask(request, person, form, operations.write_decision, title=_("Add a decision"))


@requires(May.CHANGE_PERSON)
@opens_file("contact_log:correct")
def correct(request: Any, person: Person, log_entry_id: UUID) -> HttpResponse:
    entry = get_object_or_404(queries.log_of(person), pk=log_entry_id)
    form = bound(CorrectForm, request)
    title = _("Correct an entry")
    return _ask(request, person, form, operations.correct, title=title, entry=entry)


def _waiting(routed_id: UUID) -> Routed | None:
    """None where it was answered meanwhile; not found where it is not this team's."""
    routed = queries.waiting_here(routed_id)
    if routed is None and not Routed.objects.filter(pk=routed_id).exists():
        raise Http404
    return routed
