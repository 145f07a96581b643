"""How long before a day an area's officers are reminded of it."""

from django.db import models
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Area


class ReminderPeriod(models.Model):
    """So many days before a due date the officers of an area are reminded, from a day on.

    The area's own choice and no law: a later row holds from its day, and none is changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    set_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reminded_within_two_months_before", condition=models.Q(days__lte=60)
            )
        ]
        ordering = ("-starts_on", "-set_at")
