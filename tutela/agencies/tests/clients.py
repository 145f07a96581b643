"""A browser that has signed in, for tests of pages."""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from tutela.access.actor import Actor
from tutela.agencies.middleware import APPOINTMENT
from tutela.agencies.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(actor: Actor, **options: Any) -> Client:
    """As after password and second factor, acting in the actor's appointment."""
    client = with_password_only(User.objects.get(pk=actor.user_id), **options)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] += [
        {"method": "mfa", "at": time.time(), "id": 0, "type": "totp"}
    ]
    session[APPOINTMENT] = str(actor.appointment_id)
    session.save()
    return client


def with_password_only(user: User, **options: Any) -> Client:
    """As after the first of the two: nothing but setting up the second is open."""
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
