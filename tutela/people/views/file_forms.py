"""A form on a page of its own, below a part of a person's file."""

from collections.abc import Callable
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
    template: str = "people/file_form.html",
    shown: Any = None,
    **facts: Any,
) -> HttpResponse:
    """Show the form until the operation has taken it, then go back to the part.

    `shown` is for the template alone; `facts` go to the operation (and what `submit` knows).
    """
    answer = submit(
        request, form, operation, then=lambda _: back, done=str(done), person=person, **facts
    )
    context = {"person": person, "form": form, "title": title, "button": button, "back": back}
    return answer or render(request, template, {**context, **(shown or {})})


def answers_of(row: Any, form: Any) -> dict[str, Any]:
    """What the row holds, for each question of the form, and the version that was read."""
    return {name: getattr(row, name) for name in form.base_fields if hasattr(row, name)}
