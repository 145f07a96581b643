"""What the record says already of a case that is referred: nothing of it is typed again.

It is composed anew for each reader, by the parts that are open to them, and for any moment that
is asked for: nobody reads in a referral what they could not read in the file.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tutela.court_orders.models import Result
from tutela.court_orders.order_queries import orders_of
from tutela.court_orders.queries import results_of
from tutela.court_orders.words import sentence_in_words
from tutela.levels.models import Category, Level
from tutela.notification_requirements.models import Standing
from tutela.people.models import Address, Allocation, Name, Person, Whereabouts
from tutela.people.parts import Part
from tutela.people.queries import where_now
from tutela.risk.queries import current_harm, current_plan
from tutela.ui.templatetags.tutela_ui import day

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the form, its lines, and whether its part of the file is open."""

    heading: str
    part: str
    rows: list[Row]
    is_open: bool


def sections(person: Person, *, parts: Collection[str], on: date) -> list[Section]:
    """The form as the record stands, part by part; a part that is not open says so."""
    made: list[tuple[str, Part, Callable[[Person, date], Iterator[Row]]]] = [
        (_("Who the person is"), Part.IDENTITY, _identity),
        (_("Where the person lives and is"), Part.ADDRESSES, _addresses),
        (_("Who manages the person"), Part.LIST, _officers),
        (_("Category and level"), Part.LEVELS, _levels),
        (_("Court results"), Part.CONVICTIONS, _results),
        (_("Court orders in force"), Part.ORDERS, _orders),
        (_("Notification requirements"), Part.NOTIFICATIONS, _standing),
        (_("Risk of serious harm"), Part.RISK, _harm),
        (_("Plan to manage the risk"), Part.RISK, _plan),
    ]
    found = []
    for heading, part, rows in made:
        is_open = part in parts
        found.append(Section(heading, part, list(rows(person, on)) if is_open else [], is_open))
    return found


def _identity(person: Person, on: date) -> Iterator[Row]:
    names = sorted(person.names.all(), key=lambda name: (name.kind != Name.Kind.MAIN, name.pk))
    for name in names:
        yield str(name.get_kind_display()), str(name)
    for born in person.birth_dates.all():
        yield _("Date of birth") if born.is_main else _("Date of birth also given"), born.said
    for number in person.identifiers.all():
        yield str(number.get_kind_display()), number.said


def _addresses(person: Person, on: date) -> Iterator[Row]:
    runs = Q(ends_on=None) | Q(ends_on__gte=on)
    for home in Address.objects.filter(runs, person=person).select_related("area"):
        said = [home.lines, home.postcode, home.area.name if home.area else ""]
        yield str(home.get_kind_display()), ", ".join(one for one in said if one)
    held: Whereabouts | None = where_now(person, on=on)
    if held:
        said = [held.place, _("since %(day)s") % {"day": day(held.starts_on)}]
        if held.release_expected_on:
            said.append(_("release expected on %(day)s") % {"day": day(held.release_expected_on)})
        yield str(held.get_kind_display()), ", ".join(one for one in said if one)


def _officers(person: Person, on: date) -> Iterator[Row]:
    yield _("Team"), f"{person.owner_team.name}"
    rows = Allocation.objects.live(on=on).filter(person=person)
    for one in rows.select_related("appointment__user", "appointment__team__agency"):
        who = one.appointment
        yield _("Officer"), f"{who.user.name}, {who.team.name}, {who.team.agency.name}"


def _levels(person: Person, on: date) -> Iterator[Row]:
    category = _running(Category.objects.live(on=on), person)
    if category:
        yield _("Category"), _since(category.get_category_display(), category.starts_on)
    level = _running(Level.objects.live(on=on), person)
    if level:
        yield _("Level now"), _since(level.get_level_display(), level.starts_on)


def _running(rows: Any, person: Person) -> Any:
    return rows.filter(person=person).order_by("-starts_on").first()


def _since(what: object, first: date) -> str:
    return _("%(what)s, since %(day)s") % {"what": what, "day": day(first)}


def _results(person: Person, on: date) -> Iterator[Row]:
    for result in results_of(person.pk):
        if result.stage == Result.Stage.QUASHED:
            continue
        said = [offence.title for offence in result.offences.all()]
        said += [sentence_in_words(sentence) for sentence in result.sentences.all()]
        label = _("%(result)s, %(day)s")
        values = {"result": result.get_kind_display(), "day": day(result.relevant_on)}
        yield label % values, "\n".join(said) or _("No offence is recorded")


def _orders(person: Person, on: date) -> Iterator[Row]:
    for order in orders_of(person.pk):
        if order.is_in_force(on):
            clauses = [one for one in order.clauses.all() if one.is_in_force(on)]
            label = _("%(order)s, made on %(day)s") % {"order": order, "day": day(order.made_on)}
            yield label, "\n".join(f"{one.number} {one.wording}" for one in clauses)


def _standing(person: Person, on: date) -> Iterator[Row]:
    row = Standing.objects.filter(person=person).first()
    if row is None:
        return
    label = _("Subject to them")
    if not row.is_subject:
        yield label, _("No")
    elif row.indefinite:
        yield label, _("Yes, for an indefinite period")
    elif row.until:
        yield label, _("Yes, until %(day)s") % {"day": day(row.until)}
    else:
        yield label, _("Yes")
    if not row.is_verified:
        yield _("How sure this is"), _("It rests on figures that are not verified")


def _harm(person: Person, on: date) -> Iterator[Row]:
    found = current_harm(person.pk)
    if found is None:
        return
    for row in found.rows:
        said = [
            _("In the community: %(level)s") % {"level": row.community} if row.community else "",
            _("In custody: %(level)s") % {"level": row.custody} if row.custody else "",
        ]
        yield row.group, "\n".join(one for one in said if one)
    yield _("As assessed on"), str(day(found.assessment.done_on))


def _plan(person: Person, on: date) -> Iterator[Row]:
    plan = current_plan(person.pk)
    if plan is None:
        return
    yield _("Version"), str(plan.number)
    for heading, words in plan.sections:
        if words:
            yield heading, words
