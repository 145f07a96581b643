"""Need to know, said a second time: the rules of the design in Python, without the database.

Worlds are generated and written as the owner; `Expected` says what each actor may then see.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import psycopg
from hypothesis import strategies as st

GENERAL = (
    *("list", "identity", "addresses", "photographs", "relationships", "contact_log", "card"),
    *("convictions", "orders", "notifications"),
    *("levels", "risk", "meetings", "disclosures"),
)
COMPARTMENTS = ("surveillance", "victims", "protected", "financial")
EMERGENCY = frozenset(GENERAL)
GROUNDS = ("interest", "cover", "supervision")
# Which part a table's rows are of (None: each row says), and whether one's own people's are listed.
TABLES = {
    "people_person": ("list", True),
    "people_interest": ("list", True),
    "people_allocation": ("list", True),
    "people_name": ("identity", True),
    "people_birthdate": ("identity", True),
    "people_identifier": ("identity", True),
    "people_address": (None, False),
    "people_relationship": (None, False),
    "people_card": ("card", False),
}


@dataclass
class Period:
    starts: int  # days from today
    ends: int

    def holds(self) -> bool:
        return self.starts <= 0 < self.ends


@dataclass
class Officer:
    team: int
    powers: frozenset[str]
    supervises: int | None
    period: Period
    vetted: int
    is_active: bool
    id: UUID = field(default_factory=uuid4)

    def is_live(self) -> bool:
        return self.period.holds() and self.vetted >= 0 and self.is_active


@dataclass
class Cover:
    officer: int
    team: int
    period: Period


@dataclass
class Held:
    """An interest."""

    person: int
    team: int
    read: frozenset[str]
    change: frozenset[str]
    readers: frozenset[int]
    duty_reads: bool
    restricted: bool
    period: Period


@dataclass
class Someone:
    owner: int
    restricted: bool
    id: UUID = field(default_factory=uuid4)

    @property
    def key(self) -> str:
        return f"S{self.id.hex.upper()}"


@dataclass
class Register:
    agencies: list[int]  # of each team
    officers: list[Officer]
    covers: list[Cover]
    people: list[Someone]
    interests: list[Held]
    teams: list[UUID] = field(default_factory=list)

    def teams_on(self, ground: str, officer: int) -> set[int]:
        me = self.officers[officer]
        if ground == "interest":
            return {me.team}
        if ground == "cover":
            return {c.team for c in self.covers if c.officer == officer and c.period.holds()}
        if "supervise" not in me.powers:
            return set()
        return {me.team} | ({me.supervises} if me.supervises is not None else set())

    def speaks_to(self, held: Held, officer: int, ground: str) -> bool:
        if ground != "interest":
            return not held.restricted
        on_duty = held.duty_reads and "emergency" in self.officers[officer].powers
        return not held.readers or officer in held.readers or on_duty

    def parts(self, ground: str, officer: int, person: int) -> tuple[set[str], set[str]]:
        """What may be read and changed of that person's file on that ground, today."""
        me = self.officers[officer]
        if not me.is_live():
            return set(), set()
        if ground == "emergency":
            allowed = "emergency" in me.powers and not self.people[person].restricted
            return (set(EMERGENCY), set()) if allowed else (set(), set())
        read: set[str] = set()
        change: set[str] = set()
        for held in self.interests:
            is_theirs = held.person == person and held.team in self.teams_on(ground, officer)
            if is_theirs and held.period.holds() and self.speaks_to(held, officer, ground):
                read |= held.read
                change |= held.change
        if ground != "interest":
            read -= set(COMPARTMENTS)
            change -= set(COMPARTMENTS)
        return read, change

    def own_people(self, officer: int, part: str) -> set[int]:
        """Whose list lines are seen without opening a file."""
        me = self.officers[officer]
        if not me.is_live():
            return set()
        seen = {
            person
            for person in range(len(self.people))
            for ground in GROUNDS
            if part in self.parts(ground, officer, person)[0]
        }
        if part == "list" and "govern" in me.powers:
            seen |= {
                number
                for number, someone in enumerate(self.people)
                if not someone.restricted and self.agencies[someone.owner] == self.agencies[me.team]
            }
        return seen

    def opened(self, officer: int, person: int) -> tuple[set[str], set[str]]:
        """All grounds opened: they add up."""
        read: set[str] = set()
        change: set[str] = set()
        for ground in (*GROUNDS, "emergency"):
            more_read, more_change = self.parts(ground, officer, person)
            read |= more_read
            change |= more_change
        return read, change


PERIODS = st.builds(Period, st.sampled_from([-9, 0, 1]), st.sampled_from([0, 1, 99]))
PARTS = st.frozensets(st.sampled_from(GENERAL + COMPARTMENTS))
POWERS = st.frozensets(
    st.sampled_from(["record", "supervise", "govern", "administer", "emergency", "cards"])
)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    agencies = draw(st.lists(st.integers(0, 1), min_size=2, max_size=4))
    team = st.integers(0, len(agencies) - 1)
    officers = draw(
        st.lists(
            st.builds(
                Officer,
                team=team,
                powers=POWERS,
                supervises=st.none() | team,
                period=st.just(Period(-9, 99)) | PERIODS.filter(lambda p: p.starts < p.ends),
                vetted=st.sampled_from([99, 99, 0, -1]),
                is_active=st.sampled_from([True, True, True, False]),
            ),
            min_size=2,
            max_size=5,
        )
    )
    officer = st.integers(0, len(officers) - 1)
    people = draw(
        st.lists(st.builds(Someone, owner=team, restricted=st.booleans()), min_size=2, max_size=3)
    )
    covers = draw(st.lists(st.builds(Cover, officer, team, PERIODS.filter(in_order)), max_size=4))
    interests = draw(
        st.lists(interest(st.integers(0, len(people) - 1), team, officer), min_size=1, max_size=8)
    )
    return Register(agencies, officers, covers, people, interests)


def in_order(period: Period) -> bool:
    return period.starts <= period.ends


@st.composite
def interest(draw: st.DrawFn, person, team, officer) -> Held:
    read = draw(PARTS | st.just(frozenset(GENERAL)))
    change = draw(st.frozensets(st.sampled_from(sorted(read))) if read else st.just(frozenset()))
    readers = draw(st.just(frozenset()) | st.frozensets(officer, min_size=1, max_size=2))
    restricted = draw(st.booleans()) if readers else False
    return Held(
        person=draw(person),
        team=draw(team),
        read=read,
        change=change,
        readers=readers,
        duty_reads=draw(st.booleans()),
        restricted=restricted,
        period=draw(st.just(Period(-9, 99)) | PERIODS.filter(in_order)),
    )


def write(register: Register, sql: psycopg.Connection) -> None:
    """The register as rows, as the owner, under one entry."""
    entry, (today,) = uuid4(), sql.execute("SELECT today()").fetchone()
    sql.execute("SELECT set_config('tutela.entry', %s, true)", [str(entry)])
    insert = Inserts(sql, today)
    area, agencies = uuid4(), [uuid4(), uuid4()]
    register.teams = [uuid4() for _ in register.agencies]
    insert(
        "agencies_area",
        id=area,
        code=area.hex[-12:],
        name="Area",
        name_cy="",
        police_force="",
        nation="",
    )
    for agency in agencies:
        insert("agencies_agency", id=agency, area_id=area, name="Agency", kind="police")
    for team, of in zip(register.teams, register.agencies, strict=True):
        insert(
            "agencies_team",
            id=team,
            agency_id=agencies[of],
            name="Team",
            ring_day="",
            ring_night="",
            takes_unknown=False,
            takes_moves=False,
        )
    for officer in register.officers:
        write_officer(register, officer, insert)
    for cover in register.covers:
        insert(
            "agencies_cover",
            id=uuid4(),
            appointment_id=register.officers[cover.officer].id,
            team_id=register.teams[cover.team],
            arranged_by_id=register.officers[cover.officer - 1].id,
            why="x",
            **insert.days(cover.period),
        )
    for someone in register.people:
        write_person(register, someone, insert)
    for number in range(len(register.people)):
        write_relationships(register, number, insert)
    for held in register.interests:
        write_interest(register, held, insert)
    sql.execute("SELECT record_as_job(%s, 'set_up', 'agency.set_up', NULL, NULL, '{}')", [entry])
    sql.commit()


class Inserts:
    def __init__(self, sql: psycopg.Connection, today: date) -> None:
        self.sql, self.today = sql, today

    def __call__(self, table: str, **values: object) -> None:
        columns, places = ", ".join(values), ", ".join(["%s"] * len(values))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"
        self.sql.execute(statement, list(values.values()))

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def days(self, period: Period) -> dict[str, date]:
        return {"starts_on": self.day(period.starts), "ends_before": self.day(period.ends)}


def write_officer(register: Register, officer: Officer, insert: Inserts) -> None:
    user = uuid4()
    insert(
        "agencies_user",
        id=user,
        email=f"{user}@example.org",
        name="Officer",
        password="!",
        is_active=officer.is_active,
    )
    insert(
        "agencies_appointment",
        id=officer.id,
        user_id=user,
        team_id=register.teams[officer.team],
        role="any",
        powers=sorted(officer.powers),
        supervises_id=None if officer.supervises is None else register.teams[officer.supervises],
        vetted_until=insert.day(officer.vetted),
        why="x",
        version=1,
        **insert.days(officer.period),
    )


def write_person(register: Register, someone: Someone, insert: Inserts) -> None:
    insert(
        "people_person",
        id=someone.id,
        owner_team_id=register.teams[someone.owner],
        surname=someone.key,
        given_names="Alex",
        born_said="",
        restricted=someone.restricted,
        restricted_why="",
        recorded_at=insert.today,
        version=1,
    )
    row = {"person_id": someone.id, "version": 1}
    insert(
        "people_name",
        id=uuid4(),
        kind="main",
        surname=someone.key,
        given_names="Alex",
        surname_key=someone.key,
        given_key="ALEX",
        source="",
        **row,
    )
    insert.sql.execute(
        'INSERT INTO people_birthdate (id, person_id, said, "on", is_main, source, version)'
        " VALUES (gen_random_uuid(), %s, '3 March 1980', '1980-03-03', true, '', 1)",
        [someone.id],
    )
    insert(
        "people_identifier",
        id=uuid4(),
        kind="other",
        said="7",
        key="7",
        kept_because="",
        **row,
    )
    insert(
        "people_allocation",
        id=uuid4(),
        person_id=someone.id,
        appointment_id=register.officers[0].id,
        why="x",
        **insert.days(Period(-9, 99)),
    )
    for part in ("addresses", "protected"):
        insert("people_address", id=uuid4(), part=part, **ADDRESS, **row)
    insert("people_card", id=uuid4(), **CARD, **row)


ADDRESS = {"kind": "home", "lines": "1", "postcode": "", "postcode_key": "", "house_key": ""}
CARD = {
    "warnings": "",
    "status": "none",
    "prohibitions": "",
    "ring_day": "",
    "ring_night": "",
    "photograph_digest": "",
    "shows_when_restricted": [],
}


def write_relationships(register: Register, number: int, insert: Inserts) -> None:
    someone = register.people[number]
    row = {"person_id": someone.id, "note": "", "version": 1}
    insert(
        "people_relationship",
        id=uuid4(),
        part="relationships",
        kind="associate",
        other_name="",
        other_person_id=register.people[number - 1].id,
        **row,
    )
    insert("people_relationship", id=uuid4(), part="victims", kind="victim", other_name="V", **row)


def write_interest(register: Register, held: Held, insert: Inserts) -> None:
    insert(
        "people_interest",
        id=uuid4(),
        person_id=register.people[held.person].id,
        team_id=register.teams[held.team],
        kind="supports",
        parts_read=sorted(held.read),
        parts_change=sorted(held.change),
        readers=[register.officers[number].id for number in sorted(held.readers)],
        duty_reads=held.duty_reads,
        restricted=held.restricted,
        granted_by_id=register.officers[0].id,
        why="x",
        ended_why="",
        **insert.days(held.period),
    )
