from django.urls import path

from tutela.matching import likely_views, views

app_name = "matching"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/record/", views.record, name="record"),
    path("people/<uuid:person_id>/likely/", likely_views.likely, name="likely"),
    path(
        "people/<uuid:person_id>/likely/<uuid:likeness_id>/", likely_views.compare, name="compare"
    ),
    path("people/<uuid:person_id>/likely/<uuid:likeness_id>/part/", likely_views.part, name="part"),
]
