"""A mail server of our own on this machine, which can be told to refuse."""

import socket

import pytest
from aiosmtpd.controller import Controller


class Sink:
    """Keeps what it is given; `answers` maps a recipient to the reply he gets instead of 250."""

    def __init__(self):
        self.mails = []
        self.senders = []
        self.answers = {}
        self.data_answers = {}
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.senders.append(envelope.mail_from)
        answer = self.data_answers.get(envelope.rcpt_tos[0], "250 OK")
        if answer.startswith("250"):
            self.mails.append((envelope.rcpt_tos[0], envelope.content))
        return answer

    @property
    def recipients(self):
        return sorted(recipient for recipient, _ in self.mails)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def sink(app):
    """A mail server that the app sends to."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    before = app.config["SMTP_URL"]
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{controller.port}"
    yield sink
    app.config["SMTP_URL"] = before
    controller.stop()
