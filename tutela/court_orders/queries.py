"""What courts decided of a person, with offences and sentences: in four questions, however many."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from tutela.court_orders.models import Result, ResultChange, Sentence
from tutela.court_orders.words import sentence_in_words
from tutela.documents.models import Document
from tutela.ui.templatetags.tutela_ui import day


def results_of(person_id: UUID) -> QuerySet[Result]:
    """Every result of the person, the latest first: quashed ones too, each with all it holds."""
    linked = Sentence.objects.select_related("consecutive_to", "partly_concurrent_with")
    return Result.objects.filter(person=person_id).prefetch_related(
        "offences",
        Prefetch("sentences", linked),
        Prefetch("changes", ResultChange.objects.select_related("recorded_by__user")),
    )


def sentences_to_link(person_id: UUID, *, without: UUID | None = None) -> list[tuple[UUID, str]]:
    """Sentences of custody that another may follow or overlap, each with its offence and day."""
    kinds = [Sentence.Kind.CUSTODY, Sentence.Kind.LIFE, Sentence.Kind.IPP]
    rows = (
        Sentence.objects.filter(person=person_id, kind__in=kinds)
        .exclude(pk__in=[without] if without else [])
        .exclude(stage=Sentence.Stage.QUASHED)
        .select_related("result", "offence")
    )
    return [(row.pk, _named(row)) for row in rows]


def _named(row: Sentence) -> str:
    of = row.offence.title if row.offence else row.result.get_kind_display()
    said = {"sentence": sentence_in_words(row), "of": of, "day": day(row.result.relevant_on)}
    return _("%(sentence)s: %(of)s, %(day)s") % said


def documents_to_choose(person_id: UUID) -> list[tuple[Any, str]]:
    """The documents of the file that the reader may see, to say which of them shows something."""
    rows = Document.objects.filter(person=person_id, wrong_because="")
    return [(row.pk, row.title) for row in rows]
