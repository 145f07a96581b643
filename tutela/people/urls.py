"""Addresses of people's pages: two lists, who the person is and who may know it."""

from django.urls import URLPattern, path

from tutela.people.views import addresses, cards, listing, opening, relationships
from tutela.people.views import identity as who
from tutela.people.views import movement as where
from tutela.people.views import sharing as who_sees

app_name = "people"

FILE = "<uuid:person_id>/"

identity: list[URLPattern] = [
    path("record/", who.record, name="record"),
    path(f"{FILE}identity/", who.identity, name="identity"),
    path(f"{FILE}identity/names/add/", who.add_name, name="add_name"),
    path(f"{FILE}identity/names/<uuid:name_id>/", who.change_name, name="change_name"),
    path(f"{FILE}identity/born/add/", who.add_birth_date, name="add_birth_date"),
    path(
        f"{FILE}identity/born/<uuid:birth_date_id>/",
        who.change_birth_date,
        name="change_birth_date",
    ),
    path(f"{FILE}identity/numbers/add/", who.add_identifier, name="add_identifier"),
    path(
        f"{FILE}identity/numbers/<uuid:identifier_id>/",
        who.change_identifier,
        name="change_identifier",
    ),
    path(f"{FILE}addresses/", addresses.addresses, name="addresses"),
    path(f"{FILE}addresses/add/", addresses.add_address, name="add_address"),
    path(f"{FILE}addresses/<uuid:address_id>/", addresses.change_address, name="change_address"),
    path(f"{FILE}relationships/", relationships.relationships, name="relationships"),
    path(f"{FILE}relationships/add/", relationships.add_relationship, name="add_relationship"),
    path(
        f"{FILE}relationships/<uuid:relationship_id>/",
        relationships.change_relationship,
        name="change_relationship",
    ),
]

sharing: list[URLPattern] = [
    path("", listing.people, name="list"),
    path("emergency/", opening.emergency, name="emergency"),
    path("emergency/<uuid:lookup_id>/", opening.emergency_opened, name="emergency_opened"),
    path("card/", cards.card, name="card"),
    path("card/<uuid:lookup_id>/", cards.cards, name="cards"),
    path("checks/<uuid:subject>/", opening.review, name="review"),
    path(f"{FILE}open/", opening.open_stated, name="open"),
    path(f"{FILE}card/", cards.set_card, name="set_card"),
    path(f"{FILE}sharing/", who_sees.sharing, name="sharing"),
    path(f"{FILE}sharing/grant/", who_sees.grant, name="grant"),
    path(f"{FILE}sharing/grant/<uuid:team_id>/", who_sees.grant_to, name="grant_to"),
    path(f"{FILE}sharing/<uuid:interest_id>/end/", who_sees.end_interest, name="end_interest"),
    path(f"{FILE}sharing/allocate/", who_sees.allocate, name="allocate"),
    path(f"{FILE}sharing/hand-over/", who_sees.hand_over, name="hand_over"),
    path(f"{FILE}sharing/hand-over/<uuid:team_id>/", who_sees.hand_over_to, name="hand_over_to"),
    path(f"{FILE}sharing/restrict/", who_sees.restrict, name="restrict"),
    path(f"{FILE}sharing/lift/", who_sees.lift, name="lift"),
]

WHERE = f"{FILE}whereabouts/"
movement: list[URLPattern] = [
    path(WHERE, where.whereabouts, name="whereabouts"),
    path(f"{WHERE}add/", where.add_whereabouts, name="add_whereabouts"),
    path(f"{WHERE}<uuid:whereabouts_id>/", where.change_whereabouts, name="change_whereabouts"),
    path(
        f"{WHERE}<uuid:whereabouts_id>/error/",
        where.take_out_whereabouts,
        name="take_out_whereabouts",
    ),
    path(f"{WHERE}move/", where.move, name="move"),
    path(f"{WHERE}moves/<uuid:move_id>/acknowledge/", where.acknowledge, name="acknowledge"),
    path(f"{WHERE}moves/<uuid:move_id>/take-back/", where.take_back, name="take_back"),
    path(f"{WHERE}sent/add/", where.add_transfer, name="add_transfer"),
    path(f"{WHERE}sent/<uuid:transfer_id>/", where.change_transfer, name="change_transfer"),
    path(
        f"{WHERE}sent/<uuid:transfer_id>/error/", where.take_out_transfer, name="take_out_transfer"
    ),
]

urlpatterns = [*identity, *sharing, *movement]
