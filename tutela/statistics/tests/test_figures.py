from datetime import date

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import NotAllowed, Refused, acting_as
from tutela.agencies.models import User
from tutela.agencies.tests import factories as agencies
from tutela.statistics import operations, queries, rules, tables
from tutela.statistics.models import Ask, Count, Decision, Figure, Publication, Snapshot
from tutela.statistics.tests import counted as by_hand

pytestmark = pytest.mark.usefixtures("database")


def values(of, snapshot):
    with acting_as(of.asker):
        return {line.code: line.value for line in queries.lines(snapshot)}


def ask(of, snapshot, actor=None):
    with acting_as(actor or of.asker):
        key = operations.ask_release(
            actor=actor or of.asker,
            snapshot=snapshot,
            why="Annual report",
            key=uuid7(),
            now=timezone.now(),
        )
        return Ask.objects.select_related("snapshot").get(pk=key)


def decide(of, asked, outcome="released", actor=None):
    actor = actor or of.releaser
    with acting_as(actor):
        key = operations.decide_release(
            actor=actor, ask=asked, outcome=outcome, why="Agreed", key=uuid7(), now=timezone.now()
        )
        return Publication.objects.filter(decision=key).first()


def seen_by(actor, model):
    with acting_as(actor):
        return model.objects.count()


def released_to(actor, of):
    """How many releases of this area the actor sees: others were released before."""
    with acting_as(actor):
        return Publication.objects.filter(area=of.area).count()


def test_every_figure_is_what_was_counted_by_hand():
    of = by_hand.everything()

    snapshot = by_hand.counted(of)

    assert values(of, snapshot) == {
        rules.REGISTERED: 4,
        rules.RATE: 13,
        rules.BREACHES: 2,
        rules.REVIEWS: 2,
        rules.SHPO: 2,
        rules.SHPO_TRAVEL: 1,
        rules.NOTIFICATION_ORDERS: 1,
        tables.UNSCREENED: 4,
    }
    assert (snapshot.year_from, snapshot.population_on) == (by_hand.YEAR_FROM, date(2025, 6, 30))
    assert not snapshot.population_is_verified
    assert snapshot.chart.startswith("<svg")
    assert snapshot.disclosed_chart == ""  # every number of the year is too small to be let out


def test_category_by_level_and_levels_2_and_3_in_the_year_are_what_was_counted_by_hand():
    snapshot = by_hand.counted(of := by_hand.at_levels())

    with acting_as(of.asker):
        found = {row.code: row.value for row in Figure.objects.filter(snapshot=snapshot)}
    numbers = {code: found[code] for code in tables.CODES if found[code]}
    assert numbers == {
        "category_2_level_1": 3,
        "category_2_level_2": 1,
        "category_3_level_3": 1,
        "category_2": 4,
        "category_3": 1,
        "level_1": 3,
        "level_2": 1,
        "level_3": 1,
        "managed": 5,
        "unscreened": 1,
        "year_level_2_category_2": 1,
        "year_level_2_category_3": 1,
        "year_level_2": 2,
        "year_level_3_category_2": 1,
        "year_level_3_category_3": 1,
        "year_level_3_category_4": 1,
        "year_level_3": 3,
    }
    with acting_as(of.asker):
        managed, year = queries.tables_of(snapshot)
    assert [cell.value for cell in managed.rows[-1][1]] == [0, 4, 1, 0, 5]
    assert [cell.disclosed for cell in year.rows[0][1]] == [0, None, None, 0, None]


def test_a_count_made_again_stands_beside_the_first_which_never_changes():
    of = by_hand.force()
    first = by_hand.counted(of)
    by_hand.registered(of, area=of.area)

    second = by_hand.counted(of)

    with acting_as(of.asker):
        assert queries.earlier(second) == first
        line = queries.lines(second, queries.earlier(second))[0]
        assert (line.value, line.earlier) == (1, 0)
    with acting_as(of.asker), pytest.raises(DatabaseError, match="permission denied"):
        Figure.objects.filter(snapshot=first).update(value=7)


def test_the_job_run_twice_counts_once():
    of = by_hand.force()
    snapshot = by_hand.counted(of)

    again = operations.count(snapshot.count_id, now=timezone.now(), using="worker")

    assert again == snapshot.pk
    assert seen_by(of.asker, Snapshot) == 1


def test_only_the_responsible_authority_of_the_area_sees_what_was_counted():
    of = by_hand.force()
    by_hand.counted(of)

    for actor in (of.asker, of.releaser, of.officer):
        assert seen_by(actor, Snapshot) == 1
        assert seen_by(actor, Figure) == len(rules.CODES) + len(tables.CODES)
    for actor in (of.partner, of.stranger):
        for model in (Count, Snapshot, Figure):
            assert seen_by(actor, model) == 0


def test_figures_are_let_out_by_two_and_can_be_taken_back():
    of = by_hand.force()
    asked = ask(of, by_hand.counted(of))
    assert released_to(of.partner, of) == 0

    with pytest.raises(Refused, match="another person"):
        decide(of, asked, actor=of.asker)
    publication = decide(of, asked)

    for actor in (of.partner, of.stranger):
        assert released_to(actor, of) == 1
        assert (seen_by(actor, Figure), seen_by(actor, Decision), seen_by(actor, Ask)) == (0, 0, 0)
    with acting_as(of.releaser):
        operations.withdraw_release(
            actor=of.releaser,
            publication=publication,
            why="Counted wrongly",
            key=uuid7(),
            now=timezone.now(),
        )
    assert released_to(of.stranger, of) == 0
    assert released_to(of.officer, of) == 1


def test_what_is_refused_is_not_let_out_and_may_be_asked_for_again():
    of = by_hand.force()
    snapshot = by_hand.counted(of)
    asked = ask(of, snapshot)
    with pytest.raises(Refused, match="waits"):
        ask(of, snapshot)

    assert decide(of, asked, "refused") is None

    assert released_to(of.stranger, of) == 0
    assert ask(of, snapshot).pk != asked.pk


def test_two_days_near_each_other_are_not_both_let_out():
    of = by_hand.force()
    decide(of, ask(of, by_hand.counted(of)))

    with pytest.raises(Refused, match="31 March 2026"):
        decide(of, ask(of, by_hand.counted(of, date(2026, 4, 30))))

    assert decide(of, ask(of, by_hand.counted(of, date(2025, 3, 31)))) is not None


def test_two_appointments_of_one_person_are_one_person():
    of = by_hand.force()
    asked = ask(of, by_hand.counted(of))
    with agencies.as_owner():
        user = User.objects.using("owner").get(pk=of.asker.user_id)
    second = agencies.officer("mappa_coordinator", team=agencies.team(agency=of.agency), user=user)

    with pytest.raises(Refused, match="another person"):
        decide(of, asked, actor=second)


@pytest.mark.parametrize("role", ["asker", "officer", "stranger", "partner"])
def test_typed_sql_lets_nothing_out_alone(role):
    of = by_hand.force()
    asked = ask(of, by_hand.counted(of))

    with (
        acting_as(getattr(of, role)),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="figures refused"),
    ):
        cursor.execute(
            "SELECT decide_release(%s, %s, %s, 'released', 'x')", [uuid7(), uuid7(), asked.pk]
        )


def test_the_table_itself_refuses_a_decision_by_who_asked():
    of = by_hand.force()
    asked = ask(of, by_hand.counted(of))

    with (
        agencies.as_owner(),
        pytest.raises(DatabaseError, match="figures_released_by_another_person"),
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO statistics_decision (id, ask_id, asked_account_id, decided_by_id,"
            " account_id, outcome, why, at) VALUES (%s, %s, %s, %s, %s, 'released', 'x', now())",
            [
                uuid7(),
                asked.pk,
                asked.account_id,
                of.asker.appointment_id,
                asked.account_id,
            ],
        )


def test_only_a_co_ordinator_asks_for_a_count():
    of = by_hand.force()

    with acting_as(of.officer), pytest.raises(NotAllowed):
        operations.ask_for_count(
            actor=of.officer, counted_on=by_hand.DAY, key=uuid7(), now=timezone.now()
        )
    with (
        acting_as(of.officer),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="figures refused"),
    ):
        cursor.execute("SELECT ask_for_count(%s, '2026-03-31')", [uuid7()])
