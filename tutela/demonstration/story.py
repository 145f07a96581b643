"""The invented area of Northmarch: who works there, and under which accounts they sign in.

Telephone numbers are of the range kept for drama (01632 960xxx), postcodes of an area that does
not exist (ZZ), e-mail addresses of a domain that cannot receive mail.
"""

from dataclasses import dataclass
from datetime import date

PASSWORD = "Northmarch-demonstration-2026"  # noqa: S105 - of invented accounts, shown on purpose


@dataclass(frozen=True, slots=True)
class Body:
    """An agency of the story with its teams."""

    area: str
    name: str
    kind: str
    teams: tuple[str, ...]
    takes_unknown: str = ""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One account of the demonstration, and what to try with it first."""

    email: str
    name: str
    role: str
    team: str
    try_first: str
    supervises: str = ""
    days_vetted: int = 400

    def __str__(self) -> str:
        return f"{self.email:<42} {self.role.replace('_', ' ')}: {self.try_first}"


AREAS = {"northmarch": "Northmarch", "westmoor": "Westmoor"}
AGED_10_AND_OVER = 148_300  # of each area, for the figures

BODIES = (
    Body(
        "northmarch",
        "Northmarch Police",
        "police",
        (
            *("Offender Management East", "Offender Management West", "Control Room", "Standards"),
            *("MAPPA Office", "Public Protection Command"),
        ),
        takes_unknown="Offender Management East",
    ),
    Body(
        "northmarch",
        "Probation Northmarch",
        "probation",
        ("Probation Harbour Office", "Probation MAPPA Unit"),
    ),
    Body("northmarch", "HMP Stonefield", "prison", ("Offender Management Unit Stonefield",)),
    Body("northmarch", "Northmarch Children's Services", "children", ("Children's Duty Desk",)),
    Body("northmarch", "Northmarch Homes", "housing", ("Tenancy Support",)),
    Body(
        "westmoor",
        "Westmoor Police",
        "police",
        ("Westmoor Offender Management", "Westmoor Response"),
        takes_unknown="Westmoor Offender Management",
    ),
    Body(
        "northmarch",
        "Northmarch Mental Health Trust",
        "health",
        ("Community Forensic Team",),
    ),
)

LEAD_TEAM = "Community Forensic Team"

DOMAIN = "northmarch.example"

MANAGER = f"manager@{DOMAIN}"
SUPERVISOR = f"supervisor@{DOMAIN}"
WEST = f"west@{DOMAIN}"
CONTROL = f"control@{DOMAIN}"
RESPONSE = "response@westmoor.example"
ACROSS = "manager@westmoor.example"
PARTNER = f"children@{DOMAIN}"
PRACTITIONER = f"probation@{DOMAIN}"
CHAIR = f"chair@{DOMAIN}"
DECIDER = f"superintendent@{DOMAIN}"
COORDINATOR = f"coordinator@{DOMAIN}"
SECOND_COORDINATOR = f"coordinator.probation@{DOMAIN}"

# The person whom the manual follows: surname, given names, born.
THE_ONE = ("Ferris", "Callum", date(1979, 9, 14))

SIGN_INS = (
    SignIn(
        MANAGER,
        "Robin Ashdown",
        "police_offender_manager",
        "Offender Management East",
        "Today, the list of people, one file",
    ),
    SignIn(
        SUPERVISOR,
        "Morgan Tarrant",
        "police_supervisor",
        "Offender Management East",
        "check an emergency opening, arrange cover",
        supervises="Offender Management West",
    ),
    SignIn(
        WEST,
        "Jules Pennington",
        "police_offender_manager",
        "Offender Management West",
        "the same register, other people",
        days_vetted=20,
    ),
    SignIn(
        CONTROL,
        "Sam Orchard",
        "police_duty_officer",
        "Control Room",
        "ask for a contact card; open a file in an emergency",
    ),
    SignIn(
        RESPONSE,
        "Kit Larkin",
        "police_duty_officer",
        "Westmoor Response",
        "a contact card, from another area",
    ),
    SignIn(
        ACROSS,
        "Shay Barrow",
        "police_offender_manager",
        "Westmoor Offender Management",
        "acknowledge a move, once Robin Ashdown lets one follow",
    ),
    SignIn(
        PRACTITIONER,
        "Ellis Marlow",
        "probation_practitioner",
        "Probation Harbour Office",
        "a case of your own, referred to a meeting this afternoon",
    ),
    SignIn(
        f"prison@{DOMAIN}",
        "Frankie Holt",
        "prison_offender_manager",
        "Offender Management Unit Stonefield",
        "people before release",
    ),
    SignIn(
        PARTNER,
        "Noor Whitfield",
        "partner",
        "Children's Duty Desk",
        "answer what a meeting asks; see your cases, in part, and nothing else",
    ),
    SignIn(
        f"health@{DOMAIN}",
        "Quinn Aldersey",
        "lead_practitioner",
        LEAD_TEAM,
        "screen somebody whom your trust leads, assess, write a plan",
    ),
    SignIn(
        f"governance@{DOMAIN}",
        "Alexis Crane",
        "information_governance",
        "Standards",
        "who looked at a file; verify the record",
    ),
    SignIn(
        COORDINATOR,
        "Reese Hallam",
        "mappa_coordinator",
        "MAPPA Office",
        "decide on a referral; prepare this afternoon's meeting; the area's figures",
    ),
    SignIn(
        CHAIR,
        "Drew Calloway",
        "mappa_chair",
        "Public Protection Command",
        "chair this afternoon's meeting: two cases, level and disclosure",
    ),
    SignIn(
        DECIDER,
        "Blair Munro",
        "disclosure_decision_maker",
        "Public Protection Command",
        "decide whether a boxing club is told",
    ),
    SignIn(
        SECOND_COORDINATOR,
        "Ariel Stroud",
        "mappa_coordinator",
        "Probation MAPPA Unit",
        "release figures that another asked for",
    ),
    SignIn(
        f"administrator@{DOMAIN}",
        "Toni Vale",
        "agency_administrator",
        "Standards",
        "appoint somebody; keep vetting dates",
    ),
)
