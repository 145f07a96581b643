"""Boxes that only a process with the right secret can open, each kind with a key of its own.

To change a secret: put the former one beside the new one (`TUTELA_FORMER_SECRET_KEYS`,
`TUTELA_FORMER_FINANCIAL_KEYS`); what it locked is opened still.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Box:
    """Locks with the first secret, opens with any: the former ones stand behind it."""

    def __init__(self, purpose: str, secrets: Sequence[str]) -> None:
        self._keys = [Fernet(_key(secret, purpose)) for secret in secrets]

    def lock(self, text: str) -> str:
        return self._keys[0].encrypt(text.encode()).decode()

    def unlock(self, locked: str) -> str:
        return MultiFernet(self._keys).decrypt(locked).decode()

    def is_locked_by_a_former_key(self, locked: str) -> bool:
        try:
            self._keys[0].decrypt(locked)
        except InvalidToken:
            return True
        return False


def lock(text: str) -> str:
    """Lock the seed of a one-time code with this process's own secret."""
    return _seeds().lock(text)


def unlock(locked: str) -> str:
    return _seeds().unlock(locked)


def is_locked_by_a_former_key(locked: str) -> bool:
    return _seeds().is_locked_by_a_former_key(locked)


def _seeds() -> Box:
    return Box("tutela second factor", [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])


def _key(secret: str, purpose: str) -> bytes:
    derived = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
