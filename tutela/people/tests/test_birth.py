from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.people import rules
from tutela.people.models import BirthDate, Person

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1900, 1, 1), TODAY)
EXACT = date(1980, 3, 3)


@pytest.mark.parametrize(
    ("said", "earliest", "latest"),
    [
        ("3 March 1980", EXACT, EXACT),
        ("3rd Mar 1980", EXACT, EXACT),
        ("03/03/1980", EXACT, EXACT),
        ("3.3.80", EXACT, EXACT),
        ("1980-03-03", EXACT, EXACT),
        ("DOB: 3/3/80", EXACT, EXACT),
        ("born 3 3 1980", EXACT, EXACT),
        ("1 2 26", date(2026, 2, 1), date(2026, 2, 1)),
        ("1 2 27", date(1927, 2, 1), date(1927, 2, 1)),
        ("March 1980", date(1980, 3, 1), date(1980, 3, 31)),
        ("Sept 1980", date(1980, 9, 1), date(1980, 9, 30)),
        ("3/1980", date(1980, 3, 1), date(1980, 3, 31)),
        ("1980", date(1980, 1, 1), date(1980, 12, 31)),
        ("about 1975", date(1973, 1, 1), date(1977, 12, 31)),
        ("c.1975", date(1973, 1, 1), date(1977, 12, 31)),
        ("approximately March 1980", date(1979, 3, 1), date(1981, 3, 31)),
        ("between 1970 and 1975", date(1970, 1, 1), date(1975, 12, 31)),
        ("1970-1975", date(1970, 1, 1), date(1975, 12, 31)),
        ("1970s", date(1970, 1, 1), date(1979, 12, 31)),
        ("early 1970s", date(1970, 1, 1), date(1973, 12, 31)),
        ("before 1975", None, date(1974, 12, 31)),
        ("after March 1980", date(1980, 4, 1), None),
        ("age 34 in 2020", date(1985, 1, 2), date(1986, 12, 31)),
        ("aged 34 on 3 March 2020", date(1985, 3, 4), date(1986, 3, 3)),
        ("aged 34", date(1991, 11, 24), date(1992, 11, 23)),
    ],
)
def test_what_was_said_gives_the_days_that_it_may_be(said, earliest, latest):
    born = rules.born(said, on=TODAY)

    assert (born.said, born.earliest, born.latest) == (said, earliest, latest)
    assert born.on == (earliest if earliest == latest else None)


@pytest.mark.parametrize(
    "said", ["", "not known", "Unknown", "31 February 1980", "in the war", "1975-1970", "age 999"]
)
def test_what_gives_no_day_is_kept_as_it_was_said(said):
    assert rules.born(said, on=TODAY) == rules.Born(said)


@given(st.text(max_size=60))
def test_no_date_of_birth_is_ever_refused(said):
    born = rules.born(said, on=TODAY)

    assert born.said == said.strip()
    assert not (born.earliest and born.latest) or born.earliest <= born.latest


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%Y-%m-%d", "%d %b %Y"]))
def test_an_exact_day_is_understood_however_it_is_written(day, form):
    assert rules.born(day.strftime(form), on=TODAY).on == day


@given(DAYS, DAYS)
def test_an_age_on_a_day_holds_the_true_birthday(birthday, seen):
    birthday, seen = sorted([birthday, seen])
    age = seen.year - birthday.year - ((seen.month, seen.day) < (birthday.month, birthday.day))

    born = rules.born(f"age {age} on {seen:%d/%m/%Y}", on=TODAY)

    if (birthday.month, birthday.day) != (2, 29) and age <= 120:
        assert born.earliest <= birthday <= born.latest


def test_an_exact_day_is_written_as_other_days_are_and_any_other_as_it_was_said():
    assert BirthDate(said="3/3/80", on=EXACT).words == "3 March 1980"
    assert BirthDate(said="about 1980").words == "about 1980"
    assert Person(born_said="1980-03-03", born_on=EXACT).born == "3 March 1980"
    assert Person(born_said="March 1980").born == "March 1980"
