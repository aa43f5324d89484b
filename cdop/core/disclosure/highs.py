"""Calls HiGHS: fractions first, which mostly come out whole, and nothing on standard output.

An answer may be on its way on standard output, and some versions print a line of their own while
they repair a solution, whatever is asked of them.
"""

import ctypes
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

STANDARD_OUTPUT = 1
DONE, PROVED_NONE = 0, 2
WHOLE = 1e-6

_silent = False


def milp(objective: Any, *, integrality: Any, options: Mapping[str, Any], **parts: Any) -> Any:
    """scipy's `milp`, silent."""
    from scipy.optimize import milp as solve

    with quietly():
        return solve(objective, integrality=integrality, options=dict(options), **parts)


def milp_by_fractions(
    objective: Any, *, integrality: Any, options: Mapping[str, Any], **parts: Any
) -> Any:
    """The same answer, mostly without branching.

    If no fractions fit, no whole numbers do; and if the best fractions are whole, they are the
    best whole numbers. In tables without a ring they always are.
    """
    import numpy as np

    relaxed = milp(
        objective,
        integrality=np.zeros(len(objective)),
        options={"presolve": options["presolve"]},
        **parts,
    )
    if relaxed.status == PROVED_NONE:
        return relaxed
    if relaxed.status == DONE:
        wanted = relaxed.x[integrality > 0]
        if (np.abs(wanted - np.rint(wanted)) < WHOLE).all():
            return relaxed
    return milp(objective, integrality=integrality, options=options, **parts)


@contextmanager
def quietly() -> Iterator[None]:
    """Nothing written on standard output leaves the process; once for a whole run is enough."""
    global _silent
    if _silent:
        yield
        return
    try:
        kept = os.dup(STANDARD_OUTPUT)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        _flush()
        os.dup2(nowhere, STANDARD_OUTPUT)
        _silent = True
        yield
    finally:
        _silent = False
        # What C has buffered would otherwise come out at the end of the process.
        _flush()
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(nowhere)
        os.close(kept)


def _flush() -> None:
    ctypes.CDLL(None).fflush(None)
