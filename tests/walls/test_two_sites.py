"""Session, CSRF token and keys of one site are worthless at the other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.installation.sessions import kept_key
from tutela.installation.testing import TESTBED

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("database")


def at_the_public_site(program: str, *arguments: str) -> object:
    """What the public process says, with its own URL, its own key and no other's."""
    keys = TESTBED.place.keys
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tutela.config.settings",
        "TUTELA_PROCESS": "public",
        "TUTELA_HOME": str(TESTBED.home),
        "TUTELA_HOSTS": "public.localhost",
        "TUTELA_SECRET_KEY": keys.secret_key("public"),
        "TUTELA_DATABASE_URL": TESTBED.url("public"),
    }
    program = f"import django, json, sys; django.setup(); a = sys.argv[1:]\n{program}"
    told = subprocess.run(
        [sys.executable, "-P", "-c", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


LOAD = """
from django.contrib.sessions.backends.base import SessionBase
from importlib import import_module
from django.conf import settings
store = import_module(settings.SESSION_ENGINE).SessionStore(a[0])
print(json.dumps([dict(store.load()), store.decode(a[1]), settings.SESSION_COOKIE_NAME]))
"""


def test_a_casework_session_is_nothing_at_the_public_site():
    browser = signed_in(agencies.officer())
    session = browser.session
    row = session.get_model_class().objects.get(session_key=kept_key(session.session_key))
    assert session.decode(row.session_data)["_auth_user_id"]

    loaded, decoded, cookie = at_the_public_site(LOAD, session.session_key, row.session_data)

    assert loaded == {}
    assert decoded == {}
    assert cookie != settings.SESSION_COOKIE_NAME


MAKE = """
from importlib import import_module
from django.conf import settings
from django.core import signing
store = import_module(settings.SESSION_ENGINE).SessionStore()
store["_auth_user_id"] = a[0]
store.save()
print(json.dumps([store.session_key, signing.dumps(a[0]), settings.CSRF_COOKIE_NAME]))
"""


def test_a_public_session_or_signature_is_nothing_at_the_casework_site():
    ours = agencies.officer()
    key, signed, csrf_cookie = at_the_public_site(MAKE, str(ours.user_id))

    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = key

    assert browser.get("/").headers["Location"].startswith("/accounts/login/")
    with pytest.raises(signing.BadSignature):
        signing.loads(signed)
    assert csrf_cookie != settings.CSRF_COOKIE_NAME


def post(cookie: str, *, token: str, origin: str = "") -> int:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[cookie] = token
    headers = {"origin": origin} if origin else {}
    answer = browser.post(
        "/accounts/login/",
        {"csrfmiddlewaretoken": token, "login": "a@example.org", "password": "x"},
        headers=headers,
    )
    return answer.status_code


def test_a_csrf_token_of_the_public_site_is_refused():
    token = _get_new_csrf_string()
    public = settings.CSRF_COOKIE_NAME.replace("casework", "public")

    assert post(public, token=token) == 403
    assert post(settings.CSRF_COOKIE_NAME, token=token, origin="http://public.localhost") == 403
    assert post(settings.CSRF_COOKIE_NAME, token=token) == 200


KEYS = """
import os
from django.conf import settings
print(json.dumps([settings.ACTOR_KEY.hex(), settings.SIGNING_KEY.hex(), settings.SECRET_KEY,
                  sorted(n for n in os.environ if n.startswith("TUTELA_") and "KEY" in n)]))
"""


def test_the_public_site_holds_no_key_but_its_own():
    actor, signing_key, secret, held = at_the_public_site(KEYS)
    keys = TESTBED.place.keys

    assert (actor, signing_key, held) == ("", "", ["TUTELA_SECRET_KEY"])
    assert secret not in {keys.secret_key("casework"), keys.secret_key("worker")}
    assert keys.actor_key("casework") != keys.actor_key("worker")


PAGES = """
from django.urls import get_resolver
from django.conf import settings
print(json.dumps([[app for app in settings.INSTALLED_APPS if "allauth" in app],
    [str(p.pattern) for p in get_resolver().url_patterns if "accounts" in str(p.pattern)],
    [m for m in settings.MIDDLEWARE if "auth" in m.lower()]]))
"""


def test_nobody_signs_in_at_the_public_site():
    assert at_the_public_site(PAGES) == [[], [], []]


# Every page of the public site and its answer to anybody, also with a cookie of the casework site.
ANSWERS = {
    "ui:home": 200,
    "ui:help": 200,
    "ui:health": 200,
    "ui:language": 405,
    "ui:accessibility": 200,
}
WALK = """
from django.test import Client
from django.urls import get_resolver
from tests.architecture import pages
from django.urls import reverse
said = {}
for name, _ in pages(get_resolver()):
    for cookie in ("", a[0]):
        browser = Client(SERVER_NAME="public.localhost", raise_request_exception=False)
        browser.cookies[a[1]] = cookie
        answer = browser.get(reverse(name))
        said.setdefault(name, []).append([answer.status_code, a[2] in answer.text])
print(json.dumps(said))
"""


def test_every_page_of_the_public_site_answers_anybody_alike():
    officer = agencies.officer()
    session = signed_in(officer).session.session_key

    said = at_the_public_site(WALK, session, settings.SESSION_COOKIE_NAME, officer.name)

    assert said == {name: [[answer, False]] * 2 for name, answer in ANSWERS.items()}
