from django.urls import path

from tutela.notification_requirements.views import counter, joining, notified

VISIT = "counter/visits/<uuid:draft_id>/"
WAITING = "counter/waiting/<uuid:routed_id>/"
FILE = "people/<uuid:person_id>/notified/"
COUNTER = [
    path("counter/", counter.counter, name="counter"),
    path(VISIT, counter.visit, name="visit"),
    path(f"{VISIT}who/", counter.who, name="visit_who"),
    path(f"{VISIT}set/", counter.the_set, name="visit_set"),
    path(f"{VISIT}whose/", counter.whose, name="visit_whose"),
    path(f"{VISIT}finish/", counter.finish, name="visit_finish"),
    path(f"{VISIT}leave/", counter.leave, name="visit_leave"),
    path(f"{VISIT}add/<slug:kind>/", counter.add, name="visit_add"),
    path(f"{VISIT}<uuid:item_id>/change/", counter.change, name="visit_change"),
    path(f"{VISIT}<uuid:item_id>/leave-out/", counter.remove, name="visit_remove"),
    path("counter/taken/<uuid:visit_id>/", counter.taken, name="taken"),
    path("counter/taken/<uuid:visit_id>/receipt/<slug:language>/", counter.receipt, name="receipt"),
    path("counter/waiting/", joining.waiting, name="visits_waiting"),
    path(WAITING, joining.consider, name="visit_consider"),
    path(f"{WAITING}pass-on/", joining.pass_on, name="visit_pass_on"),
    path(f"{WAITING}people/<uuid:person_id>/", joining.join, name="visit_join"),
    path(FILE, notified.notified, name="notified"),
    path(f"{FILE}take/", counter.take, name="take"),
    path(f"{FILE}financial/", notified.financial, name="financial"),
    path(f"{FILE}financial/shown/", notified.financial_shown, name="financial_shown"),
    path(f"{FILE}visits/<uuid:attendance_id>/", notified.joined_visit, name="joined_visit"),
    path(f"{FILE}receipts/<uuid:receipt_id>/", notified.kept_receipt, name="kept_receipt"),
    path(f"{FILE}<uuid:notification_id>/", notified.notification, name="notification"),
    path(f"{FILE}<uuid:notification_id>/verify/", notified.verify, name="verify"),
    path(f"{FILE}<uuid:notification_id>/year/", notified.year, name="year"),
]
