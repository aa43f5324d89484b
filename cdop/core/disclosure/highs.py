"""Calls HiGHS without letting it write on standard output, where an answer may be on its way.

Some versions print a line of their own while they repair a solution, whatever is asked of them.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

STANDARD_OUTPUT = 1


def milp(*arguments: Any, **options: Any) -> Any:
    """scipy's `milp`, silent."""
    from scipy.optimize import milp as solve

    with _silence():
        return solve(*arguments, **options)


@contextmanager
def _silence() -> Iterator[None]:
    try:
        kept = os.dup(STANDARD_OUTPUT)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        _flush()
        os.dup2(nowhere, STANDARD_OUTPUT)
        yield
    finally:
        # What C has buffered would otherwise come out at the end of the process.
        _flush()
        os.dup2(kept, STANDARD_OUTPUT)
        os.close(nowhere)
        os.close(kept)


def _flush() -> None:
    ctypes.CDLL(None).fflush(None)
