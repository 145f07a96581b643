from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.matching import thresholds
from tutela.matching.forms import SearchForm
from tutela.matching.queries import Found, asked_for
from tutela.matching.queries import search as found_by
from tutela.matching.terms import clear, keep, kept, words_of_name
from tutela.people import operations, rules
from tutela.people.files import show_in_list
from tutela.people.forms.recording import NUMBERS, RecordForm


@requires(May.LIST_PEOPLE)
def search(request: Any) -> HttpResponse:
    terms = kept(request.session)
    if request.method == "POST":
        if "clear" in request.POST:
            clear(request.session)
            return redirect("matching:search")
        form = SearchForm(request.POST)
        if form.is_valid():
            keep(request.session, form.cleaned_data)
            return redirect("matching:search")
        terms = {}
    else:
        form = SearchForm(initial=terms)
    found = _found(terms, page="matching:search") if terms else None
    return render(
        request,
        "matching/search.html",
        {"form": form, "found": found, "may_record": May.RECORD_PERSON in request.may},
    )


def _found(terms: dict[str, str], *, page: str) -> list[Found]:
    on = localdate()
    asked = asked_for(
        name=" ".join(words_of_name(terms)),
        born=rules.born(terms["born"], on=on),
        numbers=(terms["number"],),
        on=on,
    )
    return _shown(found_by(asked), page)


def _shown(found: list[Found], page: str) -> list[Found]:
    show_in_list([one.person.pk for one in found], page=page)
    return found


@requires(May.RECORD_PERSON)
def record(request: Any) -> HttpResponse:
    terms = kept(request.session)
    if not terms:
        return redirect("matching:search")
    form = bound(RecordForm, request, initial=_answers(terms))
    likely = []
    if request.method == "POST" and form.is_valid():
        likely = _likely(form)
        if likely and not form.cleaned_data["none_of_these"]:
            form.add_error(
                "none_of_these",
                _("Look at these people: say that none of them is the person, or open one's file"),
            )
    answer = submit(
        request,
        form,
        operations.record,
        then=lambda person: reverse("people:identity", args=[person]),
        done=_("Person recorded"),
    )
    if answer:
        clear(request.session)
        return answer
    return render(request, "matching/record.html", {"form": form, "found": likely})


def _likely(form: RecordForm) -> list[Found]:
    """Those of one's own people who are probably the person about to be recorded."""
    given = form.cleaned_data
    asked = asked_for(
        name=f"{given['given_names']} {given['surname']}",
        born=form.born,
        numbers=tuple(number for _kind, number in form.numbers),
        on=localdate(),
    )
    return _shown(found_by(asked, at_least=thresholds.LIKELY), "matching:record")


def _answers(terms: dict[str, str]) -> dict[str, str]:
    """What was searched for, in the questions of the record."""
    given, surname = words_of_name(terms)
    kind = next((kind for kind, _key in rules.keys_of(terms["number"], on=localdate()) if kind), "")
    numbers = {kind: terms["number"]} if kind in NUMBERS else {}
    return {"given_names": given, "surname": surname, "said": terms["born"], **numbers}
