"""A signed link is good as it was written, and in no other spelling."""

import string

from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from cdop.web.signed import read_signed

LETTERS = string.ascii_letters + string.digits + "-_."


def test_what_was_signed_is_read():
    signer = URLSafeSerializer("secret", salt="newsletter")

    assert read_signed(signer, signer.dumps("somebody")) == "somebody"


def test_no_letter_of_a_link_can_be_changed():
    signer = URLSafeTimedSerializer("secret", salt="newsletter")
    token = signer.dumps("somebody")

    changed = [
        token[:place] + letter + token[place + 1 :]
        for place in range(len(token))
        for letter in LETTERS
        if letter != token[place]
    ]

    assert [each for each in changed if read_signed(signer, each, max_age=60) is not None] == []


def test_a_link_for_something_else_is_not_read():
    token = URLSafeSerializer("secret", salt="newsletter").dumps("somebody")

    assert read_signed(URLSafeSerializer("secret", salt="training"), token) is None
