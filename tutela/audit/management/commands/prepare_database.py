"""Migrate as the owner, then let the casework site and the worker prove who acts."""

import json
import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from tutela.audit.installing import install_actor_keys, note_era
from tutela.audit.migrating import few_classes


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("also", nargs="*", help="commands to run as the owner afterwards")

    def handle(self, *, also: list[str], **options: Any) -> None:
        loader = MigrationLoader(connection)
        ours = loader.migrated_apps
        unknown = {
            key
            for key in set(loader.applied_migrations) - set(loader.disk_migrations)
            if key[0] in ours and key not in loader.replacements
        }
        if unknown:
            raise CommandError("This database was made by a newer Tutela; use that one.")
        note_era(connection)
        try:
            with few_classes():
                call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as error:  # its first line names tables, the others hold values
            said = str(error).partition("\n")[0]
            raise CommandError(
                f"The data could not be brought up to this version ({said}); it stays as the last"
                " step that succeeded left it: use the version that made it, and tell us."
            ) from None
        keys = json.loads(os.environ["TUTELA_ACTOR_KEYS"])
        install_actor_keys(connection, {role: bytes.fromhex(key) for role, key in keys.items()})
        note_era(connection)  # again: older schemas take no cluster twice
        for command in also:
            call_command(command)
