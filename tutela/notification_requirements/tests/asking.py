"""Answering a form of this room's pages as somebody at a desk does."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from uuid_utils.compat import uuid7


def at(name: str, *keys: Any) -> str:
    return reverse(f"notification_requirements:{name}", args=keys)


def day(name: str, value: date) -> dict[str, int]:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def press(browser: Client, address: str, **answers: Any) -> HttpResponse:
    return browser.post(address, {"operation_key": str(uuid7())} | answers)


def errors(page: Any) -> list[str]:
    return [fault for faults in page.context["form"].errors.values() for fault in faults]
