from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.pages import bound, requires
from tutela.access.permissions import May
from tutela.notification_requirements.forms import reviews as forms
from tutela.notification_requirements.models import (
    Review,
    ReviewLetter,
    ReviewMatter,
    ReviewNotice,
)
from tutela.notification_requirements.operations import directions as directing
from tutela.notification_requirements.operations import reviews as operations
from tutela.notification_requirements.queries import reviews as queries
from tutela.notification_requirements.rules import reviewing as rules
from tutela.people.files import opens_file
from tutela.people.models import Person
from tutela.people.parts import Part
from tutela.people.views.file_forms import ask

PAGE = "notification_requirements:reviews"
LETTERS = frozenset(ReviewLetter.Which)


def _may(request: Any, may: May) -> bool:
    return may in request.actor.may and Part.NOTIFICATIONS in request.opened.parts_change


def _row(person: Person, review_id: UUID) -> Review:
    found = Review.objects.select_related("area", "determined_by__user", "determined_by__team")
    return get_object_or_404(found, pk=review_id, person=person)


@requires(May.READ_FILE)
@opens_file(PAGE)
def reviews(request: Any, person: Person) -> HttpResponse:
    context = {
        "person": person,
        "is_open": Part.NOTIFICATIONS in request.opened.parts_read,
        "qualifying": queries.qualifying(person.pk),
        "rows": [(row, queries.next_clock(row)) for row in queries.of_person(person)],
        "day": request.day,
        "may_record": _may(request, May.RECORD_REVIEW),
    }
    return render(request, "notification_requirements/reviews.html", context)


@requires(May.READ_FILE)
@opens_file("notification_requirements:indefinite_review")
def review(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    shown = queries.shown(_row(person, review_id), on=request.day)
    context = {
        "person": person,
        "part_page": PAGE,
        "shown": shown,
        "row": shown.row,
        "clocks": [(one, one.is_overdue(request.day)) for one in shown.clocks],
        "may_record": _may(request, May.RECORD_REVIEW),
        "may_determine": _may(request, May.DETERMINE_REVIEW),
        "may_write_matters": shown.row.stage in {"received", "proposed"},
    }
    return render(request, "notification_requirements/review.html", context)


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:receive_review")
def receive(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(forms.ReceiveForm, request, initial={"area": request.actor.area_id}),
        operations.receive,
        title=_("Take an application for review"),
        button=_("Take it"),
        done=_("Application taken"),
        back=reverse(PAGE, args=[person.pk]),
        part_page=PAGE,
        shown={"qualifying": queries.qualifying(person.pk)},
        template="notification_requirements/receive_review.html",
    )


def _ask(
    request: Any, person: Person, row: Review, form: Any, operation: Any, **words: Any
) -> HttpResponse:
    return ask(
        request,
        person,
        form,
        operation,
        back=reverse("notification_requirements:indefinite_review", args=[person.pk, row.pk]),
        part_page=PAGE,
        review=row,
        **words,
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:acknowledge_review")
def acknowledge(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.AcknowledgeForm, request, initial={"version": row.version}),
        operations.acknowledge,
        title=_("Acknowledge the application"),
        button=_("Record it"),
        done=_("Acknowledgement recorded"),
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:notify_body")
def notify(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.NotifyForm, request, initial={"version": row.version}),
        operations.notify,
        title=_("Tell a responsible body"),
        button=_("Record it"),
        done=_("Recorded"),
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:answer_notice")
def answer_notice(request: Any, person: Person, review_id: UUID, notice_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    notice = get_object_or_404(ReviewNotice, pk=notice_id, review=row, person=person)
    initial = {"version": notice.version, "answer": notice.answer, "said": notice.said}
    return ask(
        request,
        person,
        bound(forms.AnswerForm, request, initial={**initial, "answered_on": notice.answered_on}),
        operations.answer_notice,
        title=_("What %(body)s answered") % {"body": notice.body},
        button=_("Record answer"),
        done=_("Answer recorded"),
        back=reverse("notification_requirements:indefinite_review", args=[person.pk, row.pk]),
        part_page=PAGE,
        notice=notice,
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:review_matter")
def matter(request: Any, person: Person, review_id: UUID, letter: str) -> HttpResponse:
    """One of the fifteen; after it comes the next that nobody has written of."""
    row = _row(person, review_id)
    if letter not in rules.MATTERS:
        raise Http404
    found = {one.letter: one for one in ReviewMatter.objects.filter(review=row)}
    written = found.get(letter)
    left = [one for one in rules.MATTERS if one > letter and one not in found]
    whole = reverse("notification_requirements:indefinite_review", args=[person.pk, row.pk])
    following = None if written or not left else left[0]
    then = (
        reverse("notification_requirements:review_matter", args=[person.pk, row.pk, following])
        if following
        else whole
    )
    initial = {
        "version": written.version if written else 0,
        "considered": written.considered if written else "",
    }
    return ask(
        request,
        person,
        bound(forms.MatterForm, request, initial=initial),
        operations.consider,
        title=_("Matter (%(letter)s) of s.91D(2)") % {"letter": letter},
        button=_("Save and go to the next") if following else _("Save"),
        done=_("Matter (%(letter)s) written") % {"letter": letter},
        back=whole,
        then=lambda _done: then,
        part_page=PAGE,
        shown={
            "words": _(rules.MATTERS[letter]),
            "from_memory": letter not in rules.SEEN,
        },
        template="notification_requirements/review_matter.html",
        review=row,
        letter=letter,
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:propose_review")
def propose(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.ProposeReviewForm, request, initial={"version": row.version}),
        operations.propose,
        title=_("Recommend a determination"),
        button=_("Recommend"),
        done=_("Recommended: a senior officer determines it"),
    )


@requires(May.DETERMINE_REVIEW)
@opens_file("notification_requirements:determine_review")
def determine(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.DetermineForm, request, initial={"version": row.version}),
        operations.determine,
        title=_("Determine the application"),
        button=_("Determine"),
        done=_("Determination recorded"),
        shown={"row": row, "shown": queries.shown(row, on=localdate())},
        template="notification_requirements/determine_review.html",
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:give_notice")
def give(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    initial = {
        "version": row.version,
        "given_on": row.notice_given_on,
        "received_on": row.notice_received_on,
    }
    return _ask(
        request,
        person,
        row,
        bound(forms.GiveForm, request, initial=initial),
        operations.give,
        title=_("Notice of the determination"),
        button=_("Record it"),
        done=_("Notice recorded"),
        shows_consequences=True,
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:appeal_review")
def appeal(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.AppealForm, request, initial={"version": row.version}),
        operations.appeal,
        title=_("Record an appeal"),
        button=_("Record appeal"),
        done=_("Appeal recorded"),
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:court_on_review")
def court(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.CourtForm, request, initial={"version": row.version}),
        operations.decided_by_court,
        title=_("What the court ordered"),
        button=_("Record order"),
        done=_("Court's order recorded"),
        shows_consequences=True,
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:close_review")
def close(request: Any, person: Person, review_id: UUID) -> HttpResponse:
    row = _row(person, review_id)
    return _ask(
        request,
        person,
        row,
        bound(forms.CloseForm, request, initial={"version": row.version}),
        operations.close,
        title=_("End it without a determination"),
        button=_("End it"),
        done=_("Application ended"),
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:review_letter")
def letter(request: Any, person: Person, review_id: UUID, which: str) -> HttpResponse:
    """What a letter says of what is recorded; where it was issued, the paper itself is here."""
    row = _row(person, review_id)
    if which not in LETTERS or (which == "determination" and row.determined_on is None):
        raise Http404
    context = {
        "person": person,
        "part_page": PAGE,
        "row": row,
        "letter": queries.letter(row, person, which),
        "issued": queries.issued(row).get(which),
    }
    return render(request, "notification_requirements/review_letter.html", context)


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:kept_letter")
def kept_letter(request: Any, person: Person, review_id: UUID, which: str) -> HttpResponse:
    """The letter as it was issued."""
    found = get_object_or_404(ReviewLetter, person=person, review=review_id, which=which)
    answer = HttpResponse(queries.paper_of(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


# Parental directions ------------------------------------------------------------------------------

DIRECTIONS = "notification_requirements:directions"


@requires(May.READ_FILE)
@opens_file(DIRECTIONS)
def directions(request: Any, person: Person) -> HttpResponse:
    rows = queries.directions_of(person)
    context = {
        "person": person,
        "is_open": Part.NOTIFICATIONS in request.opened.parts_read,
        "rows": [(row, row.is_over(request.day)) for row in rows],
        "may_record": _may(request, May.RECORD_REVIEW),
    }
    return render(request, "notification_requirements/directions.html", context)


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:add_direction")
def add_direction(request: Any, person: Person) -> HttpResponse:
    return ask(
        request,
        person,
        bound(forms.DirectionForm, request),
        directing.record_direction,
        title=_("Record a parental direction"),
        button=_("Record direction"),
        done=_("Direction recorded"),
        back=reverse(DIRECTIONS, args=[person.pk]),
        part_page=DIRECTIONS,
        shows_consequences=True,
    )


@requires(May.RECORD_REVIEW)
@opens_file("notification_requirements:change_direction")
def change_direction(request: Any, person: Person, direction_id: UUID) -> HttpResponse:
    row = get_object_or_404(person.parental_directions, pk=direction_id)
    initial = {
        name: getattr(row, name)
        for name in ("version", "reached_at", "ends_on", "discharged_on", "discharged_why")
    }
    return ask(
        request,
        person,
        bound(forms.ChangeDirectionForm, request, initial=initial),
        directing.change_direction,
        title=_("Change or discharge the direction"),
        button=_("Save direction"),
        done=_("Direction changed"),
        back=reverse(DIRECTIONS, args=[person.pk]),
        part_page=DIRECTIONS,
        shows_consequences=True,
        direction=row,
    )
