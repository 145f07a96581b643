"""Every plain Django form comes out as GOV.UK markup; forms stay plain Django."""

from typing import Any

from django.forms.renderers import TemplatesSetting

CLASSES = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "clearable_file_input": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}
NOT_BOXES = {"hidden", "multiple_hidden", "radio", "checkbox_select", "multiwidget"}


class GovukRenderer(TemplatesSetting):
    """Render forms, fields and widgets with the design system's markup."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if "widget" in context:
            _dress(context["widget"])
        return super().render(template_name, context, request)


def _dress(widget: dict[str, Any]) -> None:
    """Give a widget the classes that GOV.UK's style sheet knows it by."""
    kind = widget["template_name"].rpartition("/")[2].removesuffix(".html")
    attrs = widget["attrs"]
    # The server says what is missing, in words; a browser's own bubble says it worse and first.
    attrs.pop("required", None)
    if kind in NOT_BOXES or widget.get("is_hidden"):
        return
    base = CLASSES.get(kind, "govuk-input")
    classes = [base, attrs.get("class", "")]
    if attrs.pop("aria-invalid", None) and kind != "checkbox":
        classes.append(f"{base}--error")
    if kind == "textarea":
        # people may type past the limit and are told so; a cut sentence is a lost fact
        if attrs.pop("maxlength", None):
            classes.append("govuk-js-character-count")
        if attrs.get("rows", "10") == "10":  # Django's own default, a string; ten asked for is 10
            attrs["rows"] = 5
        attrs.pop("cols", None)
    if kind == "number":
        widget["type"] = "text"
        attrs.setdefault("inputmode", "numeric")
        for name in ("min", "max", "step"):
            attrs.pop(name, None)
    if kind == "password":
        classes.append("govuk-password-input__input govuk-js-password-input-input")
        attrs.setdefault("spellcheck", "false")
        attrs.setdefault("autocapitalize", "none")
        attrs.setdefault("autocomplete", "current-password")
    attrs["class"] = " ".join(filter(None, classes))
