"""Whatever an honest person says at a counter is taken, receipted, brought on and joined."""

from datetime import date

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.tests import factories as agencies
from tutela.notification_requirements.forms.counter import FinishForm, WhoForm
from tutela.notification_requirements.forms.said import FORMS
from tutela.notification_requirements.models import Attendance, Receipt
from tutela.notification_requirements.operations import writing
from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.tests import visits as at_counter
from tutela.people.files import consult, opened_here
from tutela.people.models import Person
from tutela.people.tests import factories as people
from tutela.ui.fields import DayField

WORDS = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "don't know",
            "12, rue de la Paix, 75002 Paris",
            "no fixed abode, the park by the river",
            "two homes: week days here, week ends there",
            "some time in March",
            "ул. Ленина, д. 5",
            "李小龍",
            "O'Neill-Żółć",
        ]
    ),
    st.text(
        alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20
    ),
)
ANY_DAY = st.one_of(st.none(), st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))


def posted(form, draw):
    """What a browser sends for a form in which anything, or nothing, was answered."""
    sent = MultiValueDict({"operation_key": [str(uuid7())]})
    for name, field in form.base_fields.items():
        if name in {"operation_key", "version"}:
            continue
        if isinstance(field, DayField):
            day = draw(ANY_DAY)
            for part in ("day", "month", "year"):
                sent[f"{name}_{part}"] = str(getattr(day, part)) if day else ""
        elif hasattr(field, "choices"):
            codes = [code for code, _label in field.choices]
            if field.required:
                sent[name] = draw(st.sampled_from(codes))
            elif codes:
                sent.setlist(name, draw(st.lists(st.sampled_from(codes), max_size=1)))
        elif field.widget.input_type == "checkbox" if hasattr(field.widget, "input_type") else 0:
            sent[name] = draw(st.sampled_from(["", "on"]))
        else:
            sent[name] = draw(WORDS)
    return sent


def answered(form, draw, **more):
    filled = form(posted(form, draw), **more)
    assert filled.is_valid(), filled.errors
    return filled.answers


@pytest.mark.parametrize("kind", sorted(FORMS))
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_no_form_refuses_what_is_said(kind, data):
    answered(FORMS[kind], data.draw)


@given(data=st.data())
@settings(
    max_examples=6,
    phases=[Phase.generate],  # to shrink a visit that failed would take minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_said_reaches_the_file(database, data):
    owner, taker = agencies.officer(), agencies.officer("police_duty_officer")
    person, called = at_counter.known_as(owner)
    draft = at_counter.begun(taker)
    at_counter.who(
        taker, draft, **answered(WhoForm, data.draw, stations=[]) | called | {"given_names": "Alex"}
    )
    kinds = data.draw(st.lists(st.sampled_from(sorted(FORMS)), min_size=1, max_size=4))
    for kind in kinds:
        at_counter.add(taker, draft, kind, **answered(FORMS[kind], data.draw))
    visit = at_counter.received(taker, draft, **answered(FinishForm, data.draw))
    at_counter.route()
    [waiting] = [row for row in at_counter.waiting(owner) if row.visit.pk == visit]
    people.opened(owner, person)
    with acting_as(owner):
        consult([person], page="notification_requirements:visit_join")
        file = Person.objects.get(pk=person)
        proposed = writing.proposals(file, waiting.visit, opened_here(person).parts_change)

    at_counter.join(owner, waiting.routed_id, person, writes=[one.code for one in proposed])

    with acting_as(owner):
        consult([person], page="notification_requirements:notified")
        attendance = Attendance.objects.get(visit=visit)
        told = [kind for kind in kinds if kind in rules.NOTIFICATIONS]
        count = len(told) if attendance.outcome == "taken" else 0
        assert attendance.notifications.count() == count
        assert Receipt.objects.filter(visit=visit).count() == 2
