"""What courts decided of a person, with offences and sentences: in four questions, however many."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tutela.court_orders.models import Offence, Result, ResultChange, Sentence


def results_of(person_id: UUID) -> QuerySet[Result]:
    """Every result of the person, the latest first: quashed ones too, each with all it holds."""
    return Result.objects.filter(person=person_id).prefetch_related(
        Prefetch("offences", Offence.objects.all()),
        Prefetch("sentences", Sentence.objects.all()),
        Prefetch("changes", ResultChange.objects.select_related("recorded_by__user")),
    )
