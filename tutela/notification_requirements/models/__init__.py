"""Determinations with their dates, and what was notified, missed and reviewed."""

from tutela.notification_requirements.models.counter import (
    Attendance,
    Draft,
    FinancialDetails,
    Notification,
    Receipt,
    Travel,
    Verification,
    Visit,
    VisitAnswer,
    VisitFinancial,
    VisitRouted,
)
from tutela.notification_requirements.models.determinations import (
    Determination,
    Due,
    Recompute,
    Reminder,
    Stale,
    Standing,
)

__all__ = [
    "Attendance",
    "Determination",
    "Draft",
    "Due",
    "FinancialDetails",
    "Notification",
    "Receipt",
    "Recompute",
    "Reminder",
    "Stale",
    "Standing",
    "Travel",
    "Verification",
    "Visit",
    "VisitAnswer",
    "VisitFinancial",
    "VisitRouted",
]
