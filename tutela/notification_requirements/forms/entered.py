from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from tutela.notification_requirements.queries.entered import KINDS
from tutela.ui.fields import DayField
from tutela.ui.forms import OperationForm


class EnteredForm(OperationForm):
    entered_on = DayField(
        label=_("When was it entered there?"),
        called=_("The day"),
        latest=localdate,
        initial=localdate,
        error_messages={"required": _("Enter the day on which it was entered")},
    )
    reference = forms.CharField(
        label=_("Reference there (optional)"), max_length=100, required=False
    )


class MissingFilter(forms.Form):
    use_required_attribute = False

    whose = forms.ChoiceField(
        label=_("Whose people"),
        choices=[("", _("My team's, and those I supervise")), ("mine", _("Allocated to me"))],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("What"),
        choices=[("", _("Anything")), *((code, kind.words) for code, kind in KINDS.items())],
        required=False,
    )
    waited = forms.ChoiceField(
        label=_("Waited for"),
        choices=[
            ("", _("Any time")),
            ("3", _("3 days or more")),
            ("7", _("7 days or more")),
            ("28", _("28 days or more")),
        ],
        required=False,
    )

    @property
    def until(self) -> Any:
        """The latest moment of change that is asked for."""
        waited = self.cleaned_data.get("waited")
        return now() - timedelta(days=int(waited)) if waited else None
