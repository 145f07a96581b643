"""Which row of which agency's extract became which rows here."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from uuid_utils.compat import uuid7

from tutela.agencies.models import Agency
from tutela.people.models import Person


class Source(models.Model):
    """One row of an agency's extract, by the agency's own key, and what it became here.

    `versions` are those that the rows had when the import last wrote them: a row that an officer
    has changed since is never overwritten. Only the import reads or writes this table.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    file = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    rows = ArrayField(models.UUIDField())
    versions = ArrayField(models.PositiveIntegerField())
    digest = models.BinaryField()
    entry = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "file", "key"], name="source_key_once_within_an_agency"
            )
        ]
