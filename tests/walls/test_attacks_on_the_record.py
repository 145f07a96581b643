"""The record and the roles, attacked by SQL typed as `tutela_casework`. Verdicts as in test_attacks."""

import base64
import pickle

import psycopg
import pytest
from django.core.cache import cache

from tests.walls import typed
from tests.walls.typed import one, refusal, rows
from tutela.installation.casework_sessions import SessionStore
from tutela.installation.sessions import kept_key


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_consultation (opening_id, actor, person_id, page, parts_read, parts_change) VALUES (gen_random_uuid(), '{ours}', '{hidden}', 'a:b', '{{list}}', '{{list}}')",
        "INSERT INTO audit_opening (id, actor, person_id, owner_team, ground, parts_read, parts_change, purpose, until) VALUES (gen_random_uuid(), '{ours}', '{hidden}', '{team}', 'interest', '{{list}}', '{{list}}', 'x', now())",
        "INSERT INTO audit_listing (actor, page, people) VALUES ('{theirs}', 'a:b', '{{}}')",
        "INSERT INTO audit_history SELECT * FROM audit_history",
        "UPDATE audit_history SET doc = NULL",
        "DELETE FROM audit_history",
        "UPDATE audit_entry SET actor = '{theirs}'",
        "DELETE FROM audit_entry",
        "UPDATE audit_reference_history SET doc = NULL",
        "INSERT INTO people_interest SELECT * FROM people_interest",
        "UPDATE people_interest SET ends_before = '9999-12-31'",
        "INSERT INTO people_person SELECT * FROM people_person",
        "INSERT INTO people_lookup SELECT * FROM people_lookup",
        "INSERT INTO people_review SELECT * FROM people_review",
        "UPDATE agencies_appointment SET vetted_until = '9999-12-31'",
        "INSERT INTO agencies_appointment SELECT * FROM agencies_appointment",
        "UPDATE agencies_user SET email = 'a@example.org'",
        "INSERT INTO agencies_user SELECT * FROM agencies_user",
        "INSERT INTO agencies_cover SELECT * FROM agencies_cover",
        "INSERT INTO known.people_name SELECT * FROM known.people_name",
        "UPDATE known.people_name SET surname = 'x'",
    ],
)  # fmt: skip
def test_held_records_and_rights_cannot_be_written(world, statement):
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        words = statement.format(
            ours=world.ours.appointment_id,
            theirs=world.theirs.appointment_id,
            hidden=world.hidden,
            team=world.ours.team_id,
        )
        assert refusal(sql, words)[:5] in {"42501", "55000"}


QUEUE = "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(%s)::procrastinate_job_to_defer_v1])"
CHANGE = "UPDATE people_person SET given_names = 'Sam' WHERE id = %s"


def test_held_a_change_with_no_entry_fails_at_once(world):
    with typed.reading(world.ours, world.mine) as sql:
        assert refusal(sql, CHANGE, world.mine) == "42501 a change needs its audit entry"


@pytest.mark.parametrize("deferred", ["", "SET CONSTRAINTS ALL DEFERRED"])
def test_held_a_change_with_an_unwritten_entry_fails_at_commit(world, deferred):
    with typed.reading(world.ours, world.mine) as sql:
        sql.execute("SELECT set_config('tutela.entry', gen_random_uuid()::text, true)")
        sql.execute(CHANGE, [world.mine])
        if deferred:
            sql.execute(deferred)
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            sql.commit()
    with typed.reading(world.ours, world.mine) as sql:
        assert one(sql, "SELECT given_names FROM people_person") == "Alex"


def test_held_an_entry_of_an_earlier_transaction_does_not_serve(world):
    with typed.acting(world.ours) as sql:
        earlier = typed.entry(sql)
        sql.commit()
    with typed.reading(world.ours, world.mine) as sql:
        sql.execute("SELECT set_config('tutela.entry', %s, true)", [str(earlier)])
        sql.execute(CHANGE, [world.mine])
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            sql.commit()


def test_not_held_casework_chooses_the_words_of_an_entry(world):
    """Actor, transaction and versions are true; the event's name is what was typed."""
    with typed.reading(world.ours, world.mine) as sql:
        made = typed.entry(sql, "weather.noted")
        sql.execute(CHANGE, [world.mine])
        sql.commit()
    with typed.connect("owner") as owner:
        told = rows(owner, "SELECT actor, event FROM audit_entry WHERE id = %s", made)
        assert told == [(world.ours.appointment_id, "weather.noted")]
        kept = "SELECT doc ->> 'given_names' FROM audit_history WHERE entry = %s"
        assert one(owner, kept, made) == "Sam"


def test_not_held_sign_in_events_are_what_casework_says(world):
    with typed.connect() as sql:
        sql.execute("SELECT record_at_the_door('sign_in.done', %s, '{}')", [world.theirs.user_id])
        assert refusal(sql, "SELECT record_at_the_door('person.changed', NULL, '{}')").startswith(
            "42501"
        )


def test_not_held_notify_statements_need_no_right(world):
    with typed.acting(world.ours) as sql:
        sql.execute("LISTEN anything")
        sql.execute("NOTIFY anything, 'what the sender has already'")


def test_not_held_a_role_may_change_its_own_password_and_settings(world):
    """PostgreSQL has no right to take away: who types SQL as casework can lock the site out."""
    with typed.connect() as sql, sql.transaction(force_rollback=True):
        sql.execute("ALTER ROLE tutela_casework PASSWORD 'another'")
        sql.execute("ALTER ROLE tutela_casework SET search_path = known")


def test_held_a_role_gives_its_membership_to_no_other(world):
    with typed.connect() as sql:
        assert refusal(sql, "GRANT tutela_casework TO tutela_public").startswith("42501")


def test_not_held_password_hashes_can_be_read(world):
    """Sign-in needs them before anybody acts; the threat model says what an intruder gains."""
    with typed.connect() as sql:
        hashes = rows(sql, "SELECT password FROM agencies_user WHERE password <> '!'")
        assert len(hashes) > 1


class Planted:
    """What runs when somebody unpickles it."""

    def __reduce__(self):
        return RAN.append, ("the process of the site, which holds the keys",)


RAN = []


def test_held_nothing_that_casework_writes_runs_in_the_process_that_reads_it(world):
    cache.set("tries", [1.5], 60)
    assert cache.get("tries") == [1.5]
    with typed.connect() as sql:
        sql.execute(
            "UPDATE sign_in_cache SET value = %s WHERE cache_key LIKE '%%tries'",
            [base64.b64encode(pickle.dumps(Planted())).decode()],
        )
        sql.commit()

    assert cache.get("tries", "nothing") == "nothing"
    assert RAN == []


def test_not_held_everybody_is_signed_out_by_emptying_the_table_of_sessions(world):
    SessionStore().save()
    with typed.connect() as sql, sql.transaction(force_rollback=True):
        assert sql.execute("DELETE FROM installation_caseworksession").rowcount >= 1


def test_not_held_how_often_somebody_tried_to_sign_in_is_forgotten(world):
    """Counted where casework writes before anybody acts; that each try failed is in the record."""
    with typed.connect() as sql, sql.transaction(force_rollback=True):
        sql.execute("INSERT INTO sign_in_cache VALUES ('tries', '5', now() + interval '1 hour')")
        assert sql.execute("DELETE FROM sign_in_cache WHERE cache_key = 'tries'").rowcount == 1


def test_held_a_session_read_or_copied_from_its_table_opens_nothing(world):
    session = SessionStore()
    session["_auth_user_id"] = "somebody"
    session.save()
    kept, chosen = kept_key(session.session_key), "k" * 32
    with typed.connect() as sql:
        sql.execute(
            "INSERT INTO installation_caseworksession SELECT %s, session_data, expire_date"
            " FROM installation_caseworksession WHERE session_key = %s",
            [kept_key(chosen), kept],
        )
        sql.commit()

    assert dict(SessionStore(session.session_key).load()) == {"_auth_user_id": "somebody"}
    assert dict(SessionStore(kept).load()) == {}
    assert dict(SessionStore(chosen).load()) == {}


@pytest.mark.parametrize(
    "job",
    [
        "'default', 'no.such.task', 0, NULL, NULL, '{}', NULL",
        # would keep the record from being sealed until then
        "'default', 'tutela.oversight.tasks.verify', 9, 'record', 'verify', '{}', '2099-01-01'",
        "'other', 'tutela.oversight.tasks.verify', 0, 'record', 'verify', '{}', NULL",
        "'default', 'tutela.oversight.tasks.verify', 0, 'record', NULL, '{}', NULL",
        "'default', 'tutela.statistics.tasks.count', 0, NULL, NULL, '{}', NULL",
        "'default', 'tutela.statistics.tasks.count', 0, NULL, NULL,"
        " jsonb_build_object('count_id', gen_random_uuid()), NULL",
    ],
)
def test_held_casework_queues_what_a_page_asks_for_and_no_other(world, job):
    with typed.acting(world.ours) as sql:
        said = refusal(sql, QUEUE % job)
        assert said == "42501 no page queues this"


def test_held_casework_reads_takes_and_ends_no_job(world):
    asked = "'default', 'tutela.oversight.tasks.verify', 0, 'record', 'verify', '{}', NULL"
    with typed.connect("owner") as owner:  # where a page of another test asked already
        owner.execute(
            "UPDATE procrastinate_jobs SET status = 'cancelled'"
            " WHERE status = 'todo' AND queueing_lock = 'verify'"
        )
        owner.commit()
    with typed.acting(world.ours) as sql:
        assert len(one(sql, QUEUE % asked)) == 1
        assert refusal(sql, "SELECT procrastinate_fetch_job_v2(NULL, 1)").startswith("42501")
        assert refusal(sql, "SELECT procrastinate_cancel_job_v1(1, true, true)").startswith("42501")
