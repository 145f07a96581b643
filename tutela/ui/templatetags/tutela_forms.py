"""What the form templates need to know of a field; page writers use `tutela_ui`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tutela.ui.fields import LENGTHS, PARTS, DayInput, TermInput

register = template.Library()


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button or checkbox."""

    id: str
    name: str
    type: str
    value: Any
    label: str
    is_chosen: bool
    is_disabled: bool
    hint: Any = ""
    divider: Any = ""
    revealed: BoundField | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """How a field is framed: which component, which name it goes by, what describes it."""

    kind: str
    id: str
    classes: str
    size: str
    is_group: bool
    is_heading: bool
    described_by: str
    limit: int | None
    widget: SafeString | str = ""
    extra: str = ""
    choices: list[Choice] = field(default_factory=list)


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    if isinstance(widget, DayInput):
        return "day"
    if isinstance(widget, TermInput):
        return "term"
    if isinstance(widget, forms.MultiWidget):
        return "parts"
    return "textarea" if isinstance(widget, forms.Textarea) else "box"


def _element_id(bound: BoundField) -> str:
    return bound.auto_id or bound.html_name


def wrong_parts(bound: BoundField) -> list[str]:
    """The boxes of a day or a length that the error is about."""
    for error in bound.form.errors.as_data().get(bound.name, ()):
        if error.params and "parts" in error.params:
            return list(error.params["parts"])
    return list(_parts_of(bound.field.widget)) if bound.errors else []


def _parts_of(widget: forms.Widget) -> tuple[str, ...]:
    return LENGTHS if isinstance(widget, TermInput) else PARTS


def revealed_names(form: forms.BaseForm) -> set[str]:
    """Fields that stand inside a choice of another field."""
    return {
        name
        for other in form.fields.values()
        for name in getattr(other.widget, "reveals", {}).values()
    }


@register.filter
def is_revealed(bound: BoundField) -> bool:
    return bound.name in revealed_names(bound.form)


@register.simple_tag
def field_frame(bound: BoundField) -> Frame:
    kind = _kind(bound)
    element = _element_id(bound)
    is_group = kind in {"radios", "checkboxes", "day", "term", "parts"}
    described = [bound.aria_describedby] if bound.aria_describedby else []
    limit = getattr(bound.field, "max_length", None) if kind == "textarea" else None
    attrs: dict[str, Any] = {}
    if limit:
        attrs["aria-describedby"] = " ".join([f"{element}-info", *described])
    if kind in {"day", "term"} and bound.errors:
        attrs["data-wrong"] = " ".join(wrong_parts(bound))
    is_heading = getattr(bound.form, "heading_field", None) == bound.name
    classes = ["govuk-form-group"]
    if bound.errors:
        classes.append("govuk-form-group--error")
    if limit:
        classes.append("govuk-character-count")
    if kind == "password":
        classes.append("govuk-password-input")
    has_choices = kind in {"radios", "checkboxes"}
    return Frame(
        kind=kind,
        id=element,
        classes=" ".join(classes),
        size="l" if is_heading else "s",
        is_group=is_group,
        is_heading=is_heading,
        described_by=" ".join(described),
        limit=limit,
        widget="" if has_choices else bound.as_widget(attrs=attrs),
        extra=_extra_classes(bound, kind) if has_choices else "",
        choices=_choices(bound, kind, element) if has_choices else [],
    )


def _extra_classes(bound: BoundField, kind: str) -> str:
    widget = bound.field.widget
    names = [widget.attrs.get("class", "")]
    if getattr(widget, "inline", False):
        names.append(f"govuk-{kind}--inline")
    return "".join(f" {name}" for name in names if name)


def _choices(bound: BoundField, kind: str, element: str) -> list[Choice]:
    widget = bound.field.widget
    hints = getattr(widget, "hints", {})
    dividers = getattr(widget, "dividers", {})
    reveals = getattr(widget, "reveals", {})
    made = []
    for number, option in enumerate(bound.subwidgets, start=1):
        value = str(option.data["value"])
        revealed = reveals.get(value)
        made.append(
            Choice(
                # the first has the field's own name, so that the error summary can point at it
                id=element if number == 1 else f"{element}-{number}",
                name=option.data["name"],
                type="checkbox" if kind == "checkboxes" else "radio",
                value=option.data["value"],
                label=option.data["label"],
                is_chosen=bool(option.data["selected"]),
                is_disabled=bool(option.data["attrs"].get("disabled")),
                hint=hints.get(value, ""),
                divider=dividers.get(value, ""),
                revealed=bound.form[revealed] if revealed else None,
            )
        )
    return made


@register.simple_tag
def day_parts(widget: dict[str, Any]) -> list[dict[str, Any]]:
    attrs = widget["attrs"]
    wrong = attrs.get("data-wrong")
    wrong = wrong.split() if wrong is not None else list(PARTS) if "aria-invalid" in attrs else []
    labels = {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}
    element = attrs.get("id") or widget["name"]
    told = widget.get("autocomplete", "")
    return [
        {
            "id": f"{element}-{part}",
            "name": sub["name"],
            "value": sub["value"],
            "label": labels[part],
            "width": 4 if part == "year" else 2,
            "is_wrong": part in wrong,
            "is_disabled": bool(attrs.get("disabled")),
            "autocomplete": f"{told}-{part}" if told else "",
        }
        for part, sub in zip(PARTS, widget["subwidgets"], strict=True)
    ]


@register.simple_tag
def term_parts(widget: dict[str, Any]) -> list[dict[str, Any]]:
    attrs = widget["attrs"]
    wrong = attrs.get("data-wrong", "").split()
    labels = {
        "years": gettext("Years"),
        "months": gettext("Months"),
        "weeks": gettext("Weeks"),
        "days": gettext("Days"),
    }
    element = attrs.get("id") or widget["name"]
    return [
        {
            "id": f"{element}-{part}",
            "name": sub["name"],
            "value": sub["value"],
            "label": labels[part],
            "width": 3 if part == "days" else 2,
            "is_wrong": part in wrong,
        }
        for part, sub in zip(LENGTHS, widget["subwidgets"], strict=True)
    ]


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: forms.BaseForm | None) -> dict[str, Any]:
    """The list of everything that is wrong, each line leading to its box."""
    found: list[dict[str, Any]] = []
    if form is not None and getattr(form, "is_bound", False):
        found += [{"text": text, "target": ""} for text in form.non_field_errors()]
        for bound in form:
            target = "" if bound.is_hidden else _target(bound)
            found += [{"text": text, "target": target} for text in bound.errors]
    return {"found": found}


def _target(bound: BoundField) -> str:
    element = _element_id(bound)
    if isinstance(bound.field.widget, DayInput | TermInput):
        return f"{element}-{(wrong_parts(bound) or _parts_of(bound.field.widget))[0]}"
    if isinstance(bound.field.widget, forms.MultiWidget):
        return f"{element}_0"
    return element


@register.simple_tag
def title_prefix(form: Any) -> str:
    """What the window's title starts with when the form has something to put right."""
    has_errors = getattr(form, "is_bound", False) and bool(form.errors)
    return gettext("Error: ") if has_errors or getattr(form, "stale", None) else ""
