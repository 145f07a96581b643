"""What the owner installs beside the schema: the processes' keys, and a new era after a restore."""

import secrets
from collections.abc import Mapping
from typing import Any

BLOCK = 64


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer block of HMAC-SHA-256 (RFC 2104) for a key of at most 64 bytes."""
    block = key.ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def install_actor_keys(connection: Any, keys: Mapping[str, bytes]) -> None:
    """Let each process (by its login role) prove who acts; its older keys are dropped."""
    with connection.cursor() as cursor:
        for process, key in keys.items():
            inner, outer = pads(key)
            cursor.execute(
                "INSERT INTO audit_actor_key (process, inner_pad, outer_pad) VALUES (%s, %s, %s)"
                " ON CONFLICT (process, inner_pad) DO NOTHING",
                [process, inner, outer],
            )
            cursor.execute(
                "DELETE FROM audit_actor_key WHERE process = %s AND inner_pad <> %s"
                " AND installed_at < now() - interval '1 day'",
                [process, inner],
            )
        cursor.execute(
            "INSERT INTO audit_actor_key (process, inner_pad, outer_pad)"
            " SELECT 'seal', %s, %s WHERE NOT EXISTS"
            " (SELECT FROM audit_actor_key WHERE process = 'seal')",
            list(pads(secrets.token_bytes(32))),
        )


def note_era(connection: Any) -> None:
    """A database restored by dump into another cluster begins a new era of transaction ids.

    Before it is noted nothing may be recorded, not by a migration either.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.audit_era') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return  # the first migrations will make it, and note the first era
        cursor.execute(
            "INSERT INTO audit_era (era, system_identifier)"
            " SELECT last.era + 1, c.system_identifier FROM pg_control_system() c,"
            " (SELECT era, system_identifier FROM audit_era ORDER BY era DESC LIMIT 1) last"
            " WHERE c.system_identifier <> last.system_identifier"
            " ON CONFLICT DO NOTHING"
        )
