"""What every change of a disclosure does: hold the row, heed the rules, keep what is awaited."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, writer
from tutela.court_orders.wording_rules import label_as_written
from tutela.disclosure import rules
from tutela.disclosure.models import Awaited, Consideration, Incident
from tutela.disclosure.rules import Stage, Step
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

# how long who decides may read the file for it; asked again, it begins anew
SIGHT = timedelta(days=28)


class CannotDisclose(Refused):
    """A rule stands in the way of this disclosure."""


def hold(
    actor: Actor, person: Person, consideration: Consideration, step: Step, version: int
) -> Consideration:
    """The locked row, where this step follows and is this person's to take."""
    check_part(person.pk, Part.DISCLOSURES)
    row = held(
        Consideration, consideration.pk, person_id=person.pk, version=version, shows=["stage"]
    )
    asked_by = row.asked_by.user_id
    CannotDisclose.heed(
        rules.objection_to(step, Stage(row.stage), asked_by=asked_by, actor=actor.user_id)
    )
    return row


def tokens(said: Iterable[str]) -> list[str]:
    """Children as the file writes them, never by name."""
    found = []
    for one in said:
        label = label_as_written(one)
        if label is None:
            raise CannotDisclose(
                _("Write each child as a token, like Child A: a name does not belong here.")
            )
        found.append(label)
    return found


# What waits ---------------------------------------------------------------------------------------


def at_the_end_of(day: date) -> datetime:
    """The last minute of a day in London."""
    return datetime.combine(day, time(23, 59), tzinfo=get_default_timezone())


def await_of(
    actor: Actor,
    about: Consideration | Incident,
    kind: Awaited.Kind,
    now: datetime,
    due_at: datetime | None,
) -> None:
    """From now on this waits, until then."""
    Awaited.objects.create(
        person_id=about.person_id,
        kind=kind,
        since=now,
        due_at=due_at,
        begun_by_id=writer(actor),
        **{"incident" if isinstance(about, Incident) else "consideration": about},
    )


def met(about: Consideration | Incident, kinds: Collection[str], now: datetime) -> None:
    """These wait no longer."""
    field = "incident" if isinstance(about, Incident) else "consideration"
    for row in Awaited.objects.filter(
        **{field: about}, person=about.person_id, kind__in=kinds, met_at=None
    ):
        row.met_at = now
        write(row, ["met_at"])


def call_deciders(
    about: Consideration | Incident, *, team: UUID | None, why: str, now: datetime
) -> int:
    """Give who decides sight of the file for some weeks, and tell them; how many teams there are.

    Without a team: every team of the area of who manages the person that decides disclosures.
    """
    is_incident = isinstance(about, Incident)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT call_deciders(%s, %s, %s, %s, %s)",
            [
                None if is_incident else about.pk,
                about.pk if is_incident else None,
                team,
                localdate(now) + SIGHT,
                why,
            ],
        )
        found: int = cursor.fetchone()[0]
    return found
