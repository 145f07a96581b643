"""A case is referred to the co-ordinator of an area, who accepts or declines it with reasons."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.meetings import rules
from tutela.meetings.models import Item, Referral, ReferralDecision, ReferralReasons
from tutela.meetings.operations.admitting import CannotMeet, end_sight, give_sight, tell
from tutela.meetings.queries.who import coordinators_in
from tutela.people.files import opened_here
from tutela.people.models import Interest, Person
from tutela.people.operations.holding import held, write


@dataclass(frozen=True, slots=True)
class Reasons:
    """What the referrer says beyond the record."""

    why: str
    risk_now: str
    who_should_come: str = ""
    release_address: str = ""
    closest_link: str = ""
    ethnicity: str = ""
    media: str = ""


def refer(
    *,
    actor: Actor,
    person: Person,
    level_sought: int,
    is_urgent: bool,
    to_team: Team,
    reasons: Reasons,
    key: UUID,
    now: datetime,
) -> UUID:
    """Send a case to the co-ordinator, whose team sees the parts that a meeting needs from now.

    Law: Criminal Justice Act 2003 s.325(4): co-operation may include exchanging information.
    """
    with perform(actor, May.REFER_CASE, key=key) as done:
        stages = (Referral.Stage.WAITING, Referral.Stage.ACCEPTED)
        CannotMeet.heed(
            rules.objection_to_referring(
                held_change=opened_here(person.pk).parts_change,
                has_open_referral=Referral.objects.filter(person=person, stage__in=stages).exists(),
            )
        )
        interest = give_sight(
            actor=actor,
            person=person,
            team=to_team,
            kind=Interest.Kind.SUPPORTS,
            parts_read=rules.CASE_READ,
            parts_change=rules.CASE_CHANGE,
            readers=coordinators_in(to_team, on=localdate(now)) if person.restricted else [],
            last_day=None,
            # the reasons are in the part of meetings; this is read with the line in lists
            why=_("Referred to a level 2 or 3 meeting"),
            now=now,
        )
        made = Referral.objects.create(
            person=person,
            level_sought=level_sought,
            is_urgent=is_urgent,
            to_team=to_team,
            interest_id=interest,
            referred_by_id=writer(actor),
            referred_at=now,
        )
        ReferralReasons.objects.create(referral=made, person=person, **asdict(reasons))
        tell(made.pk)
        done.record("case.referred", made.pk, person=person.pk, level=level_sought)
    return made.pk


def decide(
    *,
    actor: Actor,
    person: Person,
    referral: Referral,
    outcome: str,
    reasons: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Accept a referral, or decline it: then the co-ordinator's sight of the case ends at once."""
    with perform(actor, May.DECIDE_REFERRAL, key=key) as done:
        row = held(Referral, referral.pk, person_id=person.pk, version=version, shows=["stage"])
        # by account: another office of the same person does not make another person
        is_own = row.referred_by.user_id == actor.user_id
        CannotMeet.heed(rules.objection_to_deciding(stage=row.stage, is_own=is_own))
        _settle(row, actor, outcome=outcome, reasons=reasons, now=now)
        tell(row.pk)
        if outcome == Referral.Stage.DECLINED:
            end_sight(
                actor=actor,
                person=person,
                interest=row.interest,
                last_day=None,
                why=_("The referral was declined"),
                now=now,
            )
        done.record(f"referral.{outcome}", row.pk, person=person.pk)
    return row.pk


def withdraw(
    *,
    actor: Actor,
    person: Person,
    referral: Referral,
    reasons: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Take back a referral that nobody has decided on."""
    with perform(actor, May.REFER_CASE, key=key) as done:
        row = held(Referral, referral.pk, person_id=person.pk, version=version, shows=["stage"])
        CannotMeet.heed(rules.objection_to_withdrawing(stage=row.stage))
        _settle(row, actor, outcome=Referral.Stage.WITHDRAWN, reasons=reasons, now=now)
        end_sight(
            actor=actor,
            person=person,
            interest=row.interest,
            last_day=None,
            why=_("The referral was withdrawn"),
            now=now,
        )
        done.record("referral.withdrawn", row.pk, person=person.pk)
    return row.pk


def close(
    *,
    actor: Actor,
    person: Person,
    referral: Referral,
    reasons: str,
    last_day: date,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Close a case that is no longer heard; the co-ordinator's sight ends on a last day."""
    with perform(actor, May.DECIDE_REFERRAL, key=key) as done:
        row = held(Referral, referral.pk, person_id=person.pk, version=version, shows=["stage"])
        waits = Item.objects.filter(person=person, stage=Item.Stage.ON_AGENDA).exists()
        CannotMeet.heed(rules.objection_to_closing(stage=row.stage, waits_for_a_meeting=waits))
        CannotMeet.heed(rules.objection_to_a_last_day(last_day=last_day, today=localdate(now)))
        _settle(row, actor, outcome=Referral.Stage.CLOSED, reasons=reasons, now=now)
        end_sight(
            actor=actor,
            person=person,
            interest=row.interest,
            last_day=last_day,
            why=_("The case was closed"),
            now=now,
        )
        done.record("referral.closed", row.pk, person=person.pk)
    return row.pk


def _settle(row: Referral, actor: Actor, *, outcome: str, reasons: str, now: datetime) -> None:
    row.stage = outcome
    row.settled_by_id = actor.appointment_id
    row.settled_at = now
    write(row, ["stage", "settled_by", "settled_at"])
    ReferralDecision.objects.create(
        referral=row,
        person_id=row.person_id,
        outcome=outcome,
        reasons=reasons,
        decided_by_id=writer(actor),
        decided_at=now,
    )
