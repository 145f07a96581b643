"""What the database holds by itself, asked as the real roles with statements as they are typed."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Appointment, Team
from tutela.agencies.tests import factories as agencies
from tutela.audit.models import Version
from tutela.court_orders.tests.factories import in_file
from tutela.disclosure.models import Awaited, Consideration, Incident, Made
from tutela.disclosure.tests import factories as disclosures
from tutela.people.files import show_in_list
from tutela.people.models import Interest
from tutela.people.operations import sharing
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
TESTS = ["harm", "necessary", "proportionate", "lawful", "accurate", "timely"]
ANSWER = (
    "INSERT INTO disclosure_testanswer (id, consideration_id, person_id, test, is_met, why)"
    " SELECT gen_random_uuid(), id, person_id, %s, %s, 'typed' FROM disclosure_consideration"
    " WHERE id = %s"
)
MAKE = (
    "INSERT INTO disclosure_made (id, consideration_id, person_id, was_told, made_at, how, how_why,"
    " recipient, recipient_address, told_by, identity, identity_said, undertaking, undertaking_why,"
    " words, conditions, advice, recorded_by_id, recorded_at) SELECT gen_random_uuid(), id,"
    " person_id, true, now(), 'face_to_face', '', 'R', '', 'T', 'document', '', 'signed', '', 'W',"
    " '', '', %s, now() FROM disclosure_consideration WHERE id = %s"
)
CALL = "SELECT call_deciders(id, NULL, NULL,"
MOVE = "UPDATE disclosure_consideration SET stage = %s WHERE id = %s"
DECIDE = (
    "WITH v AS (SELECT %s::text AS to_stage) UPDATE disclosure_consideration SET stage = to_stage,"
    " decided_by_id = %s, decided_at = now(), reasons = 'typed',"
    " lapses_on = CASE to_stage WHEN 'approved' THEN today() + 28 END FROM v WHERE id = %s"
)


def team_of(actor):
    return Team.objects.using("owner").get(pk=actor.team_id)


class Scene:
    """One person; who asked (with a second office of the same user), a colleague, who decides."""

    def __init__(self):
        self.asker = agencies.officer()
        self.person = people.person(self.asker)
        team = Team.objects.using("owner").get(pk=self.asker.team_id)
        user = Appointment.objects.using("owner").get(pk=self.asker.appointment_id).user
        self.decider = disclosures.decision_maker(self.asker)
        with_decider = Team.objects.using("owner").get(pk=self.decider.team_id)
        second = {"user": user, "team": with_decider}
        self.actors = {
            "asker": self.asker,
            "second": agencies.officer("disclosure_decision_maker", **second),
            "colleague": agencies.officer(team=team),
            "supervisor": agencies.officer("police_supervisor", team=team),
            "decider": self.decider,
        }
        people.interest(
            self.asker,
            self.person,
            self.decider.team_id,
            "disclosures",
            parts_change=["disclosures"],
        )

    @contextmanager
    def typing(self, who):
        """A page of the file, and a cursor under an honest entry; what fails is undone whole."""
        actor = self.actors[who]
        people.opened(actor, self.person)
        with in_file(actor, self.person), perform(actor, May.SEE_WORKLIST) as done:
            with connection.cursor() as cursor:
                yield cursor
            done.record("disclosure.typed", None, person=self.person)

    def attempt(self, who, statements):
        """Whether all of it was taken and committed."""
        try:
            with self.typing(who) as cursor:
                for statement, values in statements:
                    cursor.execute(statement, values)
        except DatabaseError:
            return False
        return True


@pytest.fixture
def scene(database):
    return Scene()


def answers(row, *, met=True):
    return [(ANSWER, [test, met, row]) for test in TESTS]


def test_disclosures_are_read_in_the_open_file_and_what_waits_in_the_list(scene):
    reader, stranger = agencies.officer("partner"), agencies.officer("partner")
    disclosures.ask(scene.asker, scene.person)
    people.interest(scene.asker, scene.person, reader.team_id, "identity")

    with in_file(scene.asker, scene.person):
        assert (Consideration.objects.count(), Version.objects.count() > 0) == (1, True)
    with acting_as(scene.asker):
        assert (Consideration.objects.count(), Awaited.objects.count()) == (0, 1)
    with in_file(reader, scene.person):
        assert (Consideration.objects.count(), Awaited.objects.count()) == (0, 0)
        assert not Version.objects.filter(tablename="disclosure_consideration").exists()
    with acting_as(stranger):
        assert Awaited.objects.count() == 0


ACTS = st.sampled_from(["approve", "approve_unmet", "refuse", "tell", "forge", "move", "unmake"])
WHO = st.sampled_from(["asker", "second", "colleague", "supervisor", "decider"])


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(WHO, ACTS), min_size=1, max_size=6))
def test_whoever_types_whatever_nobody_decides_what_they_asked(scene, attempts):
    row = disclosures.ask(scene.asker, scene.person).pk
    for who, act in attempts:
        me, decider = scene.actors[who].appointment_id, scene.decider.appointment_id
        statements = {
            "approve": [*answers(row), (DECIDE, ["approved", me, row])],
            "approve_unmet": [*answers(row, met=False), (DECIDE, ["approved", me, row])],
            "refuse": [*answers(row), (DECIDE, ["refused", me, row])],
            "tell": [(MAKE, [me, row]), (MOVE, ["told", row])],
            "forge": [*answers(row), (DECIDE, ["approved", decider, row])],
            "move": [(MOVE, ["approved", row])],
            "unmake": [("UPDATE disclosure_consideration SET reasons = 'x' WHERE id = %s", [row])],
        }[act]
        scene.attempt(who, statements)

    with in_file(scene.asker, scene.person):
        now = Consideration.objects.get(pk=row)
        told = Made.objects.filter(consideration=row, was_told=True)
        if now.decided_by_id:
            assert now.decided_by_id == scene.decider.appointment_id
            assert now.tests.count() == len(TESTS)
            assert now.reasons == "typed"
        if now.stage in {"approved", "told"} or told.exists():
            assert now.decided_by_id
            assert not now.tests.filter(is_met=False).exists()


def test_it_is_decided_by_whose_office_it_is(scene):
    row = disclosures.ask(scene.asker, scene.person).pk
    approve = {
        who: [*answers(row), (DECIDE, ["approved", actor.appointment_id, row])]
        for who, actor in scene.actors.items()
    }

    assert not any(
        scene.attempt(who, approve[who]) for who in ("asker", "second", "colleague", "supervisor")
    )
    assert scene.attempt("decider", approve["decider"])
    me = scene.asker.appointment_id
    assert scene.attempt("asker", [(MAKE, [me, row]), (MOVE, ["told", row])])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM disclosure_consideration", "denied"),
        ("DELETE FROM disclosure_made", "denied"),
        ("UPDATE disclosure_made SET words = ''", "denied"),
        ("UPDATE disclosure_consideration SET recipient = 'x'", "denied"),
        ("UPDATE disclosure_consideration SET asked_by_id = current_actor()", "denied"),
        ("UPDATE disclosure_consideration SET words = 'other'", "stays as it was"),
        ("UPDATE disclosure_consideration SET stage = 'withdrawn'", "left_says_why"),
        (f"{CALL} today() + 999, 'x') FROM disclosure_consideration", "refused"),
        ("SELECT call_deciders(gen_random_uuid(), NULL, NULL, today() + 7, 'x')", "refused"),
    ],
)
def test_typed_sql_changes_nothing_that_was_said(scene, statement, said):
    disclosures.ask(scene.asker, scene.person)

    with (
        scene.typing("asker") as cursor,
        pytest.raises(DatabaseError, match=said),
        transaction.atomic(),
    ):
        cursor.execute(statement)


def test_nobody_calls_deciders_to_what_another_asked(scene):
    row = disclosures.ask(scene.asker, scene.person).pk

    assert not scene.attempt(
        "colleague",
        [("SELECT call_deciders(%s, NULL, NULL, today() + 7, 'x')", [row])],
    )


def test_an_asker_gives_no_more_sight_than_their_own(scene):
    narrow = agencies.officer("probation_practitioner")
    given = {"parts_change": ["disclosures"]}
    people.interest(scene.asker, scene.person, narrow.team_id, "disclosures", "risk", **given)
    agencies.officer(
        "disclosure_decision_maker",
        team=agencies.team(agency=disclosures.area_of(scene.asker), name="Newly made"),
    )
    with in_file(narrow, scene.person):
        disclosures.in_danger(narrow, scene.person)

    with in_file(scene.asker, scene.person):
        made = Interest.objects.get(person=scene.person, team__name="Newly made")
    assert {*made.parts_read} == {"list", "identity", "disclosures", "risk"}


def test_danger_of_another_name_or_already_upheld_is_not_taken(scene):
    given = {
        "person_id": scene.person,
        "in_danger": True,
        "trigger": "other",
        "happened": "x",
        "recipient": "R",
        "recipient_role": "parent",
        "words": "W",
        "asked_at": timezone.now(),
    }
    for forged in (
        {"stage": "in_danger", "asked_by_id": scene.decider.appointment_id},
        {"stage": "upheld", "asked_by_id": scene.asker.appointment_id, "reasons": "x"}
        | {"decided_by_id": scene.decider.appointment_id, "decided_at": timezone.now()},
    ):
        with (
            scene.typing("asker"),
            pytest.raises(DatabaseError, match="asked for by who asks"),
            transaction.atomic(),
        ):
            Consideration.objects.create(id=uuid7(), **given, **forged)


def test_who_recorded_an_incident_does_not_settle_it_by_a_second_account(scene):
    with scene.typing("asker"):
        row = Incident.objects.create(
            person_id=scene.person,
            who_knows="A neighbour",
            what="The conviction",
            how_known="Rang",
            recorded_by_id=scene.asker.appointment_id,
            recorded_at=timezone.now(),
        )
    settle = (
        "UPDATE disclosure_incident SET settled_by_id = %s, settled_at = now(), finding = 'f',"
        " commissioner = 'told' WHERE id = %s"
    )

    def settled(who):
        return scene.attempt(who, [(settle, [scene.actors[who].appointment_id, row.pk])])

    assert [settled(who) for who in ("second", "colleague", "supervisor")] == [False, False, True]


@pytest.mark.parametrize("last_day", ["NULL", "today() + 365", "lapses_on + 1"])
def test_an_approval_has_its_last_day_and_keeps_it(scene, last_day):
    row = disclosures.ask(scene.asker, scene.person)
    endless = DECIDE.replace("today() + 28", last_day)
    if last_day.startswith("lapses_on"):
        disclosures.decide(scene.decider, row)
        moved = "UPDATE disclosure_consideration SET lapses_on = lapses_on + 1 WHERE id = %s"
        assert not scene.attempt("decider", [(moved, [row.pk])])
    else:
        of_decider = scene.decider.appointment_id
        approved = [*answers(row.pk), (endless, ["approved", of_decider, row.pk])]
        assert not scene.attempt("decider", approved)


def test_typed_sql_tells_nobody_after_an_approval_lapsed(scene):
    row = disclosures.ask(scene.asker, scene.person)
    ago = timezone.now() - timedelta(days=30)
    disclosures.decide(scene.decider, row, now=ago)
    tell = [(MAKE, [scene.asker.appointment_id, row.pk]), (MOVE, ["told", row.pk])]
    assert not scene.attempt("asker", tell)
    in_time = MAKE.replace("true, now(),", "true, now() - interval '29 days',")
    tell[0] = (in_time, [scene.asker.appointment_id, row.pk])
    assert scene.attempt("asker", tell)


def test_who_governs_settles_what_another_recorded_and_changes_nothing_else(scene):
    governing = {
        "own": agencies.officer("information_governance", team=team_of(scene.asker)),
        "other": agencies.officer("information_governance"),
    }
    with in_file(scene.asker, scene.person):
        incident = disclosures.incident(scene.asker, scene.person)
    settle = (
        "UPDATE disclosure_incident SET settled_by_id = %s, settled_at = now(),"
        " commissioner = 'told', finding = 'typed' WHERE id = %s"
    )

    def tried(who, statement, values):
        with acting_as(governing[who]), perform(governing[who], May.SEE_WORKLIST) as done:
            show_in_list([scene.person], page="disclosure:governed")
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                changed = cursor.rowcount
            done.record("disclosure.typed", None, person=scene.person)
        return changed

    def read():
        return [one.pk for one in Incident.objects.all()]

    own = governing["own"].appointment_id
    met = "UPDATE disclosure_awaited SET met_at = now() WHERE incident_id = %s"
    with pytest.raises(DatabaseError, match="row-level security"):
        tried("own", met, [incident])  # not before it is settled
    with pytest.raises(DatabaseError, match="permission denied"):
        tried("own", "UPDATE disclosure_incident SET what = 'typed' WHERE id = %s", [incident])
    with pytest.raises(DatabaseError):
        tried("own", settle, [scene.decider.appointment_id, incident])
    assert tried("other", settle, [governing["other"].appointment_id, incident]) == 0
    assert tried("own", settle, [own, incident]) == 1
    assert tried("own", met, [incident]) == 1
    with acting_as(governing["own"]):
        assert read() == []  # not before an entry says who is read of
        show_in_list([scene.person], page="disclosure:governed")
        assert read() == [incident]
        assert not Consideration.objects.exists()
    with in_file(scene.asker, scene.person):
        sharing.restrict(
            actor=scene.asker,
            readers=[Appointment.objects.get(pk=scene.asker.appointment_id)],
            why="A threat to life",
            **{name: disclosures.common(scene.person)[name] for name in ("person", "key", "now")},
        )
    with acting_as(governing["own"]):
        show_in_list([scene.person], page="disclosure:governed")
        assert read() == []
