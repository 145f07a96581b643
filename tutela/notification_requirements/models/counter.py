"""The counter: a visit as it is taken, what becomes of it, and what it adds to a person's file."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Station, Team
from tutela.people.models import Person

# A visit belongs to nobody until a team joins it to a file --------------------------------------


class Draft(models.Model):
    """A visit that is being taken: its taker's alone, and all of it locked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    taken_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    locked = models.TextField()
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ended_draft_holds_nothing",
                condition=models.Q(ended_at=None) | models.Q(locked=""),
            )
        ]
        indexes = [
            models.Index(fields=["taken_by", "-changed_at"], name="draft_taker"),
            models.Index(
                fields=["expires_at"], name="draft_expires", condition=models.Q(ended_at=None)
            ),
        ]
        ordering = ("-changed_at", "-id")


class Visit(models.Model):
    """One attendance at a counter, as it was said there; never changed."""

    class Attended(models.TextChoices):
        PERSON = "person", _("The person themselves")
        PARENT = "parent", _("A parent who carries the duty for a child, with the child")
        PARENT_ALONE = "parent_alone", _("A parent, without the child")
        SOMEBODY = "somebody", _("Somebody else")

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("The notification was taken")
        CLOSED = "closed", _("The counter was closed, or nobody could take it")
        IDENTITY_REFUSED = "identity_refused", _("The person would not show who they are")
        NOT_SUBJECT = "not_subject", _("The person turned out not to be subject at all")

    class Asked(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked for")
        TAKEN = "taken", _("Taken")
        REFUSED = "refused", _("Asked for and refused")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    taken_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    came_on = models.DateField()
    came_at_said = models.CharField(max_length=60, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    given_names = models.CharField(max_length=150, blank=True)
    born_said = models.CharField(max_length=60, blank=True)
    number_said = models.CharField(max_length=120, blank=True)
    address_said = models.CharField(max_length=300, blank=True)
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", null=True)
    station_said = models.CharField(max_length=200, blank=True)
    attended = models.CharField(max_length=15, choices=Attended.choices)
    attended_name = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    fingerprints = models.CharField(max_length=10, choices=Asked.choices)
    photograph = models.CharField(max_length=10, choices=Asked.choices)
    said = models.JSONField()
    marks = ArrayField(models.CharField(max_length=40), default=list)
    surname_key = models.CharField(max_length=100, blank=True)
    given_key = models.CharField(max_length=150, blank=True)
    born_earliest = models.DateField(null=True)
    born_latest = models.DateField(null=True)
    number_keys = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        ordering = ("-taken_at", "-id")

    @property
    def reference(self) -> str:
        """What the receipt says, to be quoted on the telephone."""
        return reference_of(self.id.hex)

    @property
    def about(self) -> str:
        """Who came, as they called themselves."""
        name = f"{self.given_names} {self.surname}".strip()
        said = [name, self.born_said, self.number_said]
        return ", ".join(part for part in said if part) or str(_("Nobody named"))


def reference_of(hexadecimal: str) -> str:
    """The number on the receipt of the visit whose key ends so."""
    tail = hexadecimal[-8:].upper()
    return f"N-{tail[:4]}-{tail[4:]}"


class VisitFinancial(models.Model):
    """Bank and card details that were given in a visit: locked, and read by no page."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="financial")
    locked = models.TextField()


class VisitRouted(models.Model):
    """A team that is shown a visit: a possible person's owner, or who takes the unknown."""

    id = models.UUIDField(primary_key=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="routed")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["team", "at"], name="visit_routed_team_at")]


class VisitAnswer(models.Model):
    """What the team made of a visit."""

    class Outcome(models.TextChoices):
        JOINED = "joined", _("Joined to the file")
        NOT_OURS = "not_ours", _("Not our person")

    id = models.UUIDField(primary_key=True, editable=False)
    routed = models.OneToOneField(VisitRouted, models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Receipt(models.Model):
    """The acknowledgement of a visit, kept as it was issued: s.87(3)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="receipts")
    language = models.CharField(max_length=5)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    template_version = models.CharField(max_length=20)
    recipient = models.CharField(max_length=260, blank=True)
    issued_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "language"], name="receipt_once_in_each_language"
            )
        ]


# What a person's file holds ----------------------------------------------------------------------


class Travel(models.Model):
    """A journey out of the United Kingdom, as it was notified last."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="travels")
    departs_on = models.DateField(null=True)
    departs_at = models.DateTimeField(null=True)
    known_on = models.DateField(null=True)
    changed_on = models.DateField(null=True)
    returns_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    return_as_notified = models.BooleanField(default=False)
    to_republic_of_ireland = models.BooleanField(default=False)
    countries = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)
    cancelled_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("departs_on", "id")
        verbose_name = _("Travel abroad")


class Attendance(models.Model):
    """A visit that was joined to the file, whatever came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="attendances")
    came_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=Visit.Outcome.choices)
    fingerprints = models.CharField(max_length=10, choices=Visit.Asked.choices)
    photograph = models.CharField(max_length=10, choices=Visit.Asked.choices)
    note = models.CharField(max_length=1000, blank=True)
    joined_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ("-came_on", "-id")
        verbose_name = _("Visit to a counter")
        indexes = [models.Index(fields=["visit", "person"], name="attendance_visit")]


class Notification(models.Model):
    """A notification that the person gave, as notified."""

    class Kind(models.TextChoices):
        """The first seven are `rules.facts.NotificationKind`."""

        INITIAL = "initial", _("First notification (s.83)")
        CHANGE = "change", _("Change (s.84)")
        CHANGE_NOT_OCCURRED = "change_not_occurred", _("Announced change that did not happen")
        PERIODIC = "periodic", _("Periodic notification (s.85)")
        TRAVEL = "travel", _("Travel abroad (s.86)")
        RETURN = "return", _("Return from abroad (s.86)")
        ABSENCE = "absence", _("Absence from home")

    class Of(models.TextChoices):
        """Of what a change is: `rules.facts.ChangeKind`."""

        NAME = "name", _("Name")
        HOME_ADDRESS = "home_address", _("Home address")
        STAY = "stay", _("Stay of seven days elsewhere")
        RELEASE = "release", _("Release from custody or hospital")
        CHILD_HOUSEHOLD = "child_household", _("Household with a child")
        CHILD_HOUSEHOLD_ENDED = "child_household_ended", _("No longer in a household with a child")
        BANK_ACCOUNT = "bank_account", _("Bank account")
        CARD = "card", _("Debit or credit card")
        IDENTITY_DOCUMENT = "identity_document", _("Passport or identity document")

    class Resets(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        DISPUTED = "disputed", _("Disputed: both days are kept")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    of = models.CharField(max_length=25, choices=Of.choices, blank=True)
    given_on = models.DateField()
    happened_on = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    travel = models.ForeignKey(Travel, models.PROTECT, related_name="notifications", null=True)
    corrects_travel = models.BooleanField(default=False)
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", null=True)
    station_said = models.CharField(max_length=200, blank=True)
    taken_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    by_parent = models.BooleanField(default=False)
    resets_year = models.CharField(max_length=10, choices=Resets.choices)
    resets_because = models.CharField(max_length=500, blank=True)
    answers = models.JSONField(default=dict)
    particulars = models.JSONField(default=dict)
    marks = ArrayField(models.CharField(max_length=40), default=list)
    attendance = models.ForeignKey(
        Attendance, models.PROTECT, related_name="notifications", null=True
    )
    joined_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-given_on", "-id")
        constraints = [
            models.CheckConstraint(
                name="change_notification_says_of_what",
                condition=models.Q(kind="change") | models.Q(of=""),
            )
        ]
        indexes = [
            models.Index(fields=["person", "-given_on"], name="notification_person_given"),
        ]


class Verification(models.Model):
    """What the owner found of one thing that was notified."""

    class Found(models.TextChoices):
        AS_NOTIFIED = "as_notified", _("As notified")
        DIFFERENT = "different", _("Different from what was notified")
        NOT_FOUND = "not_found", _("Could not be verified")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    notification = models.ForeignKey(Notification, models.PROTECT, related_name="verifications")
    item = models.CharField(max_length=40)
    found = models.CharField(max_length=15, choices=Found.choices)
    really = models.CharField(max_length=500, blank=True)
    how = models.CharField(max_length=300)
    verified_on = models.DateField()
    verified_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-written_at", "-id")


class FinancialDetails(models.Model):
    """Accounts and cards as they were notified on a day: locked with a key outside the database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="+", null=True)
    given_on = models.DateField()
    locked = models.TextField()

    class Meta:
        ordering = ("-given_on", "-id")
        verbose_name = _("Financial details")
