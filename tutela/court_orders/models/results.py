"""Convictions, cautions and findings, with their offences, their sentences and what became of them.

The values of choices are stored, and are the words of the rules that read them: never renamed.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.documents.models import Document
from tutela.people.models import Person


class Result(models.Model):
    """A conviction, caution or finding: what was decided of a person on a day."""

    class Kind(models.TextChoices):
        CONVICTION = "conviction", _("Conviction")
        CAUTION = "caution", _("Caution")
        FINDING_INSANITY = "finding_insanity", _("Not guilty by reason of insanity")
        FINDING_DISABILITY = (
            "finding_disability",
            _("Under a disability, and did the act (unfit to plead)"),
        )
        SRO_BREACH = "sro_breach", _("Conviction for breach of a sexual risk order")

    class Stage(models.TextChoices):
        STANDS = "stands", _("Stands")
        APPEALED = "appealed", _("Stands; an appeal is not decided")
        VARIED = "varied", _("Stands, as varied")
        QUASHED = "quashed", _("Quashed or set aside")

    class Jurisdiction(models.TextChoices):
        ENGLAND_AND_WALES = "england_and_wales", _("England and Wales")
        SCOTLAND = "scotland", _("Scotland")
        NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="results")
    kind = models.CharField(_("result"), max_length=20, choices=Kind.choices)
    relevant_on = models.DateField(_("day of the conviction, caution or finding"))
    court = models.CharField(_("court or police station"), max_length=200, blank=True)
    reference = models.CharField(_("case number"), max_length=100, blank=True)
    jurisdiction = models.CharField(
        _("whose law"), max_length=30, choices=Jurisdiction, default="england_and_wales"
    )
    is_foreign = models.BooleanField(_("outside the United Kingdom"), default=False)
    stage = models.CharField(_("how it stands"), max_length=10, choices=Stage, default="stands")
    cancelled_on = models.DateField(_("day it was quashed or set aside"), null=True, blank=True)
    trial_concluded_on = models.DateField(_("day the later trial ended"), null=True, blank=True)
    source = models.CharField(_("where this comes from"), max_length=200, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("court result")
        constraints = [
            models.CheckConstraint(
                name="result_that_is_over_was_quashed",
                condition=Q(cancelled_on=None) | Q(stage="quashed"),
            ),
            models.CheckConstraint(
                name="later_trial_follows_a_finding_of_disability",
                condition=Q(trial_concluded_on=None) | Q(kind="finding_disability"),
            ),
        ]
        ordering = ("-relevant_on", "-id")

    @property
    def stands(self) -> bool:
        """Whether it counts today: one that was quashed does not."""
        return self.stage != self.Stage.QUASHED


class Offence(models.Model):
    """One offence of a result, with what Schedule 3 asks of it; null is: not known."""

    class Stage(models.TextChoices):
        STANDS = "stands", _("Stands")
        QUASHED = "quashed", _("Quashed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    result = models.ForeignKey(Result, models.PROTECT, related_name="offences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    code = models.CharField(_("offence code"), max_length=20, blank=True)
    title = models.CharField(_("offence"), max_length=300)
    paragraph = models.CharField(_("paragraph of Schedule 3"), max_length=10, blank=True)
    committed_from = models.DateField(_("committed, first day"), null=True, blank=True)
    committed_to = models.DateField(_("committed, last day"), null=True, blank=True)
    victim_age = models.PositiveSmallIntegerField(_("age of the victim"), null=True, blank=True)
    intended_victim_age = models.PositiveSmallIntegerField(
        _("age of the intended victim"), null=True, blank=True
    )
    for_sexual_gratification = models.BooleanField(_("for sexual gratification"), null=True)
    stage = models.CharField(_("how it stands"), max_length=10, choices=Stage, default="stands")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("offence")
        constraints = [
            models.CheckConstraint(
                name="offence_begins_before_it_ends",
                condition=Q(committed_from=None)
                | Q(committed_to=None)
                | Q(committed_from__lte=F("committed_to")),
            ),
            models.CheckConstraint(
                name="offence_ages_are_ages",
                condition=(Q(victim_age=None) | Q(victim_age__lte=130))
                & (Q(intended_victim_age=None) | Q(intended_victim_age__lte=130)),
            ),
        ]
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Sentence(models.Model):
    """What the court did for an offence, or for the whole result, and for how long."""

    class Kind(models.TextChoices):
        CUSTODY = "custody", _("Custody for a term")
        LIFE = "life", _("Life imprisonment")
        IPP = "ipp", _("Imprisonment for public protection (IPP)")
        HOSPITAL_ORDER = "hospital_order", _("Hospital order without a restriction order")
        HOSPITAL_ORDER_WITH_RESTRICTION = (
            "hospital_order_with_restriction",
            _("Hospital order with a restriction order"),
        )
        GUARDIANSHIP_ORDER = "guardianship_order", _("Guardianship order")
        COMMUNITY_ORDER = "community_order", _("Community order")
        FINE = "fine", _("Fine")
        CONDITIONAL_DISCHARGE = "conditional_discharge", _("Conditional discharge")
        ABSOLUTE_DISCHARGE = "absolute_discharge", _("Absolute discharge")
        OTHER = "other", _("Something else")
        AWAITING_SENTENCE = "awaiting_sentence", _("Not sentenced yet")
        LIFELONG_RESTRICTION = (
            "lifelong_restriction",
            _("Order for lifelong restriction (Scotland)"),
        )
        COMMUNITY_PAYBACK_ORDER = (
            "community_payback_order",
            _("Community payback order (Scotland)"),
        )

    class Custody(models.TextChoices):
        IMPRISONMENT = "imprisonment", _("Imprisonment or detention")
        DETENTION_AND_TRAINING = "detention_and_training", _("Detention and training order (DTO)")
        EXTENDED = "extended", _("Extended sentence")

    class Stage(models.TextChoices):
        STANDS = "stands", _("Stands")
        VARIED = "varied", _("Stands, as varied")
        QUASHED = "quashed", _("Quashed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    result = models.ForeignKey(Result, models.PROTECT, related_name="sentences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offence = models.ForeignKey(
        Offence, models.PROTECT, related_name="sentences", null=True, blank=True
    )
    kind = models.CharField(_("sentence"), max_length=31, choices=Kind)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    suspended = models.BooleanField(_("suspended"), default=False)
    sentence = models.CharField(
        _("kind of custody"), max_length=22, choices=Custody, default="imprisonment"
    )
    extension_months = models.PositiveSmallIntegerField(
        _("extension, months"), null=True, blank=True
    )
    extension_days = models.PositiveSmallIntegerField(_("extension, days"), null=True, blank=True)
    supervision_months = models.PositiveSmallIntegerField(
        _("supervision, months"), null=True, blank=True
    )
    supervision_days = models.PositiveSmallIntegerField(
        _("supervision, days"), null=True, blank=True
    )
    made_on = models.DateField(_("day of the sentence"), null=True, blank=True)
    # as prison, probation or hospital told it: remand and recall move it, so it is not reckoned
    over_on = models.DateField(_("last day of all of it"), null=True, blank=True)
    consecutive_to = models.ForeignKey(
        "self", models.PROTECT, related_name="followed_by", null=True, blank=True
    )
    partly_concurrent_with = models.ForeignKey(
        "self", models.PROTECT, related_name="overlapped_by", null=True, blank=True
    )
    overlap_months = models.PositiveSmallIntegerField(_("overlap, months"), null=True, blank=True)
    overlap_days = models.PositiveSmallIntegerField(_("overlap, days"), null=True, blank=True)
    stage = models.CharField(_("how it stands"), max_length=10, choices=Stage, default="stands")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("sentence")
        constraints = [
            models.CheckConstraint(
                name="sentence_is_linked_in_one_way",
                condition=Q(consecutive_to=None) | Q(partly_concurrent_with=None),
            ),
            models.CheckConstraint(
                name="sentence_is_not_linked_to_itself",
                condition=(Q(consecutive_to=None) | ~Q(consecutive_to=F("id")))
                & (Q(partly_concurrent_with=None) | ~Q(partly_concurrent_with=F("id"))),
            ),
            models.CheckConstraint(
                name="overlap_belongs_to_a_partly_concurrent_term",
                condition=Q(overlap_months=None, overlap_days=None)
                | Q(partly_concurrent_with__isnull=False),
            ),
            models.CheckConstraint(
                name="extension_belongs_to_an_extended_sentence",
                condition=Q(extension_months=None, extension_days=None) | Q(sentence="extended"),
            ),
            models.CheckConstraint(
                name="only_custody_is_suspended", condition=Q(suspended=False) | Q(kind="custody")
            ),
        ]
        ordering = ("id",)


class ResultChange(models.Model):
    """What became of a result, an offence or a sentence: by whom, when and why; only added to."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", _("Corrected: it was recorded wrongly")
        SENTENCED = "sentenced", _("Sentenced")
        VARIED = "varied", _("Varied by a court")
        APPEALED = "appealed", _("Appealed")
        APPEAL_DISMISSED = "appeal_dismissed", _("Appeal dismissed")
        QUASHED = "quashed", _("Quashed or set aside")
        RESTORED = "restored", _("Restored")

    class Of(models.TextChoices):
        RESULT = "result", _("Result")
        OFFENCE = "offence", _("Offence")
        SENTENCE = "sentence", _("Sentence")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    result = models.ForeignKey(Result, models.PROTECT, related_name="changes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("what happened"), max_length=16, choices=Kind)
    of = models.CharField(_("of what"), max_length=8, choices=Of)
    of_id = models.UUIDField()
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    court = models.CharField(_("court"), max_length=200, blank=True)
    why = models.CharField(_("why"), max_length=500)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of a court result")
        ordering = ("-recorded_at", "-id")
