"""What keeps the queue itself in order."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *", periodic_id="retry_stalled")
@app.task(queueing_lock="retry_stalled", pass_context=False)
async def retry_stalled(timestamp: int) -> None:
    """Begin again what a killed worker had begun; its lock is freed with it."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
