from django.urls import path

from tutela.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("rules/", views.rules_page, name="rules"),
    path("count/", views.count, name="count"),
    path("<uuid:snapshot_id>/", views.snapshot, name="snapshot"),
    path("<uuid:snapshot_id>/figures.csv", views.counted_csv, name="counted_csv"),
    path("<uuid:snapshot_id>/figures.ods", views.counted_ods, name="counted_ods"),
    path("<uuid:snapshot_id>/ask/", views.ask, name="ask"),
    path("asked/<uuid:ask_id>/", views.decide, name="decide"),
    path("released/<uuid:publication_id>/", views.publication, name="publication"),
    path("released/<uuid:publication_id>/figures.csv", views.released_csv, name="released_csv"),
    path("released/<uuid:publication_id>/figures.ods", views.released_ods, name="released_ods"),
    path("released/<uuid:publication_id>/withdraw/", views.withdraw, name="withdraw"),
]
