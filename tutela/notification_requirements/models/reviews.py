"""Reviews of indefinite notification requirements (ss.91A to 91F); parental directions (s.89)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Area
from tutela.notification_requirements.rules import reviewing as rules
from tutela.people.models import Person

# as plain words: a migration names no living code
OVER = sorted(stage.value for stage in rules.OVER)
DETERMINED = sorted(stage.value for stage in rules.DETERMINED)


class Review(models.Model):
    """An application for review of indefinite requirements, and what became of it."""

    class Stage(models.TextChoices):
        """`rules.reviewing.Stage`."""

        RECEIVED = "received", _("Received")
        PROPOSED = "proposed", _("Recommended, to be determined by a senior officer")
        GRANTED = "granted", _("Granted: the duties end when the notice is received")
        REFUSED = "refused", _("Refused")
        APPEALED = "appealed", _("Refused; under appeal")
        COURT_GRANTED = "court_granted", _("Granted by the court")
        COURT_REFUSED = "court_refused", _("Appeal dismissed")
        TOO_EARLY = "too_early", _("Too early: told so")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Outcome(models.TextChoices):
        GRANT = "grant", _("No longer subject to the requirements")
        REFUSE = "refuse", _("Still subject to the requirements")

    class Rank(models.TextChoices):
        INSPECTOR = "inspector", _("Inspector or chief inspector")
        SUPERINTENDENT = "superintendent", _("Superintendent")
        CHIEF_SUPERINTENDENT = "chief_superintendent", _("Chief superintendent")
        CHIEF_OFFICER = "chief_officer", _("Assistant chief constable or above")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="indefinite_reviews")
    stage = models.CharField(_("how it stands"), max_length=15, choices=Stage, default="received")
    received_on = models.DateField(_("received"))
    in_writing = models.BooleanField(_("in writing"), default=True)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="+", null=True, verbose_name=_("to the chief officer of")
    )
    qualifying_on = models.DateField(_("qualifying date"), null=True)
    is_early = models.BooleanField(_("before the qualifying date"), default=False)
    is_barred = models.BooleanField(_("while under a prevention order"), default=False)
    acknowledged_on = models.DateField(_("acknowledged"), null=True)
    bodies_told_on = models.DateField(_("responsible bodies told, the last one"), null=True)
    proposed = models.CharField(_("recommended"), max_length=10, choices=Outcome, blank=True)
    proposed_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, db_index=False
    )
    determined_on = models.DateField(_("determined"), null=True)
    determined_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, db_index=False
    )
    rank = models.CharField(_("rank"), max_length=25, choices=Rank, blank=True)
    again_after_months = models.PositiveSmallIntegerField(_("next review after, months"), null=True)
    notice_given_on = models.DateField(_("notice given"), null=True)
    notice_received_on = models.DateField(_("notice received by the person"), null=True)
    appealed_on = models.DateField(_("appealed"), null=True)
    court_decided_on = models.DateField(_("court's decision"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("review of indefinite requirements")
        ordering = ("-received_on", "-id")
        constraints = [
            models.UniqueConstraint(name="review_of_person", fields=["id", "person"]),
            models.CheckConstraint(
                name="review_determined_by_another_than_recommended_it",
                condition=~Q(stage__in=DETERMINED)
                | (
                    Q(determined_on__isnull=False)
                    & Q(determined_by__isnull=False)
                    & Q(proposed_by__isnull=False)
                    & ~Q(rank="")
                    & ~Q(determined_by=F("proposed_by"))
                ),
            ),
            models.CheckConstraint(
                name="recommended_review_says_what_and_who",
                condition=~Q(stage="proposed") | (~Q(proposed="") & Q(proposed_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="refused_review_says_when_next",
                condition=~Q(stage__in=["refused", "appealed", "court_refused"])
                | Q(again_after_months__isnull=False),
            ),
            models.CheckConstraint(
                name="review_court_decides_on_a_day",
                condition=~Q(stage__in=["court_granted", "court_refused"])
                | Q(court_decided_on__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-received_on"], name="review_person_received"),
            models.Index(fields=["stage"], name="review_open", condition=~Q(stage__in=OVER)),
        ]

    @property
    def is_over(self) -> bool:
        return self.stage in OVER


class ReviewStep(models.Model):
    """One step of a review: what, when, by whom and why; only ever added."""

    class Kind(models.TextChoices):
        """`rules.reviewing.Step`."""

        RECEIVE = "receive", _("Application received")
        ACKNOWLEDGE = "acknowledge", _("Acknowledged")
        NOTIFY = "notify", _("Responsible body told")
        PROPOSE = "propose", _("Recommendation")
        RETURN = "return", _("Recommendation returned")
        GRANT = "grant", _("Determined: no longer subject")
        REFUSE = "refuse", _("Determined: still subject")
        GIVE = "give", _("Notice of the determination")
        APPEAL = "appeal", _("Appeal")
        COURT_GRANTS = "court_grants", _("Court: no longer subject")
        COURT_REFUSES = "court_refuses", _("Court: still subject")
        TELL_EARLY = "tell_early", _("Told that it is too early")
        WITHDRAW = "withdraw", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="steps")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("step"), max_length=15, choices=Kind)
    happened_on = models.DateField(_("day"))
    why = models.TextField(_("what, and why"), blank=True)
    court = models.CharField(_("court"), max_length=200, blank=True)
    made_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("step of a review")
        ordering = ("made_at", "id")
        constraints = [
            models.CheckConstraint(
                name="review_determination_gives_reasons",
                condition=~Q(kind__in=["propose", "return", "grant", "refuse"]) | ~Q(why=""),
            )
        ]


class ReviewNotice(models.Model):
    """A responsible body that was told of the application, and what it answered."""

    class Answer(models.TextChoices):
        AWAITED = "awaited", _("Awaited")
        INFORMATION = "information", _("Information given")
        NIL = "nil", _("Nothing known")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="notices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    body = models.CharField(_("responsible body"), max_length=200)
    told_on = models.DateField(_("told"))
    answer = models.CharField(_("answer"), max_length=15, choices=Answer, default="awaited")
    answered_on = models.DateField(_("answered"), null=True)
    said = models.TextField(_("what it said"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("notice to a responsible body")
        ordering = ("told_on", "id")
        constraints = [
            models.CheckConstraint(
                name="answered_notice_has_its_day",
                condition=Q(answer="awaited", answered_on=None)
                | (~Q(answer="awaited") & Q(answered_on__isnull=False)),
            )
        ]


class ReviewMatter(models.Model):
    """What was written of one of the fifteen matters of s.91D(2)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="matters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    letter = models.CharField(_("matter"), max_length=1)
    considered = models.TextField(_("what was considered"))
    written_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("matter considered in a review")
        ordering = ("letter",)
        constraints = [
            models.UniqueConstraint(name="matter_once_in_a_review", fields=["review", "letter"]),
            models.CheckConstraint(
                name="matter_is_one_of_the_fifteen", condition=Q(letter__in=list(rules.MATTERS))
            ),
        ]


class ReviewLetter(models.Model):
    """A letter of a review to the person, kept as it was issued."""

    class Which(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
        DETERMINATION = "determination", _("Notice of determination")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    which = models.CharField(_("letter"), max_length=20, choices=Which)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    template_version = models.CharField(max_length=20)
    recipient = models.CharField(_("to"), max_length=260)
    issued_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("letter of a review")
        constraints = [
            models.UniqueConstraint(name="letter_once_in_a_review", fields=["review", "which"])
        ]

    @property
    def file_name(self) -> str:
        """What a saved copy is called: no name of anybody."""
        return f"{self.which}-{str(self.review_id)[-8:]}.pdf"


class ParentalDirection(models.Model):
    """A court's direction that a parent carries a young person's duties: s.89."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="parental_directions")
    made_on = models.DateField(_("made"))
    court = models.CharField(_("court"), max_length=200)
    parent = models.CharField(_("who carries the duties"), max_length=200)
    reached_at = models.CharField(_("how to reach them"), max_length=200, blank=True)
    ends_on = models.DateField(_("earlier end set by the court"), null=True)
    discharged_on = models.DateField(_("discharged"), null=True)
    discharged_why = models.CharField(_("discharged because"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("parental direction")
        ordering = ("-made_on", "-id")
        constraints = [
            models.CheckConstraint(
                name="direction_ends_after_it_is_made",
                condition=(Q(ends_on=None) | Q(ends_on__gte=F("made_on")))
                & (Q(discharged_on=None) | Q(discharged_on__gte=F("made_on"))),
            )
        ]
