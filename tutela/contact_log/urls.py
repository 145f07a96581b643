from django.urls import path

from tutela.contact_log import views

app_name = "contact_log"
LOG = "people/<uuid:person_id>/contact-log/"
ABOUT = "told/waiting/<uuid:routed_id>/people/<uuid:person_id>/"
urlpatterns = [
    path("tell/", views.tell, name="tell"),
    path("tell/found/", views.found, name="found"),
    path("ask/", views.ask_managed, name="ask"),
    path("told/", views.mine, name="mine"),
    path("told/<uuid:told_id>/", views.told, name="told"),
    path("told/waiting/", views.join, name="join"),
    path("told/waiting/<uuid:routed_id>/", views.consider, name="consider"),
    path("told/waiting/<uuid:routed_id>/pass-on/", views.pass_on, name="pass_on"),
    path(ABOUT, views.join_to, name="join_to"),
    path(f"{ABOUT}yes/", views.answer_yes, name="answer_yes"),
    path(f"{ABOUT}no/", views.answer_no, name="answer_no"),
    path(LOG, views.log, name="log"),
    path(f"{LOG}found/<uuid:told_id>/", views.take_address, name="take_address"),
    path(f"{LOG}write/", views.write, name="write"),
    path(f"{LOG}intelligence/", views.write_intelligence, name="write_intelligence"),
    path(
        f"{LOG}intelligence/older/",
        views.write_intelligence,
        {"scheme": "5x5x5"},
        name="write_older_intelligence",
    ),
    path(f"{LOG}custody/", views.write_custody, name="write_custody"),
    path(f"{LOG}decision/", views.write_decision, name="write_decision"),
    path(f"{LOG}<uuid:log_entry_id>/correct/", views.correct, name="correct"),
]
