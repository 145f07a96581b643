"""Which photograph shows the person as they look now; and the bytes of pictures and documents."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from tutela.access.asking import worded_once
from tutela.documents.models import Photograph


def latest_photograph(person_id: UUID) -> UUID | None:
    """The last one taken, or else the last one added; none that was said to be wrong."""
    return next(iter(_latest(person=person_id)), None)


@worded_once
def _latest(*, person: UUID) -> Any:
    rows = Photograph.objects.filter(person=person, wrong_because="")
    return rows.order_by(F("taken_on").desc(nulls_last=True), "-id").values_list("pk", flat=True)[
        :1
    ]


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
