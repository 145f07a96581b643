"""Changes that would bear another's name or nobody's: an actor is told, and blanked out again."""

import psycopg

from tests.walls import typed
from tests.walls.attempts import REFUSED
from tests.walls.typed import one, refusal
from tutela.agencies.tests import factories as agencies
from tutela.disclosure.tests import factories as disclosures
from tutela.people.tests import factories as people

# what was consulted stays consulted: it is known by the end of the setting
BLANKED = "set_config('tutela.actor', 'x' || current_setting('tutela.actor'), true)"
TOLD = "set_config('tutela.actor', ltrim(current_setting('tutela.actor'), 'x'), true)"
CHANGE = "UPDATE people_person SET given_names = 'Sam'"
TEST_MET = (
    "INSERT INTO disclosure_testanswer (id, consideration_id, person_id, test, is_met, why)"
    " SELECT gen_random_uuid(), id, person_id, 'harm', true, 'typed' FROM disclosure_consideration"
)
DECIDED = (
    "UPDATE disclosure_consideration SET stage = 'refused', decided_by_id = %s, decided_at = now(),"
    " reasons = 'typed'"
)


def blank(sql: psycopg.Connection) -> None:
    sql.execute(f"SELECT {BLANKED}")
    assert one(sql, "SELECT current_actor()") is None


def test_held_nothing_is_changed_by_nobody_in_the_page_of_somebody(world):
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql, person=world.mine)
        blank(sql)
        assert refusal(sql, CHANGE).startswith(REFUSED)
        sql.execute(f"SELECT {TOLD}")
        assert sql.execute(CHANGE).rowcount == 1


def test_held_nor_by_nobody_for_the_length_of_a_statement(world):
    within = f"UPDATE people_person SET given_names = left({BLANKED}, 3) RETURNING {TOLD}"
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql, person=world.mine)
        assert refusal(sql, within).startswith(REFUSED)


def test_held_who_asked_for_a_disclosure_does_not_decide_it_as_nobody(database):
    """Four eyes are asked of the actor; nobody is no job, for which they would not be asked."""
    officer = agencies.officer()
    decider, person = disclosures.decision_maker(officer), people.person(officer)
    disclosures.ask(officer, person)
    with typed.reading(officer, person) as sql:
        typed.entry(sql, person=person)
        blank(sql)
        assert refusal(sql, TEST_MET).startswith(REFUSED)
        assert refusal(sql, DECIDED, decider.appointment_id).startswith(REFUSED)


def test_held_no_change_stands_under_an_entry_of_the_door(database):
    """Else a change would be said to be that of an account that only signed in, or of nobody."""
    governor = agencies.officer(powers=["record", "govern"])
    person = people.person(governor)
    with typed.reading(governor, person) as sql:
        account = governor.user_id
        sql.execute("SELECT record_at_the_door('sign_in.made', %s, '{}')", [account])
        made = one(sql, "SELECT id FROM audit_entry WHERE account = %s", account)
        sql.execute("SELECT set_config('tutela.entry', %s, true)", [str(made)])
        assert refusal(sql, CHANGE) == f"{REFUSED} no change stands under an entry of the door"
