"""Court results in words, for their pages."""

from django import template
from django.utils.translation import gettext as _

from tutela.court_orders import words
from tutela.court_orders.forms.results import PLACES
from tutela.court_orders.models import Result, Sentence
from tutela.court_orders.operations.results import ABROAD

register = template.Library()
register.filter("sentence_in_words", words.sentence_in_words)
register.filter("link_in_words", words.link_in_words)
register.filter("changed_in_words", words.changed_in_words)

STAGES = {"stands": "", "appealed": "yellow", "varied": "blue", "quashed": "grey"}


@register.filter
def stage_colour(stage: str) -> str:
    return STAGES.get(stage, "grey")


@register.filter
def what_it_is_for(sentence: Sentence, result: Result) -> str:
    """The title of its offence; every offence of the result where it names none."""
    titles = [one.title for one in result.offences.all() if one.pk == sentence.offence_id]
    return titles[0] if titles else _("The result as a whole")


@register.filter
def where_it_was(result: Result) -> str:
    """England and Wales, Scotland, Northern Ireland, or none of them."""
    code = ABROAD if result.is_foreign else result.jurisdiction
    return str(dict(PLACES).get(code, code))
