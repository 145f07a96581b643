"""Who acts: a person in an appointment, or a named job."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from tutela.access.permissions import ROLES, May


@dataclass(frozen=True, slots=True)
class Actor:
    """An appointment with its permissions, or a job of the whole register with one."""

    may: frozenset[May]
    name: str
    appointment_id: UUID | None = None
    user_id: UUID | None = None
    team_id: UUID | None = None
    team_name: str = ""
    agency_id: UUID | None = None
    agency_name: str = ""
    agency_kind: str = ""
    area_id: UUID | None = None
    role: str = ""
    powers: frozenset[str] = frozenset()
    supervises_id: UUID | None = None
    job_name: str = ""

    @classmethod
    def job(cls, name: str, *may: May) -> Self:
        """A named job of the whole register (worker only)."""
        return cls(may=frozenset(may), name=name, job_name=name)

    @property
    def own_teams(self) -> frozenset[UUID]:
        """One's own team, and the one that one supervises beside it."""
        supervised = self.supervises_id if "supervise" in self.powers else None
        return frozenset(team for team in (self.team_id, supervised) if team)

    @property
    def role_name(self) -> str:
        return str(ROLES[self.role].name) if self.role in ROLES else self.role


def permissions_of(role: str, powers: frozenset[str]) -> frozenset[May]:
    """What the role may do; an emergency or card power of the appointment adds its permission."""
    may = ROLES[role].may if role in ROLES else frozenset()
    if "emergency" in powers:
        may |= {May.OPEN_IN_EMERGENCY}
    if "cards" in powers:
        may |= {May.ASK_FOR_CARD}
    return may
