"""Photographs of people, and the bytes of each."""

from django.db import models
from uuid_utils.compat import uuid7

from tutela.people.models import Person


class Photograph(models.Model):
    """A photograph of the person, with the day on which it was taken, if that is known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="photographs")
    taken_on = models.DateField(null=True, blank=True)
    shows = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    wrong_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)


class PhotographContent(models.Model):
    """The bytes of a photograph, in full or small: added once, never changed."""

    class Size(models.TextChoices):
        FULL = "full"
        SMALL = "small"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    photograph = models.ForeignKey(Photograph, models.PROTECT, related_name="contents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    size = models.CharField(max_length=5, choices=Size.choices)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photograph", "size"], name="photograph_has_each_size_once"
            )
        ]
