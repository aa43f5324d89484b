"""Yes, no, not known and not applicable in the many ways that people write them."""

import re
from functools import lru_cache

from cdop.core.answers import Answer
from cdop.core.legacy.cells import Cell, clean, nothing_said, unreadable
from cdop.core.legacy.codes import plain

_YES = "yes, y, yes y, ye, yep, yy, true, t, confirmed, tick, given, present, positive"
_NO = "no, n, no n, nope, nn, false, f, none, nil, never, denied, not given, absent, negative, o"
_ANSWERS = {
    **dict.fromkeys(_YES.split(", "), Cell("Y", Answer.YES)),
    **dict.fromkeys(_NO.split(", "), Cell("N", Answer.NO)),
    **dict.fromkeys(("1",), Cell("Y", Answer.YES)),
    **dict.fromkeys(("0",), Cell("N", Answer.NO)),
}
_TICKS = {"✓": "Y", "✔": "Y", "☑": "Y", "✗": "N", "✘": "N", "☐": "N"}
_LEADING_ANSWER = re.compile(
    r"(?P<word>yes|y|no|n|nk|not known|unknown)\b(?!/)\s*[-–—:;,.(\[]+\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_ANSWER_ADVICE = "This is not an answer: write Y, N or NK"

_OWN_WORDS: dict[str, dict[str, str]] = {
    "expected": {"expected": "Y", "exp": "Y", "unexpected": "N", "unexp": "N", "sudden": "N"},
    "modifiable": {
        "mf": "Y",
        "modifiable": "Y",
        "identified": "Y",
        "modifiable factors identified": "Y",
        "modifiable factors": "Y",
        "nmf": "N",
        "non modifiable": "N",
        "none identified": "N",
        "no modifiable factors": "N",
        "no modifiable factors identified": "N",
        "inadequate": "NK",
        "inadeq": "NK",
        "inadequate information": "NK",
        "insufficient information": "NK",
    },
    "smoke_preg": {"smoker": "Y", "smoking": "Y", "non smoker": "N", "non smoking": "N"},
    "smoke_house": {"smoker": "Y", "smokers": "Y", "non smoker": "N", "non smoking": "N"},
    "sudi": {"sudi": "Y", "sids": "Y", "not sudi": "N", "non sudi": "N"},
    "cosleep": {"bed sharing": "Y", "co sleeping": "Y", "not co sleeping": "N", "alone": "N"},
}
_OWN = {
    column: {words: Cell(text, Answer(text)) for words, text in table.items()}
    for column, table in _OWN_WORDS.items()
}
_ANSWER_OF = {answer.value: Cell(answer.value, answer) for answer in Answer}


def parse_answer(raw: object, column: str) -> Cell:
    if isinstance(raw, bool):
        return _ANSWER_OF["Y" if raw else "N"]
    return _answer(clean(raw), column)


@lru_cache(maxsize=4096)
def _answer(text: str, column: str) -> Cell:
    said = nothing_said(text)
    if said:
        return said
    if "?" in text:
        return unreadable("The file marks this answer as uncertain: write Y, N or NK")
    if text in _TICKS:
        return _ANSWER_OF[_TICKS[text]]
    words = plain(text)
    found = _OWN.get(column, {}).get(words) or (_ANSWERS.get(words) if words else None)
    return found or _answer_with_detail(text)


def _answer_with_detail(text: str) -> Cell:
    """ "Yes - 10 a day" is a yes whose detail is left behind."""
    match = _LEADING_ANSWER.fullmatch(text)
    if not match:
        return unreadable(_ANSWER_ADVICE)
    cell = nothing_said(match["word"]) or _ANSWERS[match["word"].lower()]
    return cell._replace(problem="Only the answer is kept, not the words after it")


def opposite(cell: Cell) -> Cell:
    """The answer to "unexpected?" as an answer to "expected?"."""
    turned = {Answer.YES: "N", Answer.NO: "Y"}.get(cell.typed)  # type: ignore[call-overload]
    return _ANSWER_OF[turned]._replace(problem=cell.problem) if turned else cell
