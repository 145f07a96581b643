"""Possible breaches of the notification requirements, and every step taken about them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.court_orders.models import Result
from tutela.notification_requirements.models.determinations import Due
from tutela.notification_requirements.rules import breaches as rules
from tutela.people.models import Person

# as plain words: a migration names no living code
RELEASING = sorted(stage.value for stage in rules.RELEASING)
OVER = sorted(stage.value for stage in rules.OVER)


class Breach(models.Model):
    """A possible breach: a question that a missed date or an officer asks, never an accusation."""

    class Ground(models.TextChoices):
        """`rules.breaches.Ground`."""

        INITIAL = "initial", _("First notification")
        CHANGE = "change", _("Notification of a change")
        NOT_OCCURRED = "not_occurred", _("Saying that an announced change did not happen")
        PERIODIC = "periodic", _("Periodic notification")
        TRAVEL = "travel", _("Notification of travel abroad")
        RETURN = "return", _("Notification of return from abroad")
        ABSENCE = "absence", _("Notification of absence from home")
        FINGERPRINTS = "fingerprints", _("Fingerprints or photographs when notifying")
        PARENT = "parent", _("Parent bringing the young person")
        FALSE = "false", _("Information known to be false")

    class Stage(models.TextChoices):
        """`rules.breaches.Stage`."""

        OPENED = "opened", _("To be considered")
        EXPLAINED = "explained", _("Explanation recorded")
        PROPOSED = "proposed", _("Recommended, to be decided by another")
        INVESTIGATED = "investigated", _("Being investigated")
        CHARGED = "charged", _("Charged")
        NO_ACTION = "no_action", _("No further action")
        EXCUSED = "excused", _("Reasonable excuse accepted")
        NOT_MISSED = "not_missed", _("Closed: nothing was missed")
        CAUTIONED = "cautioned", _("Cautioned")
        CONVICTED = "convicted", _("Convicted")
        ACQUITTED = "acquitted", _("Acquitted")
        DISCONTINUED = "discontinued", _("Discontinued")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="breaches")
    ground = models.CharField(_("what may not have been done"), max_length=15, choices=Ground)
    stage = models.CharField(_("how it stands"), max_length=15, choices=Stage, default="opened")
    proposed = models.CharField(_("recommended end"), max_length=15, choices=Stage, blank=True)
    about = models.CharField(_("about"), max_length=200, blank=True)
    due = models.ForeignKey(Due, models.PROTECT, related_name="breaches", null=True)
    due_on = models.DateField(_("last day in time"), null=True)
    alleged_only_after = models.DateField(_("last day by the later reading"), null=True)
    begun_on = models.DateField(_("first day of the failure"), null=True)
    ended_on = models.DateField(_("notified late on"), null=True)
    provision = models.CharField(_("provision"), max_length=200)
    is_verified = models.BooleanField(_("figures verified"), default=True)
    is_explained = models.BooleanField(_("explanation recorded"), default=False)
    opened_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    opened_at = models.DateTimeField(_("opened"))
    result = models.ForeignKey(Result, models.PROTECT, related_name="+", null=True, db_index=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("possible breach")
        ordering = ("-opened_at", "-id")
        constraints = [
            models.CheckConstraint(
                name="recommended_breach_says_what",
                condition=(Q(stage="proposed") & Q(proposed__in=RELEASING))
                | (~Q(stage="proposed") & Q(proposed="")),
            ),
            models.CheckConstraint(
                name="breach_begins_before_it_ends",
                condition=Q(ended_on=None) | Q(begun_on=None) | Q(begun_on__lte=F("ended_on")),
            ),
            models.CheckConstraint(
                name="breach_result_follows_a_court",
                condition=Q(result=None) | Q(stage__in=["convicted", "acquitted", "cautioned"]),
            ),
            models.UniqueConstraint(
                name="missed_date_opens_one_possible_breach", fields=["due", "begun_on"]
            ),
            models.UniqueConstraint(name="breach_of_person", fields=["id", "person"]),
        ]
        indexes = [
            models.Index(fields=["person", "-opened_at"], name="breach_person_opened"),
            models.Index(
                fields=["stage"],
                name="breach_undecided",
                condition=~Q(stage__in=OVER),
            ),
        ]

    @property
    def is_over(self) -> bool:
        return self.stage in OVER


class BreachStep(models.Model):
    """One step about a possible breach: what, when, by whom and why; only ever added."""

    class Kind(models.TextChoices):
        """`rules.breaches.Step`."""

        OPEN = "open", _("Opened")
        EXPLAIN = "explain", _("Explanation")
        PROPOSE = "propose", _("Recommendation")
        AGREE = "agree", _("Decision by another officer")
        RETURN = "return", _("Recommendation returned")
        INVESTIGATE = "investigate", _("To be investigated")
        CHARGE = "charge", _("Charge")
        CAUTION = "caution", _("Caution")
        CONVICT = "convict", _("Conviction")
        ACQUIT = "acquit", _("Acquittal")
        DISCONTINUE = "discontinue", _("Discontinued")
        REOPEN = "reopen", _("Opened again")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    breach = models.ForeignKey(Breach, models.PROTECT, related_name="steps")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("step"), max_length=15, choices=Kind)
    leads_to = models.CharField(_("how it stands then"), max_length=15, choices=Breach.Stage)
    proposed = models.CharField(
        _("recommended end"), max_length=15, choices=Breach.Stage, blank=True
    )
    happened_on = models.DateField(_("day"))
    why = models.TextField(_("what, and why"))
    checked = models.TextField(_("what was checked"), blank=True)
    offence = models.CharField(_("offence charged"), max_length=200, blank=True)
    court = models.CharField(_("court"), max_length=200, blank=True)
    made_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("written"))
    proposed_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        verbose_name = _("step about a possible breach")
        ordering = ("made_at", "id")
        constraints = [
            models.CheckConstraint(
                name="release_from_suspicion_decided_by_another",
                condition=~Q(leads_to__in=RELEASING)
                | (Q(kind="agree") & Q(proposed_by__isnull=False) & ~Q(proposed_by=F("made_by"))),
            ),
            models.CheckConstraint(name="breach_step_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="charge_names_offence_and_court",
                condition=~Q(kind="charge") | (~Q(offence="") & ~Q(court="")),
            ),
        ]
        indexes = [models.Index(fields=["breach", "made_at"], name="breach_step_made")]
