"""Figures are counted by a job: it alone sees everybody."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from tutela.statistics import operations


@app.task(lock="statistics", pass_context=False)
def count(count_id: str) -> None:
    operations.count(UUID(count_id), now=timezone.now())
