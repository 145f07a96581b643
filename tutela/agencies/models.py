"""Who works where, on whose behalf, and until when."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.access.door import signed_in_as
from tutela.access.permissions import ROLES
from tutela.agencies.periods import NO_END, Live, last_day


class Area(models.Model):
    """A police area: in England and Wales the MAPPA area in which the agencies work together.

    Scotland and Northern Ireland are each one area, where another law applies. An area of no
    nation is invented, for the demonstration.
    """

    class Nation(models.TextChoices):
        ENGLAND = "england", _("England")
        WALES = "wales", _("Wales")
        SCOTLAND = "scotland", _("Scotland")
        NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    name_cy = models.CharField(max_length=100, blank=True, default="", db_default="")
    police_force = models.CharField(max_length=150, blank=True, default="", db_default="")
    nation = models.CharField(
        max_length=20, choices=Nation.choices, blank=True, default="", db_default=""
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def jurisdiction(self) -> str:
        """Whose law is the law of this area, as the folders of figures are named."""
        elsewhere = {self.Nation.SCOTLAND, self.Nation.NORTHERN_IRELAND}
        return self.nation if self.nation in elsewhere else "england_and_wales"


class Population(models.Model):
    """How many people aged 10 and over live in an area, by one edition of the estimates."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="populations")
    on = models.DateField()
    aged_10_and_over = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "on"], name="population_once_a_day")]
        ordering = ("-on",)


class Body(models.Model):
    """A body of the law on co-operation: the Responsible Authority's, or one that must co-operate.

    Without an area it is a kind of body that every area of the nation has.
    """

    class Duty(models.TextChoices):
        RESPONSIBLE = "responsible", _("Responsible Authority")
        CO_OPERATES = "co_operates", _("Duty to co-operate")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="bodies", null=True)
    nation = models.CharField(max_length=20, choices=Area.Nation.choices)
    duty = models.CharField(max_length=15, choices=Duty.choices)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    name_cy = models.CharField(max_length=200, blank=True)
    provision = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)
    ends_before = models.DateField(default=NO_END)

    class Meta:
        ordering = ("duty", "kind", "name")
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class Station(models.Model):
    """A police station at which notification may be given, as the chief officer published it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="stations")
    name = models.CharField(max_length=150)
    address = models.CharField(max_length=300)
    postcode = models.CharField(max_length=10, blank=True)
    opening_hours = models.CharField(max_length=300, blank=True)
    published = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_before = models.DateField(default=NO_END)
    version = models.PositiveIntegerField(default=1)

    objects = Live.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="station_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_before")),
            )
        ]
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date | None:
        return last_day(self.ends_before)


class Agency(models.Model):
    """A body of the responsible authority, or one that must co-operate with it, in one area."""

    class Kind(models.TextChoices):
        POLICE = "police", _("Police")
        PRISON = "prison", _("Prison")
        PROBATION = "probation", _("Probation")
        CHILDREN = "children", _("Children's services")
        HOUSING = "housing", _("Housing")
        HEALTH = "health", _("Health")
        YOUTH_JUSTICE = "youth_justice", _("Youth justice")
        EDUCATION = "education", _("Education")
        WORK = "work", _("Jobcentre")
        MONITORING = "monitoring", _("Electronic monitoring")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """Those who hold interests: never one account, always a team."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=150)
    ring_day = models.CharField(max_length=100, blank=True)
    ring_night = models.CharField(max_length=100, blank=True)
    takes_unknown = models.BooleanField(
        default=False, help_text="Receives what is told about people whose record is not found."
    )
    takes_moves = models.BooleanField(
        default=False, db_default=False, help_text="Takes on people who move into the area."
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def in_full(self) -> str:
        """With its agency, as others know it."""
        return f"{self.agency.name}, {self.name}"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """An account that can sign in; it acts only through an appointment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    # second factors that were taken from it so far: a session begun before the last of them is over
    factors_taken = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the password; a hash of former strength is then made anew, by its own
        account: casework sets nobody else's."""
        return check_password(raw_password, self.password, self._hash_anew)

    def _hash_anew(self, raw_password: str | None) -> None:
        self.set_password(raw_password)
        with signed_in_as(self.pk):
            self.save(update_fields=["password"])

    def get_session_auth_hash(self) -> str:
        """What a session must bring: it ends where password or second factors were taken away."""
        return self._with_factors(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by former keys of the site."""
        yield from map(self._with_factors, super().get_session_auth_fallback_hash())

    def _with_factors(self, of_password: str) -> str:
        return f"{of_password}:{self.factors_taken}"


class Appointment(models.Model):
    """A user's office in a team, with a role, until vetting or the appointment ends."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    team = models.ForeignKey(Team, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40)
    powers = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    supervises = models.ForeignKey(
        Team, models.PROTECT, related_name="supervisors", null=True, blank=True
    )
    starts_on = models.DateField()
    ends_before = models.DateField(default=NO_END)
    vetted_until = models.DateField()
    why = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    objects = Live.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appointment_starts_before_it_ends",
                condition=Q(starts_on__lt=F("ends_before")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user.name}, {self.team.name}"

    @property
    def role_name(self) -> str:
        return str(ROLES[self.role].name) if self.role in ROLES else self.role


class Cover(models.Model):
    """One officer standing in for a team's people, with dates and a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="covers")
    team = models.ForeignKey(Team, models.PROTECT, related_name="covers")
    starts_on = models.DateField()
    ends_before = models.DateField()
    arranged_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)

    objects = Live.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cover_starts_before_it_ends", condition=Q(starts_on__lte=F("ends_before"))
            ),
            models.CheckConstraint(
                name="cover_arranged_by_someone_else",
                condition=~Q(appointment=F("arranged_by")),
            ),
        ]

    @property
    def last_day(self) -> date:
        return self.ends_before - timedelta(days=1)


class Alert(models.Model):
    """A message to look at the worklist, sent by e-mail without a word about anybody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(sent_at=None), name="alert_unsent"),
        ]


class Message(models.Model):
    """A letter to an account about its own sign-in, until the worker has sent it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(sent_at=None), name="message_unsent"),
        ]
