"""Everything in the catalogue is behind a wall, or in one short list with its reason."""

import re
import tomllib

import psycopg
import pytest

from tests.walls import catalogue, typed
from tutela.people.models import Person

# The queue is a library's: its worker updates whole rows of its own tables.
WHOLE_TABLE_UPDATES = {"procrastinate"}
SERVING = ("tutela_casework", "tutela_public", "tutela_register", "tutela_worker")


@pytest.fixture
def sql(database):
    with typed.connect("owner") as connection:
        yield connection


def names(sql: psycopg.Connection, query: str) -> set[str]:
    return {row[0] for row in typed.rows(sql, query)}


def test_rights_are_those_that_were_reviewed(sql):
    listed = tomllib.loads(catalogue.RIGHTS.read_text())
    differences = catalogue.differences(catalogue.rights(sql), listed)
    assert not differences, "\n".join(["rights changed; review the diff:", *differences])


def test_planted_a_right_too_many(sql):
    listed = catalogue.rights(sql)
    sql.execute("GRANT SELECT ON people_card TO tutela_public")
    sql.execute("GRANT UPDATE (restricted) ON people_person TO tutela_casework")
    found = catalogue.differences(catalogue.rights(sql), listed)
    assert "+ tutela_public: public.people_card: select" in found
    assert any("restricted" in line for line in found)


# Who has a right to something of ours: what each may do stands in rights.toml, the owner's is all.
GRANTED = """
SELECT DISTINCT coalesce(r.rolname, 'public') FROM (
    SELECT relacl AS acl FROM pg_class WHERE relnamespace::regnamespace::text IN ('public', 'known')
    UNION ALL SELECT attacl FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace::regnamespace::text IN ('public', 'known')
    UNION ALL SELECT proacl FROM pg_proc WHERE pronamespace::regnamespace::text = 'public'
    UNION ALL SELECT nspacl FROM pg_namespace WHERE nspname IN ('public', 'known')
    UNION ALL SELECT datacl FROM pg_database WHERE datname = current_database()
) found CROSS JOIN aclexplode(acl) one LEFT JOIN pg_roles r ON r.oid = one.grantee
"""


def test_nobody_else_has_a_right(sql):
    superusers = names(sql, "SELECT rolname FROM pg_roles WHERE rolsuper")
    others = names(sql, GRANTED) - superusers - {"tutela_owner", *catalogue.ROLES}
    assert others - {"pg_database_owner"} == set()
    roles = "SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%' AND NOT rolsuper"
    assert names(sql, roles) == {"tutela_owner", *SERVING}
    becomes_owner = (
        "SELECT m.member::regrole::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " WHERE m.roleid = 'tutela_owner'::regrole AND NOT r.rolsuper"
    )
    assert names(sql, becomes_owner) == set()


def test_planted_a_right_of_somebody_else(sql):
    sql.execute("GRANT SELECT ON people_card TO pg_monitor")
    with pytest.raises(AssertionError):
        test_nobody_else_has_a_right(sql)


def test_the_record_is_only_added_to(sql):
    """Entries, versions, openings and looks: by functions, and heads by who seals."""
    written = {
        f"{role}: {about}: {word}"
        for role, kept in catalogue.rights(sql).items()
        for about, allowed in kept.items()
        for word in allowed
        if about.startswith(("public.audit_", "public.people_lookup", "known."))
        and not word.startswith("select")
    }
    assert written == {
        "tutela_register: public.audit_head: insert",
        "tutela_register: public.audit_leaf: insert",
        "tutela_register: public.audit_verification: insert",
    }


def test_every_table_is_under_row_security_or_listed(sql):
    bare = names(
        sql,
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
        " AND c.relkind IN ('r', 'p', 'f', 'm') AND NOT c.relrowsecurity",
    )
    assert bare == set(catalogue.outside())
    assert all(len(reason) > 10 for reason in catalogue.outside().values())


def test_planted_a_table_without_row_security(sql):
    sql.execute("CREATE TABLE people_note (id uuid PRIMARY KEY, person_id uuid)")
    for test in (test_every_table_is_under_row_security_or_listed, test_rows_of_a_person_are_kept):
        with pytest.raises(AssertionError):
            test(sql)


def test_every_view_asks_as_its_reader(sql):
    others = names(
        sql,
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname IN ('public', 'known') AND c.relkind = 'v'"
        " AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)",
    )
    assert others == set()


def test_there_is_no_other_schema(sql):
    assert names(
        sql,
        "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'",
    ) == {"public", "known", "information_schema"}


def test_definer_functions_say_where_they_look(sql):
    lost = names(
        sql,
        "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef"
        " AND pronamespace = 'public'::regnamespace AND NOT coalesce("
        "   'search_path=public, pg_temp' = ANY (proconfig), false)",
    )
    assert lost == set()


def test_planted_a_definer_function_that_is_led_astray(sql):
    sql.execute("CREATE FUNCTION astray() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'")
    with pytest.raises(AssertionError):
        test_definer_functions_say_where_they_look(sql)


# What a serving role may call and runs as the owner, past row security; and every body of ours.
CALLED_AS_OWNER = """
SELECT DISTINCT p.proname FROM pg_proc p CROSS JOIN aclexplode(p.proacl) one
 WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
   AND one.grantee::regrole::text = ANY (ARRAY['-', 'tutela_casework', 'tutela_public',
                                               'tutela_register', 'tutela_worker'])
"""
BODIES = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"


def ask_who_acts(sql: psycopg.Connection) -> set[str]:
    """Functions that ask, themselves or by one that they call."""
    asking, found = set(), {"current_actor", "current_told", "current_account"}
    bodies = typed.rows(sql, BODIES)
    while found - asking:
        asking |= found
        called = re.compile(rf"\b({'|'.join(asking)})\(")
        found = {name for name, body in bodies if called.search(body)}
    return asking


def test_every_function_that_passes_row_security_asks_who_acts_or_is_listed(sql):
    assert names(sql, CALLED_AS_OWNER) - ask_who_acts(sql) == set(catalogue.outside("functions"))


def test_planted_a_function_that_asks_nobody(sql):
    sql.execute(
        "CREATE FUNCTION everybody() RETURNS SETOF people_person LANGUAGE sql SECURITY DEFINER"
        " SET search_path = public, pg_temp AS 'SELECT * FROM people_person';"
        " GRANT EXECUTE ON FUNCTION everybody() TO tutela_casework"
    )
    with pytest.raises(AssertionError):
        test_every_function_that_passes_row_security_asks_who_acts_or_is_listed(sql)


def test_no_sequence_counts_for_a_serving_role_but_the_queue_s(sql):
    sequences = names(sql, "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'S'")
    granted = {
        about.removeprefix("public.")
        for kept in catalogue.rights(sql).values()
        for about in kept
        if about.removeprefix("public.") in sequences
    }
    assert {name for name in granted if not name.startswith("procrastinate_")} == set()


def test_no_function_of_ours_counts_days_by_the_sessions_clock(sql):
    by_clock = names(
        sql,
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND proname !~ '^procrastinate' AND prosrc ~* 'current_date|localtime|current_time\\M'",
    )
    assert by_clock == set()


def test_everything_belongs_to_the_owner(sql):
    others = names(
        sql,
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace::regnamespace::text"
        " IN ('public', 'known') AND c.relowner <> 'tutela_owner'::regrole UNION"
        " SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"
        " AND p.proowner <> 'tutela_owner'::regrole",
    )
    assert others == set()


@pytest.mark.parametrize("role", SERVING)
def test_no_role_is_more_than_a_role(sql, role):
    found = typed.rows(
        sql,
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit"
        " FROM pg_roles WHERE rolname = %s",
        role,
    )
    assert found == [(False,) * 6]


def test_updates_are_granted_by_column_and_nothing_is_emptied(sql):
    """A grant of the whole table would let a role lock it against everybody."""
    for role, kept in catalogue.rights(sql).items():
        for about, allowed in kept.items():
            if about.removeprefix("public.").startswith(tuple(WHOLE_TABLE_UPDATES)):
                assert role == "tutela_worker" or "type" in about or "function" in about
                continue
            assert not {"update", "truncate", "trigger", "references", "maintain"} & set(allowed), (
                role,
                about,
            )


def test_casework_deletes_no_row_of_the_record(sql):
    deleted = {
        about
        for about, allowed in catalogue.rights(sql)["tutela_casework"].items()
        if "delete" in allowed
    }
    assert deleted == {
        "public.installation_caseworksession",
        "public.mfa_authenticator",
        "public.sign_in_cache",
    }


def test_rows_of_a_person_are_kept(sql):
    """Whatever names a person is under `protect`, or is itself the record of looking."""
    bare = names(
        sql,
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
        " AND a.attname IN ('person_id', 'other_person_id') AND NOT a.attisdropped"
        " AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_trigger t"
        "   WHERE t.tgrelid = c.oid AND t.tgname = 'keep' AND t.tgenabled = 'O'))",
    )
    assert bare == {
        "audit_consultation",
        "audit_entry",
        "audit_history",
        "audit_opening",
        "contact_log_routed",  # never changed; each row holds its own entry
        "exchange_source",  # which row of an extract became which: the import's, with its entry
        "levels_stale",  # whose category waits to be worked out: gone in seconds
        "notification_requirements_stale",  # whose dates wait to be worked out: gone in seconds
        "notification_requirements_visitrouted",  # never changed: a visit that came to a team
        "people_lookupanswer",  # part of a lookup, which is never changed
    }


def test_a_person_is_behind_the_same_wall_as_their_file(sql):
    policies = names(
        sql,
        f"SELECT polname FROM pg_policy WHERE polrelid = '{Person._meta.db_table}'::regclass",
    )
    assert policies == {"readable", "addable", "changeable", "register"}


# Whose policies `test_model` tries over generated registers: seen in lists, and in the file alone.
TRIED = {"people_name": "identity", "people_card": "card"}
POLICIES = """
SELECT c.relname, p.polname, p.polpermissive, replace(coalesce(pg_get_expr(p.polqual, c.oid), '')
           || ' / ' || coalesce(pg_get_expr(p.polwithcheck, c.oid), ''),
           quote_literal(k.part), '<part>')
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
  JOIN (SELECT t.tgrelid, split_part(encode(t.tgargs, 'escape'), '\\000', 1) AS person,
               split_part(encode(t.tgargs, 'escape'), '\\000', 2) AS part
          FROM pg_trigger t WHERE t.tgname = 'keep') k ON k.tgrelid = c.oid
 WHERE k.person = 'person_id' AND left(k.part, 1) <> '='
"""


# Rows about two people, and openings to be checked by another: tried in their rooms.
OTHERWISE = {"matching_join", "matching_likeness", "matching_pair", "people_review"}
# What adds to those policies, whom it lets in, and to what.
FURTHER = {
    "court_orders_resolution: governed": "governance: that a token was asked for, not for whom",
    "disclosure_awaited: governed": "governance: the line of an incident",
    "disclosure_awaited: governed_settled": "governance: that an incident it settled waits no more",
    "disclosure_awaited: waits": "whoever has the file open: what telling leaves to do",
    "disclosure_consideration: in_danger": "whoever has the file open: what was told in danger",
    "disclosure_followup: in_danger": "the same",
    "disclosure_incident: governed": "governance: what happened, and nothing else of the file",
    "disclosure_incident: governed_settled": "the same: settled by another than who recorded it",
    "disclosure_incident: told_wrongly": "the same: what should not have been told",
    "disclosure_made: in_danger": "the same",
    "meetings_action: reportable": "the agency whose action it is, in the open file",
    "meetings_actionreport: reportable": "the same",
    "meetings_informationrequest: answerable": "the agency that is asked, in the open file",
    "meetings_informationrequest: asked": "the same: its own requests",
    "meetings_informationreturn: asked": "the same: its own answers",
    "meetings_informationreturn: returnable": "the same",
    "people_review: told": "who is to check an emergency opening",
}


def test_every_room_has_the_policies_that_are_tried_over_generated_registers(sql):
    found: dict[str, dict[str, str]] = {}
    further = set()
    for table, policy, is_permissive, words in typed.rows(sql, POLICIES):
        if policy in {"readable", "addable", "changeable", "register"}:
            found.setdefault(table, {})[policy] = words
        elif is_permissive:
            further.add(f"{table}: {policy}")
    tried = [found[table] for table in TRIED]

    assert {table for table, policies in found.items() if policies not in tried} == OTHERWISE
    assert further == {*FURTHER}
    assert {"levels_level", "risk_plan", "disclosure_made", "meetings_note"} < {*found}
