"""Reviews of indefinite requirements, step by step."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, Stale, perform, writer
from tutela.access.permissions import May
from tutela.agencies.models import Area
from tutela.notification_requirements.models import (
    Review,
    ReviewMatter,
    ReviewNotice,
    ReviewStep,
)
from tutela.notification_requirements.operations import letters
from tutela.notification_requirements.operations.breaches import are_one
from tutela.notification_requirements.queries import reviews as queries
from tutela.notification_requirements.rules import reviewing as rules
from tutela.notification_requirements.rules.reviewing import Stage, Step
from tutela.people.models import Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part

SHOWS = ["stage", "proposed", "acknowledged_on", "notice_given_on", "notice_received_on"]


class CannotReview(Refused):
    """The step does not follow, or is not this officer's to take."""


def receive(
    *,
    actor: Actor,
    person: Person,
    received_on: date,
    in_writing: bool,
    area: Area | None,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Take an application for review: one that comes too early is taken too, and marked."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        check_part(person.pk, Part.NOTIFICATIONS)
        qualifying = queries.qualifying(person.pk)
        row = Review.objects.create(
            person=person,
            received_on=received_on,
            in_writing=in_writing,
            area=area,
            qualifying_on=qualifying.day,
            is_early=bool(qualifying.day and received_on < qualifying.day),
            is_barred=qualifying.is_barred,
        )
        _write_step(actor, row, Step.RECEIVE, received_on, why, now)
        done.record("review.received", row.pk, person=person.pk, early=row.is_early)
    return row.pk


def acknowledge(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    happened_on: date,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record the acknowledgement that was given to the person: s.91B."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        row, stage = _held(person, review, version, Step.ACKNOWLEDGE)
        row.acknowledged_on = happened_on
        _write_step(actor, row, Step.ACKNOWLEDGE, happened_on, "", now)
        _move(row, stage, "acknowledged_on")
        letters.issue(actor=actor, person=person, review=row, which="acknowledgement", now=now)
        done.record("review.acknowledged", row.pk, person=person.pk)
    return row.pk


def notify(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    body: str,
    happened_on: date,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record that a responsible body was told of the application: s.91B."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        row, stage = _held(person, review, version, Step.NOTIFY)
        notice = ReviewNotice.objects.create(
            review=row, person=person, body=body, told_on=happened_on
        )
        row.bodies_told_on = max(happened_on, row.bodies_told_on or happened_on)
        _write_step(actor, row, Step.NOTIFY, happened_on, body, now)
        _move(row, stage, "bodies_told_on")
        done.record("review.body_told", row.pk, person=person.pk, notice=notice.pk)
    return row.pk


def answer_notice(
    *,
    actor: Actor,
    person: Person,
    notice: ReviewNotice,
    answer: str,
    answered_on: date,
    said: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record what a responsible body answered, late or in time."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        check_part(person.pk, Part.NOTIFICATIONS)
        shows = ["answer", "answered_on", "said"]
        row = held(ReviewNotice, notice.pk, person_id=person.pk, version=version, shows=shows)
        row.answer, row.answered_on, row.said = answer, answered_on, said
        write(row, shows)
        done.record("review.body_answered", row.review_id, person=person.pk, notice=row.pk)
    return row.pk


def consider(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    letter: str,
    considered: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Write what was considered under one of the fifteen matters: s.91D(2)."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        row = _locked(person, review)
        if Stage(row.stage) not in {Stage.RECEIVED, Stage.PROPOSED}:
            raise CannotReview(_("The matters stay as they were when it was determined."))
        matter = ReviewMatter.objects.select_for_update().filter(review=row, letter=letter).first()
        if matter is None:
            matter = ReviewMatter(review=row, person=person, letter=letter, version=0)
        if matter.version != version:
            raise Stale(matter.version, {"considered": matter.considered})
        matter.considered, matter.written_by_id = considered, writer(actor)
        if version:
            write(matter, ["considered", "written_by"])
        else:
            matter.version = 1
            matter.save(force_insert=True)
        done.record("review.matter_considered", row.pk, person=person.pk, letter=letter)
    return row.pk


def propose(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    proposal: str,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Recommend a determination to a senior officer, when every matter was written of."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        row, stage = _held(person, review, version, Step.PROPOSE)
        CannotReview.heed(
            rules.objection_to_proposing(row.matters.values_list("letter", flat=True))
        )
        row.proposed, row.proposed_by_id = proposal, writer(actor)
        _write_step(actor, row, Step.PROPOSE, localdate(now), why, now)
        _move(row, stage, "proposed", "proposed_by")
        done.record("review.recommended", row.pk, person=person.pk, proposed=proposal)
    return row.pk


def determine(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    decision: str,
    rank: str,
    happened_on: date | None,
    years: int | None,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Determine the application as a senior officer, or return it: s.91C."""
    with perform(actor, May.DETERMINE_REVIEW, key=key) as done:
        step = {"grant": Step.GRANT, "refuse": Step.REFUSE}.get(decision, Step.RETURN)
        row, stage = _held(person, review, version, step)
        on = happened_on or localdate(now)
        if step is Step.RETURN:
            row.proposed, row.proposed_by_id = "", None
        else:
            _settle(row, actor, step, rank=rank, on=on, years=years)
        _write_step(actor, row, step, on, why, now)
        _move(row, stage, *DETERMINED_BY)
        if step is not Step.RETURN:
            letters.issue(actor=actor, person=person, review=row, which="determination", now=now)
        done.record("review.determined", row.pk, person=person.pk, stage=stage)
    return row.pk


DETERMINED_BY = (
    *("proposed", "proposed_by", "determined_on", "determined_by", "rank"),
    "again_after_months",
)


def _settle(
    row: Review, actor: Actor, step: Step, *, rank: str, on: date, years: int | None
) -> None:
    """Who determined it, with what rank, and when the next review is."""
    me = writer(actor)
    if row.proposed_by_id is None or are_one(me, row.proposed_by_id):
        raise CannotReview(_("You recommended this: another officer determines it."))
    if not rank:
        raise CannotReview(_("Say with which rank it is determined."))
    if on < row.received_on:
        raise CannotReview(_("It cannot be determined before it was received."))
    row.determined_on, row.determined_by_id, row.rank = on, me, rank
    if step is Step.REFUSE:
        usual, longest = queries.lengths(on)
        months = (years or usual // 12) * 12
        CannotReview.heed(rules.objection_to_length(months, usual, longest))
        row.again_after_months = months


def give(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    given_on: date,
    received_on: date | None,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record when the notice was given and received: a granted review ends the duties then."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        row, stage = _held(person, review, version, Step.GIVE)
        if row.determined_on and given_on < row.determined_on:
            raise CannotReview(_("The notice cannot be given before it was determined."))
        if received_on and received_on < given_on:
            raise CannotReview(_("The notice cannot be received before it was given."))
        row.notice_given_on, row.notice_received_on = given_on, received_on
        _write_step(actor, row, Step.GIVE, received_on or given_on, "", now)
        _move(row, stage, "notice_given_on", "notice_received_on")
        done.record("review.notice_given", row.pk, person=person.pk)
    return row.pk


def appeal(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    happened_on: date,
    court: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record an appeal to a magistrates' court, late or in time: s.91E."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        row, stage = _held(person, review, version, Step.APPEAL)
        row.appealed_on = happened_on
        _write_step(actor, row, Step.APPEAL, happened_on, "", now, court=court)
        _move(row, stage, "appealed_on")
        done.record("review.appealed", row.pk, person=person.pk)
    return row.pk


def decided_by_court(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    outcome: str,
    happened_on: date,
    court: str,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Record what the court ordered on appeal: where it grants, the duties end that day."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        step = Step(outcome)
        row, stage = _held(person, review, version, step)
        if row.appealed_on and happened_on < row.appealed_on:
            raise CannotReview(_("The court cannot decide before the appeal."))
        row.court_decided_on = happened_on
        _write_step(actor, row, step, happened_on, why, now, court=court)
        _move(row, stage, "court_decided_on")
        done.record("review.court_decided", row.pk, person=person.pk, stage=stage)
    return row.pk


def close(
    *,
    actor: Actor,
    person: Person,
    review: Review,
    how: str,
    happened_on: date,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """End an application that is not determined: told that it is too early, or withdrawn."""
    with perform(actor, May.RECORD_REVIEW, key=key) as done:
        step = Step(how)
        row, stage = _held(person, review, version, step)
        _write_step(actor, row, step, happened_on, why, now)
        _move(row, stage)
        done.record("review.closed", row.pk, person=person.pk, stage=stage)
    return row.pk


# Holding ------------------------------------------------------------------------------------------


def _locked(person: Person, review: Review) -> Review:
    check_part(person.pk, Part.NOTIFICATIONS)
    return Review.objects.select_for_update().get(pk=review.pk, person_id=person.pk)


def _held(person: Person, review: Review, version: int, step: Step) -> tuple[Review, Stage]:
    """The locked row and where the step leads it; refused where the step does not follow."""
    check_part(person.pk, Part.NOTIFICATIONS)
    row = held(Review, review.pk, person_id=person.pk, version=version, shows=SHOWS)
    CannotReview.heed(rules.objection_to(step, Stage(row.stage)))
    return row, rules.NEXT[Stage(row.stage)][step]


def _write_step(
    actor: Actor, row: Review, step: Step, on: date, why: str, now: datetime, **more: Any
) -> None:
    ReviewStep.objects.create(
        review=row,
        person_id=row.person_id,
        kind=step,
        happened_on=on,
        why=why,
        made_by_id=writer(actor),
        made_at=now,
        **more,
    )


def _move(row: Review, stage: Stage, *fields: str) -> None:
    row.stage = stage
    write(row, ["stage", *fields])
