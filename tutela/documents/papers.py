"""A document that somebody sent: read with care and written anew, without what it could carry."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from django.utils.translation import gettext_lazy as _

from tutela.documents import images
from tutela.documents.models import Document

LARGEST_FILE = 20 * 1024 * 1024
MOST_PAGES = 1000
LONGEST_SIDE = 3600  # a page of A4 at 300 dots an inch
IMAGES = ("JPEG", "PNG")

# All that is kept of a PDF's own catalogue: pages, what screen readers need, and its layers.
KEPT_OF_ROOT = {"/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OCProperties"}
# Whatever can run, open, carry a file or tell who wrote it and with what.
TAKEN_OUT = (
    *("/AA", "/OpenAction", "/JS", "/JavaScript", "/AF", "/EF", "/EmbeddedFiles", "/Metadata"),
    *("/PieceInfo", "/LastModified", "/Annots", "/Thumb", "/B", "/OPI", "/Alternates", "/Ref"),
)
ACTIONS = {
    *("/JavaScript", "/Launch", "/URI", "/GoTo", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"),
    *("/ResetForm", "/Named", "/Rendition", "/RichMediaExecute", "/Sound", "/Movie", "/Hide"),
}


class BadDocument(Exception):
    """The file cannot be kept as a document; the message is one sentence fit to show."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is kept: its bytes, and the digest of those that were sent."""

    content: bytes
    format: str
    pages: int
    sent_digest: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read(sent: bytes) -> Paper:
    """The document in the file, written anew."""
    if len(sent) > LARGEST_FILE:
        raise BadDocument(_("The document must be smaller than 20 MB"))
    sent_digest = hashlib.sha256(sent).hexdigest()
    if b"%PDF-" in sent[:1024]:
        content, pages = _pdf(sent)
        return Paper(content, Document.Format.PDF, pages, sent_digest)
    try:
        content = images.page(sent, side=LONGEST_SIDE, formats=IMAGES)
    except images.NoPicture:
        raise BadDocument(
            _("Only PDF, JPEG and PNG can be kept: save or print the document as PDF")
        ) from None
    except images.BadPicture as fault:
        raise BadDocument(str(fault)) from None
    return Paper(content, Document.Format.JPEG, 1, sent_digest)


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of our own has."""
    with pikepdf.open(io.BytesIO(pdf)) as found:
        return len(found.pages)


def _pdf(sent: bytes) -> tuple[bytes, int]:
    try:
        with pikepdf.open(io.BytesIO(sent)) as pdf:
            pages = len(pdf.pages)
            if pages == 0:
                raise BadDocument(_("The document has no pages"))
            if pages > MOST_PAGES:
                raise BadDocument(_("The document has more than 1,000 pages: send it in parts"))
            _refuse_moving_form(pdf)
            _strip(pdf)
            out = io.BytesIO()
            pdf.save(out, encryption=False, deterministic_id=True, fix_metadata_version=False)
            return out.getvalue(), pages
    except pikepdf.PasswordError:
        raise BadDocument(
            _("The document is locked with a password: save a copy without one")
        ) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, RecursionError):
        # what the reader raises on a file that is cut short or made to deceive
        raise BadDocument(_("The document is damaged: choose another copy of it")) from None


def _refuse_moving_form(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise BadDocument(
            _("This form draws itself anew each time (XFA): print it as PDF, and choose that file")
        )


def _strip(pdf: pikepdf.Pdf) -> None:
    """What was filled in or noted is made a part of the page first, so that it stays to be read."""
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    for name in set(pdf.Root.keys()) - KEPT_OF_ROOT:
        del pdf.Root[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for one in _held(pdf.trailer):
        _clean(one)


def _clean(one: Any) -> None:
    for name in TAKEN_OUT:
        if name in one:
            del one[name]
    if one.get("/Type") == "/OBJR" and "/Obj" in one:
        del one["/Obj"]
    action = one.get("/A")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in ACTIONS:
        del one["/A"]
    if isinstance(one, pikepdf.Stream) and _is_jpeg(one):
        plain = without_notes(one.read_raw_bytes())
        parms = one.get("/DecodeParms")
        kept = parms if isinstance(parms, pikepdf.Dictionary) else None
        one.write(plain, filter=pikepdf.Name.DCTDecode, decode_parms=kept)


def _is_jpeg(one: pikepdf.Stream) -> bool:
    filters = one.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        return len(filters) == 1 and str(filters[0]) == "/DCTDecode"
    return filters is not None and str(filters) == "/DCTDecode"


def _held(top: Any) -> Iterator[Any]:
    """Every dictionary and stream that can be reached, each once; each is cleaned on the way."""
    seen: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, pikepdf.Object):
            continue
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            waiting += [one[name] for name in list(one.keys())]
        elif isinstance(one, pikepdf.Array):
            waiting += list(one)


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without where, when and with what it was taken; what draws it stays as it is.

    The segments before the picture itself: application notes 1 to 13 and 15, and comments, are
    left out; 0 and 14 say how the colours are meant.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, place = [jpeg[:2]], 2
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF:
        marker = jpeg[place + 1]
        if marker == 0xDA:
            break
        end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if marker != 0xFE and not (0xE1 <= marker <= 0xEF and marker != 0xEE):
            kept.append(jpeg[place:end])
        place = end
    return b"".join([*kept, jpeg[place:]])
