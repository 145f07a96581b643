import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as
from tutela.agencies.models import Station
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.forms.said import FORMS
from tutela.notification_requirements.models import Notification
from tutela.notification_requirements.tests import visits as at_counter
from tutela.people.files import consult
from tutela.people.models import Address, Move
from tutela.people.past import written
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")
ANSWER = {"outcome": "taken", "fingerprints": "not_asked", "photograph": "not_asked"}


def pressed(**answers):
    return {"operation_key": str(uuid7()), **answers}


def begun(client):
    at = client.post("/counter/", pressed())["Location"]
    return at.removesuffix("who/")


def confirmed(client, address, answers):
    """Press, and press again where it is shown first what it changes."""
    done = client.post(address, answers)
    shown = re.search(r'name="confirmed" value="([0-9a-f]+)"', done.content.decode())
    return client.post(address, answers | {"confirmed": shown[1]}) if shown else done


def decided(html):
    """What the rule says of the year, as the page offers it."""
    return dict(re.findall(r'name="(resets_[^"]+)" type="radio" value="([a-z]+)" checked', html))


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode()
    tree(html)
    return html


def test_a_whole_visit_page_by_page():
    client = signed_in(agencies.officer("police_duty_officer"))
    page(client, "/counter/")
    visit = begun(client)

    page(client, f"{visit}who/")
    client.post(f"{visit}who/", pressed(surname="Nobody", born_said="about 1980"))
    page(client, f"{visit}add/change/")
    client.post(f"{visit}add/change/", pressed(of="name", details="Is now called Somebody"))
    client.post(f"{visit}set/", pressed(card="none", account="not_said"))
    hub = page(client, visit)
    page(client, f"{visit}set/")
    page(client, f"{visit}finish/")
    done = client.post(f"{visit}finish/", pressed(**ANSWER))
    received = page(client, done["Location"])

    assert "Is now called Somebody" in hub
    assert "When it happened, or will happen, is not known" in hub
    assert re.search(r"N-[0-9A-F]{4}-[0-9A-F]{4}", received)
    assert "Is now called Somebody" in received
    for language in ("en", "cy"):
        kept = client.get(f"{done['Location']}receipt/{language}/")
        assert kept["Content-Type"] == "application/pdf"
        assert kept.content.startswith(b"%PDF")
    assert "Nobody" in page(client, "/counter/")


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_each_kind_is_taken_with_nothing_answered(kind):
    client = signed_in(agencies.officer("police_duty_officer"))
    visit = begun(client)

    page(client, f"{visit}add/{kind}/")
    added = client.post(f"{visit}add/{kind}/", pressed())
    page(client, visit)
    done = client.post(f"{visit}finish/", pressed(**ANSWER))

    assert added["Location"] == visit
    assert done.status_code == 302


def test_something_said_is_put_right_and_left_out():
    client = signed_in(agencies.officer())
    visit = begun(client)
    refused = client.post(f"{visit}add/home/", pressed(lines="1 Wrong Street", starts_on_day="1"))
    client.post(f"{visit}add/home/", pressed(lines="1 Wrong Street"))
    item = re.search(r"/([0-9a-f-]{36})/change/", page(client, visit))[1]

    assert "The first day must include a month and a year" in refused.content.decode()
    assert "1 Wrong Street" in page(client, f"{visit}{item}/change/")
    client.post(f"{visit}{item}/change/", pressed(lines="2 Right Street"))
    assert "2 Right Street" in page(client, visit)
    page(client, f"{visit}{item}/leave-out/")
    client.post(f"{visit}{item}/leave-out/", pressed())
    assert "2 Right Street" not in page(client, visit)


def test_a_second_press_adds_once_and_receives_once():
    client = signed_in(agencies.officer("police_duty_officer"))
    visit = begun(client)
    added, finished = pressed(surname="Somebody"), pressed(**ANSWER)

    for _press in range(2):
        client.post(f"{visit}add/name/", added)
    assert page(client, visit).count(">Somebody<") == 1
    first, second = (client.post(f"{visit}finish/", finished) for _press in range(2))
    assert first["Location"] == second["Location"]
    assert client.get(visit)["Location"] == "/counter/"


def test_a_number_that_fails_its_check_is_kept_and_marked():
    client = signed_in(agencies.officer("police_duty_officer"))
    visit = begun(client)

    client.post(f"{visit}add/card/", pressed(card_number="4000 0000 0000 0001"))
    hub = page(client, visit)

    assert "Card number fails its check. It is kept as it was given." in hub
    assert "•••• 0001" in hub
    assert "4000 0000" not in hub


def test_a_visit_is_left_and_forgotten():
    client = signed_in(agencies.officer("police_duty_officer"))
    visit = begun(client)
    page(client, f"{visit}leave/")

    client.post(f"{visit}leave/", pressed())

    assert client.get(visit)["Location"] == "/counter/"
    assert "Visits that are not finished" not in page(client, "/counter/")


def test_the_visit_of_another_is_not_found():
    visit = begun(signed_in(agencies.officer("police_duty_officer")))
    other = signed_in(agencies.officer("police_duty_officer"))

    for address in ("", "who/", "set/", "finish/", "leave/", "whose/", "add/name/"):
        assert other.get(f"{visit}{address}").status_code == 404


def test_who_manages_nobody_of_that_name_is_offered_nobody():
    owner, other = agencies.officer(), agencies.officer()
    person, called = at_counter.known_as(owner)
    clients = [signed_in(owner), signed_in(other)]
    offered = []
    for client in clients:
        visit = begun(client)
        client.post(f"{visit}who/", pressed(**called))
        offered.append(str(person) in page(client, f"{visit}whose/"))

    assert offered == [True, False]


def test_a_manager_takes_it_with_the_file_open_and_sees_what_it_changes():
    officer = agencies.officer()
    person, called = at_counter.known_as(officer)
    client = signed_in(officer)
    page(client, f"/people/{person}/notified/")
    visit = begun(client)
    client.post(f"{visit}who/", pressed(**called))
    client.post(f"{visit}whose/", pressed(person=str(person)))
    client.post(f"{visit}add/initial/", pressed())
    client.post(f"{visit}add/home/", pressed(lines="2 New Street", when="now"))

    assert called["surname"] in page(client, visit)
    finish = page(client, f"{visit}finish/")
    assert "the home address 2 New Street" in finish
    home = re.search(r'name="writes" type="checkbox" value="([0-9a-f-]{36})"', finish)[1]
    answers = pressed(**ANSWER, writes=home) | decided(finish)
    done = confirmed(client, f"{visit}finish/", answers)

    assert done.status_code == 302
    assert "First notification" in page(client, f"/people/{person}/notified/")
    assert "2 New Street" in page(client, f"/people/{person}/addresses/")


def test_the_owner_reads_joins_compares_and_verifies():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    client = signed_in(owner)
    taker = agencies.officer("police_duty_officer")
    for street in ("1 First Street", "2 Second Street"):
        home = ("home", {"lines": street, "when": ["now"]})
        at_counter.taken(taker, ("periodic", {}), home, **called)
        at_counter.route()
        waiting = page(client, "/counter/waiting/")
        considered = page(client, re.search(r"/counter/waiting/[0-9a-f-]{36}/", waiting)[0])
        target = re.search(r"/counter/waiting/[0-9a-f-]{36}/people/[0-9a-f-]{36}/", considered)[0]
        shown = page(client, target)
        done = confirmed(client, target, pressed() | decided(shown))
        assert done["Location"] == f"/people/{person}/notified/"
    assert "Notified before, and not now" in shown
    assert "1 First Street" in shown
    with acting_as(owner):
        consult([person], page="notification_requirements:notified")
        last = Notification.objects.filter(person=person).first()
    here = f"/people/{person}/notified/{last.pk}/"
    assert "2 Second Street" in page(client, here)
    page(client, f"{here}verify/")
    day = timezone.localdate()
    client.post(
        f"{here}verify/",
        pressed(
            item="notification",
            found="different",
            really="Moved out in May",
            how="A visit",
            verified_on_day=day.day,
            verified_on_month=day.month,
            verified_on_year=day.year,
        ),
    )
    html = page(client, here)
    assert "Moved out in May" in html
    receipt = re.search(rf"/people/{person}/notified/receipts/[0-9a-f-]{{36}}/", html)[0]
    assert client.get(receipt).content.startswith(b"%PDF")
    assert signed_in(agencies.officer()).get(receipt).status_code == 404


def test_whether_the_year_starts_again_is_decided_anew_with_a_reason():
    owner = agencies.officer()
    person = people.person(owner)
    at_counter.taken_of(owner, person, ("change", {"of": "bank_account"}))
    client = signed_in(owner)
    listed = page(client, f"/people/{person}/notified/")
    here = re.search(rf"/people/{person}/notified/[0-9a-f-]{{36}}/", listed)[0]
    assert "Disputed: both days are kept" in page(client, here)
    html = page(client, f"{here}year/")
    version = re.search(r'name="version" value="(\d+)"', html)[1]

    refused = client.post(f"{here}year/", pressed(resets_year="yes", version=version))
    why = pressed(resets_year="yes", version=version, why="Counsel's advice")
    client.post(f"{here}year/", why)

    assert refused.content.decode().count("Enter why") == 2
    assert "Counsel&#x27;s advice" in page(client, here)
    stale = client.post(f"{here}year/", why | pressed(resets_year="no"))
    assert stale.status_code == 200


def test_different_needs_what_it_really_is():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    at_counter.taken(agencies.officer("police_duty_officer"), ("periodic", {}), **called)
    at_counter.route()
    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)
    with acting_as(owner):
        consult([person], page="notification_requirements:notified")
        row = Notification.objects.get(person=person)

    html = (
        signed_in(owner)
        .post(
            f"/people/{person}/notified/{row.pk}/verify/",
            pressed(item="notification", found="different", how="A visit"),
        )
        .content.decode()
    )

    assert html.count("Enter what it really is") == 2


def test_it_is_passed_on_with_a_reason():
    owner = agencies.officer()
    _person, called = at_counter.known_as(owner)
    at_counter.taken(agencies.officer("police_duty_officer"), **called)
    at_counter.route()
    routed = at_counter.waiting(owner)[0].routed_id
    client = signed_in(owner)

    page(client, f"/counter/waiting/{routed}/pass-on/")
    refused = client.post(f"/counter/waiting/{routed}/pass-on/", pressed(why=""))
    client.post(f"/counter/waiting/{routed}/pass-on/", pressed(why="too young"))

    assert refused.content.decode().count("Enter why it is not about your person") == 2
    assert at_counter.waiting(owner) == []
    assert client.get(f"/counter/waiting/{routed}/")["Location"] == "/counter/waiting/"
    assert signed_in(agencies.officer()).get(f"/counter/waiting/{routed}/").status_code == 404


def test_financial_details_are_masked_and_each_display_is_recorded():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    account = ("account", {"account_number": "31926819", "sort_code": "601613"})
    at_counter.taken(agencies.officer("police_duty_officer"), ("initial", {}), account, **called)
    at_counter.route()
    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)
    client = signed_in(owner)

    masked = page(client, f"/people/{person}/notified/financial/")
    whole = page(client, f"/people/{person}/notified/financial/shown/")

    assert "•••• 6819" in masked
    assert "31926819" not in masked
    assert "31926819" in whole


def test_without_the_compartment_there_is_no_such_page():
    owner, other = agencies.officer(), agencies.officer()
    person = people.person(owner)
    people.interest(owner, person, other.team_id, "identity", "notifications")
    client = signed_in(other)

    assert client.get(f"/people/{person}/notified/").status_code == 200
    for address in ("financial/", "financial/shown/"):
        assert client.get(f"/people/{person}/notified/{address}").status_code == 404


def test_a_closed_counter_is_shown_in_the_file():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    taker = agencies.officer("police_duty_officer")
    draft = at_counter.begun(taker)
    at_counter.who(taker, draft, **called)
    at_counter.received(taker, draft, outcome="closed", note="The desk was shut at six")
    at_counter.route()
    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)
    client = signed_in(owner)

    html = page(client, f"/people/{person}/notified/")
    visit = re.search(rf"/people/{person}/notified/visits/[0-9a-f-]{{36}}/", html)[0]

    assert "The desk was shut at six" in page(client, visit)


def test_a_journey_is_shown_with_its_days():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    leaves = timezone.localdate() + timedelta(days=30)
    trip = ("travel", {"departs_on": leaves, "countries": "France, then Spain"})
    at_counter.taken(agencies.officer("police_duty_officer"), trip, **called)
    at_counter.route()
    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)

    assert "France, then Spain" in page(signed_in(owner), f"/people/{person}/notified/")


def test_the_pages_of_the_file_show_the_past_too():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    at_counter.taken(agencies.officer("police_duty_officer"), ("periodic", {}), **called)
    at_counter.route()
    at_counter.join(owner, at_counter.waiting(owner)[0].routed_id, person)
    client = signed_in(owner)
    here = f"/people/{person}/notified/"
    one = re.search(rf"{here}[0-9a-f-]{{36}}/", page(client, here))[0]
    page(client, one)
    page(client, f"{here}financial/")
    moment = written(timezone.now())

    for address in (here, one, f"{here}financial/"):
        assert client.get(f"{address}?known_at={moment}").status_code == 200, address


def test_a_home_taken_anywhere_is_placed_by_who_joins_it_and_moves_the_person_by_that_fact():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    there = agencies.area()
    agencies.team(agency=agencies.agency("police", area=there), takes_moves=True)
    with agencies.as_owner():
        station = Station.objects.using("owner").create(
            area=there, name="Mill Lane", starts_on=date(2020, 1, 1)
        )
    said = ("home", {"lines": "2 New Street", "when": ["now"]})
    taker = agencies.officer("police_duty_officer")
    at_counter.taken(taker, ("initial", {}), said, station=str(station.pk), **called)
    at_counter.route()
    client = signed_in(owner)
    considered = page(client, f"/counter/waiting/{at_counter.waiting(owner)[0].routed_id}/")
    target = re.search(r"/counter/waiting/[0-9a-f-]{36}/people/[0-9a-f-]{36}/", considered)[0]

    shown = page(client, target)
    assert "It was notified at Mill Lane" in shown
    assert f'value="{there.pk}" selected' in shown
    home = re.search(r'name="writes" type="checkbox" value="([0-9a-f-]{36})"', shown)[1]
    answers = pressed(writes=home, area=str(there.pk)) | decided(shown)
    first = client.post(target, answers).content.decode()
    assert "The person moves to another police area" in first
    confirmed(client, target, answers)

    with acting_as(owner):
        consult([person], page="people:whereabouts")
        [moved] = Move.objects.filter(person=person)
        [address] = Address.objects.filter(person=person)
    assert (moved.to_area_id, address.area_id) == (there.pk, there.pk)


def test_the_area_of_the_last_address_nearby_is_offered_before_that_of_the_station():
    owner = agencies.officer()
    person, called = at_counter.known_as(owner)
    there = agencies.area()
    outward = f"ZY{uuid7().int % 90 + 10}"
    people.person(owner, address="1 Old Street", postcode=f"{outward} 1AA", area=there)
    said = ("home", {"lines": "2 New Street", "postcode": f"{outward} 9ZZ", "when": ["now"]})
    at_counter.taken(agencies.officer("police_duty_officer"), ("initial", {}), said, **called)
    at_counter.route()

    routed = at_counter.waiting(owner)[0].routed_id
    shown = page(signed_in(owner), f"/counter/waiting/{routed}/people/{person}/")

    assert f'value="{there.pk}" selected' in shown
