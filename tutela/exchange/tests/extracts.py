"""Extracts for tests: written as an agency would, read as the worker does."""

import csv
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.db import connections
from django.utils import timezone

from tutela.access.actor import Actor
from tutela.agencies.models import User
from tutela.exchange import keeping
from tutela.exchange.importing import Run
from tutela.exchange.reading import open_extract
from tutela.exchange.reconciliation import Reconciliation
from tutela.exchange.rules.layout import FILES
from tutela.exchange.seen import Seen
from tutela.installation.processes import environment
from tutela.installation.testing import TESTBED


def text(*rows: dict[str, Any]) -> str:
    out = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(folder: Path, **files: Any) -> Path:
    """Each file as rows (dicts), as text or as bytes."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / f"{name}.csv"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else text(*content), newline="")
    return folder


def person(key: str = "P1", **more: str) -> dict[str, str]:
    return {
        "record": key,
        "surname": f"Synthetic{key}",
        "given_names": "Alex",
        "born": "3 March 1980",
    } | more


def read(
    officer: Actor,
    folder: Path,
    *,
    apply: bool = True,
    report: Path | None = None,
    told: str = "",
    batch: int = 1000,
) -> Reconciliation:
    email = User.objects.using("owner").get(pk=str(officer.user_id)).email
    keeper = keeping.keeper(email=email, using="worker")
    order = list(FILES)
    extracts = [open_extract(path, told=told) for path in folder.glob("*.csv")]
    extracts.sort(key=lambda extract: order.index(extract.file.name))
    with Reconciliation(report) as kept, Seen() as seen:
        Run(
            keeper=keeper,
            report=kept,
            seen=seen,
            now=timezone.now(),
            on=timezone.localdate(),
            is_applied=apply,
            using="worker",
            batch=batch,
        ).read(extracts)
    return kept


def counts(kept: Reconciliation, name: str) -> dict[str, int]:
    """Without the likely ones: every test's people are alike, and all are in one database."""
    found = kept.counts.get(name, Counter())
    return {what: n for what, n in found.items() if n and what != "likely"}


def arguments(officer, folder, *more):
    email = User.objects.using("owner").get(pk=str(officer.user_id)).email
    given = [sys.executable, "-P", "-m", "tutela", "import", str(folder), "--as", email, *more]
    return {"args": given, "env": environment(TESTBED.place, "worker"), "text": True}


def run(officer, folder, *more):
    told = arguments(officer, folder, *more)
    return subprocess.run(**told, capture_output=True, check=False, timeout=600)


def sources(officer):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT file, count(*) FROM exchange_source WHERE agency_id = %s GROUP BY file",
            [officer.agency_id],
        )
        return dict(cursor.fetchall())
