"""Where a person is, and the moves by which another police area takes them on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Area, Team
from tutela.people.models.record import Address, Interest, Person


class Whereabouts(models.Model):
    """A time in which the person is not at liberty at home: held, away, missing or dead.

    `ends_on` is the day of release, discharge, return or of being found; empty while it lasts.
    A row recorded in error stays and is no fact.
    """

    class Kind(models.TextChoices):
        CUSTODY = "custody", _("In custody")
        HOSPITAL = "hospital", _("Detained in hospital")
        ABROAD = "abroad", _("Outside the United Kingdom")
        DEPORTED = "deported", _("Deported")
        MISSING = "missing", _("Missing")
        DIED = "died", _("Died")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="whereabouts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by_order = models.BooleanField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    release_expected_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    in_error = models.BooleanField(default=False)
    error_why = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="whereabouts_starts_before_it_ends",
                condition=Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="whereabouts_by_order_is_said_of_custody",
                condition=Q(kind="custody") | Q(by_order=None),
            ),
            models.CheckConstraint(
                name="whereabouts_release_is_expected_from_where_one_is_held",
                condition=Q(kind__in=["custody", "hospital"]) | Q(release_expected_on=None),
            ),
            models.CheckConstraint(
                name="whereabouts_in_error_says_why",
                condition=Q(in_error=False) | ~Q(error_why=""),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "starts_on"], name="whereabouts_person"),
            models.Index(
                fields=["release_expected_on"],
                condition=Q(ends_on=None, in_error=False),
                name="whereabouts_release",
            ),
        ]
        ordering = ("-starts_on", "-id")
        verbose_name = _("where the person is")


class Move(models.Model):
    """A home address in another police area: that area's team takes the person on by that fact."""

    class Stage(models.TextChoices):
        PROPOSED = "proposed", _("Waits to be acknowledged")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        SUPERSEDED = "superseded", _("The person moved on before it was acknowledged")
        TAKEN_BACK = "taken_back", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="moves")
    address = models.ForeignKey(Address, models.PROTECT, related_name="+")
    from_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    to_area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, models.PROTECT, related_name="+", null=True)
    interest = models.ForeignKey(Interest, models.PROTECT, related_name="+", null=True)
    moves_record = models.BooleanField()
    stage = models.CharField(max_length=15, choices=Stage.choices, default=Stage.PROPOSED)
    moved_on = models.DateField()
    acknowledge_by = models.DateField()
    made_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    settled_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)
    settled_why = models.CharField(max_length=500, blank=True)
    former_ends_before = models.DateField(null=True)
    overdue_told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="move_is_settled_by_somebody",
                condition=Q(stage__in=["proposed", "superseded"])
                | Q(settled_by__isnull=False, settled_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["acknowledge_by"], condition=Q(stage="proposed"), name="move_proposed"
            ),
        ]
        ordering = ("-made_at", "-id")
        verbose_name = _("move to another area")


class Transfer(models.Model):
    """What was sent to a force outside this register, to whom, when, and its acknowledgement."""

    class To(models.TextChoices):
        AREA = "area", _("A police area that does not use this register")
        SCOTLAND = "scotland", _("Scotland")
        NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")
        ABROAD = "abroad", _("Outside the United Kingdom")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="transfers")
    to = models.CharField(max_length=20, choices=To.choices)
    recipient = models.CharField(max_length=200)
    what_sent = models.CharField(max_length=2000)
    sent_on = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_who = models.CharField(max_length=200, blank=True)
    in_error = models.BooleanField(default=False)
    error_why = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transfer_is_acknowledged_after_it_was_sent",
                condition=Q(acknowledged_on=None) | Q(acknowledged_on__gte=F("sent_on")),
            ),
            models.CheckConstraint(
                name="transfer_in_error_says_why",
                condition=Q(in_error=False) | ~Q(error_why=""),
            ),
        ]
        ordering = ("-sent_on", "-id")
        verbose_name = _("hand-over to a force outside this register")
