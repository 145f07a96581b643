"""A person under management, what is known of who they are, and who may know it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Area, Team
from tutela.agencies.periods import NO_END, Live


def _label(kinds: type[models.TextChoices], kind: str) -> str:
    """What a kind is called; Django's own method words every label to find the one."""
    return str(kinds(kind).label) if kind in kinds else kind


class Person(models.Model):
    """Someone managed under the arrangements: the line by which lists show them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    surname = models.CharField(max_length=100)
    given_names = models.CharField(max_length=150, blank=True)
    born_said = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    restricted = models.BooleanField(default=False)
    restricted_why = models.CharField(max_length=500, blank=True)
    lifted_why = models.CharField(max_length=500, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("surname", "given_names", "id")

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}".strip()

    @property
    def born(self) -> str:
        """The day of birth written as every other day is; where it is not exact, as it was said."""
        return date_format(self.born_on, "j F Y") if self.born_on else self.born_said


class Interest(models.Model):
    """A team's need to know parts of a person's file, for a time, with who granted it and why."""

    class Kind(models.TextChoices):
        MANAGES = "manages", _("Manages")
        SUPPORTS = "supports", _("Supports")
        ATTENDS = "attends", _("Attends")
        ASKED = "asked", _("Was asked")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    team = models.ForeignKey(Team, models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parts_read = ArrayField(models.CharField(max_length=20))
    parts_change = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    readers = ArrayField(models.UUIDField(), default=list, blank=True)
    duty_reads = models.BooleanField(default=True)
    restricted = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_before = models.DateField(default=NO_END)
    granted_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    ended_why = models.CharField(max_length=500, blank=True)

    objects = Live.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="interest_changes_only_what_it_reads",
                condition=Q(parts_change__contained_by=F("parts_read")),
            ),
            models.CheckConstraint(
                name="interest_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_before")),
            ),
            models.CheckConstraint(
                name="restricted_interest_names_its_readers",
                condition=Q(restricted=False) | ~Q(readers=[]),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "team"], name="interest_person_team"),
            models.Index(fields=["team", "ends_before"], name="interest_team_ends"),
        ]

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return _label(self.Kind, self.kind)


class Allocation(models.Model):
    """The officer who manages the person, from a day on or for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="allocations")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="allocations")
    starts_on = models.DateField()
    ends_before = models.DateField(default=NO_END)
    why = models.CharField(max_length=500)

    objects = Live.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="allocation_starts_before_it_ends",
                condition=Q(starts_on__lte=F("ends_before")),
            )
        ]


class Name(models.Model):
    """A name or alias by which the person is or was known, as it was said."""

    class Kind(models.TextChoices):
        MAIN = "main", _("Name used now")
        FORMER = "former", _("Former name")
        ALIAS = "alias", _("Alias")
        NICKNAME = "nickname", _("Nickname")
        ONLINE = "online", _("Online name")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    surname = models.CharField(max_length=100)
    given_names = models.CharField(max_length=150, blank=True)
    surname_key = models.CharField(max_length=100)
    given_key = models.CharField(max_length=150, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["surname_key", "given_key"], name="name_keys")]
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}".strip()

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return _label(self.Kind, self.kind)


class BirthDate(models.Model):
    """A date of birth as it was said: exact, approximate or unknown, with the days it may be."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="birth_dates")
    said = models.CharField(max_length=60)
    on = models.DateField(null=True, blank=True)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    is_main = models.BooleanField(default=True)
    source = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="birth_date_range_in_order",
                condition=Q(earliest=None) | Q(latest=None) | Q(earliest__lte=F("latest")),
            )
        ]
        indexes = [models.Index(fields=["on"], name="birth_date_on")]
        ordering = ("id",)

    def __str__(self) -> str:
        return self.said

    @property
    def words(self) -> str:
        """As every other day is written where it is exact, else as it was said."""
        return date_format(self.on, "j F Y") if self.on else self.said


class Identifier(models.Model):
    """A number by which an agency knows the person; a failed check is kept with its reason."""

    class Kind(models.TextChoices):
        PNC = "pnc", _("Police National Computer (PNC) number")
        CRO = "cro", _("Criminal Records Office (CRO) number")
        PRISON = "prison", _("Prison number")
        PROBATION = "probation", _("Probation case reference (CRN)")
        VISOR = "visor", _("ViSOR reference")
        PASSPORT = "passport", _("Passport")
        DRIVING = "driving", _("Driving licence")
        OTHER = "other", _("Other number")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    said = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    is_sound = models.BooleanField(null=True)
    kept_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "key"], name="identifier_once_within_a_record"
            ),
            models.CheckConstraint(
                name="unsound_identifier_kept_with_a_reason",
                condition=~Q(is_sound=False) | ~Q(kept_because=""),
            ),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="identifier_key")]
        ordering = ("kind", "id")

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return _label(self.Kind, self.kind)


class Address(models.Model):
    """Where the person lives, stays or stayed, with its days."""

    class Kind(models.TextChoices):
        HOME = "home", _("Home address")
        STAYS = "stays", _("Also stays here")
        NO_FIXED_ABODE = "no_fixed_abode", _("No fixed abode: where they can be found")
        POSTAL = "postal", _("Postal address")
        WORK = "work", _("Place of work")
        HOSTEL = "hostel", _("Approved premises or hostel")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="addresses")
    part = models.CharField(max_length=20, default="addresses")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    lines = models.CharField(max_length=300)
    postcode = models.CharField(max_length=10, blank=True)
    postcode_key = models.CharField(max_length=10, blank=True)
    house_key = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="address_is_of_an_address_part",
                condition=Q(part__in=["addresses", "protected"]),
            ),
            models.CheckConstraint(
                name="address_starts_before_it_ends",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
            ),
        ]
        indexes = [models.Index(fields=["postcode_key", "house_key"], name="address_keys")]
        ordering = ("id",)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return _label(self.Kind, self.kind)


class Relationship(models.Model):
    """Somebody in the person's life; where both have files, each file holds its own row."""

    class Kind(models.TextChoices):
        PARTNER = "partner", _("Partner or spouse")
        FORMER_PARTNER = "former_partner", _("Former partner")
        CHILD = "child", _("Child")
        PARENT = "parent", _("Parent")
        SIBLING = "sibling", _("Brother or sister")
        HOUSEHOLD = "household", _("Lives in the same household")
        ASSOCIATE = "associate", _("Associate")
        VICTIM = "victim", _("Victim")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="relationships")
    part = models.CharField(max_length=20, default="relationships")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    other_name = models.CharField(max_length=200, blank=True)
    other_person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="relationship_is_to_someone_else", condition=~Q(person=F("other_person"))
            ),
            models.CheckConstraint(
                name="relationship_names_somebody",
                condition=~Q(other_name="") | Q(other_person__isnull=False),
            ),
            models.CheckConstraint(
                name="relationship_to_a_victim_is_in_its_compartment",
                condition=Q(part="victims", kind="victim")
                | Q(~Q(kind="victim"), part="relationships"),
            ),
        ]
        ordering = ("id",)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return _label(self.Kind, self.kind)


class Card(models.Model):
    """What any vetted police user may be told about the person, and whom to ring."""

    class Status(models.TextChoices):
        NONE = "none", _("Not wanted, missing or recalled")
        WANTED = "wanted", _("Wanted")
        MISSING = "missing", _("Missing")
        RECALLED = "recalled", _("Recalled to prison")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="card")
    warnings = models.CharField(max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.NONE)
    prohibitions = models.CharField(max_length=2000, blank=True)
    ring_day = models.CharField(max_length=100, blank=True)
    ring_night = models.CharField(max_length=100, blank=True)
    photograph = models.BinaryField(null=True)
    photograph_digest = models.CharField(max_length=64, blank=True)
    shows_when_restricted = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)


class Lookup(models.Model):
    """A contact card asked for, or an emergency declared, with what was said and why."""

    class Kind(models.TextChoices):
        CARD = "card", _("Contact card")
        EMERGENCY = "emergency", _("Emergency")

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    actor = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_column="actor")
    surname_key = models.CharField(max_length=100, blank=True)
    given_key = models.CharField(max_length=150, blank=True)
    born_on = models.DateField(null=True)
    identifier_key = models.CharField(max_length=60, blank=True)
    postcode_key = models.CharField(max_length=10, blank=True)
    house_key = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()


class LookupAnswer(models.Model):
    """One person whom a lookup named: told to the owner at once, checked by another."""

    id = models.UUIDField(primary_key=True, editable=False)
    lookup = models.ForeignKey(Lookup, models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    owner_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    opening_id = models.UUIDField(null=True)
    at = models.DateTimeField()


class Review(models.Model):
    """Another officer's check of an opening or a contact card."""

    class Outcome(models.TextChoices):
        JUSTIFIED = "justified", _("Justified")
        NOT_JUSTIFIED = "not_justified", _("Not justified")

    id = models.UUIDField(primary_key=True, editable=False)
    of = models.UUIDField(unique=True)
    person_id = models.UUIDField()
    reviewed_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    note = models.CharField(max_length=500)
    at = models.DateTimeField()
