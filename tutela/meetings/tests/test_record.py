"""What is written, decided and issued of a case, by its people."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from tutela.access.door import NotAllowed, Stale, acting_as
from tutela.documents.models import Document, DocumentContent
from tutela.levels.queries import current
from tutela.meetings import operations
from tutela.meetings.models import (
    Action,
    ActionReport,
    Amendment,
    Dissent,
    Item,
    Minutes,
    Note,
    Outcome,
    OutcomeReasons,
)
from tutela.meetings.operations.admitting import CannotMeet
from tutela.meetings.queries.record import following
from tutela.meetings.tests.scene import doing, invited, on_agenda, seen, team_of
from tutela.people.files import consult
from tutela.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("database")
TODAY = timezone.localdate()
NOTE = {"section": "risk", "sheet": 0, "version": 0}
OUTCOME = {
    "level": 2,
    "level_why": "Two agencies are needed",
    "disclosure": "none",
    "disclosure_why": "Nobody outside is at risk",
    "consideration": None,
    "next_on": TODAY + timedelta(days=60),
    "summary": "Managed at level 2.",
    "not_names": False,
    "version": 0,
}
ACTION = {
    "what": "Visit the home",
    "outside": "",
    "named": "Duty social worker",
    "due_on": TODAY + timedelta(days=7),
    "not_names": False,
}
REPORT = {"on": TODAY, "words": "Seen", "due_on": None, "not_names": False, "version": 1}
ISSUE = {"kind": "full", "recipient": "", "not_names": False}


@pytest.fixture
def item(scene):
    """Heard today, with children's services at the table."""
    made = on_agenda(scene, starts_at=timezone.now())
    invited(scene, made)
    return made


def attended(scene, item):
    came = operations.Came(presence="attended", agreed="said", team=scene.children.team_id)
    doing(
        scene.coordinator,
        scene.person,
        operations.record_attendance,
        item=item,
        came=[came],
        statement="1",
    )


def decided(scene, item, **facts):
    given = OUTCOME | facts
    return doing(scene.coordinator, scene.person, operations.record_outcome, item=item, **given)


def acted(scene, item, **facts):
    made = doing(
        scene.coordinator,
        scene.person,
        operations.set_action,
        item=item,
        **{"team": team_of(scene.children)} | ACTION | facts,
    )
    return seen(scene.coordinator, scene.person, Action, pk=made)[0]


def issued(scene, item, **facts):
    given = {"teams": [team_of(scene.children)]} | ISSUE | facts
    return doing(scene.coordinator, scene.person, operations.issue, item=item, **given)


def typed(actor, person, statement):
    """How many rows a statement typed as the actor changes."""
    people.opened(actor, person)
    with acting_as(actor), connection.cursor() as cursor:
        consult([person], page="meetings:test")
        cursor.execute(statement)
        return cursor.rowcount


def test_two_writers_keep_their_words_beside_each_other(scene, item):
    for writer in (scene.children, scene.coordinator):
        words = f"As {writer.role} sees it"
        doing(writer, scene.person, operations.write_note, item=item, words=words, **NOTE)

    found = seen(scene.probation, scene.person, Note, item=item)

    assert {note.words for note in found} == {
        "As partner sees it",
        "As mappa_coordinator sees it",
    }


def test_one_writer_in_two_windows_keeps_both_and_a_repeated_press_writes_nothing_twice(
    scene, item
):
    def write(words, **facts):
        given = NOTE | {"words": words} | facts
        return doing(scene.children, scene.person, operations.write_note, item=item, **given)

    first = write("First window")
    again = write("First window, more", sheet=1, version=1)
    other = write("Second window", sheet=1, version=1)
    same = write("First window, more", sheet=1, version=1)

    assert (first, same) == (again, first)
    assert other != first
    notes = seen(scene.children, scene.person, Note, item=item)
    assert [(one.sheet, one.words, one.version) for one in notes] == [
        (1, "First window, more", 2),
        (2, "Second window", 1),
    ]


def test_nobody_writes_over_anothers_note_nor_under_anothers_name(scene, item):
    doing(scene.children, scene.person, operations.write_note, item=item, words="Mine", **NOTE)

    assert typed(scene.coordinator, scene.person, "UPDATE meetings_note SET words = ''") == 0
    assert [one.words for one in seen(scene.probation, scene.person, Note)] == ["Mine"]


def test_the_level_is_in_force_from_the_day_of_the_meeting_and_the_case_is_heard(scene, item):
    decided(scene, item)

    with acting_as(scene.coordinator):
        consult([scene.person], page="meetings:test")
        assert current(scene.person).level.level == 2
    assert seen(scene.coordinator, scene.person, Item, pk=item.pk)[0].stage == "heard"
    again = decided(scene, item, level=1, version=1)
    [row] = seen(scene.coordinator, scene.person, Outcome, pk=again)
    assert (row.level, row.next_on, row.version) == (1, None, 2)
    with acting_as(scene.coordinator):
        consult([scene.person], page="meetings:test")
        assert current(scene.person).level.level == 1
    with pytest.raises(Stale) as both:
        decided(scene, item, level=3, version=1)
    assert both.value.now_recorded["level"] == 1


def test_a_meeting_that_is_still_to_come_decides_nothing(scene):
    item = on_agenda(scene)
    with pytest.raises(CannotMeet, match="still to come"):
        decided(scene, item)


def test_disclosure_that_was_not_considered_stays_on_the_list_until_it_is(scene, item):
    decided(scene, item, disclosure="not_considered", disclosure_why="The time was over")

    def waits():
        with acting_as(scene.coordinator):
            found = following(scene.coordinator, on=timezone.localdate(), most=9)
            return [row.item_id for row in found.undisclosed]

    assert waits() == [item.pk]
    settled = {"disclosure": "none", "disclosure_why": "Nobody is at risk", "version": 1}
    settled |= {"consideration": None, "not_names": False}
    with pytest.raises(CannotMeet, match="Enter the reasons"):
        doing(
            scene.coordinator,
            scene.person,
            operations.settle_disclosure,
            item=item,
            **settled | {"disclosure_why": ""},
        )
    doing(scene.coordinator, scene.person, operations.settle_disclosure, item=item, **settled)
    assert waits() == []
    [reasons] = seen(scene.coordinator, scene.person, OutcomeReasons)
    assert reasons.disclosure_why == "Nobody is at risk"


def test_who_undertook_an_action_sees_the_case_until_it_is_due_and_says_what_became_of_it(
    scene, item
):
    action = acted(scene, item, due_on=timezone.localdate() + timedelta(days=90))
    with acting_as(scene.children):
        assert following(
            scene.children, on=timezone.localdate() + timedelta(days=80), most=9
        ).actions == [action]

    def report(actor, kind, **facts):
        given = REPORT | {"kind": kind} | facts
        return doing(actor, scene.person, operations.report_action, action=action, **given)

    with pytest.raises(CannotMeet, match="Another agency"):
        report(scene.probation, "done")
    with pytest.raises(CannotMeet, match="gives an action another day"):
        report(scene.children, "dropped")
    report(scene.children, "progress", words="Nobody opened")
    report(scene.coordinator, "moved", due_on=timezone.localdate() + timedelta(days=100), version=2)
    report(scene.children, "done", version=3)
    with pytest.raises(CannotMeet, match="settled already"):
        report(scene.children, "done", version=4)

    [row] = seen(scene.probation, scene.person, Action)
    assert (row.stage, row.settled_on, row.due_on) == (
        "done",
        REPORT["on"],
        timezone.localdate() + timedelta(days=100),
    )
    kinds = [one.kind for one in seen(scene.probation, scene.person, ActionReport)]
    assert kinds == ["done", "moved", "progress"]


def test_the_database_keeps_an_actions_day_and_a_decision_from_who_only_attends(scene, item):
    action = acted(scene, item)
    refused = [
        "UPDATE meetings_action SET due_on = due_on + 1",
        "UPDATE meetings_action SET stage = 'dropped', settled_on = due_on",
    ]
    for statement in refused:
        with pytest.raises(DatabaseError):
            typed(scene.children, scene.person, statement)
    for operation, facts in (
        (operations.record_outcome, {"item": item} | OUTCOME),
        (operations.set_action, {"item": item, "team": None} | ACTION),
        (operations.issue, {"item": item, "teams": []} | ISSUE),
    ):
        with pytest.raises(NotAllowed):
            doing(scene.children, scene.person, operation, **facts)
    assert seen(scene.coordinator, scene.person, Action)[0].due_on == action.due_on


def test_each_recipient_has_a_copy_of_its_own_and_reads_no_other(scene, item):
    with pytest.raises(CannotMeet, match="Record the outcome"):
        issued(scene, item)
    decided(scene, item)
    with pytest.raises(CannotMeet, match="only to agencies that attended"):
        issued(scene, item)
    attended(scene, item)
    probation = operations.Came(presence="attended", agreed="said", team=scene.probation.team_id)
    doing(
        scene.coordinator,
        scene.person,
        operations.record_attendance,
        item=item,
        came=[probation],
        statement="1",
    )
    issued(scene, item, teams=[team_of(scene.children), team_of(scene.probation)])

    [own] = seen(scene.children, scene.person, Minutes)
    assert own.team_id == scene.children.team_id
    assert [one.pk for one in seen(scene.children, scene.person, Document)] == [own.document_id]
    kept = seen(scene.children, scene.person, DocumentContent)
    assert [one.document_id for one in kept] == [own.document_id]
    assert bytes(kept[0].content).startswith(b"%PDF")
    assert len(seen(scene.coordinator, scene.person, Minutes)) == 2
    assert typed(scene.children, scene.person, "UPDATE documents_document SET kind = 'other'") == 0


def test_issued_minutes_are_corrected_by_numbered_amendments_and_issued_again(scene, item):
    said = {"section": "risk", "was": "High", "is_now": "Very high", "why": "Misheard"}
    said |= {"not_names": False}
    decided(scene, item)
    attended(scene, item)
    with pytest.raises(CannotMeet, match="Nothing has been issued"):
        doing(scene.coordinator, scene.person, operations.amend, item=item, **said)
    issued(scene, item)
    with pytest.raises(CannotMeet, match="by an amendment"):
        decided(scene, item, level=3, version=1)
    for _time in range(2):
        doing(scene.coordinator, scene.person, operations.amend, item=item, **said)
    issued(scene, item)

    assert [one.number for one in seen(scene.children, scene.person, Amendment)] == [1, 2]
    assert [one.number for one in seen(scene.children, scene.person, Minutes)] == [2, 1]


def test_dissent_is_recorded_by_whoever_was_there(scene, item):
    said = {"who": "Children's services", "words": "Level 3 was needed", "not_names": False}
    doing(scene.children, scene.person, operations.record_dissent, item=item, **said)
    assert seen(scene.probation, scene.person, Dissent)[0].words == "Level 3 was needed"


def test_a_case_whose_next_date_is_near_and_on_no_agenda_waits_for_the_coordinator(scene, item):
    with acting_as(scene.coordinator):
        later = timezone.localdate() + timedelta(days=1)
        assert [one.pk for one in following(scene.coordinator, on=later, most=9).undecided] == [
            item.pk
        ]
    decided(scene, item)
    with acting_as(scene.coordinator):
        near = timezone.localdate() + timedelta(days=40)
        found = following(scene.coordinator, on=near, most=9)
        assert [row.item_id for row in found.to_hear_again] == [item.pk]
        assert not following(scene.coordinator, on=timezone.localdate(), most=9).to_hear_again
