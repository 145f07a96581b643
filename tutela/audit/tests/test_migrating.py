"""That migrating with few classes ends where Django's own way ends."""

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState, StateApps

from tutela.audit.migrating import few_classes


def described(apps):
    return {
        model._meta.label: (
            [(f.name, f.column, f.is_relation and f.related_model._meta.label) for f in own(model)],
            sorted(one.name for one in model._meta.constraints),
            sorted(one.name for one in model._meta.indexes),
            sorted(
                (one.related_model._meta.label, one.get_accessor_name() or "")
                for one in model._meta.related_objects
            ),
        )
        for model in apps.get_models(include_auto_created=True)
    }


def own(model):
    return model._meta.local_fields + model._meta.local_many_to_many


@pytest.fixture
def loader():
    return MigrationLoader(None)


def test_after_every_migration_the_classes_are_those_of_the_state_rendered_anew(loader):
    state = ProjectState(real_apps=loader.unmigrated_apps)
    assert state.apps.get_models() is not None  # rendered: from here on kept up to date
    with few_classes():
        for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
            state = loader.disk_migrations[key].mutate_state(state, preserve=False)

    found = described(state.apps)

    assert len(found) > 100
    assert found == described(StateApps(state.real_apps, state.models))


def test_afterwards_django_is_as_it_was():
    before = ProjectState.add_model, ProjectState._append_option
    with few_classes():
        assert ProjectState.add_model is not before[0]
        assert ProjectState._append_option is not before[1]
    assert (ProjectState.add_model, ProjectState._append_option) == before
