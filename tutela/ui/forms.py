"""The form that every change is asked for with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy
from uuid_utils.compat import uuid7

FAULTS = {
    "max_length": gettext_lazy(
        "Shorten this to %(limit_value)d characters or fewer: it has %(show_value)d"
    ),
    "null_characters_not_allowed": gettext_lazy("Leave out the characters that cannot be read"),
}
TAMPERED = gettext_lazy("This page was changed on its way here. Open it again and start afresh.")


class _Pressed:
    """What a press carries beside its answers."""

    cleaned_data: dict[str, Any]

    @property
    def key(self) -> UUID:
        return self.cleaned_data["operation_key"]

    @property
    def version(self) -> int | None:
        return self.cleaned_data["version"]

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, without the two that belong to the press and not to the question."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"operation_key", "version"}
        }


class OperationForm(_Pressed, forms.Form):
    """Carries the operation key, so that a second press answers as the first, and the version read.

    After a stale answer `show_both` keeps what was typed, shows it beside what is now recorded,
    and lets the next press decide over the version just seen.
    """

    use_required_attribute = False
    heading_field: str | None = None
    """Name of the one field whose label or legend is the page's heading."""

    operation_key = forms.UUIDField(
        initial=uuid7,
        widget=forms.HiddenInput,
        error_messages={"required": TAMPERED, "invalid": TAMPERED},
    )
    version = forms.IntegerField(
        required=False,
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"invalid": TAMPERED, "min_value": TAMPERED},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages = {**FAULTS, **field.error_messages}
        self.stale: list[tuple[Any, Any, Any]] | None = None

    def leave_out_unasked(self) -> None:
        """Called before the form is shown: one that asks something only at need drops it here."""

    def show_both(self, rows: list[tuple[Any, Any, Any]], *, version: int) -> None:
        """Someone was quicker: rows of label, recorded now, you entered."""
        self.stale = rows
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)
        self.data[self.add_prefix("operation_key")] = str(uuid7())
