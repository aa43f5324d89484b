"""Lines of a newsletter that put in a table, a chart, a picture or the message of the quarter."""

import re

EMBED = re.compile(
    r"^\[\[\s*(?:(message)|(table|chart|picture)\s+([^\]\n]{1,40}?))\s*\]\][ \t]*$", re.MULTILINE
)
NUMBERED = re.compile(
    r"^\[\[ *(?:table|chart) [0-9]{4}-[0-9]{1,4}/[0-9]{1,3} *\]\][ \t]*$", re.MULTILINE
)


def without_numbers(text: str) -> str:
    """Blanks, as many, for lines that name a table: its number is no date, though it looks so."""
    return NUMBERED.sub(lambda line: " " * len(line[0]), text)
