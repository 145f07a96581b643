"""A dump restored into another cluster: the past is as it was, and what follows is sealed on."""

import re
import shutil
import subprocess
import sys

import psycopg
import pytest
from django.urls import reverse

from tests.walls.catalogue import differences as other_rights
from tests.walls.catalogue import rights
from tests.walls.reader import Reader
from tests.walls.schema import differences, schema
from tutela.case_file.tests.changes import main
from tutela.case_file.tests.test_known import READ
from tutela.installation.cluster import Cluster, binaries
from tutela.installation.home import open_home
from tutela.installation.place import DATABASE, Place
from tutela.installation.prepare import prepare
from tutela.installation.tests.running import Demo, environment
from tutela.people.past import written

pytestmark = [pytest.mark.slow, pytest.mark.long]
# an expression is worded anew by whoever reads it: what it compares is cast once more
WORDED_ANEW = tuple(f"other: {kind} " for kind in ("constraint", "policy", "index", "view"))
SEAL = (
    "from django.utils import timezone; from tutela.oversight import operations;"
    " operations.seal(now=timezone.now())"
)


def run(*command, **told):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **told)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def manage(home, *words):
    command = [sys.executable, "-P", "-m", "tutela", "manage", "--as", "worker", *words]
    return subprocess.run(
        command, env=environment(home), capture_output=True, text=True, check=False
    )


def rows(cluster, query, *values):
    with psycopg.connect(cluster.url(database=DATABASE)) as connection:
        return connection.execute(query, values).fetchall()


def most_told_of(reader, cluster):
    """Of the people on the list whose file one may open, whom most was recorded about."""
    listed = list(set(re.findall(r"/people/([0-9a-f-]{36})/", reader.ask("/people/").text)))
    counted = rows(
        cluster,
        "SELECT person_id FROM audit_history WHERE person_id = ANY (%s::uuid[])"
        " GROUP BY 1 ORDER BY count(*) DESC",
        listed,
    )
    return next(person for (person,) in counted if reader.ask(f"/people/{person}/").status == 200)


def looks(reader, cluster):
    """Every page of a file as it is shown, each with the moment that its consultation kept."""
    person = most_told_of(reader, cluster)
    where = {page: reverse(page, kwargs={"person_id": person}) for page in READ}
    shown = {page: main(reader.ask(where[page]).text) for page in READ}
    told = "SELECT page, max(at) FROM audit_consultation WHERE person_id = %s GROUP BY 1"
    at = dict(rows(cluster, told, person))
    return [(where[page], at[page], shown[page]) for page in READ]


def restore(old, new, folder):
    """As the manual tells an operator, with the client programs of PostgreSQL."""
    programs = binaries()
    (folder / "roles.sql").write_text(
        run(programs / "pg_dumpall", "--roles-only", "--no-role-passwords", "-d", old.url())
    )
    dump = folder / "tutela.dump"
    run(programs / "pg_dump", "--format=custom", f"--file={dump}", "-d", old.url(database=DATABASE))
    run(programs / "psql", "--quiet", "--file", folder / "roles.sql", "-d", new.url())
    run(programs / "pg_restore", "--create", "--exit-on-error", "-d", new.url(), dump)


def catalogue(cluster):
    with psycopg.connect(cluster.url(database=DATABASE)) as connection:
        return rights(connection), schema(connection)


@pytest.mark.timeout(600)
def test_a_dump_restored_into_another_cluster_keeps_the_past_and_is_sealed_on(filled, tmp_path):
    old, home = Cluster(filled.home), open_home(tmp_path / "home")
    with Demo(filled.home) as demo:
        demo.wait_until_ready()
        reader = Reader(demo)
        assert reader.sign_in()
        seen = looks(reader, old)
    shutil.copytree(filled.home / "keys", home / "keys")
    new = Cluster(home)
    old.start(ends_with_us=True)
    new.start(ends_with_us=True)
    try:
        assert manage(filled.home, "shell", "-c", SEAL).returncode == 0
        heads = rows(old, "SELECT max(size), max(era) FROM audit_head")[0]
        restore(old, new, tmp_path)
        before = catalogue(old)
    finally:
        old.stop()
    try:
        assert rows(new, "SELECT is_restored()") == [(True,)]
        prepare(Place(home, new))
        assert rows(new, "SELECT is_restored()") == [(False,)]
        after = catalogue(new)
        assert other_rights(after[0], before[0]) == []
        other = differences(after[1], before[1])
        assert [said for said in other if not said.startswith(WORDED_ANEW)] == []
    finally:
        new.stop()

    with Demo(home) as demo:
        demo.wait_until_ready()
        reader = Reader(demo)
        assert reader.sign_in()
        for where, at, shown in seen:
            assert main(reader.ask(f"{where}?known_at={written(at)}").text) == shown, where
        assert reader.tell("Was seen near the school.")
        assert [era for (era,) in rows(new, "SELECT era FROM audit_era ORDER BY 1")][-2:] == [
            heads[1],
            heads[1] + 1,
        ]

    sealed = manage(home, "shell", "-c", SEAL)
    assert sealed.returncode == 0, sealed.stderr
    verified = manage(home, "verify_record")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert int(re.search(r"Last head: (\d+) entries", verified.stdout)[1]) > heads[0]
