from django.urls import path

from tutela.ui import views

app_name = "ui"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("language/", views.language, name="language"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("components/", views.components, name="components"),
]
