"""NHS numbers: read as people write them, checked by their last digit, shown as 3-3-4.

Source: NHS Data Dictionary (ten digits, modulus 11 check digit). Numbers starting 999 are never
given to a person, so test and demonstration data use them.
"""

import re

import nhs_number

_SEPARATORS = re.compile(r"[\s\-‐-―.]+")
_SYNTHETIC_STEMS = 100_000
_SYNTHETIC_PAIRS = 5


def normalise(text: str | None) -> str | None:
    """Ten digits without spaces, or None where the text is not a valid NHS number."""
    digits = _SEPARATORS.sub("", text or "")
    if not re.fullmatch(r"[0-9]{10}", digits):
        return None
    return digits if nhs_number.is_valid(digits) else None


def display(number: str) -> str:
    """The number as it stands on letters: 999 123 4567."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def is_synthetic(number: str) -> bool:
    """Whether the number lies in the range kept for test data."""
    return number.startswith("999")


def synthetic(n: int) -> str:
    """The n-th valid number of the test range; different n give different numbers.

    Five digits come from n and the next is the first of a pair that has a check digit: a step
    of one there moves the sum by two, so at least one of any two neighbours has.
    """
    if not 0 <= n < _SYNTHETIC_STEMS * _SYNTHETIC_PAIRS:
        raise ValueError(f"There is no synthetic number for {n}")
    pair, stem = divmod(n, _SYNTHETIC_STEMS)
    for digit in (2 * pair, 2 * pair + 1):
        nine = f"999{stem:05d}{digit}"
        check = _check_digit(nine)
        if check < 10:
            return f"{nine}{check}"
    raise AssertionError("one digit of every pair has a check digit")


def _check_digit(nine: str) -> int:
    """0-10 by modulus 11; 10 means that no number begins with these nine digits."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11
