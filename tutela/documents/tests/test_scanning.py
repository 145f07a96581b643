import socket
import threading
from contextlib import contextmanager

import pytest

from tutela.documents import scanning

VIRUS = b"not a virus, but it says so"


class Clamd(threading.Thread):
    """What clamd says on its socket, as far as a scan asks."""

    def __init__(self, place: str, answer: bytes = b"") -> None:
        super().__init__(daemon=True)
        self.answer = answer
        self.scanned: list[bytes] = []
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.line.bind(place)
        self.line.listen()

    def run(self) -> None:
        while True:
            try:
                caller, _ = self.line.accept()
            except OSError:
                return
            with caller:
                self.serve(caller)

    def serve(self, caller: socket.socket) -> None:
        heard = caller.makefile("rb")
        command = b""
        while not command.endswith(b"\0"):
            command += heard.read(1)
        if command == b"zVERSION\0":
            caller.sendall(b"ClamAV 1.4.1/27400\0")
            return
        assert command == b"zINSTREAM\0"
        whole = b""
        while length := int.from_bytes(heard.read(4), "big"):
            whole += heard.read(length)
        self.scanned.append(whole)
        found = b"stream: Synthetic-Virus FOUND\0" if VIRUS in whole else b"stream: OK\0"
        caller.sendall(self.answer or found)


@contextmanager
def listening(place, settings, answer=b""):
    settings.CLAMD_SOCKET = str(place / "clamd.sock")
    clamd = Clamd(settings.CLAMD_SOCKET, answer)
    clamd.start()
    try:
        yield clamd
    finally:
        clamd.line.shutdown(socket.SHUT_RDWR)
        clamd.line.close()
        clamd.join()


def test_every_byte_is_shown_to_the_scanner_and_its_version_is_kept(tmp_path, settings):
    sent = bytes(range(256)) * 1000

    with listening(tmp_path, settings) as clamd:
        assert scanning.scan(sent) == "ClamAV 1.4.1/27400"

    assert clamd.scanned == [sent]


def test_what_the_scanner_finds_is_not_taken(tmp_path, settings):
    with (
        listening(tmp_path, settings),
        pytest.raises(scanning.NotScanned, match="found something"),
    ):
        scanning.scan(b"before" + VIRUS)


def test_what_the_scanner_cannot_read_is_not_taken(tmp_path, settings):
    too_large = b"INSTREAM size limit exceeded. ERROR\0"

    with (
        listening(tmp_path, settings, too_large),
        pytest.raises(scanning.NotScanned, match="could not read"),
    ):
        scanning.scan(b"large")


def test_a_scanner_that_is_set_up_and_silent_lets_nothing_through(tmp_path, settings):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody.sock")

    with pytest.raises(scanning.NotScanned, match="does not answer"):
        scanning.scan(b"anything")


def test_without_a_scanner_nothing_is_said_to_be_scanned(settings, monkeypatch, tmp_path):
    settings.CLAMD_SOCKET = ""
    monkeypatch.setattr(scanning, "USUAL_PLACES", (str(tmp_path / "none"), str(tmp_path)))

    assert scanning.scan(b"anything") == ""


def test_a_scanner_at_its_usual_place_is_found(settings, monkeypatch, tmp_path):
    with listening(tmp_path, settings):
        monkeypatch.setattr(scanning, "USUAL_PLACES", (settings.CLAMD_SOCKET,))
        settings.CLAMD_SOCKET = ""

        assert scanning.scan(b"anything").startswith("ClamAV")
