"""What the register does by itself: it never judges anybody."""

from procrastinate.contrib.django import app

from tutela.notification_requirements.operations import breaches


@app.periodic(cron="10 1 * * *")
@app.task(queueing_lock="notification_requirements.open_breaches", pass_context=False)
def open_breaches(timestamp: int) -> None:
    """Each night: a possible breach for every date that passed unmet."""
    breaches.open_missed()
