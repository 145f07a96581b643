"""A form about court results or orders, in the person's file: what it changes is shown first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tutela.access.pages import submit
from tutela.court_orders.forms.orders import NamesCheckedForm
from tutela.people.models import Person


def ask(
    request: Any,
    person: Person,
    form: Any,
    operation: Any,
    *,
    part_page: str,
    template: str,
    title: Any,
    button: Any,
    done: Any,
    back: str,
    then: Any = None,
    shown: dict[str, Any] | None = None,
    **facts: Any,
) -> HttpResponse:
    """Ask, show what the answers change, and save them."""
    frame = {"person": person, "part_page": part_page}
    answer = submit(
        request,
        form,
        operation,
        then=then or (lambda _done: back),
        done=str(done),
        shows_consequences=True,
        frame=frame,
        person=person,
        **facts,
    )
    if answer is not None:
        return answer
    if isinstance(form, NamesCheckedForm):
        form.leave_out_unasked()
    context = {**frame, "form": form, "title": title, "button": button, "back": back}
    return render(request, template, context | (shown or {}))
