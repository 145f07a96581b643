"""What the register does by itself: it never judges anybody.

Dates follow the facts within seconds, the calendar within the hour, and the law by themselves.
"""

from django.utils import timezone
from procrastinate.contrib.django import app

from tutela.notification_requirements.operations import joining, missed, register, reminders
from tutela.notification_requirements.operations.whole_register import OtherWasFirst


@app.periodic(cron="10 * * * *")
@app.task(queueing_lock="notification_requirements.open_breaches", pass_context=False)
def open_breaches(timestamp: int) -> None:
    """A possible breach for every date that passed unmet; each hour, so that no day is left out."""
    missed.open_missed()


@app.periodic(cron="* * * * * */5", periodic_id="determine")
@app.task(queueing_lock="requirements.determine", pass_context=False)
def determine(timestamp: int) -> None:
    try:
        register.determine_marked(now=timezone.now())
    except OtherWasFirst:
        return  # the marks stay, and so does this schedule


@app.periodic(cron="1 * * * *", periodic_id="determine_again")
@app.task(queueing_lock="requirements.determine_again", pass_context=False)
def determine_again(timestamp: int) -> None:
    try:
        register.determine_again(now=timezone.now())
    except OtherWasFirst:
        return


@app.periodic(cron="* * * * *", periodic_id="follow_the_law")
@app.task(queueing_lock="requirements.follow_the_law", lock="requirements.law", pass_context=False)
def follow_the_law(timestamp: int) -> None:
    """After an update that changed figures or rules, everybody's answer is worked out anew."""
    if register.is_law_new():
        register.recompute(now=timezone.now())


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="notification_requirements.route_visits", pass_context=False)
def route_visits(timestamp: int) -> None:
    """Visits to a counter find their way to a team within seconds."""
    joining.route()


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="notification_requirements.expire_visits", pass_context=False)
def expire_visits(timestamp: int) -> None:
    """Visits that nobody went on with are emptied."""
    joining.expire()


@app.periodic(cron="20 5 * * *", periodic_id="remind")
@app.task(queueing_lock="notification_requirements.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Each morning: each officer is told once before a day, and once when it was missed."""
    reminders.remind(now=timezone.now())
