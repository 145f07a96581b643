"""What the timeline calls rows, columns and values: the words of the pages, not of the tables."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.agencies.models import Appointment, Area, Team
from tutela.agencies.periods import NO_END
from tutela.people.models import Person
from tutela.people.parts import LABELS, Part
from tutela.risk.tools import code_in_words
from tutela.ui.templatetags.tutela_ui import day, moment

THINGS = {
    "people_person": gettext_lazy("Record"),
    "people_interest": gettext_lazy("Interest of a team"),
    "people_allocation": gettext_lazy("Allocation to an officer"),
    "people_name": gettext_lazy("Name"),
    "people_birthdate": gettext_lazy("Date of birth"),
    "people_identifier": gettext_lazy("Identifier"),
    "people_address": gettext_lazy("Address"),
    "people_relationship": gettext_lazy("Relationship"),
    "people_card": gettext_lazy("Contact card"),
    "people_whereabouts": gettext_lazy("Where the person is"),
    "people_move": gettext_lazy("Move to another police area"),
    "people_transfer": gettext_lazy("Sent to another force"),
    "documents_photograph": gettext_lazy("Photograph"),
    "documents_photographcontent": gettext_lazy("Stored picture"),
    "contact_log_entry": gettext_lazy("Contact log entry"),
    "notification_requirements_notification": gettext_lazy("Notification"),
    "notification_requirements_attendance": gettext_lazy("Visit to a counter"),
    "notification_requirements_travel": gettext_lazy("Travel abroad"),
    "notification_requirements_verification": gettext_lazy("What was found of a notification"),
    "notification_requirements_financialdetails": gettext_lazy("Bank accounts and cards"),
}
# Whom and what a change may name.
NAMED = (Team, Appointment, Person, Area)
# What follows from facts by law: it gives no change its name.
WORKED_OUT = {
    "notification_requirements_determination",
    "notification_requirements_due",
    "notification_requirements_standing",
    "notification_requirements_reminder",
    "levels_reckoned",
    "risk_planreview",
    "disclosure_awaited",
}
JOBS_BY_THEMSELVES = {"categorise", "determine", "remind"}
COLUMNS = {
    "owner_team_id": gettext_lazy("Owner"),
    "team_id": gettext_lazy("Team"),
    "appointment_id": gettext_lazy("Officer"),
    "granted_by_id": gettext_lazy("Granted by"),
    "other_person_id": gettext_lazy("Person"),
    "other_name": gettext_lazy("Who"),
    "surname": gettext_lazy("Surname"),
    "given_names": gettext_lazy("Given names"),
    "born_said": gettext_lazy("Date of birth, as said"),
    "born_on": gettext_lazy("Date of birth"),
    "said": gettext_lazy("As said"),
    "on": gettext_lazy("Day"),
    "earliest": gettext_lazy("Earliest"),
    "latest": gettext_lazy("Latest"),
    "is_main": gettext_lazy("Used now"),
    "is_sound": gettext_lazy("Check passed"),
    "kept_because": gettext_lazy("Kept because"),
    "kind": gettext_lazy("Kind"),
    "part": gettext_lazy("Part of the file"),
    "parts_read": gettext_lazy("May read"),
    "parts_change": gettext_lazy("May change"),
    "readers": gettext_lazy("Named readers"),
    "duty_reads": gettext_lazy("Duty officers may read"),
    "restricted": gettext_lazy("Restricted"),
    "restricted_why": gettext_lazy("Restricted because"),
    "lifted_why": gettext_lazy("Restriction lifted because"),
    "starts_on": gettext_lazy("From"),
    "ends_on": gettext_lazy("Last day"),
    "ends_before": gettext_lazy("Last day"),
    "why": gettext_lazy("Why"),
    "ended_why": gettext_lazy("Ended because"),
    "lines": gettext_lazy("Address"),
    "postcode": gettext_lazy("Postcode"),
    "note": gettext_lazy("Note"),
    "source": gettext_lazy("Source"),
    "warnings": gettext_lazy("Warnings"),
    "status": gettext_lazy("Status"),
    "prohibitions": gettext_lazy("Prohibitions"),
    "ring_day": gettext_lazy("Ring by day"),
    "ring_night": gettext_lazy("Ring at night"),
    "area_id": gettext_lazy("Police area"),
    "by_order": gettext_lazy("By order of a court or under a sentence"),
    "release_expected_on": gettext_lazy("Release expected on"),
    "in_error": gettext_lazy("Entry was an error"),
    "error_why": gettext_lazy("Why it was an error"),
    "from_team_id": gettext_lazy("From"),
    "to_area_id": gettext_lazy("To the area"),
    "to_team_id": gettext_lazy("To the team"),
    "moved_on": gettext_lazy("Moved on"),
    "acknowledge_by": gettext_lazy("To be acknowledged by"),
    "settled_why": gettext_lazy("Why"),
    "former_ends_before": gettext_lazy("Last day of the former team's sight"),
    "what_sent": gettext_lazy("What was sent"),
    "shows_when_restricted": gettext_lazy("Shown although restricted"),
}
# What is kept by the code of a tool of assessment, one of its scales or one of its bands.
OF_TOOLS = {
    ("risk_assessment", "tool"),
    *(("risk_finding", column) for column in ("scale", "band", "override_band")),
}
# Keys, counters and digests: true, and no use to a reader.
# why a record was restricted is its readers' alone, also when it no longer is
NOT_SHOWN = {
    *("id", "person_id", "version", "key", "recorded_at", "added_at", "digest", "size"),
    # a change of a court result: its page shows what was said before and since, in words
    *("of_id", "before", "after"),
    "restricted_why",
    *("address_id", "interest_id", "moves_record", "overdue_told_at"),
    *("order_id", "clause_id", "replaces_id", "added_by_id", "ended_by_id", "token_id"),
    *("assessment_id", "result_id", "offence_id", "sentence_id", "document_id", "corrects_id"),
    *("consecutive_to_id", "partly_concurrent_with_id"),
    # a stored answer has a page of its own, with its facts and reasons
    *("facts", "sources", "answer", "law_version", "again_on", "is_current", "superseded_at"),
    *("determination_id", "about"),
    *("consideration_id", "incident_id", "made_id"),
    *("referral_id", "sitting_id", "item_id", "invitation_id", "request_id"),
    # a decision says its reasons; its period, category and level
    *("basis", "decision_id", "screening_id", "follows_on", "goes_on_at"),
    *("because", "doubts"),
    *("due_id", "breach_id", "review_id", "row_id", "of_version"),
}


@lru_cache(maxsize=1)
def _models() -> Mapping[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models()}


def thing(tablename: str) -> str:
    if tablename in THINGS:
        return str(THINGS[tablename])
    model = _models().get(tablename)
    return capfirst(str(model._meta.verbose_name)) if model else _plain(tablename)


def is_shown(column: str) -> bool:
    return column not in NOT_SHOWN and not column.endswith(("_key", "_digest", "_sha256"))


def column(tablename: str, name: str) -> str:
    if name in COLUMNS:
        return str(COLUMNS[name])
    field = _field(tablename, name)
    words = str(getattr(field, "verbose_name", "")) or _plain(name)
    return words[:1].upper() + words[1:]


def _field(tablename: str, name: str) -> Any:
    model = _models().get(tablename)
    found = (
        [field for field in model._meta.concrete_fields if field.column == name] if model else []
    )
    return found[0] if found else None


def in_order(tablename: str, names: Iterable[str]) -> list[str]:
    """The columns as the model has them; those that it no longer has come last."""
    model = _models().get(tablename)
    known = [field.column for field in model._meta.concrete_fields] if model else []
    place = {name: number for number, name in enumerate(known)}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))


def _plain(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ").capitalize()


def value(tablename: str, name: str, held: Any, names: Mapping[str, str]) -> str:
    """One value in plain words; `names` are those of the teams, officers and people it may name."""
    if held is None or held in ("", [], {}):
        return ""
    if isinstance(held, bool):
        return _("Yes") if held else _("No")
    if name == "readers":
        return str(len(held))
    field = _field(tablename, name)
    if isinstance(held, list) or isinstance(field, ArrayField):
        return ", ".join(_coded(one) for one in held)
    if name == "part":
        return _coded(held)
    if isinstance(field, models.ForeignKey):
        # what ties two rows of one file together says nothing to a reader
        return names.get(str(held), _("not shown")) if field.related_model in NAMED else ""
    if (tablename, name) in OF_TOOLS:
        return code_in_words(str(held))
    for code, label in getattr(field, "choices", None) or ():
        if code == held:
            return str(label)
    return _dated(name, field, held)


def _coded(code: Any) -> str:
    return str(LABELS[Part(code)]) if code in list(Part) else str(code)


def _dated(name: str, field: Any, held: Any) -> str:
    if isinstance(field, models.DateTimeField):
        at = parse_datetime(str(held))
        return moment(at) if isinstance(at, datetime) else str(held)
    if isinstance(field, models.DateField):
        on = parse_date(str(held))
        if on == NO_END:
            return _("No end")
        if on and name.endswith("ends_before"):
            on = date.fromordinal(on.toordinal() - 1)
        return day(on) if on else str(held)
    return str(held)


def names_in(documents: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """The names of teams, officers and people in these rows, as far as they may be seen."""
    wanted: dict[type[models.Model], set[str]] = {model: set() for model in NAMED}
    for tablename, doc in documents:
        for name, held in doc.items():
            field = _field(tablename, name) if name.endswith("_id") and held else None
            model = getattr(field, "related_model", None)
            if model in wanted:
                wanted[model].add(str(held))
    return {str(key): words for model, keys in wanted.items() for key, words in _named(model, keys)}


def _named(model: type[models.Model], keys: set[str]) -> Iterable[tuple[Any, str]]:
    if not keys:
        return []
    rows = model._default_manager.filter(pk__in=keys)
    if model is Appointment:
        rows = rows.select_related("user", "team")
    return [(row.pk, str(row)) for row in rows]
