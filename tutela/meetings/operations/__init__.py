"""Changes to meetings: `from tutela.meetings import operations`."""

from tutela.meetings.operations.agenda import change_item, put_on, show_to_chair, take_off
from tutela.meetings.operations.attending import Came, agree, record_attendance
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
from tutela.meetings.operations.referring import Reasons, close, decide, refer, withdraw
from tutela.meetings.operations.sittings import arrange, change

__all__ = [
    "Came",
    "Reasons",
    "agree",
    "answer_invitation",
    "arrange",
    "ask_information",
    "change",
    "change_item",
    "close",
    "decide",
    "invite",
    "invite_guest",
    "put_on",
    "record_attendance",
    "refer",
    "return_information",
    "show_to_chair",
    "take_off",
    "withdraw",
    "withdraw_invitation",
    "withdraw_request",
]
