"""Who came for a case: one group of questions for each who was expected."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.meetings.models import Attendance
from tutela.meetings.operations import Came
from tutela.meetings.queries.cases import Expected
from tutela.ui.forms import OperationForm

ASKED = ("presence", "agreed", "named", "paper")
OF_A_GUEST = {Attendance.Agreed.NOT_YET, Attendance.Agreed.ON_PAPER, Attendance.Agreed.REFUSED}


def key_of(one: Expected, place: int) -> str:
    """What the questions about one are called: the same while others come and go."""
    if one.invitation:
        return f"{one.invitation.pk.hex}{place or ''}"
    if one.officer_id:
        return one.officer_id.hex
    return one.attendance.pk.hex if one.attendance else "besides"


class AttendanceForm(OperationForm):
    """Nothing is required: what is not answered is not recorded, and blocks nothing."""

    def __init__(self, *args: Any, expected: Sequence[Expected], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected: dict[str, Expected] = {}
        for one in [*expected, Expected(str(_("Somebody else who came")), None, None, None, None)]:
            place = 0
            while key_of(one, place) in self.expected:
                place += 1
            key = key_of(one, place)
            self.expected[key] = one
            self._ask(key, one)

    def _ask(self, key: str, one: Expected) -> None:
        row = one.attendance
        signs = one.is_guest
        agreed = [
            (code, label)
            for code, label in Attendance.Agreed.choices
            if (not signs or code in OF_A_GUEST)
            and (code != Attendance.Agreed.HERE or (row and row.agreed == code))
        ]
        self.fields[f"seen_{key}"] = forms.IntegerField(
            initial=row.version if row else 0, required=False, widget=forms.HiddenInput()
        )
        self.fields[f"presence_{key}"] = forms.ChoiceField(
            label=_("Presence"),
            choices=[("", _("Not recorded")), *Attendance.Presence.choices],
            required=False,
            initial=row.presence if row else "",
        )
        if one.officer_id is None:
            self.fields[f"named_{key}"] = forms.CharField(
                label=_("Name and role"),
                max_length=200,
                required=False,
                initial=row.named if row else one.label if one.invitation and signs else "",
            )
        self.fields[f"agreed_{key}"] = forms.ChoiceField(
            label=_("Confidentiality"),
            choices=agreed,
            required=False,
            initial=row.agreed if row else "",
        )
        if signs:
            self.fields[f"paper_{key}"] = forms.CharField(
                label=_("Where the signed paper is"),
                max_length=200,
                required=False,
                initial=row.paper if row else "",
            )

    def groups(self) -> list[tuple[Expected, list[Any]]]:
        """Each who was expected, with the questions about them."""
        return [
            (one, [self[f"{name}_{key}"] for name in ASKED if f"{name}_{key}" in self.fields])
            for key, one in self.expected.items()
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for key, one in self.expected.items():
            presence = given.get(f"presence_{key}")
            agreed = given.get(f"agreed_{key}")
            if agreed and presence != Attendance.Presence.ATTENDED:
                self.add_error(f"agreed_{key}", _("Only somebody who attended can agree or refuse"))
            if presence and one.is_guest and not given.get(f"named_{key}"):
                self.add_error(f"named_{key}", _("Enter the name of who came"))
        return given

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        came = []
        for key, one in self.expected.items():
            said = {name: given.get(f"{name}_{key}") or "" for name in ASKED}
            if one.officer_id and one.attendance:
                said["named"] = one.attendance.named
            if not said["presence"] or not self._is_new(one, said):
                continue
            came.append(
                Came(
                    **said,
                    attendance=one.attendance.pk if one.attendance else None,
                    invitation=one.invitation.pk if one.invitation else None,
                    team=one.team_id,
                    officer=one.officer_id,
                    version=given.get(f"seen_{key}") or 0,
                )
            )
        return {"came": came}

    @staticmethod
    def _is_new(one: Expected, said: dict[str, str]) -> bool:
        row = one.attendance
        return row is None or any(getattr(row, name) != value for name, value in said.items())

    def show_both(self, rows: list[tuple[Any, Any, Any]], *, version: int) -> None:
        """What somebody else recorded meanwhile is shown beside what was entered here."""
        changed = []
        seen = {}
        for key, one in self.expected.items():
            row = one.attendance
            if row and row.version != (self.cleaned_data.get(f"seen_{key}") or 0):
                seen[f"seen_{key}"] = str(row.version)
                entered = self.cleaned_data.get(f"presence_{key}") or ""
                changed.append((one.label, row.get_presence_display(), _presence(entered)))
        super().show_both(changed, version=version)
        self.data = {**self.data.dict(), **seen}  # type: ignore[attr-defined]


def _presence(code: str) -> Any:
    return dict(Attendance.Presence.choices).get(code, _("Not recorded"))


class AgreeForm(OperationForm):
    agrees = forms.BooleanField(
        label=_("I have read the statement and agree to it for this case"),
        error_messages={"required": _("Select that you agree, or leave the meeting")},
    )

    @property
    def answers(self) -> dict[str, Any]:
        return {}
