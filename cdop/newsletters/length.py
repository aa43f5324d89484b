"""How many sides of paper an issue fills, and where it could be shortened."""

import hashlib
import io
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from cdop.core.writing.sections import sections_of
from cdop.newsletters import checks
from cdop.newsletters.edition import Edition, pages_of
from cdop.newsletters.rendering import list_embeds
from cdop.web.pdf.rendering import PdfFailed

SIDES = 2
COARSE = 24.0  # dots to the inch: enough to see where the last line stands
TOP, BOTTOM = 0.057, 0.943  # of a page: what its margins leave
LIGHT = 250
LONGEST = 2  # sections named
EMBED_WORDS = 90  # what a table, chart or picture takes of a side, roughly
KEPT = 64

_kept: OrderedDict[str, float] = OrderedDict()


@dataclass(frozen=True)
class Length:
    """How far an issue goes, and its longest sections with their words."""

    sides: float
    words: int
    longest: tuple[tuple[str, int], ...] = ()

    @property
    def is_over(self) -> bool:
        return self.sides > SIDES

    @property
    def words_over(self) -> int:
        """About so many words too many, in tens."""
        over = self.words * (self.sides - SIDES) / self.sides if self.sides else 0
        return max(10, round(over / 10) * 10)

    @property
    def sentence(self) -> str:
        """By how much it is over, and where it could be shortened; nothing where it fits."""
        if not self.is_over:
            return ""
        named = " and ".join(f"“{heading}” ({words} words)" for heading, words in self.longest)
        where = f" The longest sections are {named}." if named else ""
        return (
            f"On paper it fills {self.sides:.1f} sides: about {self.words_over} words more than"
            f" two sides hold.{where} Shorten it, or leave a table to the web page."
        )


def length_of(edition: Edition, body: str) -> Length | None:
    """As it would be printed; None where the pages cannot be drawn."""
    key = hashlib.sha256("\0".join((edition.title, edition.summary, edition.html)).encode())
    name = key.hexdigest()
    if name not in _kept:
        try:
            _kept[name] = sides_in(pages_of(edition, ppi=COARSE))
        except PdfFailed:
            return None
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return of_pages(_kept[name], body)


def of_pages(sides: float, body: str) -> Length:
    weights = [
        (each.heading, checks.count_words(each.text)) for each in sections_of(body) if each.heading
    ]
    weights.sort(key=lambda pair: -pair[1])
    words = checks.count_words(body) + EMBED_WORDS * len(list_embeds(body))
    return Length(sides, words, tuple(weights[:LONGEST]))


def sides_in(pages: Sequence[bytes]) -> float:
    """Whole pages, and how far down the last one the text goes."""
    if not pages:
        return 0.0
    return len(pages) - 1 + _filled(pages[-1])


def _filled(page: bytes) -> float:
    from PIL import Image

    with Image.open(io.BytesIO(page)) as picture:
        grey = picture.convert("L")
        top, bottom = int(grey.height * TOP), int(grey.height * BOTTOM)
        ink = grey.crop((0, top, grey.width, bottom)).point(lambda dot: 255 * (dot < LIGHT))
        box = ink.getbbox()
    return (box[3] if box else 0) / (bottom - top)
