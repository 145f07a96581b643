"""Addresses of the public site: no accounts."""

from django.urls import include, path

urlpatterns = [
    path("", include("tutela.ui.public_urls")),
]
