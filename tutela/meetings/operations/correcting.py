"""A referral is corrected until it is decided on: what changed, by whom and why stays beside it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.meetings import rules
from tutela.meetings.models import Referral, ReferralCorrection, ReferralReasons
from tutela.meetings.operations.admitting import CannotMeet, tell
from tutela.meetings.operations.referring import Reasons
from tutela.people.listing import teams_of
from tutela.people.models import Person
from tutela.people.operations.holding import held, write


def correct(
    *,
    actor: Actor,
    person: Person,
    referral: Referral,
    level_sought: int,
    is_urgent: bool,
    reasons: Reasons,
    corrected_because: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct a referral that waits, by a numbered correction; who decides on it is told."""
    with perform(actor, May.REFER_CASE, key=key) as done:
        row = held(Referral, referral.pk, person_id=person.pk, version=version, shows=["stage"])
        said = ReferralReasons.objects.select_for_update().get(referral=row, person=person)
        asked: dict[str, Any] = {"level_sought": level_sought, "is_urgent": is_urgent}
        changed = [*_change(row, asked), *_change(said, asdict(reasons))]
        CannotMeet.heed(
            rules.objection_to_correcting(
                stage=row.stage,
                is_ours=row.referred_by.team_id in set().union(*teams_of(actor).values()),
                has_change=bool(changed),
            )
        )
        made = ReferralCorrection.objects.create(
            referral=row,
            person=person,
            number=ReferralCorrection.objects.filter(referral=row, person=person).count() + 1,
            changed=changed,
            why=corrected_because,
            made_by_id=writer(actor),
            made_at=now,
        )
        said.save(update_fields=[*asdict(reasons)])
        write(row, [*asked])
        tell(made.pk)
        done.record("referral.corrected", row.pk, person=person.pk, number=made.number)
    return row.pk


def _change(row: Referral | ReferralReasons, answers: dict[str, Any]) -> list[dict[str, Any]]:
    """Write the answers on the row; those that were others before."""
    changed = []
    for name, value in answers.items():
        was = getattr(row, name)
        if was != value:
            changed.append({"field": name, "was": was, "is_now": value})
            setattr(row, name, value)
    return changed
