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
NO_EMAIL = gettext_lazy("Enter an email address in the correct format, like name@example.org")
# Where Django's own sentence would repeat what was sent: somebody ended it while the page was open.
GONE = gettext_lazy("Select again: what you chose is not on the list any more")
INSTEAD = {"invalid_choice": GONE, "invalid_pk_value": GONE, "invalid_list": GONE}
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


class WordedForm(forms.Form):
    """Says what is wrong in one sentence of ours where a field says nothing of its own."""

    def full_clean(self) -> None:
        for field in self.fields.values():  # also those that a form adds for what it is about
            field.error_messages = {**FAULTS, **field.error_messages, **_instead(field)}
        super().full_clean()


def _instead(field: forms.Field) -> dict[str, Any]:
    """What to say where the field would use Django's words."""
    djangos = {
        id(said)
        for kind in type(field).__mro__
        if kind.__module__.startswith("django.")
        for said in vars(kind).get("default_error_messages", {}).values()
    }
    kept = field.error_messages
    found = {code: said for code, said in INSTEAD.items() if id(kept.get(code)) in djangos}
    if isinstance(field, forms.EmailField) and "invalid" not in kept:
        found["invalid"] = NO_EMAIL
    return found


class OperationForm(_Pressed, WordedForm):
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
        self.stale: list[tuple[Any, Any, Any]] | None = None

    def leave_out_unasked(self) -> None:
        """Called before the form is shown: one that asks something only at need drops it here."""

    def show_both(self, rows: list[tuple[Any, Any, Any]], *, version: int) -> None:
        """Someone was quicker: rows of label, recorded now, you entered."""
        self.stale = rows
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)
        self.data[self.add_prefix("operation_key")] = str(uuid7())
