"""What is kept of meetings: `from tutela.meetings.models import Item`."""

from tutela.meetings.models.arranging import (
    Attendance,
    InformationRequest,
    InformationReturn,
    Invitation,
    Item,
    Referral,
    ReferralDecision,
    ReferralReasons,
    Sitting,
)
from tutela.meetings.models.correcting import ReferralCorrection
from tutela.meetings.models.record import (
    Action,
    ActionReport,
    ActionWords,
    Amendment,
    Dissent,
    Minutes,
    Note,
    Outcome,
    OutcomeReasons,
    Section,
)

__all__ = [
    "Action",
    "ActionReport",
    "ActionWords",
    "Amendment",
    "Attendance",
    "Dissent",
    "InformationRequest",
    "InformationReturn",
    "Invitation",
    "Item",
    "Minutes",
    "Note",
    "Outcome",
    "OutcomeReasons",
    "Referral",
    "ReferralCorrection",
    "ReferralDecision",
    "ReferralReasons",
    "Section",
    "Sitting",
]
