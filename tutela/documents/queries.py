"""Which photograph shows the person as they look now."""

from uuid import UUID

from django.db.models import F

from tutela.documents.models import Photograph


def latest_photograph(person_id: UUID) -> UUID | None:
    """The last one taken, or else the last one added; none that was said to be wrong."""
    rows = Photograph.objects.filter(person=person_id, wrong_because="")
    latest = rows.order_by(F("taken_on").desc(nulls_last=True), "-id")
    return latest.values_list("pk", flat=True).first()
