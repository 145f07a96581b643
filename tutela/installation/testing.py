"""Pytest plugin: the database as the real roles, no network, no skip that nobody hears of.

The connection `default` logs in as `tutela_casework`, the casework site's own role: a connection
of the owner or a superuser passes every policy and proves nothing. `owner`, `worker` and `public`
are connections of their roles. Nothing is wrapped in a transaction and nothing is flushed (an
opening must be committed before a file can be read): every test makes its own agencies and people.
What looks at every row there is asks for `fresh_database`, or it would read all that others left.
"""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

from tutela.installation import front_end
from tutela.installation.testbed import PREFIX, Testbed

IN_CI = os.environ.get("CI") == "true"
TESTBED = Testbed(os.environ.get("TUTELA_TEST_SERVER_URL", ""))
OTHER_ROLES = ("owner", "worker", "public")
# addresses under which tests ask for pages
HOSTS = "testserver,localhost,127.0.0.1,.localhost"

# what a person may say to the tests: which server, which browser, where pictures go
KEPT = {
    "TUTELA_TEST_SERVER_URL",
    "TUTELA_CHROMIUM",
    "TUTELA_PICTURES",
    "TUTELA_NO_USER_NAMESPACE",
}


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    named = os.environ.get("TUTELA_CHROMIUM")
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return named or next(filter(None, map(shutil.which, names)), None)


def _prepare_environment() -> None:
    keys = TESTBED.place.keys
    for name in [name for name in os.environ if name.startswith("TUTELA_")]:
        if name not in KEPT:
            del os.environ[name]  # whoever runs the tests may have a server of their own
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tutela.config.settings",
        # Playwright keeps an event loop in the thread of the test
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "TUTELA_PROCESS": "casework",
        "TUTELA_HOME": str(TESTBED.home),
        "TUTELA_HOSTS": HOSTS,
        "TUTELA_SECRET_KEY": keys.secret_key("casework"),
        "TUTELA_ACTOR_KEY": keys.actor_key("casework"),
        "TUTELA_FINANCIAL_KEY": keys.financial_key(),
        "TUTELA_DATABASE_URL": TESTBED.url("casework"),
    }


_prepare_environment()

# how long an example takes, or is drawn, on a machine that is busy is no finding
settings.register_profile(
    "busy",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("busy")


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    from django.conf import settings
    from django.db import connections

    from tutela.config.databases import database_from

    settings.DATABASES = {
        **settings.DATABASES,
        **{role: database_from(TESTBED.url(role), process=role) for role in OTHER_ROLES},
    }
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    connections.settings = connections.configure_settings(settings.DATABASES)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Pages are tested with their front end, and against the examples that come with it."""
    if not hasattr(session.config, "workerinput"):
        front_end.packages()
        front_end.build()


def pytest_itemcollected(item: pytest.Item) -> None:
    if shared := _made_for_all_of_them(item):
        item.add_marker(pytest.mark.xdist_group(shared))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("django_db"):
            raise pytest.UsageError(
                f"{item.nodeid}: ask for the fixture `database` instead of the mark django_db"
            )
        if "database" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
        if item.get_closest_marker("journey") and chromium() is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))
        if item.path.stem.endswith("pages"):
            item.add_marker("pages")
    # begun first, so that in the end nobody waits for one of them
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def _made_for_all_of_them(item: pytest.Item) -> str:
    """Tests that share what is made once stay in one process, or each process makes its own."""
    fixtures = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    for name, group in (("area", "journeys"), ("filled", "demonstrations")):
        if name in fixtures:
            return group
    if any(found[-1].scope == "module" for found in fixtures.values()):
        return item.nodeid.partition("::")[0]
    return ""


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A data folder that the demonstration filled, for whoever starts it again."""
    from tutela.installation.tests.running import fill

    return fill(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="session")
def own_database(django_db_blocker):
    """Instead of pytest-django's own: a copy of the migrated template, as the real roles."""
    from django.db import connections

    with TESTBED.database():
        with django_db_blocker.unblock():
            for connection in connections.all():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT current_database()")
                    name = cursor.fetchone()[0]
                assert name.startswith(f"{PREFIX}_"), f"refusing to run in the database {name}"
                connection.close()
        yield
        with django_db_blocker.unblock():
            connections.close_all()


@pytest.fixture(scope="module")
def fresh_database(own_database, django_db_blocker):
    """The module begins with nothing recorded, and what it records is nobody else's to read."""
    _start_over(django_db_blocker)
    yield
    _start_over(django_db_blocker)


def _start_over(django_db_blocker) -> None:
    from django.db import connections

    with django_db_blocker.unblock():
        connections.close_all()
        TESTBED.start_over()


@pytest.fixture
def database(own_database, django_db_blocker):
    """The test may use the database; it leaves no transaction open."""
    from django.db import connections
    from psycopg.pq import TransactionStatus

    with django_db_blocker.unblock():
        yield
        left_open = []
        for connection in connections.all(initialized_only=True):
            raw = connection.connection
            if raw is None:
                continue
            status = raw.info.transaction_status
            if connection.in_atomic_block or status != TransactionStatus.IDLE:
                if status != TransactionStatus.UNKNOWN:  # unknown: the server has closed it
                    left_open.append(connection.alias)
                connection.in_atomic_block = False
                connection.savepoint_ids = []
                connection.needs_rollback = False
                connection.close()
        assert not left_open, f"transactions left open on {', '.join(left_open)}"


def pytest_terminal_summary(terminalreporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    journeys = [report for report in skipped if "journey" in report.keywords]
    if journeys:
        terminalreporter.write_line(f"{len(journeys)} browser journeys skipped: no Chromium")
    if IN_CI and skipped:
        terminalreporter.write_line(f"{len(skipped)} tests skipped, which is a failure here")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
