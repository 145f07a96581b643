from django.urls import path

from tutela.agencies import views

app_name = "agencies"
urlpatterns = [
    path("acting/", views.choose, name="choose"),
]
