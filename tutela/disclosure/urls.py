from django.urls import path

from tutela.disclosure.views import considering, telling

app_name = "disclosure"
FILE = "people/<uuid:person_id>/disclosures/"
ONE = f"{FILE}<uuid:consideration_id>/"
urlpatterns = [
    path("disclosures/", considering.every, name="every"),
    path("disclosures/incidents/<uuid:incident_id>/", telling.governed, name="governed"),
    path(FILE, considering.disclosures, name="disclosures"),
    path(f"{FILE}ask/", considering.ask, name="ask"),
    path(f"{FILE}in-danger/", telling.in_danger, name="in_danger"),
    path(f"{FILE}incident/", telling.record_incident, name="record_incident"),
    path(f"{FILE}incidents/<uuid:incident_id>/", telling.incident, name="incident"),
    path(f"{FILE}incidents/<uuid:incident_id>/settle/", telling.settle, name="settle"),
    path(ONE, considering.consideration, name="consideration"),
    path(f"{ONE}decide/", considering.decide, name="decide"),
    path(f"{ONE}review/", considering.review, name="review"),
    path(f"{ONE}tell/", telling.tell, name="tell"),
    path(f"{ONE}withdraw/", considering.withdraw, name="withdraw"),
    path(f"{ONE}leave/", considering.leave, name="leave"),
    path(f"{ONE}follow-up/<uuid:follow_up_id>/", telling.follow_up, name="follow_up"),
]
