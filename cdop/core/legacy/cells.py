"""One cell as read: the text to keep, the typed value, and what is wrong with it, if anything.

Blank, "not known" and "not applicable" are told apart here, once, for every kind of column.
"""

import re
from datetime import date, datetime
from typing import NamedTuple

from cdop.core.answers import Answer


class Cell(NamedTuple):
    """What a parser made of a cell.

    A problem with a text means "kept, but look at it"; a problem without one "could not be read".
    """

    text: str = ""
    typed: object = None
    problem: str = ""

    @property
    def unreadable(self) -> bool:
        return bool(self.problem) and not self.text and self.typed is None


BLANK = Cell()
NOT_KNOWN = Cell("NK", Answer.NOT_KNOWN)
NOT_APPLICABLE = Cell("", Answer.NOT_APPLICABLE)


def unreadable(reason: str) -> Cell:
    return Cell("", None, reason)


_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_NOTHING = re.compile(r"[\s\-–—_./*]*")
_NOT_YET = re.compile(
    r"(tbc|tba|tbd|to be (confirmed|advised|arranged)|(still )?await\w*\b.*|pending\b.*"
    r"|outstanding|not yet\b.*|ongoing|open|in progress)\.?"
)
_NOT_KNOWN = re.compile(
    r"\(?("
    r"nk|n/k|n\.k\.?|not ?known|unknown|unkown|unknwon|unk|u/k|\?+|dk|don'?t know"
    r"|not (recorded|stated|documented|available|given|specified|clear|reported|asked)"
    r"|no (information|info|record|data)( available)?|n/r|unclear|unrecorded"
    r")\)?\.?"
)
_NOT_APPLICABLE = re.compile(r"\(?(n/?a|n\.a\.?|n/app|not applic\w*|not relevant)\)?\.?")
_SHEET_ERROR = re.compile(r"#(ref!|n/a|value!|name\?|div/0!|num!|null!|#+|)", re.IGNORECASE)


def clean(raw: object) -> str:
    """The cell as a person sees it, on one line: 27.0 is "27", a midnight time is left out."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return _SPACES.sub(" ", raw).strip()
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, datetime) and not (raw.hour or raw.minute or raw.second):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw)


def nothing_said(text: str) -> Cell | None:
    """The cell where it is blank, not known, not applicable or an error, whatever its column."""
    if not text or _NOTHING.fullmatch(text):
        return BLANK
    lowered = text.lower()
    if _NOT_KNOWN.fullmatch(lowered):
        return NOT_KNOWN
    if _NOT_APPLICABLE.fullmatch(lowered):
        return NOT_APPLICABLE
    if _NOT_YET.fullmatch(lowered):
        return BLANK
    if _SHEET_ERROR.fullmatch(text):
        return unreadable("The spreadsheet shows an error here instead of a value")
    return None
