from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import AlreadyDone, NotAllowed, acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.tests import factories as agencies
from tutela.notification_requirements.models import Breach, BreachStep
from tutela.notification_requirements.operations import breaches as operations
from tutela.notification_requirements.operations import missed as opening
from tutela.notification_requirements.queries import breaches as queries
from tutela.notification_requirements.tests import missed
from tutela.people.files import consult
from tutela.people.models import Person
from tutela.people.operations.holding import CannotChange
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
DAY = timedelta(days=1)


@pytest.fixture
def officers():
    return missed.pair()


def today():
    return timezone.localdate()


def open_missed():
    return opening.open_missed(using="worker")


def test_a_missed_date_opens_one_possible_breach_however_often_the_job_runs(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    missed.due(person, today() - 10 * DAY)

    open_missed()
    open_missed()

    (row,) = missed.read(officer, person)
    assert (row.stage, row.ground, row.begun_on) == ("opened", "periodic", today() - 9 * DAY)
    assert row.opened_by_id is None


def test_a_date_that_has_not_passed_on_every_reading_opens_nothing(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    missed.due(person, today())
    missed.due(person, today() - 5 * DAY, kind="change_notification", alleged_only_after=today())

    open_missed()

    assert missed.read(officer, person) == []


def test_a_late_notification_is_attached_and_closes_nothing(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    date = missed.due(person, today() - 10 * DAY)
    open_missed()

    missed.met(date, today() - 2 * DAY)
    open_missed()

    (row,) = missed.read(officer, person)
    assert (row.stage, row.ended_on) == ("opened", today() - 2 * DAY)


def recorded_before(person, days):
    with agencies.as_owner():
        Person.objects.using("owner").filter(pk=person).update(
            recorded_at=timezone.now() - timedelta(days=days)
        )


def test_a_notification_in_time_opens_nothing_and_one_that_came_late_before_the_job_does(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    recorded_before(person, 30)
    missed.met(missed.due(person, today() - 10 * DAY), today() - 11 * DAY)
    missed.met(missed.due(person, today() - 4 * DAY), today() - 2 * DAY)

    open_missed()

    (row,) = missed.read(officer, person)
    assert row.ended_on == today() - 2 * DAY


def test_what_was_made_good_before_the_person_came_into_the_register_opens_nothing(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    missed.met(missed.due(person, today() - 400 * DAY), today() - 300 * DAY)
    passed = missed.due(person, today() - 200 * DAY, kind="travel_notification")
    missed.change_due(passed, ended_at=timezone.now(), ended_because="passed")

    open_missed()

    assert missed.read(officer, person) == []


def test_a_journey_that_began_unnotified_opens_a_possible_breach(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    recorded_before(person, 30)
    passed = missed.due(person, today() - 9 * DAY, kind="travel_notification")
    missed.change_due(passed, ended_at=timezone.now(), ended_because="passed")

    open_missed()

    (row,) = missed.read(officer, person)
    assert row.ground == "travel"


def test_dates_worked_out_again_are_said_and_nothing_is_deleted(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    date = missed.due(person, today() - 10 * DAY)
    open_missed()

    missed.change_due(date, due_on=today() + 5 * DAY)
    open_missed()

    (row,) = missed.read(officer, person)
    assert "last day is later" in queries.doubt(row)
    missed.change_due(date, ended_at=timezone.now(), ended_because="no_longer")
    (row,) = missed.read(officer, person)
    assert "no longer ask" in queries.doubt(row)


def test_what_was_closed_as_not_missed_opens_again_for_another_missed_day(officers):
    officer, supervisor = officers
    person = people.person(officer)
    date = missed.due(person, today() - 10 * DAY)
    open_missed()
    (row,) = missed.read(officer, person)
    propose(officer, person, row.pk, "not_missed")
    decide(supervisor, person, row.pk)

    missed.change_due(date, due_on=today() - 5 * DAY)
    open_missed()
    open_missed()

    assert [one.stage for one in missed.read(officer, person)] == ["opened", "not_missed"]


def test_s91_3_what_an_officer_opened_takes_the_missed_date_in(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person, ground="periodic", happened_on=today() - 12 * DAY)
    date = missed.due(person, today() - 10 * DAY)

    open_missed()

    (found,) = missed.read(officer, person)
    assert (found.pk, found.due_id) == (row, date.pk)
    with pytest.raises(operations.CannotStep, match=r"s\.91\(3\)"):
        missed.opened_by_hand(officer, person, ground="periodic")


def propose(officer, person, row, proposal="no_action"):
    missed.step(
        officer, person, operations.propose, breach=row, proposal=proposal, why="A first slip"
    )


def decide(officer, person, row, decision="agree"):
    missed.step(
        officer, person, operations.decide, breach=row, decision=decision, why="As recommended"
    )


def test_one_recommends_and_another_who_supervises_decides(officers):
    officer, supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)

    propose(officer, person, row)
    with pytest.raises(NotAllowed):
        decide(officer, person, row)
    decide(supervisor, person, row)

    (found,) = missed.read(officer, person)
    assert found.stage == "no_action"


def test_a_supervisor_does_not_decide_their_own_recommendation(officers):
    _officer, supervisor = officers
    person = people.person(supervisor)
    row = missed.opened_by_hand(supervisor, person)
    propose(supervisor, person, row)

    with pytest.raises(operations.CannotStep, match="another officer"):
        decide(supervisor, person, row)


def test_two_appointments_of_one_person_are_one_pair_of_eyes(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    again = agencies.appointment(
        "police_supervisor",
        team=agencies.Team.objects.using("owner").get(pk=officer.team_id),
        user=agencies.User.objects.using("owner").get(pk=officer.user_id),
    )
    both = agencies.actor_of(officer.user_id, again.pk)
    row = missed.opened_by_hand(officer, person)
    propose(officer, person, row)

    with pytest.raises(operations.CannotStep, match="another officer"):
        decide(both, person, row)


def test_a_recommendation_can_be_returned_and_made_again(officers):
    officer, supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)
    propose(officer, person, row)

    decide(supervisor, person, row, "return")
    propose(officer, person, row)
    decide(supervisor, person, row)

    (found,) = missed.read(officer, person)
    assert found.stage == "no_action"


def test_from_an_explanation_to_a_conviction(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)

    missed.step(
        officer,
        person,
        operations.explain,
        breach=row,
        happened_on=today(),
        why="He says that he moved back",
        checked="Neighbours say not",
    )
    missed.step(officer, person, operations.investigate, breach=row, why="Statements to take")
    missed.step(
        officer,
        person,
        operations.charge,
        breach=row,
        happened_on=today(),
        offence="s.91(1)(b)",
        court="Northmarch Magistrates' Court",
        why="Statements of two neighbours",
    )
    missed.step(
        officer,
        person,
        operations.conclude,
        breach=row,
        outcome="convict",
        happened_on=today(),
        court="Northmarch Magistrates' Court",
        result=None,
        why="Pleaded guilty",
    )

    (found,) = missed.read(officer, person)
    assert (found.stage, found.is_explained) == ("convicted", True)


def test_a_partner_reads_no_possible_breach_and_writes_none(officers):
    officer, _supervisor = officers
    other = agencies.officer()
    person = people.person(officer)
    people.interest(officer, person, other.team_id, "addresses")
    missed.opened_by_hand(officer, person)

    assert missed.read(other, person) == []
    with pytest.raises(CannotChange):
        missed.opened_by_hand(other, person)


# Typed past the operation -------------------------------------------------------------------------


def typed(officer, person, write):
    people.opened(officer, person)
    with acting_as(officer):
        consult([person], page="notification_requirements:breach")
        with transaction.atomic(), perform(officer, May.RECORD_BREACH) as done:
            write()
            done.record("breach.typed", None, person=person)
            transaction.get_connection().check_constraints()


def a_step(officer, person, row, **fields):
    return BreachStep(
        **{
            "breach_id": row,
            "person_id": person,
            "kind": "agree",
            "leads_to": "no_action",
            "happened_on": today(),
            "why": "x",
            "made_by_id": officer.appointment_id,
            "made_at": timezone.now(),
        }
        | fields
    )


def test_the_database_refuses_a_release_by_one(officers):
    officer, supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)
    propose(officer, person, row)
    alone = {"proposed_by_id": officer.appointment_id}

    for who, more in (
        (officer, alone),
        (officer, {"proposed_by_id": supervisor.appointment_id}),
        (supervisor, {}),
        (supervisor, {"proposed_by_id": supervisor.appointment_id}),
        (officer, {**alone, "made_by_id": supervisor.appointment_id}),
        (supervisor, {**alone, "leads_to": "excused"}),
    ):
        with pytest.raises(DatabaseError):
            typed(who, person, a_step(who, person, row, **more).save)


def test_the_database_refuses_a_stage_to_which_no_step_led(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    row = missed.opened_by_hand(officer, person)

    for stage in ("no_action", "charged"):
        change = Breach.objects.filter(pk=row)
        with pytest.raises(IntegrityError, match="moves by a step"):
            typed(officer, person, lambda change=change, stage=stage: change.update(stage=stage))


def test_a_step_is_never_changed(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    missed.opened_by_hand(officer, person)

    with pytest.raises(DatabaseError, match="permission denied"):
        typed(officer, person, lambda: BreachStep.objects.update(why="another"))


def test_a_second_press_opens_no_second_one(officers):
    officer, _supervisor = officers
    person, key = people.person(officer), uuid7()
    answers = {"ground": "false", "happened_on": today(), "why": "x"}

    def press():
        people.opened(officer, person)
        with acting_as(officer):
            consult([person], page="notification_requirements:breach")
            operations.open_breach(
                actor=officer,
                person=Person.objects.get(pk=person),
                key=key,
                now=timezone.now(),
                **answers,
            )

    press()
    with pytest.raises(AlreadyDone):
        press()
    assert len(missed.read(officer, person)) == 1
