from django.urls import path

from tutela.court_orders import order_urls
from tutela.court_orders.views import offences, results

app_name = "court_orders"
RESULTS = "people/<uuid:person_id>/court-results/"
RESULT = f"{RESULTS}<uuid:result_id>/"
OFFENCE = f"{RESULT}offences/<uuid:offence_id>/"
SENTENCE = f"{RESULT}sentences/<uuid:sentence_id>/"
urlpatterns = [
    path(RESULTS, results.results, name="results"),
    path(f"{RESULTS}add/", results.add_result, name="add_result"),
    path(RESULT, results.result, name="result"),
    path(f"{RESULT}change/", results.change_result, name="change_result"),
    path(f"{RESULT}outcome/", results.result_outcome, name="result_outcome"),
    path(f"{RESULT}offences/find/", offences.find_offence, name="find_offence"),
    path(f"{RESULT}offences/add/", offences.add_offence, name="add_offence"),
    path(f"{OFFENCE}change/", offences.change_offence, name="change_offence"),
    path(f"{OFFENCE}outcome/", offences.offence_outcome, name="offence_outcome"),
    path(f"{RESULT}sentences/add/", offences.add_sentence, name="add_sentence"),
    path(f"{SENTENCE}change/", offences.change_sentence, name="change_sentence"),
    path(f"{SENTENCE}outcome/", offences.sentence_outcome, name="sentence_outcome"),
    *order_urls.urlpatterns,
]
