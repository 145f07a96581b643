import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import AlreadyDone, acting_as
from tutela.agencies.forms import roles_of
from tutela.agencies.tests import factories as agencies
from tutela.court_orders.tests.factories import in_file
from tutela.levels.models import Category, Decision, Level
from tutela.levels.operations import CannotDecide
from tutela.levels.queries import current, worklist
from tutela.levels.rules.deciding import screened_again
from tutela.levels.tests import factories
from tutela.people.parts import Part
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
START = date(2025, 1, 6)


@pytest.fixture
def officer():
    return agencies.officer()


@pytest.fixture
def person(officer):
    return people.person(officer)


@pytest.fixture
def chair(officer, person):
    made = agencies.officer("mappa_chair")
    people.interest(
        officer, person, made.team_id, Part.LEVELS, parts_change=[Part.LEVELS], kind="attends"
    )
    return made


def spans(officer, person, kind):
    field = "level" if kind is Level else "category"
    with in_file(officer, person):
        rows = kind.objects.filter(person=person).order_by("starts_on")
        return [(row.starts_on, getattr(row, field)) for row in rows]


def test_screened_to_level_1_raised_at_a_meeting_and_left_again(officer, person, chair):
    factories.category(officer, person, 1, START)
    factories.screening(officer, person, START)
    raised, left = START + timedelta(days=30), START + timedelta(days=120)

    factories.level(chair, person, 3, raised)
    factories.level(chair, person, 1, left, how="exit")

    assert spans(officer, person, Level) == [(START, 1), (raised, 3), (left, 1)]
    with in_file(officer, person):
        now = current(person)
        assert (now.category.category, now.level.level) == (1, 1)
        assert current(person, raised).level.level == 3
        assert now.level.decision.how == "exit"
        assert now.level.decision.decided_by_id == chair.appointment_id


def test_a_decision_told_late_keeps_what_was_decided_since(officer, person, chair):
    later, between = START + timedelta(days=60), START + timedelta(days=20)
    factories.level(chair, person, 2, later)
    factories.level(chair, person, 3, START)
    factories.level(chair, person, 2, between)

    assert spans(officer, person, Level) == [(START, 3), (between, 2), (later, 2)]


def test_a_second_decision_of_a_day_stands_and_the_first_is_kept(officer, person, chair):
    factories.level(chair, person, 2, START)
    factories.level(chair, person, 3, START)

    assert spans(officer, person, Level) == [(START, 3)]
    with in_file(officer, person):
        assert Decision.objects.filter(person=person).count() == 2


NEW = (
    "INSERT INTO levels_level (id, person_id, level, starts_on, ends_before, follows_on,"
    " decision_id, version) SELECT gen_random_uuid(), person_id, 1, {days}, decision_id, 1"
    " FROM levels_level WHERE person_id = %s AND level = 2"
)
BROKEN = [
    (
        "UPDATE levels_level SET ends_before = '2025-02-01' WHERE person_id = %s AND level = 2",
        "gap",
    ),
    (
        "UPDATE levels_level SET ends_before = '2030-02-01' WHERE person_id = %s AND level = 3",
        "end",
    ),
    ("UPDATE levels_level SET follows_on = NULL WHERE person_id = %s AND level = 3", "two firsts"),
    (NEW.format(days="'2025-01-10', '2025-01-20', NULL"), "a second first"),
    (NEW.format(days="'2025-01-10', '2025-01-20', '2025-01-10'"), "overlap"),
    (NEW.format(days="'2025-02-25', '2025-03-25', '2025-02-25'"), "the same day twice"),
]
HELD_BY = r"level_(follows|is_followed|has_one_first|begins_once|ends_once)"


def test_the_database_refuses_gap_and_overlap(officer, person, chair):
    factories.level(chair, person, 2, START)
    factories.level(chair, person, 3, START + timedelta(days=50))
    for statement, why in BROKEN:
        with (
            in_file(officer, person),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT set_config('tutela.entry', %s, true)", [str(uuid7())])
            cursor.execute("SET CONSTRAINTS level_follows, level_is_followed IMMEDIATE")
            assert refused(cursor, statement, person), why


def refused(cursor, statement, person):
    try:
        with transaction.atomic():
            cursor.execute(statement, [person])
    except IntegrityError as refusal:
        return re.search(HELD_BY, str(refusal))
    return None


def test_level_2_is_a_meetings_and_level_1_follows_a_screening(officer, person, chair):
    with pytest.raises(CannotDecide, match="decided at a meeting"):
        factories.level(chair, person, 2, START, how="coordinator")
    with pytest.raises(CannotDecide, match="in no category"):
        factories.screening(officer, person, START)
    factories.category(officer, person, 1, START)
    with pytest.raises(CannotDecide, match="robust plan"):
        factories.screening(officer, person, START, plan_is_robust=False)
    with pytest.raises(CannotDecide, match="nothing is decided for a later one"):
        factories.level(chair, person, 2, timezone.localdate() + timedelta(days=1))


def test_nobody_in_category_3_is_at_level_1(officer, person, chair):
    factories.category(officer, person, 3, START)
    with pytest.raises(CannotDecide, match="Nobody in category 3"):
        factories.screening(officer, person, START)
    factories.level(chair, person, 2, START)
    with pytest.raises(CannotDecide, match="managed at level 2: a meeting decides to end that"):
        factories.screening(officer, person, START + timedelta(days=5))

    left = START + timedelta(days=90)
    factories.level(chair, person, 1, left, how="exit")

    assert spans(officer, person, Category) == [(START, 3), (left, 0)]
    assert spans(officer, person, Level) == [(START, 2), (left, 0)]


def test_leaving_every_category_ends_the_level(officer, person):
    factories.category(officer, person, 2, START)
    factories.screening(officer, person, START)
    factories.category(officer, person, 0, START + timedelta(days=300))

    assert spans(officer, person, Level)[-1] == (START + timedelta(days=300), 0)


def typed_decision(actor, person, *, by, value, how, screening="NULL"):
    with in_file(actor, person), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO levels_decision (id, person_id, of, value, takes_effect_on, how, reason,"
            " provision, is_verified, basis, screening_id, decided_by_id, decided_at)"
            " VALUES (gen_random_uuid(), %s, 'level', %s, '2025-01-06', %s, 'x', '', true, '{}',"
            f" {screening}, %s, now())",
            [person, value, how, by.appointment_id],
        )


def test_nobody_decides_in_anothers_name(officer, person, chair):
    factories.level(chair, person, 2, START)
    with pytest.raises(Exception, match="row-level security"):
        typed_decision(officer, person, by=chair, value=3, how="meeting")


def test_with_the_part_alone_nobody_decides_level_2_or_3_by_typed_sql(officer, person):
    factories.category(officer, person, 2, START)
    factories.screening(officer, person, START)
    for how in ("meeting", "exit", "coordinator", "elsewhere"):
        with pytest.raises(Exception, match="row-level security"):
            typed_decision(officer, person, by=officer, value=2, how=how)
    for how in ("law", "officer"):
        with pytest.raises(Exception, match="law_and_officers_end_levels_only"):
            typed_decision(officer, person, by=officer, value=3, how=how)
    screening = "(SELECT id FROM levels_screening LIMIT 1)"
    with pytest.raises(Exception, match="a_screening_makes_level_1_only"):
        typed_decision(officer, person, by=officer, value=3, how="screening", screening=screening)


def test_a_screening_says_when_the_next_is_due_and_another_moves_it(officer, person):
    factories.category(officer, person, 2, START)
    factories.screening(officer, person, START)
    assert again(officer, person) == date(2026, 1, 6)  # the figure of all areas, not verified
    assert not screened_again("", START).verified

    factories.screening(officer, person, date(2025, 3, 3), again_on=date(2025, 9, 1))
    assert again(officer, person) == date(2025, 9, 1)
    later = {"outcome": "refer", "again_on": date(2025, 12, 1)}
    factories.screening(officer, person, date(2025, 8, 4), **later)
    assert again(officer, person) == date(2025, 12, 1)


def again(officer, person):
    with in_file(officer, person):
        return current(person).level.look_again_on


def test_who_may_only_read_the_level_decides_nothing(officer, person):
    reader = agencies.officer("mappa_chair")
    people.interest(officer, person, reader.team_id, Part.LEVELS, kind="attends")
    with pytest.raises(Exception, match="may not change"):
        factories.level(reader, person, 2, START)
    with acting_as(agencies.officer()):
        assert Level.objects.filter(person=person).count() == 0


def test_the_second_press_answers_as_the_first(officer, person, chair):
    key = uuid7()
    factories.level(chair, person, 2, START, key=key)
    with pytest.raises(AlreadyDone):
        factories.level(chair, person, 2, START, key=key)
    assert len(spans(officer, person, Level)) == 1


def test_youth_justice_and_mental_health_screen_whom_they_lead(officer, person):
    factories.category(officer, person, 2, START)
    for kind in ("youth_justice", "health"):
        assert "lead_practitioner" in dict(roles_of(kind))
    assert "lead_practitioner" not in dict(roles_of("housing"))
    leading = agencies.officer("lead_practitioner")
    people.interest(officer, person, leading.team_id, Part.LEVELS, parts_change=[Part.LEVELS])
    waits = {"on": timezone.localdate(), "most": 5}
    with acting_as(leading):
        assert [row.person_id for row in worklist.waiting(leading, [], **waits).unscreened] == [
            person
        ]

    factories.screening(leading, person, START)

    assert spans(officer, person, Level) == [(START, 1)]
    with acting_as(leading):
        found = worklist.waiting(leading, [], **waits)
        assert not found.unscreened
        assert [row.person_id for row in found.again] == [person]  # overdue since 2026
