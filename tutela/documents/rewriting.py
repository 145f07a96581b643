"""A PDF that somebody sent, written anew in a process of its own, which runs this file.

The file comes in as input. What goes out is one line that says how many pages it has, or which
fault, and then the new file. What the process may take is limited before it reads.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pikepdf

SECONDS = 20

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


class Unreadable(Exception):
    """The file cannot be kept; the message is the code of the fault."""


def rewrite(sent: bytes, *, most_pages: int) -> tuple[bytes, int]:
    """The same pages without what the file could carry, and how many they are."""
    try:
        with pikepdf.open(io.BytesIO(sent)) as pdf:
            pages = len(pdf.pages)
            if pages == 0:
                raise Unreadable("empty")
            if pages > most_pages:
                raise Unreadable("too_long")
            _refuse_moving_form(pdf)
            _strip(pdf)
            out = io.BytesIO()
            pdf.save(out, encryption=False, deterministic_id=True, fix_metadata_version=False)
            return out.getvalue(), pages
    except pikepdf.PasswordError:
        raise Unreadable("locked") from None
    except MemoryError:
        raise Unreadable("too_large") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, RecursionError):
        # what the reader raises on a file that is cut short or made to deceive
        raise Unreadable("damaged") from None


def _refuse_moving_form(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise Unreadable("moving_form")


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


def main(most_pages: int, most_memory: int) -> None:
    """Read what comes in, within what it may take, and tell what came of it."""
    for limit, most in ((resource.RLIMIT_AS, most_memory), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(OSError, ValueError):  # a system that does not know it
            resource.setrlimit(limit, (most, most))
    content = b""
    try:
        content, pages = rewrite(sys.stdin.buffer.read(), most_pages=most_pages)
        told: dict[str, Any] = {"pages": pages}
    except Unreadable as fault:
        told = {"fault": str(fault)}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
