"""Decisions of people: a level as the area's rule says, a category with its reasons."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, Stale, perform
from tutela.access.permissions import May
from tutela.agencies.models import Area
from tutela.law.reckoning import LONDON
from tutela.levels.models import Category, Decision, Level, Reckoned
from tutela.levels.operations.placing import decision, on_day, periods_of, put
from tutela.levels.rules import deciding as rules
from tutela.levels.rules.categories import PROVISIONS, REASONS, Because
from tutela.people.operations.holding import check_part
from tutela.people.parts import Part

How = Decision.How


class CannotDecide(Refused):
    """A rule of categories and levels stands in the way."""


def decide_level(
    *,
    actor: Actor,
    person_id: UUID,
    level: int,
    on: date,
    reason: str,
    how: str,
    key: UUID | None,
    now: datetime,
    about: UUID | None = None,
    version: int | None = None,
) -> UUID:
    """Keep the level that was decided, from a day on, in the way that the area's rule names.

    A meeting that leaves level 2 or 3 says level 1 and how=exit: whoever is in category 3 is
    then managed no more, unless the law puts them in another category. Returns the decision.
    """
    with perform(actor, May.DECIDE_LEVEL, key=key) as done:
        made = keep_level(
            actor=actor,
            person_id=person_id,
            level=level,
            on=on,
            reason=reason,
            how=how,
            now=now,
            version=version,
            about=about,
        )
        done.record("level.decided", made.pk, person=person_id, level=made.value, how=how)
    return made.pk


def keep_level(
    *,
    actor: Actor,
    person_id: UUID,
    level: int,
    on: date,
    reason: str,
    how: str,
    now: datetime,
    version: int | None = None,
    **more: Any,
) -> Decision:
    """The same inside another operation, which makes its entry."""
    check_part(person_id, Part.LEVELS)
    _check_day(on, now)
    rows = periods_of(Level, person_id)
    asks = "outcome" if how == How.SCREENING else "level"
    _check_version(rows, localdate(now, LONDON), version, asks)
    categories = periods_of(Category, person_id)
    category = on_day(categories, on)
    decider = rules.who_decides(level, _area_of(actor), on)
    CannotDecide.heed(
        rules.objection_to_level(
            level=level, how=how, decider=decider, category=category and category.category
        )
    )
    rule: dict[str, Any] = {}
    if decider is not None:
        rule = {"provision": decider.provision, "is_verified": decider.verified}
    is_dangerous = level == 1 and category is not None and category.category == 3
    if is_dangerous and not _leaves_category_3(
        actor, categories, on=on, how=how, reason=reason, now=now
    ):
        level = 0
    made = decision(
        Level,
        actor=actor,
        person_id=person_id,
        value=level,
        on=on,
        how=how,
        reason=reason,
        now=now,
        **rule,
        **more,
    )
    put(Level, rows, made, look_again_on=_look_again_on(made, _area_of(actor)))
    return made


def _look_again_on(made: Decision, area: str) -> date | None:
    """By when level 1 is looked at again: as the screening named it, else by the area's figure."""
    if made.value != 1:
        return None
    named = made.screening.again_on if made.screening else None
    return named or rules.screened_again(area, made.takes_effect_on).due_on(made.takes_effect_on)


def _leaves_category_3(
    actor: Actor, rows: list[Category], *, on: date, how: str, reason: str, now: datetime
) -> bool:
    """End category 3 with its level; whether the law puts the person in another category."""
    person_id = rows[0].person_id
    by_law = Reckoned.objects.filter(person=person_id, category__in=(1, 2)).first()
    if by_law is not None and by_law.category is not None:
        because = Because(by_law.because)
        value, how, reason = by_law.category, How.LAW, REASONS[because].say()
        more: dict[str, Any] = {
            "provision": PROVISIONS[because],
            "is_verified": by_law.is_verified,
            "basis": {"facts": by_law.facts_digest},
        }
    else:
        value, more = 0, {}
    made = decision(
        Category,
        actor=actor,
        person_id=person_id,
        value=value,
        on=on,
        how=how,
        reason=reason,
        now=now,
        **more,
    )
    put(Category, rows, made)
    return value > 0


def decide_category(
    *,
    actor: Actor,
    person_id: UUID,
    category: int,
    on: date,
    reason: str,
    key: UUID | None,
    now: datetime,
    version: int | None = None,
) -> UUID:
    """Keep the category that an officer decided, with the reasons; 0: in none any more.

    What the law says is kept apart, and takes over again when other facts decide. Returns the
    decision.
    """
    with perform(actor, May.DECIDE_CATEGORY, key=key) as done:
        check_part(person_id, Part.LEVELS)
        _check_day(on, now)
        rows = periods_of(Category, person_id)
        levels = periods_of(Level, person_id)
        _check_version(rows, localdate(now, LONDON), version, "category")
        level = on_day(levels, on)
        if category == 3 and level is not None and level.level == 1:
            raise CannotDecide(
                _(
                    "Nobody in category 3 is managed at level 1: refer them for level 2 or 3 first"
                    " (MAPPA Guidance chapter 6)."
                )
            )
        by_law = Reckoned.objects.filter(person=person_id).first()
        facts: dict[str, Any] = {
            "actor": actor,
            "person_id": person_id,
            "on": on,
            "how": How.OFFICER,
            "reason": reason,
            "now": now,
            "basis": {"facts": by_law.facts_digest if by_law else ""},
        }
        made = decision(Category, value=category, **facts)
        put(Category, rows, made)
        if category == 0 and level is not None and level.level:
            put(Level, levels, decision(Level, value=0, **facts))
        done.record("category.decided", made.pk, person=person_id, category=category)
    return made.pk


def _check_day(on: date, now: datetime) -> None:
    if on > localdate(now, LONDON):
        raise CannotDecide(_("Enter today or an earlier day: nothing is decided for a later one."))


def _check_version(rows: list[Any], today: date, version: int | None, name: str) -> None:
    """Stale where another decided since the form was read; version 0: there was none."""
    row = on_day(rows, today)
    is_now = row.version if row else 0
    if version is not None and version != is_now:
        raise Stale(is_now, _now_recorded(row, name) if row else {})


def _now_recorded(row: Any, name: str) -> dict[str, Any]:
    """What was decided meanwhile, under the names by which the form asks for it."""
    if name == "outcome":
        return {"outcome": str(row.get_level_display()), "reason": row.decision.reason}
    return {name: getattr(row, name), "reason": row.decision.reason}


def _area_of(actor: Actor) -> str:
    if actor.area_id is None:
        return ""
    found = Area.objects.filter(pk=actor.area_id).values_list("code", flat=True).first()
    return found or ""
