"""What is told and asked, what becomes of it, and the log of a file."""

from tutela.contact_log.operations.asked import (
    CannotAnswer,
    answer_no,
    answer_yes,
    ask_whether_managed,
)
from tutela.contact_log.operations.log import (
    CannotWrite,
    Graded,
    correct,
    write,
    write_custody,
    write_decision,
    write_intelligence,
)
from tutela.contact_log.operations.told import (
    CannotJoin,
    join,
    pass_on,
    route,
    tell,
    tell_found,
)

__all__ = [
    "CannotAnswer",
    "CannotJoin",
    "CannotWrite",
    "Graded",
    "answer_no",
    "answer_yes",
    "ask_whether_managed",
    "correct",
    "join",
    "pass_on",
    "route",
    "tell",
    "tell_found",
    "write",
    "write_custody",
    "write_decision",
    "write_intelligence",
]
