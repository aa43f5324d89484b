"""A mail server that takes everything and writes down whose mail it was, one line each.

Run as a process of its own, so that what is measured does not share its time: it prints its port.
"""

import re
import socket
import sys
import threading
from pathlib import Path

MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)

ANSWERS = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"QUIT": b"221 Bye\r\n"}


def serve(port: int, log: Path) -> None:
    with socket.create_server(("127.0.0.1", port), backlog=64) as server, log.open("ab", 0) as out:
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
    serve(int(sys.argv[1]), Path(sys.argv[2]))
