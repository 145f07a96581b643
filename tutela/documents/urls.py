from django.urls import path

from tutela.documents import views

app_name = "documents"
PART = "people/<uuid:person_id>/photographs/"
ONE = f"{PART}<uuid:photograph_id>/"
urlpatterns = [
    path(PART, views.photographs, name="photographs"),
    path(f"{PART}add/", views.add_photograph, name="add_photograph"),
    path(ONE, views.photograph, name="photograph"),
    path(f"{ONE}small/", views.photograph, {"size": "small"}, name="small_photograph"),
    path(f"{ONE}change/", views.change_photograph, name="change_photograph"),
]
