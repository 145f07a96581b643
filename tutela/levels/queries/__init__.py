"""Category and level as other rooms ask for them."""

from tutela.levels.queries.shown import Now, current, history_of

__all__ = ["Now", "current", "history_of"]
