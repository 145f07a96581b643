from uuid import UUID

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template

from tutela.ui.forms import OperationForm, WordedForm


class ReasonForm(OperationForm):
    heading_field = "reason"
    reason = forms.CharField(label="Why?", error_messages={"required": "Enter why"})


def sent(**answers):
    query = QueryDict(mutable=True)
    query.update(answers)
    return ReasonForm(query)


KEY = "01930000-0000-7000-8000-000000000001"


def test_every_form_has_a_key_of_its_own():
    first, second = (ReasonForm()["operation_key"].value() for _ in range(2))

    assert first != second
    assert UUID(first).version == 7


def test_the_key_stays_when_the_form_is_shown_again():
    form = sent(operation_key=KEY, reason="")

    assert not form.is_valid()
    assert f'value="{KEY}"' in str(form)


def test_answers_leave_out_key_and_version():
    form = sent(operation_key=KEY, version="3", reason="Because")

    assert form.is_valid()
    assert form.answers == {"reason": "Because"}
    assert (form.key, form.version) == (UUID(KEY), 3)


def test_a_form_may_have_no_version():
    form = sent(operation_key=KEY, reason="Because")

    assert form.is_valid()
    assert form.version is None


@pytest.mark.parametrize(
    "given", [{}, {"operation_key": "7"}, {"operation_key": KEY, "version": "x"}]
)
def test_a_tampered_form_says_so_in_the_summary(given):
    form = sent(reason="Because", **given)

    assert not form.is_valid()
    summary = Template("{% load tutela_ui %}{% error_summary form %}").render(
        Context({"form": form})
    )
    assert "This page was changed on its way here" in summary


def test_each_line_of_the_summary_leads_to_its_box():
    form = sent(operation_key=KEY)

    summary = Template("{% load tutela_ui %}{% error_summary form %}").render(
        Context({"form": form})
    )

    assert '<a href="#id_reason">Enter why</a>' in summary
    assert 'id="id_reason"' in str(form)


def test_the_one_question_is_the_heading():
    assert '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l"' in str(
        ReasonForm()
    )


def test_a_stale_form_shows_both_and_can_be_sent_again():
    form = sent(operation_key=KEY, version="3", reason="Mine")
    assert form.is_valid()

    form.show_both([("Why?", "Theirs", "Mine")], version=4)

    source = "{% load tutela_ui %}{% title_prefix form %}{% stale_comparison form %}{{ form }}"
    source += '{% submit form "Save" %}'
    html = Template(source).render(Context({"form": form}))
    assert "Theirs" in html
    assert "Mine" in html
    assert 'name="version" value="4"' in html
    assert KEY not in html
    assert "Save my answers over these" in html
    assert html.startswith("Error: ")


def test_an_answer_that_is_too_long_is_told_how_long_it_may_be():
    class ShortForm(OperationForm):
        reason = forms.CharField(label="Why?", max_length=5)

    form = ShortForm({"operation_key": KEY, "reason": "Because"})

    assert form.errors["reason"] == ["Shorten this to 5 characters or fewer: it has 7"]


def test_a_fresh_form_says_nothing_of_errors():
    source = "{% load tutela_ui %}{% title_prefix form %}{% error_summary form %}"

    assert Template(source).render(Context({"form": ReasonForm()})).strip() == ""
    assert Template(source).render(Context({})).strip() == ""


class Odd(WordedForm):
    kind = forms.ChoiceField(choices=[("a", "A")])
    kinds = forms.MultipleChoiceField(choices=[("a", "A")])
    ours = forms.ChoiceField(choices=[("a", "A")], error_messages={"invalid_choice": "Choose A"})
    email = forms.EmailField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["later"] = forms.CharField(max_length=3)


def test_what_django_would_say_is_said_in_our_words():
    sent = {"kind": "b", "kinds": ["b"], "ours": "b", "email": "nobody", "later": "long"}
    gone = "Select again: what you chose is not on the list any more"

    errors = {name: said[0] for name, said in Odd(sent).errors.items()}

    assert errors == {
        "kind": gone,
        "kinds": gone,
        "ours": "Choose A",
        "email": "Enter an email address in the correct format, like name@example.org",
        "later": "Shorten this to 3 characters or fewer: it has 4",
    }
