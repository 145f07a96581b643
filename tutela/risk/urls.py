from django.urls import path

from tutela.risk import views

app_name = "risk"
PART = "people/<uuid:person_id>/risk/"
ONE = f"{PART}assessments/<uuid:assessment_id>/"
urlpatterns = [
    path(PART, views.risk, name="risk"),
    path(f"{PART}assessments/add/", views.enter_assessment, name="enter_assessment"),
    path(ONE, views.assessment, name="assessment"),
    path(f"{ONE}wrong/", views.set_aside, name="set_aside"),
    path(f"{PART}plan/write/", views.write_plan, name="write_plan"),
    path(f"{PART}plan/<uuid:plan_id>/", views.plan, name="plan"),
]
