"""Tables that a chair leaves out of a release: which they may be, why, and what is said of it.

What is left out is in no page or file, and nothing is hidden for its sake.
"""

from collections.abc import Iterable
from enum import StrEnum

from cdop.audits.models import Audit

Codes = tuple[str, ...]


class Because(StrEnum):
    """Why tables are left out, in words that tell nothing of their numbers."""

    OF_LITTLE_USE = "of_little_use"
    INCOMPLETE = "incomplete"
    MOSTLY_HIDDEN = "mostly_hidden"
    ELSEWHERE = "elsewhere"


LABELS = {
    Because.OF_LITTLE_USE: "They would help readers little",
    Because.INCOMPLETE: "The records behind them are not complete enough",
    Because.MOSTLY_HIDDEN: "Too much of them would be hidden",
    Because.ELSEWHERE: "The same is published elsewhere",
}
SAID = "Tables left out by the panel"


def may_leave_out(audit: Audit) -> dict[str, str]:
    """The titles, by code, of the tables that a release could print."""
    return {
        table["code"]: table["title"]
        for table in audit.results["tables"]
        if table["rows"] and not table["panel_only"]
    }


def chosen(audit: Audit, asked: Iterable[str]) -> Codes:
    """Those of the codes asked for that are tables of the audit, in its order."""
    wanted = {code for each in asked for code in each.split(",")}
    return tuple(code for code in may_leave_out(audit) if code in wanted)


def in_short(without: Codes) -> dict[str, str]:
    """What a job or an address says of it: nothing where nothing is left out."""
    return {"without": ",".join(without)} if without else {}


def in_words(audit: Audit, without: Codes, because: Because | None = None) -> str:
    """The tables left out and why, for a release to print; empty where there are none."""
    if not without:
        return ""
    titles = may_leave_out(audit)
    named = "; ".join(titles[code] for code in without if code in titles)
    return f"{named}. {LABELS[because]}." if because else f"{named}."
