from datetime import date, timedelta

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.access.door import acting_as, perform
from tutela.access.permissions import May
from tutela.agencies.models import Team
from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.audit.models import Opening
from tutela.people import files, keys, queries
from tutela.people.files import Ground
from tutela.people.models import Address, Identifier
from tutela.people.operations import opening
from tutela.people.rules import check, keys_of
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import main_of, words_of

pytestmark = pytest.mark.usefixtures("database")

BORN = date(1980, 3, 3)


def asked(name="", **answers):
    return {
        "operation_key": str(uuid7()),
        "surname": name,
        "given_names": "Alex" if name else "",
        "born_on_0": "3" if name else "",
        "born_on_1": "3" if name else "",
        "born_on_2": "1980" if name else "",
        "number": "",
        "reason": "stopped at the kerb with a child",
    } | answers


def as_form(form, answers):
    """The day's boxes under the names that the form gives them."""
    suffixes = form.fields["born_on"].widget.widgets_names
    return {
        (f"born_on{suffixes[int(name[-1])]}" if name.startswith("born_on_") else name): value
        for name, value in answers.items()
    }


def post(browser, page, answers, **options):
    address = reverse(page)
    form = browser.get(address).context["form"]
    return browser.post(address, as_form(form, answers), **options)


@pytest.fixture
def owner():
    return agencies.officer()


@pytest.fixture
def named(owner):
    """A person whom only this test knows by name."""
    surname = f"Q{uuid7().hex[-14:]}"
    return surname, people.person(owner, surname=surname)


def test_supervision_asks_a_purpose_and_then_opens(named, owner):
    _surname, person_id = named
    supervisor = agencies.officer("police_supervisor", supervises=Team(pk=owner.team_id))
    browser = signed_in(supervisor)
    overview = reverse("case_file:overview", args=[person_id])
    address = reverse("people:open", args=[person_id])

    assert browser.get(overview)["Location"] == address
    short = browser.post(
        address, {"operation_key": str(uuid7()), "ground": "supervision", "purpose": "check"}
    )
    assert "10 characters" in short.content.decode()
    answer = browser.post(
        address,
        {
            "operation_key": str(uuid7()),
            "ground": "supervision",
            "purpose": "quality check before the meeting",
        },
    )

    assert answer["Location"] == overview
    assert browser.get(overview).status_code == 200
    with acting_as(owner):
        told = Opening.objects.get(person_id=person_id, ground="supervision")
        assert told.purpose == "quality check before the meeting"


def test_nobody_and_hidden_cannot_be_opened(named):
    browser = signed_in(agencies.officer("police_supervisor"))

    for person_id in (named[1], uuid7()):
        assert browser.get(reverse("people:open", args=[person_id])).status_code == 404


def test_an_emergency_opens_read_only_for_eight_hours_and_is_told(named, owner):
    surname, person_id = named
    duty = agencies.officer("prison_duty_officer")
    browser = signed_in(duty)

    answer = post(browser, "people:emergency", asked(surname), follow=True)

    assert surname in answer.content.decode()
    assert browser.get(reverse("case_file:overview", args=[person_id])).status_code == 200
    assert browser.get(reverse("people:allocate", args=[person_id])).status_code == 403
    with acting_as(owner):
        told = Opening.objects.get(person_id=person_id, ground="emergency")
        assert told.until - told.at == timedelta(hours=8)
        assert "victims" not in told.parts_read
        assert told.parts_change == []


def test_an_emergency_about_nobody_says_so(named):
    browser = signed_in(agencies.officer("prison_duty_officer"))

    answer = post(browser, "people:emergency", asked("Nobodyofthisname"), follow=True)

    assert "Nobody was found by these details" in answer.content.decode()
    assert f'href="{reverse("people:emergency")}">Try other details' in answer.content.decode()


def test_another_officers_emergency_cannot_be_read(named):
    surname, _ = named
    browser = signed_in(agencies.officer("prison_duty_officer"))
    answer = post(browser, "people:emergency", asked(surname))

    other = signed_in(agencies.officer("prison_duty_officer"))

    assert other.get(answer["Location"]).status_code == 404


@pytest.mark.parametrize("page", ["people:emergency", "people:card"])
def test_half_a_question_gets_a_sentence_and_loses_nothing(page):
    role = "police_duty_officer"
    browser = signed_in(agencies.officer(role))

    half = post(browser, page, asked(given_names="Alexandra", reason="short"))
    nothing = post(browser, page, asked())

    text = half.content.decode()
    assert "Enter the surname as well" in text
    assert "Enter the date of birth as well" in text
    assert "10 characters or more" in text
    assert "Alexandra" in text
    assert "Enter a name with a date of birth" in nothing.content.decode()


def test_an_emergency_pressed_twice_is_declared_once(named):
    duty = agencies.officer("prison_duty_officer")
    browser = signed_in(duty)
    answers = asked(named[0])

    first = post(browser, "people:emergency", answers)
    second = post(browser, "people:emergency", answers)

    assert first["Location"] == second["Location"]
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_lookup WHERE actor = %s", [duty.appointment_id])
        assert cursor.fetchone()[0] == 1


def test_the_contact_card_shows_exactly_the_card(named, owner):
    surname, person_id = named
    card = reverse("people:set_card", args=[person_id])
    setting = signed_in(owner)
    version = setting.get(card).context["form"].initial["version"]
    saved = setting.post(
        card,
        {
            "operation_key": str(uuid7()),
            "version": version,
            "status": "wanted",
            "warnings": "Carries a blade",
            "prohibitions": "Go near Victim A's school\nUse a false name",
            "ring_day": "",
            "ring_night": "01632 960199",
        },
        follow=True,
    )
    assert "Contact card saved" in saved.content.decode()
    street = signed_in(agencies.officer("police_duty_officer"))

    answer = post(street, "people:card", asked(surname), follow=True)

    team = Team.objects.using("owner").get(pk=owner.team_id)
    *card, asked_on, again = words_of(main_of(answer.content.decode()))
    assert card == [
        *("Contact card", f"Alex {surname}", "Managed", "Wanted", "Born", "3 March 1980"),
        *("Warnings", "Carries a blade"),
        *("Must not", "Go near Victim A's school", "Use a false name"),
        *("Managed by", team.name, "Ring by day", "01632 960100", "Ring by night", "01632 960199"),
    ]
    assert asked_on.startswith("Asked on ")
    assert again == "Ask about somebody else"
    assert str(person_id) not in answer.content.decode()
    assert street.get(reverse("case_file:overview", args=[person_id])).status_code == 404
    with acting_as(owner):
        (told,) = [
            look
            for look in queries._looked(
                Opening.objects.none(), queries.LookupAnswer.objects.filter(person=person_id)
            )
        ]
        assert told.purpose == "stopped at the kerb with a child"


def test_a_card_about_nobody(named):
    street = signed_in(agencies.officer("police_duty_officer"))

    answer = post(street, "people:card", asked("Nobodyofthisname"), follow=True)

    assert "Nobody is managed under these details" in answer.content.decode()
    assert f'href="{reverse("people:card")}">Ask about somebody else' in answer.content.decode()


def test_a_card_is_found_by_address_with_its_house_only():
    street = signed_in(agencies.officer("police_duty_officer"))

    half = post(street, "people:card", asked(postcode="ZZ1 1ZZ", house=""))

    assert "Enter the house number or name as well" in half.content.decode()


def test_a_partner_is_refused_a_card():
    assert signed_in(agencies.officer("partner")).get(reverse("people:card")).status_code == 403


def test_a_restricted_record_has_no_card_unless_its_owner_sets_one(named, owner):
    surname, person_id = named
    browser = signed_in(owner)
    browser.get(reverse("people:restrict", args=[person_id]))
    browser.post(
        reverse("people:restrict", args=[person_id]),
        {
            "operation_key": str(uuid7()),
            "readers": [str(owner.appointment_id)],
            "why": "a public figure",
        },
    )
    street = signed_in(agencies.officer("police_duty_officer"))
    duty = signed_in(agencies.officer("prison_duty_officer"))

    card = post(street, "people:card", asked(surname), follow=True)
    emergency = post(duty, "people:emergency", asked(surname), follow=True)

    assert "Nobody is managed under these details" in card.content.decode()
    assert "Nobody was found by these details" in emergency.content.decode()


def test_cards_are_limited_by_the_hour(named):
    officer = agencies.officer("police_duty_officer")
    with connections["owner"].cursor() as cursor:
        for _ in range(30):
            cursor.execute(
                "INSERT INTO people_lookup (id, kind, actor, surname_key, given_key,"
                " identifier_key, postcode_key, house_key, reason, at)"
                " VALUES (gen_random_uuid(), 'card', %s, '', '', '', '', '', 'test reason', now())",
                [officer.appointment_id],
            )

    answer = post(signed_in(officer), "people:card", asked(named[0]))

    assert "You have asked 30 times in the last hour" in answer.content.decode()


def test_an_opening_is_checked_once_by_another(named, owner):
    _, person_id = named
    supervisor = agencies.officer("police_supervisor", team=Team(pk=owner.team_id))
    covering = agencies.officer(team=Team(pk=owner.team_id))
    other_team = agencies.officer("police_supervisor", supervises=Team(pk=owner.team_id))
    assert people.opened(other_team, person_id, Ground.SUPERVISION)
    with acting_as(supervisor):
        (look,) = [look for look in queries.to_check(supervisor) if look.person_id == person_id]
    browser = signed_in(supervisor)
    address = reverse("people:review", args=[look.id])
    answers = {
        "operation_key": str(uuid7()),
        "outcome": "justified",
        "note": "read the supervision record",
    }

    assert signed_in(covering).get(address).status_code == 403
    own = signed_in(other_team).get(address)
    assert "Somebody else must check" in own.content.decode()
    assert (
        "Select whether it was justified"
        in browser.post(address, {"operation_key": str(uuid7()), "note": "x"}).content.decode()
    )
    assert browser.post(address, answers).status_code == 302
    assert browser.post(address, answers).status_code == 302
    again = browser.post(address, answers | {"operation_key": str(uuid7())})

    assert "checked already" in again.content.decode()
    with acting_as(supervisor):
        assert person_id not in [look.person_id for look in queries.to_check(supervisor)]


def test_nobody_checks_their_own_opening(named, owner):
    _, person_id = named
    supervisor = agencies.officer("police_supervisor", supervises=Team(pk=owner.team_id))
    people.opened(supervisor, person_id, Ground.SUPERVISION)

    with acting_as(supervisor):
        look = queries.looked(Opening.objects.get(person_id=person_id).pk)
        with pytest.raises(opening.CannotOpen, match="Somebody else"):
            opening.review(
                actor=supervisor,
                look=look,
                outcome="justified",
                note="myself",
                key=uuid7(),
                now=look.at,
            )


def test_a_card_is_found_by_a_number_and_by_an_address(named, owner):
    surname, person_id = named
    number, postcode = f"{uuid7().int % 10**7:07}", f"ZY{uuid7().hex[-5:]}".upper()
    with acting_as(owner):
        files.consult([person_id], page="people:addresses")
        with perform(owner, May.CHANGE_PERSON, key=uuid7()) as done:
            key = keys_of(f"A{number[:4]}BC", on=date(2026, 1, 1))[0][1]
            Identifier.objects.create(
                person_id=person_id, kind="pnc", said=key, key=key, kept_because="test"
            )
            Address.objects.create(
                person_id=person_id,
                kind="home",
                lines="12A High Street",
                postcode=postcode,
                postcode_key=keys.postcode_key(postcode),
                house_key=keys.house_key("12A High Street"),
            )
            done.record("address.added", person_id, person=person_id)
    street = signed_in(agencies.officer("police_duty_officer"))

    by_number = post(street, "people:card", asked(number=f"a{number[:4]}bc"), follow=True)
    address = asked(house="12a", postcode=postcode.lower())
    by_address = post(street, "people:card", address, follow=True)
    elsewhere = post(street, "people:card", asked(house="14", postcode=postcode), follow=True)

    assert surname in by_number.content.decode()
    assert surname in by_address.content.decode()
    assert "Nobody is managed" in elsewhere.content.decode()


@pytest.mark.parametrize("said", ["81/34U", "81/34X", "1981/0000034X"])
def test_a_number_is_asked_for_as_it_is_kept_sound_or_not(said):
    now = timezone.now()

    assert opening._number(said, now) == check("pnc", said, on=now.date()).key


def test_an_old_answer_does_not_say_that_nobody_is_managed(named):
    officer = agencies.officer("police_duty_officer")
    answer = post(signed_in(officer), "people:card", asked(named[0]))
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE people_lookup SET at = at - interval '16 minutes' WHERE actor = %s",
            [officer.appointment_id],
        )

    text = signed_in(officer).get(answer["Location"]).content.decode()

    assert "no longer shown" in text
    assert "Nobody is managed" not in text


def test_the_card_changed_meanwhile_is_shown_with_both(named, owner):
    browser = signed_in(owner)
    address = reverse("people:set_card", args=[named[1]])
    version = browser.get(address).context["form"].initial["version"]
    answers = {"version": version, "status": "none", "warnings": "first"}

    browser.post(address, {"operation_key": str(uuid7()), **answers})
    stale = browser.post(address, {"operation_key": str(uuid7()), **answers, "warnings": "second"})

    text = stale.content.decode()
    assert "Someone changed this while you were writing" in text
    assert "first" in text
    assert "second" in text
