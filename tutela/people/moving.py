"""What of moves, homes and releases waits for an officer, for the day's work."""

from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from tutela.access.actor import Actor
from tutela.access.asking import worded_once
from tutela.people.models import Move, Whereabouts
from tutela.people.movement_rules import releases_ahead


def moves_to_acknowledge(actor: Actor) -> list[Move]:
    """Moves that wait for the actor's team; of a supervisor also those that are overdue."""
    teams = actor.own_teams
    waiting = Q(to_team=actor.team_id) | Q(person__owner_team=actor.team_id)
    if "supervise" in actor.powers:
        overdue = Q(acknowledge_by__lt=timezone.localdate())
        waiting |= Q(to_team__in=teams) | overdue & Q(from_team__in=teams)
    found = Move.objects.filter(waiting, stage=Move.Stage.PROPOSED, to_team__isnull=False)
    if "supervise" not in actor.powers:
        found = found.exclude(from_team=actor.team_id)
    return list(
        found.select_related("from_team__agency__area", "to_team", "to_area").order_by(
            "acknowledge_by", "id"
        )
    )


def interests_by_move(team: UUID) -> QuerySet[Move, UUID | None]:
    """Interests that a move brought to the team: shown as moves, not as hand-overs."""
    return Move.objects.filter(to_team=team, interest__isnull=False).values_list(
        "interest_id", flat=True
    )


def moves_out(actor: Actor) -> list[Move]:
    """Moves to areas that do not use this register: they wait for a letter from there."""
    return _moves_out(team=actor.team_id) if actor.team_id else []


@worded_once
def _moves_out(*, team: UUID) -> QuerySet[Move]:
    found = Move.objects.filter(from_team=team, stage=Move.Stage.PROPOSED, to_team__isnull=True)
    return found.select_related("to_area").order_by("acknowledge_by", "id")


def homes_to_place(*, most: int) -> tuple[list[tuple[UUID, UUID | None]], int]:
    """People of the actor's teams whose home is in another area, or in no known one (None).

    The first of them, and how many there are.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM homes_waiting(%s)", [most])
        rows = cursor.fetchall()
    return [(person, area) for person, area, _all in rows], rows[0][2] if rows else 0


def releases_expected(actor: Actor, *, on: date) -> list[Whereabouts]:
    """People whom the actor's team manages and who are expected to be released soon, or were."""
    team = actor.team_id
    return _releases(team=team, until=on + releases_ahead(on)) if team else []


@worded_once
def _releases(*, team: UUID, until: date) -> QuerySet[Whereabouts]:
    held = Whereabouts.objects.filter(ends_on=None, in_error=False, person__owner_team=team)
    soon = held.filter(release_expected_on__lte=until)
    return soon.order_by("release_expected_on", "id")
