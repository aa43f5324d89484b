"""Pictures as they are kept: drawn anew, small, upright, without what the camera knew.

Nothing of the uploaded file but its dots is kept, so that no place, time or name can hide in it,
and a file that is a picture and something else as well is only a picture afterwards.
"""

import io
from dataclasses import dataclass
from struct import error as StructError
from typing import Any

FORMATS = ("PNG", "JPEG")
MOST_DOTS = 40_000_000  # a telephone's picture has 12 million
WIDEST = 1000
LARGEST = 100_000  # bytes; a whole page may weigh 150,000
QUALITIES = (82, 70, 55)
SMALLER = 0.75
# What reading a file can end with whose parts are cut short, or far larger than they say.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, OverflowError, StructError)


class NoPicture(ValueError):
    """The file cannot be used; the words say why, and what to do."""


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept."""

    suffix: str
    width: int
    height: int
    content: bytes


def draw_anew(content: bytes) -> Drawn:
    """The picture, no wider than a page and no heavier than it should be."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise NoPicture("The picture has too many dots. Save it smaller, and try again")
            upright = ImageOps.exif_transpose(opened)
            upright.load()
    except NoPicture:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, *BROKEN):
        raise NoPicture("The file is no PNG or JPEG picture. Choose another") from None
    upright.thumbnail((WIDEST, WIDEST * 2))
    return _few_colours(upright) or _as_photograph(upright)


def _few_colours(picture: Any) -> Drawn | None:
    """A drawing stays sharp as PNG, where that is small enough."""
    mode = "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
    kept = _bare(picture.convert(mode))
    out = io.BytesIO()
    kept.save(out, "PNG", optimize=True)
    return _drawn("png", kept, out) if out.tell() <= LARGEST else None


def _as_photograph(picture: Any) -> Drawn:
    from PIL import Image

    see_through = picture.convert("RGBA")
    flat = Image.new("RGB", see_through.size, "white")
    flat.paste(see_through, mask=see_through.getchannel("A"))
    while True:
        for quality in QUALITIES:
            out = io.BytesIO()
            flat.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= LARGEST:
                return _drawn("jpg", flat, out)
        flat = flat.resize((int(flat.width * SMALLER), int(flat.height * SMALLER)))


def _bare(picture: Any) -> Any:
    """A copy that holds dots and nothing else."""
    picture.info.clear()
    return picture


def _drawn(suffix: str, picture: Any, out: io.BytesIO) -> Drawn:
    return Drawn(suffix, picture.width, picture.height, out.getvalue())
