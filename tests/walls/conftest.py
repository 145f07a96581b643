from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from tutela.access.actor import Actor
from tutela.agencies.tests import factories as agencies
from tutela.people.tests import factories as people


@dataclass
class World:
    """Two teams that know nothing of each other, each with one person; a mate opened nothing."""

    ours: Actor
    mate: Actor
    mine: UUID
    key: str  # by which our person's surname is asked for
    theirs: Actor
    hidden: UUID


@pytest.fixture
def world(database: None) -> World:
    team = agencies.team()
    ours, mate, theirs = (
        agencies.officer(team=team),
        agencies.officer(team=team),
        agencies.officer(),
    )
    surname = f"Visible{uuid4().hex}"
    return World(
        key=surname.upper(),
        ours=ours,
        mate=mate,
        mine=people.person(ours, surname=surname),
        theirs=theirs,
        hidden=people.person(theirs, surname="Concealed"),
    )
