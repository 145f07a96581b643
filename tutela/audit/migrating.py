"""Migrating without making every class anew at every step.

Django renders a model and all that is connected with it again whenever a migration adds a model,
a constraint or an index. In a register everything is connected with the person: 150 tables from
nothing took 35 seconds of processor time, and 30 of them for classes that were as before. A new
model needs its own class only, as when an application is loaded; a constraint or an index no class.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState


def _add_model(self: ProjectState, model_state: ModelState) -> None:
    key = (model_state.app_label, model_state.name_lower)
    self.models[key] = model_state
    if self.__dict__["_relations"] is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:  # asking for it would render everything
        self.apps.render_multiple([model_state])


def _append_option(
    self: ProjectState, app_label: str, model_name: str, option_name: str, obj: Any
) -> None:
    options = self.models[app_label, model_name].options
    options[option_name] = [*options[option_name], obj]
    if "apps" in self.__dict__:
        about = self.apps.get_model(app_label, model_name)._meta
        setattr(about, option_name, [*getattr(about, option_name), obj])


@contextmanager
def few_classes() -> Iterator[None]:
    """Within it a migration's state renders what is new and nothing else."""
    quick = {"add_model": _add_model, "_append_option": _append_option}
    before = {name: getattr(ProjectState, name) for name in quick}
    for name, function in quick.items():
        setattr(ProjectState, name, function)
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(ProjectState, name, function)
