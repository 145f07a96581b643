"""Documents for tests, made with everything in them that must not be kept."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

SECRET = "Synthetic author"


def pdf(pages: int = 1, *, content: bytes = b"BT /F1 12 Tf 72 700 Td (Order) Tj ET", **saved):
    """A plain PDF."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
        page = made.pages[-1]
        page.Contents = made.make_stream(content)
    return _saved(made, **saved)


def loaded() -> bytes:
    """A PDF with an author, scripts, an attached file, a link, a filled field, a photograph."""
    made = pikepdf.new()
    made.add_blank_page()
    page = made.pages[0]
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('run me')"))
    with made.open_metadata() as about:
        about["dc:creator"] = [SECRET]
    made.docinfo["/Author"] = SECRET
    made.Root.OpenAction = script
    made.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), made.make_indirect(script)]))
    )
    made.Root.Lang = String("en-GB")
    page.AA = Dictionary(O=script)
    made.attachments["hidden.txt"] = b"a file within"
    page.Annots = made.make_indirect(Array([_link(made), _field(made)]))
    page.Resources = Dictionary(XObject=Dictionary(Im1=_photograph(made)))
    page.Contents = made.make_stream(b"q 100 0 0 100 0 0 cm /Im1 Do Q")
    return _saved(made)


def _link(made):
    go = Dictionary(S=Name.URI, URI=String("https://tracker.invalid/opened"))
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 10, 10]),
        A=go,
        Border=Array([0, 0, 0]),
    )
    return made.make_indirect(link)


def _field(made):
    """A form field that somebody filled in: what it says must stay to be read."""
    form = made.make_stream(
        b"/Tx BMC BT /Helv 12 Tf 2 5 Td (Kept answer) Tj ET EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 20]),
    )
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("answer"),
            V=String("Kept answer"),
            Rect=Array([100, 100, 300, 120]),
            F=4,
            AP=Dictionary(N=form),
            A=Dictionary(S=Name.JavaScript, JS=String("app.alert('field')")),
        )
    )
    made.Root.AcroForm = Dictionary(Fields=Array([field]))
    return field


def _photograph(made):
    exif = Image.Exif()
    exif[0x010F] = "Synthetic camera"
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "JPEG", exif=exif, comment=b"a note")
    return made.make_stream(
        out.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=8,
        Height=8,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        PieceInfo=Dictionary(Maker=Dictionary(Private=String("Synthetic maker"))),
    )


def moving_form() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp/>"))
    return _saved(made)


def locked() -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="owner", user="user"))


def _saved(made, **saved) -> bytes:
    out = io.BytesIO()
    made.save(out, **saved)
    return out.getvalue()


def unpacking_to(*, megabytes: int) -> bytes:
    """A small file whose pages lie in a stream that unpacks to so much."""
    lying = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    starts = [sum(len(one) + 1 for one in lying[:place]) for place in range(3)]
    listed = b" ".join(b"%d %d" % (place + 1, start) for place, start in enumerate(starts)) + b" "
    packer = zlib.compressobj(1)
    packed = packer.compress(listed + b" ".join(lying))
    packed += b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(megabytes))
    packed += packer.flush()
    begun = b"%PDF-1.5\n"
    held = b"4 0 obj<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(listed),
        len(packed),
    )
    held += packed + b"\nendstream endobj\n"
    at = len(begun) + len(held)
    rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, len(begun), 0), (1, at, 0)]
    table = b"".join(
        kind.to_bytes(1) + where.to_bytes(4) + which.to_bytes(2) for kind, where, which in rows
    )
    index = b"5 0 obj<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return begun + held + index + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % at
