"""Addresses of the casework site: agencies only, sign-in always."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("tutela.agencies.account_urls")),
    path("", include("tutela.agencies.urls")),
    path("people/", include("tutela.people.urls")),
    path("", include("tutela.matching.urls")),
    path("", include("tutela.documents.urls")),
    path("", include("tutela.contact_log.urls")),
    path("", include("tutela.case_file.urls")),
    path("", include("tutela.court_orders.urls")),
    path("", include("tutela.meetings.urls")),
    path("", include("tutela.notification_requirements.urls")),
    path("", include("tutela.levels.urls")),
    path("", include("tutela.risk.urls")),
    path("", include("tutela.disclosure.urls")),
    path("figures/", include("tutela.statistics.urls")),
    path("oversight/", include("tutela.oversight.urls")),
    path("", include("tutela.demonstration.urls")),
    path("", include("tutela.worklist.urls")),
    path("", include("tutela.ui.urls")),
]
