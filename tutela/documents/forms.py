from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.documents import images
from tutela.ui.fields import DayField
from tutela.ui.forms import OperationForm


def taken_on() -> DayField:
    return DayField(
        label=_("When was it taken? (optional)"),
        help_text=_("For example, 27 3 2026. Leave empty if it is not known"),
        called=_("The day it was taken"),
        required=False,
        latest=localdate,
    )


def shows() -> forms.CharField:
    return forms.CharField(
        label=_("What does it show? (optional)"),
        help_text=_("For example, face from the front, tattoo on the left forearm"),
        max_length=200,
        required=False,
    )


class AddPhotographForm(OperationForm):
    photograph = forms.FileField(
        label=_("Photograph"),
        help_text=_(
            "JPEG, PNG, WebP or AVIF, up to 10 MB. Where and with what it was taken is removed."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        error_messages={
            "required": _("Choose a photograph"),
            "empty": _("The file is empty: choose another copy of it"),
        },
    )
    taken_on = taken_on()
    shows = shows()
    on_card = forms.BooleanField(
        label=_("Show this photograph on the contact card"), required=False
    )

    def __init__(self, *args: Any, may_set_card: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_set_card:
            self.fields["on_card"].widget = forms.HiddenInput()

    def clean_photograph(self) -> images.Picture:
        sent: UploadedFile = self.cleaned_data["photograph"]
        if (sent.size or 0) > images.LARGEST_FILE:
            raise forms.ValidationError(_("The photograph must be smaller than 10 MB"))
        try:
            return images.read(sent.read())
        except images.BadPicture as fault:
            raise forms.ValidationError(str(fault)) from None

    @property
    def answers(self) -> dict[str, Any]:
        """As the operation asks for them."""
        given = super().answers
        return {"picture": given.pop("photograph"), **given}


class ChangePhotographForm(OperationForm):
    taken_on = taken_on()
    shows = shows()
    wrong_because = forms.CharField(
        label=_("If the photograph is wrong, why? (optional)"),
        help_text=_("For example, it shows somebody else. It is then kept but no longer shown"),
        max_length=300,
        required=False,
    )
    on_card = forms.BooleanField(
        label=_("Show this photograph on the contact card"), required=False
    )

    def __init__(self, *args: Any, may_set_card: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_set_card:
            self.fields["on_card"].widget = forms.HiddenInput()
