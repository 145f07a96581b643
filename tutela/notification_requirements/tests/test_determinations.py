from datetime import date, timedelta

import pytest
from django.utils import timezone

from tutela.agencies.tests import factories as agencies
from tutela.notification_requirements.models import Determination, Due
from tutela.notification_requirements.tests import recorded
from tutela.people.models import Whereabouts
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")

TODAY = timezone.localdate
CONVICTED = date(2024, 3, 1)


def current(officer, person):
    with recorded.in_file(officer, person):
        return Determination.objects.filter(person=person, is_current=True).first()


def dues(officer, person, **only):
    with recorded.in_file(officer, person):
        return list(Due.objects.filter(person=person, **only))


def test_a_person_without_a_court_result_has_no_determination():
    officer = agencies.officer()
    person = people.person(officer)

    assert current(officer, person) is None


def test_recording_a_conviction_determines_in_the_same_operation():
    officer = agencies.officer()
    person = people.person(officer)

    found = recorded.changing(
        officer, person, lambda: recorded.convicted(person, CONVICTED, months=12)
    )

    made = current(officer, person)
    assert made.answer["last_day"] == "2034-02-28"
    assert [due.kind for due in dues(officer, person)] == ["initial_notification"]
    standing = recorded.standing(officer, person)
    assert standing.is_subject
    assert standing.until == date(2034, 2, 28)
    assert standing.next_due_on == date(2024, 3, 3)
    assert len(found) == 1
    assert found[0].context["began"][0]["day"] == "3 March 2024"


def test_a_notification_meets_what_was_due_and_begins_the_year():
    officer = agencies.officer()
    person = people.person(officer)
    recorded.changing(officer, person, lambda: recorded.convicted(person, CONVICTED))

    recorded.changing(
        officer, person, lambda: recorded.notified(person, "initial", date(2024, 3, 2))
    )

    met = dues(officer, person, ended_because="met")
    assert [(due.kind, due.met_on) for due in met] == [("initial_notification", date(2024, 3, 2))]
    going = dues(officer, person, ended_at=None)
    assert [(due.kind, due.due_on) for due in going] == [
        ("periodic_notification", date(2025, 3, 2))
    ]


def test_the_earlier_answer_stays():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    first = current(officer, person)

    recorded.changing(officer, person, lambda: recorded.ordered(person, date(2024, 6, 1)))

    second = current(officer, person)
    assert second.pk != first.pk
    assert second.answer["indefinite"]
    with recorded.in_file(officer, person):
        earlier = Determination.objects.get(pk=first.pk)
    assert not earlier.is_current
    assert earlier.superseded_at == second.made_at


def test_facts_that_leave_the_answer_as_it_is_write_no_determination():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    first = current(officer, person)

    recorded.changing(
        officer, person, lambda: recorded.lives(person, None, kind="postal", lines="PO Box 1")
    )

    assert current(officer, person).pk == first.pk


def test_a_term_without_its_length_is_said_and_the_other_dates_run():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)

    recorded.changing(
        officer, person, lambda: recorded.convicted(person, date(2025, 1, 10), months=None)
    )

    made = current(officer, person)
    assert made.trouble == (
        "The court result or order of 10 January 2025: the length of the sentence is needed: how"
        " long, in years, months or days. It is left out of these dates."
    )
    assert made.answer["last_day"] == "2034-02-28"
    assert recorded.standing(officer, person).is_troubled


def test_without_a_date_of_birth_the_person_is_taken_as_an_adult_and_that_is_said():
    officer = agencies.officer()
    person = people.person(officer, born_on=None, born_said="not known")

    recorded.changing(officer, person, lambda: recorded.convicted(person, CONVICTED))

    made = current(officer, person)
    assert made.answer["last_day"] == "2034-02-28"
    assert any("No date of birth is recorded" in sentence for sentence in made.assumed)


def test_whoever_cannot_see_the_results_leaves_the_dates_to_the_job():
    ours, theirs = agencies.officer(), agencies.officer("probation_practitioner")
    person = recorded.registered(ours, CONVICTED)
    people.interest(ours, person, theirs.team_id, "identity", "addresses",
                    parts_change=["addresses"])  # fmt: skip
    first = current(ours, person)

    found = recorded.changing(
        theirs,
        person,
        lambda: recorded.lives(person, TODAY() - timedelta(days=1), lines="2 Low Street"),
    )

    assert found == []
    assert current(ours, person).pk == first.pk


def test_a_change_nobody_notified_is_told_late_by_a_later_notification_of_everything():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    moved = date(2024, 5, 10)
    recorded.changing(officer, person, lambda: recorded.lives(person, moved, lines="2 Low Street"))
    [change] = dues(officer, person, kind="change_notification")
    assert (change.due_on, change.ended_at) == (date(2024, 5, 12), None)

    recorded.changing(
        officer, person, lambda: recorded.notified(person, "periodic", date(2025, 2, 1))
    )

    [change] = dues(officer, person, kind="change_notification")
    assert (change.ended_because, change.met_on) == ("met", date(2025, 2, 1))
    assert recorded.standing(officer, person).next_due_on == date(2026, 2, 1)


def test_the_same_when_both_come_at_once_and_the_late_day_is_kept():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)

    def both():
        recorded.lives(person, date(2024, 5, 10), lines="2 Low Street")
        recorded.notified(person, "periodic", date(2025, 2, 1))

    recorded.changing(officer, person, both)
    recorded.changing(officer, person, lambda: recorded.ordered(person, date(2025, 3, 1)))

    [change] = dues(officer, person, kind="change_notification")
    assert (change.due_on, change.met_on) == (date(2024, 5, 12), date(2025, 2, 1))


def test_what_was_notified_before_the_change_cannot_have_told_it():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)
    recorded.changing(
        officer, person, lambda: recorded.notified(person, "periodic", date(2025, 2, 1))
    )

    recorded.changing(
        officer, person, lambda: recorded.lives(person, date(2025, 3, 1), lines="2 Low Street")
    )

    [change] = dues(officer, person, kind="change_notification")
    assert change.ended_at is None


def held(person, starts_on, ends_on, kind="custody"):
    by_order = True if kind == "custody" else None
    Whereabouts.objects.create(
        person_id=person, kind=kind, by_order=by_order, starts_on=starts_on, ends_on=ends_on
    )


def test_the_day_of_release_is_the_first_of_the_three():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)

    recorded.changing(officer, person, lambda: held(person, date(2025, 1, 6), date(2025, 2, 21)))

    [change] = dues(officer, person, kind="change_notification")
    assert (change.starts_on, change.due_on) == (date(2025, 2, 21), date(2025, 2, 23))


def test_a_first_notification_on_the_day_of_release_counts():
    officer = agencies.officer()
    person = people.person(officer)

    def convicted_and_released():
        recorded.convicted(person, CONVICTED)
        held(person, CONVICTED, date(2025, 2, 21))
        recorded.notified(person, "initial", date(2025, 2, 21))

    recorded.changing(officer, person, convicted_and_released)

    assert [due.kind for due in dues(officer, person, ended_at=None)] == ["periodic_notification"]


def test_held_and_released_on_one_day_is_a_release_of_that_day():
    officer = agencies.officer()
    person = recorded.registered(officer, CONVICTED)

    recorded.changing(officer, person, lambda: held(person, date(2025, 2, 21), date(2025, 2, 21)))

    [change] = dues(officer, person, kind="change_notification")
    assert (change.about, change.due_on) == ("release:2025-02-21", date(2025, 2, 23))
