from dataclasses import dataclass
from uuid import UUID

import pytest

from tutela.access.actor import Actor
from tutela.agencies.tests import factories as agencies
from tutela.people.tests import factories as people


@dataclass
class World:
    """Two teams that know nothing of each other, each with one person; a mate who opened nothing."""

    ours: Actor
    mate: Actor
    mine: UUID
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
    return World(
        ours=ours,
        mate=mate,
        mine=people.person(ours, surname="Visible"),
        theirs=theirs,
        hidden=people.person(theirs, surname="Concealed"),
    )
