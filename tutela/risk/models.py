"""Assessments as they were entered, and numbered versions of the plan to manage the risk.

The values of choices are stored: never renamed.
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.people.models import Person
from tutela.risk import tools


class Assessment(models.Model):
    """What somebody found of a person with a tool on a day, as it was entered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="assessments")
    tool = models.CharField(_("tool"), max_length=20)
    called = models.CharField(_("name of the tool"), max_length=200, blank=True)
    edition = models.CharField(_("version of the tool"), max_length=50, blank=True)
    done_on = models.DateField(_("day it was done"))
    done_by = models.CharField(_("who did it"), max_length=200)
    is_complete = models.BooleanField(_("complete"), default=True)
    nature = models.TextField(_("what harm, and to whom"), blank=True)
    imminence = models.TextField(_("when the risk is greatest"), blank=True)
    increasing = models.TextField(_("what makes it greater"), blank=True)
    reducing = models.TextField(_("what makes it smaller"), blank=True)
    source = models.CharField(_("where this comes from"), max_length=200, blank=True)
    wrong_because = models.CharField(_("wrong because"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("risk assessment")
        ordering = ("-done_on", "-id")

    def __str__(self) -> str:
        return tools.tool_in_words(self.tool, self.called)

    @property
    def by_tool(self) -> tools.Tool | None:
        """The tool as it is known today; none where it is not known any more."""
        return tools.tools().get(self.tool)


class Finding(models.Model):
    """What an assessment says on one scale of its tool, and why somebody overrode its band."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="findings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    scale = models.CharField(_("scale"), max_length=20)
    figure = models.CharField(_("figure"), max_length=50, blank=True)
    band = models.CharField(_("band"), max_length=100, blank=True)
    override_band = models.CharField(_("band after an override"), max_length=100, blank=True)
    override_why = models.CharField(_("why it was overridden"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("finding of an assessment")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "scale"], name="finding_once_on_each_scale"
            ),
            models.CheckConstraint(
                name="override_of_a_band_has_a_reason",
                condition=Q(override_band="") | ~Q(override_why=""),
            ),
        ]
        ordering = ("id",)


class Harm(models.Model):
    """The risk of serious harm to one group of people in one setting."""

    class Group(models.TextChoices):
        CHILDREN = "children", _("Children")
        PUBLIC = "public", _("Public")
        KNOWN_ADULT = "known_adult", _("A known adult")
        STAFF = "staff", _("Staff")
        PRISONERS = "prisoners", _("Prisoners")

    class Setting(models.TextChoices):
        COMMUNITY = "community", _("In the community")
        CUSTODY = "custody", _("In custody")

    class Level(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")
        VERY_HIGH = "very_high", _("Very high")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="harms")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    group = models.CharField(_("who is at risk"), max_length=11, choices=Group)
    setting = models.CharField(_("where"), max_length=9, choices=Setting)
    level = models.CharField(_("risk of serious harm"), max_length=9, choices=Level)

    class Meta:
        verbose_name = _("risk of serious harm")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "group", "setting"], name="harm_once_for_group_and_setting"
            )
        ]
        ordering = ("id",)


class Plan(models.Model):
    """One numbered version of the risk management plan: added to, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField(_("version of the plan"))
    key_information = models.TextField(_("key information"), blank=True)
    considerations = models.TextField(_("further considerations"), blank=True)
    supervision = models.TextField(_("supervision"), blank=True)
    monitoring = models.TextField(_("monitoring and control"), blank=True)
    interventions = models.TextField(_("interventions and treatment"), blank=True)
    victim_safety = models.TextField(_("victim safety"), blank=True)
    contingency = models.TextField(_("contingency"), blank=True)
    review_due_on = models.DateField(_("to be reviewed by"))
    why = models.CharField(_("why it was written"), max_length=500)
    written_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("risk management plan")
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="plan_is_numbered_once")
        ]
        ordering = ("-number",)

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Each part of the plan with its words, in the order in which it is read."""
        labels = {field.name: str(field.verbose_name) for field in self._meta.concrete_fields}
        return [(labels[name].capitalize(), getattr(self, name)) for name in SECTIONS]


# the four pillars stand in the middle: MAPPA Guidance, risk management plan
SECTIONS = (
    *("key_information", "considerations", "supervision", "monitoring", "interventions"),
    *("victim_safety", "contingency"),
)


class PlanReview(models.Model):
    """By when the plan that stands is to be reviewed: one line for each person, seen in lists."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="plan_review")
    due_on = models.DateField(_("plan to be reviewed by"))
    number = models.PositiveIntegerField(_("version of the plan"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("review of the risk management plan")
        ordering = ("due_on", "id")

    def is_overdue(self, on: date) -> bool:
        return self.due_on < on
