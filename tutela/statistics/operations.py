"""Asking for figures, counting them, and letting them out by two people."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Population
from tutela.statistics import counting, rules, tables
from tutela.statistics.models import Ask, Count, Decision, Figure, Publication, Snapshot
from tutela.statistics.picture import picture

COUNTER = Actor.job("statistics", May.COUNT_FIGURES)


def ask_for_count(*, actor: Actor, counted_on: date, key: UUID, now: datetime) -> UUID:
    """Ask for the figures of one's area on a day; a job counts them within seconds."""
    asked = uuid7()
    with perform(actor, May.ASK_FOR_FIGURES, key=key) as done:
        if counted_on > now.date():
            raise Refused(_("Figures can be counted for a day that has come, not for a later one."))
        _call("ask_for_count", asked, counted_on)
        app.configure_task("tutela.statistics.tasks.count").defer(count_id=str(asked))
        done.record("figures.asked", asked, counted_on=counted_on)
    return asked


def count(count_id: UUID, *, now: datetime, using: str = DEFAULT_DB_ALIAS) -> UUID | None:
    """Count what was asked for, in one sight of the register, and freeze it; None: it is done."""
    with acting_as(COUNTER, using=using):
        if connections[using].settings_dict["OPTIONS"].get("isolation_level") is None:
            with connections[using].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with perform(COUNTER, May.COUNT_FIGURES, using=using) as done:
            asked = Count.objects.using(using).get(pk=count_id)
            before = Snapshot.objects.using(using).filter(count=asked).first()
            if before is None:
                before = _freeze(asked, now=now, using=using)
            done.record("figures.counted", before.pk, count=count_id)
    return before.pk


def ask_release(*, actor: Actor, snapshot: Snapshot, why: str, key: UUID, now: datetime) -> UUID:
    """Ask that a snapshot be let out; another person decides."""
    asked = uuid7()
    with perform(actor, May.ASK_FOR_FIGURES, key=key) as done:
        if Ask.objects.filter(snapshot=snapshot, decision=None).exists():
            raise Refused(_("The release of these figures has been asked for and waits."))
        _call("ask_release", asked, snapshot.pk, why)
        done.record("figures.release_asked", asked, snapshot=snapshot.pk)
    return asked


def decide_release(
    *, actor: Actor, ask: Ask, outcome: str, why: str, key: UUID, now: datetime
) -> UUID:
    """Let the figures out, or not; never by the person who asked."""
    decision = uuid7()
    with perform(actor, May.RELEASE_FIGURES, key=key) as done:
        if ask.account_id == actor.user_id:
            raise Refused(_("You asked for this release yourself: another person decides."))
        if Decision.objects.filter(ask=ask).exists():
            raise Refused(_("Somebody else has decided this meanwhile."))
        if outcome == Decision.Outcome.RELEASED:
            _refuse_too_near(ask.snapshot)
        _call("decide_release", decision, uuid7(), ask.pk, outcome, why)
        done.record(f"figures.{outcome}", decision, snapshot=ask.snapshot_id)
    return decision


def withdraw_release(
    *, actor: Actor, publication: Publication, why: str, key: UUID, now: datetime
) -> UUID:
    """Take figures back that were let out: outside the area nobody sees them any more."""
    withdrawal = uuid7()
    with perform(actor, May.RELEASE_FIGURES, key=key) as done:
        if Publication.objects.filter(pk=publication.pk, withdrawal__isnull=False).exists():
            raise Refused(_("This release has been withdrawn already."))
        _call("withdraw_release", withdrawal, publication.pk, why)
        done.record("figures.withdrawn", withdrawal, publication=publication.pk)
    return withdrawal


def _refuse_too_near(snapshot: Snapshot) -> None:
    released = Publication.objects.filter(area=snapshot.area_id, withdrawal=None)
    near = rules.too_near(snapshot.counted_on, released.values_list("counted_on", flat=True))
    if near:
        raise Refused(
            _(
                "Figures of %(day)s are released already. Two releases less than 90 days apart"
                " would tell of few people by their difference: withdraw that one first."
            )
            % {"day": date_format(near, "j F Y")}
        )


def _freeze(asked: Count, *, now: datetime, using: str) -> Snapshot:
    facts = counting.Asked(asked.area_id, rules.year_of(asked.counted_on), asked.counted_on, using)
    editions = Population.objects.using(using).filter(area=asked.area_id)
    estimate = editions.filter(on__lte=asked.counted_on).order_by("-on").first()
    values: dict[str, int | None] = {
        code: function(facts) for code, function in counting.COUNTED.items()
    }
    values[rules.RATE] = counting.registered_rate(
        values[rules.REGISTERED] or 0, estimate.aged_10_and_over if estimate else None
    )
    for table in counting.TABLES:
        values |= table(facts)
    let_out = tables.disclosed(values)
    with translation.override("en"):
        charts = {"chart": picture(values), "disclosed_chart": picture(let_out)}
    snapshot = Snapshot.objects.using(using).create(
        count=asked,
        area_id=asked.area_id,
        counted_on=asked.counted_on,
        year_from=facts.year_from,
        made_at=now,
        troubled=counting.troubled(facts),
        population=estimate.aged_10_and_over if estimate else None,
        population_on=estimate.on if estimate else None,
        population_source=estimate.source if estimate else "",
        population_is_verified=bool(estimate and estimate.is_verified),
        **charts,
    )
    Figure.objects.using(using).bulk_create(
        Figure(snapshot=snapshot, code=code, value=values[code], disclosed=let_out[code])
        for code in (*rules.CODES, *tables.CODES)
    )
    return snapshot


def _call(function: str, *facts: Any) -> None:
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(facts))
        cursor.execute(f"SELECT {function}({places})", list(facts))
