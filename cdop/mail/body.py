"""What stands below the head of a mail: encoded once, however many readers it goes to.

`[[name]]` in it stands for what differs from one reader to the next. Only the lines that hold
such a name are written anew for each.
"""

import binascii
from base64 import encodebytes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

LONGEST_LINE = 900
LONGEST_VALUE = 300
OPENS = "[["


@dataclass(frozen=True)
class Attached:
    """A picture that goes with a mail, shown where its HTML says `cid:name`."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Line:
    """A line that differs from one reader to the next."""

    words: str
    quoted: bool

    def filled(self, values: Mapping[str, str]) -> bytes:
        return _lines(fill(self.words, values), self.quoted)


Piece = bytes | Line


class Body:
    """Text, HTML where there is any, and the pictures that the HTML shows."""

    def __init__(
        self,
        text: str,
        html: str | None = None,
        pictures: Sequence[Attached] = (),
        *,
        border: str,
    ) -> None:
        self.text = text
        self.html = html
        self._pictures = tuple(pictures)
        self._border = border

    def written(self, values: Mapping[str, str]) -> bytes:
        """Its bytes for one reader, from the head of its first part on."""
        if not all(map(_fits_a_line, values.values())):
            html = fill(self.html, values) if self.html is not None else None
            own = Body(fill(self.text, values), html, self._pictures, border=self._border)
            return own.written({})
        return b"".join(
            piece if isinstance(piece, bytes) else piece.filled(values) for piece in self._pieces
        )

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        text = _part(self.text, "plain")
        if self.html is None:
            return _together(text)
        html = _part(self.html, "html")
        if self._pictures:
            pictures = [[_picture(each)] for each in self._pictures]
            html = _joined("related", f"with-{self._border}", [html, *pictures])
        return _together(_joined("alternative", f"part-{self._border}", [text, html]))


def fill(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"[[{name}]]", value)
    return text


def _fits_a_line(value: str) -> bool:
    return value.isascii() and len(value) <= LONGEST_VALUE and value.isprintable()


def _part(text: str, kind: str) -> list[Piece]:
    """Plain where it can be, so that a link is never broken over two lines."""
    *whole, last = text.replace("\r\n", "\n").split("\n")
    lines = [*(f"{line}\n" for line in whole), last]
    quoted = not text.isascii() or max(map(_room, lines)) > LONGEST_LINE
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {'quoted-printable' if quoted else '7bit'}\r\n\r\n"
    )
    return [head.encode(), *(_piece(line, quoted) for line in lines)]


def _room(line: str) -> int:
    return len(line) + LONGEST_VALUE * line.count(OPENS)


def _piece(line: str, quoted: bool) -> Piece:
    return Line(line, quoted) if OPENS in line else _lines(line, quoted)


def _lines(text: str, quoted: bool) -> bytes:
    body = text.encode()
    return (binascii.b2a_qp(body, istext=True) if quoted else body).replace(b"\n", b"\r\n")


def _joined(kind: str, border: str, parts: Sequence[Sequence[Piece]]) -> list[Piece]:
    pieces: list[Piece] = [f'Content-Type: multipart/{kind}; boundary="{border}"\r\n\r\n'.encode()]
    for part in parts:
        pieces += [f"\r\n--{border}\r\n".encode(), *part]
    return [*pieces, f"\r\n--{border}--\r\n".encode()]


def _together(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours that are the same for everybody as one."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and isinstance(piece, bytes) and isinstance(merged[-1], bytes):
            merged[-1] += piece
        else:
            merged.append(piece)
    return tuple(merged)


def _picture(picture: Attached) -> bytes:
    head = (
        f"Content-Type: {picture.mime}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-ID: <{picture.name}>\r\n"
        f'Content-Disposition: inline; filename="{picture.name}"\r\n\r\n'
    )
    return head.encode() + encodebytes(picture.content).replace(b"\n", b"\r\n")
