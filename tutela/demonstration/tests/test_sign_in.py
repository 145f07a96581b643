import pytest
from django.test import Client

from tutela.agencies.tests import factories
from tutela.demonstration import mailbox, views
from tutela.demonstration.story import SIGN_INS, SignIn

pytestmark = pytest.mark.usefixtures("database")

MAIL = b"""Content-Type: text/plain; charset="utf-8"
Subject: Look
From: a@example.org
To: b@example.org
Date: Sun, 22 Nov 2026 10:00:00 -0000

See http://casework.localhost/
"""


@pytest.fixture
def demonstration(settings):
    settings.IS_DEMONSTRATION = True


@pytest.fixture
def of_the_story(monkeypatch):
    made = factories.appointment()
    who = SignIn(made.user.email, made.user.name, made.role, made.team.name, "look around")
    monkeypatch.setattr(views, "SIGN_INS", (who,))
    return made.user


def test_one_press_signs_in_where_it_is_the_demonstration(demonstration, of_the_story):
    client = Client()

    assert client.post("/demonstration/sign-in/", {"email": of_the_story.email}).status_code == 302
    assert client.session["_auth_user_id"] == str(of_the_story.pk)
    assert client.get("/acting/").status_code == 200


def test_one_press_does_not_sign_in_elsewhere(of_the_story):
    client = Client()

    assert client.post("/demonstration/sign-in/", {"email": of_the_story.email}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert client.get("/demonstration/outbox/").status_code == 404


def test_nobody_outside_the_story_is_signed_in(demonstration, of_the_story):
    other = factories.appointment().user

    assert Client().post("/demonstration/sign-in/", {"email": other.email}).status_code == 404


def test_the_sign_in_page_offers_them_in_the_demonstration_only(settings):
    assert SIGN_INS[0].email not in Client().get("/accounts/login/").content.decode()
    settings.IS_DEMONSTRATION = True
    assert SIGN_INS[0].email in Client().get("/accounts/login/").content.decode()


def test_the_outbox_shows_what_was_sent(demonstration, settings, tmp_path):
    settings.MAILERS = {"default": {"OPTIONS": {"file_path": str(tmp_path)}}}
    (tmp_path / "1.log").write_bytes(MAIL + mailbox.BETWEEN + MAIL.replace(b"Look", b"Later"))

    page = Client().get("/demonstration/outbox/").content.decode()

    assert "Later" in page
    assert 'href="http://casework.localhost/"' in page
