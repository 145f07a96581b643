"""Which photograph shows the person as they look now; and the bytes of pictures and documents."""

from uuid import UUID

from django.db import connection
from django.db.models import F

from tutela.documents.models import Photograph


def latest_photograph(person_id: UUID) -> UUID | None:
    """The last one taken, or else the last one added; none that was said to be wrong."""
    rows = Photograph.objects.filter(person=person_id, wrong_because="")
    latest = rows.order_by(F("taken_on").desc(nulls_last=True), "-id")
    return latest.values_list("pk", flat=True).first()


# The bytes are left out of history and never changed, so the past shows those that are kept: the
# row that was known then says which. The reader's present rights apply to both.
def bytes_of_document(document_id: UUID, person_id: UUID) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT content FROM public.documents_documentcontent"
            " WHERE document_id = %s AND person_id = %s",
            [document_id, person_id],
        )
        return _only(cursor.fetchone())


def bytes_of_photograph(photograph_id: UUID, person_id: UUID, size: str) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT content FROM public.documents_photographcontent"
            " WHERE photograph_id = %s AND person_id = %s AND size = %s",
            [photograph_id, person_id, size],
        )
        return _only(cursor.fetchone())


def _only(row: tuple[memoryview | bytes] | None) -> bytes | None:
    return bytes(row[0]) if row else None
