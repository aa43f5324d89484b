"""Files that cannot be read, and for each kind the sentence that says what to do about it."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = "Open it in Excel, choose File, Save As, “Excel Workbook (.xlsx)”, and upload that."

_STARTS = {
    b"%PDF": "This is a PDF, not a spreadsheet. Upload the workbook that it was made from.",
    b"{\\rtf": f"This is a text document, not a spreadsheet. {_SAVE_AS}",
    b"\x89PNG": "This is a picture, not a spreadsheet. Upload the workbook itself.",
    b"\xff\xd8\xff": "This is a picture, not a spreadsheet. Upload the workbook itself.",
    b"GIF8": "This is a picture, not a spreadsheet. Upload the workbook itself.",
    b"7z\xbc\xaf": "This is a packed folder. Unpack it and upload the workbook inside.",
    b"Rar!": "This is a packed folder. Unpack it and upload the workbook inside.",
    b"\x1f\x8b": "This is a packed file. Unpack it and upload the workbook inside.",
    b"PK\x05\x06": "This is an empty packed folder. Upload the workbook itself.",
}
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table")

_PARTS = {
    "xl/workbook.bin": f"This is a binary workbook (.xlsb). {_SAVE_AS}",
    "word/document.xml": "This is a Word document. Copy the table into a workbook and upload that.",
    "ppt/presentation.xml": "This is a presentation, not a spreadsheet.",
    "content.xml": f"This is an OpenDocument file (.ods). {_SAVE_AS}",
    "Index/Document.iwa": "This is a Numbers file. Choose File, Export To, Excel, and upload that.",
}

EMPTY = "The file is empty. Check that it was saved, and upload it again."
ENCRYPTED = (
    "The workbook is protected by a password. Open it in Excel, choose File, Info, Protect"
    " Workbook, Encrypt with Password, clear the password, save, and upload it again."
)
NOT_A_WORKBOOK = "This is a packed folder, not a workbook. Upload the .xlsx or .csv file inside."
DAMAGED = (
    "The workbook is damaged. Open it in Excel, let it repair the file if it offers to, save it"
    " under a new name, and upload that."
)
NOT_TEXT = f"This is not a spreadsheet that can be read here (.xlsx or .csv). {_SAVE_AS}"
TOO_MUCH_INSIDE = (
    "The workbook holds far more than a case log. Copy the rows with the deaths into a new"
    " workbook, save it as .xlsx, and upload that."
)
UNSAFE = (
    "The workbook contains XML that no spreadsheet program writes, so it was not opened. Copy the"
    " rows with the deaths into a new workbook, save it as .xlsx, and upload that."
)


class UnreadableFile(Exception):
    """The whole file is refused. The message is for the person who sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def why_not_a_workbook(content: bytes) -> str:
    """For a file that is no .xlsx: why it cannot be a .csv either; empty where it may be one."""
    if not content.strip(b"\x00 \t\r\n"):
        return EMPTY
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return ENCRYPTED if encrypted else f"This is an old Excel file (.xls). {_SAVE_AS}"
    for start, reason in _STARTS.items():
        if content.startswith(start):
            return reason
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return f"This is a web page under another name, not a spreadsheet. {_SAVE_AS}"
    return ""


def why_no_workbook_inside(parts: set[str]) -> str:
    """For a packed file without a workbook in it: what it is instead."""
    return next((reason for part, reason in _PARTS.items() if part in parts), NOT_A_WORKBOOK)
