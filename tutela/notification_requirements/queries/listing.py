"""The list of people says what is due next, and can be narrowed and sorted by it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from tutela.access.asking import any_of, worded_once
from tutela.notification_requirements.models import Standing
from tutela.people.models import Person

SOON = timedelta(days=14)


class NextDue:
    """What the person has to notify next, and by when: the days left are of the reader's day."""

    name = "due"
    heading = _("Next due")
    label = _("Notification due")
    choices = (
        ("overdue", _("Overdue")),
        ("soon", _("Within 14 days")),
        ("later", _("Later")),
        ("subject", _("Subject to the requirements")),
        ("trouble", _("Dates could not be worked out")),
    )
    template = "notification_requirements/next_due.html"

    def narrow(self, found: QuerySet[Person], choice: str, *, on: date) -> QuerySet[Person]:
        """Those whose next day is so near, or whose standing is so."""
        asked: dict[str, dict[str, Any]] = {
            "overdue": {"standing__next_due_on__lt": on},
            "soon": {"standing__next_due_on__range": (on, on + SOON)},
            "later": {"standing__next_due_on__gt": on + SOON},
            "subject": {"standing__is_subject": True},
            "trouble": {"standing__is_troubled": True},
        }
        return found.filter(**asked[choice]) if choice in asked else found

    def order(self, *, descending: bool) -> Sequence[Any]:
        """The next day first; those with nothing due come last either way."""
        day = F("standing__next_due_on")
        return [day.desc(nulls_last=True) if descending else day.asc(nulls_last=True)]

    def cells(self, people: Iterable[UUID], *, on: date) -> Mapping[UUID, Any]:
        """The list line of each, in one query."""
        return {
            line.person_id: {
                "standing": line,
                "left": (line.next_due_on - on).days if line.next_due_on else None,
            }
            for line in _standings(people=list(people))
        }


@worded_once
def _standings(*, people: Collection[UUID]) -> QuerySet[Standing]:
    return Standing.objects.filter(any_of("person_id", people))
