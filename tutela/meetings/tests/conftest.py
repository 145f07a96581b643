import pytest

from tutela.meetings.tests import scene as scenes


@pytest.fixture
def scene(database):
    return scenes.scene()
