from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.ui.fields import DayField
from tutela.ui.forms import OperationForm

MOST = 60


class ReminderForm(OperationForm):
    days = forms.IntegerField(
        label=_("How many days before a date are its officers reminded?"),
        help_text=_("From 0 to 60. They are reminded again on the first day that it is overdue."),
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter a number of days"),
            "invalid": _("Enter a whole number"),
            "min_value": _("Enter 0 or more"),
            "max_value": _("Enter 60 or less"),
        },
    )
    starts_on = DayField(
        label=_("From which day?"),
        help_text=_("For example, 27 3 2026"),
        called=_("The first day"),
        initial=localdate,
        error_messages={"required": _("Enter the first day")},
    )
