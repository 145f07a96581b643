from django.urls import path

from tutela.worklist import views

app_name = "worklist"
urlpatterns = [path("", views.today, name="today")]
