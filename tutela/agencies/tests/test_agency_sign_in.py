"""The agency's own sign-in (OIDC), with a provider that answers from memory."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from tutela.agencies.adapters import AgencySignInAdapter
from tutela.agencies.models import User
from tutela.agencies.tests import factories

pytestmark = pytest.mark.usefixtures("database")

PROVIDER = "https://sign-in.agency.example"


class Answer:
    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, said):
        self.said = said

    def raise_for_status(self):
        pass

    def json(self):
        return self.said


class Provider:
    def __init__(self, who):
        self.who = who

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass

    def get(self, url, **kwargs):
        if url.endswith("/userinfo"):
            return Answer(self.who)
        return Answer(
            {
                "issuer": PROVIDER,
                "authorization_endpoint": f"{PROVIDER}/authorize",
                "token_endpoint": f"{PROVIDER}/token",
                "userinfo_endpoint": f"{PROVIDER}/userinfo",
                "jwks_uri": f"{PROVIDER}/jwks",
            }
        )

    def request(self, method, url, **kwargs):
        return Answer({"access_token": "of the moment", "token_type": "Bearer"})


@pytest.fixture
def provider(settings, monkeypatch):
    cache.clear()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "agency",
                    "name": "Northmarch Police",
                    "client_id": "tutela",
                    "secret": "word",
                    "settings": {"server_url": PROVIDER},
                }
            ]
        }
    }

    def answers_with(**who):
        monkeypatch.setattr(AgencySignInAdapter, "get_requests_session", lambda self: Provider(who))

    return answers_with


def sign_in(client):
    there = client.post("/accounts/agency/agency/")["Location"]
    assert there.startswith(f"{PROVIDER}/authorize")
    state = parse_qs(urlsplit(there).query)["state"][0]
    return client.get("/accounts/agency/agency/callback/", {"code": "x", "state": state})


def test_who_was_appointed_signs_in_and_still_needs_a_second_factor(provider):
    user = User.objects.get(pk=factories.officer().user_id)
    provider(sub="1234", email=user.email, email_verified=True)
    client = Client()

    assert "Northmarch Police" in client.get("/accounts/login/").content.decode()
    sign_in(client)

    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get("/acting/")["Location"] == "/accounts/2fa/"
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT event FROM audit_entry WHERE account = %s", [user.pk])
        events = {row[0] for row in cursor.fetchall()}
    assert events == {"sign_in.agency_account_joined", "sign_in.made"}


def test_the_second_time_it_is_known_by_the_agency_s_own_number(provider):
    user = User.objects.get(pk=factories.officer().user_id)
    provider(sub=f"n{user.pk}", email=user.email, email_verified=True)
    sign_in(Client())
    provider(sub=f"n{user.pk}", email="changed@example.org", email_verified=True)
    client = Client()

    sign_in(client)

    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("verified", [True, False])
def test_nobody_gets_an_account_by_signing_in(provider, verified):
    provider(sub="99", email="nobody.here@example.org", email_verified=verified)
    client = Client()

    page = sign_in(client)

    assert "You have no account here" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_address_that_is_not_verified_is_nobody_s(provider):
    user = User.objects.get(pk=factories.officer().user_id)
    provider(sub="77", email=user.email, email_verified=False)
    client = Client()

    sign_in(client)

    assert "_auth_user_id" not in client.session
