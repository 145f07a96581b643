"""Records likely of one person, what their owners say of it, and joins that can be undone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Team
from tutela.people.models import Person


class Pair(models.Model):
    """Two records that are likely of one person. No page reads it: it names both."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=200))
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other_person"], name="pair_found_once"),
            models.CheckConstraint(name="pair_in_order", condition=Q(person__lt=F("other_person"))),
        ]


class Likeness(models.Model):
    """One owner's side of a pair: that another record is likely of this person, and whom to ring.

    It never names the other record. Both records' dates run until both owners have answered.
    """

    class Answer(models.TextChoices):
        SAME = "same", _("The same person")
        DIFFERENT = "different", _("Different people")

    class Outcome(models.TextChoices):
        JOINED = "joined", _("Joined")
        APART = "apart", _("Kept apart")
        PARTED = "parted", _("Joined, and parted again")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="sides")
    person = models.ForeignKey(Person, models.PROTECT, related_name="likenesses")
    other_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=200))
    found_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("record likely of the same person")
        constraints = [
            models.UniqueConstraint(fields=["pair", "person"], name="likeness_once_a_side"),
            models.CheckConstraint(
                name="likeness_answered_by_somebody_for_a_reason",
                condition=Q(answer="", answered_by=None, answered_at=None, why="")
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="", why="")),
            ),
            models.CheckConstraint(
                name="likeness_settled_with_an_outcome",
                condition=Q(outcome="", settled_at=None)
                | (~Q(outcome="") & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(outcome=""), name="likeness_open"),
        ]
        ordering = ("-score", "found_at", "id")


class Join(models.Model):
    """Two records held to be one person's, until the join is undone.

    `person` is the record that is kept, `other_person` the one that was joined to it. Nothing is
    moved between them: each keeps its rows, and each owner may read the other's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="joins")
    person = models.ForeignKey(Person, models.PROTECT, related_name="joins")
    other_person = models.ForeignKey(Person, models.PROTECT, related_name="joined_to")
    interests = ArrayField(models.UUIDField(), default=list)
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    parted_at = models.DateTimeField(null=True)
    parted_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    parted_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("join of two records")
        constraints = [
            models.CheckConstraint(
                name="join_parted_by_somebody_for_a_reason",
                condition=Q(parted_at=None, parted_by=None, parted_why="")
                | (Q(parted_at__isnull=False, parted_by__isnull=False) & ~Q(parted_why="")),
            ),
            models.UniqueConstraint(
                fields=["pair"], condition=Q(parted_at=None), name="pair_joined_once_at_a_time"
            ),
        ]
        ordering = ("-joined_at", "-id")
