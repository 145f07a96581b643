"""A case at a meeting, its risk, its level and what was asked, as an attacker would type it."""

from datetime import date
from uuid import uuid4

import pytest

from tests.walls import typed
from tests.walls.attempts import REFUSED
from tutela.agencies.tests import factories as agencies
from tutela.levels.tests import factories as levels
from tutela.meetings.tests import scene as scenes
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
ASSESSMENT = (
    "INSERT INTO risk_assessment (id, person_id, tool, called, edition, done_on, done_by,"
    " is_complete, nature, imminence, increasing, reducing, source, wrong_because, recorded_by_id,"
    " recorded_at, version) VALUES (gen_random_uuid(), %s, 'oasys', '', '', today(), 'X', true, '',"
    " '', '', '', '', '', %s, now(), 1)"
)
PLAN = (
    "INSERT INTO risk_plan (id, person_id, number, key_information, considerations, supervision,"
    " monitoring, interventions, victim_safety, contingency, review_due_on, why, written_by_id,"
    " written_at)"
    " VALUES (gen_random_uuid(), %s, 7, 'X', '', '', '', '', '', '', today(), '', %s, now())"
)
SETTLE = (
    "UPDATE meetings_referral SET stage = 'accepted', settled_by_id = %s, settled_at = now(),"
    " version = version + 1 WHERE id = %s"
)
# what is of a case and of nobody else
TABLES = (
    *("levels_category", "levels_level", "levels_decision", "levels_screening", "levels_reckoned"),
    *("risk_assessment", "risk_plan", "risk_harm", "risk_planreview"),
    *("meetings_referral", "meetings_item", "meetings_note", "meetings_outcome", "meetings_action"),
    *("meetings_invitation", "meetings_informationrequest", "meetings_informationreturn"),
    *("meetings_minutes", "meetings_attendance", "meetings_dissent", "meetings_amendment"),
    *("disclosure_consideration", "disclosure_made", "disclosure_incident", "disclosure_awaited"),
)


@pytest.fixture
def scene(database):
    return scenes.scene()


@pytest.mark.parametrize("statement", [ASSESSMENT, PLAN], ids=["assessment", "plan"])
def test_held_nobody_assesses_or_plans_in_anothers_name(scene, statement):
    with typed.reading(scene.probation, scene.person) as sql:
        typed.entry(sql, person=scene.person)
        for name in (scene.chair.appointment_id, None):
            assert typed.refusal(sql, statement, scene.person, name).startswith(REFUSED)
        own = sql.execute(statement, [scene.person, scene.probation.appointment_id])
        assert own.rowcount == 1


def test_held_nobody_settles_a_referral_in_anothers_name(scene):
    referral = scenes.referred(scene)
    with typed.reading(scene.coordinator, scene.person) as sql:
        typed.entry(sql, person=scene.person)
        other = scene.chair.appointment_id
        assert typed.refusal(sql, SETTLE, other, referral).startswith(REFUSED)
        assert sql.execute(SETTLE, [scene.coordinator.appointment_id, referral]).rowcount == 1


def test_held_a_partner_answers_in_nobody_elses_name(scene):
    item = scenes.on_agenda(scene)
    scenes.invited(scene, item)
    answer = (
        "UPDATE meetings_invitation SET answer = 'comes', answered_by_id = %s,"
        " answered_at = now(), version = version + 1 WHERE team_id = %s"
    )
    with typed.reading(scene.children, scene.person) as sql:
        typed.entry(sql, person=scene.person)
        mine, team = scene.children.appointment_id, scene.children.team_id
        refused = typed.refusal(sql, answer, scene.chair.appointment_id, team)
        assert refused.startswith(REFUSED)
        assert sql.execute(answer, [mine, team]).rowcount == 1


def test_held_a_category_or_level_says_what_was_decided(database):
    officer, chair = agencies.officer(), agencies.officer("mappa_chair")
    person, on = people.person(officer), date(2026, 1, 5)
    people.interest(officer, person, chair.team_id, "levels", parts_change=["levels"])
    levels.category(officer, person, 2, on)
    levels.level(chair, person, 2, on)
    for table, column in (("levels_category", "category"), ("levels_level", "level")):
        changed = f"UPDATE {table} SET {column} = 3, version = version + 1 WHERE person_id = %s"
        with typed.reading(officer, person) as sql:
            typed.entry(sql, person=person)
            assert typed.one(sql, f"SELECT {column} FROM {table} WHERE person_id = %s", person) == 2
            assert typed.refusal(sql, changed, person).startswith("23503")


def test_held_a_level_is_not_hung_under_an_older_decision(database):
    """What the chair decided last year bears no change of today."""
    officer, chair = agencies.officer(), agencies.officer("mappa_chair")
    person = people.person(officer)
    people.interest(officer, person, chair.team_id, "levels", parts_change=["levels"])
    levels.category(officer, person, 2, date(2026, 1, 5))
    levels.level(chair, person, 3, date(2026, 1, 5))
    levels.level(chair, person, 2, date(2026, 3, 5))
    older = "SELECT id FROM levels_decision WHERE of = 'level' AND value = 3"
    with typed.reading(officer, person) as sql:
        typed.entry(sql, person=person)
        changed = (
            f"UPDATE levels_level SET level = 3, decision_id = ({older}), version = version + 1"
            " WHERE level = 2"
        )
        assert typed.refusal(sql, changed).startswith("23503")


def test_held_without_an_opening_or_by_a_stranger_nothing_of_a_case_is_read(scene):
    item = scenes.on_agenda(scene)
    scenes.invited(scene, item)
    stranger = agencies.officer("mappa_coordinator")
    for actor in (stranger, None):
        with typed.acting(actor) as sql:
            for table in TABLES:
                assert typed.rows(sql, f"SELECT * FROM {table}") == [], (table, actor)
            assert typed.rows(sql, "SELECT * FROM meetings_sitting") == []


def test_held_somebody_elses_question_is_neither_read_nor_answered(database):
    asker, other = agencies.officer("partner"), agencies.officer("police_duty_officer")
    told = uuid4()
    with typed.acting(asker) as sql:
        typed.entry(sql)
        sql.execute(
            "SELECT ask_whether_managed(%s, 'Nobody', 'Alex', '', '', '', 'a tenancy', NULL,"
            " 'NOBODY', 'ALEX', NULL, NULL, '{}')",
            [told],
        )
        sql.commit()
    with typed.acting(other) as sql:
        assert typed.rows(sql, "SELECT * FROM contact_log_told WHERE id = %s", told) == []
        assert typed.rows(sql, "SELECT * FROM shared_with_me()") == []
        typed.entry(sql)
        forged = "SELECT answer_asked(gen_random_uuid(), %s, 'shared', 'x', %s, %s)"
        assert typed.refusal(sql, forged, told, uuid4(), uuid4()).startswith(REFUSED)
