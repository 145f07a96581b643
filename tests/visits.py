"""Every page of the casework site, and how to come to each: used to walk them all.

`WRITE_URL_TABLE=1 ./run test tests/test_urls.py` writes `url_table.toml` anew, for review.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from tests import architecture
from tests.walls import typed
from tutela.access.actor import Actor
from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Area, Station, Team
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit.models import Version
from tutela.contact_log.models import Entry
from tutela.court_orders.tests import factories as courts
from tutela.disclosure.models import FollowUp
from tutela.disclosure.tests import factories as disclosures
from tutela.documents.models import Document, DocumentContent
from tutela.levels.tests import factories as levels
from tutela.meetings.models import (
    Action,
    ActionWords,
    InformationRequest,
    Invitation,
    Minutes,
    Note,
    Outcome,
    OutcomeReasons,
)
from tutela.meetings.tests import scene as meetings
from tutela.notification_requirements.models import (
    Breach,
    Determination,
    ParentalDirection,
    Review,
    ReviewLetter,
    ReviewNotice,
)
from tutela.notification_requirements.tests import visits as at_counter
from tutela.people.models import Move, Transfer, Whereabouts
from tutela.people.tests import factories as people
from tutela.risk.models import Assessment, Plan
from tutela.statistics.tests import counted as by_hand

TABLE = Path(__file__).with_name("url_table.toml")
ROLES = (
    *("signed_out", "owner", "stranger", "partner", "duty", "governance", "administrator"),
    "coordinator",
)
# What the sign-in library puts into its own addresses.
FIXED = {"pk": "0", "uidb36": "0", "key": "x", "provider_id": "none", "by": "person"}
# A notification's kind and a receipt's language stand in the address.
FIXED |= {"kind": "name", "language": "en"}
# So do a matter of a review and its letters, and the kind of what is copied for ViSOR.
FIXED |= {"letter": "c", "which": "acknowledgement", "code": "name"}
# What differs from one answer to the next: tokens, nonces, keys drawn for a form.
DRAWN = re.compile(r'(name="csrfmiddlewaretoken" value=|nonce=|name="operation_key" value=)"[^"]*"')


@dataclass
class Scene:
    """One person with a row of everything, and somebody in each role."""

    actors: dict[str, Actor]
    surname: str
    ids: dict[str, UUID] = field(default_factory=dict)

    def browser(self, role: str) -> Client:
        return Client() if role == "signed_out" else signed_in(self.actors[role])


def pages() -> list[tuple[str, tuple[str, ...]]]:
    """The name of every page, with the names of what its address needs."""
    found = architecture.pages(get_resolver("tutela.config.casework_urls"))
    return [(name, needed(pattern)) for name, pattern in found]


def needed(pattern) -> tuple[str, ...]:
    return tuple(pattern.pattern.converters or pattern.pattern.regex.groupindex)


def address(name: str, keys: tuple[str, ...], ids: dict[str, UUID]) -> str:
    """Where the page is; a page that needs what no recipe gives is an error."""
    wanted = {key: FIXED.get(key, ids.get(key)) for key in keys}
    missing = [key for key, value in wanted.items() if value is None]
    if missing:
        raise NoReverseMatch(f"{name}: no recipe for {', '.join(missing)}: add it to Scene")
    return reverse(name, kwargs=wanted)


def plain(response: HttpResponse) -> bytes:
    """The bytes of an answer without what is drawn anew for each."""
    body = b"".join(response) if response.streaming else response.content
    return DRAWN.sub(r"\1", body.decode("utf-8", "replace")).encode()


def scene() -> Scene:
    team = agencies.team()
    owner = agencies.officer(team=team)
    actors = {
        "owner": owner,
        "stranger": agencies.officer(),
        "partner": agencies.officer("partner"),
        "duty": agencies.officer("police_duty_officer"),
        "governance": agencies.officer("information_governance", team=team),
        "administrator": agencies.officer("agency_administrator", team=team),
        "coordinator": agencies.officer(
            "mappa_coordinator", team=agencies.team(agency=team.agency)
        ),
    }
    surname = f"Shown{uuid4().hex}"
    person = people.person(owner, surname=surname)
    given = people.interest(owner, person, actors["partner"].team_id, "addresses")
    made = Scene(actors, surname, {"person_id": person, "interest_id": given})
    made.ids["team_id"] = actors["stranger"].team_id
    made.ids["appointment_id"] = owner.appointment_id
    made.ids["subject_id"] = person
    write_rows(made)
    likely_twice(made)
    look_up(made)
    come_to_the_counter(made)
    move_away(made)
    under_an_order(made)
    convicted(made)
    asked_and_reviewed(made)
    screened(made)
    figures_asked_for(made)
    heard_at_a_meeting(made)
    recorded(made)
    made.ids["row_id"] = made.ids["address_id"]
    made.ids["change_id"] = entry_that_wrote(made.ids["row_id"])
    disclosed(made)
    nobodys = ("told_id", "routed_id", "cover_id", "entry_id", "subject", "publication_id")
    for key in nobodys:
        made.ids.setdefault(key, uuid4())  # of nobody: not found, whoever asks
    return made


def entry_that_wrote(row: UUID) -> UUID:
    return Version.objects.using("owner").get(row_id=row, version=1).entry


def write_rows(made: Scene) -> None:
    person, ids = made.ids["person_id"], made.ids
    ids |= {"address_id": uuid4(), "relationship_id": uuid4(), "identifier_id": uuid4()}
    with typed.reading(made.actors["owner"], person) as sql:
        typed.entry(sql, person=person)
        sql.execute(
            "INSERT INTO people_address (id, person_id, part, kind, lines, postcode, postcode_key,"
            " house_key, version) VALUES (%s, %s, 'addresses', 'home', '7', '', '', '7', 1)",
            [ids["address_id"], person],
        )
        sql.execute(
            "INSERT INTO people_relationship (id, person_id, part, kind, other_name, note, version)"
            " VALUES (%s, %s, 'relationships', 'partner', 'Sam Synthetic', '', 1)",
            [ids["relationship_id"], person],
        )
        sql.execute(
            "INSERT INTO people_identifier (id, person_id, kind, said, key, kept_because, version)"
            " VALUES (%s, %s, 'other', 'X7', 'X7', '', 1)",
            [ids["identifier_id"], person],
        )
        ids["name_id"] = typed.one(sql, "SELECT id FROM people_name WHERE person_id = %s", person)
        ids["birth_date_id"] = typed.one(
            sql, "SELECT id FROM people_birthdate WHERE person_id = %s", person
        )
        sql.commit()
    ids["photograph_id"] = uuid4()


def move_away(made: Scene) -> None:
    """The person was held for a time, moved and came back; something was sent to another force."""
    person, owner, ids = made.ids["person_id"], made.actors["owner"], made.ids
    team = Team.objects.using("owner").select_related("agency").get(pk=owner.team_id)
    ids["area_id"] = team.agency.area_id
    common = {"person_id": person, "starts_on": date(2026, 1, 5)}
    moved = {
        "address_id": ids["address_id"],
        "from_team": team,
        # one that is there already: a new one would be on every list of areas
        "to_area": Area.objects.using("owner").get(code="scotland"),
        "moves_record": True,
        "stage": Move.Stage.TAKEN_BACK,
        "moved_on": date(2026, 1, 5),
        "acknowledge_by": date(2026, 1, 8),
        "made_by_id": owner.appointment_id,
        "made_at": timezone.now(),
        "settled_by_id": owner.appointment_id,
        "settled_at": timezone.now(),
    }
    with agencies.as_owner():
        held = Whereabouts.objects.using("owner").create(kind="hospital", **common)
        sent = Transfer.objects.using("owner").create(
            person_id=person, to="scotland", recipient="R", what_sent="W", sent_on=date(2026, 1, 5)
        )
        move = Move.objects.using("owner").create(person_id=person, **moved)
        station = Station.objects.using("owner").create(
            area_id=ids["area_id"], name="S", address="A", starts_on=date(2026, 1, 5)
        )
    ids |= {"whereabouts_id": held.pk, "transfer_id": sent.pk, "move_id": move.pk}
    ids["station_id"] = station.pk


def disclosed(made: Scene) -> None:
    """Somebody was told in immediate danger and is to be seen again; somebody was told wrongly."""
    person, owner = made.ids["person_id"], made.actors["owner"]
    with courts.in_file(owner, person):
        made.ids["consideration_id"] = disclosures.in_danger(
            owner, person, follow_up_on=timezone.localdate()
        )
        made.ids["incident_id"] = disclosures.incident(owner, person)
        made.ids["follow_up_id"] = FollowUp.objects.get(person=person).pk


def figures_asked_for(made: Scene) -> None:
    """Figures of the owner's area were counted and their release asked for.

    None is let out: that would be on everybody's page.
    """
    owner = made.actors["owner"]
    of = Team.objects.using("owner").select_related("agency").get(pk=owner.team_id).agency
    made.ids |= by_hand.asked_for(of, owner)


def come_to_the_counter(made: Scene) -> None:
    """The owner took a visit, which was joined, and has another that is not finished."""
    owner, person = made.actors["owner"], made.ids["person_id"]
    made.ids["draft_id"] = at_counter.begun(owner)
    made.ids["item_id"] = at_counter.add(owner, made.ids["draft_id"], "name", surname="X")
    made.ids["visit_id"] = at_counter.taken_of(owner, person, ("periodic", {}))
    with typed.reading(owner, person) as sql:
        for key, table in (("attendance_id", "attendance"), ("notification_id", "notification")):
            query = f"SELECT id FROM notification_requirements_{table} WHERE person_id = %s"
            made.ids[key] = typed.one(sql, query, person)
        query = "SELECT id FROM notification_requirements_receipt WHERE visit_id = %s LIMIT 1"
        made.ids["receipt_id"] = typed.one(sql, query, made.ids["visit_id"])


def under_an_order(made: Scene) -> None:
    """An order with a clause, a passport held under it and a possible breach."""
    person = made.ids["person_id"]
    with courts.entered(made.actors["owner"], person):
        order = courts.order(person)
        rows = {
            "order_id": order,
            "clause_id": courts.clause(order),
            "passport_id": courts.passport(order),
            "order_breach_id": courts.order_breach(order),
        }
    for key, row in rows.items():
        made.ids.setdefault(key, row.pk)


def convicted(made: Scene) -> None:
    """A court result with an offence and a sentence, a document of it, and an entry in the log."""
    person = made.ids["person_id"]
    with courts.entered(made.actors["owner"], person):
        result = courts.result(person)
        document = Document.objects.create(
            person_id=person,
            part="convictions",
            kind="result",
            title="Certificate",
            format="application/pdf",
            pages=1,
            length=1,
            added_at=timezone.now(),
        )
        DocumentContent.objects.create(
            document=document, person_id=person, part="convictions", content=b"x"
        )
        entry = Entry.objects.create(
            person_id=person,
            kind="call",
            what="Rang",
            written_by_id=made.actors["owner"].appointment_id,
            written_at=timezone.now(),
        )
        made.ids |= {
            "result_id": result.pk,
            "offence_id": courts.offence(result).pk,
            "sentence_id": courts.sentence(result).pk,
            "document_id": document.pk,
            "log_entry_id": entry.pk,
        }


def screened(made: Scene) -> None:
    """A category that an officer decided, and level 1 after a screening."""
    owner, person = made.actors["owner"], made.ids["person_id"]
    levels.category(owner, person, 2, timezone.localdate())
    levels.screening(owner, person, timezone.localdate())


def asked_and_reviewed(made: Scene) -> None:
    """A possible breach, an application for review with a body that was told, and a direction."""
    person, owner = made.ids["person_id"], made.actors["owner"]
    common = {"person_id": person}
    on = date(2026, 1, 5)
    with courts.entered(owner, person):
        breach = Breach.objects.create(
            ground="false", begun_on=on, provision="s.91", opened_at=timezone.now(), **common
        )
        review = Review.objects.create(received_on=on, **common)
        notice = ReviewNotice.objects.create(review=review, body="B", told_on=on, **common)
        ReviewLetter.objects.create(
            review=review,
            which="acknowledgement",
            content=b"%PDF",
            issued_by_id=owner.appointment_id,
            issued_at=timezone.now(),
            **common,
        )
        direction = ParentalDirection.objects.create(made_on=on, court="C", parent="P", **common)
        current = Determination.objects.filter(person=person, is_current=True).first()
    made.ids |= {
        "breach_id": breach.pk,
        "review_id": review.pk,
        "notice_id": notice.pk,
        "direction_id": direction.pk,
        "row_id": made.ids["name_id"],
        "determination_id": current.pk if current else uuid4(),
    }


def heard_at_a_meeting(made: Scene) -> None:
    """The owner referred the case; it is on an agenda, and the partner is asked to come."""
    actors = made.actors
    case = meetings.Scene(
        probation=actors["owner"],
        coordinator=actors["coordinator"],
        chair=actors["stranger"],
        children=actors["partner"],
        person=made.ids["person_id"],
    )
    item = meetings.on_agenda(case)
    meetings.invited(case, item, asked="Is a child known?", due_on=timezone.localdate())
    partner = actors["partner"].team_id
    (invitation,) = meetings.seen(actors["partner"], case.person, Invitation, team=partner)
    (asked,) = meetings.seen(actors["coordinator"], case.person, InformationRequest)
    made.ids |= {
        "referral_id": item.referral_id,
        "sitting_id": item.sitting_id,
        "item_id": item.pk,
        "invitation_id": invitation.pk,
        "request_id": asked.pk,
    }


def recorded(made: Scene) -> None:
    """What was written, decided and issued at the meeting; the risk and the plan it rested on."""
    owner, team = made.actors["owner"].appointment_id, made.actors["partner"].team_id
    at = {"person_id": made.ids["person_id"]}
    of, today, now = at | {"item_id": made.ids["item_id"]}, timezone.localdate(), timezone.now()
    paper = {"part": "meetings", "kind": "minutes", "format": "application/pdf"}
    with agencies.as_owner():
        assessment = Assessment.objects.using("owner").create(
            tool="arms", done_on=today, done_by="P", recorded_at=now, **at
        )
        plan = Plan.objects.using("owner").create(
            number=1, supervision="S", review_due_on=today, why="W", written_at=now, **at
        )
        note = Note.objects.using("owner").create(
            section="risk", author_id=owner, words="N", written_at=now, **of
        )
        outcome = Outcome.objects.using("owner").create(
            level=2, disclosure="none", recorded_by_id=owner, recorded_at=now, **of
        )
        OutcomeReasons.objects.using("owner").create(
            outcome=outcome, level_why="L", disclosure_why="D", **at
        )
        action = Action.objects.using("owner").create(
            number=1, team_id=team, named="N", due_on=today, set_by_id=owner, set_at=now, **of
        )
        ActionWords.objects.using("owner").create(action=action, what="W", **at)
        document = Document.objects.using("owner").create(
            title="Minutes", pages=1, length=1, added_at=now, **paper, **at
        )
        DocumentContent.objects.using("owner").create(
            document=document, part="meetings", content=b"x", **at
        )
        minutes = Minutes.objects.using("owner").create(
            kind="full",
            number=1,
            copy=1,
            team_id=team,
            recipient="R",
            document=document,
            issued_by_id=owner,
            issued_at=now,
            **of,
        )
    made.ids |= {"assessment_id": assessment.pk, "plan_id": plan.pk, "note_id": note.pk}
    made.ids |= {"action_id": action.pk, "minutes_id": minutes.pk}


def likely_twice(made: Scene) -> None:
    """Another team's record is likely of the same person."""
    job, other = Actor.job("import", May.IMPORT_EXTRACT), people.person(made.actors["stranger"])
    told = [made.ids["person_id"], other, 96, ["Same name"]]
    with (
        acting_as(job, using="worker"),
        perform(job, May.IMPORT_EXTRACT, using="worker") as done,
        connections["worker"].cursor() as cursor,
    ):
        cursor.execute("SELECT found_likely(%s, %s, %s, %s)", told)
        done.record("extract.imported", None)
    with typed.connect("owner") as sql:
        query = "SELECT id FROM matching_likeness WHERE person_id = %s"
        made.ids["likeness_id"] = typed.one(sql, query, made.ids["person_id"])


def look_up(made: Scene) -> None:
    """The duty officer asked for the person's card."""
    made.ids["lookup_id"] = uuid4()
    with typed.acting(made.actors["duty"]) as sql:
        sql.execute(
            "SELECT ask(%s, 'card', %s, 'ALEX', '1980-03-03', '', '', '', 'seen in the street')",
            [made.ids["lookup_id"], made.surname.upper()],
        )
        sql.commit()


def traces(actor: Actor | None) -> int:
    """How many entries of looking there are of that actor."""
    if actor is None:
        return 0
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM audit_consultation WHERE actor = %(me)s)"
            " + (SELECT count(*) FROM audit_listing WHERE actor = %(me)s)"
            " + (SELECT count(*) FROM people_lookup WHERE actor = %(me)s)",
            {"me": actor.appointment_id},
        )
        return cursor.fetchone()[0]


def answers(made: Scene) -> Iterator[tuple[str, str, HttpResponse, int]]:
    """Every page asked for by every role: page, role, answer, entries that it left."""
    for role in ROLES:
        browser = made.browser(role)
        actor = made.actors.get(role)
        for name, keys in pages():
            if name in {"account_logout"}:
                continue
            before = traces(actor)
            response = browser.get(address(name, keys, made.ids))
            yield name, role, response, traces(actor) - before


def listed() -> dict[str, dict[str, int]]:
    return tomllib.loads(TABLE.read_text())


def written(table: dict[str, dict[str, int]]) -> str:
    lines = ["# Page, role, answer. Written by tests/test_urls.py."]
    for name, answered in sorted(table.items()):
        lines.append(f'"{name}" = {{ {", ".join(f"{r} = {a}" for r, a in answered.items())} }}')
    return "\n".join(lines) + "\n"


def table_of(made: Scene) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for name, role, response, _ in answers(made):
        table.setdefault(name, {})[role] = response.status_code
    return table
