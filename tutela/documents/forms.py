from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tutela.documents import images, papers
from tutela.documents.models import Document
from tutela.documents.scanning import NotScanned, scan
from tutela.people.parts import LABELS, Part
from tutela.ui.fields import DayField, Radios
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


# The parts of a file that documents belong to, as they are asked.
PARTS = (
    *(Part.ORDERS, Part.CONVICTIONS, Part.NOTIFICATIONS, Part.CONTACT_LOG, Part.IDENTITY),
    *(Part.RELATIONSHIPS, Part.VICTIMS, Part.PROTECTED, Part.FINANCIAL, Part.SURVEILLANCE),
)


class DocumentForm(OperationForm):
    kind = forms.ChoiceField(
        label=_("What kind of document is it?"),
        choices=Document.Kind.choices,
        widget=Radios(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": _("Select what kind of document it is")},
    )
    title = forms.CharField(
        label=_("Title"),
        help_text=_("What it is, without the name of a victim, a child or a protected address"),
        max_length=200,
        error_messages={"required": _("Enter a title")},
    )
    dated_on = DayField(
        label=_("Date of the document (optional)"),
        called=_("The date of the document"),
        required=False,
        latest=localdate,
    )


class AddDocumentForm(DocumentForm):
    """Also asks for the file itself, and the part, which is settled once."""

    document = forms.FileField(
        label=_("Document"),
        help_text=_(
            "PDF, JPEG or PNG, up to 20 MB. It is written anew: scripts, attached files and who"
            " wrote it with what are removed."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={
            "required": _("Choose a document"),
            "empty": _("The file is empty: choose another copy of it"),
        },
    )
    part = forms.ChoiceField(
        label=_("Who may read it: those who may read which part of the file?"),
        widget=Radios(
            attrs={"class": "govuk-radios--small"},
            hints={
                Part.VICTIMS: _("Choose this where it names a victim or a child"),
                Part.PROTECTED: _("Choose this where it names a protected person or address"),
            },
        ),
        error_messages={"required": _("Select the part of the file")},
    )
    field_order = ("document",)

    def __init__(self, *args: Any, parts: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(part.value, LABELS[part]) for part in PARTS if part in parts]
        self.fields["part"].choices = offered  # type: ignore[attr-defined]
        self.scanned_with = ""

    def clean_document(self) -> papers.Paper:
        sent: UploadedFile = self.cleaned_data["document"]
        if (sent.size or 0) > papers.LARGEST_FILE:
            raise forms.ValidationError(_("The document must be smaller than 20 MB"))
        whole = sent.read()
        try:
            self.scanned_with = scan(whole)
            return papers.read(whole)
        except (papers.BadDocument, NotScanned) as fault:
            raise forms.ValidationError(str(fault)) from None

    @property
    def answers(self) -> dict[str, Any]:
        """As the operation asks for them."""
        given = super().answers
        return {"paper": given.pop("document"), "scanned_with": self.scanned_with, **given}


class ChangeDocumentForm(DocumentForm):
    wrong_because = forms.CharField(
        label=_("If the document is wrong, why? (optional)"),
        help_text=_("For example, it is about somebody else. It is kept, and cannot be opened"),
        max_length=300,
        required=False,
    )
