"""A sealed archive: a stream of records that cannot be read, cut, reordered or mixed unseen.

The file is a line that names the format, then one encrypted and authenticated chunk a line.
Each chunk carries the archive's own id, its place, and whether it is the last.
"""

import gzip
import json
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.fernet import Fernet, InvalidToken

FORMAT = b"CDOP-BACKUP-1\n"
CHUNK = 1024 * 1024


class DamagedArchive(RuntimeError):
    """The archive was altered, cut short, or made under another key; nothing of it is used."""


def write(out: BinaryIO, key: str, records: Iterable[dict[str, Any]]) -> None:
    """Write the records; `out` is left open."""
    sealer = Fernet(key)
    archive_id = secrets.token_hex(16)
    out.write(FORMAT)
    index = 0
    for part, last in _with_last(_chunks(records)):
        head = json.dumps({"id": archive_id, "index": index, "last": last}).encode()
        out.write(sealer.encrypt(head + b"\n" + gzip.compress(part, 6)) + b"\n")
        index += 1


def _chunks(records: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    held = bytearray()
    for record in records:
        held += json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if len(held) >= CHUNK:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _with_last(parts: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = next(parts)
    for part in parts:
        yield held, False
        held = part
    yield held, True


def read(path: Path, key: str) -> Iterator[dict[str, Any]]:
    """The records, in order; DamagedArchive as soon as anything is not as it was written."""
    try:
        sealer = Fernet(key)
    except ValueError as error:
        raise DamagedArchive("The backup key is not a valid key") from error
    with path.open("rb") as source:
        if source.readline() != FORMAT:
            raise DamagedArchive("This file is not a backup of this service")
        for part in _opened(source, sealer):
            for line in part.splitlines():
                yield json.loads(line)


def _opened(source: BinaryIO, sealer: Fernet) -> Iterator[bytes]:
    archive_id, index, last = None, 0, False
    for line in source:
        if last:
            raise DamagedArchive("Something was added after the end of the backup")
        try:
            head, _, packed = sealer.decrypt(line.removesuffix(b"\n")).partition(b"\n")
        except InvalidToken as error:
            raise DamagedArchive("The backup was altered, or the key is another one") from error
        about = json.loads(head)
        archive_id = archive_id or about["id"]
        if (about["id"], about["index"]) != (archive_id, index) or not line.endswith(b"\n"):
            raise DamagedArchive("Parts of the backup are missing or out of order")
        last, index = about["last"], index + 1
        yield gzip.decompress(packed)
    if not last:
        raise DamagedArchive("The backup was cut short")
