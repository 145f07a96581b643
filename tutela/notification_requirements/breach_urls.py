from django.urls import path

from tutela.notification_requirements.views import breaches

ONE = "people/<uuid:person_id>/breaches/<uuid:breach_id>/"
BREACHES = [
    path("possible-breaches/", breaches.every, name="every_breach"),
    path("people/<uuid:person_id>/breaches/", breaches.breaches, name="breaches"),
    path("people/<uuid:person_id>/breaches/open/", breaches.open_breach, name="open_breach"),
    path(ONE, breaches.breach, name="breach"),
    path(f"{ONE}explain/", breaches.explain, name="explain_breach"),
    path(f"{ONE}recommend/", breaches.propose, name="propose_breach"),
    path(f"{ONE}decide/", breaches.decide, name="decide_breach"),
    path(f"{ONE}investigate/", breaches.investigate, name="investigate_breach"),
    path(f"{ONE}charge/", breaches.charge, name="charge_breach"),
    path(f"{ONE}outcome/", breaches.conclude, name="conclude_breach"),
    path(f"{ONE}open-again/", breaches.reopen, name="reopen_breach"),
]
