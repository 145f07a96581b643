from django.urls import path

from tutela.case_file import views

app_name = "case_file"
urlpatterns = [
    path("people/<uuid:person_id>/", views.overview, name="overview"),
]
