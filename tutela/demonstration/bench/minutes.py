"""How long the minutes of a long meeting take: made, kept and entered in the audit."""

import platform
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tutela.demonstration.bench.kept import keep
from tutela.installation.place import Place
from tutela.installation.processes import environment
from tutela.installation.refusal import Refusal

AUTHORS, WORDS, ACTIONS, AT_MOST_SECONDS = 4, 150, 20, 1.0
FOUND = [sys.executable, "-P", "-m", "tutela", "manage", "--as", "owner", "found_demonstration"]


def found(place: Place, owner_url: str) -> None:
    """The invented agencies of the demonstration, in the throw-away database."""
    told = environment(place, "owner", url=owner_url, more={"TUTELA_DEMONSTRATION": "1"})
    if subprocess.run(FOUND, env=told, check=False).returncode:
        raise Refusal("The invented agencies could not be founded.")


def measure(*, times: int, write: bool) -> None:
    """Fill the record of one case at one meeting, issue it again and again, print the table."""
    from tutela.demonstration import one_case
    from tutela.demonstration.bench.measure import Times

    for _step in one_case.tell():
        pass
    item = _long_record()
    began = time.process_time()
    one = Times("one agency", [_issued(item) for _ in range(times)])
    processor = (time.process_time() - began) * 1000 / times
    pages = _pages(item)
    text = (
        f"## Minutes: {datetime.now(UTC).date():%-d %B %Y}\n\n"
        f"A case with {AUTHORS} authors of {WORDS} words on each of ten sections, {ACTIONS} actions"
        f" and the plan: {pages} pages. Read from the record, searched for names, made as PDF/UA-1,"
        f" kept and entered in the audit; one officer, Python {platform.python_version()}. The aim"
        f" is {AT_MOST_SECONDS:.0f} s.\n\n"
        "| Issued to | p50 | p95 | slowest | processor time of ours |\n"
        "| --- | --- | --- | --- | --- |\n"
        f"| {one.name} | {one.at(50):.0f} ms | {one.at(95):.0f} ms | {max(one.taken):.0f} ms |"
        f" {processor:.0f} ms |\n\n"
    )
    sys.stdout.write(text)
    if write:
        keep(text)


def _long_record() -> UUID:
    """The meeting of four weeks ago, with a record as long as they come."""
    from tutela.demonstration import one_case, story
    from tutela.demonstration.invented import now_and_key
    from tutela.meetings import operations
    from tutela.meetings.models import Item, Outcome, Section

    person_id, item_id = _case()
    for email in (story.CHAIR, story.COORDINATOR, story.MANAGER, story.PRACTITIONER)[:AUTHORS]:
        with one_case.at_work(email, person_id) as (who, person):
            facts: dict[str, Any] = {"actor": who, "person": person}
            facts["item"] = Item.objects.get(pk=item_id)
            for section in Section:
                words = " ".join(["as it was said at the meeting"] * (WORDS // 6))
                asked: dict[str, Any] = {"section": section, "sheet": 9, "version": 0}
                operations.write_note(words=words, **facts, **asked, **now_and_key())
    with one_case.at_work(story.CHAIR, person_id) as (who, person):
        facts = {"actor": who, "person": person, "item": Item.objects.get(pk=item_id)}
        held_on = Outcome.objects.get(item=item_id).recorded_at.date()
        for number in range(ACTIONS):
            operations.set_action(
                what=f"What was agreed under number {number}, in a sentence of usual length.",
                team=None,
                outside="An agency that is not here",
                named="The duty officer",
                due_on=held_on + timedelta(days=number),
                not_names=True,
                **facts,
                **now_and_key(),
            )
    return item_id


def _case() -> tuple[UUID, UUID]:
    from tutela.access.door import acting_as
    from tutela.demonstration import story
    from tutela.demonstration.invented import actor
    from tutela.meetings.models import Outcome

    with acting_as(actor(story.COORDINATOR)):
        outcome = Outcome.objects.latest("recorded_at")
    return outcome.person_id, outcome.item_id


def _issued(item_id: UUID) -> float:
    """Milliseconds of one issue, from the press to the commit."""
    from tutela.demonstration import one_case, story
    from tutela.demonstration.invented import now_and_key
    from tutela.meetings import operations
    from tutela.meetings.models import Item
    from tutela.meetings.queries.record import teams_there

    person_id, _item = _case()
    began = 0.0
    with one_case.at_work(story.CHAIR, person_id) as (who, person):
        item = Item.objects.get(pk=item_id)
        teams = teams_there(item)[:1]
        began = time.perf_counter()
        operations.issue(
            actor=who,
            person=person,
            item=item,
            kind="full",
            teams=teams,
            recipient="",
            not_names=False,
            **now_and_key(),
        )
    return (time.perf_counter() - began) * 1000


def _pages(item_id: UUID) -> Any:
    from tutela.demonstration import one_case, story
    from tutela.documents.models import Document

    person_id, _item = _case()
    with one_case.at_work(story.CHAIR, person_id):
        return Document.objects.filter(kind="minutes").latest("added_at").pages
