"""Opening a person's file, and reading it page by page: each page leaves its entry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.asking import worded_once
from tutela.access.door import BeginAgain, OpenFirst
from tutela.people import past
from tutela.people.models import Person
from tutela.people.parts import Part

OWN_CASE = "own case"


class Ground(StrEnum):
    """Why a file may be opened (docs/adr: opening)."""

    INTEREST = "interest"
    COVER = "cover"
    SUPERVISION = "supervision"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Opened:
    """How the file is open to the actor on this page."""

    ground: Ground
    until: datetime
    parts_read: frozenset[str]
    parts_change: frozenset[str]
    at: datetime


def opens_file(page: str) -> Callable[..., Any]:
    """The view shows or changes one person's file: it is given the `Person`, or is not found.

    The url names the person (`person_id`). A file on one's own interest opens by itself; one
    that may be opened by cover or supervision asks for a purpose first. Hidden and nobody
    give the same answer. With `?known_at=` the view's own queries read what was known then.
    The view finds `request.opened` (`Opened`), `request.known_at` (None for now) and
    `request.day`: the day in London that the page is about, where it would ask for today.
    """

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def shown(request: Any, person_id: UUID, **kwargs: Any) -> HttpResponse:
            try:
                moment = past.moment_asked(request)
            except past.NoSuchMoment as refusal:
                return _no_such_moment(request, str(refusal))
            turned = _turn_page(person_id, page=page, known_at=moment)
            if isinstance(turned, BeginAgain):
                return turned
            if turned is None:
                if asks_purpose(person_id):
                    return redirect("people:open", person_id=person_id)
                raise not_found()
            request.opened = turned
            request.known_at = moment
            request.day = localdate(moment or request.opened.at, past.LONDON)
            if moment:
                past.show(moment)
            person = next(iter(_with_owner(person=person_id)), None)
            if person is None:
                return _no_such_moment(request, _("This file did not exist then."))
            return view(request, person, **kwargs)

        shown.opens = page  # type: ignore[attr-defined]
        return shown

    return declare


@worded_once
def _with_owner(*, person: UUID) -> QuerySet[Person]:
    return Person.objects.select_related("owner_team").filter(pk=person)


def reasons_of(request: Any) -> UUID | None:
    """The one team whose reasons to see the file are told to this reader; None for every team's.

    Who may only read who manages the person is told why their own team was asked, and no more:
    why another team manages or supports somebody is a part of the case.
    """
    opened = request.opened
    if Part.LIST in opened.parts_change or opened.ground != Ground.INTEREST:
        return None
    team: UUID = request.actor.team_id
    return team


def _no_such_moment(request: Any, sentence: str) -> HttpResponse:
    return render(request, "people/no_such_moment.html", {"sentence": sentence}, status=400)


def _turn_page(
    person_id: UUID, *, page: str, known_at: datetime | None
) -> Opened | BeginAgain | None:
    """The page's entry and how the file is open; or its opening, to be committed before reading.

    None: not on one's own interest, or nobody.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM turn_page(%s, %s, %s, %s, %s)",
            [person_id, page, known_at, uuid7(), OWN_CASE],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return BeginAgain() if row[0] is None else _opened(row)


def open_file(person_id: UUID, *, ground: Ground, purpose: str = OWN_CASE) -> bool:
    """Commit the opening: call it in a transaction of its own, before any row can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT open_file(%s, %s, %s, %s)", [uuid7(), person_id, ground, purpose])
        return bool(cursor.fetchone()[0])


def consult(
    people: Iterable[UUID], *, page: str, known_at: datetime | None = None
) -> frozenset[UUID]:
    """Write this page's entry for each person who is open to the actor; those, and no others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT consult(%s, %s, %s)", [list(people), page, known_at])
        return frozenset(row[0] for row in cursor.fetchall())


def consult_too(person_id: UUID, *, page: str) -> None:
    """A second person's file on the same page, opened first where it is not open yet."""
    if not consult([person_id], page=page):
        raise OpenFirst(lambda: open_file(person_id, ground=Ground.INTEREST))


def opened_again(person_id: UUID, *, page: str) -> tuple[Person | None, Opened | None]:
    """A file that one's own interest opens, for a page whose address does not name the person.

    Nothing where it may no longer be opened so: the page is shown as of somebody not known.
    """
    if not consult([person_id], page=page):
        if Ground.INTEREST not in grounds_on(person_id):
            return None, None
        raise OpenFirst(lambda: open_file(person_id, ground=Ground.INTEREST))
    found = Person.objects.select_related("owner_team").filter(pk=person_id).first()
    return found, opened_here(person_id) if found else None


def opened_here(person_id: UUID) -> Opened:
    """How the file is open in this transaction: after `consult`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM opened_here(%s)", [person_id])
        return _opened(cursor.fetchone())


def _opened(row: tuple[Any, ...]) -> Opened:
    ground, until, read, change, at = row
    return Opened(Ground(ground), until, frozenset(read), frozenset(change), at)


def grounds_on(person_id: UUID) -> list[Ground]:
    """The grounds that the actor has today, except emergency, which is declared by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT grounds_on(%s)", [person_id])
        return [Ground(ground) for ground in cursor.fetchone()[0]]


def asks_purpose(person_id: UUID) -> bool:
    grounds = grounds_on(person_id)
    return bool(grounds) and Ground.INTEREST not in grounds


def show_in_list(people: Iterable[UUID], *, page: str) -> None:
    """A list page leaves one entry that names the people shown."""
    named = list(people)
    if named:
        with connection.cursor() as cursor:
            cursor.execute("SELECT list_shown(%s, %s)", [named, page])


def not_found() -> Http404:
    """The one answer for hidden, guessed and nobody."""
    return Http404()
