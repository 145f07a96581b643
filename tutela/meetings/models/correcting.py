"""What of a referral was corrected before it was decided on."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.meetings.models.arranging import LEVELS, Referral, ReferralReasons
from tutela.people.models import Person


@dataclass(frozen=True, slots=True)
class Changed:
    """One answer of a referral as it was and as it is now, in words."""

    label: str
    was: str
    is_now: str


class ReferralCorrection(models.Model):
    """A numbered correction of a referral that waits: what changed and why; only added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="corrections")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(gettext_lazy("number"))
    changed = models.JSONField(gettext_lazy("what changed"))
    why = models.CharField(gettext_lazy("why"), max_length=500)
    made_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("correction of a referral")
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "number"], name="referral_correction_is_numbered_once"
            ),
            models.CheckConstraint(
                name="referral_correction_says_why", condition=~Q(why="") & ~Q(changed=[])
            ),
        ]
        ordering = ("number",)

    @property
    def lines(self) -> list[Changed]:
        """Each answer that changed, under the words of its question."""
        return [
            Changed(_label(one["field"]), _said(one["was"]), _said(one["is_now"]))
            for one in self.changed
        ]


def _label(name: str) -> str:
    of = Referral if name in {"level_sought", "is_urgent"} else ReferralReasons
    return str(of._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return str(dict(LEVELS)[value])
    return str(value)
