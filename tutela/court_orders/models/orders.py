"""Orders as numbered clauses, what became of them, passports, and breaches.

The wording of a clause holds tokens (*Child A*, *zone 1*); what a token stands for, and the
wording as the court certified it, are kept apart (models/protected.py). The values of choices
are stored and are the words of the rules that read them: never renamed.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.court_orders.models.results import Result, Sentence
from tutela.people.models import Person


class Order(models.Model):
    """A preventive order of a court, or a notice, with its days and how it stands."""

    class Kind(models.TextChoices):
        SHPO = "shpo", _("Sexual harm prevention order (SHPO)")
        SOPO = "sopo", _("Sexual offences prevention order (SOPO)")
        SRO = "sro", _("Sexual risk order (SRO)")
        RSHO = "rsho", _("Risk of sexual harm order (RSHO)")
        NOTIFICATION_ORDER = "notification_order", _("Notification order")
        FOREIGN_TRAVEL_ORDER = "foreign_travel_order", _("Foreign travel order")
        NOTICE_96ZA = "notice_96za", _("Notice for a foreign conviction (section 96ZA)")
        FOREIGN = "foreign", _("Order of another country that is recognised here")
        OTHER = "other", _("Another order")

    class Stage(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        VARIED = "varied", _("In force, as varied")
        DISCHARGED = "discharged", _("Discharged")
        EXPIRED = "expired", _("Expired")
        QUASHED = "quashed", _("Quashed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="orders")
    kind = models.CharField(_("order"), max_length=20, choices=Kind)
    interim = models.BooleanField(_("interim"), default=False)
    called = models.CharField(_("name of the order"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    made_on = models.DateField(_("day it was made"))
    served_on = models.DateField(_("day it was served"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    court = models.CharField(_("court"), max_length=200, blank=True)
    reference = models.CharField(_("court reference"), max_length=100, blank=True)
    result = models.ForeignKey(Result, models.PROTECT, related_name="orders", null=True, blank=True)
    stage = models.CharField(_("how it stands"), max_length=10, choices=Stage, default="in_force")
    ended_on = models.DateField(_("day it ended"), null=True, blank=True)
    appealed = models.BooleanField(_("an appeal is not decided"), default=False)
    source = models.CharField(_("where this comes from"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("court order")
        constraints = [
            models.CheckConstraint(
                name="order_lasts_no_shorter_than_a_day",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("made_on")),
            ),
            models.CheckConstraint(
                name="order_that_has_ended_says_when",
                condition=Q(stage__in=["in_force", "varied"], ended_on=None)
                | Q(stage__in=["discharged", "expired", "quashed"], ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="only_some_orders_are_made_for_the_meantime",
                condition=Q(interim=False) | ~Q(kind__in=["foreign_travel_order", "notice_96za"]),
            ),
            models.CheckConstraint(
                name="order_of_another_kind_is_named",
                condition=~Q(kind="other") | ~Q(called=""),
            ),
        ]
        ordering = ("-made_on", "-id")

    def __str__(self) -> str:
        name = self.called or str(self.Kind(self.kind).label)
        return str(_("Interim: %(order)s") % {"order": name}) if self.interim else name

    def stage_on(self, day: date) -> str:
        """How it stands on a day: one whose last day has passed has expired."""
        if self.stage in {self.Stage.IN_FORCE, self.Stage.VARIED}:
            is_over = self.ends_on is not None and self.ends_on < day
            return self.Stage.EXPIRED if is_over else self.Stage(self.stage)
        return self.Stage(self.stage)

    def is_in_force(self, day: date) -> bool:
        """Whether it binds the person on that day."""
        if self.stage == self.Stage.QUASHED or day < self.made_on:
            return False
        if self.ended_on is not None:
            # one that expired has effect on its last day; one that a court ended, no more that day
            is_last = self.stage == self.Stage.EXPIRED and self.ended_on == day
            if self.ended_on <= day and not is_last:
                return False
        return self.ends_on is None or self.ends_on >= day


class OrderChange(models.Model):
    """What became of an order: by which court, on which day, why; only added to."""

    class Kind(models.TextChoices):
        VARIED = "varied", _("Varied")
        RENEWED = "renewed", _("Renewed")
        DISCHARGED = "discharged", _("Discharged")
        APPEALED = "appealed", _("Appealed")
        APPEAL_DISMISSED = "appeal_dismissed", _("Appeal dismissed")
        EXPIRED = "expired", _("Expired")
        QUASHED = "quashed", _("Quashed")
        CORRECTED = "corrected", _("Corrected: it was recorded wrongly")

    class Consent(models.TextChoices):
        BOTH = "both", _("Yes: the person and the chief officer consented")
        NOT_RECORDED = "not_recorded", _("No, or it is not known")
        NOT_NEEDED = "not_needed", _("Not needed on that day")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="changes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("what happened"), max_length=16, choices=Kind)
    on = models.DateField(_("from"))
    court = models.CharField(_("court"), max_length=200, blank=True)
    reference = models.CharField(_("court reference"), max_length=100, blank=True)
    why = models.CharField(_("why"), max_length=500, blank=True)
    ends_on_was = models.DateField(_("last day before"), null=True, blank=True)
    ends_on = models.DateField(_("last day after"), null=True, blank=True)
    consent = models.CharField(_("consent"), max_length=12, choices=Consent, blank=True)
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of a court order")
        constraints = [
            models.CheckConstraint(
                name="discharge_says_whether_there_was_consent",
                condition=~Q(kind="discharged") | ~Q(consent=""),
            )
        ]
        ordering = ("-on", "-recorded_at", "-id")


class Clause(models.Model):
    """One numbered prohibition or requirement of an order, in words that name no one protected.

    A variation leaves the earlier clause as it was, with its last day, and adds another.
    """

    class Kind(models.TextChoices):
        PROHIBITION = "prohibition", _("Prohibition: must not")
        REQUIREMENT = "requirement", _("Requirement: must")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="clauses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=10)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    wording = models.CharField(_("wording, with tokens"), max_length=2000)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("where it applies"), max_length=200, blank=True)
    supervisor = models.CharField(_("responsible supervisor"), max_length=200, blank=True)
    names_no_supervisor = models.BooleanField(_("the order names no supervisor"), default=False)
    monitored = models.BooleanField(_("electronically monitored"), default=False)
    about_travel = models.BooleanField(_("forbids foreign travel"), default=False)
    on_card = models.BooleanField(_("shown on the contact card"), default=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replaced_by", null=True, blank=True
    )
    added_by = models.ForeignKey(
        OrderChange, models.PROTECT, related_name="added", null=True, blank=True, db_index=False
    )
    ended_by = models.ForeignKey(
        OrderChange, models.PROTECT, related_name="ended", null=True, blank=True, db_index=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("clause of an order")
        constraints = [
            models.CheckConstraint(
                name="requirement_has_a_responsible_supervisor",
                condition=Q(kind="prohibition") | ~Q(supervisor="") | Q(names_no_supervisor=True),
            ),
            models.CheckConstraint(
                name="only_a_prohibition_is_enforced_by_any_constable",
                condition=Q(on_card=False) | Q(kind="prohibition"),
            ),
            models.CheckConstraint(
                name="clause_does_not_replace_itself",
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
            ),
        ]
        ordering = ("number", "starts_on", "id")

    def is_in_force(self, day: date) -> bool:
        """Whether the clause itself runs on that day; the order must be in force too."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class Passport(models.Model):
    """A passport that an order makes the person surrender, and its return."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="passports")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.CharField(_("passport number"), max_length=30, blank=True)
    country = models.CharField(_("country of issue"), max_length=100, blank=True)
    surrendered_on = models.DateField(_("surrendered on"))
    surrendered_at = models.CharField(_("surrendered at"), max_length=200, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    returned_to = models.CharField(_("returned to"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("passport")
        constraints = [
            models.CheckConstraint(
                name="passport_is_surrendered_before_it_is_returned",
                condition=Q(returned_on=None) | Q(returned_on__gte=F("surrendered_on")),
            )
        ]
        ordering = ("surrendered_on", "id")


class OrderBreach(models.Model):
    """A possible breach of an order, from what is alleged to its outcome: decided by people."""

    class Decision(models.TextChoices):
        CHARGE = "charge", _("Charge")
        NO_ACTION = "no_action", _("No further action")
        OTHER = "other", _("Dealt with in another way")

    class Outcome(models.TextChoices):
        CONVICTED = "convicted", _("Convicted")
        ACQUITTED = "acquitted", _("Acquitted")
        DISCONTINUED = "discontinued", _("Discontinued")
        CAUTIONED = "cautioned", _("Cautioned")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="breaches")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="breaches", null=True, blank=True
    )
    happened_on = models.DateField(_("when it happened"), null=True, blank=True)
    when_said = models.CharField(_("when, as said"), max_length=100, blank=True)
    what = models.CharField(_("what happened"), max_length=2000)
    evidence = models.CharField(_("reference of the evidence"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    decided_by = models.CharField(_("who decided"), max_length=200, blank=True)
    decided_because = models.CharField(_("reasons"), max_length=1000, blank=True)
    charged_on = models.DateField(_("charged on"), null=True, blank=True)
    charge = models.CharField(_("charge"), max_length=300, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    outcome_on = models.DateField(_("day of the outcome"), null=True, blank=True)
    outcome_court = models.CharField(_("court of the outcome"), max_length=200, blank=True)
    result = models.ForeignKey(
        Result, models.PROTECT, related_name="order_breaches", null=True, blank=True
    )
    sentence = models.ForeignKey(
        Sentence, models.PROTECT, related_name="order_breaches", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("breach of an order")
        constraints = [
            models.CheckConstraint(
                name="decision_on_a_breach_has_a_day_an_author_and_reasons",
                condition=Q(decision="", decided_on=None, decided_by="", decided_because="")
                | (
                    ~Q(decision="")
                    & Q(decided_on__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(decided_because="")
                ),
            ),
            models.CheckConstraint(
                name="charge_follows_the_decision_to_charge",
                condition=Q(charged_on=None, charge="") | Q(decision="charge"),
            ),
            models.CheckConstraint(
                name="outcome_of_a_breach_follows_a_decision_and_has_a_day",
                condition=Q(outcome="", outcome_on=None, result=None, sentence=None)
                | (~Q(outcome="") & Q(outcome_on__isnull=False) & ~Q(decision="")),
            ),
        ]
        ordering = ("-recorded_at", "-id")
