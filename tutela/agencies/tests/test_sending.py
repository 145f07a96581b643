import socketserver
import threading
from base64 import b64decode
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import ClassVar

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.db import connections
from django.utils import timezone
from uuid_utils.compat import uuid7

from tutela.agencies import sending
from tutela.agencies.models import Alert, Message
from tutela.agencies.tests import factories
from tutela.config.mail import mailers_from

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def nothing_waits(database):
    """Other tests leave alerts behind; these look at their own."""
    with factories.as_owner():
        for kind in (Alert, Message):
            kind.objects.using("owner").filter(sent_at=None).update(sent_at=timezone.now())


def alert(appointment):
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT alert(%s, 'emergency')", [appointment.pk])


def letter(user, body="a link"):
    made = uuid7()
    Message.objects.using("owner").create(
        id=made, user=user, subject="Password", body=body, at=timezone.now()
    )
    return made


def send(later=timedelta(seconds=1)):
    return sending.send_alerts(now=timezone.now() + later, using="worker")


def test_an_officer_is_told_once_of_much_and_of_nobody():
    appointment = factories.appointment()
    for _ in range(3):
        alert(appointment)

    assert send() == 1
    assert send() == 0
    assert [message.to for message in mail.outbox] == [[appointment.user.email]]
    assert "casework.localhost" in mail.outbox[0].body


def test_a_mail_server_that_is_away_is_tried_again_later(monkeypatch):
    appointment = factories.appointment()
    alert(appointment)

    def away(self, *args, **kwargs):
        raise SMTPServerDisconnected("gone")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", away)
        assert send() == 0
    assert send() == 0  # not at once
    assert send(timedelta(minutes=1)) == 1


def test_one_that_fails_keeps_nobody_else_waiting(monkeypatch):
    broken, fine = factories.appointment(), factories.appointment()
    alert(broken)
    alert(fine)
    real = EmailMessage.send

    def refuse(self, *args, **kwargs):
        if self.to == [broken.user.email]:
            raise SMTPServerDisconnected("no")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", refuse)
    assert send() == 1
    assert mail.outbox[-1].to == [fine.user.email]


def test_nobody_is_told_after_vetting_ended():
    appointment = factories.appointment(vetted_until="2020-01-01", starts_on="2019-01-01")
    alert(appointment)

    send()

    assert mail.outbox == []
    assert not Alert.objects.using("owner").filter(sent_at=None).exists()


def test_a_letter_is_sent_and_its_text_forgotten():
    user = factories.user()
    key = letter(user)
    nobody = letter(None)

    sending.send_letters(now=timezone.now() + timedelta(seconds=1), using="worker")

    assert [(message.to, message.body) for message in mail.outbox] == [([user.email], "a link")]
    for kept in Message.objects.using("owner").filter(pk__in=[key, nobody]):
        assert kept.body == ""
        assert kept.sent_at


def test_the_wait_grows_and_has_an_end():
    waits = [sending._wait(tries) for tries in range(sending.MOST_TRIES)]

    assert waits[0] == timedelta()
    assert waits[1] == timedelta(seconds=15)
    assert waits == sorted(waits)
    assert waits[-1] < timedelta(days=3)


class MailServer(socketserver.StreamRequestHandler):
    """As much of SMTP as a letter needs; what was said to it is kept."""

    said: ClassVar[list[str]] = []

    def handle(self):
        self.answer("220 here")
        while line := self.rfile.readline().decode().rstrip():
            self.said.append(line)
            if line.startswith("AUTH"):
                self.answer("235 you are who you say")
            elif line == "data":
                self.answer("354 go on")
                while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                    self.said.append(line)
                self.answer("250 taken")
            elif line.startswith("ehlo"):
                self.answer("250-here\r\n250 AUTH PLAIN")
            else:
                self.answer("250 yes" if line != "quit" else "221 bye")

    def answer(self, words):
        self.wfile.write(f"{words}\r\n".encode())


def test_a_letter_of_the_queue_reaches_a_mail_server_by_its_url(settings):
    user = factories.user()
    key = letter(user, "a link")
    with socketserver.TCPServer(("127.0.0.1", 0), MailServer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        settings.MAILERS = mailers_from(f"smtp://tutela:w%40rd@127.0.0.1:{port}?tls=off")
        sending.send_letters(now=timezone.now() + timedelta(seconds=1), using="worker")
        server.shutdown()

    assert f"rcpt to:<{user.email}>" in [line.lower() for line in MailServer.said]
    assert "Subject: Password" in MailServer.said
    assert "a link" in MailServer.said
    proof = next(line for line in MailServer.said if line.startswith("AUTH PLAIN "))
    assert b64decode(proof.split()[2]) == b"\0tutela\0w@rd"
    assert Message.objects.using("owner").get(pk=key).sent_at


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "smtp:///folder"])
def test_an_address_of_no_mail_server_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="TUTELA_EMAIL_URL"):
        mailers_from(url)
