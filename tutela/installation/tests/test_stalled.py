"""What a killed worker had begun is begun again; what a living one does is left to it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from tutela.installation import tasks

pytestmark = pytest.mark.usefixtures("database")


def begun_by_a_worker(heard_of):
    """A job that a worker has taken, whose last sign of life is so long ago."""
    with connections["worker"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval)"
            " RETURNING id",
            [heard_of],
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, status, worker_id)"
            " VALUES ('tests', 'tests.long', %s, '{}', 'doing', %s) RETURNING id",
            [f"tests-{worker}", worker],
        )
        return cursor.fetchone()[0]


def status(job):
    with connections["worker"].cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        return cursor.fetchone()[0]


def taken(job):
    """Whether a worker that asks for work is given this job."""
    with connections["worker"].cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute(
            "SELECT id FROM procrastinate_fetch_job_v2(ARRAY['tests']::varchar[], %s)", [worker]
        )
        return cursor.fetchone()[0] == job


@pytest.fixture
def begin_again(monkeypatch):
    """Run the task as the worker does, through its own role."""
    connector = PsycopgConnector(kwargs=connector_params("worker"))
    as_worker = app.with_connector(connector)
    monkeypatch.setattr(tasks, "app", as_worker)

    async def run():
        async with as_worker.open_async():
            await tasks.retry_stalled(0)

    def in_a_thread():
        # a browser journey that ran here before leaves its own event loop running in this thread
        with ThreadPoolExecutor(1) as one:
            one.submit(lambda: asyncio.run(run())).result()

    return in_a_thread


def test_what_a_killed_worker_had_begun_runs_again_and_holds_no_lock(begin_again):
    job = begun_by_a_worker("2 minutes")
    assert status(job) == "doing"

    begin_again()

    assert status(job) == "todo"
    assert taken(job)


def test_what_a_living_worker_does_is_left_to_it(begin_again):
    job = begun_by_a_worker("5 seconds")

    begin_again()

    assert status(job) == "doing"
