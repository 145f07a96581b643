"""1. Sign in with two factors, as an appointment in a team, until vetting ends."""

import base64
import hashlib
import hmac
import re
import struct
import time
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils.timezone import localdate

from tutela.demonstration import story


def code(key, *, steps=0):
    """What an authenticator app shows (RFC 6238), or will show some half minutes later."""
    secret = base64.b32decode(key + "=" * (-len(key) % 8))
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(secret, counter, hashlib.sha1)
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in_by_password(one, email, password=story.PASSWORD):
    one.go("/accounts/login/")
    one.answer("Email address", email)
    one.answer("Password", password)
    one.press("Continue")


def sign_out(one):
    one.page.get_by_role("button", name="Sign out").first.click()
    one.arrived()


def test_password_then_a_code_from_an_app(desk):
    one = desk()
    one.go("/")
    assert one.heading == "Sign in"
    one.shoot("sign-in")

    sign_in_by_password(one, f"prison@{story.DOMAIN}", "not the password at all")
    assert one.errors
    sign_in_by_password(one, f"prison@{story.DOMAIN}")
    assert one.heading == "Set up a second factor"
    one.go("/people/")
    assert one.heading == "Set up a second factor", "nothing is open before there are two"

    one.follow(re.compile("authenticator app"))
    key = one.row("Key").locator("dd").first.inner_text().strip()
    one.answer("Code that the app shows", "000000")
    one.press("Continue")
    assert one.errors
    key = one.row("Key").locator("dd").first.inner_text().strip()
    one.answer("Code that the app shows", code(key))
    one.press("Continue")
    one.go("/")
    assert one.heading == "Today"
    sign_out(one)

    sign_in_by_password(one, f"prison@{story.DOMAIN}")
    assert one.heading == "Enter your code"
    one.shoot("sign-in-code")
    one.answer("Code", code(key, steps=1))
    one.press("Sign in")
    assert one.heading == "Today"
    one.sees("Frankie Holt", "Prison offender manager")


@pytest.fixture
def security_key():
    """Chromium's own authenticator, which confirms by itself."""

    def plug_in(one):
        session = one.page.context.new_cdp_session(one.page)
        session.send("WebAuthn.enable")
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )

    return plug_in


def test_a_passkey_alone(desk, security_key):
    one = desk()
    security_key(one)
    sign_in_by_password(one, f"probation@{story.DOMAIN}")
    one.follow(re.compile("passkey"))
    one.answer("Name of the passkey", "Work laptop")
    one.tick("Sign in with it alone, without a password")
    with one.page.expect_navigation():
        one.page.get_by_role("button", name="Add passkey").click()
    one.arrived()
    one.go("/")
    assert one.heading == "Today"
    sign_out(one)

    one.go("/accounts/login/")
    with one.page.expect_navigation():
        one.page.get_by_role("button", name="Sign in with a passkey").click()
    one.page.wait_for_url(re.compile("/$"))
    one.arrived()
    one.sees("Ellis Marlow", "Probation practitioner")


def appoint(one, *, email, name, team, role, until):
    one.go("/agency/people/appoint/")
    one.answer("Work email address", email)
    one.answer("Name", name)
    one.select("Team", team)
    one.tick(role)
    one.day("Last day of vetting", until)
    one.answer("Why are they appointed?", "Joins the team on the first of the month")
    one.press("Appoint")
    one.sees("Appointed")


def test_two_appointments_until_vetting_ends(sign_in):
    administrator = sign_in(f"administrator@{story.DOMAIN}")
    next_year = localdate() + timedelta(days=365)
    appoint(
        administrator,
        email=f"west@{story.DOMAIN}",
        name="Jules Pennington",
        team="Control Room",
        role="Police duty officer",
        until=next_year,
    )
    administrator.shoot("administrator-officers")

    west = sign_in(f"west@{story.DOMAIN}")
    assert west.heading == "Which appointment are you acting in?"
    west.press("Continue")
    assert west.errors == ["Select an appointment"]
    west.tick("Police duty officer, Control Room, Northmarch Police")
    west.press("Continue")
    west.sees("You now act as Police duty officer", "Open a file in an emergency")

    administrator.page.locator("tr", has_text="Control Room").filter(
        has_text="Jules Pennington"
    ).get_by_role("link").click()
    administrator.arrived()
    administrator.day("Last day of vetting", localdate() - timedelta(days=1))
    administrator.answer("Why is it changed?", "Vetting was not renewed")
    administrator.press("Save")
    administrator.sees("Appointment changed")

    west.go("/people/emergency/")
    assert west.heading == "Which appointment are you acting in?"
    west.sees_not("Control Room")
    west.tick("Police offender manager, Offender Management West, Northmarch Police")
    west.press("Continue")
    west.go("/people/emergency/", status=403)


def letter_to(area, email, subject):
    """What the worker has sent, as the demonstration keeps it."""
    for _ in range(120):
        for path in area.outbox.iterdir():
            letter = message_from_bytes(path.read_bytes(), policy=policy.default)
            if letter["To"] == email and subject in letter["Subject"]:
                return letter.get_content()
        time.sleep(0.5)
    raise AssertionError(f"no letter about {subject}")


def test_a_new_officer_comes_and_goes(area, desk, sign_in):
    administrator = sign_in(f"administrator@{story.DOMAIN}")
    email = f"new.officer@{story.DOMAIN}"
    administrator.follow("Officers")
    administrator.follow("Appoint somebody")
    administrator.press("Appoint")
    assert "Enter the work email address" in administrator.errors
    appoint(
        administrator,
        email=email,
        name="Sorrel Quayle",
        team="Control Room",
        role="Police duty officer",
        until=localdate() + timedelta(days=365),
    )
    letter_to(area, email, "You can sign in")

    officer = desk()
    officer.go("/accounts/login/")
    officer.follow("I do not have a password, or I have forgotten it")
    officer.answer("Email address", email)
    officer.press("Send the link")
    letter = letter_to(area, email, "password")
    officer.go(re.search(r"http://\S+/reset/\S+", letter)[0])
    for question in ("New password", "New password again"):
        officer.answer(question, "seven-quiet-herons-wading")
    officer.press("Save password")
    sign_in_by_password(officer, email, "seven-quiet-herons-wading")
    officer.follow(re.compile("authenticator app"))
    key = officer.row("Key").locator("dd").first.inner_text().strip()
    officer.answer("Code that the app shows", code(key))
    officer.press("Continue")
    officer.go("/")
    officer.sees("Sorrel Quayle, Police duty officer, Control Room")

    administrator.follow("Sorrel Quayle")
    administrator.day("Last day of vetting", localdate() - timedelta(days=1))
    administrator.answer("Why is it changed?", "Vetting was refused on review")
    administrator.press("Save")
    for path in ("/", "/people/", "/tell/"):
        officer.go(path)
        assert officer.heading == "Your vetting or your appointment has ended"
    officer.shoot("ended")
