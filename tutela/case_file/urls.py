from django.urls import path

from tutela.case_file import views

app_name = "case_file"
urlpatterns = [
    path("people/<uuid:person_id>/", views.overview, name="overview"),
    path("people/<uuid:person_id>/timeline/", views.all_changes, name="timeline"),
    path(
        "people/<uuid:person_id>/timeline/<uuid:change_id>/",
        views.before_and_after,
        name="before_and_after",
    ),
    path("people/<uuid:person_id>/timeline/of/<uuid:row_id>/", views.change_of, name="change_of"),
    path("people/<uuid:person_id>/known/", views.choose_moment, name="known"),
]
