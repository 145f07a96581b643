"""A move that nobody acknowledged is told to the supervisors of both teams."""

from procrastinate.contrib.django import app

from tutela.people.operations import movement


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="people.overdue_moves", pass_context=False)
def tell_overdue_moves(timestamp: int) -> None:
    movement.tell_overdue()
