"""The pages that are measured, each as the officer who would ask for it."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse
from django.utils import timezone

from tutela.agencies.middleware import APPOINTMENT
from tutela.agencies.models import User
from tutela.demonstration.bench.browser import Browser
from tutela.demonstration.bench.load import World
from tutela.installation.casework_sessions import SessionStore
from tutela.people import past


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked for, by whom; `ask` asks once, as anybody would."""

    name: str
    team: UUID
    ask: Callable[[Browser, random.Random], str]
    is_read: bool = True  # a GET, so that its queries can be counted
    # without their policies these would read everybody's looks and everybody's past
    is_compared: bool = True


def cookies_of(world: World, team: UUID) -> dict[str, str]:
    """The cookies of the team's officer, signed in with a second factor."""
    user_id, appointment = world.officers[team]
    user = User(pk=user_id, password=_password_of(world, user_id))
    session = SessionStore()
    session[SESSION_KEY] = str(user_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "at": time.time(), "id": 0, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = str(user_id)
    session[APPOINTMENT] = str(appointment)
    session.save()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


def _password_of(world: World, user_id: UUID) -> str:
    return User.objects.only("password").get(pk=user_id).password


def pages(world: World, officer: UUID, partner: UUID) -> list[Page]:
    """Worklist, list, search, file, file as known at, contact card; officer and partner."""

    def file_of(team: UUID) -> Callable[[Browser, random.Random], str]:
        return lambda browser, chance: browser.get(_file(chance.choice(world.people[team])))

    def known(browser: Browser, chance: random.Random) -> str:
        moment = past.written(timezone.now())
        return browser.get(f"{_file(chance.choice(world.people[officer]))}?known_at={moment}")

    def search(browser: Browser, chance: random.Random) -> str:
        surname, given, _ = chance.choice(world.named)
        address = reverse("matching:search")
        return browser.post(address, address, name=f"{given} {surname}")

    def card(browser: Browser, chance: random.Random) -> str:
        surname, given, born = chance.choice(world.named)
        address = reverse("people:card")
        return browser.post(
            address,
            address,
            surname=surname,
            given_names=given,
            born_on_day=str(born.day),
            born_on_month=str(born.month),
            born_on_year=str(born.year),
            reason="stopped in the street at night",
        )

    listed = reverse("people:list")
    return [
        Page("worklist, officer", officer, lambda browser, _: browser.get("/"), is_compared=False),
        Page("list, officer of 4,000", officer, lambda browser, _: browser.get(listed)),
        Page("list, partner of 20", partner, lambda browser, _: browser.get(listed)),
        Page("file, officer", officer, file_of(officer)),
        Page("file, partner", partner, file_of(partner)),
        Page("file as known at, officer", officer, known, is_compared=False),
        *_of_years(world, officer),
        Page("search, officer", officer, search, is_read=False),
        Page("contact card, asked and answered", officer, card, is_read=False),
    ]


def _of_years(world: World, officer: UUID) -> list[Page]:
    """The pages of a long file that show it as a whole."""
    if world.of_years is None:
        return []
    args = [world.of_years]

    def page(name: str) -> Callable[[Browser, random.Random], str]:
        address = reverse(name, args=args)
        return lambda browser, _: browser.get(address)

    return [
        Page(f"{called}, file of 15 years", officer, page(name), is_compared=False)
        for called, name in (
            ("overview", "case_file:overview"),
            ("timeline", "case_file:timeline"),
            ("contact log", "contact_log:log"),
        )
    ]


def _file(person: UUID) -> str:
    return reverse("case_file:overview", args=[person])
