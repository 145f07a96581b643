from django.urls import path

from tutela.meetings.views import actions, minutes, notes, record

PART = "people/<uuid:person_id>/meetings/"
ITEM = f"{PART}<uuid:item_id>/"
urlpatterns = [
    path(f"{PART}actions/", actions.actions, name="actions"),
    path(f"{PART}actions/<uuid:action_id>/", actions.action, name="action"),
    path(f"{ITEM}record/", record.record, name="record"),
    path(f"{ITEM}record/notes/", notes.notes, name="notes"),
    path(f"{ITEM}record/notes/save/", notes.save_note, name="save_note"),
    path(f"{ITEM}record/notes/<uuid:note_id>/", notes.note, name="note"),
    path(f"{ITEM}record/outcome/", record.outcome, name="outcome"),
    path(f"{ITEM}record/disclosure/", record.disclosure, name="settle_disclosure"),
    path(f"{ITEM}record/dissent/", record.dissent, name="dissent"),
    path(f"{ITEM}actions/add/", actions.add_action, name="add_action"),
    path(f"{ITEM}minutes/issue/", minutes.issue, name="issue_minutes"),
    path(f"{ITEM}minutes/summary/", minutes.summary, name="issue_summary"),
    path(f"{ITEM}minutes/amend/", minutes.amend, name="amend_minutes"),
    path(f"{ITEM}minutes/<uuid:minutes_id>/", minutes.copy, name="minutes_copy"),
]
