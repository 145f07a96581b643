from pathlib import Path

import pytest

from tests.journeys.area import served_area
from tests.journeys.desk import Desk

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("journey")
            if not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(900))  # however busy the machine is


@pytest.fixture(scope="session")
def area(tmp_path_factory):
    with served_area(tmp_path_factory.mktemp("area")) as served:
        yield served


@pytest.fixture
def desk(area, browser):
    """Opens a window, and at the end of the test fails on whatever the browser complained of."""
    contexts, desks = [], []

    def open_window(*, width=1280, scripts=True, site="casework"):
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        one = Desk(context.new_page(), getattr(area, site), scripts=scripts)
        desks.append(one)
        return one

    yield open_window
    faults = [fault for one in desks for fault in one.faults]
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def sign_in(desk):
    """A window signed in as one of the story's accounts, by the demonstration's one press."""

    def as_account(email, **window):
        one = desk(**window)
        one.page.goto(f"{one.address}/accounts/login/")
        one.page.locator(f'button[value="{email}"]').click()
        one.arrived()
        return one

    return as_account
