from django.urls import path

from tutela.contact_log import views

app_name = "contact_log"
urlpatterns = [
    path("tell/", views.tell, name="tell"),
    path("told/", views.mine, name="mine"),
    path("told/<uuid:told_id>/", views.told, name="told"),
    path("told/waiting/", views.join, name="join"),
    path("told/waiting/<uuid:routed_id>/", views.consider, name="consider"),
    path("told/waiting/<uuid:routed_id>/pass-on/", views.pass_on, name="pass_on"),
    path("told/waiting/<uuid:routed_id>/people/<uuid:person_id>/", views.join_to, name="join_to"),
    path("people/<uuid:person_id>/contact-log/", views.log, name="log"),
    path("people/<uuid:person_id>/contact-log/write/", views.write, name="write"),
]
