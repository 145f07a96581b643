"""Once a night: contact cards that a clause's first or last day made untrue."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tutela.court_orders.operations import on_card


@app.periodic(cron="7 0 * * *", periodic_id="keep_cards")
@app.task(queueing_lock="keep_cards", pass_context=False)
def keep_cards(timestamp: int) -> None:
    on_card.keep_cards(now=timezone.now())
