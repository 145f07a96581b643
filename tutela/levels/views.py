from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.levels import operations, queries
from tutela.levels.forms import CategoryForm, LevelForm, ScreenForm
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask

PAGE = "levels:level"


def _may(request: Any, may: May) -> bool:
    return may in request.may and Part.LEVELS in request.opened.parts_change


def _ask(
    request: Any, person: Person, form: Any, operation: Callable[..., Any], **asked: Any
) -> HttpResponse:
    def of_person(*, person: Person, **given: Any) -> Any:
        return operation(person_id=person.pk, **given)

    back = reverse(PAGE, args=[person.pk])
    return ask(request, person, form, of_person, back=back, part_page=PAGE, **asked)


@requires(May.READ_FILE)
@opens_file("levels:level")
def level(request: Any, person: Person) -> HttpResponse:
    """What is so, since when and why; what the law says; and all that was before."""
    is_open = Part.LEVELS in request.opened.parts_read
    area = queries.area_code(request.actor) if is_open else ""
    context = {
        "person": person,
        "is_open": is_open,
        "today": request.day,
        "may_screen": _may(request, May.SCREEN_LEVEL),
        "may_categorise": _may(request, May.DECIDE_CATEGORY),
        "may_decide": _may(request, May.DECIDE_LEVEL),
        **(queries.page_of(person.pk, on=request.day, area=area) if is_open else {}),
    }
    return render(request, "levels/level.html", context)


@requires(May.SCREEN_LEVEL)
@opens_file("levels:screen")
def screen(request: Any, person: Person) -> HttpResponse:
    now = queries.current(person.pk, request.day)
    initial = {"screened_on": localdate(), "version": now.level.version if now.level else 0}
    return _ask(
        request,
        person,
        bound(ScreenForm, request, initial=initial),
        operations.screen,
        title=_("Screen for level"),
        button=_("Save screening"),
        done=_("Screening saved"),
        template="levels/screen_form.html",
        shown={"now": now},
    )


@requires(May.DECIDE_CATEGORY)
@opens_file("levels:decide_category")
def decide_category(request: Any, person: Person) -> HttpResponse:
    now = queries.current(person.pk, request.day)
    initial = {"on": localdate(), "version": now.category.version if now.category else 0}
    return _ask(
        request,
        person,
        bound(CategoryForm, request, initial=initial),
        operations.decide_category,
        title=_("Decide the category"),
        button=_("Save category"),
        done=_("Category saved"),
        template="levels/category_form.html",
        shown={"now": now, "by_law": queries.by_law(person.pk)},
    )


@requires(May.DECIDE_LEVEL)
@opens_file("levels:decide_level")
def decide_level(request: Any, person: Person) -> HttpResponse:
    now = queries.current(person.pk, request.day)
    initial = {"on": localdate(), "version": now.level.version if now.level else 0}
    return _ask(
        request,
        person,
        bound(LevelForm, request, initial=initial),
        operations.decide_level,
        title=_("Record a decision on the level"),
        button=_("Save level"),
        done=_("Level saved"),
        template="levels/level_form.html",
        shown={"now": now, "deciders": queries.deciders_of(request.actor, request.day)},
    )
