"""A mail server that takes everything and writes down whose mail it was, one line each.

`aiosmtpd` checks what it is sent as a mail server does; `bare` does as little as can be. Run as a
process of its own, so that what is measured does not share its time: it prints its port.
"""

import re
import socket
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller

MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)

ANSWERS = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"QUIT": b"221 Bye\r\n"}


class Keeper:
    """Writes down what aiosmtpd takes."""

    def __init__(self, log: Path) -> None:
        self._out = log.open("ab", 0)

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        found = MESSAGE_ID.search(envelope.content)
        for recipient in envelope.rcpt_tos:
            self._out.write(recipient.encode() + b" " + (found[1] if found else b"-") + b"\n")
        return "250 OK"


def serve_by_aiosmtpd(log: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    controller = Controller(Keeper(log), hostname="127.0.0.1", port=port)
    controller.start()
    print(port, flush=True)
    threading.Event().wait()


def serve(log: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server, log.open("ab", 0) as out:
        print(server.getsockname()[1], flush=True)
        while True:
            line, _ = server.accept()
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_talk, args=(line, out), daemon=True).start()


def _talk(line: socket.socket, out) -> None:
    recipient = b""
    try:
        with line, line.makefile("rb") as said:
            line.sendall(b"220 sink\r\n")
            for words in said:
                verb = words[:4].upper()
                if verb == b"RCPT":
                    recipient = words.partition(b"<")[2].partition(b">")[0]
                if verb == b"DATA":
                    line.sendall(b"354 go on\r\n")
                    found = MESSAGE_ID.search(_message(said))
                    out.write(recipient + b" " + (found[1] if found else b"-") + b"\n")
                line.sendall(ANSWERS.get(verb, b"250 OK\r\n"))
                if verb == b"QUIT":
                    return
    except OSError:
        return  # who was killed says no more


def _message(said) -> bytes:
    lines = []
    for line in said:
        if line == b".\r\n":
            return b"".join(lines)
        lines.append(line)
    raise OSError("cut off")


if __name__ == "__main__":
    (serve_by_aiosmtpd if sys.argv[1] == "aiosmtpd" else serve)(Path(sys.argv[2]))
