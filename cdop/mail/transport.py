"""How mail leaves: to a mail server by SMTP, or to a folder of `.eml` files for all else."""

import os
import re
import smtplib
import socket
import ssl
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from cdop.mail.messages import Letter, message_of

WAIT = 30  # seconds
SEVERAL = 2  # connections to a mail server at one time
LONGEST_REPLY = 8192
ENHANCED = re.compile(r"[45]\.\d{1,3}\.\d{1,3}\b")
Reply = tuple[int, bytes]


class Refused(Exception):
    """This one mail was not taken; `forever` where trying again is of no use."""

    def __init__(self, code: str, forever: bool) -> None:
        super().__init__(code)
        self.code = code
        self.forever = forever


class Unreachable(Exception):
    """No mail can be sent at present, through no fault of the mail."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Transport(Protocol):
    connections: int

    def written(self, letter: Letter) -> bytes:
        """The letter as it will be sent; what can be wrong with it shows here."""

    def send(self, letter: Letter, written: bytes) -> None: ...

    def close(self) -> None: ...


class FolderTransport:
    """Writes each mail whole, into a folder that only its owner reads."""

    connections = 1

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def written(self, letter: Letter) -> bytes:
        return message_of(letter, self._sender)

    def send(self, letter: Letter, written: bytes) -> None:
        path = self._folder / file_name(letter)
        fresh = path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(written)
        fresh.replace(path)

    def close(self) -> None:
        pass


def file_name(letter: Any) -> str:
    """The same for the same mail, so that a repeat replaces it; in order of queueing."""
    return f"{letter.created_at:%Y%m%dT%H%M%S}-{letter.id}.eml"


class SmtpTransport:
    """One connection to the mail server, kept open from mail to mail.

    `smtp://user:password@host:587` begins TLS where the server offers it, and never gives a
    password without; `smtps://` speaks TLS from the start.
    """

    connections = SEVERAL

    def __init__(self, url: str, sender: str, bounces: str = "") -> None:
        self._url = urlsplit(url)
        self._sender = sender
        self._from = message_address(sender)
        self._bounces = bounces.rpartition("@")
        self._server: smtplib.SMTP | None = None

    def written(self, letter: Letter) -> bytes:
        _recipient(letter)
        return message_of(letter, self._sender)

    def send(self, letter: Letter, written: bytes) -> None:
        recipient, server = _recipient(letter), self._server or self._connect()
        try:
            hand_over(server, self._return_path(letter), recipient, written)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _refused(code, words) from error
        except smtplib.SMTPSenderRefused as error:  # it is us whom the server will not serve
            self._drop()
            raise Unreachable(f"smtp-sender-{error.smtp_code}") from error
        except smtplib.SMTPServerDisconnected as error:
            self._drop()
            raise Unreachable("smtp-disconnected") from error
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == 421:
                self._drop()
                raise Unreachable("smtp-421") from error
            raise _refused(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Unreachable("smtp-broken") from error

    def _return_path(self, letter: Letter) -> str:
        """Where it comes back to: an address of its own, which tells which mail it was."""
        user, _, domain = self._bounces
        return f"{user}+{letter.id}@{domain}" if domain else self._from

    def _connect(self) -> smtplib.SMTP:
        try:
            self._server = open_smtp(self._url, self._from.rpartition("@")[2])
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable("smtp-connect") from error
        return self._server

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def close(self) -> None:
        if self._server is None:
            return
        try:
            self._server.quit()
        except (OSError, smtplib.SMTPException):
            self._server.close()
        self._server = None


def _recipient(letter: Letter) -> str:
    """Plain letters only; with others, ValueError."""
    return message_address(letter.recipient).encode("ascii").decode()


def _refused(code: int, words: bytes | str) -> Refused:
    """With the enhanced code (RFC 3463) where the server gives one: it says what is wrong."""
    said = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    enhanced = ENHANCED.match(said)
    return Refused(f"smtp-{code}{f' {enhanced[0]}' if enhanced else ''}", forever=code >= 500)


def hand_over(server: smtplib.SMTP, sender: str, recipient: str, message: bytes) -> None:
    """One mail over an open connection, as `sendmail` does, for a message whose lines are right.

    Where the server takes commands in one go (PIPELINING, RFC 2920), two waits are saved.
    """
    commands = (f"MAIL FROM:<{sender}>\r\n", f"RCPT TO:<{recipient}>\r\n", "DATA\r\n")
    replies = _replies(server, commands)
    (mailed, why), (received, why_not) = replies[0], replies[1] if replies[1:] else (0, b"")
    data, answer = replies[2] if replies[2:] else (0, b"")
    if data == 354:
        whole = mailed == 250 and received in (250, 251)
        _line(server).sendall(_stuffed(message) if whole else b".\r\n")
        [(data, answer)] = _read(server, 1)
    if data == 250:
        return
    _line(server).sendall(b"RSET\r\n")  # after a refusal the next mail begins anew
    _read(server, 1)
    if mailed != 250:
        raise smtplib.SMTPSenderRefused(mailed, why, sender)
    if received not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({recipient: (received, why_not)})
    raise smtplib.SMTPDataError(data, answer)


def _replies(server: smtplib.SMTP, commands: Sequence[str]) -> list[Reply]:
    """The answers; without pipelining no command is sent after a refusal."""
    if server.has_extn("pipelining"):
        _line(server).sendall("".join(commands).encode())
        return _read(server, len(commands))
    replies: list[Reply] = []
    for command in commands:
        _line(server).sendall(command.encode())
        replies += _read(server, 1)
        if replies[-1][0] >= 400:
            break
    return replies


def _read(server: smtplib.SMTP, number: int) -> list[Reply]:
    """So many replies, straight from the line: smtplib takes longer to read one than to wait."""
    replies: list[Reply] = []
    held = b""
    while True:
        if not (more := _line(server).recv(LONGEST_REPLY)):
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        held += more
        *lines, held = held.split(b"\n")
        # Of a reply of several lines only the last has no hyphen after its code.
        replies += [(_code(line), line[4:].strip()) for line in lines if line[3:4] != b"-"]
        if len(replies) >= number:
            return replies
        if len(held) > LONGEST_REPLY:
            raise smtplib.SMTPResponseException(500, b"Line too long.")


def _line(server: smtplib.SMTP) -> socket.socket:
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("The connection was closed")
    return server.sock


def _code(line: bytes) -> int:
    try:
        return int(line[:3])
    except ValueError as error:
        raise smtplib.SMTPServerDisconnected("That is no reply") from error


def _stuffed(message: bytes) -> bytes:
    """With the end mark, and no line that looks like it."""
    dotted = message.replace(b"\r\n.", b"\r\n..")
    return (b"." if dotted.startswith(b".") else b"") + dotted.removesuffix(b"\r\n") + b"\r\n.\r\n"


def message_address(written: str) -> str:
    return written.rpartition("<")[2].rstrip("> ")


def open_smtp(url: SplitResult, own_name: str) -> smtplib.SMTP:
    """A connection that is ready for mail, over TLS wherever a password is given."""
    host, secure = url.hostname or "localhost", ssl.create_default_context()
    server: smtplib.SMTP
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, url.port or 465, own_name, timeout=WAIT, context=secure)
    else:
        server = smtplib.SMTP(host, url.port or 25, own_name, timeout=WAIT)
    try:
        _greet(server, url, secure)
    except BaseException:
        server.close()
        raise
    return server


def _greet(server: smtplib.SMTP, url: SplitResult, secure: ssl.SSLContext) -> None:
    server.ehlo_or_helo_if_needed()
    if url.scheme != "smtps" and server.has_extn("starttls"):
        server.starttls(context=secure)
    if url.username:
        if not isinstance(server.sock, ssl.SSLSocket):
            raise smtplib.SMTPNotSupportedError("No password without TLS")
        server.login(unquote(url.username), unquote(url.password or ""))
