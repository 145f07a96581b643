from django.urls import path

from tutela.notification_requirements import views

app_name = "notification_requirements"
urlpatterns = [path("notification-period/", views.work_out, name="work_out")]
