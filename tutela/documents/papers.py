"""A document that somebody sent: read with care and written anew, without what it could carry."""

import hashlib
import io
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from django.utils.translation import gettext_lazy as _

from tutela.documents import images
from tutela.documents.models import Document

log = logging.getLogger(__name__)

LARGEST_FILE = 20 * 1024 * 1024
MOST_PAGES = 1000
LONGEST_SIDE = 3600  # a page of A4 at 300 dots an inch
IMAGES = ("JPEG", "PNG")
REWRITING = Path(__file__).with_name("rewriting.py")
# What reading one PDF may take: a few kilobytes can claim to unpack to many gigabytes.
MOST_MEMORY = 1024 * 1024 * 1024
FOUND_BY = ("LD_LIBRARY_PATH",)  # where some installations keep what Python itself needs
SECONDS = 40  # less than a transaction may wait for its page

FAULTS = {
    "damaged": _("The document is damaged: choose another copy of it"),
    "empty": _("The document has no pages"),
    "locked": _("The document is locked with a password: save a copy without one"),
    "moving_form": _(
        "This form draws itself anew each time (XFA): print it as PDF, and choose that file"
    ),
    "too_large": _(
        "The document unpacks to more than can be read here: print it as PDF, and choose that file"
    ),
    "too_long": _("The document has more than 1,000 pages: send it in parts"),
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
    """Written anew by a process of its own, which has neither our keys nor all of our memory."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", REWRITING, str(MOST_PAGES), str(MOST_MEMORY)],
            input=sent,
            capture_output=True,
            timeout=SECONDS,
            env={name: os.environ[name] for name in FOUND_BY if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadDocument(FAULTS["too_large"]) from None
    if done.returncode:  # it was ended by what it may take, or never began
        log.error("A document was not read: its process ended with %d.", done.returncode)
        raise BadDocument(FAULTS["too_large"])
    said, _line, content = done.stdout.partition(b"\n")
    told = json.loads(said)
    if "fault" in told:
        raise BadDocument(FAULTS[told["fault"]])
    return content, told["pages"]
