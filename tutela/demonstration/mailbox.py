"""The messages that the demonstration put into its folder in place of sending them."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    at: datetime | None
    body: str


def letters() -> list[Letter]:
    """The newest first."""
    folder = Path(
        settings.MAILERS["default"].get("OPTIONS", {}).get("file_path", "") or "/nonexistent"
    )
    if not folder.is_dir():
        return []
    found = [
        _letter(raw)
        for path in sorted(folder.glob("*.log"))
        for raw in path.read_bytes().split(BETWEEN)
        if raw.strip()
    ]
    found.sort(key=lambda letter: (letter.at is not None, letter.at), reverse=True)
    return found


def _letter(raw: bytes) -> Letter:
    message: EmailMessage = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
    text = message.get_body(("plain",))
    date = message["Date"].datetime if message["Date"] else None
    if date and date.tzinfo is None:  # -0000: the mail does not say where, and means UTC
        date = date.replace(tzinfo=UTC)
    return Letter(
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        at=date,
        body=str(text.get_content()).strip() if text else "",
    )
