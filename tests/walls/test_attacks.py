"""SQL typed as `tutela_casework`: each attack with its verdict in the name.

*held* means that nothing was read or changed; *half* that something remains (a trace, a time
limit); *not held* that the attack succeeds, as docs/threat-model.md says. A test of the last kind
fails when the verdict changes, so that the page can be changed with it.
"""

from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql as compose

from tests.walls import typed
from tests.walls.typed import one, refusal, rows
from tutela.agencies.tests import factories as agencies

FILE_TABLES = ("people_address", "people_relationship", "people_card")
LIST_TABLES = (
    "people_person",
    "people_interest",
    "people_allocation",
    "people_name",
    "people_birthdate",
    "people_identifier",
)
TABLES = (*LIST_TABLES, *FILE_TABLES)
NOBODY = UUID(int=7)


def seen(sql: psycopg.Connection, table: str, schema: str = "public") -> set[UUID]:
    column = "id" if table == "people_person" else "person_id"
    return {row[0] for row in rows(sql, f"SELECT {column} FROM {schema}.{table}")}


# Who is asking -----------------------------------------------------------------------------------


@pytest.mark.parametrize("schema", ["public", "known"])
@pytest.mark.parametrize("table", TABLES)
def test_held_no_actor_no_row(world, table, schema):
    with typed.connect() as sql:
        assert seen(sql, table, schema) == set()
        assert one(sql, f"SELECT count(*) FROM {schema}.{table}") == 0


@pytest.mark.parametrize("forged", ["", "{}", "{}:" + "0" * 64, "{}:" + "0" * 63 + "g", "x'--"])
def test_held_a_forged_setting_is_nobody(world, forged):
    with typed.connect() as sql:
        said = forged.format(world.ours.appointment_id)
        sql.execute("SELECT set_config('tutela.actor', %s, false)", [said])
        assert one(sql, "SELECT current_actor()") is None
        assert seen(sql, "people_person") == set()


@pytest.mark.parametrize(
    "call",
    [
        "SELECT seal('told|x')",
        "SELECT sealed_setting(gen_random_uuid())",
        "SELECT is_proof('casework', 'x', 'x')",
        "SELECT * FROM audit_actor_key",
        "SELECT append_entry(gen_random_uuid(), gen_random_uuid(), NULL, NULL, 'a.b', NULL, NULL, NULL, NULL)",
        "SELECT record_as_job(gen_random_uuid(), 'seal', 'a.b', NULL, NULL, NULL)",
        "SELECT keep_version('people_name', gen_random_uuid(), gen_random_uuid(), 'list', true, NULL, gen_random_uuid())",
        "SELECT keep_reference_version('agencies_team', gen_random_uuid(), NULL, gen_random_uuid())",
        "SELECT alert(gen_random_uuid(), 'emergency')",
        "SELECT parts_on('interest', gen_random_uuid())",
        "SELECT may_share(gen_random_uuid(), '{}', '{}')",
        "SELECT found_by(NULL)",
        "SELECT those_answering_for(gen_random_uuid())",
        "SELECT me()",
        "SELECT administers(gen_random_uuid())",
        "SELECT protect('people_name', 'identity')",
        "SELECT unprotect('people_name')",
        "SELECT protect_reference('agencies_team')",
        "SELECT unprotect_reference('agencies_team')",
        "SELECT show_known('people_name')",
        "SELECT * FROM audit_leaf",
        "SELECT * FROM audit_era",
        "SELECT * FROM audit_table_was, audit_column_was, audit_column_before",
        "SELECT * FROM agencies_alert",
        "SELECT * FROM procrastinate_jobs",
        "SELECT * FROM django_migrations",
        "SELECT * FROM installation_publicsession",
    ],
)
def test_held_what_is_the_owners_is_denied(world, call):
    with typed.acting(world.ours) as sql:
        assert refusal(sql, call).startswith("42501")


# Reading -----------------------------------------------------------------------------------------


def test_held_open_consult_and_read_in_one_transaction(world):
    with typed.acting(world.mate) as sql:
        assert one(sql, "SELECT open_file(%s, %s, 'interest', 'x')", uuid4(), world.mine) is True
        assert typed.consult(sql, world.mine) == []
        assert seen(sql, "people_card") == set()


def test_held_an_opening_in_a_savepoint_rolled_back(world):
    with typed.acting(world.mate) as sql:
        sql.execute("SAVEPOINT s")
        sql.execute("SELECT open_file(%s, %s, 'interest', 'x')", [uuid4(), world.mine])
        sql.execute("ROLLBACK TO s")
        sql.commit()
        typed.tell(sql, world.mate)
        assert typed.consult(sql, world.mine) == []
    typed.opened(world.mate, world.mine)
    with typed.acting(world.mate) as sql:
        sql.execute("SAVEPOINT s")
        assert typed.consult(sql, world.mine) == [world.mine]
        sql.execute("ROLLBACK TO s")
        assert seen(sql, "people_card") == set()


def test_held_reading_with_an_opening_but_no_consultation(world):
    typed.opened(world.mate, world.mine)

    with typed.acting(world.mate) as sql:
        for table in FILE_TABLES:
            assert seen(sql, table) == set()


@pytest.mark.parametrize("ground", ["interest", "cover", "supervision", "emergency", "other", None])
def test_held_hidden_and_nobody_cannot_be_opened_and_answer_alike(world, ground):
    with typed.acting(world.ours) as sql:
        answers = [
            one(sql, "SELECT open_file(%s, %s, %s, 'x')", uuid4(), key, ground)
            for key in (world.hidden, NOBODY)
        ]
        assert answers in ([False, False], [None, None])
        assert typed.consult(sql, world.hidden, NOBODY) == []
        assert one(sql, "SELECT grounds_on(%s)", world.hidden) == []


def test_half_consult_read_and_roll_back_keeps_the_opening_only(world):
    typed.opened(world.ours, world.mine)

    with typed.acting(world.ours) as sql:
        typed.consult(sql, world.mine)
        assert seen(sql, "people_card") == {world.mine}
        sql.rollback()
    with typed.connect("owner") as owner:
        found = "SELECT count(*) FROM {} WHERE actor = %s AND person_id = %s"
        values = (world.ours.appointment_id, world.mine)
        pages = "page = 'people:file'"
        assert one(owner, found.format("audit_consultation") + f" AND {pages}", *values) == 0
        assert one(owner, found.format("audit_opening"), *values) >= 1


def test_held_an_inner_actor_does_not_inherit(world):
    with typed.reading(world.ours, world.mine) as sql:
        assert seen(sql, "people_card") == {world.mine}
        outer = one(sql, "SELECT current_setting('tutela.actor')")
        typed.tell(sql, world.theirs)
        assert seen(sql, "people_card") == set()
        assert seen(sql, "people_person") == {world.hidden}
        sql.execute("SELECT set_config('tutela.actor', %s, true)", [outer])
        assert seen(sql, "people_card") == {world.mine}


def test_held_consulting_with_no_actor_or_anothers_opening(world):
    typed.opened(world.theirs, world.hidden)

    with typed.acting(world.ours) as sql:
        assert typed.consult(sql, world.hidden) == []
    with typed.connect() as sql:
        assert typed.consult(sql, world.hidden) == []


@pytest.mark.parametrize("table", TABLES)
def test_held_counts_joins_and_the_past_show_own_rows_only(world, table):
    column = "id" if table == "people_person" else "person_id"
    with typed.reading(world.ours, world.mine) as sql:
        for schema in ("public", "known"):
            assert seen(sql, table, schema) <= {world.mine}
        joined = f"SELECT count(*) FROM {table} a FULL JOIN {table} b ON a.id = b.id"
        assert one(sql, joined) == one(sql, f"SELECT count(*) FROM {table}")
        assert one(sql, f"SELECT max({column}::text) FROM {table}") in {str(world.mine), None}
        assert seen(sql, "audit_history") == {world.mine}


def test_held_division_cast_and_lateral_over_hidden_rows(world):
    with typed.reading(world.ours, world.mine) as sql:
        rows(sql, "SELECT 1 / (surname <> 'Concealed')::int FROM people_person")
        rows(sql, "SELECT 1 / (surname <> 'Concealed')::int FROM people_name")
        rows(sql, "SELECT 1 / (doc ->> 'surname' <> 'Concealed')::int FROM audit_history")
        said = refusal(sql, "SELECT surname::int FROM people_person")
        assert "Concealed" not in said
        lateral = (
            "SELECT c FROM people_person p CROSS JOIN LATERAL"
            " (SELECT 1 / (p.surname <> 'Concealed')::int AS c) x"
        )
        assert rows(sql, lateral) == [(1,)]


def test_held_row_security_off_and_the_past_without_a_consultation(world):
    with typed.acting(world.ours) as sql:
        sql.execute("SET row_security = off")
        assert "row-level security" in refusal(sql, "SELECT * FROM people_card")
        sql.execute("RESET row_security")
        sql.execute(
            "SELECT set_config('tutela.moment', current_era() || '|9999999:9999999:', true)"
        )
        assert seen(sql, "people_card", "known") == set()
        assert seen(sql, "audit_history") == set()


def test_held_the_sessions_clock_opens_nothing_that_ended(world):
    partner = agencies.officer("partner")
    give(world, partner.team_id, ends_in=1)
    with typed.connect("owner") as owner:
        typed.rows(owner, "SELECT set_config('tutela.entry', %s, true)", str(entry := uuid4()))
        owner.execute(
            "UPDATE people_interest SET starts_on = today() - 3, ends_before = today()"
            " WHERE team_id = %s",
            [partner.team_id],
        )
        owner.execute(
            "SELECT record_as_job(%s, 'set_up', 'agency.set_up', NULL, NULL, '{}')", [entry]
        )
        owner.commit()

    for clock in ("Etc/GMT+12", "Pacific/Kiritimati", "<x>+160", "<x>-160"):
        with typed.connect() as sql:
            sql.execute(compose.SQL("SET timezone = {}").format(clock))
            typed.tell(sql, partner)
            assert seen(sql, "people_person") == set(), clock
            opening = "SELECT open_file(%s, %s, 'interest', 'x')"
            assert one(sql, opening, uuid4(), world.mine) is False, clock


def give(world, team: UUID, *, ends_in: int = 9) -> UUID:
    made = uuid4()
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql, "interest.granted", world.mine)
        sql.execute(
            "SELECT grant_interest(%s, %s, %s, 'supports', '{list,addresses}', '{}', '{}',"
            " today(), today() + %s::int, 'x')",
            [made, world.mine, team, ends_in],
        )
        sql.commit()
    return made


@pytest.mark.parametrize(
    "typed_words",
    [
        "COPY (SELECT * FROM people_card WHERE person_id <> '{mine}') TO STDOUT",
        "COPY people_card TO STDOUT",
    ],
)
def test_held_copy_out_copies_no_hidden_row(world, typed_words):
    words = typed_words.format(mine=world.mine)
    with typed.acting(world.ours) as sql, sql.cursor().copy(words) as copy:
        assert b"".join(bytes(part) for part in copy) == b""


@pytest.mark.parametrize(
    "statement",
    [
        "COPY people_card TO '/tmp/out'",
        "COPY people_card TO PROGRAM 'cat'",
        "COPY people_card FROM PROGRAM 'cat'",
        "SELECT pg_read_file('PG_VERSION')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/etc/hostname')",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT query_to_xml('SELECT 1', true, true, '')",
        "SELECT pg_export_snapshot()",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_xact_lock(1)",
        "SELECT pg_notify('a', 'b')",
        "SELECT pg_terminate_backend(1)",
        "SELECT pg_cancel_backend(1)",
        "SELECT pg_current_wal_insert_lsn()",
        "SELECT pg_current_wal_lsn()",
        "SELECT * FROM pg_stat_activity",
        "SELECT * FROM pg_locks",
        "SELECT * FROM pg_stat_user_tables",
        "SELECT * FROM pg_stat_xact_user_tables",
        "SELECT * FROM pg_stat_user_functions",
        "SELECT * FROM pg_stat_wal",
        "SELECT * FROM pg_stat_database",
        "SELECT * FROM pg_statistic",
        "SELECT * FROM pg_authid",
        "SELECT * FROM pg_largeobject",
        "SELECT reltuples FROM pg_class",
        "SELECT pg_relation_size('people_person')",
        "SELECT pg_total_relation_size('people_person')",
        "SELECT pg_stat_get_tuples_fetched('people_person'::regclass)",
        "SELECT * FROM pg_hba_file_rules",
        "SELECT * FROM pg_backend_memory_contexts",
        "SET track_activities = on",
        "SET session_replication_role = replica",
        "SET log_statement = 'all'",
        "SET ROLE tutela_owner",
        "SET ROLE tutela_register",
        "SET ROLE tutela_worker",
        "SET SESSION AUTHORIZATION tutela_owner",
        "CREATE TEMP TABLE t (x int)",
        "CREATE TABLE t (x int)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA s",
        "CREATE TYPE t AS (x int)",
        "CREATE ROLE r",
        "CREATE EXTENSION file_fdw",
        "DO $$ BEGIN END $$",
        "ALTER TABLE people_card DISABLE TRIGGER keep",
        "ALTER TABLE people_card DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE people_card NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY readable ON people_card",
        "CREATE POLICY mine ON people_card USING (true)",
        "CREATE TRIGGER t AFTER INSERT ON people_card EXECUTE FUNCTION keep()",
        "CREATE RULE r AS ON INSERT TO people_card DO INSTEAD NOTHING",
        "ALTER FUNCTION keep() SECURITY INVOKER",
        "CREATE INDEX i ON people_card (id)",
        "CREATE STATISTICS s ON id, person_id FROM people_card",
        "CREATE PUBLICATION p FOR TABLE people_card",
        "TRUNCATE people_card",
        "DELETE FROM people_card",
        "LOCK TABLE people_card IN ACCESS EXCLUSIVE MODE",
        "LOCK TABLE people_person IN SHARE MODE",
        "LOCK TABLE audit_history IN ACCESS EXCLUSIVE MODE",
        "ALTER ROLE tutela_casework SET log_statement = 'all'",
        "ALTER ROLE tutela_casework BYPASSRLS",
        "CHECKPOINT",
        "SELECT nextval('procrastinate_jobs_id_seq')",
        "SELECT currval('procrastinate_jobs_id_seq')",
        "SELECT last_value FROM procrastinate_jobs_id_seq",
    ],
)
def test_held_denied(world, statement):
    with typed.acting(world.ours) as sql:
        assert refusal(sql, statement)[:5] in {"42501", "0A000", "0L000", "22023", "42P17"}


@pytest.mark.parametrize("statement", ["CREATE DATABASE d", "ALTER SYSTEM SET fsync = off"])
def test_held_denied_outside_a_transaction(world, statement):
    with typed.connect() as sql:
        sql.autocommit = True
        with pytest.raises(typed.DENIED):
            sql.execute(statement)
        sql.autocommit = False


def test_held_granting_on_gives_nothing(world):
    with typed.acting(world.ours) as sql:
        sql.execute("GRANT SELECT ON people_card TO tutela_public")
        assert (
            one(sql, "SELECT has_table_privilege('tutela_public', 'people_card', 'select')")
            is False
        )


def test_held_a_search_path_does_not_lead_definer_functions_astray(world):
    with typed.acting(world.ours) as sql:
        sql.execute("SET search_path = pg_temp, known, public")
        assert (
            one(sql, "SELECT public.open_file(%s, %s, 'interest', 'x')", uuid4(), world.hidden)
            is False
        )
        assert seen(sql, "people_person") == {world.mine}


def test_held_prepared_transactions_are_off(world):
    with typed.acting(world.ours) as sql, pytest.raises(psycopg.Error, match="are disabled"):
        sql.execute("PREPARE TRANSACTION 'x'")


def test_half_a_cursor_kept_over_commit_holds_what_was_consulted(world):
    with typed.reading(world.ours, world.mine) as sql:
        sql.execute("DECLARE kept CURSOR WITH HOLD FOR SELECT person_id FROM people_card")
        sql.commit()
        assert {row[0] for row in rows(sql, "FETCH ALL kept")} == {world.mine}


def test_held_sequence_values_and_statistics_tell_nothing(world):
    with typed.acting(world.ours) as sql:
        told = "SELECT pg_sequence_last_value(oid) FROM pg_class WHERE relkind = 'S'"
        try:
            assert {row[0] for row in rows(sql, told)} <= {None}
        except typed.DENIED:
            sql.rollback()
        found = rows(sql, "SELECT * FROM pg_stats WHERE tablename LIKE 'people%'")
        assert found == []


# What tells that a hidden row is there, though not what it says --------------------------------------


@pytest.mark.parametrize("key", ["hidden", "nobody"])
def test_held_a_row_moved_or_added_to_hidden_or_nobody_meets_the_same_words(world, key):
    about = world.hidden if key == "hidden" else NOBODY
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        for table, columns, values in (
            ("people_address", "kind, lines, part, postcode, postcode_key, house_key", "'home', 'x', 'addresses', '', '', ''"),
            ("people_card", "warnings, status, prohibitions, ring_day, ring_night, photograph_digest, shows_when_restricted", "'', 'none', '', '', '', '', '{}'"),
        ):  # fmt: skip
            said = refusal(
                sql,
                f"INSERT INTO {table} (id, person_id, version, {columns})"
                f" VALUES (gen_random_uuid(), %s, 1, {values})",
                about,
            )
            assert said == f'42501 new row violates row-level security policy for table "{table}"'
        said = refusal(sql, "UPDATE people_address SET person_id = %s", about)
        assert said.startswith("42501")


@pytest.mark.parametrize("key", ["hidden", "nobody"])
def test_held_definer_functions_answer_hidden_and_nobody_alike(world, key):
    about = world.hidden if key == "hidden" else NOBODY
    ours = world.ours.appointment_id
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        calls = {
            "interest refused": (
                "SELECT grant_interest(gen_random_uuid(), %s, %s, 'supports', '{list}', '{}', '{}',"
                " today(), today() + 1, 'x')",
                [about, world.ours.team_id],
            ),
            "hand-over refused": (
                "SELECT hand_over(%s, %s, gen_random_uuid(), today(), 'x')",
                [about, world.theirs.team_id],
            ),
            "restriction refused": ("SELECT restrict_record(%s, %s, 'x')", [about, [ours]]),
            "restriction refused ": ("SELECT lift_restriction(%s, 'over')", [about]),
        }
        for words, (call, values) in calls.items():
            assert refusal(sql, call, *values) == f"42501 {words.strip()}"


def test_held_a_locked_hidden_row_is_not_waited_for(world):
    with typed.connect("owner") as owner:
        owner.execute("SELECT FROM people_person WHERE id = %s FOR UPDATE", [world.hidden])
        with typed.reading(world.ours, world.mine) as sql:
            sql.execute("SET lock_timeout = 200")
            for call, values in (
                ("SELECT hand_over(%s, %s, gen_random_uuid(), today(), 'x')", [world.hidden, world.theirs.team_id]),
                ("SELECT restrict_record(%s, %s, 'x')", [world.hidden, [world.ours.appointment_id]]),
                ("SELECT lift_restriction(%s, 'over')", [world.hidden]),
            ):  # fmt: skip
                assert refusal(sql, call, *values).startswith("42501")


def test_not_held_a_guessed_key_is_told_by_a_duplicate(world):
    """Only that keys cannot be guessed stands here: never put one where a hidden viewer sees it."""
    with typed.acting(world.ours) as sql:
        typed.entry(sql)
        call = (
            "SELECT add_person(%s, 'S', 'G', '', NULL, gen_random_uuid(), gen_random_uuid(),"
            " '{list}', 'x')"
        )
        assert refusal(sql, call, world.hidden).startswith("23505")
        sql.execute(call, [uuid4()])


def test_held_updates_with_returning_touch_no_hidden_row(world):
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        changed = "UPDATE people_person SET given_names = 'Sam' RETURNING id"
        assert rows(sql, changed) == [(world.mine,)]
        by_key = "UPDATE people_person SET given_names = 'Sam' WHERE id = %s RETURNING id"
        assert rows(sql, by_key, world.hidden) == []


@pytest.mark.parametrize(
    "columns",
    ["owner_team_id = gen_random_uuid()", "restricted = false", "id = gen_random_uuid()"],
)
def test_held_what_no_form_changes_cannot_be_changed(world, columns):
    with typed.reading(world.ours, world.mine) as sql:
        assert refusal(sql, f"UPDATE people_person SET {columns}").startswith("42501")


def test_not_held_explain_and_time_tell_that_a_hidden_name_exists(world):
    """Comparisons of text are leakproof: the index is read before the policy is asked."""
    with typed.acting(world.ours) as sql:
        sql.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
        plan = "EXPLAIN (ANALYZE, TIMING off, SUMMARY off, COSTS off) SELECT FROM people_name WHERE surname_key = %s AND given_key = 'ALEX'"
        removed = [
            sum("Rows Removed by Filter" in line for (line,) in rows(sql, plan, name))
            for name in ("CONCEALED", "NOSUCHNAME")
        ]
        assert removed == [1, 0]


def test_not_held_transaction_numbers_count_everybodys_work(world):
    with typed.connect() as sql:
        before = one(sql, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    typed.opened(world.theirs, world.hidden)
    with typed.connect() as sql:
        assert one(sql, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint") > before
