from django.urls import path

from tutela.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("demonstration/sign-in/", views.sign_in, name="sign_in"),
    path("demonstration/outbox/", views.outbox, name="outbox"),
]
