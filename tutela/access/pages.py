"""What every page says of itself: its permission; and how a form reaches its operation."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tutela.access.consequences import gathering
from tutela.access.door import AlreadyDone, NotAllowed, Refused, Stale
from tutela.access.permissions import May

View = Callable[..., HttpResponse]


def requires(may: May) -> Callable[[View], View]:
    """The page is for actors with this permission; others are refused and recorded."""

    def declare(view: View) -> View:
        @wraps(view)
        def page(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if may not in request.actor.may:
                raise NotAllowed(request.actor, may)
            return view(request, *args, **kwargs)

        page.requires = may  # type: ignore[attr-defined]
        return page

    return declare


def open_to_all(view: View) -> View:
    """A page shown without sign-in: it reads no row of anybody."""
    view.requires = None  # type: ignore[attr-defined]
    return login_not_required(view)


def for_any_user(view: View) -> View:
    """A page for whoever signed in, before an appointment is chosen."""
    view.requires = None  # type: ignore[attr-defined]
    view.without_actor = True  # type: ignore[attr-defined]
    return view


CONFIRMED, AGAIN = "confirmed", "answer_again"


def submit(
    request: Any,
    form: Any,
    operation: Callable[..., Any],
    *,
    then: Callable[[Any], str],
    done: str = "",
    shows_consequences: bool = False,
    frame: Mapping[str, Any] | None = None,
    **facts: Any,
) -> HttpResponse | None:
    """Call one operation with the form's answers; None means: show the form again.

    `then` makes the address to go to from what the operation returned (or, for a key pressed
    before, from the id that its entry is about). `facts` go to the operation beside the
    answers; `done` is the sentence shown afterwards.

    With `shows_consequences` the first press only tries: what the change entails is shown with
    everything that was answered, and the second press does it. Where it entails nothing, the
    first press is enough. `frame` is the context of the page's frame: `person` puts it in the
    person's file.
    """
    if request.method != "POST" or not form.is_valid() or AGAIN in request.POST:
        return None
    if form.version is not None:
        facts["version"] = form.version

    def call() -> Any:
        return operation(
            actor=request.actor, key=form.key, now=timezone.now(), **form.answers, **facts
        )

    try:
        tried = shows_consequences
        result = _shown_first(request, form, call, frame or {}) if tried else call()
    except AlreadyDone as before:
        return HttpResponseRedirect(then(before.about))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    except Stale as stale:
        form.show_both(_side_by_side(form, stale), version=stale.version)
        return None
    if isinstance(result, HttpResponse):
        return result
    if done:
        messages.success(request, done)
    return HttpResponseRedirect(then(result))


class _OnlyTried(Exception):
    """What was tried is undone."""


def _shown_first(request: Any, form: Any, call: Callable[[], Any], frame: Mapping[str, Any]) -> Any:
    """The operation's answer, or the page that shows what it would change: then nothing is kept.

    What was shown is what is done: where the second press would change something else (a
    colleague's change came between), that is shown first.
    """
    if form.is_multipart():
        raise TypeError("a form with files cannot be carried to a second press")
    shown: list[str] = []
    try:
        with transaction.atomic(), gathering() as found:
            result = call()
            shown = [render_to_string(one.template, dict(one.context), request) for one in found]
            if shown and request.POST.get(CONFIRMED) != _digest(shown):
                raise _OnlyTried
    except _OnlyTried:
        return _confirmation(request, form, shown, frame)
    return result


def _digest(shown: list[str]) -> str:
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def _confirmation(
    request: Any, form: Any, shown: list[str], frame: Mapping[str, Any]
) -> HttpResponse:
    left_out = {"csrfmiddlewaretoken", CONFIRMED}
    context = {
        **frame,
        "frame": "case_file/page.html" if "person" in frame else "ui/page.html",
        "consequences": shown,
        "digest": _digest(shown),
        "answered": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in left_out
            for value in values
        ],
        "changed_since": CONFIRMED in request.POST,
    }
    return render(request, "access/consequences.html", context)


def _side_by_side(form: Any, stale: Stale) -> list[tuple[Any, Any, Any]]:
    """Label, what is recorded now, what was entered: for each question that differs."""
    rows = []
    for name, recorded in stale.now_recorded.items():
        entered = form.cleaned_data.get(name)
        if name in form.fields and recorded != entered:
            field = form.fields[name]
            rows.append((field.label, _in_words(field, recorded), _in_words(field, entered)))
    return rows


def _in_words(field: forms.Field, value: Any) -> Any:
    """An answer as the page shows it: the words of a choice, a day, yes or no."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    choices = getattr(field, "choices", ())
    return next((label for code, label in choices if str(code) == str(value)), value)


def bound(form: type[forms.Form], request: HttpRequest, **kwargs: Any) -> Any:
    """The form with what was sent, or empty: an empty POST is bound too and shows errors."""
    if request.method == "POST":
        return form(request.POST, request.FILES, **kwargs)
    return form(**kwargs)


def about_id(result: Any) -> UUID:
    """The id of what an operation returned: a row, or the id itself."""
    return result if isinstance(result, UUID) else result.pk
