import hashlib
import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tutela.documents import papers, rewriting
from tutela.documents.tests import papers_made


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def plain(content: bytes) -> bytes:
    """Every byte of the document with nothing compressed, so that words can be looked for."""
    out = io.BytesIO()
    with opened(content) as pdf:
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def test_a_document_keeps_its_pages_and_the_digest_of_what_was_sent():
    sent = papers_made.pdf(pages=3)

    paper = papers.read(sent)

    assert (paper.format, paper.pages) == ("application/pdf", 3)
    assert paper.sent_digest == hashlib.sha256(sent).hexdigest()
    assert b"(Order) Tj" in plain(paper.content)


@pytest.mark.parametrize(
    "words",
    [
        b"/JavaScript",
        b"run me",
        b"app.alert",
        b"a file within",
        b"hidden.txt",
        b"Synthetic author",
        b"Synthetic camera",
        b"Synthetic maker",
        b"a note",
        b"tracker.invalid",
        b"/OpenAction",
        b"/AcroForm",
        b"/Annots",
        b"/Metadata",
    ],
)
def test_nothing_that_runs_or_tells_who_made_it_is_kept(words):
    sent = papers_made.loaded()
    assert words in plain(sent)

    assert words not in plain(papers.read(sent).content)


def test_what_was_filled_in_stays_to_be_read_and_the_picture_is_drawn():
    kept = papers.read(papers_made.loaded()).content

    assert b"Kept answer" in plain(kept)
    with opened(kept) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        images = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        assert [Image.open(io.BytesIO(one.read_raw_bytes())).size for one in images] == [(8, 8)]


def test_the_same_document_is_written_alike_each_time():
    sent = papers_made.loaded()

    assert papers.read(sent).digest == papers.read(sent).digest


def test_a_picture_of_a_page_becomes_a_plain_jpeg_large_enough_to_read():
    exif = Image.Exif()
    exif[0x010F] = "Synthetic camera"
    out = io.BytesIO()
    Image.new("RGB", (4000, 3000), "white").save(out, "PNG", exif=exif)

    paper = papers.read(out.getvalue())

    assert (paper.format, paper.pages) == ("image/jpeg", 1)
    assert Image.open(io.BytesIO(paper.content)).size == (3600, 2700)
    assert b"Synthetic camera" not in paper.content


def of_kind(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (b"PK\x03\x04 a word processor's file", "Only PDF, JPEG and PNG"),
        (b"<script>alert(1)</script>", "Only PDF, JPEG and PNG"),
        (b"", "Only PDF, JPEG and PNG"),
        (of_kind("GIF"), "Only PDF, JPEG and PNG"),
        (of_kind("PNG")[:48], "damaged"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (papers_made.locked(), "locked with a password"),
        (papers_made.moving_form(), "print it as PDF"),
        (papers_made.pdf(pages=0), "no pages"),
        (b"%PDF-" + bytes(papers.LARGEST_FILE), "smaller than 20 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_sentence(sent, sentence):
    with pytest.raises(papers.BadDocument, match=sentence):
        papers.read(sent)


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr(papers, "MOST_PAGES", 2)

    with pytest.raises(papers.BadDocument, match="send it in parts"):
        papers.read(papers_made.pdf(pages=3))


def test_a_file_that_unpacks_to_much_more_is_refused_where_it_harms_nobody(monkeypatch):
    monkeypatch.setattr(papers, "MOST_MEMORY", 256 * 1024 * 1024)
    sent = papers_made.unpacking_to(megabytes=300)

    assert len(sent) < 2 * 1024 * 1024
    with pytest.raises(papers.BadDocument, match=r"damaged|unpacks to more"):
        papers.read(sent)
    assert papers.read(papers_made.unpacking_to(megabytes=1)).pages == 1


SENT = papers_made.loaded()


@settings(max_examples=60, deadline=None)
@given(
    place=st.integers(0, len(SENT) - 1),
    length=st.integers(0, 200),
    put=st.binary(max_size=20),
)
def test_a_document_made_to_deceive_is_kept_or_refused_and_nothing_else(place, length, put):
    sent = SENT[:place] + put + SENT[place + length :]

    try:
        content, _pages = rewriting.rewrite(sent, most_pages=papers.MOST_PAGES)
    except rewriting.Unreadable:
        return
    assert b"app.alert" not in plain(content)


@given(jpeg=st.binary(max_size=300))
def test_notes_are_cut_from_no_more_than_there_is(jpeg):
    assert len(rewriting.without_notes(b"\xff\xd8" + jpeg)) <= len(jpeg) + 2
