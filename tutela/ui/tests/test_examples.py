"""Our fields and components against the examples that GOV.UK Frontend ships: an upgrade that
changes markup fails here."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template

from tutela.ui.fields import Checkboxes, DayField, Radios
from tutela.ui.tests.markup import comparable, examples


def _says(text):
    def refuse(_):
        raise ValidationError(text)

    return refuse


def _form(field, *, name, options, data=None):
    label = options.get("label") or (options.get("fieldset") or {}).get("legend") or {}
    error = (options.get("errorMessage") or {}).get("text")
    field.label = label.get("text")
    field.help_text = (options.get("hint") or {}).get("text", "")
    if error:
        field.error_messages["required"] = error
        field.validators.append(_says(error))
    form = forms.Form(data or {} if error else None, auto_id="%s")
    form.fields[name] = field
    if label.get("isPageHeading"):
        form.heading_field = name
    if options.get("value") is not None and not error:
        form.initial[name] = options["value"]
    return form


def _name(options):
    return options.get("id") or options.get("idPrefix") or options["name"]


def _attrs(options):
    wanted = ("autocomplete", "autocapitalize", "pattern", "inputmode")
    attrs = {name: options[name] for name in wanted if name in options}
    if "spellcheck" in options:
        attrs["spellcheck"] = str(options["spellcheck"]).lower()
    if "classes" in options:
        attrs["class"] = options["classes"]
    return attrs | {name: value for name, value in (options.get("attributes") or {}).items()}


BOXES = {
    "input": (
        "default", "with hint text", "with error message", "with error and hint",
        "with width-2 class", "with width-10 class", "with width-30 class", "value", "inputmode",
        "classes", "with autocomplete attribute", "with pattern attribute", "attributes",
        "with spellcheck enabled", "with spellcheck disabled", "with autocapitalize turned off",
    ),
    "textarea": (
        "default", "with hint", "with error message", "with default value", "with custom rows",
        "classes", "attributes", "with hint and error message", "with autocomplete attribute",
    ),
    "character-count": ("default", "with hint", "with default value", "with custom rows"),
    "password-input": (
        "default", "with hint text", "with error message", "with input width class",
        "with new-password autocomplete",
    ),
    "file-upload": ("enhanced", "enhanced, with error message and hint"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("component", "case"), [(box, case) for box, cases in BOXES.items() for case in cases]
)
def test_a_box_is_as_in_the_example(component, case):
    options, expected = examples(component)[case]
    widgets = {
        "input": forms.TextInput,
        "textarea": forms.Textarea,
        "character-count": forms.Textarea,
        "password-input": forms.PasswordInput,
    }
    attrs = _attrs(options) | ({"rows": options["rows"]} if "rows" in options else {})
    if component == "file-upload":
        field = forms.FileField(widget=forms.FileInput(attrs=attrs))
    else:
        limit = options.get("maxlength") and int(options["maxlength"])
        field = forms.CharField(widget=widgets[component](attrs=attrs), max_length=limit)
        if options.get("type"):
            field.widget.input_type = options["type"]

    form = _form(field, name=_name(options), options=options)

    assert comparable(str(form)) == comparable(expected)


CHOICES = {
    "radios": (
        "default", "with hint", "inline", "with a divider", "with fieldset and error message",
        "with hint and error message", "with hints on parent and items", "with conditional items",
        "with conditional items and pre-checked value", "with very long option text",
    ),
    "checkboxes": (
        "default", "with hint", "with pre-checked values", "with error message and hint",
        "small", "small with error", "small with hint", "with legend as a page heading",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("component", "case"), [(kind, case) for kind, cases in CHOICES.items() for case in cases]
)
def test_choices_are_as_in_the_example(component, case):
    options, expected = examples(component)[case]
    items = options["items"]
    shown = [item for item in items if "divider" not in item]
    hints = {item["value"]: item["hint"]["text"] for item in shown if item.get("hint")}
    dividers = {
        items[place + 1]["value"]: item["divider"]
        for place, item in enumerate(items)
        if "divider" in item
    }
    widget = {"radios": Radios, "checkboxes": Checkboxes}[component]
    reveals = {item["value"]: f"told_{item['value']}" for item in shown if "conditional" in item}
    classes = {"class": options["classes"]} if options.get("classes") else {}
    field = (forms.ChoiceField if component == "radios" else forms.MultipleChoiceField)(
        choices=[(item["value"], item["text"]) for item in shown],
        widget=widget(hints=hints, dividers=dividers, reveals=reveals, attrs=classes),
    )
    chosen = [item["value"] for item in shown if item.get("checked")]
    chosen += options.get("values") or [options.get("value")]
    name = options.get("idPrefix") or options["name"]
    data = {name: chosen if component == "checkboxes" else chosen[0]} if chosen[0] else {}
    form = _form(field, name=name, options={**options, "value": None}, data=data)
    form.initial |= data
    for revealed in reveals.values():
        form.fields[revealed] = forms.CharField(required=False)

    ours, theirs = comparable(str(form)), comparable(expected)

    if reveals:
        ours, theirs = _without_what_is_revealed(ours), _without_what_is_revealed(theirs)
    assert ours == theirs


def _without_what_is_revealed(node):
    """What stands inside is a field of its own, compared as such; its place is compared here."""
    if isinstance(node, str):
        return node
    tag, attrs, children = node
    if any(name == "class" and "__conditional" in value for name, value in attrs):
        children = ()
    return (tag, attrs, tuple(_without_what_is_revealed(child) for child in children))


@pytest.mark.parametrize(
    "case",
    ["default", "with hint text and error message", "with selected value"],
)
def test_a_select_is_as_in_the_example(case):
    options, expected = examples("select")[case]
    items = [item for item in options["items"] if item]
    chosen = [item["value"] for item in items if item.get("selected")] or [options.get("value")]
    field = forms.ChoiceField(choices=[(item["value"], item["text"]) for item in items])
    form = _form(field, name=_name(options), options={**options, "value": chosen[0]})
    if options.get("errorMessage"):
        form.data = {_name(options): chosen[0]} if chosen[0] else {}

    found = comparable(str(form))

    # GOV.UK's example offers an item that may not be chosen
    assert found == comparable(expected.replace(" disabled", ""))


def test_a_day_is_as_in_the_example():
    options, expected = examples("date-input")["default"]
    form = _form(DayField(), name=options["id"], options=options)

    assert comparable(str(form)) == comparable(expected)


@pytest.mark.parametrize("part", ["day", "month", "year"])
def test_a_day_with_one_part_missing_is_as_in_the_example(part):
    options, expected = examples("date-input")[f"with error on {part} input"]
    others = {"day", "month", "year"} - {part}
    given = {f"{options['id']}_{other}": "1982" for other in others}
    field = DayField(error_messages={"missing": options["errorMessage"]["text"]})
    form = _form(field, name=options["id"], options=options, data=given)
    form.fields[options["id"]].validators.clear()

    ours = comparable(str(form).replace(' value="1982"', ""))

    assert ours == comparable(expected)


COMPONENTS = [
    (
        "warning-text",
        "default",
        "{% warning %}You can be fined up to £5,000 if you don\u2019t register.{% endwarning %}",
    ),
    ("tag", "grey", '{% tag "Grey" "grey" %}'),
    ("tag", "red", '{% tag "Red" "red" %}'),
    (
        "notification-banner",
        "default",
        '{% banner id="govuk-notification-banner-title" %}<p class="govuk-notification-banner__'
        'heading">This publication was withdrawn on 7 March 2014.</p>{% endbanner %}',
    ),
]


@pytest.mark.parametrize(("component", "case", "source"), COMPONENTS)
def test_a_component_is_as_in_the_example(component, case, source):
    _, expected = examples(component)[case]

    rendered = Template("{% load tutela_ui %}" + source).render(Context())

    assert comparable(rendered) == comparable(expected)


def test_a_summary_list_is_as_in_the_example():
    source = (
        '<dl class="govuk-summary-list">{% summary_row "Name" "Firstname Lastname" %}'
        '{% summary_row "Date of birth" "13/08/1980" %}</dl>'
    )
    row = comparable(Template("{% load tutela_ui %}" + source).render(Context()))[2][0][2][0]

    assert row == (
        "div",
        (("class", "govuk-summary-list__row govuk-summary-list__row--no-actions"),),
        (
            ("dt", (("class", "govuk-summary-list__key"),), ("Name",)),
            ("dd", (("class", "govuk-summary-list__value"),), ("Firstname Lastname",)),
        ),
    )


def test_the_day_of_the_initial_value_is_shown():
    form = forms.Form(initial={"born": date(1982, 3, 27)})
    form.fields["born"] = DayField()

    html = str(form)

    assert [f'value="{part}"' in html for part in (27, 3, 1982)] == [True, True, True]
