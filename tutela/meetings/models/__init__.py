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

__all__ = [
    "Attendance",
    "InformationRequest",
    "InformationReturn",
    "Invitation",
    "Item",
    "Referral",
    "ReferralDecision",
    "ReferralReasons",
    "Sitting",
]
