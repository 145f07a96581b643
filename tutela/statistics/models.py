"""Counts of everybody in an area, frozen; what of them was let out, by whom, and taken back.

Rows are only ever added. No row names a person: what was counted, not who.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Area, User


class Count(models.Model):
    """Somebody asked for the figures of their area on a day; a job counts them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    counted_on = models.DateField(_("day"))
    asked_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("-asked_at", "-id")


class Snapshot(models.Model):
    """The figures of an area on a day, as they were counted at a moment: never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    count = models.OneToOneField(Count, models.PROTECT, related_name="snapshot")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    counted_on = models.DateField(_("day"))
    # the year of the figures: from 1 April to the day
    year_from = models.DateField(_("first day of the year"))
    made_at = models.DateTimeField(_("counted"))
    # people whose requirements could not be worked out: they are not among the registered
    troubled = models.PositiveIntegerField(_("could not be worked out"), default=0)
    population = models.PositiveIntegerField(_("people aged 10 and over"), null=True)
    population_on = models.DateField(_("day of the estimate"), null=True)
    population_source = models.CharField(_("source"), max_length=300, blank=True)
    population_is_verified = models.BooleanField(_("verified"), default=False)
    chart = models.TextField()
    disclosed_chart = models.TextField()

    class Meta:
        ordering = ("-counted_on", "-made_at", "-id")


class Figure(models.Model):
    """One number of a snapshot, and what of it may be let out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="figures")
    code = models.CharField(max_length=30)
    value = models.PositiveIntegerField(null=True)
    # after disclosure control; null: not let out
    disclosed = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="figure_once", fields=["snapshot", "code"])]
        ordering = ("id",)


class Ask(models.Model):
    """Somebody asked that a snapshot be let out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="asks")
    asked_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    account = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="ask_with_account", fields=["id", "account"])]
        ordering = ("-at", "-id")


class Decision(models.Model):
    """Another person's answer to an ask: let out, or not."""

    class Outcome(models.TextChoices):
        RELEASED = "released", _("Released")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ask = models.OneToOneField(Ask, models.PROTECT, related_name="decision")
    asked_account = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    account = models.ForeignKey(User, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(_("why"), max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="figures_released_by_another_person", condition=~Q(account=F("asked_account"))
            )
        ]


class Publication(models.Model):
    """What was let out: a copy without the numbers that are too small."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="publication")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    counted_on = models.DateField(_("day"))
    year_from = models.DateField(_("first day of the year"))
    population_on = models.DateField(null=True)
    population_source = models.CharField(max_length=300, blank=True)
    population_is_verified = models.BooleanField(default=False)
    chart = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-counted_on", "-at", "-id")


class PublishedFigure(models.Model):
    """One number that was let out; null where it was too small."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="figures")
    code = models.CharField(max_length=30)
    value = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("id",)


class Withdrawal(models.Model):
    """A publication was taken back: outside the area nobody sees it any more."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    publication = models.OneToOneField(Publication, models.PROTECT, related_name="withdrawal")
    withdrawn_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=500)
    at = models.DateTimeField()
