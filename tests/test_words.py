"""Every visible string is marked for translation; each way of forgetting it planted and seen."""

import pytest

from tests import architecture, words

# Folders and files of which nothing is read on a page, or nothing that is ours to translate.
NOT_ON_PAGES = {
    "config": "settings and logs: for operators",
    "demonstration": "the story and its people, as they would be typed",
    "exchange": "the words of the command that reads an extract",
    "installation": "commands: for operators",
    "law": "titles and citations of the law stand as they were enacted; sentences are data",
    "management": "the words of commands: for operators",
    "migrations": "for operators",
    "tests": "",
    "testing.py": "",
}
# Sentences of a file that stand as they are: why.
AS_THEY_ARE = {
    "agencies/checks.py": "for operators",
    "agencies/models.py": "what a field is for: no form is made of it",
    "agencies/reference/__init__.py": "names of bodies in both languages, and citations",
    "audit/merkle.py": "a defect",
    "court_orders/card_rules.py": "kept on the card as it was written, in English",
    "court_orders/order_rules.py": "citations",
    "court_orders/title_rules.py": "citations",
    "disclosure/operations/asking.py": "a reason that is kept as it was given",
    "disclosure/operations/incidents.py": "a reason that is kept as it was given",
    "disclosure/operations/telling.py": "a reason that is kept as it was given",
    "disclosure/rules.py": "citations",
    "levels/rules/categories.py": "citations",
    "notification_requirements/book.py": "the reference that is made for docs/",
    "notification_requirements/explain.py": "the words of a command",
    "notification_requirements/queries/law.py": "citations",
    "notification_requirements/queries/reviews.py": "citations",
    "notification_requirements/rules": "citations; determinations keep their reasons in English",
    "people/operations/movement.py": "a reason that is kept as it was given",
    "ui/components.py": "the page that shows the parts, to developers",
    "ui/helplines.py": "names of helplines",
    "ui/templatetags/tutela_ui.py": "a defect",
}
IN_TEMPLATES = {
    "ui/templates/ui/component_page.html": "the page that shows the parts, to developers",
    "ui/templates/ui/frame.html": "the name of the system and of the two languages",
}


def found(suffix, find):
    package = architecture.ROOT / "tutela"
    for path in sorted(package.rglob(f"*{suffix}")):
        place = path.relative_to(package)
        if not set(place.parts) & set(NOT_ON_PAGES):
            yield from ((str(place), said) for said in find(path.read_text()))


def unmarked(suffix, find, listed):
    said = list(found(suffix, find))
    idle = [place for place in listed if not any(where.startswith(place) for where, _ in said)]
    assert idle == [], "listed, and nothing of it stands as it is"
    return [f"{where}: {words}" for where, words in said if not where.startswith(tuple(listed))]


def test_every_sentence_of_the_code_is_marked():
    assert unmarked(".py", words.in_code, AS_THEY_ARE) == []


def test_every_word_of_a_template_is_marked():
    assert unmarked(".html", words.in_template, IN_TEMPLATES) == []


@pytest.mark.parametrize(
    "text",
    [
        'raise Refused("The record is closed.")',
        'messages.success(request, "Address saved")',
        'name = forms.CharField(label="Surname")',
        'name = forms.CharField(help_text=f"Up to {most}")',
        'kind = forms.ChoiceField(choices=[("home", "Home")])',
        'kind = forms.CharField(error_messages={"required": "Missing"})',
        'TOLD = {"home": "Home address"}',
    ],
)
def test_planted_a_sentence_that_nobody_marked(text):
    assert list(words.in_code(text))


@pytest.mark.parametrize(
    "text",
    [
        '"""What it is for."""',
        'raise Refused(_("The record is closed."))',
        'cursor.execute("SELECT Name FROM people_name WHERE x")',
        'name = forms.CharField(label=_("Surname"))',
        'key = forms.CharField(label="")',
    ],
)
def test_what_is_marked_is_not_found(text):
    assert list(words.in_code(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Plain</p>",
        '<img alt="A photograph">',
        '{% summary_row "Given names" person.given_names %}',
        '{{ value|default:"Not known" }}',
        "{% translate 'Marked' %} and not",
    ],
)
def test_planted_a_word_of_a_template_that_nobody_marked(text):
    assert list(words.in_template(text))


@pytest.mark.parametrize(
    "text",
    [
        '{% translate "Marked" %}',
        "{% blocktranslate %}Marked {{ name }} too{% endblocktranslate %}",
        '{% summary_row _("Given names") person.given_names class="wide" %}',
        "{# For who reads the code. #}<p>{{ value }}</p>",
    ],
)
def test_a_marked_word_of_a_template_is_not_found(text):
    assert list(words.in_template(text)) == []
