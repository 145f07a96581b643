"""Determinations with their dates, and what was notified, missed and reviewed."""

from tutela.notification_requirements.models.breaches import Breach, BreachStep
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
from tutela.notification_requirements.models.entered import Entered
from tutela.notification_requirements.models.reminders import ReminderPeriod
from tutela.notification_requirements.models.reviews import (
    ParentalDirection,
    Review,
    ReviewLetter,
    ReviewMatter,
    ReviewNotice,
    ReviewStep,
)

__all__ = [
    "Attendance",
    "Breach",
    "BreachStep",
    "Determination",
    "Draft",
    "Due",
    "Entered",
    "FinancialDetails",
    "Notification",
    "ParentalDirection",
    "Receipt",
    "Recompute",
    "Reminder",
    "ReminderPeriod",
    "Review",
    "ReviewLetter",
    "ReviewMatter",
    "ReviewNotice",
    "ReviewStep",
    "Stale",
    "Standing",
    "Travel",
    "Verification",
    "Visit",
    "VisitAnswer",
    "VisitFinancial",
    "VisitRouted",
]
