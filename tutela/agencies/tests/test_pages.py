from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import signed_in_as
from tutela.agencies.models import Appointment, Cover, Message, User
from tutela.agencies.queries import offices_of
from tutela.agencies.tests import factories
from tutela.agencies.tests.clients import signed_in

pytestmark = pytest.mark.usefixtures("database")

NEXT_YEAR = timezone.localdate() + timedelta(days=300)


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def pressed(**answers):
    return {"operation_key": str(uuid7()), "why": "test", **answers}


def administrator():
    return factories.officer("agency_administrator")


def colleague_of(actor, role="police_offender_manager", **fields):
    team = factories.Team.objects.using("owner").get(pk=actor.team_id)
    return factories.appointment(role, team=team, **fields)


def test_a_newcomer_is_appointed_and_told_how_to_choose_a_password():
    admin = administrator()
    email = f"New.{uuid7().hex[-10:]}@Example.org"

    done = signed_in(admin).post(
        "/agency/people/appoint/",
        pressed(
            email=email,
            name="Robin Newcomer",
            team=str(admin.team_id),
            role="police_offender_manager",
            **day("vetted_until", NEXT_YEAR),
        ),
    )

    assert done.status_code == 302, done.content.decode()
    user = User.objects.get(email=email.lower())
    assert [office.actor.role for office in offices_of(user.pk)] == ["police_offender_manager"]
    assert Message.objects.using("owner").filter(user=user).count() == 1


def test_an_administrator_cannot_appoint_themselves():
    admin = administrator()
    mine = User.objects.get(pk=admin.user_id)

    page = signed_in(admin).post(
        "/agency/people/appoint/",
        pressed(
            email=mine.email,
            name="Me",
            team=str(admin.team_id),
            role="police_supervisor",
            **day("vetted_until", NEXT_YEAR),
        ),
    )

    assert "Somebody else must change your own appointments" in page.content.decode()


def test_nobody_holds_the_same_appointment_twice():
    admin = administrator()
    held = colleague_of(admin)
    asked = {
        "email": held.user.email,
        "name": "Any",
        "team": str(admin.team_id),
        "role": held.role,
        **day("vetted_until", NEXT_YEAR),
    }
    client = signed_in(admin)

    again = client.post("/agency/people/appoint/", pressed(**asked))
    other_role = client.post(
        "/agency/people/appoint/", pressed(**asked | {"role": "police_supervisor"})
    )

    assert "They hold this appointment already" in again.content.decode()
    assert other_role.status_code == 302


def test_another_agency_s_officers_are_not_there():
    stranger = factories.appointment()
    client = signed_in(administrator())

    assert stranger.user.name not in client.get("/agency/people/").content.decode()
    assert client.get(f"/agency/people/{stranger.pk}/").status_code == 404


def test_the_list_is_filtered_sorted_and_paged():
    admin = administrator()
    for number in range(30):
        colleague_of(admin, user=factories.user(name=f"Listed {number:02}"))
    ended = colleague_of(admin, user=factories.user(name="Gone Before"), vetted_until="2020-01-01")
    client = signed_in(admin)

    assert "Listed 29" not in client.get("/agency/people/?name=Listed").content.decode()
    assert "Listed 29" in client.get("/agency/people/?name=Listed&sort=-name").content.decode()
    assert "Listed 29" in client.get("/agency/people/?name=Listed&page=2").content.decode()
    assert ended.user.name in client.get("/agency/people/?standing=ended").content.decode()
    assert ended.user.name not in client.get("/agency/people/?standing=live").content.decode()


def change(client, appointment, version, **answers):
    return client.post(f"/agency/people/{appointment.pk}/", pressed(version=version, **answers))


def test_vetting_and_last_day_are_changed_and_end_the_office():
    admin = administrator()
    held = colleague_of(admin)
    client = signed_in(admin)
    yesterday = timezone.localdate() - timedelta(days=1)

    assert client.get(f"/agency/people/{held.pk}/").status_code == 200
    done = change(client, held, 1, **day("vetted_until", NEXT_YEAR), **day("ends_on", yesterday))

    assert done.status_code == 302, done.content.decode()
    assert offices_of(held.user_id) == []
    assert Appointment.objects.using("owner").get(pk=held.pk).version == 2


def test_the_second_of_two_administrators_is_shown_both():
    admin = administrator()
    held = colleague_of(admin)
    client = signed_in(admin)
    change(client, held, 1, **day("vetted_until", NEXT_YEAR))

    page = change(client, held, 1, **day("vetted_until", NEXT_YEAR + timedelta(days=9)))

    assert page.status_code == 200
    assert str(NEXT_YEAR.year) in page.content.decode()
    assert Appointment.objects.using("owner").get(pk=held.pk).vetted_until == NEXT_YEAR


def test_a_lost_second_factor_is_taken_away():
    from allauth.mfa.totp.internal.auth import TOTP

    admin = administrator()
    held = colleague_of(admin)
    with signed_in_as(held.user_id):
        TOTP.activate(User.objects.get(pk=held.user_id), "JBSWY3DPEHPK3PXP")
    wherever_it_is_now = signed_in(factories.actor_of(held.user_id, held.pk))
    assert wherever_it_is_now.get("/acting/").status_code == 200

    done = signed_in(admin).post(f"/agency/people/{held.pk}/second-factor/", pressed())

    assert done.status_code == 302, done.content.decode()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM mfa_authenticator WHERE user_id = %s", [held.user_id])
        assert cursor.fetchone()[0] == 0
        cursor.execute(
            "SELECT event FROM audit_entry WHERE about = %s OR account = %s ORDER BY event",
            [held.pk, held.user_id],
        )
        assert "appointment.second_factor_forgotten" in [row[0] for row in cursor.fetchall()]
    assert wherever_it_is_now.get("/acting/")["Location"].startswith("/accounts/login/")


def test_officers_who_do_not_administer_are_refused():
    client = signed_in(factories.officer())

    assert client.get("/agency/people/").status_code == 403
    assert client.get("/cover/").status_code == 403


def test_a_supervisor_arranges_cover_and_ends_it():
    supervisor = factories.officer("police_supervisor")
    stands_in = colleague_of(supervisor)
    client = signed_in(supervisor)
    today = timezone.localdate()

    done = client.post(
        "/cover/",
        pressed(
            appointment=str(stands_in.pk),
            team=str(supervisor.team_id),
            **day("starts_on", today),
            **day("last_day", today + timedelta(days=2)),
        ),
    )
    assert done.status_code == 302, done.content.decode()
    made = Cover.objects.using("owner").get(appointment=stands_in)
    assert stands_in.user.name in client.get("/cover/").content.decode()
    assert client.post(f"/cover/{made.pk}/end/", pressed()).status_code == 302

    assert Cover.objects.using("owner").get(pk=made.pk).ends_before == today


def test_cover_that_ends_before_it_begins_is_refused_in_one_sentence():
    supervisor = factories.officer("police_supervisor")
    stands_in = colleague_of(supervisor)
    today = timezone.localdate()

    page = signed_in(supervisor).post(
        "/cover/",
        pressed(
            appointment=str(stands_in.pk),
            team=str(supervisor.team_id),
            **day("starts_on", today + timedelta(days=2)),
            **day("last_day", today),
        ),
    )

    assert "The last day must not be before the first day or today" in page.content.decode()


def test_somebody_with_two_appointments_chooses():
    first = factories.appointment()
    second = factories.appointment("police_supervisor", user=first.user)
    actor = next(
        office.actor
        for office in offices_of(first.user_id)
        if office.actor.appointment_id == first.pk
    )
    client = signed_in(actor)

    page = client.get("/acting/").content.decode()
    assert str(second.pk) in page
    assert client.post("/acting/", {"appointment": str(second.pk)}).status_code == 302
    assert client.session["appointment"] == str(second.pk)
    assert client.post("/acting/", {"appointment": str(uuid7())}).status_code == 200


def first_administrator(email, **options):
    call_command(
        "appoint_administrator",
        **{
            "area": f"{uuid7().hex[-6:]}=Somewhere",
            "agency": "Somewhere Police",
            "kind": "police",
            "team": "Administration",
            "email": email,
            "name": "First Administrator",
            "vetted_until": NEXT_YEAR,
            "database": "owner",
        }
        | options,
    )


def test_the_first_administrator_is_appointed_by_the_owner():
    email = f"first.{uuid7().hex[-10:]}@example.org"

    first_administrator(email)

    user = User.objects.using("owner").get(email=email)
    assert [office.actor.role for office in offices_of(user.pk)] == ["agency_administrator"]
    assert Message.objects.using("owner").filter(user=user).exists()


def test_the_command_refuses_what_is_not_an_address():
    with pytest.raises(CommandError, match="not an email address"):
        first_administrator("nobody")
