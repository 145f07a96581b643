from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import NotAllowed, acting_as, perform
from tutela.access.permissions import May
from tutela.agencies import queries
from tutela.agencies.models import Area, Station
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in

pytestmark = pytest.mark.usefixtures("database")

TODAY = timezone.localdate()
DAY = timedelta(days=1)
ANSWERS = {"name": "Harbour Street", "address": "1 Harbour Street"}


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def send(client, address, /, **answers):
    return client.post(address, {"operation_key": str(uuid7()), **answers})


@pytest.fixture
def police():
    return agencies.agency("police")


@pytest.fixture
def administrator(police):
    return agencies.officer("agency_administrator", team=agencies.team(agency=police))


def stations(officer, on=None):
    with acting_as(officer):
        return list(queries.stations_of(officer.area_id, on=on or timezone.localdate()))


def test_an_area_shows_its_authority_its_bodies_and_that_its_population_is_not_verified():
    client = signed_in(agencies.officer())
    with acting_as(agencies.officer()):
        wales = Area.objects.get(code="gwent")
        england = Area.objects.get(code="kent")

    shown = client.get(reverse("agencies:areas")).content.decode()
    assert "Gogledd Cymru" in shown
    assert shown.count("Not verified") >= 42
    body = client.get(reverse("agencies:area", args=[wales.pk])).content.decode()
    assert "Local health boards" in body
    assert "Integrated care boards" not in body
    assert "Heddlu Gwent" in body
    body = client.get(reverse("agencies:area", args=[england.pk])).content.decode()
    assert "Integrated care boards" in body
    assert "Clinical commissioning groups" not in body
    assert "No team of this area uses this register" in body


def test_an_invented_area_says_so_and_has_no_bodies_of_the_law(administrator):
    shown = signed_in(administrator).get(reverse("agencies:area", args=[administrator.area_id]))

    assert "This area is invented" in shown.content.decode()
    assert "Bodies that must co-operate" not in shown.content.decode()


def test_an_administrator_adds_corrects_and_ends_a_station(administrator):
    client = signed_in(administrator)

    send(
        client,
        reverse("agencies:add_station"),
        **ANSWERS,
        **day("starts_on", timezone.localdate() - DAY),
    )
    [row] = stations(administrator)
    address = reverse("agencies:change_station", args=[row.pk])
    assert client.get(address).context["form"]["name"].value() == "Harbour Street"
    send(
        client,
        address,
        **ANSWERS | {"name": "Harbour Road"},
        **day("starts_on", timezone.localdate() - DAY),
        **day("last_day", timezone.localdate()),
        version=1,
    )
    assert [row.name for row in stations(administrator)] == ["Harbour Road"]
    assert stations(administrator, on=timezone.localdate() + DAY) == []
    stale = send(client, address, **ANSWERS, **day("starts_on", timezone.localdate()), version=1)
    assert stale.context["form"].stale
    assert "Harbour Road" in client.get(reverse("agencies:stations")).content.decode()
    area = reverse("agencies:area", args=[administrator.area_id])
    assert "Harbour Road" in client.get(area).content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"name": "", **day("starts_on", TODAY)}, "Enter its name"),
        ({"address": "", **day("starts_on", TODAY)}, "Enter the address"),
        ({}, "Enter the first day"),
        (
            {**day("starts_on", TODAY), **day("last_day", TODAY - DAY)},
            "The last day must be the first day or later",
        ),
        ({**day("starts_on", TODAY), "opening_hours": "x" * 301}, "Shorten this to 300"),
    ],
)
def test_a_wrong_answer_is_one_clear_sentence(administrator, answers, sentence):
    kept = {"published": "list of March"}
    answer = send(
        signed_in(administrator), reverse("agencies:add_station"), **ANSWERS | answers | kept
    )

    assert sentence in answer.content.decode()
    assert "list of March" in answer.content.decode()
    assert stations(administrator) == []


def test_only_the_police_of_the_area_keep_its_stations(administrator, police):
    housing = agencies.agency("housing", area=police.area)
    other = agencies.officer("agency_administrator", team=agencies.team(agency=housing))
    client = signed_in(other)

    assert "kept by its police" in client.get(reverse("agencies:stations")).content.decode()
    answer = send(client, reverse("agencies:add_station"), **ANSWERS, **day("starts_on", TODAY))
    assert "the chief officer publishes them" in answer.content.decode()
    with pytest.raises(NotAllowed), acting_as(officer := agencies.officer()):
        perform(officer, May.KEEP_STATIONS).__enter__()


def test_typed_sql_keeps_no_station_of_another_area_and_deletes_none(administrator):
    elsewhere = agencies.area()
    for officer, area_id in (
        (administrator, elsewhere.pk),
        (agencies.officer(), administrator.area_id),
    ):
        with pytest.raises(DatabaseError, match="row-level security"):
            write(officer, area_id)
    write(administrator, administrator.area_id)
    [row] = stations(administrator)
    assert taken_over(agencies.officer("agency_administrator"), row) == 0
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(administrator):
        row.delete()


def write(officer, area_id):
    with acting_as(officer), perform(officer, May.SEE_WORKLIST) as done:
        Station.objects.create(area_id=area_id, name="x", address="y", starts_on=TODAY)
        done.record("attack.made", None)


def taken_over(officer, row):
    with acting_as(officer), perform(officer, May.SEE_WORKLIST) as done:
        count = Station.objects.filter(pk=row.pk).update(name="taken")
        done.record("attack.made", None)
    return count
