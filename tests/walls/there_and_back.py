"""Every migration forward, back and forward again in an empty database: `python -m` with its URL.

Run in a process of its own, as the owner of that database. What a step back leaves other than it
was before the step forward, and what the next step back of the same room (its tables, where the
step was their walls) does not mend, is printed; the answer is then 1.
"""

import sys

import django
from django.apps import apps
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from tests.walls.schema import Schema, differences, schema

# The queue's own migrations go forward only; they are begun with, so that ours lie on them.
FORWARD_ONLY = "procrastinate"
# A migration, with the models and the schema before it.
Step = tuple[Migration, ProjectState, Schema]


def now() -> Schema:
    connection.ensure_connection()
    return schema(connection.connection)


def main() -> int:
    django.setup()
    from tutela.audit.migrating import few_classes

    with few_classes():
        faults = there_and_back()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def there_and_back() -> list[str]:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([leaf for leaf in leaves if leaf[0] == FORWARD_ONLY])
    executor = MigrationExecutor(connection)
    steps, there = forward(executor, leaves)
    print(f"{len(steps)} migrations")
    faults = back(executor, steps)
    for migration, state, _ in steps:
        executor.apply_migration(state.clone(), migration)
    return faults + [f"forward again: {said}" for said in differences(now(), there)]


def forward(executor: MigrationExecutor, leaves: list) -> tuple[list[Step], Schema]:
    state = executor._create_project_state(with_applied_migrations=True)
    state.apps  # noqa: B018 - rendered once, then only what is new
    steps: list[Step] = []
    for migration, _ in executor.migration_plan(leaves):
        steps.append((migration, state.clone(), now()))
        state = executor.apply_migration(state, migration)
    return steps, now()


def back(executor: MigrationExecutor, steps: list[Step]) -> list[str]:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("tutela.")}
    faults: dict[str, str] = {}
    waiting: dict[str, tuple[str, str]] = {}
    theirs: set[str] = set()
    for migration, state, before in reversed(steps):
        executor.unapply_migration(state.clone(), migration)
        left = {said.partition("\n")[0]: said for said in differences(now(), before)}
        if migration.app_label not in ours:
            theirs |= left.keys() - waiting.keys()  # a library's own reverse is not ours to mend
            continue
        waiting = {about: told for about, told in waiting.items() if about in left}
        faults |= {
            about: told for about, (app, told) in waiting.items() if app == migration.app_label
        }
        for about in left.keys() - theirs:
            waiting.setdefault(about, (migration.app_label, f"{migration} back: {left[about]}"))
    return list((faults | {about: told for about, (_, told) in waiting.items()}).values())


if __name__ == "__main__":
    sys.exit(main())
