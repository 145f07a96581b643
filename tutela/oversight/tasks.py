from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from tutela.audit import sealing
from tutela.oversight import operations


@app.periodic(cron="* * * * *", periodic_id="seal")
@app.task(queueing_lock="seal", lock="record")
def seal(timestamp: int) -> None:
    operations.seal(now=timezone.now())


@app.task(queueing_lock="verify", lock="record")
def verify() -> None:
    key = sealing.public_key() if settings.SIGNING_KEY else None
    operations.verify(now=timezone.now(), key=key)
