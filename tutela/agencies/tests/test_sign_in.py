import re
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone

from tutela.access.door import signed_in_as
from tutela.agencies import secret_box, session, tries
from tutela.agencies.middleware import APPOINTMENT
from tutela.agencies.models import Message
from tutela.agencies.tests import factories
from tutela.agencies.tests.clients import signed_in, with_password_only

pytestmark = pytest.mark.usefixtures("database")

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def nothing_tried_yet(database):
    cache.clear()


def code(step=0):
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


def with_app(user):
    with signed_in_as(user.pk):
        return TOTP.activate(user, SECRET).instance


def events(user):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT event, details FROM audit_entry WHERE account = %s ORDER BY at, event",
            [user.pk],
        )
        return cursor.fetchall()


def names(user):
    return [event for event, _ in events(user)]


def password(client, user, word=factories.PASSWORD):
    return client.post("/accounts/login/", {"login": user.email, "password": word})


def officer():
    actor = factories.officer()
    return get_user_model().objects.get(pk=actor.user_id)


def test_password_and_one_time_code_sign_in():
    user = officer()
    with_app(user)
    client = Client()

    assert password(client, user)["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    done = client.post("/accounts/2fa/authenticate/", {"code": code()})

    assert done["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert names(user) == ["sign_in.second_factor_added", "sign_in.made"]


def test_a_code_works_once():
    user = officer()
    with_app(user)
    used = code()
    for client, works in ((Client(), True), (Client(), False)):
        password(client, user)
        client.post("/accounts/2fa/authenticate/", {"code": used})
        assert ("_auth_user_id" in client.session) is works


def test_a_code_that_is_still_good_a_minute_later_works_once_all_the_same(monkeypatch):
    user = officer()
    with_app(user)
    early = code(1)  # of a telephone that is half a minute fast
    password(first := Client(), user)
    first.post("/accounts/2fa/authenticate/", {"code": early})
    assert "_auth_user_id" in first.session
    later = timedelta(seconds=45)
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: time.time() + 45))
    monkeypatch.setattr(tries, "now", lambda: timezone.now() + later)

    password(again := Client(), user)
    again.post("/accounts/2fa/authenticate/", {"code": early})

    assert "_auth_user_id" not in again.session


def test_a_wrong_password_is_kept_without_what_was_typed():
    user = officer()

    answer = password(Client(), user, "not it at all")

    assert "The email address or the password is not right" in answer.content.decode()
    assert events(user) == [("sign_in.failed", '{"by": "password"}')]


def test_a_sixth_wrong_password_is_not_tried():
    user = officer()
    for _ in range(5):
        password(Client(), user, "wrong")

    answer = password(Client(), user)

    assert "Too many wrong tries" in answer.content.decode()
    assert "sign_in.made" not in names(user)


def test_somebody_elses_wrong_tries_close_the_door_to_nobody_behind_the_same_proxy():
    user = officer()
    for number in range(11):
        stranger = {"login": f"nobody{number}@example.org", "password": "wrong"}
        Client(headers={"X-Forwarded-For": "192.0.2.7"}).post("/accounts/login/", stranger)
    closed, opened = (
        password(Client(headers={"X-Forwarded-For": address}), user, "wrong").content.decode()
        for address in ("192.0.2.7", "10.0.0.1, 192.0.2.8")
    )

    assert "Too many wrong tries" in closed
    assert "The email address or the password is not right" in opened


def test_who_has_no_second_factor_is_led_to_set_one_up():
    user = officer()
    client = Client()
    password(client, user)

    assert client.get("/acting/")["Location"] == "/accounts/2fa/"
    assert "Set up a second factor" in client.get("/accounts/2fa/").content.decode()
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"[A-Z2-7]{32}", page).group()
    now = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    done = client.post("/accounts/2fa/totp/activate/", {"code": now})

    assert done["Location"] == "/accounts/2fa/recovery-codes/"
    assert len(re.findall(r"<li>(\d{8})</li>", client.get(done["Location"]).content.decode())) == 10
    assert client.get("/acting/").status_code == 200


def test_a_recovery_code_signs_in_once():
    user = officer()
    with_app(user)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    with signed_in_as(user.pk):
        spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    for client, works in ((Client(), True), (Client(), False)):
        password(client, user)
        client.post("/accounts/2fa/authenticate/", {"code": spare})
        assert ("_auth_user_id" in client.session) is works


def test_a_session_with_a_password_alone_ends_once_a_second_factor_exists():
    user = officer()
    client = with_password_only(user)
    with_app(user)

    assert client.get("/accounts/2fa/webauthn/add/")["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_new_recovery_codes_end_every_other_session():
    """Who found the old ones may have signed in by one."""
    actor = factories.officer()
    user = get_user_model().objects.get(pk=actor.user_id)
    with_app(user)
    other, own = signed_in(actor), signed_in(actor)
    own.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    first = own.post("/accounts/2fa/recovery-codes/generate/")
    assert first["Location"] == "/accounts/2fa/recovery-codes/"
    assert other.get("/acting/").status_code == 200  # none was taken away yet

    own.post("/accounts/2fa/recovery-codes/generate/")

    assert own.get("/acting/").status_code == 200
    assert other.get("/acting/")["Location"].startswith("/accounts/login/")


def test_half_an_hour_of_nothing_signs_out():
    actor = factories.officer()
    client = signed_in(actor)
    assert client.get("/acting/").status_code == 200
    kept = client.session
    kept[session.SEEN] = time.time() - session.IDLE_SECONDS - 1
    kept.save()

    assert client.get("/acting/")["Location"] == "/accounts/login/?next=/acting/"
    user = get_user_model().objects.get(pk=actor.user_id)
    assert ("sign_in.ended", '{"why": "idle"}') in events(user)


def test_after_vetting_a_page_says_so_and_nothing_else():
    made = factories.appointment()
    client = with_password_only(made.user)
    kept = client.session
    kept["account_authentication_methods"] += [{"method": "mfa", "at": time.time(), "type": "totp"}]
    kept.save()
    with factories.as_owner():
        type(made).objects.using("owner").update(vetted_until="2020-01-01")

    page = client.get("/acting/").content.decode()

    assert "Your vetting or your appointment has ended" in page
    assert "service-navigation" not in page


def test_the_seed_of_the_codes_is_encrypted_and_the_key_can_change(settings):
    user = officer()
    kept = with_app(user)
    assert SECRET not in str(Authenticator.objects.get(pk=kept.pk).data)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret, of enough length to be one" * 2
    client = Client()
    password(client, user)

    client.post("/accounts/2fa/authenticate/", {"code": code()})

    assert "_auth_user_id" in client.session
    locked = Authenticator.objects.get(pk=kept.pk).data["secret"]
    assert not secret_box.is_locked_by_a_former_key(locked)


@pytest.mark.parametrize("address", ["/acting/", "/accounts/2fa/", "/accounts/password/change/"])
def test_no_page_of_an_account_stays_on_a_computer_before_an_office_is_chosen(address):
    who = factories.user()
    client = signed_in(factories.officer(user=who))
    factories.officer(user=who)
    session = client.session
    del session[APPOINTMENT]
    session.save()

    page = client.get(address)

    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]


def test_a_hash_of_former_strength_is_made_anew_at_sign_in(settings):
    """By its own account: casework sets nobody else's password."""
    user = officer()
    with_app(user)
    stronger = "django.contrib.auth.hashers.Argon2PasswordHasher"
    settings.PASSWORD_HASHERS = [stronger, *settings.PASSWORD_HASHERS]
    client = Client()
    password(client, user)

    client.post("/accounts/2fa/authenticate/", {"code": code()})

    assert "_auth_user_id" in client.session
    assert type(user).objects.get(pk=user.pk).password.startswith("argon2")


def without_token(page):
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def reset(user):
    Client().post("/accounts/password/reset/", {"email": user.email})
    with connections["owner"].cursor():
        letter = Message.objects.using("owner").filter(user=user).order_by("-at").first()
    return re.search(r"/accounts/\S+", letter.body).group()


def test_a_first_password_is_set_by_a_link_from_a_letter():
    made = factories.appointment()
    client = Client()

    page = client.get(reset(made.user), follow=True)
    client.post(
        page.request["PATH_INFO"],
        {"password1": "three dull otters", "password2": "three dull otters"},
    )

    assert password(Client(), made.user, "three dull otters")["Location"] == "/"
    assert "sign_in.password_changed" in names(made.user)
    assert Message.objects.using("owner").filter(user=made.user).count() == 2


def test_a_stranger_s_address_gets_the_same_answer_and_no_letter():
    user = officer()
    client = Client()
    theirs = client.post("/accounts/password/reset/", {"email": user.email}, follow=True)
    nobody = client.post("/accounts/password/reset/", {"email": f"no.{user.email}"}, follow=True)

    assert without_token(theirs) == without_token(nobody)
    assert Message.objects.using("owner").filter(user=None).exists()


def test_the_last_second_factor_cannot_be_removed():
    user = officer()
    with_app(user)
    client = Client()
    password(client, user)
    client.post("/accounts/2fa/authenticate/", {"code": code()})

    client.post("/accounts/reauthenticate/", {"password": factories.PASSWORD})
    page = client.post("/accounts/2fa/totp/deactivate/")

    assert "This is your only second factor" in page.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_passkey_options_are_given_to_a_script():
    answer = Client().get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})

    options = answer.json()["request_options"]["publicKey"]
    assert options["rpId"] == "testserver"
    assert options["userVerification"] == "required"
    assert options["challenge"]


@pytest.mark.parametrize(
    "address",
    ["closed/signup/", "closed/email/", "closed/agency/", "closed/agency/signup/", "signup/"],
)
def test_pages_that_are_not_wanted_are_not_there(address):
    actor = factories.officer()

    assert Client().get(f"/accounts/{address}").status_code in {404, 302}
    assert signed_in(actor).get(f"/accounts/{address}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "2fa/recovery-codes/generate/",
        "password/change/",
        "reauthenticate/",
        "logout/",
        "agency/cancelled/",
        "agency/error/",
        "inactive/",
        "password/reset/done/",
        "password/reset/key/done/",
        "password/reset/key/x-y/",
    ],
)
def test_every_account_page_is_dressed(address):
    page = signed_in(factories.officer()).get(f"/accounts/{address}", follow=True)

    assert page.status_code == (401 if "error" in address else 200)
    assert "govuk-template" in page.content.decode()
    assert "Menu:" not in page.content.decode()


def test_sql_cannot_take_a_second_factor_to_another_account():
    kept, other = with_app(officer()), officer()

    with pytest.raises(Exception, match="stays whose it is"):
        Authenticator.objects.filter(pk=kept.pk).update(user=other)
