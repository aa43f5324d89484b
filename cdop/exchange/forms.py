"""The forms of an import: the file, and which heading stands for which column."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdop.accounts.models import Panel
from cdop.core.legacy.columns import COLUMNS, NAMES, Column, Need
from cdop.exchange.headings import Heading, guess_of, problems_of
from cdop.exchange.workbook import MAX_FILE_BYTES
from cdop.web.forms import NhsForm, Select, SelectChoice, Upload

LONGEST_CHOICE = 90
HINTS = {
    Need.ALWAYS: "Needed",
    Need.IDENTITY: "One of reference, last name and NHS number is needed",
    Need.AGE: "One of date of birth and age at death is needed",
    Need.NO: "",
}


class UploadForm(NhsForm):
    panel = Select("Panel", required="Choose the panel whose deaths these are")
    file = Upload(
        "The spreadsheet",
        required="Choose the file to upload",
        hint=f"An Excel workbook (.xlsx) or .csv file of up to {MAX_FILE_BYTES >> 20} MB",
        accept=".xlsx,.xlsm,.csv,.txt",
    )

    def offer(self, panels: Sequence[Panel]) -> None:
        self.panel.choices = [SelectChoice(panel.id, panel.name) for panel in panels]


class _ColumnsForm(NhsForm):
    """One list of headings for each column of the import."""

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        for name, message in problems_of(self.data).items():
            self.add_error(name, message)
            valid = False
        return valid


def columns_form(
    headings: Sequence[Heading], chosen: Mapping[str, str | None], formdata: Any = None
) -> Any:
    """A form made for one file; `chosen` is what was settled before, over the guess."""
    choices = [SelectChoice(each.text, _choice(each)) for each in headings]
    fields = {column.name: _field(column, choices) for column in COLUMNS}
    before = {**guess_of(headings), **chosen}
    return type("ColumnsForm", (_ColumnsForm,), fields)(
        formdata, data={name: before.get(name) for name in NAMES}
    )


def _field(column: Column, choices: list[SelectChoice]) -> Select:
    return Select(column.label, choices=choices, blank="Not in the file", hint=HINTS[column.need])


def _choice(heading: Heading) -> str:
    """The heading with some of what stands under it, so that it can be told by its cells."""
    samples = ", ".join(heading.samples)
    text = f"{heading.text}: {samples}" if samples else f"{heading.text} (blank)"
    return text if len(text) <= LONGEST_CHOICE else text[: LONGEST_CHOICE - 1] + "…"
