from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tutela.contact_log.models import Entry, Source
from tutela.ui.fields import DayField, Radios
from tutela.ui.forms import OperationForm

WIDE = {"class": "govuk-input--width-20", "autocomplete": "off"}
KINDS = [(value, label) for value, label in Entry.Kind.choices if value != Entry.Kind.CORRECTION]


def source() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How do you know? (optional)"),
        choices=Source.choices,
        required=False,
        widget=Radios(attrs={"class": "govuk-radios--small"}),
    )


def line(label: str, *, most: int, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
        error_messages={"max_length": _("Shorten this: it is too long")},
    )


class TellForm(OperationForm):
    given_names = line(_("Given names, as you know them (optional)"), most=150)
    surname = line(_("Surname, as you know it (optional)"), most=100)
    born_said = line(
        _("Date of birth or age, as you know it (optional)"),
        most=60,
        hint=_("For example, 27 March 1980, about 1975, or age 34 in 2020"),
    )
    number_said = line(
        _("PNC, CRO, prison or probation number (optional)"),
        most=60,
        hint=_("For example, 2002/0073319Z"),
    )
    address_said = line(_("Where they live or stay (optional)"), most=300)
    learnt = forms.CharField(
        label=_("What have you learnt?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Enter what you have learnt")},
    )
    when_said = line(
        _("When was that? (optional)"), most=100, hint=_("For example, last night at about ten")
    )
    source = source()


class WriteForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What kind of entry is it?"),
        choices=Entry.Kind.choices,
        widget=Radios(),
        error_messages={"required": _("Select what kind of entry it is")},
    )
    happened_on = DayField(
        label=_("On which day? (optional)"),
        help_text=_("For example, 27 3 2026"),
        called=_("The day"),
        required=False,
        latest=timezone.localdate,
    )
    when_said = line(_("At what time, or when about? (optional)"), most=100)
    what = forms.CharField(
        label=_("What happened?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Enter what happened")},
    )
    source = source()


class JoinForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What kind of entry does it become?"),
        choices=KINDS,
        initial=Entry.Kind.LEARNT,
        widget=Radios(),
        error_messages={"required": _("Select what kind of entry it becomes")},
    )
    note = forms.CharField(
        label=_("Anything to add? (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PassOnForm(OperationForm):
    why = forms.CharField(
        label=_("Why is it not about somebody whom your team manages?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter why it is not about your person")},
    )


class WhoForm(forms.Form):
    use_required_attribute = False
    surname = forms.CharField(label=_("Surname begins with"), max_length=100, required=False)


class LogFilter(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("Kind of entry"),
        choices=[("", _("Every kind")), *Entry.Kind.choices],
        required=False,
    )
