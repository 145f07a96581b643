import pytest

from tutela.agencies.tests import factories
from tutela.agencies.tests.clients import signed_in

pytestmark = pytest.mark.usefixtures("database")


def test_a_signed_in_client_acts_in_its_appointment():
    actor = factories.officer()

    client = signed_in(actor)

    assert client.session["appointment"] == str(actor.appointment_id)
    assert client.get("/accounts/login/").status_code == 302
