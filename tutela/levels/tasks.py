"""What happens to categories by itself: facts within seconds, days within the hour."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tutela.levels.operations import keeping


@app.periodic(cron="* * * * * */5", periodic_id="categorise")
@app.task(queueing_lock="levels.categorise", pass_context=False)
def categorise(timestamp: int) -> None:
    keeping.categorise_marked(now=timezone.now())


@app.periodic(cron="3 * * * *", periodic_id="categorise_again")
@app.task(queueing_lock="levels.categorise_again", pass_context=False)
def categorise_again(timestamp: int) -> None:
    keeping.categorise_again(now=timezone.now())
