"""The stored answers of the law, and the dates and the standing that lists read from them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.people.models import Person


class Determination(models.Model):
    """The answer for one person: facts used, reasons, provisions, the law that gave it.

    A new one is made where facts, law or the day change the answer; the earlier ones stay.
    """

    class Cause(models.TextChoices):
        FACTS = "facts", _("The facts changed")
        LAW = "law", _("The law changed")
        DAY = "day", _("Time passed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="determinations")
    made_at = models.DateTimeField(_("made"))
    cause = models.CharField(_("made because"), max_length=10, choices=Cause.choices)
    as_of = models.DateField(_("for the day"))
    # the first day on which the passing of time alone can change the answer
    again_on = models.DateField(_("to be looked at again on"), null=True)
    facts = models.JSONField(_("facts used"))
    # for each basis and journey of the facts, the row that it comes from
    sources = models.JSONField(_("where the facts come from"), default=dict)
    # what was not recorded and had to be taken as something: sentences
    assumed = models.JSONField(_("taken as"), default=list)
    answer = models.JSONField(_("answer"))
    # why the rules could not read the facts, and where: empty where they could
    trouble = models.CharField(_("could not be worked out"), max_length=500, blank=True)
    verified = models.BooleanField(_("every figure was verified"), default=True)
    law_version = models.CharField(_("law"), max_length=64)
    facts_digest = models.CharField(max_length=64)
    answer_digest = models.CharField(max_length=64)
    is_current = models.BooleanField(_("the answer now"), default=True)
    superseded_at = models.DateTimeField(_("replaced"), null=True)

    class Meta:
        verbose_name = _("determination of notification requirements")
        constraints = [
            models.UniqueConstraint(
                name="one_determination_is_current",
                fields=["person"],
                condition=Q(is_current=True),
            ),
            models.UniqueConstraint(name="determination_of_person", fields=["id", "person"]),
            models.CheckConstraint(
                name="determination_is_current_until_superseded",
                condition=Q(is_current=True, superseded_at=None)
                | Q(is_current=False, superseded_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "made_at"], name="determination_of_person_at"),
            models.Index(
                fields=["again_on"], name="determination_again", condition=Q(is_current=True)
            ),
        ]
        ordering = ("-made_at", "-id")


class Due(models.Model):
    """Something that a person has to notify, with the last day on which it is in time.

    The same duty keeps its row while its day moves. It ends when it is met, when facts or law
    no longer ask for it, or when it can no longer be done.
    """

    class Kind(models.TextChoices):
        INITIAL = "initial_notification", _("First notification")
        CHANGE = "change_notification", _("Notification of a change")
        NOT_OCCURRED = (
            "advance_change_not_occurred",
            _("To say that an announced change did not happen"),
        )
        PERIODIC = "periodic_notification", _("Periodic notification")
        TRAVEL = "travel_notification", _("Notification of travel")
        RETURN = "return_notification", _("Notification of the return")
        ABSENCE = "absence_notification", _("Notification of absence from home")

    class End(models.TextChoices):
        MET = "met", _("Notified")
        NO_LONGER = "no_longer", _("No longer asked for")
        PASSED = "passed", _("Can no longer be done")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="dues")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="dues")
    kind = models.CharField(_("what is due"), max_length=30, choices=Kind.choices)
    # tells this duty from others of its kind: a source row, the event and its day, or nothing
    about = models.CharField(_("of what"), max_length=80, blank=True)
    starts_on = models.DateField(_("from"), null=True)
    due_on = models.DateField(_("last day"), null=True)
    due_at = models.DateTimeField(_("last moment"), null=True)
    # where the law is open: work to `due_on`, allege a breach only after this day
    alleged_only_after = models.DateField(_("a breach only after"), null=True)
    provision = models.CharField(_("provision"), max_length=200)
    is_verified = models.BooleanField(_("every figure was verified"), default=True)
    met_on = models.DateField(_("notified on"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_because = models.CharField(
        _("ended because"), max_length=10, choices=End.choices, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("due date")
        constraints = [
            models.UniqueConstraint(name="due_of_person", fields=["id", "person"]),
            models.UniqueConstraint(
                name="a_duty_is_due_once",
                fields=["person", "kind", "about"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="due_ends_with_its_reason",
                condition=Q(ended_at=None, ended_because="", met_on=None)
                | Q(ended_at__isnull=False, ended_because="met", met_on__isnull=False)
                | Q(ended_at__isnull=False, ended_because__in=["no_longer", "passed"], met_on=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "person"], name="due_open_by_day", condition=Q(ended_at=None)
            ),
            models.Index(fields=["person", "due_on"], name="due_of_person_by_day"),
        ]
        ordering = ("due_on", "id")


class Standing(models.Model):
    """Where a person stands now: subject or not, until when, and what is due next."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="standing")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="+")
    is_subject = models.BooleanField(_("subject to the notification requirements"))
    starts_on = models.DateField(_("from"), null=True)
    until = models.DateField(_("last day"), null=True)
    indefinite = models.BooleanField(_("for an indefinite period"), default=False)
    undetermined = models.BooleanField(_("the sentence will tell how long"), default=False)
    is_troubled = models.BooleanField(_("could not be worked out"), default=False)
    is_verified = models.BooleanField(_("every figure was verified"), default=True)
    next_due_on = models.DateField(_("next due"), null=True)
    next_due_kind = models.CharField(
        _("what is due next"), max_length=30, choices=Due.Kind.choices, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("standing under the notification requirements")
        indexes = [models.Index(fields=["next_due_on", "person"], name="standing_next_due")]


class Recompute(models.Model):
    """One working out of the whole register anew, resumable after the last batch."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    law_version = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # everybody up to this key is done; a killed run goes on after it
    reached = models.UUIDField(null=True)
    counted = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    troubled = models.PositiveIntegerField(default=0)
    entry = models.UUIDField()

    class Meta:
        ordering = ("-started_at",)


class Reminder(models.Model):
    """An officer was reminded of a due date: once before it, once when it was missed."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("Before the day")
        MISSED = "missed", _("On the first day overdue")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due = models.ForeignKey(Due, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due_on = models.DateField()
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reminded_once_of_a_day", fields=["due", "kind", "due_on"])
        ]


class Stale(models.Model):
    """A mark that facts of a person changed; the job looks again at everybody who bears one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # the change found its own answer; the job only looks whether another came at the same time
    is_answered = models.BooleanField(default=False)
    at = models.DateTimeField()
