import pytest
from django.core.checks import run_checks

from tutela.agencies.checks import demonstration_is_only_at_home


@pytest.fixture
def at_home(settings, monkeypatch):
    settings.IS_DEMONSTRATION = True
    settings.ALLOWED_HOSTS = ["casework.localhost"]
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "/run/folder")
    settings.MAILERS = {"default": {"BACKEND": "filebased"}}
    return settings


def test_the_demonstration_is_fine_on_one_s_own_machine(at_home):
    assert demonstration_is_only_at_home(None) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", ["casework.example.org"]),
        ("ALLOWED_HOSTS", ["*"]),
        ("CASEWORK_ADDRESS", "https://casework.example.org/"),
        ("MAILERS", {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}),
    ],
)
def test_the_demonstration_elsewhere_fails_the_deploy_check(at_home, name, value):
    setattr(at_home, name, value)

    assert [error.id for error in demonstration_is_only_at_home(None)] == ["tutela.E001"]


def test_a_database_on_another_machine_fails_it_too(at_home, monkeypatch):
    monkeypatch.setitem(at_home.DATABASES["default"], "HOST", "db.example.org")

    assert [error.id for error in demonstration_is_only_at_home(None)] == ["tutela.E001"]


def test_without_the_demonstration_nothing_is_said(at_home):
    at_home.IS_DEMONSTRATION = False
    at_home.ALLOWED_HOSTS = ["casework.example.org"]

    assert demonstration_is_only_at_home(None) == []


def test_whoever_deploys_is_told(at_home):
    """What `check --deploy` runs, not only what is written for it."""
    at_home.ALLOWED_HOSTS = ["casework.example.org"]

    found = run_checks(include_deployment_checks=True)

    told = {error.msg for error in found if error.is_serious() and error.id == "tutela.E001"}
    assert "TUTELA_DEMONSTRATION is on, and a host is not localhost." in told
    assert "tutela.E001" not in {error.id for error in run_checks()}
