"""How the list of what disclosures wait for is narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.disclosure.models import Awaited


class AwaitedFilter(forms.Form):
    use_required_attribute = False

    standing = forms.ChoiceField(
        label=_("How it stands"),
        choices=[("", _("Waits")), ("done", _("Done"))],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("What for"),
        choices=[("", _("Anything")), *Awaited.Kind.choices],
        required=False,
    )
