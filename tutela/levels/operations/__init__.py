"""Every write of category and level."""

from tutela.levels.operations.deciding import CannotDecide, decide_category, decide_level
from tutela.levels.operations.screening import screen

__all__ = ["CannotDecide", "decide_category", "decide_level", "screen"]
