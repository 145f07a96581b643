"""The pages of a file as they were known before a change and after it, one beside the other."""

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _

from tutela.audit.models import Version
from tutela.case_file.templatetags.case_file import NOW_ONLY, pages_open
from tutela.people.past import written

PANE = "case_file/pane.html"
OVERVIEW = "case_file:overview"
# a pane stands below three headings of the page
HEADING, BELOW = re.compile(r"<(/?)h([1-6])\b"), 3
# what one pane names must not be named again by the other
NAMED = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|aria-controls|href)="(#?)([^"]*)"')
LABELLED = re.compile(r'\baria-label="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Pane:
    """One page of the file as it was known at a moment; nothing where there was no file yet."""

    at: datetime
    page: str | None
    address: str
    side: str

    @property
    def html(self) -> str:
        """The page as it stands beside another: lower headings, and names of its own."""
        return _beside(self.page, self.side) if self.page else ""


def entry_of(person_id: UUID, row_id: UUID) -> UUID | None:
    """The change that first wrote a row of the file which the reader may see."""
    first = Version.objects.filter(person_id=person_id, row_id=row_id).order_by("version").first()
    return first.entry if first else None


def pages(request: Any, person_id: UUID) -> list[tuple[str, Any, str, frozenset[str]]]:
    """Name, label, address and parts of the pages that are open and have a past."""
    return [page for page in pages_open(request, person_id) if page[0] not in NOW_ONLY]


def page_that_shows(found: list[Any], person_id: UUID, entry: UUID) -> str:
    """The page about what was changed, and about the least else; the overview where none is."""
    versions = Version.objects.filter(person_id=person_id, entry=entry)
    changed = set(versions.values_list("part", flat=True))
    about = [page for page in found if page[3] & changed]
    return min(about, key=lambda page: len(page[3]))[0] if about else OVERVIEW


def pane(request: Any, address: str, person_id: UUID, moment: datetime, side: str) -> Pane:
    """The page itself, asked as anybody would ask for it with `?known_at=`."""
    known_at = f"known_at={written(moment)}"
    asked = copy.copy(request)
    asked.method, asked.GET = "GET", QueryDict(known_at)
    asked.path = asked.path_info = address
    asked.resolver_match = match = resolve(address)
    asked.frame = PANE
    with _back_to_now():
        answer = match.func(asked, *match.args, **match.kwargs)
    page = answer.content.decode() if answer.status_code == 200 else None
    return Pane(moment, page, f"{address}?{known_at}", side)


def _beside(html: str, side: str) -> str:
    def named(found: re.Match[str]) -> str:
        attribute, mark, value = found.groups()
        if attribute == "href" and not mark:
            return found[0]
        return f'{attribute}="{mark}' + " ".join(f"{side}-{one}" for one in value.split()) + '"'

    lower = HEADING.sub(lambda found: f"<{found[1]}h{min(6, int(found[2]) + BELOW)}", html)
    where = _("before") if side == "before" else _("after")
    told_apart = LABELLED.sub(lambda found: f'aria-label="{found[1]}, {where}"', lower)
    return NAMED.sub(named, told_apart).strip()


@contextmanager
def _back_to_now() -> Iterator[None]:
    """What a page of the past told PostgreSQL would hold until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('search_path'), current_setting('tutela.moment', true)"
        )
        path, moment = cursor.fetchone()
        yield
        cursor.execute(
            "SELECT set_config('search_path', %s, true), set_config('tutela.moment', %s, true)",
            [path, moment or ""],
        )
