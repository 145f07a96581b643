"""Changes to meetings: `from tutela.meetings import operations`."""

from tutela.meetings.operations.agenda import change_item, put_on, show_to_chair, take_off
from tutela.meetings.operations.attending import Came, agree, record_attendance
from tutela.meetings.operations.correcting import correct
from tutela.meetings.operations.information import (
    ask_information,
    return_information,
    withdraw_request,
)
from tutela.meetings.operations.inviting import (
    answer_invitation,
    invite,
    invite_guest,
    withdraw_invitation,
)
from tutela.meetings.operations.issuing import amend, issue
from tutela.meetings.operations.recording import (
    record_dissent,
    record_outcome,
    settle_disclosure,
    write_note,
)
from tutela.meetings.operations.referring import Reasons, close, decide, refer, withdraw
from tutela.meetings.operations.sittings import arrange, change
from tutela.meetings.operations.undertaking import report_action, set_action

__all__ = [
    "Came",
    "Reasons",
    "agree",
    "amend",
    "answer_invitation",
    "arrange",
    "ask_information",
    "change",
    "change_item",
    "close",
    "correct",
    "decide",
    "invite",
    "invite_guest",
    "issue",
    "put_on",
    "record_attendance",
    "record_dissent",
    "record_outcome",
    "refer",
    "report_action",
    "return_information",
    "set_action",
    "settle_disclosure",
    "show_to_chair",
    "take_off",
    "withdraw",
    "withdraw_invitation",
    "withdraw_request",
    "write_note",
]
