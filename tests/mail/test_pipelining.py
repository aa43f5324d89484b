"""Where the server takes commands in one go, a refusal still hits only its own mail."""

import smtplib
import socket
import threading

import pytest

from cdop.mail.transport import hand_over

MESSAGE = b"Subject: S\r\n\r\nOne\r\n.Two\r\n.\r\nThree\r\n"


class Server:
    """Takes what comes, together or not, and refuses whom it is told to."""

    def __init__(self, pipelining: bool):
        self.offers = b"250-x\r\n250 PIPELINING\r\n" if pipelining else b"250 x\r\n"
        self.messages, self.listening = [], socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.talk, daemon=True)
        self.thread.start()

    def talk(self):  # noqa: C901 - a mail server in twenty lines
        line, _ = self.listening.accept()
        with line, line.makefile("rb") as said:
            line.sendall(b"220 x\r\n")
            recipients = 0
            for words in said:
                verb, answer = words[:4].upper(), b"250 OK\r\n"
                if verb == b"EHLO":
                    answer = self.offers
                elif verb == b"MAIL":
                    recipients = 0
                elif verb == b"RCPT" and b"gone@" in words:
                    answer = b"550 5.1.1 nobody\r\n"
                elif verb == b"RCPT":
                    recipients += 1
                elif verb == b"DATA" and not recipients:
                    answer = b"554 no recipient\r\n"
                elif verb == b"DATA":
                    line.sendall(b"354 go\r\n")
                    lines = iter(said.readline, b".\r\n")
                    self.messages.append(b"".join(lines))
                line.sendall(b"221 bye\r\n" if verb == b"QUIT" else answer)
                if verb == b"QUIT":
                    return


@pytest.fixture(params=[True, False], ids=["together", "one by one"])
def line(request):
    server = Server(request.param)
    connection = smtplib.SMTP("127.0.0.1", server.listening.getsockname()[1], "me")
    connection.ehlo()
    yield server, connection
    connection.quit()
    server.thread.join()
    server.listening.close()


def test_a_mail_arrives_with_every_dot(line):
    server, connection = line

    hand_over(connection, "a@example.org", "b@example.org", MESSAGE)

    assert server.messages == [b"Subject: S\r\n\r\nOne\r\n..Two\r\n..\r\nThree\r\n"]


def test_after_a_refusal_the_next_mail_arrives(line):
    server, connection = line

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        hand_over(connection, "a@example.org", "gone@example.org", MESSAGE)
    hand_over(connection, "a@example.org", "b@example.org", MESSAGE)

    assert len(server.messages) == 1
