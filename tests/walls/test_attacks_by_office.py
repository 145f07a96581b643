"""What somebody in an office may do for themselves by calling the definer functions as typed SQL."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.utils.timezone import localdate

from tests.walls import typed
from tests.walls.attempts import REFUSED, ask, in_emergency
from tests.walls.typed import one, refusal, rows
from tutela.access.actor import Actor
from tutela.agencies.tests import factories as agencies
from tutela.people.tests import factories as people

FAR = date(9999, 12, 31)


def grant(
    sql: psycopg.Connection, person: UUID, team: UUID, parts: str, change: str = "{}", **fields
) -> None:
    given = {"readers": [], "starts_on": one(sql, "SELECT today()"), "ends_before": FAR} | fields
    sql.execute(
        "SELECT grant_interest(%s, %s, %s, 'supports', %s::text[], %s::text[], %s, %s, %s, 'x')",
        [uuid4(), person, team, parts, change, *given.values()],
    )


def refused_grant(*words, **fields) -> bool:
    try:
        with words[0].transaction():
            grant(*words, **fields)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def parts_of(actor: Actor, person: UUID, ground: str = "interest") -> set[str]:
    typed.opened(actor, person, ground)
    with typed.acting(actor) as sql:
        typed.consult(sql, person)
        return {part.split()[1] for part in one(sql, "SELECT parts_opened()")}


# Interests ---------------------------------------------------------------------------------------


@pytest.fixture
def supporter(world) -> Actor:
    """A partner that reads and may share the list and addresses of our person, and no more."""
    partner = agencies.officer("partner")
    people.interest(
        world.ours, world.mine, partner.team_id, "addresses", parts_change=["list", "addresses"]
    )
    return partner


@pytest.mark.parametrize("part", ["surveillance", "victims", "identity"])
def test_held_nobody_grants_themselves_what_they_do_not_hold(world, supporter, part):
    with typed.reading(supporter, world.mine) as sql:
        typed.entry(sql)
        team = supporter.team_id
        assert refused_grant(sql, world.mine, team, f"{{list,{part}}}")
        assert refused_grant(sql, world.mine, world.theirs.team_id, f"{{list,{part}}}")
        assert not refused_grant(sql, world.mine, team, "{list,addresses}")


def test_held_a_grant_needs_the_file_consulted_to_change(world):
    reader = agencies.officer("partner")
    people.interest(world.ours, world.mine, reader.team_id, "addresses")

    with typed.reading(reader, world.mine) as sql:
        typed.entry(sql)
        assert refused_grant(sql, world.mine, reader.team_id, "{list}")
    with typed.acting(world.ours) as sql:
        typed.entry(sql)
        assert refused_grant(sql, world.mine, world.theirs.team_id, "{list}")
        assert refused_grant(sql, world.hidden, world.ours.team_id, "{list}")


def test_held_no_grant_begins_in_the_past_or_without_the_list(world):
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        team = world.theirs.team_id
        yesterday = one(sql, "SELECT today() - 1")
        assert refused_grant(sql, world.mine, team, "{list}", starts_on=yesterday)
        assert refused_grant(sql, world.mine, team, "{addresses}")


def test_held_cover_and_supervision_are_not_made_to_last(world):
    agency = agencies.agency()
    team, elsewhere = agencies.team(agency=agency), agencies.team(agency=agency)
    officer, who = agencies.officer(team=team), agencies.user()
    supervisor = agencies.officer("police_supervisor", team=elsewhere, supervises=team, user=who)
    second = agencies.officer(team=agencies.team(agency=agency), user=who)
    to_come = agencies.team(agency=agency)
    agencies.appointment(team=to_come, user=who, starts_on=localdate() + timedelta(days=1))
    person = people.person(officer)
    typed.opened(supervisor, person, "supervision")

    with typed.acting(supervisor) as sql:
        typed.consult(sql, person)
        typed.entry(sql)
        assert refused_grant(sql, person, elsewhere.pk, "{list,addresses}")
        assert refused_grant(sql, person, second.team_id, "{list}"), "in another office"
        assert refused_grant(sql, person, to_come.pk, "{list}"), "in an office that begins tomorrow"
        assert not refused_grant(sql, person, world.theirs.team_id, "{list,addresses}")


def test_held_the_owners_interest_cannot_be_ended(world, supporter):
    with typed.reading(supporter, world.mine) as sql:
        typed.entry(sql)
        owners = one(sql, "SELECT id FROM people_interest WHERE kind = 'manages'")
        call = "SELECT end_interest(%s, today(), 'x')"
        assert refusal(sql, call, owners) == f"{REFUSED} interest refused"
        own = one(sql, "SELECT id FROM people_interest WHERE team_id = %s", supporter.team_id)
        sql.execute(call, [own])


def test_held_an_interest_is_not_ended_in_the_past_nor_made_longer(world, supporter):
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        given = one(sql, "SELECT id FROM people_interest WHERE team_id = %s", supporter.team_id)
        sql.execute("SELECT end_interest(%s, '2020-01-01', 'x')", [given])
        ended = "SELECT ends_before - today() FROM people_interest WHERE id = %s"
        assert one(sql, ended, given) == 0
        assert refusal(sql, "SELECT end_interest(%s, '9999-01-01', 'x')", given).startswith(REFUSED)


def test_held_a_record_that_is_not_ones_own_is_not_handed_over(world, supporter):
    with typed.reading(supporter, world.mine) as sql:
        typed.entry(sql)
        call = "SELECT hand_over(%s, %s, gen_random_uuid(), today(), 'x')"
        for team in (world.theirs.team_id, supporter.team_id):
            assert refusal(sql, call, world.mine, team) == f"{REFUSED} hand-over refused"


def test_held_a_supervisor_without_the_list_hands_nothing_over(world):
    """Where the team's own interest is held for a named reader, others have nothing to give."""
    team = agencies.team()
    reader = agencies.officer(team=team)
    supervisor = agencies.officer("police_supervisor", team=team)
    person = people.person(reader)
    with typed.connect("owner") as owner:
        entry = uuid4()
        owner.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
        owner.execute(
            "UPDATE people_interest SET readers = %s, duty_reads = false WHERE person_id = %s",
            [[reader.appointment_id], person],
        )
        owner.execute("SELECT record_as_job(%s, 'set_up', 'a.b', NULL, NULL, '{}')", [entry])
        owner.commit()
    typed.opened(supervisor, person, "supervision")

    with typed.acting(supervisor) as sql:
        assert typed.consult(sql, person) == [person]
        typed.entry(sql)
        call = "SELECT hand_over(%s, %s, gen_random_uuid(), today(), 'x')"
        assert refusal(sql, call, person, world.theirs.team_id).startswith(REFUSED)


# Restricted records ------------------------------------------------------------------------------


def restrict(actor: Actor, person: UUID, readers: list[UUID]) -> None:
    with typed.reading(actor, person) as sql:
        typed.entry(sql)
        sql.execute("SELECT restrict_record(%s, %s, 'x')", [person, readers])
        sql.commit()


def lift(actor: Actor, person: UUID) -> None:
    with typed.reading(actor, person) as sql:
        typed.entry(sql)
        sql.execute("SELECT lift_restriction(%s, 'over')", [person])
        sql.commit()


def test_held_restricting_and_lifting_opens_no_interest_held_for_another(world):
    keeper = world.mate
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        for_keeper = {"readers": [keeper.appointment_id]}
        grant(sql, world.mine, world.ours.team_id, "{list,surveillance}", **for_keeper)
        sql.commit()
    narrow(world)
    assert "surveillance" in parts_of(keeper, world.mine)
    assert "surveillance" not in parts_of(world.ours, world.mine)

    restrict(world.ours, world.mine, [world.ours.appointment_id])

    assert "addresses" in parts_of(world.ours, world.mine)
    assert "surveillance" not in parts_of(world.ours, world.mine)
    assert parts_of(keeper, world.mine) == set()
    lift(world.ours, world.mine)
    assert "surveillance" not in parts_of(world.ours, world.mine)
    assert "surveillance" in parts_of(keeper, world.mine)


def narrow(world) -> None:
    """The team's general interest loses its compartments."""
    with typed.connect("owner") as owner:
        entry = uuid4()
        owner.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
        owner.execute(
            "UPDATE people_interest SET parts_read = '{list,addresses}',"
            " parts_change = '{list,addresses}' WHERE person_id = %s AND kind = 'manages'",
            [world.mine],
        )
        owner.execute("SELECT record_as_job(%s, 'set_up', 'a.b', NULL, NULL, '{}')", [entry])
        owner.commit()


def test_held_a_restricted_record_is_hidden_from_the_rest_of_its_team(world):
    """Also what was asked about it: the name in a lookup would tell that it is there."""
    duty = agencies.officer("police_duty_officer")
    restrict(world.ours, world.mine, [world.ours.appointment_id])
    with typed.acting(duty) as sql:
        ask(sql, "card", world.key)
        sql.commit()
    in_emergency(duty, world.key)

    assert not typed.opened(world.mate, world.mine)
    with typed.acting(world.mate) as sql:
        for table in ("people_person", "people_name", "people_lookupanswer", "people_lookup"):
            assert rows(sql, f"SELECT * FROM {table}") == []
    with typed.acting(world.ours) as sql:
        assert one(sql, "SELECT count(*) FROM people_lookupanswer") == 1


def test_held_no_general_ground_opens_a_restricted_record(world):
    agency = agencies.agency()
    team = agencies.team(agency=agency)
    ours = agencies.officer(team=team)
    supervisor = agencies.officer("police_supervisor", team=team)
    coverer = agencies.officer(team=agencies.team(agency=agency))
    agencies.cover(
        appointment_id=coverer.appointment_id,
        team=team,
        arranged_by_id=supervisor.appointment_id,
    )
    duty = agencies.officer("police_duty_officer")
    person = people.person(ours, surname="Guarded")
    assert typed.opened(supervisor, person, "supervision")
    assert typed.opened(coverer, person, "cover")
    in_emergency(duty, "GUARDED")

    restrict(ours, person, [ours.appointment_id])

    for actor in (supervisor, coverer, duty):
        with typed.acting(actor) as sql:
            assert typed.consult(sql, person) == [], "what was opened before is closed"
            assert person not in {row[0] for row in rows(sql, "SELECT id FROM people_person")}
    assert not typed.opened(supervisor, person, "supervision")
    assert not typed.opened(coverer, person, "cover")
    again = in_emergency(duty, "GUARDED")
    with typed.acting(duty) as sql:
        assert rows(sql, "SELECT opened_in_emergency(%s)", again) in ([], [(person,)]), (
            "told, not shown"
        )
        assert typed.consult(sql, person) == []


def test_held_only_the_owners_named_reader_restricts_and_lifts(world, supporter):
    with typed.reading(supporter, world.mine) as sql:
        typed.entry(sql)
        call = "SELECT restrict_record(%s, %s, 'x')"
        assert refusal(sql, call, world.mine, [supporter.appointment_id]).startswith(REFUSED)
        assert refusal(sql, "SELECT lift_restriction(%s, 'over')", world.mine).startswith(REFUSED)
    with typed.reading(world.ours, world.mine) as sql:
        typed.entry(sql)
        for readers in ([], [world.mate.appointment_id], None):
            assert refusal(sql, call, world.mine, readers).startswith(REFUSED)


def test_held_an_interest_is_not_granted_past_a_restriction_of_the_same_moment(world):
    typed.opened(world.mate, world.mine)
    with typed.acting(world.mate) as sql:
        typed.consult(sql, world.mine)
        typed.entry(sql)
        restrict(world.ours, world.mine, [world.ours.appointment_id])
        with pytest.raises(psycopg.errors.SerializationFailure):
            grant(sql, world.mine, world.theirs.team_id, "{list}")


# Appointments and cover ---------------------------------------------------------------------------


@pytest.fixture
def administrator(database) -> Actor:
    return agencies.officer("agency_administrator", team=agencies.team())


def appoint(sql, account: UUID, team: UUID, powers: list[str], supervises=None) -> tuple:
    return (
        "SELECT appoint(gen_random_uuid(), %s, %s, 'x', %s, %s, today(), '9999-12-31',"
        " today() + 9, 'x')",
        account,
        team,
        powers,
        supervises,
    )


def test_held_nobody_appoints_themselves_or_keeps_their_own_vetting(administrator):
    user, team = administrator.user_id, administrator.team_id
    with typed.acting(administrator) as sql:
        typed.entry(sql)
        assert refusal(sql, *appoint(sql, user, team, ["govern"])).startswith(REFUSED)
        call = "SELECT change_appointment(%s, '9999-12-31', '9999-12-31', 'x')"
        assert refusal(sql, call, administrator.appointment_id).startswith(REFUSED)


def test_held_nobody_appoints_in_another_agency_or_without_the_power(world, administrator):
    account = agencies.user().pk
    with typed.acting(administrator) as sql:
        typed.entry(sql)
        for team, over in (
            (world.ours.team_id, None),
            (administrator.team_id, world.ours.team_id),
            (uuid4(), None),
        ):
            assert refusal(sql, *appoint(sql, account, team, [], over)).startswith(REFUSED)
        call = "SELECT change_appointment(%s, '9999-12-31', '9999-12-31', 'x')"
        assert refusal(sql, call, world.ours.appointment_id).startswith(REFUSED)
        sql.execute(*_two(appoint(sql, account, administrator.team_id, ["record", "cards"])))
    with typed.acting(world.ours) as sql:
        typed.entry(sql)
        assert refusal(sql, *appoint(sql, account, world.ours.team_id, [])).startswith(REFUSED)
        new = "SELECT add_user(gen_random_uuid(), 'new@example.org', 'New')"
        assert refusal(sql, new).startswith(REFUSED)


def _two(call: tuple) -> tuple:
    return call[0], list(call[1:])


@pytest.mark.parametrize(
    ("kind", "powers"),
    [
        ("children", ["emergency"]),
        ("children", ["cards"]),
        ("probation", ["cards"]),
        ("police", ["anything"]),
        ("police", None),
    ],
)
def test_held_powers_that_reach_other_agencies_stay_with_those_who_have_them(
    database, kind, powers
):
    administrator = agencies.officer("agency_administrator", team=agencies.team(kind))
    account = agencies.user().pk
    with typed.acting(administrator) as sql:
        typed.entry(sql)
        call = appoint(sql, account, administrator.team_id, powers)
        assert refusal(sql, *call).startswith(REFUSED)


def test_not_held_an_administrator_can_make_a_second_account(administrator):
    """It is on record, under the administrator's name; nobody decides it with them."""
    account = uuid4()
    with typed.acting(administrator) as sql:
        typed.entry(sql)
        email = f"{account}@example.org"
        sql.execute("SELECT add_user(%s, %s, 'Invented')", [account, email])
        sql.execute(*_two(appoint(sql, account, administrator.team_id, ["record"])))
        sql.commit()


def test_held_an_account_without_its_entry_fails_at_commit(administrator):
    with typed.acting(administrator) as sql:
        new = "SELECT add_user(gen_random_uuid(), %s, 'New')"
        email = f"{uuid4()}@example.org"
        assert refusal(sql, new, email) == f"{REFUSED} a change needs its audit entry"
        sql.execute("SELECT set_config('tutela.entry', gen_random_uuid()::text, true)")
        sql.execute(new, [email])
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            sql.commit()


def test_held_cover_is_not_arranged_for_oneself_nor_for_another_team(world):
    agency = agencies.agency()
    team, other = agencies.team(agency=agency), agencies.team(agency=agency)
    who = agencies.user()
    supervisor = agencies.officer("police_supervisor", team=team, user=who)
    second = agencies.officer(team=other, user=who)
    mate = agencies.officer(team=other)
    call = "SELECT arrange_cover(gen_random_uuid(), %s, %s, today(), today() + 3, 'x')"
    with typed.acting(supervisor) as sql:
        typed.entry(sql)
        for appointment, of in (
            (supervisor.appointment_id, team.pk),
            (second.appointment_id, team.pk),  # the same user in another office
            (mate.appointment_id, other.pk),
            (mate.appointment_id, world.ours.team_id),
            (world.ours.appointment_id, team.pk),  # of another agency
        ):
            assert refusal(sql, call, appointment, of) == f"{REFUSED} cover refused"
        sql.execute(call, [mate.appointment_id, team.pk])
    with typed.acting(world.ours) as sql:
        typed.entry(sql)
        mine = world.ours.team_id
        assert refusal(sql, call, world.mate.appointment_id, mine).startswith(REFUSED)


def test_held_supervising_is_a_power_and_not_only_a_line_in_an_appointment(world):
    team = agencies.team()
    ours = agencies.officer(team=team)
    person = people.person(ours)
    clerk = agencies.officer("partner", supervises=team)

    assert not typed.opened(clerk, person, "supervision")
    with typed.acting(clerk) as sql:
        assert rows(sql, "SELECT id FROM people_person") == []
