"""What a role may do. Codes are stored in the audit: never renamed, only added.

Whether a role may *see* a row is the database's to say (row security), never this file's.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class May(StrEnum):
    """Permissions, alphabetical, as thing.act."""

    ACKNOWLEDGE_MOVE = "move.acknowledge"
    ADMINISTER_AGENCY = "agency.administer"
    ALLOCATE_PERSON = "person.allocate"
    ANSWER_ASKED = "told.answer"
    ANSWER_REQUEST = "request.answer"
    ARRANGE_COVER = "cover.arrange"
    ARRANGE_MEETING = "meeting.arrange"
    ASK_DISCLOSURE = "disclosure.ask"
    ASK_FOR_CARD = "card.ask"
    ASK_FOR_FIGURES = "figures.ask"
    ASK_WHETHER_MANAGED = "told.ask"
    ASSESS_RISK = "risk.assess"
    ATTEND_MEETING = "meeting.attend"
    CHAIR_MEETING = "meeting.chair"
    CHANGE_PERSON = "person.change"
    COUNT_FIGURES = "figures.count"
    DECIDE_BREACH = "breach.decide"
    DECIDE_CATEGORY = "category.decide"
    DECIDE_LEVEL = "level.decide"
    DECIDE_DISCLOSURE = "disclosure.decide"
    DECIDE_LIKENESS = "likeness.decide"
    DECIDE_REFERRAL = "referral.decide"
    DETERMINE_CATEGORY = "category.determine"
    DETERMINE_REQUIREMENTS = "requirements.determine"
    DETERMINE_REVIEW = "review.determine"
    ENTER_ELSEWHERE = "entered.record"
    EXPIRE_VISITS = "visit.expire"
    GOVERN_INFORMATION = "information.govern"
    GRANT_INTEREST = "interest.grant"
    HAND_OVER_PERSON = "person.hand_over"
    IMPORT_EXTRACT = "extract.import"
    ISSUE_DOCUMENT = "document.issue"
    JOIN_NOTIFICATION = "notification.join"
    JOIN_TOLD = "told.join"
    KEEP_CARDS = "card.keep"
    KEEP_STATIONS = "station.keep"
    LIST_PEOPLE = "person.list"
    OPEN_BREACHES = "breach.open_missed"
    OPEN_FILE = "file.open"
    OPEN_IN_EMERGENCY = "file.open_in_emergency"
    READ_FILE = "file.read"
    RECORD_BREACH = "breach.record"
    RECORD_DISCLOSURE = "disclosure.record"
    RECORD_MEETING = "meeting.record"
    RECORD_ORDER = "order.record"
    RECORD_PERSON = "person.record"
    RECORD_REVIEW = "review.record"
    REFER_CASE = "referral.make"
    REMIND = "dates.remind"
    RELEASE_FIGURES = "figures.release"
    RESOLVE_TOKENS = "token.resolve"
    REVIEW_DISCLOSURE = "disclosure.review"
    REVIEW_OPENING = "opening.review"
    SCREEN_LEVEL = "level.screen"
    SEE_FIGURES = "figures.see"
    SEE_WORKLIST = "worklist.see"
    SEND_ALERTS = "alert.send"
    SEAL_AUDIT = "audit.seal"
    SET_CARD = "card.set"
    SET_REMINDERS = "reminders.set"
    ROUTE_TOLD = "told.route"
    ROUTE_VISITS = "visit.route"
    TAKE_NOTIFICATION = "notification.take"
    TELL = "told.tell"
    VERIFY_AUDIT = "audit.verify"
    WORK_OUT_PERIOD = "period.work_out"
    WRITE_PLAN = "plan.write"


@dataclass(frozen=True, slots=True)
class Role:
    """An office: what it is for, what it may do, and its powers inside the database."""

    code: str
    name: Promise
    purpose: Promise
    may: frozenset[May]
    powers: frozenset[str] = frozenset()


EVERYBODY = frozenset(
    {May.SEE_WORKLIST, May.TELL, May.LIST_PEOPLE, May.READ_FILE, May.OPEN_FILE, May.SEE_FIGURES}
    | {May.ASK_WHETHER_MANAGED, May.RECORD_DISCLOSURE, May.ANSWER_REQUEST, May.ATTEND_MEETING}
)
CASEWORK = EVERYBODY | {
    May.ACKNOWLEDGE_MOVE,
    May.ASK_DISCLOSURE,
    May.RECORD_PERSON,
    May.RECORD_ORDER,
    May.CHANGE_PERSON,
    May.GRANT_INTEREST,
    May.ALLOCATE_PERSON,
    May.HAND_OVER_PERSON,
    May.SET_CARD,
    May.JOIN_NOTIFICATION,
    May.ANSWER_ASKED,
    May.JOIN_TOLD,
    May.DECIDE_LIKENESS,
    May.REFER_CASE,
    May.WORK_OUT_PERIOD,
    May.ASSESS_RISK,
    May.WRITE_PLAN,
}
# what a lead agency decides of those whom it manages
LEAD = frozenset({May.DECIDE_CATEGORY, May.SCREEN_LEVEL})
# what only the police do: they answer for the register
REGISTER = frozenset(
    {May.RECORD_BREACH, May.RECORD_REVIEW, May.ENTER_ELSEWHERE, May.TAKE_NOTIFICATION}
)
# what a supervisor decides on another's recommendation
DECISIONS = frozenset({May.DECIDE_BREACH, May.DETERMINE_REVIEW})
# what it takes to arrange meetings: a case is seen by its referral, and shown to who must come
MEETINGS = EVERYBODY | {
    May.ARRANGE_MEETING,
    May.DECIDE_CATEGORY,
    May.DECIDE_LEVEL,
    May.GRANT_INTEREST,
    May.ISSUE_DOCUMENT,
    May.RECORD_MEETING,
    May.WRITE_PLAN,
}
SUPERVISION = CASEWORK | {May.ARRANGE_COVER, May.REVIEW_OPENING, May.REVIEW_DISCLOSURE}

ROLES = {
    role.code: role
    for role in (
        Role(
            "police_offender_manager",
            _("Police offender manager"),
            _("Manages registered people: notifications, visits, risk."),
            CASEWORK | LEAD | REGISTER | {May.ASK_FOR_CARD, May.RESOLVE_TOKENS},
            frozenset({"record", "cards"}),
        ),
        Role(
            "police_supervisor",
            _("Police supervisor"),
            _("Answers for a team of offender managers; checks openings."),
            SUPERVISION | LEAD | REGISTER | DECISIONS | {May.ASK_FOR_CARD, May.RESOLVE_TOKENS},
            frozenset({"record", "cards", "supervise"}),
        ),
        Role(
            "police_duty_officer",
            _("Police duty officer"),
            _("Street, counter, custody or control room: contact cards and emergencies."),
            EVERYBODY | {May.TAKE_NOTIFICATION, May.ASK_FOR_CARD, May.OPEN_IN_EMERGENCY},
            frozenset({"cards", "emergency"}),
        ),
        Role(
            "probation_practitioner",
            _("Probation practitioner"),
            _("Supervises people in the community."),
            CASEWORK | LEAD,
            frozenset({"record"}),
        ),
        Role(
            "probation_supervisor",
            _("Senior probation officer"),
            _("Answers for a probation team."),
            SUPERVISION | LEAD | {May.RESOLVE_TOKENS},
            frozenset({"record", "supervise"}),
        ),
        Role(
            "probation_duty_officer",
            _("Probation duty officer"),
            _("Out of hours: emergencies."),
            EVERYBODY | {May.OPEN_IN_EMERGENCY},
            frozenset({"emergency"}),
        ),
        Role(
            "prison_offender_manager",
            _("Prison offender manager"),
            _("Manages people before release."),
            CASEWORK,
            frozenset({"record"}),
        ),
        Role(
            "prison_duty_officer",
            _("Prison duty officer"),
            _("Orderly officer: emergencies."),
            EVERYBODY | {May.OPEN_IN_EMERGENCY},
            frozenset({"emergency"}),
        ),
        Role(
            "partner",
            _("Partner agency practitioner"),
            _("Children's services, housing, health, schools: only its cases, only what it needs."),
            EVERYBODY,
        ),
        Role(
            # the lead agencies beside police and probation: MAPPA Guidance chapter 2
            "lead_practitioner",
            _("Lead agency practitioner"),
            _("Youth justice or mental health: screens, assesses and refers whom it leads."),
            EVERYBODY
            | LEAD
            | {May.ASK_DISCLOSURE, May.ASSESS_RISK, May.REFER_CASE, May.WRITE_PLAN},
        ),
        Role(
            "disclosure_decision_maker",
            _("Disclosure decision-maker"),
            _("Decides, with reasons, who outside the agencies is told; reviews what was told."),
            EVERYBODY | {May.DECIDE_DISCLOSURE, May.REVIEW_DISCLOSURE},
            frozenset({"disclose"}),
        ),
        Role(
            "mappa_coordinator",
            _("MAPPA co-ordinator"),
            _("Screens referrals, arranges meetings; counts and releases the area's figures."),
            MEETINGS
            | {May.DECIDE_REFERRAL, May.ASK_FOR_FIGURES, May.RELEASE_FIGURES}
            | {May.ASK_DISCLOSURE},
            frozenset({"figures", "meetings"}),
        ),
        Role(
            "mappa_chair",
            _("Chair of MAPPA meetings"),
            _("Runs meetings, decides level and disclosure with them, signs the minutes."),
            MEETINGS | {May.CHAIR_MEETING, May.DECIDE_DISCLOSURE, May.REVIEW_DISCLOSURE},
            frozenset({"disclose", "meetings"}),
        ),
        Role(
            "information_governance",
            _("Information governance officer"),
            _("Proves who looked at what and why; checks openings and contact cards."),
            frozenset(
                {May.SEE_WORKLIST, May.TELL, May.GOVERN_INFORMATION, May.REVIEW_OPENING}
                | {May.VERIFY_AUDIT, May.SEE_FIGURES}
            ),
            frozenset({"govern"}),
        ),
        Role(
            "agency_administrator",
            _("Agency administrator"),
            _("Appoints people to teams and keeps vetting dates. Sees no file."),
            frozenset(
                {May.SEE_WORKLIST, May.ADMINISTER_AGENCY, May.KEEP_STATIONS, May.SET_REMINDERS}
            ),
            frozenset({"administer"}),
        ),
    )
}
