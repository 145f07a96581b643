import pytest

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.court_orders.tests import factories as courts
from tutela.people.tests import factories as people


@pytest.fixture
def officer(database):
    return agencies.officer()


@pytest.fixture
def person(officer):
    return people.person(officer)


@pytest.fixture
def client(officer):
    return signed_in(officer)


@pytest.fixture
def order(officer, person):
    with courts.entered(officer, person):
        return courts.order(person)


@pytest.fixture
def clause(officer, person, order):
    with courts.entered(officer, person):
        return courts.clause(order)
