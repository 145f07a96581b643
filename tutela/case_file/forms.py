from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.people.parts import LABELS
from tutela.people.past import LONDON
from tutela.ui.fields import Checkboxes, ClockField, DayField


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TimelineFilter(forms.Form):
    use_required_attribute = False
    first = forms.DateField(label=gettext_lazy("From"), required=False, widget=day_input())
    last = forms.DateField(label=gettext_lazy("To"), required=False, widget=day_input())
    part = forms.MultipleChoiceField(
        label=gettext_lazy("Part of the file"),
        required=False,
        widget=Checkboxes(attrs={"class": "govuk-checkboxes--small"}),
    )

    def __init__(self, *args: Any, parts: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (str(part), label) for part, label in LABELS.items() if str(part) in parts
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """What is asked for; an answer that cannot be read asks for nothing."""
        self.is_valid()
        return {
            "first": self.cleaned_data.get("first"),
            "last": self.cleaned_data.get("last"),
            "parts": self.cleaned_data.get("part") or [],
        }


class MomentForm(forms.Form):
    use_required_attribute = False
    day = DayField(
        label=gettext_lazy("Day"),
        called=gettext_lazy("The day"),
        help_text=gettext_lazy("For example, 27 3 2026"),
        latest=timezone.localdate,
        error_messages={"required": gettext_lazy("Enter a day")},
    )
    time = ClockField(
        label=gettext_lazy("Time"),
        help_text=gettext_lazy("For example, 2:05pm. Times are those of London."),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        on, at = answers.get("day"), answers.get("time")
        if on and isinstance(at, time):
            answers["moment"] = datetime.combine(on, at, tzinfo=LONDON)
            if answers["moment"] > timezone.now():
                self.add_error("time", _("The moment must be in the past"))
        return answers


class PageForm(forms.Form):
    """Which page of the file is shown before and after a change."""

    use_required_attribute = False
    page = forms.ChoiceField(label=gettext_lazy("Page of the file"))

    def __init__(self, *args: Any, pages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, label) for name, label, _url, _parts in pages]
        self.fields["page"].choices = choices  # type: ignore[attr-defined]
