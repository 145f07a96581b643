"""In which encoding a file of an extract is written: known for sure, or refused in one sentence.

UTF-8 and UTF-16 prove themselves. What is left is taken for Windows-1252 only where it reads like
Western names throughout. (charset-normalizer was tried: a few accented letters among thousands of
plain ones are too little for it, and it calls a Windows-1252 "José" Windows-1250.)
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20
KNOWN = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252", "cp1252": "cp1252"}
BOMS = (
    (codecs.BOM_UTF32_LE, ""),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what Western names, places and office software use of Windows-1252
PUNCTUATION = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022£€°½¼¾·\u00a0\u00b4«»§²³ºª"
LETTERS = "À-ÖØ-öø-ÿŠšŽžŒœŸ"
STRANGE = re.compile(
    rf"[^\x00-\x7f{PUNCTUATION}{LETTERS}]"  # no such character in a Western name
    rf"|[a-zà-öø-ÿ][À-ÖØ-ÞŠŽŒŸ]"  # a capital inside a word
    rf"|[{LETTERS}]{{3}}"  # another alphabet
)


class NoEncoding(Exception):
    """Nobody can tell how the file is written; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How the file is to be read, and how many lines it has."""

    encoding: str
    lines: int


def measure(path: Path, *, told: str = "") -> Measured:
    """Read the whole file once, in pieces: its encoding and the number of its lines."""
    with path.open("rb") as file:
        head = file.read(4096)
    encoding = _named(told) if told else _by_beginning(head)
    if encoding is None and _reads_as(path, "utf-8"):
        encoding = "utf-8"
    if encoding is None:
        encoding = "cp1252"
        if not _reads_as(path, encoding, strange=STRANGE):
            raise NoEncoding(
                f"{path.name} is not UTF-8, and nobody can be sure what else it is: save it as"
                " UTF-8, or name its encoding with --encoding."
            )
    elif encoding != "utf-8" and not _reads_as(path, encoding):
        raise NoEncoding(f"{path.name} is not written in {encoding}: save it as UTF-8.")
    return Measured(encoding, _count_lines(path, encoding))


def _named(told: str) -> str:
    try:
        return KNOWN.get(told.casefold()) or codecs.lookup(told).name
    except LookupError:
        raise NoEncoding(f"There is no encoding {told}: try utf-8 or windows-1252.") from None


def _by_beginning(head: bytes) -> str | None:
    for mark, encoding in BOMS:
        if head.startswith(mark):
            if not encoding:
                raise NoEncoding("A file in UTF-32 is not read: save it as UTF-8.")
            return encoding
    # UTF-16 without its mark: every other byte of plain text is nought
    even, odd = head[0:200:2], head[1:200:2]
    if len(odd) >= 4 and odd.count(0) > len(odd) * 0.7 and not even.count(0):
        return "utf-16-le"
    if len(even) >= 4 and even.count(0) > len(even) * 0.7 and not odd.count(0):
        return "utf-16-be"
    return None


def _reads_as(path: Path, encoding: str, strange: re.Pattern[str] | None = None) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    tail = ""
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                text = tail + decoder.decode(chunk)
                if strange and not text.isascii() and strange.search(text):
                    return False
                tail = text[-2:] if strange else ""
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _count_lines(path: Path, encoding: str) -> int:
    """Line ends, as a progress bar needs them."""
    count = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            count += chunk.count(b"\n") or chunk.count(b"\r")
    return count
