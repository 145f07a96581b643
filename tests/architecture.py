"""What the code promises of its own shape. Each check is given what it judges."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.converters import UUIDConverter

ROOT = Path(__file__).parents[1]
REFUSED_NAMES = {
    "core",
    "common",
    "utils",
    "helpers",
    "services",
    "selectors",
    "misc",
    "exceptions",
}
LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 400, 600, 50
# Pages of a person that open no file: why. A walk over every page sees that they show nobody.
WITHOUT_CONSULTATION = {
    "people:open": "states the ground on which a file is to be opened",
    "oversight:person": "who looked at a file: the looks, never the file",
}
# Operations that keep something on record although the door was never opened.
WITHOUT_THE_DOOR = {"record_refusal": "the door refused; that somebody asked is recorded by itself"}


def sources(root: Path = ROOT / "tutela") -> Iterator[Path]:
    """Every file that somebody wrote and reads."""
    for suffix in ("*.py", "*.sql"):
        yield from (path for path in sorted(root.rglob(suffix)) if "node_modules" not in path.parts)


def is_roomy(path: Path) -> bool:
    return bool({"tests", "migrations"} & set(path.parts))


def sizes(path: Path, text: str) -> list[str]:
    """Files and functions that nobody can read in one go."""
    if path.name.endswith("_initial.py"):
        return []  # written by makemigrations
    longest = LONGEST_TEST if is_roomy(path) else LONGEST_FILE
    found = [f"{path}: {n} lines"] if (n := len(text.splitlines())) > longest else []
    if path.suffix == ".py" and not is_roomy(path):
        found += [
            f"{path}: {node.name} has {length} lines"
            for node in functions(text)
            if (length := (node.end_lineno or 0) - node.body[0].lineno + 1) > LONGEST_FUNCTION
        ]
    return found


def functions(text: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))


def names(path: Path) -> list[str]:
    """Drawers: a name that says nothing of what is inside."""
    return [f"{path}: {part}" for part in path.parts if part.removesuffix(".py") in REFUSED_NAMES]


def operations(path: Path, text: str, exported: Iterable[str] | None = None) -> list[str]:
    """Public functions of operations that do not go through the door, actor first, all by name."""
    public = {
        node.name: node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    found = []
    for name, node in public.items():
        if name in WITHOUT_THE_DOOR or (exported is not None and name not in exported):
            continue
        arguments, body = node.args, ast.unparse(node)
        if is_whole_job(body):
            continue
        if arguments.args or arguments.posonlyargs:
            found.append(f"{path}: {name} takes arguments without their names")
        if not arguments.kwonlyargs or arguments.kwonlyargs[0].arg != "actor":
            found.append(f"{path}: {name} does not begin with its actor")
        if "perform(actor, May." not in body:
            found.append(f"{path}: {name} does not go through the door")
    return found


def is_whole_job(body: str) -> bool:
    """A job of the whole register acts under its own name, told to PostgreSQL and to the door."""
    told = re.search(r"acting_as\((\w+)[,)]", body)
    return bool(told and told[1] != "actor" and f"perform({told[1]}, May." in body)


def exported_by(package: Path) -> set[str]:
    """What an operations package offers to pages."""
    tree = ast.parse((package / "__init__.py").read_text())
    return {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def all_operations(root: Path = ROOT / "tutela") -> list[str]:
    found = []
    for path in root.glob("*/operations.py"):
        found += operations(path, path.read_text())
    for path in root.glob("*/operations/*.py"):
        if path.name != "__init__.py":
            found += operations(path, path.read_text(), exported_by(path.parent))
    return found


def views(path: Path, text: str) -> list[str]:
    """Views that open the door themselves, or write."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            reached = [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
        elif isinstance(node, ast.Import):
            reached = [alias.name for alias in node.names]
        else:
            continue
        for module in ("tutela.access.door", "tutela.audit.log"):
            if any(name == module or name.startswith(f"{module}.") for name in reached):
                found.append(f"{path}: imports {module}")
    if re.search(r"\.(save|delete|bulk_create|bulk_update|update_or_create)\(", text):
        found.append(f"{path}: writes")
    return found


def built_sql(path: Path, text: str) -> list[str]:
    """Statements put together from pieces: what travels beside a statement cannot become one."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in {"execute", "executemany", "raw", "RawSQL", "extra"}:
            continue
        if not is_constant(node.args[0]):
            found.append(f"{path}:{node.lineno}: {name} of a statement that is not written out")
    return found


def is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return is_constant(node.body) and is_constant(node.orelse)
    if isinstance(node, ast.Name):  # a statement written out at the head of the file
        return node.id.isupper()
    return isinstance(node, ast.Constant)


def layers(pyproject: str) -> list[list[str]]:
    contracts = tomllib.loads(pyproject)["tool"]["importlinter"]["contracts"]
    lines = next(contract["layers"] for contract in contracts if "layers" in contract)
    return [re.findall(r"\w+", line) for line in lines]


def foreign_keys(models: Iterable[Any], order: list[list[str]]) -> list[str]:
    """Foreign keys that point beside or above: rooms know only the rooms below them."""
    place = {room: number for number, line in enumerate(order) for room in line}
    found = []
    for model in models:
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if other is None or field.auto_created or not hasattr(field, "column"):
                continue
            here, there = model._meta.app_label, other._meta.app_label
            if here not in place or there not in place or here == there:
                continue
            if place[there] <= place[here]:
                found.append(f"{model._meta.label}.{field.name} points up to {there}")
    return found


def pages(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, Any]]:
    """Every named page of a site: its name and its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from pages(pattern, prefix + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern


def undeclared(found: Iterable[tuple[str, Any]]) -> list[str]:
    """Pages that do not say which permission they are for."""
    return [name for name, pattern in found if not hasattr(pattern.callback, "requires")]


def without_entry(found: Iterable[tuple[str, Any]]) -> list[str]:
    """Pages of a person that leave no consultation where they should."""
    return [
        name
        for name, pattern in found
        if "person_id" in pattern.pattern.converters
        and not hasattr(pattern.callback, "opens")
        and name not in WITHOUT_CONSULTATION
    ]


def telling(found: Iterable[tuple[str, Any]]) -> list[str]:
    """Addresses that could hold a name: ours are made of words and keys only."""
    return [
        f"{name}: {key}"
        for name, pattern in found
        for key, converter in pattern.pattern.converters.items()
        if not isinstance(converter, UUIDConverter)
    ]
