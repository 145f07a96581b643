"""A picture that somebody sent: read with care, made anew, small enough to keep and to show."""

import hashlib
import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 10 * 1024 * 1024
# 50 million: more than a telephone's camera takes; a small file can claim a thousand times as many
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
SMALL_SIDE = 300
CARD_SIDE = 400
CARD_BYTES = 60 * 1024
READ = ("JPEG", "PNG", "WEBP", "AVIF")
HEIC = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")


class BadPicture(Exception):
    """The file cannot be kept as a photograph; the message is one sentence fit to show."""


class NoPicture(BadPicture):
    """The file is of another kind than the pictures that are read here."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as it is kept: JPEG bytes in full and small, and the digest of the full one."""

    full: bytes
    small: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.full).hexdigest()


def read(sent: bytes) -> Picture:
    """The picture in the file, turned the right way up, without its metadata."""
    if len(sent) > LARGEST_FILE:
        raise BadPicture(_("The photograph must be smaller than 10 MB"))
    image = _opened(sent, LONGEST_SIDE, READ)
    full = _fitted(image, LONGEST_SIDE)
    return Picture(
        _jpeg(full, 85), _jpeg(_fitted(full, SMALL_SIDE), 80), width=full.width, height=full.height
    )


def page(sent: bytes, *, side: int, formats: tuple[str, ...]) -> bytes:
    """A picture of a page, large enough to be read, turned the right way up and bare of notes."""
    return _jpeg(_fitted(_opened(sent, side, formats), side), 85)


def for_card(full: bytes) -> bytes:
    """The same picture, small enough for a contact card."""
    image = Image.open(io.BytesIO(full), formats=("JPEG",))
    side = CARD_SIDE
    while True:
        for quality in (80, 65, 50):
            small = _jpeg(_fitted(image, side), quality)
            if len(small) <= CARD_BYTES:
                return small
        side //= 2


def _opened(sent: bytes, side: int, formats: tuple[str, ...]) -> Image.Image:
    if sent[4:8] == b"ftyp" and sent[8:12] in HEIC:
        raise BadPicture(
            _("HEIC photographs cannot be read: save the photograph as JPEG and choose that file")
        )
    try:
        image: Image.Image = Image.open(io.BytesIO(sent), formats=formats)
        if image.width * image.height > MOST_PIXELS:
            raise BadPicture(_("The photograph has too many pixels: save a smaller copy of it"))
        image.draft("RGB", (side, side))
        image.load()
        return _on_white(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise NoPicture(_("The file must be a photograph: JPEG, PNG, WebP or AVIF")) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPicture(
            _("The photograph has too many pixels: save a smaller copy of it")
        ) from None
    except (OSError, ValueError, SyntaxError, IndexError, EOFError):
        # what Pillow's readers raise on a file that is cut short or made to deceive
        raise BadPicture(_("The photograph is damaged: choose another copy of it")) from None


def _on_white(image: Image.Image) -> Image.Image:
    if "A" in image.getbands() or "transparency" in image.info:
        above = image.convert("RGBA")
        white = Image.new("RGB", above.size, "white")
        white.paste(above, mask=above.getchannel("A"))
        return white
    return image.convert("RGB")


def _fitted(image: Image.Image, side: int) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    return copy


def _jpeg(image: Image.Image, quality: int) -> bytes:
    # a new image holds the picture only: no EXIF, no profile, no comment
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
