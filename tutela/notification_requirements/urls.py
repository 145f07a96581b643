from django.urls import path

from tutela.notification_requirements.breach_urls import BREACHES
from tutela.notification_requirements.counter_urls import COUNTER
from tutela.notification_requirements.entered_urls import ENTERED
from tutela.notification_requirements.review_urls import DIRECTIONS, REVIEWS
from tutela.notification_requirements.views import dates, law, period, reminders

app_name = "notification_requirements"
DATES = [
    path("people/<uuid:person_id>/notification-dates/", dates.dates, name="dates"),
    path(
        "people/<uuid:person_id>/notification-dates/<uuid:determination_id>/",
        dates.determination,
        name="determination",
    ),
    path("notification-reminders/", reminders.reminders, name="reminders"),
]
urlpatterns = [
    path("law/", law.law, name="law"),
    path("notification-period/", period.work_out, name="work_out"),
    *DATES,
    *BREACHES,
    *REVIEWS,
    *DIRECTIONS,
    *ENTERED,
    *COUNTER,
]
