"""What the casework role may type, and still not do."""

import pytest
from django.db import DatabaseError, connection

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.notification_requirements.tests import visits as at_counter
from tutela.people.files import consult
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
REFUSED = "refused|row-level security|permission denied"


@pytest.fixture(scope="module")
def scene(own_database, django_db_blocker):
    """An owner with a person, a visit that came to the owner, and somebody else."""
    with django_db_blocker.unblock():
        owner, other = agencies.officer(), agencies.officer()
        taker = agencies.officer("police_duty_officer")
        person, called = at_counter.known_as(owner)
        account = ("account", {"account_number": "31926819"})
        visit = at_counter.taken(taker, ("periodic", {}), account, **called)
        at_counter.route()
        return {
            "owner": owner,
            "other": other,
            "taker": taker,
            "person": person,
            "visit": visit,
            "routed": at_counter.waiting(owner)[0].routed_id,
            "draft": at_counter.begun(taker),
        }


def typed(actor, statement, *values, person=None):
    if person:
        people.opened(actor, person)
    with acting_as(actor), connection.cursor() as cursor:
        if person:
            consult([person], page="notification_requirements:visit_join")
        cursor.execute("SELECT set_config('tutela.entry', gen_random_uuid()::text, true)")
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


SEEN = {
    "a draft": "SELECT id FROM notification_requirements_draft WHERE id = %s",
    "a visit": "SELECT id FROM notification_requirements_visit WHERE id = %s",
    "a receipt": "SELECT id FROM notification_requirements_receipt WHERE visit_id = %s",
    "a route": "SELECT id FROM notification_requirements_visitrouted WHERE visit_id = %s",
}


@pytest.mark.parametrize("what", SEEN)
def test_another_sees_nothing_of_it(scene, what):
    key = scene["draft" if what == "a draft" else "visit"]

    assert typed(scene["other"], SEEN[what], key) == []


def test_the_taker_does_not_see_where_it_went(scene):
    assert typed(scene["taker"], SEEN["a route"], scene["visit"]) == []


def test_the_owner_sees_the_visit_and_not_its_receipt_before_joining(scene):
    assert typed(scene["owner"], SEEN["a visit"], scene["visit"]) != []
    assert typed(scene["owner"], SEEN["a receipt"], scene["visit"]) == []


FORBIDDEN = {
    "change a visit": "UPDATE notification_requirements_visit SET surname = 'X'"
    " WHERE id = %(visit)s",
    "delete a draft": "DELETE FROM notification_requirements_draft WHERE id = %(draft)s",
    "read what is locked": "SELECT locked FROM notification_requirements_visitfinancial",
    "answer for another team": "SELECT answer_visit(gen_random_uuid(), %(routed)s,"
    " 'not_ours', 'x')",
    "answer that it is joined": "SELECT answer_visit(gen_random_uuid(), %(routed)s, 'joined', '')",
    "bring it to oneself": "SELECT route_visit_here(%(visit)s, %(person)s)",
    "take the details": "SELECT join_financial(gen_random_uuid(), %(visit)s)",
    "route by hand": "SELECT route_visits()",
    "empty drafts": "SELECT expire_drafts()",
    "issue a receipt": "INSERT INTO notification_requirements_receipt (id, visit_id, language,"
    " content,"
    " digest, template_version, recipient, issued_by_id, issued_at) VALUES (gen_random_uuid(),"
    " %(visit)s, 'fr', '', '', '', '', %(me)s, now())",
    "take in another's name": "INSERT INTO notification_requirements_draft (id, taken_by_id,"
    " locked, began_at, changed_at, expires_at)"
    " VALUES (gen_random_uuid(), %(taker)s, '', now(), now(), now())",
    "notify into a file": "INSERT INTO notification_requirements_notification (id, person_id, kind,"
    " of,"
    " given_on, corrects_travel, station_said, by_parent, resets_year, resets_because, answers,"
    " particulars, marks, version) VALUES (gen_random_uuid(), %(person)s, 'periodic', '', now(),"
    " false, '', false, 'yes', '', '{}', '{}', '{}', 1)",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_another_cannot(scene, what):
    values = {
        **{key: scene[key] for key in ("visit", "draft", "routed", "person")},
        "me": scene["other"].appointment_id,
        "taker": scene["taker"].appointment_id,
    }
    with acting_as(scene["other"]), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tutela.entry', gen_random_uuid()::text, true)")
        with pytest.raises(DatabaseError, match=REFUSED):
            cursor.execute(FORBIDDEN[what], values)


JOIN = (
    "INSERT INTO notification_requirements_attendance (id, person_id, visit_id, came_on, outcome,"
    " fingerprints, photograph, note, joined_by_id, joined_at) VALUES (gen_random_uuid(), %s, %s,"
    " today(), 'taken', 'not_asked', 'not_asked', '', %s, now())"
)


def test_who_only_knows_a_visits_key_brings_it_into_no_file(scene):
    other = scene["other"]
    own = people.person(other)
    with pytest.raises(DatabaseError, match="row-level security"):
        typed(other, JOIN, own, scene["visit"], other.appointment_id, person=own)


def test_the_owner_cannot_say_joined_without_joining(scene):
    with acting_as(scene["owner"]), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tutela.entry', gen_random_uuid()::text, true)")
        with pytest.raises(DatabaseError, match="answer refused"):
            cursor.execute(
                "SELECT answer_visit(gen_random_uuid(), %s, 'joined', '')", [scene["routed"]]
            )


def test_a_draft_without_an_entry_is_refused(scene):
    taker = scene["taker"]
    statement = FORBIDDEN["take in another's name"].replace("%(taker)s", "%s")
    with (
        acting_as(taker),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="a change needs its audit entry"),
    ):
        cursor.execute(statement, [taker.appointment_id])
