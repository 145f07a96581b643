"""What a change entails beyond itself: found at its end, shown before it is saved.

A room says in `settings.CLOSING` which of its functions closes every operation. It is called
once, when the outermost operation has made its entry, inside the same transaction, and returns
what a reader should see before the change is saved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from tutela.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Consequence:
    """Something that a change entails: a template and the plain values that it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


Closing = Callable[..., Iterable[Consequence]]

_gathered: ContextVar[list[Consequence] | None] = ContextVar("consequences", default=None)


@cache
def _closings() -> tuple[Closing, ...]:
    return tuple(import_string(name) for name in settings.CLOSING)


def close(actor: Actor, *, now: datetime | None = None) -> None:
    """Let every room work out what the operation that ends here entails."""
    found = [
        consequence
        for closing in _closings()
        for consequence in closing(actor=actor, now=now or timezone.now())
    ]
    for consequence in found:
        tell(consequence)


def tell(consequence: Consequence) -> None:
    """Add what an operation itself knows that it entails."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append(consequence)


@contextmanager
def gathering() -> Iterator[list[Consequence]]:
    """What the operations inside entail."""
    found: list[Consequence] = []
    token = _gathered.set(found)
    try:
        yield found
    finally:
        _gathered.reset(token)
