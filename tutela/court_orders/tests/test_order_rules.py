from datetime import date, timedelta

import pytest

from tutela.court_orders import card_rules, codes, order_rules, wording_rules
from tutela.court_orders.models import Order
from tutela.law.figures import figures

MADE = date(2024, 3, 1)
# every figure of the file, and the test here that holds it
HELD = {
    "shpo_shortest": "test_s103C_a_fixed_period_shorter_than_the_law_expects_is_warned_of",
    "sopo_shortest": "test_s103C_a_fixed_period_shorter_than_the_law_expects_is_warned_of",
    "sro_shortest": "test_s103C_a_fixed_period_shorter_than_the_law_expects_is_warned_of",
    "rsho_shortest": "test_s103C_a_fixed_period_shorter_than_the_law_expects_is_warned_of",
    "shpo_travel_longest": "test_s103D_a_ban_on_travel_longer_than_five_years_is_warned_of",
    "sro_travel_longest": "test_s103D_a_ban_on_travel_longer_than_five_years_is_warned_of",
    "foreign_travel_order_longest": "test_s117_a_foreign_travel_order_may_last_longer_since_2010",
    "shpo_discharge_needs_consent": "test_s103E_a_discharge_needs_consent_for_the_first_years",
    "sopo_discharge_needs_consent": "test_s103E_a_discharge_needs_consent_for_the_first_years",
    "sro_discharge_needs_consent": "test_s103E_a_discharge_needs_consent_for_the_first_years",
    "orders_with_requirements": "test_s103CA_a_requirement_before_its_day_is_warned_of",
    "electronic_monitoring_of_orders": "test_s103FA_electronic_monitoring_is_off",
}


def test_every_figure_of_the_file_is_held_by_a_test_here():
    assert HELD.keys() == figures(order_rules.ACT).keys()
    assert set(HELD.values()) <= globals().keys()


@pytest.mark.parametrize(
    ("kind", "made", "last_lawful", "one_day_less"),
    [
        ("shpo", MADE, date(2029, 2, 28), date(2029, 2, 27)),
        ("sro", MADE, date(2026, 2, 28), date(2026, 2, 27)),
        ("sopo", date(2010, 5, 4), date(2015, 5, 3), date(2015, 5, 2)),
        ("rsho", date(2010, 5, 4), date(2012, 5, 3), date(2012, 5, 2)),
    ],
)
def test_s103C_a_fixed_period_shorter_than_the_law_expects_is_warned_of(
    kind, made, last_lawful, one_day_less
):
    def warned(ends_on):
        return order_rules.warnings_of_order(
            kind=kind, interim=False, made_on=made, ends_on=ends_on
        )

    assert warned(None) == ()
    assert warned(last_lawful) == ()
    [found] = warned(one_day_less)
    assert not found.verified
    assert found.sentence.values == {"day": last_lawful}


def test_an_interim_order_has_an_end_and_no_shortest_length():
    def warned(ends_on):
        return order_rules.warnings_of_order(
            kind="shpo", interim=True, made_on=MADE, ends_on=ends_on
        )

    assert warned(date(2024, 4, 1)) == ()
    assert len(warned(None)) == 1


def clause(**said):
    given = {
        "order_kind": "shpo",
        "interim": False,
        "made_on": MADE,
        "kind": "prohibition",
        "starts_on": MADE,
        "ends_on": None,
        "about_travel": False,
        "names_no_supervisor": False,
    }
    return order_rules.warnings_of_clause(**(given | said))


@pytest.mark.parametrize("kind", ["shpo", "sro"])
def test_s103D_a_ban_on_travel_longer_than_five_years_is_warned_of(kind):
    travel = {"order_kind": kind, "about_travel": True}

    assert clause(**travel, ends_on=date(2029, 2, 28)) == ()
    assert clause(**travel, ends_on=date(2025, 3, 1)) == ()  # no shortest length
    [found] = clause(**travel, ends_on=date(2029, 3, 1))
    assert found.verified == (kind == "shpo")
    assert len(clause(**travel, ends_on=None)) == 1


def test_s117_a_foreign_travel_order_may_last_longer_since_2010():
    def warned(made_on, ends_on):
        return order_rules.warnings_of_order(
            kind="foreign_travel_order", interim=False, made_on=made_on, ends_on=ends_on
        )

    assert warned(date(2009, 1, 5), date(2009, 7, 4)) == ()
    assert len(warned(date(2009, 1, 5), date(2009, 7, 5))) == 1
    assert warned(date(2011, 1, 5), date(2016, 1, 4)) == ()


def test_s103CA_a_requirement_before_its_day_is_warned_of():
    required = {"kind": "requirement", "ends_on": None}

    assert clause(**required) == ()
    [found] = clause(**required, names_no_supervisor=True)
    assert (found.provision, found.verified) == ("Sexual Offences Act 2003 s.103CA", True)
    [found] = clause(**required, made_on=date(2020, 1, 1), starts_on=date(2020, 1, 1))
    assert found.sentence.values == {"day": date(2022, 11, 29)}


def test_a_clause_that_a_court_varied_is_not_called_short():
    short = {"ends_on": date(2025, 3, 1)}

    assert len(clause(**short)) == 1
    assert clause(**short, is_varied_away=True) == ()


@pytest.mark.parametrize(
    ("kind", "last_day"),
    [("shpo", date(2029, 2, 28)), ("sopo", date(2029, 2, 28)), ("sro", date(2026, 2, 28))],
)
def test_s103E_a_discharge_needs_consent_for_the_first_years(kind, last_day):
    needed = consent(kind=kind)
    assert needed is not None
    assert needed.last_day == last_day
    assert not needed.verified

    def warned(on, said):
        return order_rules.warning_of_discharge(needed, discharged_on=on, consent=said)

    assert warned(last_day, "not_recorded")
    assert warned(last_day, "both") is None
    assert warned(date(2030, 1, 1), "not_recorded") is None


def test_s103E_an_interim_order_or_one_on_travel_alone_is_discharged_without_consent():
    assert consent(interim=True) is None
    assert consent(only_travel=True) is None
    assert consent(kind="notification_order") is None
    assert order_rules.warning_of_discharge(None, discharged_on=MADE, consent="") is None


def consent(**said):
    given = {"kind": "shpo", "interim": False, "made_on": MADE, "only_travel": False}
    return order_rules.consent_needed(**(given | said))


def test_s103FA_electronic_monitoring_is_off():
    on = date(2199, 1, 1)

    assert not order_rules.is_monitoring_in_force(on)
    assert order_rules.objection_to_monitoring(monitored=True, on=on)
    assert order_rules.objection_to_monitoring(monitored=False, on=on) is None


def test_nothing_becomes_of_an_order_before_it_is_made_or_after_it_ended():
    def objection(kind, on, stage="in_force", ended_on=None):
        return order_rules.objection_to_change(
            made_on=MADE, ended_on=ended_on, stage=stage, kind=kind, on=on
        )

    over = {"stage": "discharged", "ended_on": date(2025, 1, 1)}
    assert objection("varied", date(2024, 2, 29))
    assert objection("varied", MADE) is None
    assert objection("varied", date(2025, 1, 1), **over)
    assert objection("varied", date(2024, 12, 31), **over) is None  # recorded late
    assert objection("quashed", date(2025, 6, 1), **over) is None


@pytest.mark.parametrize(
    ("fields", "last_day"),
    [
        ({"ends_on": date(2025, 3, 1)}, date(2025, 3, 1)),
        ({"stage": "expired", "ended_on": date(2025, 3, 1)}, date(2025, 3, 1)),
        ({"stage": "discharged", "ended_on": date(2025, 3, 2)}, date(2025, 3, 1)),
    ],
)
def test_an_order_binds_to_its_last_day(fields, last_day):
    order = Order(kind="shpo", made_on=MADE, **fields)

    assert not order.is_in_force(MADE - timedelta(days=1))
    assert order.is_in_force(MADE)
    assert order.is_in_force(last_day)
    assert not order.is_in_force(last_day + timedelta(days=1))


def test_an_order_that_was_quashed_never_bound():
    order = Order(kind="shpo", made_on=MADE, stage="quashed", ended_on=date(2025, 3, 1))

    assert not order.is_in_force(MADE)


# Codes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "interim"),
    [
        ("3085", "notification_order", False),
        ("3086", "sopo", False),
        ("3087", "foreign_travel_order", False),
        ("3088", "rsho", False),
        ("3090", "sopo", True),
        ("1179", "shpo", False),
        (" 1181 ", "shpo", True),
        ("3281", "sro", True),
        ("3282", "sro", False),
        ("3052", "", False),
    ],
)
def test_codes_of_court_results_name_orders(code, kind, interim):
    found = codes.order_kind_of_code(code, date(2020, 1, 1))

    assert found is not None
    assert (found.kind, found.interim) == (kind, interim)
    assert found.kind in {*Order.Kind.values, ""}
    assert not found.verified


def test_a_code_before_its_order_or_unknown_means_nothing():
    assert codes.order_kind_of_code("1179", date(2015, 3, 7)) is None
    assert codes.order_kind_of_code("1179", date(2015, 3, 8))
    assert codes.order_kind_of_code("9999") is None


# Words -------------------------------------------------------------------------------------------


def test_marked_phrases_become_tokens_as_whole_words_the_longest_first():
    wording = "Not contact Ann Other, Ann's friends or ANN  OTHER-SMITH; planner and Anna stay."
    tokens = [("Ann", "Child A"), ("Ann Other", "Child B"), ("Ann Other-Smith", "Child C")]

    found = wording_rules.with_tokens(wording, tokens)

    assert found == "Not contact Child B, Child A's friends or Child C; planner and Anna stay."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zoë O'Neill", "zoe"),
        ("Zoë O'Neill", "the ONeill house"),
        ("Zoë O'Neill", "the O\u2019Neill\u2019s garden"),
        ("Zoë O'Neill", "near O Neill"),
        ("Anne-Marie Lot", "Annemarie"),
        ("Anne-Marie Lot", "Anne Marie"),
        ("Anne-Marie Lot", "lot"),
    ],
)
def test_a_name_is_found_however_it_is_written(name, said):
    named = dict.fromkeys(wording_rules.word_keys(name, is_place=False), "Child A")

    assert set(wording_rules.still_named(said, named).values()) == {"Child A"}


@pytest.mark.parametrize("said", ["zo\u00f6logy", "a neilless place", "plotting", "the of and"])
def test_a_part_of_a_word_names_nobody(said):
    keys = wording_rules.word_keys("Zo Neil the Lot", is_place=False)

    assert wording_rules.still_named(said, dict.fromkeys(keys, "Child A")) == {}


def test_an_address_is_known_by_what_only_it_has():
    keys = wording_rules.word_keys("Flat 3, 14 Acacia Road, ZZ3 1AB", is_place=True)

    assert keys == ["ACACIA", "ZZ31AB"]
    named = dict.fromkeys(keys, "zone 1")
    assert wording_rules.still_named("Report within 14 days at the road", named) == {}
    assert wording_rules.still_named("within a mile of zz3 1ab", named) == {"zz3 1ab": "zone 1"}


def test_tokens_are_given_in_turn():
    assert wording_rules.next_label("child", []) == "Child A"
    assert wording_rules.next_label("child", ["child a", "Child B", "zone 1"]) == "Child C"
    assert wording_rules.next_label("place", ["zone 1"]) == "zone 2"
    every = [f"Victim {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert wording_rules.next_label("victim", every) == "Victim A2"


def test_marks_stand_one_on_a_line_with_the_token_that_is_wanted():
    found = wording_rules.marked_in(" Ann Other = child b \n\nZoe\n", "child")

    assert [(mark.words, mark.label) for mark in found] == [("Ann Other", "child b"), ("Zoe", "")]
    assert wording_rules.label_as_written("child b") == "Child B"
    assert wording_rules.label_as_written("Zone 4") == "zone 4"
    assert wording_rules.label_as_written("Ann's house") is None


# The card ----------------------------------------------------------------------------------------


def line(number, wording, **said):
    given = {"kind": "shpo", "interim": False, "made_on": MADE, "last_day": None}
    return card_rules.Line(number=number, wording=wording, **(given | said))


def test_lines_of_orders_are_put_anew_above_those_written_by_hand():
    was = card_rules.card_text("By hand: carries a knife", [line("1", "Must not A.")])
    until = line("2", "Must not B.", last_day=date(2030, 1, 2))

    now = card_rules.card_text(was, [until])

    assert now.splitlines() == [
        "SHPO of 1 March 2024, clause 2: Must not B. Until 2 January 2030.",
        "By hand: carries a knife",
    ]
    assert card_rules.card_text(now, [until]) == now
    assert card_rules.card_text(now, []) == "By hand: carries a knife"


def test_a_card_that_is_full_says_so_and_keeps_what_was_written_by_hand():
    many = [line(str(number), "Must not " + "x" * 300) for number in range(1, 12)]

    found = card_rules.card_text("By hand", many)

    assert len(found) <= card_rules.ROOM
    assert found.splitlines()[-2:] == [card_rules.MORE, "By hand"]
    assert card_rules.card_text(found, []) == "By hand"
