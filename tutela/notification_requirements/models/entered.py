"""What was keyed into the national system as well: until a machine does it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.people.models import Person


class Entered(models.Model):
    """A version of a row, or everything up to a moment, that is in ViSOR: when, by whom."""

    EVERYTHING = "everything"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("what"), max_length=60)
    row_id = models.UUIDField(null=True)
    of_version = models.PositiveIntegerField(null=True)
    entered_on = models.DateField(_("entered there on"))
    entered_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    reference = models.CharField(_("reference there"), max_length=100, blank=True)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("entry in ViSOR")
        ordering = ("-written_at", "-id")
        constraints = [
            models.CheckConstraint(
                name="entered_names_a_version_or_everything",
                condition=Q(kind="everything", row_id=None, of_version=None)
                | (~Q(kind="everything") & Q(row_id__isnull=False, of_version__isnull=False)),
            )
        ]
        indexes = [models.Index(fields=["person", "kind", "row_id"], name="entered_person_row")]
