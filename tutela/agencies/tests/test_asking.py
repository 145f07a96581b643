from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from tutela.access.asking import NotBySight, any_of, worded_once
from tutela.access.door import acting_as
from tutela.agencies.models import Appointment, Team
from tutela.agencies.tests import factories as agencies

pytestmark = pytest.mark.usefixtures("database")

TODAY = date(2026, 3, 2)


def appointments(*, team: UUID, on: date) -> QuerySet[Appointment]:
    return (
        Appointment.objects.using("default")
        .filter(Q(team=team), starts_on__lte=on, ends_before__gt=on, role__in=["a", "partner"])
        .select_related("user", "team__agency")
        .order_by("user__name", "id")
    )


def test_the_rows_and_the_words_are_those_of_the_query():
    asked = worded_once(appointments)
    for team in (uuid4(), uuid4()):
        with CaptureQueriesContext(connection) as by_itself:
            expected = list(appointments(team=team, on=TODAY))
        with CaptureQueriesContext(connection) as by_kept_words:
            assert asked(team=team, on=TODAY) == expected
        assert by_kept_words[0]["sql"] == by_itself[0]["sql"]


def test_rows_come_with_what_was_selected_beside_them():
    officer = agencies.officer()

    @worded_once
    def teams(*, team: UUID) -> QuerySet[Team]:
        return Team.objects.select_related("agency").filter(pk=team)

    teams(team=uuid4())
    with acting_as(officer):
        [found] = teams(team=officer.team_id)
        with CaptureQueriesContext(connection) as more:
            assert (found.pk, found.agency.pk) == (officer.team_id, officer.agency_id)
        assert len(more) == 0


def test_single_columns_and_first_rows_too():
    @worded_once
    def names(*, team: UUID) -> Any:
        return Team.objects.filter(pk=team).values_list("name", flat=True)[:1]

    officer = agencies.officer()
    with acting_as(officer):
        assert names(team=officer.team_id) == [officer.team_name]
        assert names(team=uuid4()) == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda *, team: Team.objects.all(),
        lambda *, team: Team.objects.filter(name=f"{team} and more"),
    ],
    ids=["not asked", "not as it stands"],
)
def test_an_answer_that_does_not_stand_in_the_question_is_refused(ask):
    with pytest.raises(NotBySight):
        worded_once(ask)(team=uuid4())


def test_any_number_of_keys_in_the_same_words():
    one, other = agencies.officer(), agencies.officer()

    @worded_once
    def teams(*, keys: list[UUID]) -> QuerySet[Team]:
        return Team.objects.filter(any_of("id", keys)).order_by("id")

    with acting_as(one):
        for officers in ([one], [one, other], []):
            found = teams(keys=[officer.team_id for officer in officers])
            assert {team.pk for team in found} == {officer.team_id for officer in officers}


@pytest.mark.parametrize("answer", ["a word", 3, None])
def test_only_keys_and_days_are_answers(answer):
    with pytest.raises(NotBySight):
        worded_once(appointments)(team=answer, on=TODAY)
