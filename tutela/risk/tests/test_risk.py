from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import NotAllowed, Stale, acting_as
from tutela.agencies.models import Team
from tutela.agencies.tests import factories as agencies
from tutela.court_orders.tests.factories import in_file
from tutela.people.listing import teams_of
from tutela.people.models import Person
from tutela.people.tests import factories as people
from tutela.risk import operations, queries
from tutela.risk.models import Assessment, Plan, PlanReview
from tutela.risk.operations import AtRisk, CannotAssess, Found

pytestmark = pytest.mark.usefixtures("database")
SOON = timezone.localdate() + timedelta(days=7)


def entered(officer, person, **given):
    asked = {
        "tool": "rm2000",
        "called": "",
        "edition": "",
        "done_on": date(2026, 3, 2),
        "done_by": "Probation, Somewhere",
        "is_complete": True,
        "nature": "",
        "imminence": "",
        "increasing": "",
        "reducing": "",
        "source": "",
        "findings": [Found("rm_s", band="high")],
        "harms": [AtRisk("children", "community", "high")],
        "not_names": False,
    }
    with in_file(officer, person):
        whose = Person.objects.get(pk=person)
        return operations.enter_assessment(
            actor=officer, person=whose, key=uuid7(), now=timezone.now(), **asked | given
        )


def planned(officer, person, *, version=0, **given):
    asked = dict.fromkeys((*operations.SECTIONS,), "") | {"supervision": "Weekly."}
    asked |= {"review_due_on": SOON, "why": "New to the team", "not_names": False}
    with in_file(officer, person):
        whose = Person.objects.get(pk=person)
        return operations.write_plan(
            actor=officer,
            person=whose,
            version=version,
            key=uuid7(),
            now=timezone.now(),
            **asked | given,
        )


def test_the_latest_complete_assessment_counts_and_a_later_unfinished_one_is_told(officer, person):
    entered(officer, person, done_on=date(2026, 1, 5))
    counts = entered(officer, person, harms=[AtRisk("public", "custody", "medium")])
    late = entered(officer, person, done_on=date(2026, 4, 1), is_complete=False, harms=[])

    with in_file(officer, person):
        found = queries.current_harm(person)

    assert (found.assessment.pk, found.later_unfinished.pk) == (counts, late)
    assert [(row.group, row.community, row.custody) for row in found.rows] == [
        ("Public", "", "Medium")
    ]


def test_one_that_was_entered_wrongly_counts_no_more_and_stays(officer, person):
    wrong = entered(officer, person)

    with in_file(officer, person):
        whose = Person.objects.get(pk=person)
        operations.set_aside(
            actor=officer,
            person=whose,
            assessment=Assessment.objects.get(pk=wrong),
            wrong_because="It is about somebody else",
            version=1,
            key=uuid7(),
            now=timezone.now(),
        )
    with in_file(officer, person):
        assert queries.current_harm(person) is None
        assert Assessment.objects.filter(person=person).count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"findings": [], "harms": []}, "Enter what the assessment found"),
        ({"tool": "other"}, "Enter what the tool is called"),
        ({"findings": [Found("rm_s", band="low", override_band="high")]}, "why the band"),
    ],
)
def test_what_an_assessment_must_say(officer, person, given, sentence):
    with pytest.raises(CannotAssess, match=sentence):
        entered(officer, person, **given)


def test_a_plan_is_followed_by_the_next_version_and_none_is_changed(officer, person):
    planned(officer, person)
    later = planned(
        officer, person, version=1, supervision="Daily.", review_due_on=SOON + timedelta(days=1)
    )

    with in_file(officer, person):
        assert queries.current_plan(person).pk == later
        written = Plan.objects.filter(person=person).values_list("number", "supervision")
        assert list(written) == [(2, "Daily."), (1, "Weekly.")]
        review = PlanReview.objects.get(person=person)
        assert (review.number, review.due_on) == (2, SOON + timedelta(days=1))
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("UPDATE risk_plan SET supervision = '' WHERE id = %s", [later])


def test_two_who_write_the_plan_at_once_see_both(officer, person):
    planned(officer, person, supervision="The first writer's words")

    with pytest.raises(Stale) as both:
        planned(officer, person, supervision="The second writer's words")

    assert both.value.version == 1
    assert both.value.now_recorded["supervision"] == "The first writer's words"


def _teams(officer):
    teams = teams_of(officer)
    return teams["team"] | teams["supervised"]


def test_a_review_that_is_due_waits_on_the_worklist_without_opening_the_file(officer, person):
    planned(officer, person)
    team = Team.objects.using("owner").get(pk=officer.team_id)
    supervisor = agencies.officer("police_supervisor", team=team)
    stranger = agencies.officer("police_supervisor")

    waits = {}
    for one in (supervisor, stranger):
        with acting_as(one):
            found = queries.reviews_due(one, _teams(one), on=timezone.localdate(), most=9)
            waits[one] = [row.person_id for row in found]

    assert waits == {supervisor: [person], stranger: []}


def test_a_partner_reads_risk_where_its_interest_says_so_and_writes_nothing(officer, person):
    entered(officer, person)
    planned(officer, person)
    reads = agencies.officer("partner")
    does_not = agencies.officer("partner")
    people.interest(officer, person, reads.team_id, "risk")
    people.interest(officer, person, does_not.team_id, "addresses")

    with in_file(reads, person):
        assert queries.current_plan(person).supervision == "Weekly."
    with in_file(does_not, person):
        assert queries.current_plan(person) is None
        assert not PlanReview.objects.exists()
    with pytest.raises(NotAllowed):
        planned(reads, person, version=1)
