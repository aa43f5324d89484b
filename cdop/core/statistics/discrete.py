"""Two-sided exact p-values of distributions on whole numbers, from the ratios of their terms."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

# Two outcomes count as equally likely when they differ by no more; R uses the same.
EQUALLY_LIKELY = 1 + 1e-7


def weights(log_ratios: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The terms, scaled so that the largest is 1, from the logs of each term over the one before.

    The ratios must fall, as they do in binomial and hypergeometric distributions. Adding up from
    the largest term outwards keeps the error of the terms that matter near 1e-15, where log-gamma
    would lose nine digits at a million deaths.
    """
    import numpy as np

    peak = int((log_ratios > 0).sum())
    after = np.cumsum(log_ratios[peak:])
    before = -np.cumsum(log_ratios[:peak][::-1])[::-1]
    return np.exp(np.concatenate([before, [0.0], after]))


def two_sided(terms: "np.ndarray[Any, Any]", observed: int) -> float:
    """The chance of an outcome no likelier than the observed one, as R's exact tests count it."""
    unlikely = terms[terms <= terms[observed] * EQUALLY_LIKELY]
    return min(1.0, float(unlikely.sum() / terms.sum()))
