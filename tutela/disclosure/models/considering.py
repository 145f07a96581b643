"""Whether somebody is told: what was weighed, and the tests as they were answered.

Words hold tokens (*Child A*), never the name of a victim or a child.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment
from tutela.disclosure import rules
from tutela.people.models import Person

# as plain words: a migration names no living code
DECIDED = sorted(stage.value for stage in rules.DECIDED)
AFTER_DANGER = ["in_danger", "not_upheld", "upheld"]


class Consideration(models.Model):
    """Whether one recipient is told about a person: asked by one, decided by another."""

    class Stage(models.TextChoices):
        """`rules.Stage`."""

        ASKED = "asked", _("To be decided")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        TOLD = "told", _("Told")
        NOT_TOLD = "not_told", _("Not told in the end")
        IN_DANGER = "in_danger", _("To be reviewed")
        UPHELD = "upheld", _("Review: right")
        NOT_UPHELD = "not_upheld", _("Review: wrong")

    class Trigger(models.TextChoices):
        MEETING = "meeting", _("A meeting considered it")
        ASSESSMENT = "assessment", _("A new assessment of risk")
        CHANGE = "change", _("A change in the person's life: home, partner, work, contact")
        CONCERN = "concern", _("A concern that somebody raised")
        REQUEST = "request", _("A request to be told")
        OTHER = "other", _("Something else")

    class Role(models.TextChoices):
        PARTNER = "partner", _("Partner or former partner")
        PARENT = "parent", _("Parent or carer of a child")
        FAMILY = "family", _("Another member of the family")
        EMPLOYER = "employer", _("Employer, or organiser of volunteers")
        SCHOOL = "school", _("School, college or nursery")
        LEISURE = "leisure", _("Leisure centre, club or activity")
        FAITH = "faith", _("Faith group")
        LANDLORD = "landlord", _("Landlord or accommodation")
        OTHER = "other", _("Somebody else")

    class Basis(models.TextChoices):
        SECTION_327A = (
            "s327a",
            _("Criminal Justice Act 2003 s.327A: convictions of a child sex offender"),
        )
        COMMON_LAW = "common_law", _("Common law: a pressing need to protect somebody")
        OTHER = "other", _("Another power")

    class Option(models.TextChoices):
        """`rules.Option`, the least intrusive first."""

        SELF_VERIFIED = "self_verified", _("The person tells, and it is checked that they did")
        SELF_ACCOMPANIED = "self_accompanied", _("The person tells with an officer present")
        WITH_KNOWLEDGE = "with_knowledge", _("An agency tells, and the person knows of it")
        WITHOUT_KNOWLEDGE = "without_knowledge", _("An agency tells, and the person does not know")

    class Representations(models.TextChoices):
        GIVEN = "given", _("The person was asked, and said something")
        NONE_GIVEN = "none_given", _("The person was asked, and said nothing")
        NOT_SOUGHT = "not_sought", _("The person was not asked")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="disclosures")
    stage = models.CharField(_("how it stands"), max_length=12, choices=Stage, default="asked")
    in_danger = models.BooleanField(_("told in immediate danger"), default=False)

    trigger = models.CharField(_("why now"), max_length=12, choices=Trigger)
    happened = models.CharField(_("what happened"), max_length=2000)
    recipient = models.CharField(_("who would be told"), max_length=200)
    recipient_role = models.CharField(_("who that is"), max_length=12, choices=Role)
    recipient_is = models.CharField(_("position or relationship"), max_length=200, blank=True)
    recipient_address = models.CharField(_("address"), max_length=300, blank=True)
    children = ArrayField(
        models.CharField(max_length=20), verbose_name=_("children protected"), default=list
    )
    also_protected = models.CharField(_("others protected"), max_length=300, blank=True)

    harm = models.CharField(_("risk of harm"), max_length=2000, blank=True)
    basis = models.CharField(_("power"), max_length=10, choices=Basis, blank=True)
    basis_said = models.CharField(_("which power"), max_length=200, blank=True)
    option = models.CharField(_("way chosen"), max_length=20, choices=Option, blank=True)
    not_self_verified = models.CharField(
        _("why the person cannot tell"), max_length=1000, blank=True
    )
    not_self_accompanied = models.CharField(
        _("why the person cannot tell with an officer present"), max_length=1000, blank=True
    )
    not_with_knowledge = models.CharField(
        _("why the person cannot know"), max_length=1000, blank=True
    )
    representations = models.CharField(
        _("representations of the person"), max_length=12, choices=Representations, blank=True
    )
    representations_said = models.CharField(
        _("what was said, or why nothing was asked"), max_length=2000, blank=True
    )
    effects = models.CharField(_("what it may lead to"), max_length=2000, blank=True)
    instead = models.CharField(_("what else would protect"), max_length=2000, blank=True)
    words = models.CharField(_("exact words"), max_length=4000)
    conditions = models.CharField(_("conditions"), max_length=2000, blank=True)
    support = models.CharField(_("support for who is told"), max_length=2000, blank=True)

    asked_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    lapses_on = models.DateField(_("last day on which it may be told"), null=True)
    reasons = models.CharField(_("reasons"), max_length=4000, blank=True)
    ended_because = models.CharField(_("why it was left"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("disclosure considered")
        ordering = ("-asked_at", "-id")
        constraints = [
            models.UniqueConstraint(name="consideration_of_person", fields=["id", "person"]),
            models.CheckConstraint(
                name="disclosure_decided_by_someone_else",
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="disclosure_decision_is_whole",
                condition=(
                    Q(stage__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(reasons="")
                )
                | (~Q(stage__in=DECIDED) & Q(decided_by=None, decided_at=None, reasons="")),
            ),
            models.CheckConstraint(
                name="disclosure_made_in_danger_is_reviewed",
                condition=Q(in_danger=True, stage__in=AFTER_DANGER)
                | (Q(in_danger=False) & ~Q(stage__in=AFTER_DANGER)),
            ),
            models.CheckConstraint(
                name="planned_disclosure_is_weighed",
                condition=Q(in_danger=True)
                | (
                    ~Q(harm="")
                    & ~Q(basis="")
                    & ~Q(option="")
                    & ~Q(representations="")
                    & (~Q(representations_said="") | Q(representations="none_given"))
                    & ~Q(effects="")
                    & ~Q(instead="")
                ),
            ),
            models.CheckConstraint(
                name="disclosure_takes_the_least_intrusive_way",
                condition=Q(in_danger=True)
                | Q(option="self_verified")
                | (Q(option="self_accompanied") & ~Q(not_self_verified=""))
                | (
                    Q(option="with_knowledge")
                    & ~Q(not_self_verified="")
                    & ~Q(not_self_accompanied="")
                )
                | (
                    ~Q(not_self_verified="")
                    & ~Q(not_self_accompanied="")
                    & ~Q(not_with_knowledge="")
                ),
            ),
            models.CheckConstraint(
                name="disclosure_protects_somebody",
                condition=Q(in_danger=True) | ~Q(children=[]) | ~Q(also_protected=""),
            ),
            models.CheckConstraint(
                name="disclosure_left_says_why",
                condition=~Q(stage__in=["withdrawn", "not_told"]) | ~Q(ended_because=""),
            ),
            models.CheckConstraint(
                name="disclosure_has_its_words",
                condition=~Q(words="") & ~Q(recipient="") & ~Q(happened=""),
            ),
        ]
        indexes = [models.Index(fields=["person", "-asked_at"], name="consideration_person")]

    def __str__(self) -> str:
        return self.recipient

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be done about it."""
        return not rules.NEXT[rules.Stage(self.stage)]


class TestAnswer(models.Model):
    """One test of a disclosure, answered by who decided, with the reason; only ever added."""

    __test__ = False  # no test of ours, though its name begins so

    class Test(models.TextChoices):
        """`rules.Test`."""

        HARM = "harm", _("There is reasonable cause to believe in a risk of serious harm")
        NECESSARY = "necessary", _("Telling this recipient is necessary to protect from it")
        PROPORTIONATE = (
            "proportionate",
            _("It is proportionate: no more than is needed, weighed against what it may lead to"),
        )
        LAWFUL = "lawful", _("There is a power to tell, and no order or promise forbids it")
        ACCURATE = "accurate", _("The words are accurate, and were checked")
        TIMELY = "timely", _("Now is the time")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consideration = models.ForeignKey(Consideration, models.PROTECT, related_name="tests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    test = models.CharField(_("test"), max_length=15, choices=Test)
    is_met = models.BooleanField(_("met"))
    why = models.CharField(_("why"), max_length=1000)

    class Meta:
        verbose_name = _("test of a disclosure")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(name="test_is_answered_once", fields=["consideration", "test"]),
            models.CheckConstraint(name="test_is_answered_with_a_reason", condition=~Q(why="")),
        ]
