"""The child process that typesets: JSON in, a PDF out; it ends with its work.

Text and pictures reach the typesetter as data and files, so that nothing typed can be its code.
"""

import base64
import hashlib
import json
import re
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[2] / "static" / "vendor" / "fonts"
NO_GLYPH = re.compile(r"could not be displayed with font")
LETTER = re.compile(r'the text `"(?:\\u\{(\w+)\}|(.))')
MOST_SYMBOLS = 100
NO_LETTERS = 3
FAMILY = b'font-family="Arial, Helvetica, sans-serif"'


def main() -> None:
    asked = json.load(sys.stdin)
    files = {path.name: path.read_bytes() for path in (HERE / "templates").glob("*.typ")}
    data = _with_files(asked["data"], files)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        main_file = Path(folder, f"{asked['template']}.typ")
        sys.stdout.buffer.write(_compile(main_file, json.dumps(data), asked.get("ppi")))


def _with_files(value: Any, files: dict[str, bytes]) -> Any:
    """The data with each picture's content put away in a file of its own."""
    if isinstance(value, list):
        return [_with_files(each, files) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "picture":
        content = base64.b64decode(value["content"]).replace(FAMILY, b'font-family="Arimo"')
        name = f"picture-{hashlib.sha256(content).hexdigest()[:16]}.{value['format']}"
        files[name] = content
        value = {key: each for key, each in value.items() if key != "content"} | {"file": name}
    return {key: _with_files(each, files) for key, each in value.items()}


def _compile(main_file: Path, data: str, ppi: float | None) -> bytes:
    """The PDF; with `ppi` its pages as pictures instead, a JSON list."""
    import typst

    output: dict[str, Any] = (
        {"format": "png", "ppi": ppi} if ppi else {"format": "pdf", "pdf_standards": ["ua-1"]}
    )
    for _ in range(MOST_SYMBOLS):
        try:
            made: Any = typst.compile(
                str(main_file),
                root=str(main_file.parent),
                font_paths=[str(FONTS)],
                ignore_system_fonts=True,
                sys_inputs={"data": data},
                timestamp=0,
                **output,
            )
        except typst.TypstError as error:
            if not NO_GLYPH.search(str(error)):
                raise
            data = _without(_missing(str(error)), data)
        else:
            return _listed(made) if ppi else made
    raise SystemExit(NO_LETTERS)


def _listed(made: bytes | list[bytes]) -> bytes:
    pages = made if isinstance(made, list) else [made]
    return json.dumps([base64.b64encode(page).decode() for page in pages]).encode()


def _missing(message: str) -> str:
    found = LETTER.search(message)
    if found is None:
        raise SystemExit(NO_LETTERS)
    return chr(int(found[1], 16)) if found[1] else found[2]


def _without(missing: str, data: str) -> str:
    """A symbol gives way to its name; a letter cannot, since words would fall apart."""
    name = unicodedata.name(missing, "an unnamed sign")
    if unicodedata.category(missing)[0] in "LMN":
        sys.stdout.write(f"the letter {name.lower()}")
        raise SystemExit(NO_LETTERS)
    words = f"({name.lower()})" if unicodedata.category(missing) == "So" else ""
    return json.dumps(_replaced(json.loads(data), missing, words))


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_replaced(each, old, new) for each in value]
    if isinstance(value, dict):
        return {key: _replaced(each, old, new) for key, each in value.items()}
    return value


if __name__ == "__main__":
    main()
