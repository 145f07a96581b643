from django.urls import path

from tutela.notification_requirements.views import period

app_name = "notification_requirements"
urlpatterns = [path("notification-period/", period.work_out, name="work_out")]
