from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.notification_requirements.rules import counter as rules
from tutela.notification_requirements.rules import numbers
from tutela.notification_requirements.rules.facts import NotificationKind
from tutela.notification_requirements.rules.jurisdictions import law_of

LAW = law_of("england_and_wales")
TODAY = date(2026, 6, 10)
HERE = rules.Visit(came_on=TODAY, recorded_on=TODAY)


def said(kind, **answers):
    return {"id": kind, "kind": kind, "answers": answers}


def marked(*items, visit=HERE):
    return set(rules.marks(visit, items, LAW))


def test_every_kind_of_the_law_can_be_said():
    kinds = {str(rules.KIND_IN_LAW.get(kind, kind)) for kind in rules.NOTIFICATIONS}

    assert kinds == {str(kind) for kind in NotificationKind}


@pytest.mark.parametrize(
    ("kind", "of", "resets"),
    [
        ("initial", "", "yes"),
        ("periodic", "", "yes"),
        ("change", "name", "yes"),
        ("change", "release", "yes"),
        ("change", "bank_account", "disputed"),
        ("change", "child_household", "disputed"),
        ("change", "", "yes"),
        ("travel", "", "no"),
        ("return", "", "no"),
        ("change_not_occurred", "", "no"),
    ],
)
def test_s85_2_which_notifications_start_the_year_again(kind, of, resets):
    answer, why = rules.resets_year(kind, of)

    assert answer == resets
    assert why.say()


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (2, False), (3, True), (30, True)])
def test_s84_1_three_days_begin_with_the_day_of_the_change(days, is_late):
    happened = (TODAY - timedelta(days=days)).isoformat()

    found = marked(said("change", of="name", happened_on=happened))

    assert ("late" in found) is is_late


def test_a_change_of_a_day_to_come_is_not_said_to_have_happened():
    tomorrow = (TODAY + timedelta(days=1)).isoformat()

    assert "in_future" in marked(said("change", happened_on=tomorrow))


def test_s84_2_an_announcement_for_a_day_that_has_passed_is_marked():
    yesterday = (TODAY - timedelta(days=1)).isoformat()

    assert "advance_passed" in marked(said("change", expected_on=yesterday))
    assert "advance_passed" not in marked(said("change", expected_on=TODAY.isoformat()))


@pytest.mark.parametrize(("days", "still"), [(0, True), (2, True), (3, False)])
def test_s84_4_it_has_not_happened_only_after_three_days(days, still):
    expected = (TODAY - timedelta(days=days)).isoformat()

    assert ("still_may_happen" in marked(said("change_not_occurred", expected_on=expected))) is (
        still
    )


@pytest.mark.parametrize(("days", "short"), [(6, True), (7, False)])
def test_si_2004_1220_reg5_seven_days_before_the_departure(days, short):
    leaves = (TODAY + timedelta(days=days)).isoformat()

    assert ("travel_short" in marked(said("travel", departs_on=leaves))) is short


def test_a_return_before_the_departure_is_marked():
    leaves, back = TODAY + timedelta(days=9), TODAY + timedelta(days=8)

    found = marked(said("travel", departs_on=leaves.isoformat(), returns_on=back.isoformat()))

    assert "returns_first" in found


def test_what_is_not_known_is_marked_and_taken():
    assert "no_day" in marked(said("travel"), said("change"), said("return"))
    assert marked() == {"nothing_notified"}


def test_s83_5_the_whole_set_is_asked_for():
    complete = [said(section) for section in rules.SECTIONS]

    assert "set_incomplete" in marked(said("initial"))
    assert "set_incomplete" not in marked(said("initial"), *complete)
    none = rules.Visit(TODAY, TODAY, stands={section: "none" for section in rules.SECTIONS})
    assert "set_incomplete" not in marked(said("change"), visit=none)
    assert "set_incomplete" not in marked(said("travel"))


def test_nothing_has_changed_answers_the_whole_set():
    assert marked(said("periodic", changed="nothing")) == set()
    assert "set_incomplete" in marked(said("periodic", changed="something"))
    assert "set_incomplete" in marked(said("periodic", changed="nothing"), said("change"))


def test_what_is_as_before_is_taken_over_with_the_set():
    before = [said("home", lines="1 A Street"), said("name", surname="Old")]
    now = [said("name", surname="New")]

    asked = rules.whole_set(now, {"home": "as_before"}, before)
    unsaid = rules.whole_set(now, {}, before)
    weekly = rules.whole_set([said("periodic", changed="nothing")], {}, before)

    assert [(item["kind"], item.get("as_before")) for item in asked] == [
        ("name", None),
        ("home", True),
    ]
    assert [item["kind"] for item in unsaid] == ["name"]
    assert [item["kind"] for item in weekly] == ["home", "name"]


def test_two_homes_now_are_marked_and_taken():
    homes = [said("home", lines=lines, when=["now"]) for lines in ("1 A Street", "2 B Street")]

    assert "two_homes" in marked(said("periodic"), *homes)


def test_s89_2_b_the_parent_without_the_child_is_marked():
    visit = rules.Visit(TODAY, TODAY, attended="parent_alone")

    assert "child_absent" in marked(said("periodic"), visit=visit)


@pytest.mark.parametrize("number", ["4000 0000 0000 0002", "5555-5555-5555-4444"])
def test_a_card_number_whose_check_digit_agrees(number):
    assert numbers.is_card_number(number)


@pytest.mark.parametrize("number", ["4000 0000 0000 0001", "1234", "0" * 20, "no number"])
def test_a_card_number_that_fails_its_check_is_only_marked(number):
    assert "check_number" in marked(said("card", card_number=number))


def test_numbers_of_an_account_are_looked_at():
    assert numbers.faults_of_numbers("account", {"sort_code": "60-16-13"}) == ()
    assert numbers.faults_of_numbers("account", {"sort_code": "6016"}) == ("sort_code",)
    assert numbers.faults_of_numbers("account", {"account_number": "1"}) == ("account_number",)
    assert numbers.faults_of_numbers("account", {}) == ()


@given(st.text())
def test_at_most_four_digits_of_a_number_are_shown(number):
    shown = numbers.masked(number)

    assert len(numbers.digits(shown)) <= 4
    assert numbers.digits(number).endswith(numbers.digits(shown))


def test_what_differs_is_shown_and_what_was_not_asked_is_not():
    before = [said("home", lines="1 A Street"), said("name", surname="Old")]
    now = [said("home", lines="1 A street"), said("name", surname="New")]

    [found] = rules.differences(before, now)

    assert (found.section, found.only_before, found.only_now) == ("name", ("Old",), ("New",))
    assert rules.differences(before, []) == ()


DAYS = st.one_of(st.none(), st.dates().map(date.isoformat))


@given(
    st.lists(
        st.builds(
            lambda kind, one, other: said(
                kind,
                happened_on=one,
                expected_on=other,
                departs_on=one,
                returns_on=other,
                returned_on=one,
                of="name",
            ),
            st.sampled_from([*rules.NOTIFICATIONS, *rules.SECTIONS]),
            DAYS,
            DAYS,
        ),
        max_size=5,
    ),
    st.one_of(st.none(), st.dates()),
)
def test_no_day_that_anybody_says_stands_in_the_way(items, came_on):
    visit = rules.Visit(came_on=came_on, recorded_on=TODAY)

    found = rules.marks(visit, items, LAW)

    assert set(found) <= set(rules.MARKS)
