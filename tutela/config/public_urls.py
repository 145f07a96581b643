"""Addresses of the public site: no accounts."""

from django.urls import include, path

urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
]
