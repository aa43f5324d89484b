"""What a reader of a PDF gets: its words in the order of its structure, its tables and pictures.

Read from the file itself by its own tags and letter tables; page numbers and such are `beside`.
"""

import io
import re
from dataclasses import dataclass, field

import pikepdf

BLOCKS = {"/P", "/LI", "/TD", "/TH", "/Caption", "/Lbl", "/TOCI", "/Figure"}


@dataclass
class Reading:
    """All text, and the parts of it that tests ask for."""

    words: str = ""
    beside: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)  # letters in drawings, run together
    tags: list[str] = field(default_factory=list)

    @property
    def everything(self) -> str:
        return " ".join([self.words, self.beside, *self.pictures, *self.drawn])


def read_pdf(content: bytes) -> Reading:
    pdf = pikepdf.open(io.BytesIO(content))
    pieces, beside = {}, []
    for number, page in enumerate(pdf.pages):
        for mark, text in _runs(page):
            if mark is None:
                beside.append(text)
            else:
                pieces[number, mark] = pieces.get((number, mark), "") + text
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    reader = _Structure(pieces, numbers)
    words = reader.text(pdf.Root.StructTreeRoot, None)
    found = reader.found
    found.words, found.beside = _tidy(words), _tidy(" ".join(beside))
    return found


class _Structure:
    def __init__(self, pieces, pages):
        self.pieces, self.pages, self.found = pieces, pages, Reading()

    def text(self, element, page):
        """The words of an element, noting what it is on the way."""
        if isinstance(element, pikepdf.Array):
            return "".join(self.text(each, page) for each in element)
        if isinstance(element, int):
            return self.pieces.get((page, element), "")
        if "/Pg" in element:
            page = self.pages[element.Pg.objgen]
        if "/MCID" in element:
            return self.pieces.get((page, int(element.MCID)), "")
        tag = str(element.get("/S", ""))
        self.found.tags.append(tag)
        if tag == "/Table":
            self.found.tables.append([])
        if tag == "/TR":
            self.found.tables[-1].append([])
        text = self.text(element.K, page) if "/K" in element else ""
        return self._noted(tag, element, text)

    def _noted(self, tag, element, text):
        if re.fullmatch("/H[1-6]", tag):
            self.found.headings.append((int(tag[2]), _tidy(text)))
        if tag in ("/TD", "/TH"):
            self.found.tables[-1][-1].append(_tidy(text))
        if tag == "/Figure":
            self.found.pictures.append(str(element.get("/Alt", "")))
            self.found.drawn.append(_tidy(text))
            return " "
        return f" {text} " if tag in BLOCKS or tag.startswith("/H") else text


def _tidy(text):
    return " ".join(text.split())


def _runs(page):
    """(number of the marked content or None, text), in the order of drawing."""
    yield from _of_stream(page, page.get("/Resources", {}), None)


def _of_stream(stream, resources, outer):
    fonts = {name: _letters(font) for name, font in dict(resources.get("/Font", {})).items()}
    drawn = dict(resources.get("/XObject", {}))
    marks, letters, height = [outer], {}, None
    for instruction in pikepdf.parse_content_stream(stream):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            marks.append(_mark(operands, marks[-1]))
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            letters = fonts[str(operands[0])]
        elif operator == "Tm":
            moved = height is not None and float(operands[5]) != height
            height = float(operands[5])
            yield marks[-1], " " if moved else ""
        elif operator in ("Tj", "TJ"):
            yield marks[-1], _decoded(operands[0], letters)
        elif operator == "Do" and drawn[str(operands[0])].get("/Subtype") == "/Form":
            form = drawn[str(operands[0])]
            yield from _of_stream(form, form.get("/Resources", {}), marks[-1])


def _mark(operands, outer):
    about = operands[1] if len(operands) > 1 else {}
    if isinstance(about, pikepdf.Dictionary) and "/MCID" in about:
        return int(about.MCID)
    return None if str(operands[0]) == "/Artifact" else outer


def _decoded(operand, letters):
    strings = operand if isinstance(operand, pikepdf.Array) else [operand]
    found = []
    for each in strings:
        if isinstance(each, pikepdf.String):
            codes = bytes(each)
            found += [letters.get(codes[i : i + 2], "�") for i in range(0, len(codes), 2)]
    return "".join(found)


def _letters(font):
    """Code to letters, from the font's own table."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + step).to_bytes(2, "big")] = chr(start + step)
    return found
