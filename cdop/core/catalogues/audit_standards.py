"""The standards an audit holds practice against: criterion, what is counted for it, and target.

Source: what each rests on stands in its row, with its mark (C confirmed, P partly, U not
confirmed). Targets are ours; a panel sets its own. The rows are in audit_standards.csv.
"""

import csv
from dataclasses import dataclass
from importlib.resources import files

ASKED = "asked:"  # before the name of a fact: what counts is that there is an answer


@dataclass(frozen=True)
class Standard:
    """`line` names what is counted; `target` is in per cent."""

    code: str
    criterion: str
    line: str
    target: int
    source: str
    mark: str
    in_use: bool = True


def _load() -> dict[str, Standard]:
    folder = files("cdop.core.catalogues")
    with folder.joinpath("audit_standards.csv").open(encoding="utf-8") as lines:
        return {
            row["code"]: Standard(
                row["code"],
                row["criterion"],
                row["line"],
                int(row["target"]),
                row["source"],
                row["mark"],
            )
            for row in csv.DictReader(lines)
        }


STANDARDS: dict[str, Standard] = _load()
