"""Schedule 3: whether an offence, an age and a disposal put a person on the register, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tutela.law.figures import acts, read
from tutela.law.reckoning import is_under
from tutela.law.wording import Sentence, gettext_noop
from tutela.notification_requirements.rules.answers import NONE_UNSURE, Unsure
from tutela.notification_requirements.rules.facts import Basis, Disposal, DisposalKind, Offence
from tutela.notification_requirements.rules.jurisdictions import Law, NotModelled
from tutela.notification_requirements.rules.terms import Compared, compare, own_term

SENTENCED = frozenset({DisposalKind.CUSTODY, DisposalKind.LIFE, DisposalKind.IPP})
IN_HOSPITAL = frozenset({DisposalKind.HOSPITAL_ORDER, DisposalKind.HOSPITAL_ORDER_WITH_RESTRICTION})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the Schedule: the offence and the ways to be within it."""

    number: str
    provision: str
    title: str
    starts: date
    verified: bool
    ways: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Whether a basis is within the Schedule; None where a fact that it asks for is missing."""

    is_within: bool | None
    paragraph: Paragraph
    because: tuple[Sentence, ...]
    unsure: tuple[Unsure, ...]

    @property
    def verified(self) -> bool:
        """Whether the wording of the paragraph was compared with the statute."""
        return not self.unsure


@cache
def paragraphs(jurisdiction: str) -> Mapping[str, Paragraph]:
    """The paragraphs of Schedule 3 that are modelled for a jurisdiction."""
    if "schedule_3" not in acts(jurisdiction):
        return {}
    entries = read(f"{jurisdiction}/schedule_3")["offence"]
    return {
        entry["paragraph"]: Paragraph(
            entry["paragraph"],
            entry["provision"],
            entry["title"],
            entry["from"],
            entry["verified"],
            tuple(entry.get("when", ())),
        )
        for entry in entries
    }


def trigger(basis: Basis, offence: Offence, born_on: date, law: Law) -> Trigger:
    """Whether this offence, with these ages and this disposal, puts the person on the register.

    Law: Sexual Offences Act 2003 s.80(1) and Schedule 3; ages at the time of the offence
    (paragraph 95); s.130(2), an offence that was added does not reach back.
    """
    found = paragraphs(law.jurisdiction).get(offence.paragraph)
    if found is None:
        raise NotModelled(f"Schedule 3 paragraph {offence.paragraph}", law.jurisdiction)
    values = {"paragraph": found.number, "title": found.title, "provision": found.provision}
    named = Sentence(
        gettext_noop("Schedule 3 paragraph %(paragraph)s, %(title)s (%(provision)s)."), values
    )
    unsure = NONE_UNSURE if found.verified else _not_compared(found, law)
    if basis.relevant_date < found.starts:
        words = gettext_noop("Listed only from %(day)s, and that does not reach back.")
        late = Sentence(words, {"day": found.starts})
        return Trigger(False, found, (named, late), unsure)
    if not found.ways:
        words = gettext_noop("No threshold: listed whatever the age and the disposal.")
        return Trigger(True, found, (named, Sentence(words)), unsure)
    answers = [_meets(way, basis, offence, born_on, law) for way in found.ways]
    within, told = _together(answers)
    return Trigger(within, found, (named, *told), unsure)


def _not_compared(found: Paragraph, law: Law) -> tuple[Unsure, ...]:
    words = gettext_noop("The wording of Schedule 3 paragraph %(paragraph)s, %(title)s")
    told = Sentence(words, {"paragraph": found.number, "title": found.title})
    return (Unsure(told, f"{law.jurisdiction}/schedule_3#{found.number}"),)


Met = tuple[bool | None, tuple[Sentence, ...]]


def _together(answers: list[Met]) -> Met:
    """Any one way is enough; where none is met but one is open, the whole is open."""
    for wanted in (True, None):
        for met, told in answers:
            if met is wanted:
                return met, told
    return False, (Sentence(gettext_noop("Below every threshold of the paragraph.")),)


def _meets(way: Mapping[str, Any], basis: Basis, offence: Offence, born_on: date, law: Law) -> Met:
    """All conditions of one way together."""
    parts = [_condition(n, wanted, basis, offence, born_on, law) for n, wanted in way.items()]
    told = tuple(Sentence(CONDITIONS[name], {"wanted": way[name]}) for name in way)
    if any(part is False for part in parts):
        return False, told
    if any(part is None for part in parts):
        missing = (Sentence(gettext_noop("A fact that the paragraph asks for is missing.")),)
        return None, (*missing, *told)
    return True, told


CONDITIONS = {
    "offender_under": gettext_noop("The offender was under %(wanted)s at the offence."),
    "offender_at_least": gettext_noop("The offender was %(wanted)s or over at the offence."),
    "victim_under": gettext_noop("The victim or other party was under %(wanted)s."),
    "intended_victim_under": gettext_noop("The intended offence was against a person under 18."),
    "custody_months_at_least": gettext_noop(
        "Sentenced to imprisonment for at least %(wanted)s months for this offence."
    ),
    "custody": gettext_noop("Sentenced to imprisonment."),
    "hospital": gettext_noop("Detained in a hospital."),
    "hospital_with_restriction": gettext_noop("Admitted to a hospital under a restriction order."),
    "community_months_at_least": gettext_noop(
        "Made the subject of a community sentence of at least %(wanted)s months."
    ),
    "decided_before": gettext_noop("Convicted, found or cautioned before %(wanted)s."),
    "for_sexual_gratification": gettext_noop("Committed to obtain sexual gratification."),
}


def _condition(
    name: str, wanted: Any, basis: Basis, offence: Offence, born_on: date, law: Law
) -> bool | None:
    if name in {"offender_under", "offender_at_least"}:
        return _age(name, wanted, basis, offence, born_on)
    if name == "victim_under":
        return None if offence.victim_age is None else offence.victim_age < wanted
    if name == "intended_victim_under":
        age = offence.intended_victim_age
        return None if age is None else age < wanted
    if name == "for_sexual_gratification":
        return offence.for_sexual_gratification
    if name == "decided_before":
        return bool(basis.relevant_date < wanted)
    return basis.disposal is not None and _disposed(name, wanted, basis, basis.disposal, law)


def _age(name: str, wanted: int, basis: Basis, offence: Offence, born_on: date) -> bool | None:
    if offence.committed_on is not None:
        under = is_under(born_on, wanted, offence.committed_on)
    elif is_under(born_on, wanted, basis.relevant_date):
        under = True  # younger at the offence than on the relevant date
    else:
        return None
    return under if name == "offender_under" else not under


def _disposed(name: str, wanted: Any, basis: Basis, disposal: Disposal, law: Law) -> bool:
    if name == "custody":
        return disposal.kind in SENTENCED
    if name == "hospital":
        return disposal.kind in IN_HOSPITAL
    if name == "hospital_with_restriction":
        return disposal.kind is DisposalKind.HOSPITAL_ORDER_WITH_RESTRICTION
    if name == "community_months_at_least":
        term = disposal.term
        is_community = disposal.kind is DisposalKind.COMMUNITY_ORDER and term is not None
        return is_community and term is not None and _at_least(compare(term, wanted))
    if disposal.kind in {DisposalKind.LIFE, DisposalKind.IPP}:
        return True
    if disposal.kind is not DisposalKind.CUSTODY:
        return False
    return _at_least(compare(own_term(basis, law).term, wanted))


def _at_least(compared: Compared) -> bool:
    """A term on neither side for certain is taken as reaching the threshold."""
    return compared is not Compared.LESS
