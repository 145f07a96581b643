"""What was told or asked, where it went, what became of it; and the log in a person's file."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Area, Team
from tutela.people.models import Interest, Person
from tutela.people.parts import Part


class Source(models.TextChoices):
    """How something is known."""

    SAW = "saw", _("I saw or heard it myself")
    PERSON = "person", _("The person themselves said so")
    SOMEBODY = "somebody", _("Somebody else said so")
    RECORD = "record", _("I read it in a record or a document")
    OTHER = "other", _("Another way")


class Told(models.Model):
    """What an officer learnt about somebody, or asks, in the officer's words; never changed.

    Somebody found living or staying elsewhere is told with the place, so that the owner can take
    it as an address. Who asks whether somebody is managed says why in `learnt`.
    """

    class Kind(models.TextChoices):
        LEARNT = "learnt", _("Something learnt")
        FOUND = "found", _("Found elsewhere")
        ASKED = "asked", _("Asked whether somebody is managed")

    class Lives(models.TextChoices):
        LIVES = "lives", _("Lives there")
        STAYS = "stays", _("Stays there for now")
        SEEN = "seen", _("Was seen there, and no more is known")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    told_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    surname = models.CharField(max_length=100, blank=True)
    given_names = models.CharField(max_length=150, blank=True)
    born_said = models.CharField(max_length=60, blank=True)
    number_said = models.CharField(max_length=60, blank=True)
    address_said = models.CharField(max_length=300, blank=True)
    learnt = models.TextField()
    when_said = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, blank=True)
    surname_key = models.CharField(max_length=100, blank=True)
    given_key = models.CharField(max_length=150, blank=True)
    born_earliest = models.DateField(null=True)
    born_latest = models.DateField(null=True)
    number_keys = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    kind = models.CharField(
        max_length=10, choices=Kind.choices, default=Kind.LEARNT, db_default="learnt"
    )
    found_lines = models.CharField(max_length=300, blank=True, default="", db_default="")
    found_postcode = models.CharField(max_length=10, blank=True, default="", db_default="")
    found_area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True)
    found_on = models.DateField(null=True)
    lives_there = models.CharField(
        max_length=10, choices=Lives.choices, blank=True, default="", db_default=""
    )
    needed_by = models.DateField(null=True)

    class Meta:
        ordering = ("-told_at", "-id")

    @property
    def reference(self) -> str:
        """What the receipt says, to be quoted on the telephone."""
        tail = self.id.hex[-8:].upper()
        return f"T-{tail[:4]}-{tail[4:]}"

    @property
    def found_words(self) -> str:
        """Where somebody was found, for the log of the file."""
        if self.kind != self.Kind.FOUND:
            return ""
        said = [self.get_lives_there_display(), self.found_lines, self.found_postcode]
        return ": ".join([str(_("Found elsewhere")), ", ".join(part for part in said if part)])

    @property
    def about(self) -> str:
        """Who it is about, as the officer knew them."""
        name = f"{self.given_names} {self.surname}".strip()
        said = [name, self.born_said, self.number_said, self.address_said]
        return ", ".join(part for part in said if part) or str(_("Nobody named"))


class Routed(models.Model):
    """A team that is shown what was told: a possible person's owner, or who takes the unknown."""

    id = models.UUIDField(primary_key=True, editable=False)
    told = models.ForeignKey(Told, models.PROTECT, related_name="routed")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["team", "at"], name="routed_team_at")]


class Answer(models.Model):
    """What the team made of it."""

    class Outcome(models.TextChoices):
        JOINED = "joined", _("Joined to the file")
        NOT_OURS = "not_ours", _("Not our person")
        SHARED = "shared", _("Answered yes, with a part of the file")
        NOT_SHARED = "not_shared", _("Answered no")

    id = models.UUIDField(primary_key=True, editable=False)
    routed = models.OneToOneField(Routed, models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(max_length=500, blank=True)
    interest = models.ForeignKey(Interest, models.PROTECT, related_name="+", null=True)
    answered_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Grading(models.TextChoices):
    """The scheme by which intelligence was graded; the older one is kept as it was recorded."""

    NOW = "3x5x2", _("3x5x2")
    BEFORE = "5x5x5", _("5x5x5 (before 2016)")


class Custody(models.TextChoices):
    """What happened in custody."""

    ARRESTED = "arrested", _("Arrested")
    INTERVIEWED = "interviewed", _("Interviewed under caution")
    CHARGED = "charged", _("Charged")
    BAILED = "bailed", _("Released on bail")
    UNDER_INVESTIGATION = "under_investigation", _("Released under investigation")
    REMANDED = "remanded", _("Remanded in custody by a court")
    SENTENCED = "sentenced", _("Received into prison under sentence")
    RECALLED = "recalled", _("Recalled to prison")
    TRANSFERRED = "transferred", _("Moved to another place of custody")
    RELEASED = "released", _("Released")
    NO_ACTION = "no_action", _("No further action")
    OTHER = "other", _("Something else")


class Entry(models.Model):
    """One thing that happened or was learnt, in a person's file; never changed, only added to."""

    class Kind(models.TextChoices):
        CALL = "call", _("Call or message")
        MEETING = "meeting", _("Meeting or appointment")
        SIGHTING = "sighting", _("Sighting")
        FOUND = "found", _("Found elsewhere")
        CUSTODY = "custody", _("Arrest or custody")
        DECISION = "decision", _("Decision")
        INTELLIGENCE = "intelligence", _("Intelligence")
        LEARNT = "learnt", _("Something learnt")
        ASKED = "asked", _("Asked whether managed")
        CORRECTION = "correction", _("Correction of an earlier entry")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_log")
    part = models.CharField(max_length=20, db_default=Part.CONTACT_LOG.value, default="contact_log")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    happened_on = models.DateField(null=True)
    when_said = models.CharField(max_length=100, blank=True)
    what = models.TextField()
    source = models.CharField(max_length=10, choices=Source.choices, blank=True)
    grading = models.CharField(
        _("grading"), max_length=5, choices=Grading, blank=True, db_default=""
    )
    source_grade = models.CharField(_("source"), max_length=1, blank=True, db_default="")
    content_grade = models.CharField(_("assessment"), max_length=1, blank=True, db_default="")
    handling_grade = models.CharField(_("handling"), max_length=1, blank=True, db_default="")
    conditions = models.CharField(
        _("conditions of sharing"), max_length=500, blank=True, db_default=""
    )
    custody = models.CharField(
        _("what happened in custody"), max_length=20, choices=Custody, blank=True, db_default=""
    )
    place = models.CharField(_("place"), max_length=200, blank=True, db_default="")
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True, db_default="")
    decided_why = models.CharField(_("why"), max_length=1000, blank=True, db_default="")
    corrects = models.ForeignKey(
        "self", models.PROTECT, related_name="corrections", null=True, blank=True
    )
    written_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    told_id = models.UUIDField(null=True)
    told_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("contact log entry")
        constraints = [
            models.CheckConstraint(
                name="entry_is_of_the_log_or_of_surveillance",
                condition=Q(part__in=["contact_log", "surveillance"]),
            ),
            models.CheckConstraint(
                name="grades_are_those_of_their_scheme",
                condition=Q(grading="", source_grade="", content_grade="", handling_grade="")
                | Q(
                    grading="3x5x2",
                    source_grade__in=["1", "2", "3"],
                    content_grade__in=["A", "B", "C", "D", "E"],
                    handling_grade__in=["P", "C"],
                )
                | Q(
                    grading="5x5x5",
                    source_grade__in=["A", "B", "C", "D", "E"],
                    content_grade__in=["1", "2", "3", "4", "5"],
                    handling_grade__in=["1", "2", "3", "4", "5"],
                ),
            ),
            models.CheckConstraint(
                name="entry_corrects_another",
                condition=Q(corrects=None) | ~Q(corrects=F("id")),
            ),
        ]
        ordering = ("-written_at", "-id")
        indexes = [models.Index(fields=["person", "-written_at"], name="entry_person_written")]

    @property
    def grade(self) -> str:
        """The grade as it is spoken: 1BP, or B24 under the older scheme."""
        return f"{self.source_grade}{self.content_grade}{self.handling_grade}"
