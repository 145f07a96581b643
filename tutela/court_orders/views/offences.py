from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.court_orders import rules
from tutela.court_orders.forms.results import (
    ChangeOffenceForm,
    FindOffenceForm,
    NewOffenceForm,
)
from tutela.court_orders.forms.sentences import (
    ChangeSentenceForm,
    SentenceForm,
    answers_of_sentence,
)
from tutela.court_orders.models import Offence, Result, Sentence
from tutela.court_orders.operations import results as operations
from tutela.court_orders.operations import sentences
from tutela.court_orders.queries import sentences_to_link
from tutela.court_orders.views.results import asked, outcome, page_of
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.views.file_forms import answers_of


def _result(person: Person, result_id: UUID) -> Result:
    return get_object_or_404(Result, pk=result_id, person=person)


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:find_offence")
def find_offence(request: Any, person: Person, result_id: UUID) -> HttpResponse:
    """A list that needs no script. What is looked for is sent, never in an address: addresses of
    a file are written down by servers, and an offence beside a person's key is a fact of theirs."""
    row = _result(person, result_id)
    search = FindOffenceForm(request.POST or None)
    wanted = search.cleaned_data["offence"] if search.is_valid() else ""
    context = {
        "person": person,
        "result": row,
        "search": search,
        "wanted": wanted,
        "found": rules.offences_named(wanted),
        "part_page": "court_orders:results",
    }
    return render(request, "court_orders/find_offence.html", context)


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:add_offence")
def add_offence(request: Any, person: Person, result_id: UUID) -> HttpResponse:
    """The questions of the offence that was chosen; of one that is not listed, without a choice."""
    row = _result(person, result_id)
    listed = rules.offence_at(request.POST.get("listed", ""))
    paragraph = listed.paragraph if listed else ""
    given = request.POST if "operation_key" in request.POST else None
    form = NewOffenceForm(
        given,
        initial={
            "title": listed.title if listed else "",
            "paragraph": paragraph,
            "listed": listed.slug if listed else "",
        },
        asked=rules.questions_of(paragraph),
        is_sentenced=row.kind != Result.Kind.CAUTION,
        others=sentences_to_link(person.pk),
    )
    shown = {"listed": listed, "result": row}
    return asked(
        request,
        person,
        form,
        operations.add_offence,
        title=_("Add an offence"),
        button=_("Save offence"),
        done=_("Offence added"),
        back=page_of(row),
        template="court_orders/offence_form.html",
        shown=shown,
        result=row,
    )


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:change_offence")
def change_offence(request: Any, person: Person, result_id: UUID, offence_id: UUID) -> HttpResponse:
    row = get_object_or_404(Offence, pk=offence_id, result=result_id, person=person)
    said = {True: "yes", False: "no", None: ""}[row.for_sexual_gratification]
    initial = answers_of(row, ChangeOffenceForm) | {"for_sexual_gratification": said}
    return asked(
        request,
        person,
        bound(ChangeOffenceForm, request, initial=initial, asked=None),
        operations.change_offence,
        title=_("Change an offence"),
        button=_("Save"),
        done=_("Offence changed"),
        back=page_of(row.result),
        offence=row,
    )


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:offence_outcome")
def offence_outcome(
    request: Any, person: Person, result_id: UUID, offence_id: UUID
) -> HttpResponse:
    row = get_object_or_404(Offence, pk=offence_id, result=result_id, person=person)
    return outcome(request, person, row, back=page_of(row.result))


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:add_sentence")
def add_sentence(request: Any, person: Person, result_id: UUID) -> HttpResponse:
    row = _result(person, result_id)
    form = bound(
        SentenceForm,
        request,
        offences=_offences(row),
        others=sentences_to_link(person.pk),
    )
    return asked(
        request,
        person,
        form,
        sentences.add_sentence,
        title=_("Add a sentence"),
        button=_("Save sentence"),
        done=_("Sentence added"),
        back=page_of(row),
        result=row,
    )


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:change_sentence")
def change_sentence(
    request: Any, person: Person, result_id: UUID, sentence_id: UUID
) -> HttpResponse:
    row = get_object_or_404(Sentence, pk=sentence_id, result=result_id, person=person)
    form = bound(
        ChangeSentenceForm,
        request,
        initial=answers_of_sentence(row),
        offences=_offences(row.result),
        others=sentences_to_link(person.pk, without=row.pk),
        is_awaited=row.kind == Sentence.Kind.AWAITING_SENTENCE,
    )
    return asked(
        request,
        person,
        form,
        sentences.change_sentence,
        title=_("Change a sentence"),
        button=_("Save"),
        done=_("Sentence changed"),
        back=page_of(row.result),
        sentence=row,
    )


@requires(May.CHANGE_PERSON)
@opens_file("court_orders:sentence_outcome")
def sentence_outcome(
    request: Any, person: Person, result_id: UUID, sentence_id: UUID
) -> HttpResponse:
    row = get_object_or_404(Sentence, pk=sentence_id, result=result_id, person=person)
    return outcome(request, person, row, back=page_of(row.result))


def _offences(result: Result) -> list[tuple[Any, Any]]:
    return [(one.pk, one.title) for one in result.offences.all()]
