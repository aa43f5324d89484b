"""The packed parts of an .xlsx, weighed and searched before any library opens them.

A zip file says beforehand how large each part will be, and Python never unpacks more than that, so
a bomb is refused by its own label without being unpacked.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from cdop.exchange import refusals
from cdop.exchange.refusals import UnreadableFile

MAX_PARTS = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_SHARED_TEXT = 24 * 1024 * 1024  # held in memory as a whole by the library
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 8 * 1024 * 1024
MAX_MERGES = 5_000

_WORKBOOK = "xl/workbook.xml"
_CHUNK = 1 << 20
_OVERLAP = 64
_ENTITIES = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')


def check_package(content: bytes) -> dict[str, list[str]]:
    """Refuse what is unsafe; the merged ranges of each sheet part otherwise."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _weigh(parts)
            _recognise(parts)
            return {part.filename: _search(package, part) for part in parts if _is_xml(part)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableFile(refusals.DAMAGED) from error


def _weigh(parts: list[zipfile.ZipInfo]) -> None:
    too_many = len(parts) > MAX_PARTS
    too_large = sum(part.file_size for part in parts) > MAX_UNPACKED
    if too_many or too_large or any(_is_bomb(part) for part in parts):
        raise UnreadableFile(refusals.TOO_MUCH_INSIDE)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(refusals.ENCRYPTED)
    if len({part.filename for part in parts}) != len(parts):
        raise UnreadableFile(refusals.DAMAGED)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    if part.filename.endswith("sharedStrings.xml") and part.file_size > MAX_SHARED_TEXT:
        return True
    packed = max(part.compress_size, 1)
    return part.file_size > _RATIO_COUNTS_FROM and part.file_size / packed > MAX_RATIO


def _recognise(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if _WORKBOOK not in names:
        raise UnreadableFile(refusals.why_no_workbook_inside(names))


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels", ".vml"))


def _search(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[str]:
    """One pass over a part: no entities, and the merged ranges on the way."""
    merges: list[str] = []
    for window in _windows(package, part):
        if any(mark in window for mark in _ENTITIES):
            raise UnreadableFile(refusals.UNSAFE)
        if len(merges) < MAX_MERGES:
            merges.extend(found.decode() for found in _MERGE.findall(window))
    return list(dict.fromkeys(merges))[:MAX_MERGES]


def _windows(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap, so that nothing hides across a seam."""
    tail = b""
    with package.open(part) as stream:
        while piece := stream.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]
