from datetime import date, timedelta

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies.tests import factories as agencies
from tutela.agencies.tests.clients import signed_in
from tutela.notification_requirements.models import ReviewNotice, Standing
from tutela.notification_requirements.operations import reviews as operations
from tutela.notification_requirements.tests import missed
from tutela.notification_requirements.tests.asking import at, day, errors, press
from tutela.notification_requirements.tests.test_review_operations import (
    considered,
    determined,
    indefinite,
    proposed,
    read,
    received,
    step,
)
from tutela.people.tests import factories as people
from tutela.ui.tests.markup import tree

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def officers():
    return missed.pair()


def test_every_page_of_a_review_opens(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    step(
        officer,
        person,
        operations.notify,
        review=row,
        body="Prisons",
        happened_on=timezone.localdate(),
    )
    (notice,) = read(officer, person, ReviewNotice)
    proposed(officer, person, row)
    browser = signed_in(officer)

    for address in (
        at("reviews", person),
        at("receive_review", person),
        at("directions", person),
        at("add_direction", person),
        at("answer_notice", person, row, notice.pk),
        at("review_matter", person, row, "c"),
        at("review_letter", person, row, "acknowledgement"),
        *(
            at(name, person, row)
            for name in (
                "indefinite_review",
                "acknowledge_review",
                "notify_body",
                "propose_review",
                "give_notice",
                "appeal_review",
                "court_on_review",
                "close_review",
            )
        ),
    ):
        page = browser.get(address)
        assert page.status_code == 200, address
        tree(page.content.decode())
    assert browser.get(at("determine_review", person, row)).status_code == 403
    assert signed_in(supervisor).get(at("determine_review", person, row)).status_code == 200
    assert browser.get(at("review_letter", person, row, "determination")).status_code == 404
    assert browser.get(at("review_letter", person, row, "other")).status_code == 404
    assert browser.get(at("review_matter", person, row, "z")).status_code == 404
    assert signed_in(agencies.officer()).get(at("reviews", person)).status_code == 404


def test_the_letters_say_what_is_recorded(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person, on=date(2022, 2, 1))
    browser = signed_in(officer)

    letter = browser.get(at("review_letter", person, row, "acknowledgement")).content.decode()
    assert "Yours came before it" in letter
    assert "1 March 2022" in letter
    assert "s.91B(1)" in letter

    proposed(officer, person, row)
    determined(supervisor, person, row, "refuse", why="The risk is not low enough")
    letter = browser.get(at("review_letter", person, row, "determination")).content.decode()
    assert "You remain subject" in letter
    assert "The risk is not low enough" in letter
    assert "within 21 days" in letter
    assert "another review on or after" in letter


def test_a_letter_is_issued_with_its_step_and_kept_as_it_was_issued(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person, on=timezone.localdate())
    browser = signed_in(officer)
    kept = at("kept_letter", person, row, "determination")
    assert browser.get(kept).status_code == 404
    proposed(officer, person, row)

    determined(supervisor, person, row, "refuse", why="The risk is not low enough")

    issued = browser.get(kept)
    assert issued.content.startswith(b"%PDF")
    assert "Synthetic" not in issued["Content-Disposition"]
    page = browser.get(at("review_letter", person, row, "determination")).content.decode()
    assert kept in page
    assert "and kept as it was issued" in page
    assert browser.get(kept).content == issued.content
    known = {"known_at": timezone.now().isoformat()}
    assert browser.get(kept, known).content == issued.content
    assert signed_in(agencies.officer()).get(kept).status_code == 404


def test_what_is_left_out_is_asked_for(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    browser = signed_in(officer)

    page = press(browser, at("receive_review", person), area="", why="Kept words")
    assert errors(page) == [
        "Enter the day on which it was received",
        "Select whether it was in writing",
        "Select the area",
    ]
    assert "Kept words" in page.content.decode()

    page = press(
        browser,
        at("receive_review", person),
        area=str(officer.area_id),
        in_writing="yes",
        **day("received_on", date(2011, 1, 1)),
    )
    assert errors(page) == ["The day of receipt must be on or after 30 July 2012"]

    row = received(officer, person)
    proposed(officer, person, row)
    (version,) = (one.version for one in read(officer, person))
    page = press(
        signed_in(supervisor),
        at("determine_review", person, row),
        decision="refuse",
        years="20",
        why="Kept words",
        version=version,
    )
    assert errors(page) == ["The next review is after 8 to 15 years", "Select your rank"]
    assert "Kept words" in page.content.decode()


def test_a_recommendation_without_every_matter_is_refused_in_one_sentence(officers):
    officer, _supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    considered(officer, person, row, "abcdefghijklmn")

    page = press(
        signed_in(officer),
        at("propose_review", person, row),
        proposal="grant",
        why="Kept words",
        version=1,
    )

    (said,) = errors(page)
    assert said.endswith("(o).")
    assert "Kept words" in page.content.decode()


def test_the_end_of_the_duties_is_shown_before_it_is_saved(officers):
    officer, supervisor = officers
    person = indefinite(officer)
    row = received(officer, person)
    proposed(officer, person, row)
    determined(supervisor, person, row)
    browser, today = signed_in(officer), timezone.localdate()
    answers = {
        "operation_key": str(uuid7()),
        "version": str(read(officer, person)[0].version),
        **day("given_on", today),
        **day("received_on", today),
    }

    page = browser.post(at("give_notice", person, row), answers)

    assert page.status_code == 200
    assert read(officer, person)[0].notice_given_on is None
    assert read(officer, person, Standing)[0].indefinite
    confirmed = page.content.decode().split('name="confirmed" value="')[1].split('"')[0]
    browser.post(at("give_notice", person, row), {**answers, "confirmed": confirmed})
    assert read(officer, person)[0].notice_received_on == today
    assert not read(officer, person, Standing)[0].indefinite


def test_a_direction_is_recorded_for_somebody_grown_up_and_said_to_be_over(officers):
    officer, _supervisor = officers
    person = people.person(officer)
    browser = signed_in(officer)

    answers = {"court": "Northmarch Youth Court", "parent": "Sam Synthetic"}
    page = press(
        browser, at("add_direction", person), **answers, **day("made_on", date(2010, 1, 1))
    )
    assert page.status_code == 302
    page = browser.get(at("directions", person)).content.decode()

    assert "Sam Synthetic" in page
    assert "before the direction" in page
    page = press(browser, at("add_direction", person))
    assert errors(page) == [
        "Enter the day of the direction",
        "Enter the court",
        "Enter who carries the duties",
    ]


def test_a_day_long_gone_is_not_overdue_where_it_is_over(officers):
    officer, _supervisor = officers
    person = indefinite(officer)
    row = received(officer, person, on=timezone.localdate() - timedelta(days=40))
    browser = signed_in(officer)
    assert "Overdue" in browser.get(at("reviews", person)).content.decode()

    step(
        officer,
        person,
        operations.close,
        review=row,
        how="withdraw",
        happened_on=timezone.localdate(),
        why="",
    )

    assert "Overdue" not in browser.get(at("reviews", person)).content.decode()
