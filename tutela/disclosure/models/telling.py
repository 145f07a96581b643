"""What was told, seen again later, or told wrongly; and what a disclosure waits for."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.disclosure.models.considering import Consideration
from tutela.people.models import Person


class Made(models.Model):
    """A recipient was told, or met and not told: how, by whom, in which words; only ever added."""

    class How(models.TextChoices):
        FACE_TO_FACE = "face_to_face", _("Face to face")
        BY_THE_PERSON = "by_the_person", _("By the person, and it was checked")
        TELEPHONE = "telephone", _("By telephone")
        VIDEO = "video", _("By video")
        WRITING = "writing", _("In writing")

    class Identity(models.TextChoices):
        DOCUMENT = "document", _("A document was seen")
        KNOWN = "known", _("The recipient is known to who told")
        OTHER = "other", _("In another way")
        NOT_CHECKED = "not_checked", _("It was not checked")

    class Undertaking(models.TextChoices):
        SIGNED = "signed", _("Accepted, and signed")
        SPOKEN = "spoken", _("Accepted, not signed")
        REFUSED = "refused", _("Refused")
        NOT_ASKED = "not_asked", _("Not asked")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consideration = models.ForeignKey(Consideration, models.PROTECT, related_name="made")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    was_told = models.BooleanField(_("told"))
    made_at = models.DateTimeField(_("when"))
    how = models.CharField(_("how"), max_length=15, choices=How)
    how_why = models.CharField(_("why not face to face"), max_length=500, blank=True)
    recipient = models.CharField(_("who was told"), max_length=200)
    recipient_address = models.CharField(_("address"), max_length=300, blank=True)
    told_by = models.CharField(_("who told"), max_length=200)
    identity = models.CharField(_("identity of the recipient"), max_length=12, choices=Identity)
    identity_said = models.CharField(_("how it was checked"), max_length=300, blank=True)
    undertaking = models.CharField(
        _("undertaking of confidentiality"), max_length=10, choices=Undertaking
    )
    undertaking_why = models.CharField(
        _("what was said of the undertaking"), max_length=1000, blank=True
    )
    words = models.CharField(_("exact words"), max_length=4000, blank=True)
    conditions = models.CharField(_("conditions"), max_length=2000, blank=True)
    advice = models.CharField(_("advice given"), max_length=2000, blank=True)
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("disclosure")
        ordering = ("-made_at", "-id")
        constraints = [
            models.UniqueConstraint(name="made_of_person", fields=["id", "person"]),
            models.CheckConstraint(
                name="what_was_told_is_kept_word_for_word",
                condition=Q(was_told=False) | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="telling_in_spite_of_a_refusal_says_why",
                condition=Q(was_told=False) | ~Q(undertaking="refused") | ~Q(undertaking_why=""),
            ),
            models.CheckConstraint(
                name="telling_otherwise_than_face_to_face_says_why",
                condition=Q(how__in=["face_to_face", "by_the_person"]) | ~Q(how_why=""),
            ),
        ]


class FollowUp(models.Model):
    """A visit or call to whoever was told: due on a day, done on another, with what was found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    made = models.ForeignKey(Made, models.PROTECT, related_name="follow_ups")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True)
    found = models.CharField(_("what was found"), max_length=2000, blank=True)
    done_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("follow-up of a disclosure")
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                name="follow_up_is_whole",
                condition=Q(done_on=None, done_by=None, found="")
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(found="")),
            )
        ]


class Incident(models.Model):
    """Somebody was told who should not have been: recorded by one, settled by another."""

    class Commissioner(models.TextChoices):
        TOLD = "told", _("The Information Commissioner was told")
        NOT_NEEDED = "not_needed", _("It need not be told: a risk to people is unlikely")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="disclosure_incidents")
    consideration = models.ForeignKey(
        Consideration, models.PROTECT, related_name="incidents", null=True
    )
    happened_on = models.DateField(_("when it happened"), null=True)
    when_said = models.CharField(_("when, as said"), max_length=100, blank=True)
    who_knows = models.CharField(_("who came to know"), max_length=300)
    what = models.CharField(_("what was told, and how"), max_length=2000)
    how_known = models.CharField(_("how it is known"), max_length=500)
    done = models.CharField(_("what was done at once"), max_length=2000, blank=True)
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("written"))
    commissioner = models.CharField(
        _("Information Commissioner"), max_length=10, choices=Commissioner, blank=True
    )
    finding = models.CharField(_("what was found and decided"), max_length=4000, blank=True)
    settled_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("disclosure incident")
        ordering = ("-recorded_at", "-id")
        constraints = [
            models.UniqueConstraint(name="incident_of_person", fields=["id", "person"]),
            models.CheckConstraint(
                name="incident_settled_by_someone_else",
                condition=Q(settled_by=None) | ~Q(settled_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="incident_is_settled_whole",
                condition=Q(settled_by=None, settled_at=None, finding="", commissioner="")
                | (
                    Q(settled_by__isnull=False, settled_at__isnull=False)
                    & ~Q(finding="")
                    & ~Q(commissioner="")
                ),
            ),
            models.CheckConstraint(
                name="incident_says_what", condition=~Q(what="") & ~Q(who_knows="")
            ),
        ]


class Awaited(models.Model):
    """What a disclosure waits for, and until when: a line of a list, without a recipient's name."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("A disclosure to decide")
        TELLING = "telling", _("An approved disclosure to make")
        REVIEW = "review", _("A disclosure made in immediate danger, to review")
        FOLLOW_UP = "follow_up", _("A follow-up after a disclosure")
        INCIDENT = "incident", _("A disclosure incident to settle")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("waits for"), max_length=10, choices=Kind)
    consideration = models.ForeignKey(
        Consideration, models.PROTECT, related_name="awaited", null=True
    )
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="awaited", null=True)
    since = models.DateTimeField(_("since"))
    due_at = models.DateTimeField(_("by"), null=True)
    begun_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    met_at = models.DateTimeField(_("done"), null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("what a disclosure waits for")
        ordering = ("due_at", "since", "id")
        constraints = [
            models.CheckConstraint(
                name="what_is_awaited_is_of_one_thing",
                condition=Q(consideration__isnull=False, incident=None)
                | Q(consideration=None, incident__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["person"], name="awaited_unmet", condition=Q(met_at=None))]
