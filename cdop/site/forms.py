"""What is typed on the pages about pages."""

from datetime import date
from urllib.parse import urlsplit

from cdop.core.ages import add_months
from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL
from cdop.db.clock import today
from cdop.site.kinds import PageKind
from cdop.web.forms import (
    NhsForm,
    Radios,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    UKDateField,
    ValidationError,
)

LONGEST_YEARS = 2
LONGEST = 30_000  # characters of a page


def _latest() -> date:
    return add_months(today(), 12 * LONGEST_YEARS)


class NewPageForm(NhsForm):
    kind = Radios("Which page", choices=PageKind, coerce=PageKind, required="Choose the page")
    language = Select(
        "Language",
        choices=[SelectChoice(each.code, each.english) for each in LANGUAGES.values()],
        default=ORIGINAL,
        required="Choose the language",
    )


class PageForm(NhsForm):
    title = TextField("Title", required="Enter a title", max_length=120)
    body = TextArea(
        "Text",
        hint="Headings start with ##. Links need words that say where they lead.",
        required="Write the page",
        max_length=LONGEST,
        rows=22,
        markdown=True,
    )
    owner_id = Select("Who keeps it up to date", required="Choose who keeps it")
    review_by = UKDateField(
        "To be looked through by",
        hint=f"At most {LONGEST_YEARS} years from now",
        required="Enter a date",
        earliest=today,
        latest=_latest,
    )


class ReviewForm(NhsForm):
    review_by = UKDateField(
        "To be looked through again by",
        required="Enter a date",
        earliest=today,
        latest=_latest,
    )


class EmbeddingForm(NhsForm):
    name = TextField(
        "Whose website",
        hint="Such as “Northmere Council”",
        required="Enter whose it is",
        max_length=100,
    )
    origin = TextField(
        "Its address",
        hint="Only the beginning, such as https://www.example.org",
        required="Enter the address",
        max_length=200,
    )

    def validate_origin(self, field: TextField) -> None:
        origin = _origin_in((field.data or "").strip().rstrip("/"))
        if origin is None:
            raise ValidationError("Enter an address such as https://www.example.org")
        field.data = origin


def _origin_in(typed: str) -> str | None:
    """The address in the letters that a header can carry, or None if it is no plain one."""
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    known = host.isascii() and all(c.isalnum() or c in "-." for c in host) and "." in host
    if parts.scheme != "https" or not (plain and known):
        return None
    return f"https://{host.lower()}{f':{port}' if port else ''}"


class SearchForm(NhsForm):
    words = TextField("Search", max_length=100)
