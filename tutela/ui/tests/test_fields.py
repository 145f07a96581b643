from datetime import date, time

import pytest
from django import forms
from django.utils import translation

from tutela.ui.fields import ClockField, DayField, Radios, TermField
from tutela.ui.tests.markup import tree


class BirthForm(forms.Form):
    born = DayField(
        called="Date of birth",
        earliest=date(1900, 1, 1),
        latest=lambda: date(2026, 3, 3),
        error_messages={"required": "Enter a date of birth"},
    )


def answered(day, month, year):
    return BirthForm({"born_day": day, "born_month": month, "born_year": year})


@pytest.mark.parametrize("month", ["3", "03", "march", "Mar", " MARCH "])
def test_a_month_may_be_a_number_or_a_name(month):
    form = answered("27", month, "1982")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(1982, 3, 27)


def test_a_month_may_be_named_in_the_page_s_language():
    with translation.override("cy"):
        assert answered("27", "Mawrth", "1982").is_valid()


@pytest.mark.parametrize(
    ("given", "sentence", "wrong"),
    [
        (("", "", ""), "Enter a date of birth", ["day", "month", "year"]),
        (("", "3", "1982"), "Date of birth must include a day", ["day"]),
        (("27", "", "1982"), "Date of birth must include a month", ["month"]),
        (("27", "3", ""), "Date of birth must include a year", ["year"]),
        (("27", "", ""), "Date of birth must include a month and a year", ["month", "year"]),
        (("29", "2", "2025"), "Date of birth must be a real date", ["day", "month", "year"]),
        (("27", "13", "1982"), "Date of birth must be a real date", ["day", "month", "year"]),
        (("27", "Smarch", "1982"), "Date of birth must be a real date", ["month"]),
        (("x", "3", "1982"), "Date of birth must be a real date", ["day"]),
        (("27", "3", "82"), "Year must include 4 numbers", ["year"]),
        (
            ("4", "3", "2026"),
            "Date of birth must be on or before 3 March 2026",
            ["day", "month", "year"],
        ),
        (
            ("31", "12", "1899"),
            "Date of birth must be on or after 1 January 1900",
            ["day", "month", "year"],
        ),
    ],
)
def test_the_error_names_what_is_wrong_and_marks_only_that(given, sentence, wrong):
    form = answered(*given)

    assert form.errors["born"] == [sentence]
    html = str(form)
    for part in ("day", "month", "year"):
        box = html[html.rindex("<input", 0, html.index(f'id="id_born-{part}"')) :]
        assert ("govuk-input--error" in box[: box.index(">")]) == (part in wrong)


@pytest.mark.parametrize("odd", ["²", "٣", "999999999999", "-1", "0"])
def test_no_odd_number_breaks_the_field(odd):
    for given in ((odd, "3", "1982"), ("27", odd, "1982"), ("27", "3", odd)):
        answered(*given).is_valid()


def test_what_was_typed_is_shown_again():
    html = str(answered("27", "Smarch", "1982"))

    assert 'value="Smarch"' in html


def test_an_unchanged_day_has_not_changed():
    form = BirthForm(
        {"born_day": "27", "born_month": "3", "born_year": "1982"},
        initial={"born": date(1982, 3, 27)},
    )

    assert not form.has_changed()


class ReasonForm(forms.Form):
    ground = forms.ChoiceField(
        choices=[("a", "Cover"), ("b", "Other")], widget=Radios(reveals={"b": "reason"})
    )
    reason = forms.CharField(required=False)


def test_a_revealed_field_stands_once_inside_its_choice():
    html = str(ReasonForm())

    assert html.count('name="reason"') == 1
    assert html.index('id="conditional-id_ground-2"') < html.index('name="reason"')


def test_a_choice_s_words_are_escaped():
    form = ReasonForm()
    form.fields["ground"].choices = [("a", "<b>"), ("b", "&")]

    assert "&lt;b&gt;" in str(form)
    assert "<b>" not in str(form)


class TermForm(forms.Form):
    term = TermField(label="How long?", called="The sentence", required=False)


def a_term(years="", months="", weeks="", days=""):
    return TermForm(
        {"term_years": years, "term_months": months, "term_weeks": weeks, "term_days": days}
    )


@pytest.mark.parametrize(
    ("given", "term"),
    [
        ({"years": "2", "months": "6"}, (30, 0)),
        ({"weeks": "26"}, (0, 182)),
        ({"months": " 4 ", "days": "3"}, (4, 3)),
        ({}, None),
    ],
)
def test_a_length_is_months_and_days(given, term):
    form = a_term(**given)

    assert form.is_valid()
    assert form.cleaned_data["term"] == term


@pytest.mark.parametrize(
    ("given", "sentence", "wrong"),
    [
        ({"years": "two", "days": "3"}, "The sentence must be whole numbers", ["years"]),
        ({"months": "-4"}, "The sentence must be whole numbers", ["months"]),
        ({"days": "9" * 30}, "The sentence must be whole numbers", ["days"]),
        ({"years": "0"}, "The sentence must be longer than nothing", None),
        ({"years": "100"}, "The sentence must be shorter than 100 years", None),
    ],
)
def test_a_length_that_cannot_be_says_so_and_keeps_what_was_typed(given, sentence, wrong):
    form = a_term(**given)

    assert sentence in form.errors["term"][0]
    html = str(form)
    tree(html)
    assert html.count("govuk-input--error") == len(wrong or ["years", "months", "weeks", "days"])
    assert all(f'value="{typed}"' in html for typed in given.values())


def test_a_recorded_length_is_shown_as_years_months_and_days():
    html = str(TermForm(initial={"term": (30, 3)})["term"])

    assert [html.count(f'value="{number}"') for number in (2, 6, 3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("14:05", time(14, 5)),
        ("2.05 PM", time(14, 5)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("midday", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(said, meant):
    assert ClockField().clean(said) == meant


@pytest.mark.parametrize("said", ["25:00", "13pm", "soon", "2:5:7:9"])
def test_a_time_that_is_none_is_asked_for_again(said):
    with pytest.raises(forms.ValidationError, match="Enter a time, for example"):
        ClockField().clean(said)


@pytest.mark.parametrize("shown", ["12:05am", "9am", "midday", "5:30pm", "midnight"])
def test_a_time_is_shown_as_it_can_be_typed(shown):
    field = ClockField()

    assert field.prepare_value(field.clean(shown)) == shown
