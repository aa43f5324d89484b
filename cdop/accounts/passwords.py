"""Passwords: what may be one, and checking one at the same cost whether or not it exists."""

import re
import threading
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

SHORTEST = 14
LONGEST = 256
LEFT_OVER = 6  # letters that a password must have beside words that anyone would guess
AT_ONCE = threading.BoundedSemaphore(2)  # each check takes memory
SPELT_OTHERWISE = str.maketrans("01345789@$!", "oieastbgasi")

# Removed from a password before what is left of it is judged. Short words come last.
COMMON = (
    "overviewpanel childdeath safersleep newsletter password passwort passphrase welcome letmein"
    " changeme iloveyou trustno administrator superman football baseball sunshine princess"
    " starwars dragon monkey master secret shadow hello access login admin summer winter autumn"
    " spring january february march april june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday england london hospital nhs"
    " children child death deaths overview panel review reviews safer sleep service cdop sudi"
    " qwertyuiop asdfghjkl zxcvbnm qwerty asdfgh azerty qazwsx abcdefghijklmnopqrstuvwxyz abcdef"
    " abcd please test testing guest user coordinator chair member editor manager health team"
).split()
RUN = re.compile(r"(.{1,4}?)\1{2,}")  # aaa, ababab, 123123123


def problem_with(password: str, own_words: Iterable[str] = ()) -> str | None:
    """What is wrong with a new password, in words for its owner; None if nothing is."""
    if len(password) < SHORTEST:
        return f"Password must be {SHORTEST} characters or more. Three or four words work well"
    if len(password) > LONGEST:
        return f"Password must be {LONGEST} characters or fewer"
    if _is_guessable(password, own_words):
        return "Password is easy to guess. Choose words that have nothing to do with you or work"
    return None


def _is_guessable(password: str, own_words: Iterable[str]) -> bool:
    """Whether too little is left without common words, be they spelt plainly or with digits."""
    own = [re.sub(r"[\W\d_]", "", word.lower()) for word in own_words]
    words = [*COMMON, *(word for word in own if len(word) > 2)]
    plain = password.lower()
    return any(_is_weak(text, words) for text in (plain, plain.translate(SPELT_OTHERWISE)))


def _is_weak(text: str, words: Iterable[str]) -> bool:
    left = re.sub(r"\d", "", RUN.sub("", re.sub(r"[\W_]", "", text)))
    for word in words:
        left = left.replace(word, "")
    return len(left) < LEFT_OVER or len(set(left)) < LEFT_OVER - 1


def hash_of(password: str) -> str:
    with AT_ONCE:
        return _hasher().hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether the password is the kept one. Where none is kept the work is the same, in vain."""
    if len(password) > LONGEST:
        return False
    with AT_ONCE:
        try:
            _hasher().verify(kept or _dummy(), password)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other costs than those set now."""
    return _hasher().check_needs_rehash(kept)


def _hasher() -> PasswordHasher:
    return PasswordHasher(
        time_cost=2, memory_cost=current_app.config["ARGON2_MEMORY_KIB"], parallelism=1
    )


def _dummy() -> str:
    kept = current_app.extensions.get("cdop-dummy-password")
    if kept is None:
        kept = current_app.extensions["cdop-dummy-password"] = _hasher().hash("nobody's password")
    return kept
