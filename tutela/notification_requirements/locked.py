"""Bank and card details, and visits that are not finished, locked before the database sees them."""

import json
from typing import Any

from django.conf import settings

from tutela.agencies.secret_box import Box


def lock_financial(items: list[dict[str, Any]]) -> str:
    return _financial().lock(json.dumps(items))


def unlock_financial(locked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_financial().unlock(locked))
    return found


def lock_draft(content: dict[str, Any]) -> str:
    return _drafts().lock(json.dumps(content))


def unlock_draft(locked: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_drafts().unlock(locked))
    return found


def _financial() -> Box:
    return Box("tutela financial details", settings.FINANCIAL_KEYS)


def _drafts() -> Box:
    return Box("tutela visits in progress", settings.FINANCIAL_KEYS)
