"""Cards, emergencies and checks, attacked by those whose office gives them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.walls import typed
from tests.walls.attempts import REFUSED, ask, in_emergency
from tests.walls.typed import one, refusal, rows
from tutela.agencies.tests import factories as agencies


def test_held_a_card_asked_for_and_rolled_back_is_not_shown(world):
    lookup = uuid4()
    with typed.acting(world.theirs) as sql:
        ask(sql, "card", world.key, lookup=lookup)
        assert rows(sql, "SELECT * FROM contact_cards(%s)", lookup) == []
        assert rows(sql, "SELECT * FROM people_lookupanswer") == []
        sql.rollback()
        typed.tell(sql, world.theirs)
        assert rows(sql, "SELECT * FROM contact_cards(%s)", lookup) == []


def test_half_asking_and_rolling_back_leaves_no_trace_and_time_may_tell(world):
    """The limit of an hour counts what was committed. Whoever may ask learns no more than *is there*."""
    with typed.acting(world.theirs) as sql:
        for _ in range(35):
            with sql.transaction(force_rollback=True):
                ask(sql, "card", "NOBODYATALL")
    with typed.connect("owner") as owner:
        asked = "SELECT count(*) FROM people_lookup WHERE actor = %s"
        assert one(owner, asked, world.theirs.appointment_id) == 0


def test_held_a_card_shows_to_whoever_asked_and_for_a_quarter_of_an_hour(world):
    lookup = uuid4()
    with typed.acting(world.theirs) as sql:
        ask(sql, "card", world.key, lookup=lookup)
        sql.commit()
        typed.tell(sql, world.theirs)
        assert len(rows(sql, "SELECT * FROM contact_cards(%s)", lookup)) >= 1
    with typed.acting(world.mate) as sql:
        assert rows(sql, "SELECT * FROM contact_cards(%s)", lookup) == []
    with typed.connect("owner") as owner:
        owner.execute(
            "UPDATE people_lookup SET at = at - interval '16 minutes' WHERE id = %s", [lookup]
        )
        owner.commit()
    with typed.acting(world.theirs) as sql:
        assert rows(sql, "SELECT * FROM contact_cards(%s)", lookup) == []


@pytest.mark.parametrize("kind", ["card", "emergency"])
def test_held_a_partner_asks_for_nothing(database, kind):
    with typed.acting(agencies.officer("partner")) as sql:
        call = (
            "SELECT ask(gen_random_uuid(), %s, 'X', 'Y', '1980-03-03', '', '', '', 'a long reason')"
        )
        assert refusal(sql, call, kind) == f"{REFUSED} lookup refused"


@pytest.mark.parametrize("reason", ["", "short", "          .", None])
def test_held_no_lookup_without_a_reason(world, reason):
    with typed.acting(world.theirs) as sql:
        call = "SELECT ask(gen_random_uuid(), 'card', 'X', 'Y', '1980-03-03', '', '', '', %s)"
        assert refusal(sql, call, reason)[:5] in {REFUSED, "23502"}


def test_held_lookups_are_counted(database):
    asker = agencies.officer()
    with typed.acting(asker) as sql:
        for _ in range(30):
            ask(sql, "card", "NOBODYATALL")
        sql.commit()
    with typed.acting(asker) as sql:
        call = "SELECT ask(gen_random_uuid(), 'card', 'X', 'Y', '1980-03-03', '', '', '', 'a long reason')"
        assert refusal(sql, call) == "54000 too many lookups"


def test_held_an_emergency_is_read_only_after_it_was_committed(world):
    duty = agencies.officer("police_duty_officer")
    lookup = uuid4()
    with typed.acting(duty) as sql:
        ask(sql, "emergency", world.key, lookup=lookup)
        assert typed.consult(sql, world.mine) == []
        assert rows(sql, "SELECT opened_in_emergency(%s)", lookup) == []
        sql.rollback()
        typed.tell(sql, duty)
        assert typed.consult(sql, world.mine) == []
    committed = in_emergency(duty, world.key)
    with typed.acting(duty) as sql:
        assert (world.mine,) in rows(sql, "SELECT opened_in_emergency(%s)", committed)
        assert typed.consult(sql, world.mine) == [world.mine]
        parts = {part.split()[1] for part in one(sql, "SELECT parts_opened()")}
        assert not parts & {"surveillance", "victims", "protected", "financial"}
        assert one(sql, "SELECT parts_opened(true)") == []
    with typed.acting(world.theirs) as sql:
        assert rows(sql, "SELECT opened_in_emergency(%s)", committed) == []


def test_held_an_emergency_without_the_power(world):
    with typed.acting(world.theirs) as sql:
        call = "SELECT ask(gen_random_uuid(), 'emergency', 'VISIBLE', 'ALEX', '1980-03-03', '', '', '', 'a long reason')"
        assert refusal(sql, call) == f"{REFUSED} lookup refused"


def test_held_an_emergency_ends_after_eight_hours(world):
    duty = agencies.officer("police_duty_officer")
    in_emergency(duty, world.key)
    with typed.connect("owner") as owner:
        owner.execute(
            "UPDATE audit_opening SET until = until - interval '8 hours' WHERE actor = %s",
            [duty.appointment_id],
        )
        owner.commit()
    with typed.acting(duty) as sql:
        assert typed.consult(sql, world.mine) == []


def test_held_nobody_checks_their_own_opening(world):
    team = agencies.team()
    who = agencies.user()
    duty = agencies.officer(
        "police_supervisor",
        team=team,
        user=who,
        powers=["supervise", "emergency", "govern"],
    )
    second = agencies.officer("police_supervisor", team=team, user=who)
    other = agencies.officer("police_supervisor", team=team)
    stranger = agencies.officer("police_supervisor")
    in_emergency(duty, world.key)
    with typed.acting(other) as sql:
        opening = one(
            sql, "SELECT id FROM audit_opening WHERE actor = %s LIMIT 1", duty.appointment_id
        )
    call = "SELECT review(gen_random_uuid(), %s, 'justified', 'x')"
    for actor in (duty, second, stranger):
        with typed.acting(actor) as sql:
            typed.entry(sql)
            assert refusal(sql, call, opening) == f"{REFUSED} review refused"
    with typed.acting(other) as sql:
        assert refusal(sql, call, opening) == f"{REFUSED} a change needs its audit entry"
        typed.entry(sql)
        sql.execute(call, [opening])
        sql.commit()
    with typed.acting(other) as sql:
        typed.entry(sql)
        assert refusal(sql, call, opening).startswith("23505")
        assert refusal(sql, call, uuid4()) == f"{REFUSED} review refused"


def test_held_a_listing_names_only_people_who_were_shown(world):
    call = "SELECT list_shown(%s, 'people:list')"
    with typed.acting(world.ours) as sql:
        for named in ([world.hidden], [world.mine, world.hidden], [uuid4()]):
            sql.execute(call, [named])
        sql.commit()
    with typed.connect("owner") as owner:
        kept = "SELECT people FROM audit_listing WHERE actor = %s"
        assert rows(owner, kept, world.ours.appointment_id) == [([world.mine],)]
    with typed.connect() as sql:
        assert refusal(sql, call, [world.mine]).startswith("28000")


def test_held_who_looked_is_told_to_those_who_answer_and_to_no_other(world):
    governor = agencies.officer("information_governance", team=agencies.team())
    with typed.acting(governor) as sql:
        for table in ("audit_entry", "audit_consultation", "audit_listing", "audit_opening"):
            others = f"SELECT count(*) FROM {table} WHERE actor = %s"
            assert one(sql, others, world.ours.appointment_id) == 0
        assert rows(sql, "SELECT * FROM shown_in_lists(%s)", world.mine) == []
        assert rows(sql, "SELECT * FROM people_governed()") == []
    with typed.acting(world.mate) as sql:
        assert rows(sql, "SELECT * FROM audit_entry") == []
        assert rows(sql, "SELECT * FROM audit_consultation") == []
        assert rows(sql, "SELECT * FROM audit_opening WHERE ground = 'interest'") == []


def test_held_vetting_that_ended_ends_every_office(world):
    with typed.acting(world.ours) as sql:
        with typed.connect("owner") as owner:
            entry = uuid4()
            owner.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
            owner.execute(
                "UPDATE agencies_appointment SET vetted_until = %s WHERE id = %s",
                [date.today() - timedelta(days=2), world.ours.appointment_id],  # noqa: DTZ011
            )
            owner.execute("SELECT record_as_job(%s, 'set_up', 'a.b', NULL, NULL, '{}')", [entry])
            owner.commit()
        sql.rollback()
        said = refusal(
            sql, "SELECT tell_actor(%s, %s, %s)", *typed.proof(sql, world.ours.appointment_id)
        )
        assert said == "28000 actor refused"
