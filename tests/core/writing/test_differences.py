"""Two versions are compared as a reader would: by paragraph, and within it by word."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cdop.core.writing.differences import Change, compare


def shown(paragraphs) -> list[str]:
    marks = {Change.SAME: "{}", Change.ADDED: "+{}+", Change.REMOVED: "-{}-"}
    return [
        "".join(marks[piece.change].format(piece.text) for piece in paragraph.pieces)
        for paragraph in paragraphs
    ]


def test_a_changed_word_is_marked_within_its_paragraph():
    found = compare(
        "One.\n\nAsk the mother about tonight.", "One.\n\nAsk both parents about tonight."
    )

    assert shown(found)[0] == "One."
    assert shown(found)[1].startswith("Ask -the mother-+both parents+ about")
    assert [paragraph.is_changed for paragraph in found] == [False, True]


def test_paragraphs_that_came_or_went_are_marked_as_a_whole():
    assert shown(compare("A b c.\n\nOld words here.", "A b c.\n\nQuite different text.")) == [
        "A b c.",
        "+Quite different text.+",
        "-Old words here.-",
    ]


def test_the_same_text_shows_no_change():
    assert not any(paragraph.is_changed for paragraph in compare("A\n\nB", "A\n\n\nB\n"))


texts = st.text(alphabet="ab \n.", max_size=40)


@given(texts, texts)
def test_what_stayed_and_came_is_the_new_text_and_what_stayed_and_went_the_old(before, after):
    found = compare(before, after)

    def read(leaving_out: Change) -> list[str]:
        kept = (
            "".join(piece.text for piece in paragraph.pieces if piece.change is not leaving_out)
            for paragraph in found
        )
        return sorted("".join(text.split()) for text in kept if text.strip())

    def paragraphs(text: str) -> list[str]:
        return sorted("".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip())

    assert read(Change.REMOVED) == paragraphs(after)
    assert read(Change.ADDED) == paragraphs(before)
