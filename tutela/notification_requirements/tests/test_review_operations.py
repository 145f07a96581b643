from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import NotAllowed, Stale, acting_as, perform
from tutela.access.permissions import May
from tutela.notification_requirements.models import (
    Determination,
    ParentalDirection,
    Review,
    ReviewNotice,
    Standing,
)
from tutela.notification_requirements.operations import directions as directing
from tutela.notification_requirements.operations import reviews as operations
from tutela.notification_requirements.queries import reviews as queries
from tutela.notification_requirements.rules import reviewing as rules
from tutela.notification_requirements.tests import missed, recorded
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
DAY = timedelta(days=1)


@pytest.fixture
def officers():
    return missed.pair()


def today():
    return timezone.localdate()


def indefinite(officer, *, first_notified=date(2007, 3, 1)):
    """Convicted for 48 months in 2005: indefinite; 15 years from the first notification."""
    person = people.person(officer)

    def facts():
        recorded.convicted(person, date(2005, 3, 1), months=48)
        recorded.notified(person, "initial", first_notified)

    recorded.changing(officer, person, facts)
    return person


def step(officer, person_id, operation, **answers):
    people.opened(officer, person_id)
    with acting_as(officer):
        consult([person_id], page="notification_requirements:indefinite_review")
        row = answers.pop("review", None)
        if row is not None:
            answers["review"] = Review.objects.get(pk=row)
            answers.setdefault("version", answers["review"].version)
        return operation(
            actor=officer,
            person=Person.objects.get(pk=person_id),
            key=uuid7(),
            now=timezone.now(),
            **answers,
        )


def received(officer, person, on=None, **fields):
    answers = {"received_on": on or today(), "in_writing": True, "area": None, "why": ""}
    return step(officer, person, operations.receive, **answers | fields)


def considered(officer, person, row, letters=tuple(rules.MATTERS)):
    for letter in letters:
        step(
            officer,
            person,
            operations.consider,
            review=row,
            letter=letter,
            considered="Nothing",
            version=0,
        )


def proposed(officer, person, row, proposal="grant"):
    considered(officer, person, row)
    step(officer, person, operations.propose, review=row, proposal=proposal, why="Low risk")


def determined(officer, person, row, decision="grant", **fields):
    answers = {"rank": "superintendent", "happened_on": today(), "years": None, "why": "Reasons"}
    step(officer, person, operations.determine, review=row, decision=decision, **answers | fields)


def read(officer, person, kind=Review):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="notification_requirements:indefinite_review")
        return list(kind.objects.filter(person=person))


def test_an_application_on_the_qualifying_date_is_taken_and_not_early(officers):
    officer, _supervisor = officers
    person = indefinite(officer)

    received(officer, person, on=date(2022, 3, 1))

    (row,) = read(officer, person)
    assert (row.qualifying_on, row.is_early, row.is_barred) == (date(2022, 3, 1), False, False)


def test_an_application_that_comes_too_early_is_taken_and_marked(officers):
    officer, _supervisor = officers
    person = indefinite(officer)

    received(officer, person, on=date(2022, 2, 28))

    (row,) = read(officer, person)
    assert row.is_early
    assert row.stage == "received"


def test_an_application_while_under_a_prevention_order_is_taken_and_marked(officers):
    officer, _supervisor = officers
    person = indefinite(officer)
    recorded.changing(officer, person, lambda: recorded.ordered(person, date(2016, 1, 5)))

    received(officer, person)

    (row,) = read(officer, person)
    assert row.is_barred


def test_every_clock_is_worked_out_by_the_rules(officers):
    officer, _supervisor = officers
    person = indefinite(officer)
    row = received(officer, person, on=today() - 20 * DAY)

    step(
        officer,
        person,
        operations.notify,
        review=row,
        body="National Probation Service",
        happened_on=today() - 10 * DAY,
    )

    (found,) = read(officer, person)
    clocks = {one.name: one for one in queries.clocks(found)}
    assert clocks["acknowledge"].day == today() - 20 * DAY + 13 * DAY
    assert clocks["acknowledge"].is_overdue(today())
    assert clocks["information"].day == today() - 10 * DAY + 27 * DAY
    assert clocks["determine"].day == clocks["information"].day + 41 * DAY
    assert not clocks["determine"].verified
    assert queries.next_clock(found).name == "acknowledge"
    step(officer, person, operations.acknowledge, review=row, happened_on=today() - DAY)
    (found,) = read(officer, person)
    assert queries.next_clock(found).name == "information"


def test_a_late_answer_of_a_body_is_taken_and_marked(officers):
    officer, _supervisor = officers
    person = indefinite(officer)
    row = received(officer, person, on=today() - 60 * DAY)
    step(
        officer,
        person,
        operations.notify,
        review=row,
        body="Prisons",
        happened_on=today() - 50 * DAY,
    )
    (notice,) = read(officer, person, ReviewNotice)

    step(
        officer,
        person,
        operations.answer_notice,
        notice=notice,
        answer="nil",
        answered_on=today(),
        said="",
        version=1,
    )

    with recorded.in_file(officer, person):
        shown = queries.shown(Review.objects.get(pk=row), on=today())
        ((found, _last, is_late),) = shown.notices
    assert (found.answer, is_late) == ("nil", True)


def test_s91d_every_matter_is_written_of_before_a_recommendation(officers):
    officer, _supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    considered(officer, person, row, tuple(rules.MATTERS)[:13])

    with pytest.raises(operations.CannotReview, match=r"\(n\), \(o\)"):
        step(officer, person, operations.propose, review=row, proposal="grant", why="x")


def test_two_who_write_of_one_matter_see_both(officers):
    officer, _supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    considered(officer, person, row, "a")

    with pytest.raises(Stale) as stale:
        considered(officer, person, row, "a")
    assert stale.value.now_recorded == {"considered": "Nothing"}


def test_one_recommends_and_another_determines(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    proposed(officer, person, row)

    with pytest.raises(NotAllowed):
        determined(officer, person, row)
    determined(supervisor, person, row)

    (found,) = read(officer, person)
    assert (found.stage, found.determined_by_id) == ("granted", supervisor.appointment_id)


def test_a_supervisor_does_not_determine_their_own_recommendation(officers):
    _officer, supervisor = officers
    person = indefinite(supervisor)
    row = received(supervisor, person)
    proposed(supervisor, person, row)

    with pytest.raises(operations.CannotReview, match="another officer"):
        determined(supervisor, person, row)


def test_a_granted_review_ends_the_duties_when_the_notice_is_received(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    proposed(officer, person, row)
    determined(supervisor, person, row)
    assert read(officer, person, Standing)[0].indefinite

    step(officer, person, operations.give, review=row, given_on=today(), received_on=today())

    (standing,) = read(officer, person, Standing)
    assert not standing.indefinite
    assert standing.until == today()


def test_a_refused_review_says_when_the_next_is_and_may_be_granted_on_appeal(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    proposed(officer, person, row, "refuse")
    determined(supervisor, person, row, "refuse", years=10)
    step(officer, person, operations.give, review=row, given_on=today(), received_on=today())
    (found,) = read(officer, person)
    clocks = {one.name: one for one in queries.clocks(found)}
    assert clocks["appeal"].day == today() + 20 * DAY
    assert clocks["further_qualifying_date"].day.year == today().year + 10
    assert read(officer, person, Standing)[0].indefinite

    step(officer, person, operations.appeal, review=row, happened_on=today(), court="Northmarch")
    step(
        officer,
        person,
        operations.decided_by_court,
        review=row,
        outcome="court_grants",
        happened_on=today(),
        court="Northmarch",
        why="",
    )

    assert not read(officer, person, Standing)[0].indefinite
    assert read(officer, person)[0].stage == "court_granted"


@pytest.mark.parametrize("years", [7, 16])
def test_s91b_the_next_review_is_after_eight_to_fifteen_years(officers, years):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    proposed(officer, person, row)

    with pytest.raises(operations.CannotReview, match="8 to 15 years"):
        determined(supervisor, person, row, "refuse", years=years)


def test_after_a_refusal_the_next_application_has_its_own_qualifying_date(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    proposed(officer, person, row, "refuse")
    determined(supervisor, person, row, "refuse")

    received(officer, person)

    again = next(one for one in read(officer, person) if one.pk != row)
    assert again.is_early
    assert again.qualifying_on.year == today().year + 8


def test_days_in_the_wrong_order_are_refused_in_one_sentence(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    proposed(officer, person, row)
    early = today() - DAY

    with pytest.raises(operations.CannotReview, match="before it was received"):
        determined(supervisor, person, row, happened_on=early)
    with pytest.raises(operations.CannotReview, match="rank"):
        determined(supervisor, person, row, rank="")
    determined(supervisor, person, row)
    with pytest.raises(operations.CannotReview, match="before it was determined"):
        step(officer, person, operations.give, review=row, given_on=early, received_on=None)
    with pytest.raises(operations.CannotReview, match="before it was given"):
        step(officer, person, operations.give, review=row, given_on=today(), received_on=early)
    with pytest.raises(operations.CannotReview, match="does not follow"):
        step(officer, person, operations.appeal, review=row, happened_on=today(), court="x")
    with pytest.raises(operations.CannotReview, match="stay as they were"):
        considered(officer, person, row, "a")


def test_it_can_be_returned_told_too_early_or_withdrawn(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    proposed(officer, person, row)
    determined(supervisor, person, row, "return")
    assert read(officer, person)[0].proposed_by_id is None

    step(
        officer,
        person,
        operations.close,
        review=row,
        how="withdraw",
        happened_on=today(),
        why="By letter",
    )

    assert read(officer, person)[0].stage == "withdrawn"


def typed(officer, person, change):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="notification_requirements:indefinite_review")
        with transaction.atomic(), perform(officer, May.RECORD_REVIEW) as done:
            Review.objects.filter(person=person).update(**change)
            done.record("review.typed", None, person=person)
            connection.check_constraints()


def test_the_database_refuses_a_determination_by_one(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    settled = {"stage": "granted", "determined_on": today(), "rank": "superintendent"}
    me, other = officer.appointment_id, supervisor.appointment_id

    for who, change in (
        (supervisor, {**settled, "determined_by_id": other}),
        (supervisor, {**settled, "determined_by_id": other, "proposed_by_id": other}),
        (supervisor, {**settled, "determined_by_id": other, "proposed_by_id": me}),
    ):
        with pytest.raises(DatabaseError):
            typed(who, person, change)
    proposed(officer, person, row)
    for who, change in (
        (officer, {**settled, "determined_by_id": me}),
        (officer, {**settled, "determined_by_id": other}),
        (supervisor, {**settled, "determined_by_id": other, "rank": ""}),
    ):
        with pytest.raises((IntegrityError, DatabaseError)):
            typed(who, person, change)
    determined(supervisor, person, row)
    with pytest.raises(IntegrityError, match="stays as it was made"):
        typed(supervisor, person, {"determined_on": today() - DAY})


# Parental directions ------------------------------------------------------------------------------


def test_a_parental_direction_ends_the_day_before_eighteen(officers):
    officer, _supervisor = officers
    born = date(today().year - 15, 1, 10)
    person = people.person(officer, born_said=str(born), born_on=born)
    step(
        officer,
        person,
        directing.record_direction,
        made_on=today() - DAY,
        court="Northmarch Youth Court",
        parent="Sam Synthetic",
        reached_at="",
        ends_on=None,
    )

    with recorded.in_file(officer, person):
        (found,) = queries.directions_of(Person.objects.get(pk=person))
    assert found.last_day == date(born.year + 18, 1, 9)
    assert found.because
    assert not found.is_over(today())


def test_a_direction_is_discharged_and_its_day_tells_the_rules(officers):
    officer, _supervisor = officers
    born = date(today().year - 15, 1, 10)
    person = people.person(officer, born_said=str(born), born_on=born)
    made = today() - 30 * DAY
    recorded.changing(officer, person, lambda: recorded.cautioned(person, made))
    direction = step(
        officer,
        person,
        directing.record_direction,
        made_on=made,
        court="Northmarch Youth Court",
        parent="Sam Synthetic",
        reached_at="",
        ends_on=None,
    )
    answers = {"reached_at": "", "ends_on": None, "discharged_why": "Lives with an aunt"}
    row = next(one for one in read(officer, person, ParentalDirection) if one.pk == direction)

    with pytest.raises(directing.CannotDirect, match="before it is made"):
        step(
            officer,
            person,
            directing.change_direction,
            direction=row,
            discharged_on=made - DAY,
            version=1,
            **answers,
        )
    step(
        officer,
        person,
        directing.change_direction,
        direction=row,
        discharged_on=today() - DAY,
        version=1,
        **answers,
    )

    with recorded.in_file(officer, person):
        (found,) = queries.directions_of(Person.objects.get(pk=person))
        current = Determination.objects.filter(person=person, is_current=True).first()
    assert found.last_day == today() - DAY
    assert current.answer["parental_direction"]["day"] == str(today() - DAY)
