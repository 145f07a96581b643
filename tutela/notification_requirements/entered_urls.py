from django.urls import path

from tutela.notification_requirements.views import entered

ALL = "people/<uuid:person_id>/for-visor/"
ENTERED = [
    path("not-entered/", entered.not_entered, name="not_entered"),
    path(ALL, entered.for_visor, name="for_visor"),
    path(f"{ALL}everything/", entered.everything, name="all_in_visor"),
    path(f"{ALL}<str:code>/<uuid:row_id>/", entered.copy, name="copy_for_visor"),
]
