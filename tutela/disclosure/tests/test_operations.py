from datetime import timedelta

import pytest
from django.utils import timezone

from tutela.access.door import NotAllowed, acting_as
from tutela.agencies.tests import factories as agencies
from tutela.court_orders.tests.factories import in_file
from tutela.disclosure import operations
from tutela.disclosure.models import Awaited, Consideration, FollowUp, Incident, Made
from tutela.disclosure.operations.holding import CannotDisclose
from tutela.disclosure.tests import factories as given
from tutela.people.files import Ground, consult
from tutela.people.models import Interest
from tutela.people.operations.holding import CannotChange
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def officer(database):
    return agencies.officer()


@pytest.fixture
def person(officer):
    return people.person(officer)


@pytest.fixture
def decider(officer):
    return given.decision_maker(officer)


def waiting(actor, person):
    with acting_as(actor):
        return [
            row.kind for row in Awaited.objects.filter(person=person, met_at=None).order_by("since")
        ]


def test_from_asking_to_following_up(officer, person, decider):
    row = given.ask(officer, person, decider)
    assert row.children == ["Child A"]
    assert waiting(decider, person) == ["decision"]

    given.decide(decider, row)
    assert waiting(officer, person) == ["telling"]

    given.make(officer, row, follow_up_on=timezone.localdate() + timedelta(days=14))
    assert waiting(officer, person) == ["follow_up"]

    with in_file(officer, person):
        due = FollowUp.objects.get(person=person)
        operations.follow_up(
            actor=officer,
            follow_up=due,
            done_on=timezone.localdate(),
            found="Kept to itself; asks for advice.",
            again_on=None,
            version=1,
            **given.common(person),
        )
        row.refresh_from_db()
        assert row.stage == "told"
    assert waiting(officer, person) == []


def test_who_decides_reads_the_file_for_it_and_for_a_time(officer, person, decider):
    given.ask(officer, person, decider)

    with in_file(officer, person):
        interest = Interest.objects.get(person=person, team=decider.team_id)
    assert interest.kind == "asked"
    assert interest.parts_change == ["disclosures"]
    assert {"list", "identity", "convictions", "risk"} <= {*interest.parts_read}
    assert interest.ends_before == timezone.localdate() + timedelta(days=28)
    assert interest.readers == [decider.appointment_id]


def test_the_asker_cannot_decide_whatever_their_office(officer):
    asker = given.decision_maker(officer)
    person = people.person(officer)
    people.interest(officer, person, asker.team_id, "disclosures", parts_change=["disclosures"])
    row = given.ask(officer, person, asker)

    with pytest.raises(NotAllowed):
        given.decide(officer, row)
    two_offices = agencies.officer(
        "disclosure_decision_maker",
        user=agencies.Appointment.objects.using("owner").get(pk=officer.appointment_id).user,
        team=agencies.Team.objects.using("owner").get(pk=asker.team_id),
    )
    with pytest.raises(CannotDisclose, match="other than the person who asked"):
        given.decide(two_offices, row)


def test_nothing_is_approved_of_which_a_test_is_not_met(officer, person, decider):
    row = given.ask(officer, person, decider)

    with pytest.raises(CannotDisclose, match="Every test must be met"):
        given.decide(decider, row, tests=given.answers(accurate=""))
    with pytest.raises(CannotDisclose, match="Answer every test"):
        given.decide(decider, row, tests={})
    given.decide(decider, row, "refuse", tests=given.answers(accurate=""))

    with in_file(officer, person):
        row.refresh_from_db()
        assert (row.stage, row.tests.filter(is_met=False).get().test) == ("refused", "accurate")
    assert waiting(officer, person) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"children": [], "also_protected": ""}, "whom it would protect"),
        ({"children": ["Petra Planted"]}, "as a token"),
        ({"not_self_accompanied": ""}, "less intrusive"),
        ({"representations": "not_sought", "representations_said": ""}, "considered every time"),
    ],
)
def test_what_was_not_weighed_is_not_asked(officer, person, decider, fields, said):
    with pytest.raises(CannotDisclose, match=said):
        given.ask(officer, person, decider, **fields)


def test_nobody_is_told_before_another_approved_it(officer, person, decider):
    row = given.ask(officer, person, decider)

    with pytest.raises(CannotDisclose, match="before another person has approved"):
        given.make(officer, row, version=1)


def test_a_refused_undertaking_leaves_it_untold(officer, person, decider):
    row = given.ask(officer, person, decider)
    given.decide(decider, row)

    with pytest.raises(CannotDisclose, match="told all the same"):
        given.make(officer, row, undertaking="refused")
    given.make(officer, row, undertaking="refused", was_told=False, words="")

    assert waiting(officer, person) == ["telling"]
    with in_file(officer, person):
        row.refresh_from_db()
        assert row.stage == "approved"
        operations.leave(
            actor=officer,
            consideration=row,
            why="The club will not promise to keep it.",
            version=row.version,
            **{k: v for k, v in given.common(person).items() if k != "not_names"},
        )
        row.refresh_from_db()
        assert (row.stage, row.is_over) == ("not_told", True)
    assert waiting(officer, person) == []


def test_who_may_only_read_records_danger_and_another_reviews_it(officer, person, decider):
    reader = agencies.officer("partner")
    people.interest(officer, person, reader.team_id, "identity")

    with in_file(reader, person):
        made = given.in_danger(reader, person)
        assert not Consideration.objects.exists()  # it is written, and not theirs to read

    assert waiting(decider, person) == ["review"]
    with in_file(decider, person):
        row = Consideration.objects.get(pk=made)
        due = Awaited.objects.get(person=person)
        assert due.due_at == Made.objects.get().made_at + timedelta(hours=24)
        operations.review(
            actor=decider,
            consideration=row,
            decision="reject",
            reasons="The child had left; there was time to ask.",
            version=1,
            **given.common(person),
        )
    assert waiting(officer, person) == ["incident"]


def test_nobody_records_danger_of_a_file_that_is_not_open(officer, person, decider):
    stranger = agencies.officer()
    with acting_as(stranger):
        assert not people.opened(stranger, person, Ground.INTEREST)
        assert not consult([person], page="people:file")


def test_an_incident_is_settled_by_another_than_who_recorded_it(officer, person, decider):
    with in_file(officer, person):
        made = given.incident(officer, person)
    facts = {"commissioner": "not_needed", "finding": "Spoken to.", "version": 1}
    with in_file(decider, person):
        row = Incident.objects.get(pk=made)
        operations.settle_incident(actor=decider, incident=row, **facts, **given.common(person))
        row.refresh_from_db()
        assert row.settled_by_id == decider.appointment_id
    assert waiting(officer, person) == []


def test_who_told_wrongly_does_not_settle_it(officer, person):
    supervisor = agencies.officer(
        "police_supervisor", team=agencies.Team.objects.using("owner").get(pk=officer.team_id)
    )
    decider = given.decision_maker(officer)
    with in_file(supervisor, person):
        made = given.in_danger(supervisor, person)
    with in_file(decider, person):
        row = Consideration.objects.get(pk=made)
        operations.review(
            actor=decider,
            consideration=row,
            decision="reject",
            reasons="No.",
            version=1,
            **given.common(person),
        )
    with in_file(supervisor, person), pytest.raises(CannotDisclose, match="who told settles it"):
        operations.settle_incident(
            actor=supervisor,
            incident=Incident.objects.get(),
            commissioner="told",
            finding="Fine.",
            version=1,
            **given.common(person),
        )


def test_an_approval_lapses_and_is_asked_again(officer, person, decider):
    row = given.ask(officer, person, decider)
    ago = timezone.now() - timedelta(days=30)
    given.decide(decider, row, now=ago)
    with in_file(officer, person):
        row.refresh_from_db()
    assert row.lapses_on == timezone.localdate(ago) + timedelta(days=28)
    with pytest.raises(CannotDisclose, match="had lapsed by that day"):
        given.make(officer, row)

    given.ask(officer, person, decider, again=row.pk)
    assert waiting(officer, person) == ["decision"]
    with in_file(officer, person):
        row.refresh_from_db()
    assert (row.stage, row.ended_because) == (
        "not_told",
        "The approval lapsed, and it was asked again.",
    )


def test_what_was_told_in_time_is_written_down_after_the_approval_lapsed(officer, person, decider):
    row = given.ask(officer, person, decider)
    ago = timezone.now() - timedelta(days=30)
    given.decide(decider, row, now=ago)
    given.make(officer, row, made_at=ago + timedelta(days=1))
    with in_file(officer, person):
        row.refresh_from_db()
    assert row.stage == "told"


def test_what_is_asked_again_leaves_an_approval_that_stands(officer, person, decider):
    row = given.ask(officer, person, decider)
    given.decide(decider, row)
    given.ask(officer, person, decider, again=row.pk)
    assert waiting(officer, person) == ["telling", "decision"]


def test_a_partner_who_reads_cannot_ask(officer, person, decider):
    reader = agencies.officer("probation_practitioner")
    people.interest(officer, person, reader.team_id, "disclosures")

    with pytest.raises(CannotChange):
        given.ask(reader, person, decider)


def test_what_was_withdrawn_is_not_decided(officer, person, decider):
    row = given.ask(officer, person, decider)
    with in_file(officer, person):
        operations.withdraw(
            actor=officer,
            consideration=row,
            why="He left the club.",
            version=1,
            **{k: v for k, v in given.common(person).items() if k != "not_names"},
        )

    assert waiting(decider, person) == []
    with pytest.raises(CannotDisclose, match="decided, or was withdrawn"):
        given.decide(decider, row, version=2)
