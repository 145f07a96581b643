"""The frame of a file's pages: whose it is, on which ground it is open, which parts are open."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.urls import NoReverseMatch, get_urlconf, resolve, reverse
from django.utils.translation import gettext_lazy as _

from tutela.case_file.queries import officers_of, picture_of, where_of
from tutela.people.files import Ground
from tutela.people.parts import Part
from tutela.people.past import written

register = template.Library()

GROUNDS = {
    Ground.INTEREST: _("your team's interest"),
    Ground.COVER: _("cover"),
    Ground.SUPERVISION: _("supervision"),
    Ground.EMERGENCY: _("an emergency"),
}
# Each document is of one of these: see `documents.models.Document`.
OF_DOCUMENTS = (
    *(Part.ORDERS, Part.CONVICTIONS, Part.NOTIFICATIONS, Part.CONTACT_LOG, Part.IDENTITY),
    *(Part.RELATIONSHIPS, Part.VICTIMS, Part.PROTECTED, Part.FINANCIAL, Part.SURVEILLANCE),
)
# The pages of a file, by name, under the headings of the side navigation: one that does not exist
# yet is left out. A part is shown when one of those beside it is open; none means whatever is open.
SECTIONS = (
    ("", (("case_file:overview", _("Overview"), ()),)),
    (
        _("The person"),
        (
            ("people:identity", _("Identity"), (Part.IDENTITY,)),
            ("people:addresses", _("Addresses"), (Part.ADDRESSES, Part.PROTECTED)),
            ("people:whereabouts", _("Where they are, and moves"), (Part.ADDRESSES, Part.LIST)),
            ("people:relationships", _("Relationships"), (Part.RELATIONSHIPS, Part.VICTIMS)),
            ("documents:photographs", _("Photographs"), (Part.PHOTOGRAPHS,)),
            ("matching:likely", _("Likely the same person"), (Part.IDENTITY,)),
        ),
    ),
    (
        _("Courts"),
        (
            ("court_orders:results", _("Court results"), (Part.CONVICTIONS,)),
            ("court_orders:orders", _("Court orders"), (Part.ORDERS,)),
        ),
    ),
    (
        _("Notification requirements"),
        (
            ("notification_requirements:dates", _("Notification dates"), (Part.NOTIFICATIONS,)),
            ("notification_requirements:notified", _("What was notified"), (Part.NOTIFICATIONS,)),
            (
                "notification_requirements:financial",
                _("Bank accounts and cards"),
                (Part.FINANCIAL,),
            ),
            ("notification_requirements:breaches", _("Possible breaches"), (Part.NOTIFICATIONS,)),
            (
                "notification_requirements:reviews",
                _("Review of indefinite duties"),
                (Part.NOTIFICATIONS,),
            ),
            (
                "notification_requirements:directions",
                _("Parental direction"),
                (Part.NOTIFICATIONS,),
            ),
            ("notification_requirements:for_visor", _("Copy for ViSOR"), ()),
        ),
    ),
    (
        _("Managing the risk"),
        (
            ("levels:level", _("Category and level"), (Part.LEVELS,)),
            ("risk:risk", _("Risk and plan"), (Part.RISK,)),
            ("meetings:meetings", _("Referrals and meetings"), (Part.MEETINGS, Part.LIST)),
            # whoever has the file open may record what was told in danger
            ("disclosure:disclosures", _("Disclosures"), ()),
        ),
    ),
    (
        _("The file"),
        (
            ("contact_log:log", _("Contact log"), (Part.CONTACT_LOG, Part.SURVEILLANCE)),
            ("documents:documents", _("Documents"), OF_DOCUMENTS),
            ("people:set_card", _("Contact card"), (Part.CARD,)),
            ("people:sharing", _("Who may see this file"), (Part.LIST,)),
            ("case_file:timeline", _("Timeline"), ()),
            ("case_file:known", _("As it was known"), ()),
        ),
    ),
)
# These show or change the present only.
NOW_ONLY = {
    "matching:likely",
    "notification_requirements:for_visor",
    "people:set_card",
    "case_file:known",
}


NOBODY = UUID(int=0)


@lru_cache(maxsize=512)
def _page_of_nobody(urlconf: str | None, name: str) -> tuple[str, frozenset[str]]:
    """Where nobody's page would be, and what opens it; nowhere where there is no such page."""
    try:
        url = reverse(name, urlconf=urlconf, kwargs={"person_id": NOBODY})
    except NoReverseMatch:
        return "", frozenset()
    needed = getattr(resolve(url, urlconf).func, "requires", None) or ()
    return url, frozenset([needed] if isinstance(needed, str) else needed)


def _address(request: Any, name: str, person_id: UUID) -> str:
    url, needed = _page_of_nobody(get_urlconf(), name)
    if needed and needed.isdisjoint(request.may):
        return ""
    return url.replace(str(NOBODY), str(person_id))


@register.simple_tag(takes_context=True)
def parts_of_file(context: Any) -> list[dict[str, Any]]:
    """The side navigation: parts that are open to this reader, at the moment that is shown."""
    request, person = context["request"], context["person"]
    here = context.get("part_page") or request.resolver_match.view_name
    query = f"?known_at={written(request.known_at)}" if request.known_at else ""
    headings = {page[0]: section for section, pages in SECTIONS for page in pages}
    items = []
    for name, label, url, _parts in pages_open(request, person.pk):
        if request.known_at and name in NOW_ONLY:
            continue
        is_within = name != "case_file:overview" and request.path.startswith(url)
        is_current = name == here or is_within
        section = headings[name]
        link = {"url": url + query, "label": label, "is_current": is_current, "section": section}
        items.append(link)
    return items


def pages_open(request: Any, person_id: UUID) -> list[tuple[str, Any, str, frozenset[str]]]:
    """Name, label, address and parts of the pages of a file that this reader may open."""
    found = []
    for name, label, of in (page for _section, pages in SECTIONS for page in pages):
        url = _address(request, name, person_id)
        parts = frozenset(str(part) for part in of)
        if url and (not parts or request.opened.parts_read & parts):
            found.append((name, label, url, parts))
    return found


@register.simple_tag(takes_context=True)
def file_page(context: Any, name: str) -> str:
    """Where a page of this person's file is, or nothing where the reader cannot open it."""
    return _address(context["request"], name, context["person"].pk)


@register.filter
def in_address(moment: Any) -> str:
    return written(moment)


@register.inclusion_tag("case_file/identity.html", takes_context=True)
def file_identity(context: Any) -> dict[str, Any]:
    request, person = context["request"], context["person"]
    return {
        "person": person,
        "officers": officers_of(person, on=request.day),
        "photograph": picture_of(person, parts=request.opened.parts_read),
        "where": where_of(person, on=request.day, parts=request.opened.parts_read),
        "ground": GROUNDS[request.opened.ground],
        "until": request.opened.until,
    }
