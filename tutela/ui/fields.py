"""Fields and widgets that GOV.UK has and Django has not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from tutela.ui import clock

PARTS = ("day", "month", "year")


def sentences(
    label: Any, required: Any = "", *, most: int = 2000, rows: int = 3, hint: Any = ""
) -> forms.CharField:
    """A box for some sentences; without words for where it stays empty it may be left so."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
    )


class Radios(forms.RadioSelect):
    """Radio buttons whose choices may have a hint, a divider before them, and a field inside."""

    def __init__(
        self,
        *,
        hints: Mapping[Any, Any] | None = None,
        dividers: Mapping[Any, Any] | None = None,
        reveals: Mapping[Any, str] | None = None,
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.dividers = {str(value): text for value, text in (dividers or {}).items()}
        self.reveals = {str(value): name for value, name in (reveals or {}).items()}
        self.inline = inline


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes whose choices may have a hint, a divider before them, and a field inside."""

    def __init__(
        self,
        *,
        hints: Mapping[Any, Any] | None = None,
        dividers: Mapping[Any, Any] | None = None,
        reveals: Mapping[Any, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.dividers = {str(value): text for value, text in (dividers or {}).items()}
        self.reveals = {str(value): name for value, name in (reveals or {}).items()}


class DayInput(forms.MultiWidget):
    """Three boxes: day, month, year. `autocomplete="bday"` names each part of a birthday."""

    template_name = "ui/components/day.html"

    def __init__(self, *, autocomplete: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.autocomplete = autocomplete
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["autocomplete"] = self.autocomplete
        return context

    def decompress(self, value: date | str | None) -> list[Any]:
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return ["", "", ""]
        return [value.day, value.month, value.year] if value else ["", "", ""]


class DayField(forms.Field):
    """A real day; the error says which part is missing.

    `called` names the day at the start of a sentence: "Date of birth must include a year".
    `earliest` and `latest` are days, or functions that give one when the form is checked.
    """

    widget = DayInput
    default_error_messages = {
        "required": gettext_lazy("Enter a date"),
        "missing": gettext_lazy("%(called)s must include %(missing)s"),
        "unreal": gettext_lazy("%(called)s must be a real date"),
        "short_year": gettext_lazy("Year must include 4 numbers"),
        "too_early": gettext_lazy("%(called)s must be on or after %(limit)s"),
        "too_late": gettext_lazy("%(called)s must be on or before %(limit)s"),
    }

    def __init__(
        self,
        *,
        called: Any = None,
        earliest: date | Callable[[], date] | None = None,
        latest: date | Callable[[], date] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.called = called or gettext_lazy("Date")
        self.earliest = earliest
        self.latest = latest

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        day, month, year = (str(part or "").strip() for part in value)
        missing = [name for name, part in zip(PARTS, (day, month, year), strict=True) if not part]
        if len(missing) == 3:
            return None
        if missing:
            raise self._fault(
                "missing", missing, missing=_and([_article(name) for name in missing])
            )
        if not day.isdecimal() or not year.isdecimal() or (number := _month(month)) is None:
            wrong = {
                "day": not day.isdecimal(),
                "month": _month(month) is None,
                "year": not year.isdecimal(),
            }
            raise self._fault("unreal", [part for part in PARTS if wrong[part]])
        if len(year) != 4:
            raise self._fault("short_year", ["year"])
        try:
            return date(int(year), number, int(day))
        except (ValueError, OverflowError):
            raise self._fault("unreal", list(PARTS)) from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if earliest and value < earliest:
            raise self._fault("too_early", list(PARTS), limit=date_format(earliest, "j F Y"))
        if latest and value > latest:
            raise self._fault("too_late", list(PARTS), limit=date_format(latest, "j F Y"))

    def _fault(self, code: str, parts: list[str], **params: Any) -> ValidationError:
        params |= {"called": self.called, "parts": parts}
        return ValidationError(self.error_messages[code], code=code, params=params)


def _article(part: str) -> str:
    return {"day": gettext("a day"), "month": gettext("a month"), "year": gettext("a year")}[part]


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else gettext("%s and %s") % (words[0], words[1])


def _month(text: str) -> int | None:
    """The number of a month given as a number or as its name, in English or the page's language."""
    if text.isdecimal():
        return int(text)
    for language in {"en", translation.get_language() or "en"}:
        with translation.override(language):
            for names in (MONTHS, MONTHS_3):
                for number, name in names.items():
                    if str(name).casefold() == text.casefold():
                        return number
    return None


class ClockField(forms.Field):
    """A time of day as people write it: 14:05, 2:05pm, 2pm, midday."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
    default_error_messages = {
        "required": gettext_lazy("Enter a time"),
        "invalid": gettext_lazy("Enter a time, for example 10:30am or 2pm"),
    }

    def prepare_value(self, value: Any) -> Any:
        return clock.clock(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        if not str(value).strip():
            return None
        if (found := clock.read(str(value))) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


LENGTHS = ("years", "months", "weeks", "days")


class TermInput(forms.MultiWidget):
    """Four boxes: years, months, weeks, days."""

    template_name = "ui/components/term.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in LENGTHS}, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # a pair is a length, not what was typed into the boxes, which comes as a list
        shown = self.decompress(value) if isinstance(value, tuple) else value
        return super().get_context(name, shown, attrs)

    def decompress(self, value: tuple[int, int] | None) -> list[Any]:
        if not value:
            return ["", "", "", ""]
        months, days = value
        return [months // 12 or "", months % 12 or "", "", days or ""]


class TermField(forms.Field):
    """A length as courts say it, given as months and days; nothing where every box is empty.

    `called` names it at the start of a sentence: "The sentence must be a whole number of months".
    """

    widget = TermInput
    longest = 1200
    default_error_messages = {
        "required": gettext_lazy("Enter how long, in years, months, weeks or days"),
        "unreal": gettext_lazy("%(called)s must be whole numbers of years, months, weeks and days"),
        "too_long": gettext_lazy("%(called)s must be shorter than 100 years"),
        "nothing": gettext_lazy("%(called)s must be longer than nothing"),
    }

    def __init__(self, *, called: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.called = called or gettext_lazy("The length")

    def to_python(self, value: Any) -> tuple[int, int] | None:
        if value is None or isinstance(value, tuple):
            return value
        said = [str(part or "").strip() for part in value]
        if not any(said):
            return None
        wrong = [
            name
            for name, part in zip(LENGTHS, said, strict=True)
            if part and not (part.isdecimal() and len(part) <= 5)
        ]
        if wrong:
            raise self._fault("unreal", wrong)
        years, months, weeks, days = (int(part or 0) for part in said)
        whole = (12 * years + months, 7 * weeks + days)
        if whole == (0, 0):
            raise self._fault("nothing", list(LENGTHS))
        if whole[0] + whole[1] // 31 >= self.longest:
            raise self._fault("too_long", list(LENGTHS))
        return whole

    def _fault(self, code: str, parts: list[str]) -> ValidationError:
        params = {"called": self.called, "parts": parts}
        return ValidationError(self.error_messages[code], code=code, params=params)
