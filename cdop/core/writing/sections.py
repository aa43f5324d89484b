"""The sections of a text in Markdown: what stands under each heading of the second level."""

import re
from dataclasses import dataclass

HEADING = re.compile(r"^ {0,3}##[ \t]+(.+?)[ \t]*#*[ \t]*$")
FENCE = re.compile(r"^ {0,3}(```|~~~)")


@dataclass(frozen=True)
class Section:
    """A heading and what follows it; the heading is blank for what stands before the first."""

    heading: str
    text: str

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()


def sections_of(body: str) -> list[Section]:
    """In the order of the text; a heading inside a block of code is none."""
    found: list[tuple[str, list[str]]] = [("", [])]
    in_code = False
    for line in body.splitlines():
        if FENCE.match(line):
            in_code = not in_code
        heading = None if in_code else HEADING.match(line)
        if heading:
            found.append((heading[1], []))
        else:
            found[-1][1].append(line)
    sections = [Section(heading, "\n".join(lines).strip("\n")) for heading, lines in found]
    return sections if sections[0].text.strip() else sections[1:]
