"""How intelligence is graded: what each letter and number says, under each of the two schemes.

3x5x2 (College of Policing, since 2016): source, assessment, handling. What was graded under the
older 5x5x5 is kept as it was graded: no rule turns one into the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tutela.contact_log.models import Entry, Grading

Grades = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """The grades of one scheme, and those under which it must be said how it may be shared."""

    source: Grades
    content: Grades
    handling: Grades
    with_conditions: frozenset[str]


SCHEMES: Mapping[str, Scheme] = {
    Grading.NOW: Scheme(
        source=(
            ("1", _("1 Reliable")),
            ("2", _("2 Untested")),
            ("3", _("3 Not reliable")),
        ),
        content=(
            ("A", _("A Known directly to the source")),
            ("B", _("B Known indirectly to the source, but corroborated")),
            ("C", _("C Known indirectly to the source")),
            ("D", _("D Not known")),
            ("E", _("E Suspected to be false")),
        ),
        handling=(
            ("P", _("P Lawful sharing permitted")),
            ("C", _("C Lawful sharing permitted with conditions")),
        ),
        with_conditions=frozenset({"C"}),
    ),
    Grading.BEFORE: Scheme(
        source=(
            ("A", _("A Always reliable")),
            ("B", _("B Mostly reliable")),
            ("C", _("C Sometimes reliable")),
            ("D", _("D Unreliable")),
            ("E", _("E Untested source")),
        ),
        content=(
            ("1", _("1 Known to be true without reservation")),
            ("2", _("2 Known personally to the source, not to the person reporting")),
            ("3", _("3 Not known personally to the source, but corroborated")),
            ("4", _("4 Cannot be judged")),
            ("5", _("5 Suspected to be false")),
        ),
        handling=(
            ("1", _("1 May be passed on in the UK police service and to other law enforcement")),
            ("2", _("2 May be passed on to UK non-prosecuting parties")),
            ("3", _("3 May be passed on to foreign law enforcement agencies")),
            ("4", _("4 Only within the originating force or agency")),
            ("5", _("5 May be passed on; the receiving agency observes conditions")),
        ),
        with_conditions=frozenset({"4", "5"}),
    ),
}


def in_words(entry: Entry) -> list[tuple[Any, Any]]:
    """Each grade of an entry with what it says."""
    scheme = SCHEMES.get(entry.grading)
    if scheme is None:
        return []
    return [
        (_("Source"), dict(scheme.source).get(entry.source_grade)),
        (_("Assessment"), dict(scheme.content).get(entry.content_grade)),
        (_("Handling"), dict(scheme.handling).get(entry.handling_grade)),
    ]
