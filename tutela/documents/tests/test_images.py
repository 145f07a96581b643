import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tutela.documents import images

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def sent(size=(40, 20), mode="RGB", form="JPEG", **saved) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, form, **saved)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("RGB", "JPEG"),
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("RGB", "WEBP"),
    ],
)
def test_every_kind_of_picture_becomes_a_plain_jpeg(mode, form):
    picture = images.read(sent(mode=mode, form=form))

    kept = opened(picture.full)
    assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (40, 20))
    assert (picture.width, picture.height) == (40, 20)


def test_where_and_with_what_it_was_taken_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Synthetic camera"
    exif.get_ifd(GPS)[1] = "N"

    picture = images.read(sent(exif=exif, comment=b"a secret", icc_profile=b"profile"))

    kept = opened(picture.full)
    assert kept.size == (20, 40)
    assert not kept.getexif()
    assert b"Synthetic camera" not in picture.full
    assert b"a secret" not in picture.full
    assert "icc_profile" not in kept.info


def test_a_large_picture_is_made_smaller():
    picture = images.read(sent(size=(4000, 2000)))

    assert opened(picture.full).size == (1600, 800)
    assert opened(picture.small).size == (300, 150)


def test_what_is_clear_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")

    assert min(opened(images.read(out.getvalue()).full).getpixel((5, 5))) > 250


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must be a photograph"),
        (b"%PDF-1.7 not a picture", "must be a photograph"),
        (b"GIF89a" + b"\0" * 40, "must be a photograph"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (b"\0" * (images.LARGEST_FILE + 1), "smaller than 10 MB"),
        (sent(size=(400, 400))[:300], "damaged"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(content, words):
    with pytest.raises(images.BadPicture, match=words):
        images.read(content)


@pytest.mark.parametrize("size", [(8000, 8000), (14000, 14000)])
def test_a_small_file_that_unfolds_is_refused_before_it_does(size):
    bomb = sent(size=size, mode="1", form="PNG")

    assert len(bomb) < 100_000
    with pytest.raises(images.BadPicture, match="too many pixels"):
        images.read(bomb)


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_file_is_anything_but_a_picture_or_a_sentence(noise, cut):
    whole = sent(size=(64, 64), form="PNG")

    for content in (noise, whole[:cut] + noise):
        assert _kept_or_refused(content)


def _kept_or_refused(content: bytes) -> str:
    try:
        return images.read(content).digest
    except images.BadPicture as fault:
        return str(fault)


def test_the_cards_photograph_is_small_however_busy_it_is():
    busy = images.read(noisy((1600, 1600))).full

    assert len(images.for_card(busy)) <= images.CARD_BYTES


def noisy(size) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 200).save(out, "PNG")
    return out.getvalue()
