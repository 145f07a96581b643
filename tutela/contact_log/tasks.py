"""What was told finds its way to a team within seconds."""

from procrastinate.contrib.django import app

from tutela.contact_log import operations


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="contact_log.route", pass_context=False)
def route_told(timestamp: int) -> None:
    operations.route()
