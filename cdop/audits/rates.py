"""Rates of a table's lines: counts as they are printed, divided by numbers that anybody may know.

A rate of a hidden count is hidden, one of fewer than three deaths is not given, and one of fewer
than twenty is marked. So a rate never says more than the count beside it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from cdop.core.statistics.rates import rate

NOT_GIVEN, HIDDEN, MARK = "–", "[c]", "[u]"
COLUMNS = ("rate", "rate_interval")


@dataclass(frozen=True)
class Rate:
    """What the lines of a table are divided by; a line without people on record has no rate."""

    label: str  # "Per 1,000 live births"
    per: int
    people: Mapping[str, int] = field(default_factory=dict)  # by the code of the line
    source: str = ""

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def column_labels(self) -> dict[str, str]:
        return {"rate": self.label, "rate_interval": "95% interval of the rate"}

    @property
    def note(self) -> str:
        """Where the divisors come from, and when there is no rate."""
        return (
            f"{self.label}: {self.source} Intervals are Byar’s, exact below 10 deaths. No rate"
            " is given of fewer than 3 deaths; one of fewer than 20 is marked as unreliable."
        )

    def texts(self, line: str, count: int | None) -> dict[str, str]:
        """The rate of a line as it is printed, and its limits."""
        if count is None:
            return dict.fromkeys(COLUMNS, HIDDEN)
        found = rate(count, self.people.get(line), per=self.per)
        if found.value is None or not found.verdict.may_publish:
            return dict.fromkeys(COLUMNS, NOT_GIVEN)
        mark = f" {MARK}" if found.verdict.unreliable else ""
        return {
            "rate": f"{found.value:,.{self.decimals}f}{mark}",
            "rate_interval": (
                f"{found.lower or 0:,.{self.decimals}f} to {found.upper or 0:,.{self.decimals}f}"
            ),
        }

    @property
    def decimals(self) -> int:
        return 2 if self.per <= 1000 else 1


def restored(stored: Mapping[str, Any] | None) -> Rate | None:
    """A rate as an audit keeps it with a table."""
    return Rate(**stored) if stored else None
