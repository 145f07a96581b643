"""Referral to a meeting, the sittings in which cases are heard, and who is asked to each.

A sitting that hears several cases is nobody's row: whoever comes for one case sees that item
and not the others. The values of choices are stored: never renamed, only added.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from tutela.agencies.models import Appointment, Area, Team
from tutela.people.models import Interest, Person

LEVELS = [(2, _("Level 2")), (3, _("Level 3"))]


class Referral(models.Model):
    """A case sent to the co-ordinator of an area, to be heard at level 2 or 3."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("Waits for the co-ordinator")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="referrals")
    level_sought = models.PositiveSmallIntegerField(_("level sought"), choices=LEVELS)
    is_urgent = models.BooleanField(_("cannot wait for the next meeting"), default=False)
    to_team = models.ForeignKey(
        Team, models.PROTECT, related_name="+", verbose_name=_("sent to"), db_index=False
    )
    interest = models.ForeignKey(
        Interest, models.PROTECT, related_name="+", null=True, db_index=False
    )
    referred_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    referred_at = models.DateTimeField()
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.WAITING)
    settled_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, db_index=False
    )
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("referral to a meeting")
        constraints = [
            models.CheckConstraint(
                name="referral_seeks_a_level_with_meetings", condition=Q(level_sought__in=[2, 3])
            ),
            models.CheckConstraint(
                name="referral_is_settled_by_somebody",
                condition=Q(stage="waiting", settled_by=None, settled_at=None)
                | (~Q(stage="waiting") & Q(settled_by__isnull=False, settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="referral_is_not_accepted_by_who_made_it",
                condition=~Q(stage__in=["accepted", "declined"]) | ~Q(settled_by=F("referred_by")),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(stage__in=["waiting", "accepted"]),
                name="referral_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["person", "-referred_at"], name="referral_person")]
        ordering = ("-referred_at", "-id")

    @property
    def is_open(self) -> bool:
        return self.stage in {self.Stage.WAITING, self.Stage.ACCEPTED}


class ReferralReasons(models.Model):
    """What the record does not hold already: why the case needs other agencies, in words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="reasons")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(_("why one agency cannot manage alone"), max_length=4000)
    risk_now = models.CharField(_("what could happen, to whom, how soon"), max_length=4000)
    who_should_come = models.CharField(_("who should come"), max_length=1000, blank=True)
    release_address = models.CharField(_("approved release address"), max_length=300, blank=True)
    closest_link = models.CharField(_("area of closest link"), max_length=200, blank=True)
    ethnicity = models.CharField(_("ethnicity, as the person says"), max_length=100, blank=True)
    media = models.CharField(_("interest of the media"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("reasons for a referral")


class ReferralDecision(models.Model):
    """What became of a referral, and why; only added to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(_("decision"), max_length=10, choices=Referral.Stage)
    reasons = models.CharField(_("reasons"), max_length=2000)
    decided_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision on a referral")
        constraints = [
            models.CheckConstraint(name="referral_decision_has_reasons", condition=~Q(reasons="")),
            models.CheckConstraint(
                name="referral_decision_settles", condition=~Q(outcome="waiting")
            ),
        ]
        ordering = ("-decided_at", "-id")


class Sitting(models.Model):
    """A meeting at a place and time, at which one case or several are heard. Nobody's row."""

    class Stage(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="sittings", db_index=False)
    level = models.PositiveSmallIntegerField(choices=LEVELS)
    starts_at = models.DateTimeField()
    minutes_long = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=200)
    join_by = models.CharField(max_length=300, blank=True)
    is_urgent = models.BooleanField(default=False)
    chair = models.ForeignKey(
        Appointment, models.PROTECT, related_name="chairs", null=True, blank=True
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    arranged_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    arranged_at = models.DateTimeField()
    # the last time that place, time or whether it takes place changed
    moved_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, db_index=False
    )
    moved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("sitting")
        constraints = [
            models.CheckConstraint(
                name="sitting_is_at_a_level_with_meetings", condition=Q(level__in=[2, 3])
            ),
            models.CheckConstraint(
                name="sitting_lasts_a_while", condition=Q(minutes_long__range=[1, 1440])
            ),
        ]
        indexes = [models.Index(fields=["area", "starts_at"], name="sitting_area_starts")]
        ordering = ("starts_at", "id")


class Item(models.Model):
    """One case on the agenda of a sitting: what is written at the meeting hangs on it."""

    class Kind(models.TextChoices):
        INITIAL = "initial", _("First meeting")
        REVIEW = "review", _("Review")

    class Stage(models.TextChoices):
        ON_AGENDA = "on_agenda", _("On the agenda")
        HEARD = "heard", _("Heard")
        PUT_OFF = "put_off", _("Put off to another meeting")
        TAKEN_OFF = "taken_off", _("Taken off the agenda")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="items")
    person = models.ForeignKey(Person, models.PROTECT, related_name="meeting_items")
    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="items", null=True, blank=True
    )
    kind = models.CharField(_("first meeting or review"), max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField(_("place on the agenda"))
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.ON_AGENDA)
    stage_why = models.CharField(_("why"), max_length=500, blank=True)
    added_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("case at a meeting")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person"],
                condition=~Q(stage="taken_off"),
                name="item_once_in_a_sitting",
            ),
            models.CheckConstraint(
                name="item_off_the_agenda_says_why",
                condition=~Q(stage__in=["put_off", "taken_off"]) | ~Q(stage_why=""),
            ),
        ]
        indexes = [models.Index(fields=["person", "-added_at"], name="item_person")]
        ordering = ("order", "id")


class Invitation(models.Model):
    """An agency's team, or a guest of no team here, asked to come for one case."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        COMES = "comes", _("Comes")
        REPORT = "report", _("Sends a report instead")
        APOLOGIES = "apologies", _("Sends apologies")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", null=True, blank=True)
    interest = models.ForeignKey(
        Interest, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    guest = models.CharField(_("guest"), max_length=200, blank=True)
    guest_of = models.CharField(_("agency or role of the guest"), max_length=200, blank=True)
    why = models.CharField(_("why they are asked"), max_length=500)
    invited_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    invited_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answer_said = models.CharField(_("what they said"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, db_index=False
    )
    answered_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(_("withdrawn because"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("invitation to a meeting")
        constraints = [
            models.CheckConstraint(
                name="invitation_is_to_a_team_or_to_a_guest",
                condition=Q(team__isnull=False, guest="", guest_of="")
                | (Q(team=None, interest=None) & ~Q(guest="")),
            ),
            models.CheckConstraint(
                name="invitation_is_answered_by_somebody",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["item", "team"],
                condition=Q(withdrawn_why=""),
                name="invitation_once_for_a_case",
            ),
        ]
        ordering = ("invited_at", "id")


class InformationRequest(models.Model):
    """What one agency is asked to say about one person before a day."""

    class Outcome(models.TextChoices):
        WAITING = "", _("Not answered yet")
        ANSWERED = "answered", _("Answered")
        NIL = "nil", _("Nothing known")
        WITHHELD = "withheld", _("Withheld, with the reason")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="requests", null=True, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="information_requests", db_index=False
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    interest = models.ForeignKey(
        Interest, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    asked = models.CharField(_("what is asked"), max_length=2000)
    due_on = models.DateField(_("answer by"))
    asked_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome, blank=True)
    returned_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(_("withdrawn because"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("request for information")
        constraints = [
            models.CheckConstraint(
                name="information_is_returned_at_a_moment",
                condition=Q(outcome="", returned_at=None)
                | (~Q(outcome="") & Q(returned_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="information_request_person"),
        ]
        ordering = ("-asked_at", "-id")


class InformationReturn(models.Model):
    """An agency's answer in its own words; a later one stands beside the earlier."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="returns")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(_("answer"), max_length=10, choices=InformationRequest.Outcome)
    words = models.CharField(_("information"), max_length=8000, blank=True)
    withheld_because = models.CharField(_("withheld because"), max_length=1000, blank=True)
    returned_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    returned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("information from an agency")
        constraints = [
            models.CheckConstraint(
                name="information_return_says_what_it_must",
                condition=(Q(outcome="answered", withheld_because="") & ~Q(words=""))
                | Q(outcome="nil", words="", withheld_because="")
                | (Q(outcome="withheld") & ~Q(withheld_because="")),
            ),
        ]
        ordering = ("-returned_at", "-id")


class Attendance(models.Model):
    """Who was there for one case, and how they agreed to keep it confidential."""

    class Presence(models.TextChoices):
        ATTENDED = "attended", _("Attended")
        APOLOGIES = "apologies", _("Sent apologies")
        REPORT = "report", _("Sent a report")
        MISSING = "missing", _("Missing without a word")

    class Agreed(models.TextChoices):
        NOT_YET = "", _("Not agreed yet")
        HERE = "here", _("Agreed here, signed in")
        SAID = "said", _("Agreed aloud, before the case began")
        ON_PAPER = "on_paper", _("Signed on paper")
        REFUSED = "refused", _("Would not agree")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, related_name="attendances", null=True, blank=True
    )
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    officer = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    named = models.CharField(_("name and role"), max_length=200, blank=True)
    presence = models.CharField(_("presence"), max_length=10, choices=Presence)
    agreed = models.CharField(_("confidentiality"), max_length=10, choices=Agreed, blank=True)
    agreed_at = models.DateTimeField(null=True)
    paper = models.CharField(_("where the signed paper is"), max_length=200, blank=True)
    statement = models.CharField(_("edition of the statement"), max_length=20, blank=True)
    recorded_by = models.ForeignKey(Appointment, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("attendance at a meeting")
        constraints = [
            models.CheckConstraint(
                name="meeting_attendance_is_somebodys",
                condition=Q(team__isnull=False) | ~Q(named=""),
            ),
            models.CheckConstraint(
                name="meeting_guest_signs_on_paper",
                condition=Q(team__isnull=False) | Q(agreed__in=["", "on_paper", "refused"]),
            ),
            models.CheckConstraint(
                name="confidentiality_is_agreed_by_who_attended",
                condition=Q(agreed="", agreed_at=None)
                | (~Q(agreed="") & Q(presence="attended", agreed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="confidentiality_agreed_here_by_an_officer",
                condition=~Q(agreed="here") | Q(officer__isnull=False),
            ),
        ]
        ordering = ("recorded_at", "id")
