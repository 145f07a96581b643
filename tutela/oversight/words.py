"""What the trace's codes are called on pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KINDS = {
    "page": gettext_lazy("Page of the file"),
    "opened": gettext_lazy("File opened"),
    "card": gettext_lazy("Contact card or emergency"),
    "list": gettext_lazy("Named in a list"),
    "names": gettext_lazy("Asked whom tokens stand for"),
    "change": gettext_lazy("Recorded or changed"),
}
GROUNDS = {
    "interest": gettext_lazy("Interest"),
    "cover": gettext_lazy("Cover"),
    "supervision": gettext_lazy("Supervision"),
    "emergency": gettext_lazy("Emergency"),
    "card": gettext_lazy("Contact card"),
}
PAGES = {
    "case_file:overview": gettext_lazy("Overview"),
    "case_file:timeline": gettext_lazy("Timeline"),
    "case_file:known": gettext_lazy("As it was known"),
    "people:identity": gettext_lazy("Identity"),
    "people:addresses": gettext_lazy("Addresses"),
    "people:relationships": gettext_lazy("Relationships"),
    "people:sharing": gettext_lazy("Who may see this file"),
    "people:list": gettext_lazy("List of people"),
    "people:record": gettext_lazy("Recording the person"),
    "people:set_card": gettext_lazy("Contact card"),
    "court_orders:orders": gettext_lazy("Court orders"),
    "court_orders:order": gettext_lazy("A court order"),
    "court_orders:order_breach": gettext_lazy("Possible breach of an order"),
    "court_orders:ask_meanings": gettext_lazy("Asking whom tokens stand for"),
    "court_orders:meanings": gettext_lazy("Whom tokens stand for"),
    "levels:level": gettext_lazy("Category and level"),
    "documents:photographs": gettext_lazy("Photographs"),
    "documents:photograph": gettext_lazy("A photograph"),
    "contact_log:log": gettext_lazy("Contact log"),
    "matching:search": gettext_lazy("Search"),
    "worklist:today": gettext_lazy("Today"),
    "oversight:looked_at": gettext_lazy("Who looked at this file"),
    "oversight:looks_by": gettext_lazy("What this officer looked at"),
    "oversight:taken_out": gettext_lazy("List taken out of the house"),
}
OWN_WORDS = {"own case": gettext_lazy("own case"), "recorded": gettext_lazy("recorded by them")}
FAULTS = {
    "entry": gettext_lazy("Entries, or what they did, that are not as they were sealed"),
    "order": gettext_lazy("Entries taken away or put in"),
    "details": gettext_lazy("Entries whose details are not those of their digest"),
    "root": gettext_lazy("Sealed heads that do not fit the entries"),
    "signature": gettext_lazy("Sealed heads that are not signed by this installation"),
    "looks": gettext_lazy("Sealed heads that do not fit who looked at what"),
    "version": gettext_lazy("Versions that are not those of their digest"),
    "numbering": gettext_lazy("Versions taken away"),
    "without_entry": gettext_lazy("Changes without an entry"),
    "row": gettext_lazy("Rows that are not what their latest version says"),
    "content": gettext_lazy("Stored files that are not those of their digest"),
}
COUNTED = {
    "heads": gettext_lazy("Sealed heads"),
    "entries": gettext_lazy("Audit entries"),
    "looks": gettext_lazy("Openings, pages and lists"),
    "versions": gettext_lazy("Versions"),
    "rows": gettext_lazy("Rows beside their latest version"),
}


def page(code: str) -> str:
    """A page's name; a page that has none here is called by its code."""
    if code in PAGES:
        return str(PAGES[code])
    return code.partition(":")[2].replace("_", " ").capitalize()


def event(code: str) -> str:
    return code.replace(".", ": ").replace("_", " ").capitalize()


def nobody() -> str:
    return _("A person of another agency, or one whom you may not see")
