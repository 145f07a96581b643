"""The shape of the code, and each fault planted once and seen."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from tests import architecture
from tutela.access.pages import requires
from tutela.access.permissions import May
from tutela.people.files import opens_file

# Where a statement is put together on purpose: why it cannot carry what somebody typed.
REVIEWED_SQL = {
    "tutela/installation": "made by the installer from names of roles and tables",
    "tutela/demonstration": "throw-away databases of invented people",
    "tutela/exchange/tables.py": "names of tables and columns are the importer's own",
    "tutela/audit": "pieces written out in the same file; values travel beside",
    "tutela/oversight/looks.py": "pieces written out in the same file; values travel beside",
    "tutela/people/operations/movement.py": "written out at each call; values travel beside",
    "tutela/people/operations/sharing.py": "the number of placeholders; values travel beside",
    "tutela/statistics/counting.py": "kinds and clauses of the same file; values travel beside",
    "tutela/statistics/operations.py": "the function is named at each call; values travel beside",
}


def ours() -> list[tuple[str, object]]:
    resolver = get_resolver("tutela.config.casework_urls")
    return [(name, page) for name, page in architecture.pages(resolver)]


def test_files_and_functions_can_be_read_in_one_go():
    found = [f for p in architecture.sources() for f in architecture.sizes(p, p.read_text())]
    found += [
        fault
        for p in architecture.sources(architecture.ROOT / "tests")
        for fault in architecture.sizes(p, p.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("tutela/people/rules.py", "x = 1\n" * 401),
        ("tutela/people/tests/test_rules.py", "x = 1\n" * 601),
        ("tutela/people/rules.py", "def long():\n" + "    x = 1\n" * 51),
        ("tutela/people/migrations/0002_walls.sql", "SELECT 1;\n" * 601),
    ],
)
def test_planted_a_file_or_function_too_long(where, text):
    assert architecture.sizes(Path(where), text)


def test_nothing_is_kept_in_a_drawer():
    found = [f for p in architecture.sources() for f in architecture.names(p)]
    assert found == []


@pytest.mark.parametrize("name", ["tutela/core/models.py", "tutela/people/utils.py"])
def test_planted_a_drawer(name):
    assert architecture.names(Path(name))


def test_every_operation_goes_through_the_door():
    assert architecture.all_operations() == []


@pytest.mark.parametrize(
    "text",
    [
        "def change(*, actor: Actor) -> None:\n    Person.objects.update(surname='')",
        "def change(actor: Actor) -> None:\n    with perform(actor, May.X):\n        pass",
        "def change(*, person: Person) -> None:\n    with perform(person, May.X):\n        pass",
        "def change(*, person, actor):\n    with perform(actor, May.X):\n        pass",
        "def job():\n    with acting_as(JOB):\n        Person.objects.update(surname='')",
    ],
)
def test_planted_an_operation_beside_the_door(text):
    assert architecture.operations(Path("operations.py"), text)


def view_files() -> list[Path]:
    # one of reviews is none
    named = [p for p in architecture.sources() if f"_{p.stem}".endswith("_views")]
    return [*named, *(p for p in architecture.sources() if "views" in p.parts)]


def test_views_neither_open_the_door_nor_write():
    assert [f for p in view_files() for f in architecture.views(p, p.read_text())] == []


@pytest.mark.parametrize(
    "text",
    [
        "from tutela.access.door import perform",
        "from tutela.access import door",
        "import tutela.audit.log",
        "person.save()",
    ],
)
def test_planted_a_view_that_writes(text):
    assert architecture.views(Path("views.py"), text)


def test_no_statement_is_put_together_from_pieces():
    found = [
        fault
        for p in architecture.sources()
        if p.suffix == ".py" and not architecture.is_roomy(p)
        for fault in architecture.built_sql(p.relative_to(architecture.ROOT), p.read_text())
        if not fault.startswith(tuple(REVIEWED_SQL))
    ]
    assert found == []


@pytest.mark.parametrize(
    "statement",
    ["f'SELECT {x}'", "'SELECT %s' % x", "'SELECT ' + x", "'SELECT {}'.format(x)", "statement"],
)
def test_planted_a_statement_from_pieces(statement):
    assert architecture.built_sql(Path("queries.py"), f"cursor.execute({statement})")


def test_every_file_of_rules_runs_without_django():
    assert architecture.unbound_rules((architecture.ROOT / "pyproject.toml").read_text()) == []


def test_planted_a_file_of_rules_that_no_contract_binds(tmp_path):
    (tmp_path / "tutela/meetings").mkdir(parents=True)
    (tmp_path / "tutela/meetings/seating_rules.py").touch()
    pyproject = (architecture.ROOT / "pyproject.toml").read_text()

    assert architecture.unbound_rules(pyproject, tmp_path) == ["tutela.meetings.seating_rules"]


def test_foreign_keys_point_down():
    order = architecture.layers((architecture.ROOT / "pyproject.toml").read_text())
    assert architecture.foreign_keys(apps.get_models(), order) == []


def test_planted_a_foreign_key_that_points_up():
    order = architecture.layers((architecture.ROOT / "pyproject.toml").read_text())
    person = SimpleNamespace(_meta=SimpleNamespace(app_label="people"))
    field = SimpleNamespace(related_model=person, auto_created=False, column="p", name="person")
    team = SimpleNamespace(
        _meta=SimpleNamespace(app_label="agencies", label="Team", get_fields=lambda: [field])
    )
    assert architecture.foreign_keys([team], order)
    assert issubclass(apps.get_model("people.Person"), models.Model)


def test_every_page_says_which_permission_it_is_for():
    public = architecture.pages(get_resolver("tutela.config.public_urls"))
    assert architecture.undeclared([*ours(), *public]) == []


def test_every_page_of_a_person_leaves_its_entry():
    assert architecture.without_entry(ours()) == []


def test_no_address_can_hold_a_name():
    # the sign-in library's own pages carry its keys, and no person of the register
    agencies_own = ("account_", "mfa_", "openid_connect_", "socialaccount_")
    found = [page for page in ours() if not page[0].startswith(agencies_own)]
    # whose looks are taken out: `person` or `officer`, words of ours
    # a kind of notification and the language of a receipt: others are not found
    # a matter and a letter of a review, a kind of what is copied: words of ours
    assert set(architecture.telling(found)) <= {
        "notification_requirements:copy_for_visor: code",
        "notification_requirements:kept_letter: which",
        "notification_requirements:receipt: language",
        "notification_requirements:review_letter: which",
        "notification_requirements:review_matter: letter",
        "notification_requirements:visit_add: kind",
        "oversight:take_out: by",
    }


def planted(*patterns: object) -> list[tuple[str, object]]:
    return list(architecture.pages(URLResolver(RegexPattern(r"^/"), list(patterns))))


def test_planted_pages():
    def view(request, **kwargs): ...

    told = requires(May.READ_FILE)(view)
    opened = requires(May.READ_FILE)(opens_file("people:file")(view))
    found = planted(
        path("bare/", view, name="bare"),
        path("<uuid:person_id>/", told, name="unentered"),
        path("<str:surname>/", told, name="telling"),
        path("open/<uuid:person_id>/", opened, name="sound"),
    )
    assert architecture.undeclared(found) == ["bare"]
    assert architecture.without_entry(found) == ["unentered"]
    assert architecture.telling(found) == ["telling: surname"]
