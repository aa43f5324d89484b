"""Odds ratios of many two-by-two tables at once, in a child process that takes the library along.

Only four counts a table cross over; what was worked out lately is kept.
"""

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from cdop.core.emerging import Association, Cells

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60
KEPT = 20_000

_kept: OrderedDict[Cells, Association] = OrderedDict()
_one_at_a_time = threading.Lock()


def associations(tables: Iterable[Cells]) -> dict[Cells, Association]:
    """By the table's counts; none at all where they could not be worked out."""
    wanted = set(tables)
    with _one_at_a_time:
        missing = sorted(wanted - _kept.keys())
        if missing:
            _kept.update(_worked_out(missing))
        found = {cells: _kept[cells] for cells in wanted if cells in _kept}
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _worked_out(tables: list[Cells]) -> dict[Cells, Association]:
    try:
        child = subprocess.run(
            [sys.executable, "-m", "cdop.audits.themes.associating"],
            input=json.dumps(tables),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=ROOT,
            env={"PATH": "", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return {}  # the counts say what they say without it
    rows = json.loads(child.stdout)
    return {cells: Association(*row) for cells, row in zip(tables, rows, strict=True)}
