"""Addresses of people's pages: two lists, who the person is and who may know it."""

from django.urls import URLPattern, path

from tutela.people.views import addresses, relationships
from tutela.people.views import identity as who

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

sharing: list[URLPattern] = []

urlpatterns = [*identity, *sharing]
