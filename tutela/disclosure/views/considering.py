from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from tutela.access.pages import about_id, bound, requires
from tutela.access.permissions import May
from tutela.disclosure import operations, queries
from tutela.disclosure.forms.asking import AskForm, WhyForm
from tutela.disclosure.forms.deciding import DecideForm, ReviewForm
from tutela.disclosure.forms.listing import AwaitedFilter
from tutela.disclosure.models import Consideration
from tutela.disclosure.rules import (
    Option,
    earlier_options,
    has_lapsed,
    is_presumed,
    lapses_on,
)
from tutela.people import files, listing
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import answers_of
from tutela.people.views.file_forms import ask as ask_in_file

PAGE = "disclosure:disclosures"
PER_PAGE = 25


def page_of(person: Person, consideration_id: UUID) -> str:
    return reverse("disclosure:consideration", args=[person.pk, consideration_id])


def row_of(person: Person, consideration_id: UUID) -> Consideration:
    return get_object_or_404(queries.whole(person), pk=consideration_id)


def changes(request: Any) -> bool:
    return Part.DISCLOSURES in request.opened.parts_change


@requires(May.LIST_PEOPLE)
def every(request: Any) -> HttpResponse:
    """What disclosures wait for among one's own people, and what waited."""
    form = AwaitedFilter(request.GET)
    form.is_valid()  # a filter that does not exist narrows nothing
    chosen = form.cleaned_data
    is_done = chosen.get("standing") == "done"
    found = queries.in_list(kind=chosen.get("kind", ""), is_done=is_done)
    page = listing.CountedPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    files.show_in_list({row.person_id for row in page}, page="disclosure:every")
    context = {
        "filter_form": form,
        "page": page,
        "is_done": is_done,
        "now": now(),
        "is_narrowed": any(chosen.values()),
    }
    return render(request, "disclosure/every.html", context)


@requires(May.READ_FILE)
@opens_file("disclosure:disclosures")
def disclosures(request: Any, person: Person) -> HttpResponse:
    context = {
        "person": person,
        "register": queries.register_of(person),
        "is_open": Part.DISCLOSURES in request.opened.parts_read,
        "may_ask": May.ASK_DISCLOSURE in request.actor.may and changes(request),
        "may_record": May.RECORD_DISCLOSURE in request.actor.may,
    }
    return render(request, "disclosure/disclosures.html", context)


@requires(May.READ_FILE)
@opens_file("disclosure:consideration")
def consideration(request: Any, person: Person, consideration_id: UUID) -> HttpResponse:
    row = row_of(person, consideration_id)
    steps = queries.may_take(row, request.actor) if changes(request) else frozenset()
    context = {
        "person": person,
        "part_page": PAGE,
        "row": row,
        "shown": asked_of(row),
        "tests": row.tests.all(),
        "was_presumed": row.stage == Consideration.Stage.REFUSED and was_presumed(row),
        "tellings": queries.tellings_of(row),
        "incidents": row.incidents.all(),
        "waits": queries.waits_for(row),
        "steps": steps,
        "has_lapsed": has_lapsed(row.lapses_on, row.stage, on=request.day),
        "may_ask_again": May.ASK_DISCLOSURE in request.actor.may
        and changes(request)
        and not row.in_danger
        and may_be_asked_again(row, on=request.day),
        "asked_myself": row.asked_by.user_id == request.actor.user_id,
        "may_follow_up": May.RECORD_DISCLOSURE in request.actor.may and changes(request),
    }
    return render(request, "disclosure/consideration.html", context)


def was_presumed(row: Consideration) -> bool:
    """Whether the law presumed that it is disclosed, by the tests as they were answered."""
    met = {test.test: test.is_met for test in row.tests.all()}
    return is_presumed(under_327a=row.basis == Consideration.Basis.SECTION_327A, met=met)


def may_be_asked_again(row: Consideration, *, on: date) -> bool:
    """What came to nothing, or lapsed."""
    stages = Consideration.Stage
    ended = {stages.REFUSED, stages.WITHDRAWN, stages.NOT_TOLD}
    return row.stage in ended or has_lapsed(row.lapses_on, row.stage, on=on)


def asked_of(row: Consideration) -> dict[str, Any]:
    """What was weighed, as two pages show it."""
    said = {
        Option.SELF_VERIFIED: row.not_self_verified,
        Option.SELF_ACCOMPANIED: row.not_self_accompanied,
        Option.WITH_KNOWLEDGE: row.not_with_knowledge,
    }
    earlier = earlier_options(Option(row.option)) if row.option else ()
    return {"earlier": [(Consideration.Option(one).label, said[one]) for one in earlier]}


@requires(May.ASK_DISCLOSURE)
@opens_file("disclosure:ask")
def ask(request: Any, person: Person) -> HttpResponse:
    teams = queries.teams_that_decide(person, request.actor, on=localdate())
    before = _asked_before(request, person)
    initial = answers_of(before, AskForm) if before else {}
    if before:
        initial["children"] = ", ".join(before.children)
    return ask_in_file(
        request,
        person,
        bound(AskForm, request, teams=teams, initial=initial),
        operations.ask,
        title=_("Ask that somebody is told"),
        button=_("Ask for a decision"),
        done=_("Asked. Somebody else decides."),
        back=reverse(PAGE, args=[person.pk]),
        then=lambda made: page_of(person, about_id(made)),
        template="disclosure/ask.html",
        shown={"before": before},
        again=before.pk if before else None,
    )


def _asked_before(request: Any, person: Person) -> Consideration | None:
    """What is asked again, in the same words: nothing is typed twice."""
    try:
        asked = UUID(request.GET.get("again", ""))
    except ValueError:
        return None
    return queries.whole(person).filter(pk=asked, in_danger=False).first()


def _on_row(
    request: Any, person: Person, row: Consideration, form: Any, operation: Any, **words: Any
) -> HttpResponse:
    shown = {"row": row, "shown": asked_of(row)} | words.pop("shown", {})
    return ask_in_file(
        request,
        person,
        form,
        operation,
        back=page_of(person, row.pk),
        part_page=PAGE,
        shown=shown,
        consideration=row,
        **words,
    )


@requires(May.DECIDE_DISCLOSURE)
@opens_file("disclosure:decide")
def decide(request: Any, person: Person, consideration_id: UUID) -> HttpResponse:
    row = row_of(person, consideration_id)
    initial = {"version": row.version, "words": row.words, "conditions": row.conditions}
    return _on_row(
        request,
        person,
        row,
        bound(DecideForm, request, initial=initial),
        operations.decide,
        title=_("Decide whether somebody is told"),
        button=_("Record decision"),
        done=_("Decision recorded"),
        template="disclosure/decide.html",
        shown={
            "asked_myself": row.asked_by.user_id == request.actor.user_id,
            "would_lapse_on": lapses_on(now())[0],
        },
    )


@requires(May.REVIEW_DISCLOSURE)
@opens_file("disclosure:review")
def review(request: Any, person: Person, consideration_id: UUID) -> HttpResponse:
    row = row_of(person, consideration_id)
    return _on_row(
        request,
        person,
        row,
        bound(ReviewForm, request, initial={"version": row.version}),
        operations.review,
        title=_("Review what was told in immediate danger"),
        button=_("Record review"),
        done=_("Review recorded"),
        template="disclosure/review.html",
        shown={
            "tellings": queries.tellings_of(row),
            "waits": queries.waits_for(row),
            "asked_myself": row.asked_by.user_id == request.actor.user_id,
        },
    )


@requires(May.ASK_DISCLOSURE)
@opens_file("disclosure:withdraw")
def withdraw(request: Any, person: Person, consideration_id: UUID) -> HttpResponse:
    row = row_of(person, consideration_id)
    return _on_row(
        request,
        person,
        row,
        bound(WhyForm, request, initial={"version": row.version}),
        operations.withdraw,
        title=_("Withdraw what was asked"),
        button=_("Withdraw"),
        done=_("Withdrawn"),
    )


@requires(May.ASK_DISCLOSURE)
@opens_file("disclosure:leave")
def leave(request: Any, person: Person, consideration_id: UUID) -> HttpResponse:
    row = row_of(person, consideration_id)
    return _on_row(
        request,
        person,
        row,
        bound(WhyForm, request, initial={"version": row.version}),
        operations.leave,
        title=_("Not told in the end"),
        button=_("Save"),
        done=_("Saved: it was not told"),
    )
