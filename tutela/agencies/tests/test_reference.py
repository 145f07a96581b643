from datetime import date

import pytest
from django.db import DatabaseError

from tutela.access.door import acting_as
from tutela.agencies import reference
from tutela.agencies.models import Area, Body, Population
from tutela.agencies.periods import NO_END
from tutela.agencies.tests import factories as agencies
from tutela.audit.models import Entry

AREAS = reference.read("areas")


def test_there_are_42_areas_of_england_and_wales_four_of_them_welsh():
    nations = [area["nation"] for area in AREAS.values()]

    assert nations.count("england") == 38
    assert nations.count("wales") == 4
    assert AREAS["london"]["police"] == ["Metropolitan Police Service", "City of London Police"]
    assert all(area["name_cy"] for area in AREAS.values() if area["nation"] == "wales")


def test_each_area_has_its_responsible_authority_and_a_population_not_passed_off_as_verified():
    lines = list(reference.bodies())

    for code, area in AREAS.items():
        kinds = {line.kind for line in lines if line.area == code}
        is_mappa = area["nation"] in {"england", "wales"}
        assert kinds == ({"police", "probation", "prison"} if is_mappa else set())
        assert all(not line["verified"] for line in area.get("population", ()))
        assert bool(area.get("population")) is is_mappa
    assert len({area["probation_region"] for area in AREAS.values() if "population" in area}) == 12


def test_england_and_wales_have_the_bodies_that_their_own_law_made():
    kinds = {
        nation: {
            line.kind for line in reference.bodies() if line.nation == nation and not line.area
        }
        for nation in ("england", "wales")
    }

    assert "local_health_board" in kinds["wales"] - kinds["england"]
    assert "integrated_care_board" in kinds["england"] - kinds["wales"]
    assert kinds["england"] & kinds["wales"] >= {
        *("youth_offending_team", "work_and_pensions", "defence", "education", "social_services"),
        *("nhs_trust", "housing_authority", "electronic_monitoring", "immigration"),
    }
    assert all(line.provision and line.source for line in reference.bodies())
    assert all(line.name_cy for line in reference.bodies() if line.nation == "wales")


@pytest.fixture
def data(database, monkeypatch):
    """A small edition of its own, so that the real one stays as it was loaded."""
    said = {
        "areas": {
            f"test_{next(agencies.numbers)}": {
                "name": "Testshire",
                "nation": "england",
                "police_force": "Testshire Police",
                "probation_region": "Midsomer",
                "population": [
                    {
                        "on": date(2019, 6, 30),
                        "aged_10_and_over": 5,
                        "source": "x",
                        "verified": False,
                    }
                ],
            }
        },
        "co_operating_bodies": {"body": []},
    }
    monkeypatch.setattr(reference, "read", said.__getitem__)
    return said


def loaded():
    return reference.load(using="owner")


def test_loading_again_changes_nothing_and_leaves_no_entry(data):
    assert loaded() == {"areas": 1, "populations": 1, "bodies": 3}
    entries = Entry.objects.using("owner").filter(event="reference.loaded").count()

    assert loaded() == {"areas": 0, "populations": 0, "bodies": 0}
    assert Entry.objects.using("owner").filter(event="reference.loaded").count() == entries > 0


def test_the_real_edition_is_in_every_installation(database):
    with acting_as(agencies.officer()):
        assert Area.objects.filter(nation__in=["england", "wales"], name="London").exists()
        assert Body.objects.filter(kind="local_health_board", nation="wales").count() == 1


def test_a_new_edition_is_a_new_day_and_the_past_is_not_edited(data):
    loaded()
    [(code, area)] = data["areas"].items()
    area["population"].append(
        {"on": date(2024, 6, 30), "aged_10_and_over": 6, "source": "y", "verified": True}
    )
    assert loaded()["populations"] == 1
    area["population"][0]["aged_10_and_over"] = 7

    with pytest.raises(reference.Contradicts, match="a day of its own"):
        loaded()
    held = Population.objects.using("owner").filter(area__code=code)
    assert sorted(held.values_list("aged_10_and_over", flat=True)) == [5, 6]


def test_a_body_is_ended_by_its_last_day_and_not_opened_again(data):
    body = {
        "kind": "old_board",
        "name": f"Old boards {next(agencies.numbers)}",
        "nations": ["england"],
        "provision": "s.325(6)",
        "source": "x",
        "verified": True,
    }
    data["co_operating_bodies"]["body"].append(body)
    loaded()
    body["to"] = date(2022, 7, 1)
    assert loaded()["bodies"] == 1
    assert Body.objects.using("owner").get(name=body["name"]).ends_before == date(2022, 7, 1)
    del body["to"]

    with pytest.raises(reference.Contradicts, match="stays so"):
        loaded()


def test_no_serving_role_writes_reference_data(database):
    with acting_as(agencies.officer("agency_administrator")):
        body = Body.objects.first()
        body.ends_before = NO_END
        with pytest.raises(DatabaseError, match="permission denied"):
            body.save()


def test_the_law_of_an_area_is_that_of_its_nation():
    said = {nation: Area(nation=nation).jurisdiction for nation in ("", *Area.Nation.values)}

    assert said == {
        "": "england_and_wales",
        "england": "england_and_wales",
        "wales": "england_and_wales",
        "scotland": "scotland",
        "northern_ireland": "northern_ireland",
    }
