"""Photographs of people and documents about them, and the bytes of each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
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


class Document(models.Model):
    """A sealed order, form or letter, kept as it is: its row is of one part of the file."""

    class Kind(models.TextChoices):
        ORDER = "order", _("Sealed order of a court")
        RESULT = "result", _("Certificate of conviction, caution or finding")
        FORM = "form", _("Form")
        LETTER = "letter", _("Letter or e-mail")
        REPORT = "report", _("Report or assessment")
        MINUTES = "minutes", _("Minutes of a meeting, as issued")
        OTHER = "other", _("Something else")

    class Format(models.TextChoices):
        PDF = "application/pdf", _("PDF")
        JPEG = "image/jpeg", _("Picture")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="documents")
    part = models.CharField(_("part of the file"), max_length=20)
    kind = models.CharField(_("kind of document"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)
    format = models.CharField(_("format"), max_length=20, choices=Format)
    pages = models.PositiveIntegerField(_("pages"))
    length = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(max_length=64)
    sent_digest = models.CharField(max_length=64)
    scanned_with = models.CharField(_("scanned for viruses with"), max_length=100, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    wrong_because = models.CharField(_("wrong because"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("document")
        constraints = [
            models.CheckConstraint(
                name="document_is_of_a_part_that_has_documents",
                condition=Q(
                    part__in=[
                        *("convictions", "orders", "notifications", "contact_log", "identity"),
                        *("relationships", "victims", "protected", "financial", "surveillance"),
                        *("levels", "risk", "meetings", "disclosures"),
                    ]
                ),
            )
        ]
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class DocumentContent(models.Model):
    """The bytes of a document: added once, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.OneToOneField(Document, models.PROTECT, related_name="content")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    part = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("stored document")
