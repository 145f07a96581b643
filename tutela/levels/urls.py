from django.urls import path

from tutela.levels import views

app_name = "levels"
PART = "people/<uuid:person_id>/level/"
urlpatterns = [
    path(PART, views.level, name="level"),
    path(f"{PART}screen/", views.screen, name="screen"),
    path(f"{PART}category/", views.decide_category, name="decide_category"),
    path(f"{PART}decide/", views.decide_level, name="decide_level"),
]
