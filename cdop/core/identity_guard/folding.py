"""A draft as a plain reader would see it, each letter knowing where it stood in the draft.

Markup inside a word, letters that look alike, accents, entities and letters that cannot be seen
are taken away, so that a name is found however it was dressed up.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from urllib.parse import unquote

_PIECE = re.compile(
    r"(?P<entity>&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);)"
    r"|(?P<percent>(?:%[0-9a-f]{2})+)"
    r"|(?P<block></?(?:br|p|div|li|ul|ol|td|th|tr|h[1-6]|hr)\b[^<>]{0,99}>)"
    r"|(?P<tag></?[a-z][^<>]{0,999}>|<!--(?:[^-]|-(?!->)){0,999}-->)"
    r"|(?P<mark>(?<=\w)[*_~`]++|(?<![*_~`])[*_~`]++(?=\w))"
    r"|(?P<escape>\\(?=[^\w\s]))"
    r"|(?P<letter>.)",
    re.IGNORECASE | re.DOTALL,
)
_LOOKALIKES = {
    **dict(zip("АВЕКМНОРСТХУІЅЈаеорсхуіѕј", "ABEKMHOPCTXYISJaeopcxyisj", strict=True)),
    **dict(zip("ЗзкмнтвгпьӀӏԁһԛԝɡ", "ZzkmhtbrnbIldhqwg", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
    **dict(zip("αβεικνρτυχωηγ", "abeikvptuxwny", strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
    **{"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th"},
    **{"æ": "ae", "Æ": "Ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h"},
    **dict.fromkeys("’‘`´ʼʻ′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **{fraction: fraction for fraction in "½¼¾"},
    **dict.fromkeys("“”„«»", '"'),
}
_BREAK = re.compile(
    r"(?:(?<![.!?:;])[.!?:;]++[\"')\]*_]{0,9}\s+(?:(?<=\n)\d{1,3}[.)](?:\d{1,3}[.)]?)*+(?!\d)\s+)?"
    r"|\n\s*(?:\n|[-*+>#|]|\d+[.)](?:\d+[.)]?)*+(?!\d))|^\s*[-*+>#]+\s)",
    re.M,
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|fr|sr|st|rev|prof|insp|sgt|supt|no|gen|hosp)|\b[a-z])\.$", re.I
)
_SOMETHING = re.compile(r"[A-Za-z0-9]")
_FAR = 400  # letters


@dataclass
class Folded:
    """The plain text, and for each of its letters the place in the draft."""

    draft: str
    text: str
    starts: list[int]
    ends: list[int]
    lower: str = ""
    breaks: list[int] = field(default_factory=list)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the plain letters from start to end stand in the draft, markup closed."""
        first, last = self.starts[start], self.ends[end - 1]
        inside = self.draft[first:last]
        closing = re.match(r"[*_~`]+|</[a-z]+>", self.draft[last:], re.IGNORECASE)
        opened = re.search(r"[*_~`]|<[a-z]", inside, re.IGNORECASE)
        if closing and opened:
            last += closing.end()
        return first, last

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence that holds the place begins and ends."""
        place = bisect_right(self.breaks, at)
        begin = self.breaks[place - 1] if place else 0
        end = self.breaks[place] if place < len(self.breaks) else len(self.text)
        return begin, end

    def words_of_sentence(self, at: int) -> str:
        """As much of it as tells what it is about."""
        begin, end = self.sentence(at)
        return self.lower[max(begin, at - _FAR) : min(end, at + _FAR)]

    def opens_sentence(self, at: int) -> bool:
        """Whether only quotation marks, brackets and the like stand before it."""
        begin, _ = self.sentence(at)
        return not _SOMETHING.search(self.text, begin, at)

    def in_heading(self, at: int) -> bool:
        line = self.text.rfind("\n", 0, at) + 1
        return self.text[line : line + 8].lstrip().startswith("#")


def fold(draft: str) -> Folded:
    """The draft in plain letters."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(draft):
        for letter in _plain(match):
            letters.append(letter)
            starts.append(match.start())
            ends.append(match.end())
    text = "".join(letters)
    folded = Folded(draft, text, starts, ends, text.lower())
    folded.breaks = _breaks(text)
    return folded


def _plain(match: re.Match[str]) -> str:
    if match.lastgroup in ("tag", "mark", "escape"):
        return ""
    letter = match[0]
    if match.lastgroup == "block":
        return " "
    if match.lastgroup == "entity":
        letter = html.unescape(letter)
    elif match.lastgroup == "percent":
        letter = unquote(letter, errors="ignore")
    return plain_letters(letter)


def plain_letters(text: str) -> str:
    """Without accents, lookalikes and what cannot be seen."""
    if text.isascii():
        return text
    found = []
    for letter in text:
        if letter in _LOOKALIKES:
            found.append(_LOOKALIKES[letter])
            continue
        for part in unicodedata.normalize("NFKD", letter):
            category = unicodedata.category(part)
            if category == "Nd":
                found.append(str(unicodedata.decimal(part)))
            elif category not in ("Mn", "Cf"):
                found.append(" " if category == "Zs" else _LOOKALIKES.get(part, part))
    return "".join(found)


def _breaks(text: str) -> list[int]:
    """Where sentences, list items, headings and paragraphs begin."""
    places = []
    for match in _BREAK.finditer(text):
        stop = match[0].lstrip()[:1] == "." and _ABBREVIATED.search(
            text[max(0, match.start() - 7) : match.start() + 1]
        )
        if not stop:
            places.append(match.end())
    return places
