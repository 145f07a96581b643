import pytest

from tutela.notification_requirements.rules.area import local_police_area


@pytest.mark.parametrize(
    ("known", "area", "why"),
    [
        ({"home": "Kent", "last_notified": "Essex", "convicting_court": "Surrey"}, "Kent", "home"),
        ({"home": None, "last_notified": "Essex", "convicting_court": "Surrey"}, "Essex", "last"),
        ({"home": None, "last_notified": None, "convicting_court": "Surrey"}, "Surrey", "court"),
        ({"home": None, "last_notified": None, "convicting_court": None}, None, "No home"),
    ],
)
def test_s88_3_the_home_address_makes_the_area(known, area, why):
    found = local_police_area(**known)

    assert found.area == area
    assert why in found.because.say()
    assert found.provision == "Sexual Offences Act 2003 s.88(3)"
