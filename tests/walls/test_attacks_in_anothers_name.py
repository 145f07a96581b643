"""Rows that bear a name, and accounts that bear a second factor, attacked by typed SQL."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from tests.walls import typed
from tests.walls.attempts import REFUSED
from tests.walls.typed import one, refusal, rows
from tutela.access.door import signed_in_as
from tutela.agencies.models import User

# Every column that names an officer and that casework may write, and whether a policy or a trigger
# of its table speaks of it.
NAMED = """
SELECT c.relname || '.' || a.attname,
       EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polwithcheck IS NOT NULL
                AND pg_get_expr(p.polwithcheck, c.oid) LIKE '%(' || a.attname || ' = ( SELECT current_actor%')
       OR EXISTS (SELECT FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE t.tgrelid = c.oid
                   AND NOT t.tgisinternal AND f.prosrc LIKE '%new.' || a.attname || '%')
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
 WHERE k.contype = 'f' AND k.confrelid = 'agencies_appointment'::regclass
   AND cardinality(k.conkey) = 1
   AND (has_column_privilege('tutela_casework', c.oid, a.attnum, 'INSERT')
        OR has_column_privilege('tutela_casework', c.oid, a.attnum, 'UPDATE'))
"""
# Columns that name somebody else on purpose.
OF_OTHERS = {
    "meetings_sitting.chair_id": "who is to chair, said by who arranges",
    "people_allocation.appointment_id": "the officer to whom the person is given",
}
DOCUMENT = (
    "INSERT INTO documents_document (id, person_id, part, kind, title, format, pages, length,"
    " digest, sent_digest, scanned_with, added_by_id, added_at, wrong_because, version)"
    " VALUES (gen_random_uuid(), %s, 'orders', 'order', 'X', 'application/pdf', 1, 1, '', '', '',"
    " %s, now(), '', 1)"
)


def test_held_no_column_that_names_an_officer_takes_anothers_name(database):
    with typed.connect("owner") as sql:
        held = dict(rows(sql, NAMED))
    assert {name for name, is_held in held.items() if not is_held} == {*OF_OTHERS}
    assert held["contact_log_entry.written_by_id"]


def test_held_nobody_files_a_document_in_anothers_name(world):
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql, person=world.mine)
        said = refusal(sql, DOCUMENT, world.mine, world.mate.appointment_id)
        assert said.startswith(REFUSED)
        own = sql.execute(DOCUMENT, [world.mine, world.ours.appointment_id])
        assert own.rowcount == 1


# Accounts ----------------------------------------------------------------------------------------


@pytest.fixture
def accounts(world):
    """One's own account and another's, each with a second factor."""
    for account in (world.ours.user_id, world.theirs.user_id):
        with signed_in_as(account):
            TOTP.activate(User.objects.get(pk=account), "JBSWY3DPEHPK3PXP")
    return world.ours.user_id, world.theirs.user_id


def test_held_the_second_factor_of_another_account_is_neither_replaced_nor_taken_away(
    world, accounts
):
    """By a copy of the own one neither."""
    own, other = accounts
    copied = "SELECT data FROM mfa_authenticator WHERE user_id = %s"
    with typed.acting(world.ours) as sql:
        for table, words, values in (
            ("INSERT", "VALUES (%s, 'webauthn', '{}', now())", [other]),
            ("INSERT", "SELECT %s, 'recovery_codes', data, now() FROM mfa_authenticator", [other]),
        ):
            into = f"{table} INTO mfa_authenticator (user_id, type, data, created_at) {words}"
            assert refusal(sql, into, *values).startswith(REFUSED)
        changed = f"UPDATE mfa_authenticator SET data = ({copied}) WHERE user_id = %s"
        assert refusal(sql, changed, own, other).startswith(REFUSED)
        gone = "DELETE FROM mfa_authenticator WHERE user_id = %s"
        assert sql.execute(gone, [other]).rowcount == 0
        used = "UPDATE mfa_authenticator SET last_used_at = now() WHERE user_id = %s"
        assert sql.execute(used, [other]).rowcount == 1


def test_held_nobodys_password_is_set_nor_an_agencys_sign_in_joined_to_another_account(world):
    """Not to the own account either: which account it is, the process proves at that page."""
    joined = (
        "INSERT INTO socialaccount_socialaccount"
        " (user_id, provider, uid, last_login, date_joined, extra_data)"
        " VALUES (%s, 'agency', 'mine', now(), now(), '{}')"
    )
    with typed.acting(world.ours) as sql:
        for account in (world.theirs.user_id, world.ours.user_id):
            own = "UPDATE agencies_user SET password = %s WHERE id = %s"
            assert refusal(sql, own, "argon2$x", account).startswith(REFUSED)
            assert refusal(sql, own, "!", account).startswith(REFUSED)
            assert refusal(sql, joined, account).startswith(REFUSED)


@pytest.mark.parametrize("forged", ["{}", "{}:" + "0" * 64, "x'--"])
def test_held_an_account_is_neither_forged_nor_proved_by_an_appointments_proof(world, forged):
    with typed.acting(world.ours) as sql:
        said = forged.format(world.theirs.user_id)
        sql.execute("SELECT set_config('tutela.account', %s, true)", [said])
        assert one(sql, "SELECT current_account()") is None
        proved = typed.proof(sql, world.ours.user_id)
        call = "SELECT tell_account(%s, %s, %s)"
        assert refusal(sql, call, *proved) == "28000 account refused"
        assert refusal(sql, call, None, None, None) == "28000 account refused"


def test_not_held_letters_to_an_account_say_what_casework_writes(world):
    """To an address that an administrator entered, never another; no page shows what was sent."""
    with typed.acting(world.ours) as sql:
        written = (
            "INSERT INTO agencies_message (id, user_id, subject, body, at, tries)"
            " VALUES (gen_random_uuid(), %s, 'Look', 'at this', now(), 0)"
        )
        assert sql.execute(written, [world.theirs.user_id]).rowcount == 1
        assert refusal(sql, "SELECT * FROM agencies_message").startswith(REFUSED)
