from django.urls import path

from tutela.matching import views

app_name = "matching"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/record/", views.record, name="record"),
]
