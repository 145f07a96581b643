"""Appointing people to teams, keeping vetting dates, arranging cover, keeping stations."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from tutela.access.actor import Actor
from tutela.access.door import Refused, Stale, acting_as, perform
from tutela.access.permissions import ROLES, May
from tutela.agencies.letters import welcome_letter
from tutela.agencies.models import Agency, Appointment, Cover, Message, Station, Team, User
from tutela.agencies.periods import NO_END, last_day
from tutela.audit import log


class CannotAppoint(Refused):
    """A rule forbids this appointment."""


class CannotArrangeCover(Refused):
    """A rule forbids this cover."""


def record_refusal(*, actor: Actor, may: May) -> None:
    """Keep on record that somebody asked for what their role does not carry."""
    with acting_as(actor):
        log.append(
            entry=uuid7(), event="access.refused", about=None, person=None, details={"may": may}
        )


def _holds(user: User, team: Team, role: str, *, on: date) -> bool:
    held = Appointment.objects.live(on=on).filter(user=user, team=team, role=role)
    return held.filter(vetted_until__gte=on).exists()


def appoint(
    *,
    actor: Actor,
    email: str,
    name: str,
    team: Team,
    role: str,
    on_emergency_duty: bool,
    supervises: Team | None,
    vetted_until: date,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Appoint somebody, by e-mail address, to a team of the administrator's own agency."""
    with perform(actor, May.ADMINISTER_AGENCY, key=key) as done:
        user = User.objects.filter(email=email.lower()).first()
        if user and user.pk == actor.user_id:
            raise CannotAppoint(_("Somebody else must change your own appointments."))
        today = timezone.localdate(now)
        if vetted_until < today:
            raise CannotAppoint(_("Vetting must not have ended already."))
        if on_emergency_duty and actor.agency_kind not in {"police", "prison", "probation"}:
            raise CannotAppoint(
                _("Only police, prison and probation officers open files in an emergency.")
            )
        if user and _holds(user, team, role, on=today):
            raise CannotAppoint(_("They hold this appointment already: change that one."))
        account = user.pk if user else uuid7()
        powers = sorted(ROLES[role].powers | ({"emergency"} if on_emergency_duty else set()))
        appointment = uuid7()
        with connection.cursor() as cursor:
            if user is None:
                cursor.execute("SELECT add_user(%s, %s, %s)", [account, email.lower(), name])
            cursor.execute(
                "SELECT appoint(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    appointment,
                    account,
                    team.pk,
                    role,
                    powers,
                    supervises.pk if supervises else None,
                    today,
                    NO_END,
                    vetted_until,
                    why,
                ],
            )
        if user is None:
            Message.objects.create(**welcome_letter(account, now))
        done.record("appointment.made", appointment, account=account, team=team.pk, role=role)
    return appointment


def change_appointment(
    *,
    actor: Actor,
    appointment: Appointment,
    vetted_until: date,
    ends_on: date | None,
    why: str,
    version: int,
    key: UUID,
    now: datetime,
) -> Appointment:
    """Set until when vetting lasts, or the last day of the appointment."""
    with perform(actor, May.ADMINISTER_AGENCY, key=key) as done:
        if appointment.user_id == actor.user_id:
            raise CannotAppoint(_("Somebody else must change your own appointments."))
        if appointment.version != version:
            raise Stale(
                appointment.version,
                {
                    "vetted_until": appointment.vetted_until,
                    "ends_on": last_day(appointment.ends_before),
                },
            )
        ends_before = _day_after(ends_on) if ends_on else NO_END
        if ends_before <= appointment.starts_on:
            raise CannotAppoint(_("An appointment cannot end before it began."))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT change_appointment(%s, %s, %s, %s)",
                [appointment.pk, ends_before, vetted_until, why],
            )
        done.record("appointment.changed", appointment.pk, vetted_until=vetted_until)
    return appointment


def forget_second_factor(
    *, actor: Actor, appointment: Appointment, key: UUID, now: datetime
) -> Appointment:
    """For an officer who lost telephone and codes: the next sign-in asks to set up a new one."""
    with perform(actor, May.ADMINISTER_AGENCY, key=key) as done:
        if appointment.user_id == actor.user_id:
            raise CannotAppoint(_("Somebody else must take away your own second factor."))
        with connection.cursor() as cursor:
            cursor.execute("SELECT forget_second_factor(%s)", [appointment.pk])
        done.record("appointment.second_factor_forgotten", appointment.pk)
    return appointment


def arrange_cover(
    *,
    actor: Actor,
    appointment: Appointment,
    team: Team,
    starts_on: date,
    last_day: date,
    why: str,
    key: UUID,
    now: datetime,
) -> UUID:
    """Let an officer of the agency open a team's files from a day to a last day."""
    with perform(actor, May.ARRANGE_COVER, key=key) as done:
        if last_day < max(starts_on, timezone.localdate(now)):
            raise CannotArrangeCover(_("The last day must not be before the first day or today."))
        if team.pk not in actor.own_teams:
            raise CannotArrangeCover(_("You do not supervise this team."))
        if appointment.user_id == actor.user_id:
            raise CannotArrangeCover(_("Somebody else must arrange your own cover."))
        cover = uuid7()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT arrange_cover(%s, %s, %s, %s, %s, %s)",
                [cover, appointment.pk, team.pk, starts_on, _day_after(last_day), why],
            )
        done.record("cover.arranged", cover, appointment=appointment.pk, team=team.pk)
    return cover


def end_cover(*, actor: Actor, cover: Cover, key: UUID, now: datetime) -> Cover:
    """End a cover today: from this moment it opens nothing."""
    with perform(actor, May.ARRANGE_COVER, key=key) as done:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT end_cover(%s, %s)",
                [cover.pk, max(timezone.localdate(now), cover.starts_on)],
            )
        done.record("cover.ended", cover.pk)
    return cover


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


class CannotKeepStation(Refused):
    """A rule forbids this entry in the list of stations."""


def add_station(
    *,
    actor: Actor,
    name: str,
    address: str,
    postcode: str,
    opening_hours: str,
    published: str,
    starts_on: date,
    last_day: date | None,
    key: UUID,
    now: datetime,
) -> UUID:
    """Add a station at which notification may be given, as the chief officer published it.

    Law: Sexual Offences Act 2003 s.87(1), as amended by the Police, Crime, Sentencing and Courts
    Act 2022 s.168.
    """
    with perform(actor, May.KEEP_STATIONS, key=key) as done:
        row = Station(area_id=_area_of_police(actor))
        _set_station(row, name, address, postcode, opening_hours, published, starts_on, last_day)
        row.save(force_insert=True)
        done.record("station.added", row.pk, area=actor.area_id)
    return row.pk


def change_station(
    *,
    actor: Actor,
    station: Station,
    name: str,
    address: str,
    postcode: str,
    opening_hours: str,
    published: str,
    starts_on: date,
    last_day: date | None,
    version: int,
    key: UUID,
    now: datetime,
) -> UUID:
    """Correct a station of the own area, or say on which last day it is one."""
    with perform(actor, May.KEEP_STATIONS, key=key) as done:
        area_id = _area_of_police(actor)
        row = Station.objects.select_for_update().get(pk=station.pk, area=area_id)
        if row.version != version:
            shows = ("name", "address", "postcode", "opening_hours", "published", "starts_on")
            held = {field: getattr(row, field) for field in shows}
            raise Stale(row.version, held | {"last_day": row.last_day})
        _set_station(row, name, address, postcode, opening_hours, published, starts_on, last_day)
        row.version += 1
        row.save(update_fields=[*STATION_FIELDS, "version"])
        done.record("station.changed", row.pk, area=actor.area_id)
    return row.pk


STATION_FIELDS = (
    *("name", "address", "postcode", "opening_hours", "published"),
    *("starts_on", "ends_before"),
)


def _area_of_police(actor: Actor) -> UUID:
    if actor.agency_kind != Agency.Kind.POLICE or actor.area_id is None:
        raise CannotKeepStation(
            _("The stations of an area are kept by its police: the chief officer publishes them.")
        )
    return actor.area_id


def _set_station(
    row: Station,
    name: str,
    address: str,
    postcode: str,
    opening_hours: str,
    published: str,
    starts_on: date,
    last_day: date | None,
) -> None:
    if last_day is not None and last_day < starts_on:
        raise CannotKeepStation(_("The last day cannot be before the first day."))
    row.name, row.address, row.postcode = name, address, postcode
    row.opening_hours, row.published = opening_hours, published
    row.starts_on = starts_on
    row.ends_before = _day_after(last_day) if last_day else NO_END
