from django.urls import path

from tutela.notification_requirements.views import breaches, period

app_name = "notification_requirements"
BREACH = "people/<uuid:person_id>/breaches/<uuid:breach_id>/"
BREACHES = [
    path("possible-breaches/", breaches.every, name="every_breach"),
    path("people/<uuid:person_id>/breaches/", breaches.breaches, name="breaches"),
    path("people/<uuid:person_id>/breaches/open/", breaches.open_breach, name="open_breach"),
    path(BREACH, breaches.breach, name="breach"),
    path(f"{BREACH}explain/", breaches.explain, name="explain_breach"),
    path(f"{BREACH}recommend/", breaches.propose, name="propose_breach"),
    path(f"{BREACH}decide/", breaches.decide, name="decide_breach"),
    path(f"{BREACH}investigate/", breaches.investigate, name="investigate_breach"),
    path(f"{BREACH}charge/", breaches.charge, name="charge_breach"),
    path(f"{BREACH}outcome/", breaches.conclude, name="conclude_breach"),
    path(f"{BREACH}open-again/", breaches.reopen, name="reopen_breach"),
]
urlpatterns = [
    path("notification-period/", period.work_out, name="work_out"),
    *BREACHES,
]
