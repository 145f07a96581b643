"""The parts of a file that an interest may read and change.

Parts are stored in interests, openings and history: never renamed, only added.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Part(StrEnum):
    LIST = "list"
    IDENTITY = "identity"
    ADDRESSES = "addresses"
    PHOTOGRAPHS = "photographs"
    RELATIONSHIPS = "relationships"
    CONTACT_LOG = "contact_log"
    CARD = "card"
    CONVICTIONS = "convictions"
    ORDERS = "orders"
    NOTIFICATIONS = "notifications"
    LEVELS = "levels"
    RISK = "risk"
    MEETINGS = "meetings"
    DISCLOSURES = "disclosures"
    SURVEILLANCE = "surveillance"
    VICTIMS = "victims"
    PROTECTED = "protected"
    FINANCIAL = "financial"


# No general ground (cover, supervision, emergency) opens these. The same list stands in the
# database (`compartments()`); a test holds the two together.
COMPARTMENTS = frozenset({Part.SURVEILLANCE, Part.VICTIMS, Part.PROTECTED, Part.FINANCIAL})
GENERAL = tuple(part for part in Part if part not in COMPARTMENTS)

LABELS = {
    Part.LIST: _("That the person is managed, and by whom"),
    Part.IDENTITY: _("Names, dates of birth and identifiers"),
    Part.ADDRESSES: _("Addresses, and where the person is"),
    Part.PHOTOGRAPHS: _("Photographs"),
    Part.RELATIONSHIPS: _("Relationships"),
    Part.CONTACT_LOG: _("Contact log"),
    Part.CARD: _("Contact card"),
    Part.CONVICTIONS: _("Court results"),
    Part.ORDERS: _("Court orders"),
    Part.NOTIFICATIONS: _("Notifications, their due dates, breaches and reviews"),
    Part.LEVELS: _("Category and level"),
    Part.RISK: _("Risk, and the plan to manage it"),
    Part.MEETINGS: _("Referrals and meetings"),
    Part.DISCLOSURES: _("Disclosures"),
    Part.SURVEILLANCE: _("Surveillance"),
    Part.VICTIMS: _("Victims"),
    Part.PROTECTED: _("Protected identities and addresses"),
    Part.FINANCIAL: _("Financial details"),
}
