"""A question about one matter of a file, asked on a page of its own beside what it is about."""

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
    template: str = "notification_requirements/asked.html",
    beside: Mapping[str, Any] | None = None,
    shows_consequences: bool = False,
    **facts: Any,
) -> HttpResponse:
    """Show the form until the operation has taken it, then go back to the matter."""
    frame = {"person": person, **(beside or {})}
    answer = submit(
        request,
        form,
        operation,
        then=lambda _: back,
        done=str(done),
        shows_consequences=shows_consequences,
        frame=frame,
        person=person,
        **facts,
    )
    shown = {**frame, "form": form, "title": title, "button": button, "back": back}
    return answer or render(request, template, shown)
