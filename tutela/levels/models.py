"""Category and level from day to day without gap or overlap, and the decisions that made them so.

The values of choices are stored, and are the words of the rules that read them: never renamed.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.agencies.periods import NO_END, Live, last_day
from tutela.people.models import Person


class Screening(models.Model):
    """A lead agency's formal look at whether it can manage the person alone."""

    class Risk(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")
        VERY_HIGH = "very_high", _("Very high")

    class Outcome(models.TextChoices):
        LEVEL_1 = "level_1", _("Level 1: the lead agency manages")
        REFER = "refer", _("Refer for level 2 or 3")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="screenings")
    screened_on = models.DateField(_("day of the screening"))
    risk = models.CharField(
        _("risk of serious harm, as assessed"), max_length=10, choices=Risk.choices
    )
    plan_is_robust = models.BooleanField(_("the plan is robust enough"))
    has_barriers = models.BooleanField(_("something stands in the way of the plan"))
    needs_meetings = models.BooleanField(_("formal meetings would add something"))
    needs_seniors = models.BooleanField(_("senior officers have to commit resources"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.CharField(_("reasons"), max_length=2000)
    again_on = models.DateField(_("to be screened again by"), null=True, blank=True)
    agency_kind = models.CharField(_("lead agency"), max_length=20)
    screened_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("screening for level")
        constraints = [
            models.CheckConstraint(
                name="level_1_stands_on_a_robust_plan",
                condition=~Q(outcome="level_1")
                | Q(plan_is_robust=True, has_barriers=False, needs_meetings=False),
            ),
        ]
        ordering = ("-screened_on", "-id")


class Decision(models.Model):
    """Somebody, or the law, made a category or a level so from a day on: only added to."""

    class Of(models.TextChoices):
        CATEGORY = "category", _("Category")
        LEVEL = "level", _("Level")

    class How(models.TextChoices):
        LAW = "law", _("By law, from what is recorded")
        OFFICER = "officer", _("By an officer")
        SCREENING = "screening", _("After a screening by the lead agency")
        COORDINATOR = "coordinator", _("By the co-ordinator")
        MEETING = "meeting", _("At a meeting")
        EXIT = "exit", _("At a meeting: level 2 or 3 ended")
        ELSEWHERE = "elsewhere", _("Decided outside this system, and recorded here")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    of = models.CharField(max_length=10, choices=Of)
    value = models.PositiveSmallIntegerField(_("category or level"))
    takes_effect_on = models.DateField(_("from"))
    how = models.CharField(_("how it was decided"), max_length=12, choices=How)
    reason = models.CharField(_("reasons"), max_length=2000)
    provision = models.CharField(_("provision"), max_length=200, blank=True)
    is_verified = models.BooleanField(_("the rule is verified"), default=True)
    # ids and codes of what it rests on; never words that another part of the file keeps
    basis = models.JSONField(default=dict)
    screening = models.ForeignKey(
        Screening, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    # where a room above decided it: the id of its row (the case of a meeting)
    about = models.UUIDField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision on category or level")
        constraints = [
            models.CheckConstraint(
                name="a_person_decides_but_for_the_law",
                condition=Q(how="law") | Q(decided_by__isnull=False),
            ),
            models.CheckConstraint(name="a_decision_has_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="level_1_is_decided_after_a_screening",
                condition=~Q(how="screening") | Q(screening__isnull=False),
            ),
            models.CheckConstraint(
                name="law_and_officers_end_levels_only",
                condition=~Q(of="level", how__in=("law", "officer")) | Q(value=0),
            ),
            models.CheckConstraint(
                name="a_screening_makes_level_1_only",
                condition=~Q(how="screening") | Q(of="level", value=1),
            ),
        ]
        ordering = ("-takes_effect_on", "-id")


class Period(models.Model):
    """From a day to before a day; what goes before ends when this begins (`follows_on`).

    A period that ends is followed by one that begins that day: with that, and with each day's
    begin and end once, there is neither gap nor overlap. The database holds it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    starts_on = models.DateField(_("from"))
    ends_before = models.DateField(_("last day"), default=NO_END)
    follows_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Live.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_starts_before_it_ends", condition=Q(starts_on__lt=F("ends_before"))
            ),
            models.CheckConstraint(
                name="%(class)s_follows_without_gap",
                condition=Q(follows_on=None) | Q(follows_on=F("starts_on")),
            ),
            models.UniqueConstraint(name="%(class)s_begins_once", fields=["person", "starts_on"]),
            models.UniqueConstraint(name="%(class)s_ends_once", fields=["person", "ends_before"]),
            models.UniqueConstraint(
                name="%(class)s_has_one_first",
                fields=["person", "follows_on"],
                nulls_distinct=False,
            ),
        ]
        ordering = ("-starts_on",)

    @property
    def last_day(self) -> date | None:
        """The last day on which it is so; None while it has no end."""
        return last_day(self.ends_before)


class Category(Period):
    """The category of the arrangements that a person is in; 0: in none any more."""

    class Number(models.IntegerChoices):
        NONE = 0, _("In no category")
        ONE = 1, _("Category 1: registered")
        TWO = 2, _("Category 2: violent or other sexual offence")
        THREE = 3, _("Category 3: other dangerous")
        FOUR = 4, _("Category 4: terrorism")

    person = models.ForeignKey(Person, models.PROTECT, related_name="categories", db_index=False)
    category = models.PositiveSmallIntegerField(_("category"), choices=Number)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", db_index=False)

    class Meta(Period.Meta):
        verbose_name = _("category")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="category_is_one_of_the_five", condition=Q(category__range=(0, 4))
            ),
        ]


class Level(Period):
    """The level at which a person is managed; 0: not managed under the arrangements any more."""

    class Number(models.IntegerChoices):
        NONE = 0, _("Not managed under MAPPA")
        ONE = 1, _("Level 1")
        TWO = 2, _("Level 2")
        THREE = 3, _("Level 3")

    person = models.ForeignKey(Person, models.PROTECT, related_name="levels", db_index=False)
    level = models.PositiveSmallIntegerField(_("level"), choices=Number)
    # as the last screening named it; the list says it, for the reasons are read in the file alone
    look_again_on = models.DateField(_("to be screened again by"), null=True)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", db_index=False)

    class Meta(Period.Meta):
        verbose_name = _("level")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="level_is_one_of_the_four", condition=Q(level__range=(0, 3))
            ),
        ]


class Reckoned(models.Model):
    """The category that the recorded facts give by law, or what it waits for: one line a person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="reckoned")
    # null: the facts do not say; `doubts` tells what has to be settled first
    category = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField(null=True)
    because = models.CharField(max_length=40, blank=True)
    doubts = models.JSONField(default=list)
    # the first day on which the passing of time alone can change the answer
    again_on = models.DateField(null=True)
    is_verified = models.BooleanField(default=True)
    # of the facts that decide: an officer's decision holds while they are the same
    facts_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("category by law")


class Stale(models.Model):
    """A mark that facts of a person changed; the job looks again at everybody who bears one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_answered = models.BooleanField(default=False)
    at = models.DateTimeField()


class Recompute(models.Model):
    """One working out of everybody's category anew, resumable after the last batch."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    law_version = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # everybody up to this key is done; a killed run goes on after it
    reached = models.UUIDField(null=True)
    counted = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    entry = models.UUIDField()

    class Meta:
        ordering = ("-started_at",)
