"""After any sequence of operations the stored answers are those computed, and the earlier stay."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.court_orders.models import Order, Result
from tutela.notification_requirements.models import Determination, Travel
from tutela.notification_requirements.operations import register
from tutela.notification_requirements.tests import recorded
from tutela.people.models import Address, BirthDate, Name, Whereabouts
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")

days = st.dates(date(2005, 1, 1), timezone.localdate() + timedelta(days=40))
lengths = st.none() | st.integers(1, 60)


def result(person, on, length):
    recorded.convicted(person, on, months=length)


def caution(person, on, length):
    recorded.cautioned(person, on)


def quash(person, on, length):
    Result.objects.filter(person=person).update(stage="quashed", cancelled_on=on)


def order(person, on, length):
    ends = on + timedelta(days=31 * length) if length else None
    recorded.ordered(person, on, ends_on=ends)


def discharge(person, on, length):
    for row in Order.objects.filter(person=person, made_on__lte=on, ended_on=None):
        row.stage, row.ended_on = "discharged", on
        row.save(update_fields=["stage", "ended_on"])


def home(person, on, length):
    recorded.lives(person, on, lines=f"{on.toordinal()} High Street")


def nowhere(person, on, length):
    recorded.lives(person, on, kind="no_fixed_abode", lines="The market place")


def leave_home(person, on, length):
    Address.objects.filter(person=person, starts_on__lt=on).update(ends_on=on)


def protected_home(person, on, length):
    recorded.lives(person, on, part="protected", lines="Kept apart")


def held(person, on, length):
    ends = on + timedelta(days=length) if length else None
    Whereabouts.objects.create(
        person_id=person, kind="custody", by_order=True, starts_on=on, ends_on=ends
    )


def die(person, on, length):
    Whereabouts.objects.create(person_id=person, kind="died", starts_on=on)


def notify(person, on, length):
    kind = ["initial", "periodic", "return"][(length or 0) % 3]
    recorded.notified(person, kind, on)


def announce(person, on, length):
    expected = on + timedelta(days=5)
    recorded.notified(person, "change", on, of="home_address", expected_on=expected)


def journey(person, on, length):
    travel = Travel.objects.create(person_id=person, departs_on=on)
    if length:
        recorded.notified(person, "travel", on, travel=travel)


def alias(person, on, length):
    Name.objects.create(person_id=person, kind="alias", surname="Other", starts_on=on)


def birth(person, on, length):
    BirthDate.objects.filter(person=person).update(
        on=None, said="2000", earliest=date(2000, 1, 1), latest=date(2000, 12, 31)
    )


WRITES = (result, caution, quash, order, discharge, home, nowhere, leave_home, protected_home,
          held, die, notify, announce, journey, alias, birth)  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(WRITES), days, lengths), min_size=1, max_size=7)


@pytest.fixture(scope="module")
def officer(django_db_blocker):
    with django_db_blocker.unblock():
        return agencies.officer()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps)
def test_after_any_sequence_of_operations(officer, taken):
    person = people.person(officer)
    answers: list = []
    for write, on, length in taken:
        recorded.changing(officer, person, lambda w=write, o=on, n=length: w(person, o, n))
        answers = still_there(person, answers)

    told = check(person)

    assert told.different == []
    # what the operations determined is what the job finds: it changes nothing
    register.determine_marked(now=timezone.now(), using="worker")
    assert [row.pk for row in stored(person)] == [row.pk for row in answers]
    assert sum(row.is_current for row in stored(person)) <= 1


def stored(person):
    with acting_as(register.JOB, using="worker"):
        rows = Determination.objects.using("worker").filter(person=person)
        return list(rows.order_by("made_at", "id"))


def still_there(person, before):
    """Everything that was answered is still there, as it was answered."""
    now = stored(person)
    kept = {row.pk: row.answer for row in now}
    assert all(kept[row.pk] == row.answer for row in before)
    return now


def check(person):
    """Not waiting for the job: the marks are taken away, the answers must stand by themselves."""
    with agencies.as_owner():
        from tutela.notification_requirements.models import Stale

        Stale.objects.using("owner").filter(person=person).delete()
    return register.check_batch([person], timezone.now(), "worker")
