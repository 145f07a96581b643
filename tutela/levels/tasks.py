"""What happens to categories by itself: facts within seconds, days within the hour."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tutela.levels.operations import keeping, register
from tutela.notification_requirements.operations.whole_register import OtherWasFirst


@app.periodic(cron="* * * * * */5", periodic_id="categorise")
@app.task(queueing_lock="levels.categorise", pass_context=False)
def categorise(timestamp: int) -> None:
    keeping.categorise_marked(now=timezone.now())


@app.periodic(cron="3 * * * *", periodic_id="categorise_again")
@app.task(queueing_lock="levels.categorise_again", pass_context=False)
def categorise_again(timestamp: int) -> None:
    keeping.categorise_again(now=timezone.now())


@app.periodic(cron="* * * * *", periodic_id="categorise_by_new_law")
@app.task(queueing_lock="levels.follow_the_law", lock="levels.law", pass_context=False)
def categorise_by_new_law(timestamp: int) -> None:
    """After an update that changed the lists or the rules, everybody is looked at again."""
    if register.is_law_new():
        try:
            register.recompute(now=timezone.now())
        except OtherWasFirst:
            return  # it goes on where it stopped
