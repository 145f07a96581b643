from django.urls import path

from tutela.ui import public_views, views

app_name = "ui"
urlpatterns = [
    path("", public_views.home, name="home"),
    path("help/", public_views.help_now, name="help"),
    path("health/", views.health, name="health"),
    path("language/", views.language, name="language"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
