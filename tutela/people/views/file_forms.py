"""A form on a page of its own, below a part of a person's file: one way for every room."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tutela.access.pages import submit
from tutela.people.models import Person


def ask(
    request: Any,
    person: Person,
    form: Any,
    operation: Callable[..., Any],
    *,
    title: Any,
    button: Any,
    done: Any,
    back: str,
    part_page: str = "",
    then: Callable[[Any], str] | None = None,
    shows_consequences: bool = False,
    template: str = "people/file_form.html",
    shown: Mapping[str, Any] | None = None,
    **facts: Any,
) -> HttpResponse:
    """Show the form until the operation has taken it, then go back to the part.

    `back` is where *Cancel* leads, and where it goes on when `then` makes no other address from
    what the operation returned. `part_page` marks the part in the side navigation where the
    page's address does not lie below the part's. With `shows_consequences` what the answers
    change is shown before it is saved. `shown` is for the template alone (`lead`, a sentence
    above the questions; `kind` of the button; whatever the template's own blocks need); `facts`
    go to the operation, beside the person and the answers.
    """
    frame = {"person": person, "part_page": part_page}
    answer = submit(
        request,
        form,
        operation,
        then=then or (lambda _: back),
        done=str(done),
        shows_consequences=shows_consequences,
        frame=frame,
        person=person,
        **facts,
    )
    if answer is not None:
        return answer
    form.leave_out_unasked()
    context = {**frame, "form": form, "title": title, "button": button, "back": back}
    return render(request, template, {**context, **(shown or {})})


def answers_of(row: Any, form: Any) -> dict[str, Any]:
    """What the row holds, for each question of the form, and the version that was read."""
    return {name: getattr(row, name) for name in form.base_fields if hasattr(row, name)}
