"""Seeds of one-time codes, encrypted with a key made from the process's own secret.

To change the secret: put the former one into `TUTELA_FORMER_SECRET_KEYS`; what it locked is
opened still, and locked anew when it is next used.
"""

import base64
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def lock(text: str) -> str:
    return _box([settings.SECRET_KEY]).encrypt(text.encode()).decode()


def unlock(locked: str) -> str:
    return _box([settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]).decrypt(locked).decode()


def is_locked_by_a_former_key(locked: str) -> bool:
    try:
        _box([settings.SECRET_KEY]).decrypt(locked)
    except InvalidToken:
        return True
    return False


def _box(secrets: Iterable[str]) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    derived = HKDF(SHA256(), 32, salt=None, info=b"tutela second factor").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
