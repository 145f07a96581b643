"""How long one person's notification period takes to work out: read, answered, written."""

import platform
import sys
from datetime import UTC, datetime

from tutela.demonstration.bench.kept import keep
from tutela.notification_requirements import bench


def measure(*, people: int, write: bool) -> None:
    """Work out so many generated people; print the figures and perhaps keep them."""
    found = bench.measure(people)
    today = datetime.now(UTC).date()
    text = (
        f"## Law: periods and duties, {today:%-d %B %Y}\n\n"
        f"{people:,} generated people, facts read and answers written as JSON, one core, processor"
        f" time. Python {platform.python_version()}.\n\n"
        "| mean | 99 % | slowest |\n| --- | --- | --- |\n"
        f"| {found.mean:.3f} ms | {found.p99:.3f} ms | {found.slowest:.1f} ms |\n\n"
    )
    sys.stdout.write(text)
    if write:
        keep(text)
