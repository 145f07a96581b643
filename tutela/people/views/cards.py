from base64 import b64encode
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires, submit
from tutela.access.permissions import May
from tutela.people import queries
from tutela.people.files import opens_file
from tutela.people.forms.opening import CardForm, SetCardForm
from tutela.people.models import Card, Lookup, Person
from tutela.people.operations import cards as card_operations
from tutela.people.operations import opening as operations
from tutela.people.parts import Part

# as long as the database answers: a card is looked at, not kept
SHOWN_FOR = timedelta(minutes=15)


@requires(May.ASK_FOR_CARD)
def card(request: Any) -> HttpResponse:
    form = bound(CardForm, request)
    answer = submit(
        request,
        form,
        operations.ask_for_card,
        then=lambda lookup: reverse("people:cards", args=[lookup]),
    )
    return answer or render(request, "people/card.html", {"form": form})


@requires(May.ASK_FOR_CARD)
def cards(request: Any, lookup_id: UUID) -> HttpResponse:
    """The answer, read in another transaction than the one that told the owner."""
    lookup = queries.asked(request.actor, lookup_id, Lookup.Kind.CARD)
    if lookup is None:
        raise Http404
    if timezone.now() - lookup.at >= SHOWN_FOR:
        return render(request, "people/cards_gone.html")
    found = [
        {
            "card": one,
            "photograph": _picture(one.photograph),
            "status": Card.Status(one.status),
            "prohibitions": [line for line in one.prohibitions.splitlines() if line.strip()],
        }
        for one in queries.contact_cards(lookup_id)
    ]
    return render(request, "people/cards.html", {"found": found, "asked_at": lookup.at})


def _picture(jpeg: bytes | None) -> str:
    """In the page itself: a card has no address that could be asked for again."""
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode()}" if jpeg else ""


@requires(May.SET_CARD)
@opens_file("people:set_card")
def set_card(request: Any, person: Person) -> HttpResponse:
    if Part.CARD not in request.opened.parts_read:
        raise Http404
    now = get_object_or_404(Card.objects.all(), person=person)
    questions = SetCardForm.base_fields
    initial = {name: getattr(now, name) for name in questions if hasattr(now, name)}
    form = bound(SetCardForm, request, initial=initial)
    back = reverse("people:set_card", args=[person.pk])
    answer = submit(
        request,
        form,
        card_operations.set_card,
        then=lambda _: back,
        done=_("Contact card saved"),
        person=person,
    )
    context = {
        "person": person,
        "form": form,
        "card": now,
        "photograph": _picture(bytes(now.photograph) if now.photograph else None),
        "team": person.owner_team,
        "may_change": Part.CARD in request.opened.parts_change,
    }
    return answer or render(request, "people/set_card.html", context)
