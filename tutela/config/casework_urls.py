"""Addresses of the casework site: agencies only, sign-in always."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("tutela.case_file.urls")),
    path("", include("tutela.ui.urls")),
]
