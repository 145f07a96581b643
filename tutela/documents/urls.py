from django.urls import path

from tutela.documents.views import documents, photographs

app_name = "documents"
PART = "people/<uuid:person_id>/photographs/"
ONE = f"{PART}<uuid:photograph_id>/"
DOCUMENTS = "people/<uuid:person_id>/documents/"
DOCUMENT = f"{DOCUMENTS}<uuid:document_id>/"
urlpatterns = [
    path(DOCUMENTS, documents.documents, name="documents"),
    path(f"{DOCUMENTS}add/", documents.add_document, name="add_document"),
    path(DOCUMENT, documents.document, name="document"),
    path(f"{DOCUMENT}change/", documents.change_document, name="change_document"),
    path(PART, photographs.photographs, name="photographs"),
    path(f"{PART}add/", photographs.add_photograph, name="add_photograph"),
    path(ONE, photographs.photograph, name="photograph"),
    path(f"{ONE}small/", photographs.photograph, {"size": "small"}, name="small_photograph"),
    path(f"{ONE}change/", photographs.change_photograph, name="change_photograph"),
]
