"""What a table of an audit is: lines, the deaths it is about, and what it says it counts.

Counting, disclosure control and every output read these entries, so they cannot count different
things.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from cdop.audits.deaths import Domains, Where
from cdop.audits.rates import Rate
from cdop.audits.records import BLANK, NOT_APPLICABLE, NOT_KNOWN, YES


class Picture(StrEnum):
    """How a table is drawn."""

    NONE = "none"
    SHARES = "shares"  # bars with intervals
    COUNTS = "counts"
    FUNNEL = "funnel"  # lines are panels, compared in a release


@dataclass(frozen=True)
class Line:
    """One line: the deaths whose variable has one of the `counted` values.

    `group` is the heading it stands under. `where` narrows the line further than its table;
    `also` narrows what is counted, but not its denominator.
    """

    code: str
    label: str
    variable: str
    counted: frozenset[str]
    of_asked: bool = False  # the denominator takes in those not known and not recorded
    group: str = ""
    where: Where = field(default_factory=dict)
    also: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One table under the heading `section`.

    `panel_only` tables are never released: disclosure control does not see how they are made up
    of others. Of a `listed` table, a release lists only the lines that show a number above 0.
    A release is about reviewed deaths; what else it says differently stands in `release_*`.
    """

    code: str
    section: str
    title: str
    definition: str
    denominator: str
    lines: tuple[Line, ...]
    where: Where = field(default_factory=dict)
    picture: Picture = Picture.SHARES
    panel_only: bool = False
    listed: bool = False
    release_where: Where | None = None
    release_definition: str = ""
    release_denominator: str = ""
    rate: Rate | None = None


REVIEWED: Where = {"reviewed": (YES,)}
OF_REVIEWED = "reviewed deaths with a known answer"


def known_values(line: Line, domains: Domains) -> frozenset[str]:
    """The values that make up the line's denominator."""
    missing = set() if line.of_asked else {BLANK, NOT_KNOWN}
    return frozenset(domains[line.variable]) - missing - {NOT_APPLICABLE}
