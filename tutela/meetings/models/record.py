"""What is written at a meeting about one case, what was decided, and what was issued of it.

Words name victims and children by token only. The values of choices are stored: never renamed.
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Team
from tutela.disclosure.models import Consideration
from tutela.documents.models import Document
from tutela.meetings.models.arranging import Item
from tutela.people.models import Person
from tutela.risk.models import Plan


class Section(models.TextChoices):
    """What the record of a case must cover, in the order of the minutes."""

    INFORMATION = "information", _("What each agency knows")
    RISK = "risk", _("Risk to each group, and how soon")
    VICTIMS = "victims", _("Victims, and people who could be harmed")
    DIVERSITY = "diversity", _("Diversity")
    PLAN = "plan", _("The plan: supervision, monitoring, treatment, victim safety")
    CONTINGENCY = "contingency", _("Contingency")
    DISCLOSURE = "disclosure", _("Disclosure")
    MEDIA = "media", _("Media")
    LEVEL = "level", _("Level")
    OTHER = "other", _("Anything else")


class Note(models.Model):
    """One author's words on one section of a case: nobody writes over another's.

    Where the same author wrote in two windows at once, each keeps its sheet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="notes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    section = models.CharField(_("section"), max_length=12, choices=Section)
    author = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    sheet = models.PositiveSmallIntegerField(_("sheet"), default=1)
    words = models.TextField(_("words"), blank=True)
    written_at = models.DateTimeField(_("last written"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("note of a meeting")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "section", "author", "sheet"], name="note_has_one_author"
            )
        ]
        ordering = ("id",)


class Outcome(models.Model):
    """What a meeting decided of a case: its level, the next date, and whether disclosure."""

    class Disclosure(models.TextChoices):
        ASKED = "asked", _("Considered: a disclosure was asked for")
        NONE = "none", _("Considered: nobody is to be told")
        NOT_CONSIDERED = "not_considered", _("Not considered")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.OneToOneField(Item, models.PROTECT, related_name="outcome")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(
        _("level"), choices=[(1, _("Level 1")), (2, _("Level 2")), (3, _("Level 3"))]
    )
    disclosure = models.CharField(_("disclosure"), max_length=14, choices=Disclosure)
    next_on = models.DateField(_("next meeting by"), null=True, blank=True)
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("outcome of a meeting")
        constraints = [
            models.CheckConstraint(name="outcome_has_a_level", condition=Q(level__in=[1, 2, 3]))
        ]


class OutcomeReasons(models.Model):
    """Why it was decided so, and what may be told of it outside the agencies."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="reasons")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    level_why = models.TextField(_("reasons for the level"))
    disclosure_why = models.TextField(_("reasons about disclosure"), blank=True)
    consideration = models.ForeignKey(
        Consideration, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    summary = models.TextField(_("summary for outside the agencies"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("reasons of an outcome")
        constraints = [
            models.CheckConstraint(name="outcome_says_why", condition=~Q(level_why="")),
            models.CheckConstraint(
                name="outcome_says_why_of_disclosure",
                condition=Q(consideration__isnull=False) | ~Q(disclosure_why=""),
            ),
        ]


class Action(models.Model):
    """What an agency undertook at a meeting: whose, and by when. Its words are kept beside it."""

    class Stage(models.TextChoices):
        OPEN = "open", _("To do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("No longer needed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="actions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="meeting_actions")
    number = models.PositiveSmallIntegerField(_("number"))
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("agency")
    )
    outside = models.CharField(_("agency that is not here"), max_length=200, blank=True)
    named = models.CharField(_("who does it"), max_length=200)
    due_on = models.DateField(_("to be done by"))
    stage = models.CharField(_("stage"), max_length=7, choices=Stage, default=Stage.OPEN)
    settled_on = models.DateField(_("day it was done or dropped"), null=True, blank=True)
    set_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("action")
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="action_is_numbered_once"),
            models.CheckConstraint(
                name="action_is_a_teams_or_an_outsiders",
                condition=Q(team__isnull=False, outside="") | (Q(team=None) & ~Q(outside="")),
            ),
            models.CheckConstraint(name="action_names_who_does_it", condition=~Q(named="")),
            models.CheckConstraint(
                name="action_that_is_settled_says_when",
                condition=Q(stage="open", settled_on=None)
                | (~Q(stage="open") & Q(settled_on__isnull=False)),
            ),
        ]
        ordering = ("item", "number")

    def is_overdue(self, on: date) -> bool:
        return self.stage == self.Stage.OPEN and self.due_on < on


class ActionWords(models.Model):
    """What an action is, in words that only who reads the part may see."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.OneToOneField(Action, models.PROTECT, related_name="words")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    what = models.TextField(_("what is to be done"))

    class Meta:
        verbose_name = _("words of an action")


class ActionReport(models.Model):
    """What became of an action, by whom it was said and when; only added to."""

    class Kind(models.TextChoices):
        DONE = "done", _("Done")
        PROGRESS = "progress", _("Not done yet")
        MOVED = "moved", _("Given another day")
        DROPPED = "dropped", _("No longer needed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.ForeignKey(Action, models.PROTECT, related_name="reports")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("what became of it"), max_length=8, choices=Kind)
    on = models.DateField(_("day"))
    words = models.TextField(_("outcome"))
    reported_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    reported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("report on an action")
        constraints = [
            models.CheckConstraint(name="action_report_says_something", condition=~Q(words=""))
        ]
        ordering = ("-reported_at", "-id")


class Dissent(models.Model):
    """Somebody at the meeting who did not agree, with what, and why; only added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="dissents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    who = models.CharField(_("who, and of which agency"), max_length=200)
    words = models.TextField(_("what they did not agree with, and why"))
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dissent")
        constraints = [
            models.CheckConstraint(
                name="dissent_is_somebodys_and_says_what", condition=~Q(who="") & ~Q(words="")
            )
        ]
        ordering = ("recorded_at", "id")


class Amendment(models.Model):
    """A numbered correction of minutes that were issued; only added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="amendments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(_("number"))
    section = models.CharField(_("section"), max_length=12, choices=Section)
    was = models.TextField(_("what the minutes say"))
    is_now = models.TextField(_("what they should say"))
    why = models.CharField(_("why"), max_length=500)
    made_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("amendment of minutes")
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="amendment_is_numbered_once")
        ]
        ordering = ("number",)


class Minutes(models.Model):
    """One copy of the minutes or of the executive summary, as it was issued to a recipient."""

    class Kind(models.TextChoices):
        FULL = "full", _("Minutes")
        SUMMARY = "summary", _("Executive summary")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="minutes")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("what was issued"), max_length=7, choices=Kind)
    number = models.PositiveSmallIntegerField(_("issue"))
    copy = models.PositiveSmallIntegerField(_("copy"))
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", null=True, blank=True)
    recipient = models.CharField(_("issued to"), max_length=200)
    document = models.OneToOneField(Document, models.PROTECT, related_name="minutes")
    template_version = models.CharField(max_length=20)
    issued_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("minutes as issued")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind", "number", "copy"], name="minutes_have_each_copy_once"
            ),
            models.CheckConstraint(
                name="minutes_in_full_go_to_an_agency",
                condition=Q(kind="summary") | Q(team__isnull=False),
            ),
        ]
        ordering = ("-number", "kind", "copy")
