"""Answering a form of an order's page as somebody at a desk does."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from uuid_utils.compat import uuid7

from tutela.court_orders.tests import factories as courts

CLAUSE = {"number": "1", "kind": "prohibition", "wording": "Must not contact Petra Planted."}


def page(name: str, *ids: Any) -> str:
    return reverse(f"court_orders:{name}", args=ids)


def on(name: str, said: str) -> dict[str, str]:
    year, month, day = said.split("-")
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def send(client: Client, address: str, **answers: Any) -> HttpResponse:
    """Press, and press again where the page shows first what it changes."""
    answers = {"operation_key": str(uuid7())} | answers
    answer = client.post(address, answers)
    shown = re.search(rb'name="confirmed" value="(\w+)"', answer.content)
    return client.post(address, answers | {"confirmed": shown[1].decode()}) if shown else answer


def rows(officer: Any, person: Any, kind: Any, **wanted: Any) -> list[Any]:
    with courts.in_file(officer, person):
        return list(kind.objects.filter(person=person, **wanted))


def text(answer: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
