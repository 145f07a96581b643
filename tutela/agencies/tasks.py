"""Letters and alerts leave within seconds; a mail server that is away costs nothing but time."""

from procrastinate.contrib.django import app

from tutela.agencies import sending


@app.periodic(cron="* * * * * */15")
@app.task(queueing_lock="agencies.send", pass_context=False)
def send(timestamp: int) -> None:
    sending.send_alerts()
    sending.send_letters()
