"""The facts from which periods and duties are worked out: plain values, nothing computed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tutela.law.period import Period
from tutela.law.reckoning import london_day


class Kind(StrEnum):
    """Why a person is, or becomes, subject to the notification requirements."""

    CONVICTION = "conviction"
    CAUTION = "caution"
    FINDING_INSANITY = "finding_insanity"
    FINDING_DISABILITY = "finding_disability"
    NOTIFICATION_ORDER = "notification_order"
    SHPO = "shpo"
    SOPO = "sopo"
    SRO_BREACH = "sro_breach"
    NOTICE_96ZA = "notice_96za"
    FOREIGN_TRAVEL_ORDER = "foreign_travel_order"


class DisposalKind(StrEnum):
    """What the court did."""

    LIFE = "life"
    IPP = "ipp"
    CUSTODY = "custody"
    HOSPITAL_ORDER_WITH_RESTRICTION = "hospital_order_with_restriction"
    HOSPITAL_ORDER = "hospital_order"
    GUARDIANSHIP_ORDER = "guardianship_order"
    CONDITIONAL_DISCHARGE = "conditional_discharge"
    ABSOLUTE_DISCHARGE = "absolute_discharge"
    COMMUNITY_ORDER = "community_order"
    FINE = "fine"
    OTHER = "other"
    LIFELONG_RESTRICTION = "lifelong_restriction"
    COMMUNITY_PAYBACK_ORDER = "community_payback_order"
    AWAITING_SENTENCE = "awaiting_sentence"


class CustodialSentence(StrEnum):
    """What kind of custodial sentence a term belongs to."""

    IMPRISONMENT = "imprisonment"
    DETENTION_AND_TRAINING = "detention_and_training"
    EXTENDED = "extended"


class DetentionKind(StrEnum):
    """Time that is disregarded: s.83(6)."""

    CUSTODY = "custody"
    HOSPITAL = "hospital"
    ABROAD = "abroad"


class AddressKind(StrEnum):
    """What the person's home address is: s.83(7)."""

    HOME = "home"
    NO_FIXED_ABODE = "no_fixed_abode"


class NotificationKind(StrEnum):
    """A notification that the person gave."""

    INITIAL = "initial"
    CHANGE = "change"
    CHANGE_NOT_OCCURRED = "change_not_occurred"
    PERIODIC = "periodic"
    TRAVEL = "travel"
    RETURN = "return"
    ABSENCE = "absence"


class ChangeKind(StrEnum):
    """An event that s.84(1) makes notifiable."""

    NAME = "name"
    HOME_ADDRESS = "home_address"
    STAY = "stay"
    RELEASE = "release"
    CHILD_HOUSEHOLD = "child_household"
    CHILD_HOUSEHOLD_ENDED = "child_household_ended"
    BANK_ACCOUNT = "bank_account"
    CARD = "card"
    IDENTITY_DOCUMENT = "identity_document"


MATTERS_OF_2012 = frozenset(
    {
        ChangeKind.CHILD_HOUSEHOLD,
        ChangeKind.CHILD_HOUSEHOLD_ENDED,
        ChangeKind.BANK_ACCOUNT,
        ChangeKind.CARD,
        ChangeKind.IDENTITY_DOCUMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """A length as a court says it: months and days, years already made months."""

    months: int
    days: int = 0

    def __add__(self, other: "Term") -> "Term":
        return Term(self.months + other.months, self.days + other.days)

    def __sub__(self, other: "Term") -> "Term":
        return Term(self.months - other.months, self.days - other.days)


@dataclass(frozen=True, slots=True)
class Disposal:
    """What the court did, and for how long."""

    kind: DisposalKind
    term: Term | None = None
    suspended: bool = False
    sentence: CustodialSentence = CustodialSentence.IMPRISONMENT
    extension: Term | None = None
    supervision: Term | None = None
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class Offence:
    """The offence, as far as Schedule 3 asks about it."""

    paragraph: str
    committed_on: date | None = None
    victim_age: int | None = None
    intended_victim_age: int | None = None
    for_sexual_gratification: bool | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """One reason to be subject, with its own period."""

    kind: Kind
    relevant_date: date
    disposal: Disposal | None = None
    served_on: date | None = None
    made_on: date | None = None
    ends_on: date | None = None
    interim: bool = False
    consecutive_to: int | None = None
    partly_concurrent_with: int | None = None
    overlap: Term | None = None
    trial_concluded_on: date | None = None
    cancelled_on: date | None = None
    foreign_caution: bool = False
    caught_in_1997: bool = False
    offence: Offence | None = None

    @property
    def is_order(self) -> bool:
        """Whether the period is that of an order, not one of the Table of s.82."""
        if self.kind is Kind.NOTIFICATION_ORDER:
            return self.interim
        return self.kind in {Kind.SHPO, Kind.SOPO, Kind.SRO_BREACH, Kind.FOREIGN_TRAVEL_ORDER}


@dataclass(frozen=True, slots=True)
class Detention:
    """Time in custody by order of a court or under sentence, in hospital, or abroad."""

    kind: DetentionKind
    period: Period


@dataclass(frozen=True, slots=True)
class Address:
    """The home address, or the lack of one, over a time."""

    kind: AddressKind
    period: Period


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification that was given to the police."""

    kind: NotificationKind
    on: date
    of: ChangeKind | None = None
    expected_on: date | None = None
    travel: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened and that the police must be told."""

    kind: ChangeKind
    on: date
    stays: tuple[Period, ...] = ()
    hours_from: datetime | None = None
    hours_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Travel:
    """A journey out of the United Kingdom."""

    departs_at: datetime
    known_on: date | None = None
    returned_on: date | None = None
    changed_on: date | None = None
    to_republic_of_ireland: bool = False
    return_as_notified: bool = False

    @property
    def departs_on(self) -> date:
        """The day of departure, in London."""
        return london_day(self.departs_at)


@dataclass(frozen=True, slots=True)
class Absence:
    """Time away from the sole or main residence without leaving the United Kingdom."""

    leaves_at: datetime
    returns_on: date | None = None


@dataclass(frozen=True, slots=True)
class Direction:
    """A parental direction: s.89."""

    made_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What has happened in a review of indefinite requirements: ss.91A to 91F."""

    received_on: date | None = None
    bodies_told_on: date | None = None
    refused_on: date | None = None
    again_after: Term | None = None
    notice_received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known about one person for these rules."""

    jurisdiction: str
    born_on: date
    bases: tuple[Basis, ...]
    as_of: date | None = None
    detained: tuple[Detention, ...] = ()
    addresses: tuple[Address, ...] = ()
    notifications: tuple[Notification, ...] = ()
    changes: tuple[Change, ...] = ()
    travel: tuple[Travel, ...] = ()
    absences: tuple[Absence, ...] = ()
    parental_direction: Direction | None = None
    review: Review | None = None
    review_granted_on: date | None = None
