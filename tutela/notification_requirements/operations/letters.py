"""A letter of a review is issued once, with its step, and kept as it was issued."""

import hashlib
from datetime import datetime

from tutela.access.actor import Actor
from tutela.access.door import perform, writer
from tutela.access.permissions import May
from tutela.notification_requirements import letters
from tutela.notification_requirements.models import Review, ReviewLetter
from tutela.notification_requirements.queries import reviews as queries
from tutela.people.models import Person


def issue(*, actor: Actor, person: Person, review: Review, which: str, now: datetime) -> None:
    """Issue a letter to the person, within the step that it tells of; a second press finds it."""
    with perform(actor, May.RECORD_REVIEW) as done:
        if ReviewLetter.objects.filter(review=review, which=which).exists():
            done.record("review.letter_stands", review.pk, person=person.pk, which=which)
            return
        content = letters.as_pdf(queries.letter(review, person, which))
        row = ReviewLetter.objects.create(
            review=review,
            person=person,
            which=which,
            content=content,
            digest=hashlib.sha256(content).hexdigest(),
            template_version=letters.VERSION,
            recipient=str(person),
            issued_by_id=writer(actor),
            issued_at=now,
        )
        done.record("review.letter_issued", row.pk, person=person.pk, which=which, of=row.digest)
