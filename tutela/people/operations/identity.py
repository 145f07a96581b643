"""Names, dates of birth and identifiers: what is known of who the person is."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tutela.access.actor import Actor
from tutela.access.door import Refused, perform
from tutela.access.permissions import May
from tutela.people import keys, rules
from tutela.people.models import BirthDate, Identifier, Name, Person
from tutela.people.operations.holding import check_part, held, write
from tutela.people.parts import Part


class CannotName(Refused):
    """A rule forbids this name."""


class CannotIdentify(Refused):
    """A rule forbids this number."""


# Names ---------------------------------------------------------------------------------------


def add_name(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    surname: str,
    given_names: str,
    starts_on: date | None,
    ends_on: date | None,
    source: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Add a name or alias; a new name used now makes the one before it a former name."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.IDENTITY)
        name = Name(person=person, kind=kind)
        _write_name(name, surname, given_names, starts_on, ends_on, source)
        if kind == Name.Kind.MAIN:
            _put_in_list(person, name)
        name.save(force_insert=True)
        done.record("name.added", name.pk, person=person.pk, kind=kind)
    return name.pk


def change_name(
    *,
    actor: Actor,
    person: Person,
    name: Name,
    kind: str,
    surname: str,
    given_names: str,
    starts_on: date | None,
    ends_on: date | None,
    source: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct a name, or say until when it was used."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.IDENTITY)
        shows = ["kind", "surname", "given_names", "starts_on", "ends_on", "source"]
        row = held(Name, name.pk, person_id=person.pk, version=version, shows=shows)
        if row.kind == Name.Kind.MAIN and kind != Name.Kind.MAIN:
            raise CannotName(
                _("This is the name used now. Make another name the one used now first.")
            )
        row.kind = kind
        _write_name(row, surname, given_names, starts_on, ends_on, source)
        if kind == Name.Kind.MAIN:
            _put_in_list(person, row)
        write(row)
        done.record("name.changed", row.pk, person=person.pk, kind=kind)
    return row.pk


def _write_name(
    name: Name,
    surname: str,
    given_names: str,
    starts_on: date | None,
    ends_on: date | None,
    source: str,
) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise CannotName(_("The last day of a name cannot be before its first day."))
    if name.kind == Name.Kind.MAIN and ends_on:
        raise CannotName(_("A name that is no longer used cannot be the name used now."))
    name.surname, name.given_names = surname, given_names
    name.surname_key, name.given_key = keys.name_key(surname), keys.given_key(given_names)
    name.starts_on, name.ends_on, name.source = starts_on, ends_on, source


def _put_in_list(person: Person, name: Name) -> None:
    """Lists show the person by this name from now on."""
    check_part(person.pk, Part.LIST)
    Name.objects.filter(person=person, kind=Name.Kind.MAIN).exclude(pk=name.pk).update(
        kind=Name.Kind.FORMER, version=F("version") + 1
    )
    Person.objects.filter(pk=person.pk).update(
        surname=name.surname, given_names=name.given_names, version=F("version") + 1
    )


# Dates of birth ------------------------------------------------------------------------------


def add_birth_date(
    *,
    actor: Actor,
    person: Person,
    born: rules.Born,
    is_main: bool,
    source: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Add a date of birth as it was said; other dates that were given stay."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.IDENTITY)
        row = BirthDate(person=person)
        _write_birth_date(row, born, is_main, source)
        row.save(force_insert=True)
        done.record("birth_date.added", row.pk, person=person.pk)
    return row.pk


def change_birth_date(
    *,
    actor: Actor,
    person: Person,
    birth_date: BirthDate,
    born: rules.Born,
    is_main: bool,
    source: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct a date of birth, or make it the one that lists show."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.IDENTITY)
        shows = ["said", "is_main", "source"]
        row = held(BirthDate, birth_date.pk, person_id=person.pk, version=version, shows=shows)
        if row.is_main and not is_main:
            raise CannotIdentify(
                _("Lists show this date of birth. Choose another date for lists first.")
            )
        _write_birth_date(row, born, is_main, source)
        write(row)
        done.record("birth_date.changed", row.pk, person=person.pk)
    return row.pk


def _write_birth_date(row: BirthDate, born: rules.Born, is_main: bool, source: str) -> None:
    row.said, row.on, row.earliest, row.latest = born.said, born.on, born.earliest, born.latest
    row.is_main, row.source = is_main, source
    if not is_main:
        return
    check_part(row.person_id, Part.LIST)
    BirthDate.objects.filter(person_id=row.person_id, is_main=True).exclude(pk=row.pk).update(
        is_main=False, version=F("version") + 1
    )
    Person.objects.filter(pk=row.person_id).update(
        born_said=born.said, born_on=born.on, version=F("version") + 1
    )


# Identifiers ---------------------------------------------------------------------------------


def add_identifier(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    said: str,
    kept_because: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Add a number by which an agency knows the person; one that fails its check needs a reason."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.IDENTITY)
        row = new_identifier(person.pk, kind, said, kept_because, on=localdate(now))
        row.save(force_insert=True)
        done.record("identifier.added", row.pk, person=person.pk, kind=kind, is_sound=row.is_sound)
    return row.pk


def change_identifier(
    *,
    actor: Actor,
    person: Person,
    identifier: Identifier,
    kind: str,
    said: str,
    kept_because: str,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct a number."""
    with perform(actor, May.CHANGE_PERSON, key=key) as done:
        check_part(person.pk, Part.IDENTITY)
        shows = ["kind", "said", "kept_because"]
        row = held(Identifier, identifier.pk, person_id=person.pk, version=version, shows=shows)
        anew = new_identifier(
            person.pk, kind, said, kept_because, on=localdate(now), instead_of=row.pk
        )
        row.kind, row.said, row.key = anew.kind, anew.said, anew.key
        row.is_sound, row.kept_because = anew.is_sound, anew.kept_because
        write(row)
        done.record(
            "identifier.changed", row.pk, person=person.pk, kind=kind, is_sound=row.is_sound
        )
    return row.pk


def new_identifier(
    person_id: UUID,
    kind: str,
    said: str,
    kept_because: str,
    *,
    on: date,
    instead_of: UUID | None = None,
) -> Identifier:
    """The number with its check's result, not yet saved."""
    checked = rules.check(kind, said, on=on)
    if checked.is_sound is False and not kept_because:
        raise CannotIdentify(_("Say why a number that fails its check should be kept as it is."))
    same = Identifier.objects.filter(person_id=person_id, kind=kind, key=checked.key)
    if instead_of:
        same = same.exclude(pk=instead_of)
    if same.exists():
        raise CannotIdentify(_("This number is recorded already."))
    return Identifier(
        person_id=person_id,
        kind=kind,
        said=said,
        key=checked.key,
        is_sound=checked.is_sound,
        kept_because=kept_because if checked.is_sound is False else "",
    )
