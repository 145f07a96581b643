from django.urls import path

from tutela.oversight import views

app_name = "oversight"
urlpatterns = [
    path("looked-at/", views.looked_at, name="looked_at"),
    path("looked-at/<uuid:person_id>/", views.looks_at_person, name="person"),
    path("looks-by/", views.looks_by, name="looks_by"),
    path("looks-by/<uuid:appointment_id>/", views.looks_of_officer, name="officer"),
    path("take-out/<slug:by>/<uuid:subject_id>/", views.take_out, name="take_out"),
    path("taken-out/<uuid:entry_id>/", views.taken_out, name="taken_out"),
    path("record/", views.record, name="record"),
]
