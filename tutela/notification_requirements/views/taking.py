"""The visit that a page of the counter goes on with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from tutela.notification_requirements.models import Draft
from tutela.notification_requirements.operations import visits
from tutela.notification_requirements.queries import counter as queries
from tutela.people.files import Opened, opened_again
from tutela.people.models import Person
from tutela.people.parts import Part


@dataclass(slots=True)
class Taking:
    """A visit of one's own in progress, and the file that it is about where that is open."""

    draft: Draft
    content: dict[str, Any]
    person: Person | None
    opened: Opened | None

    @property
    def items(self) -> list[dict[str, Any]]:
        return self.content["items"]

    @property
    def may_see(self) -> bool:
        return self.opened is not None and Part.NOTIFICATIONS in self.opened.parts_read

    @property
    def may_join(self) -> bool:
        return self.opened is not None and Part.NOTIFICATIONS in self.opened.parts_change


def takes(page: str) -> Callable[..., Any]:
    """The view goes on with a visit of the actor's own; one that is finished leads to the start."""

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def shown(request: Any, draft_id: UUID, **kwargs: Any) -> HttpResponse:
            draft = queries.draft_of(request.actor, draft_id)
            if draft is None:
                raise Http404
            if draft.ended_at is not None:
                if request.method == "POST":  # pressed twice: the operation answers as before
                    return view(request, Taking(draft, EMPTY, None, None), **kwargs)
                return redirect("notification_requirements:counter")
            content = visits.content_of(draft)
            person, opened = None, None
            if content["person"]:
                person, opened = opened_again(UUID(content["person"]), page=page)
            return view(request, Taking(draft, content, person, opened), **kwargs)

        return shown

    return declare


EMPTY: dict[str, Any] = {"who": {}, "items": [], "stands": {}, "person": None}
