"""How dates, numbers and answers are written for people in the UK."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, request, url_for

from cdop.core.answers import Answer
from cdop.web.stacking import stacked, stacks

LONDON = ZoneInfo("Europe/London")
DASH = "–"


def uk_date(value: date | datetime | None) -> str:
    """31 March 2026; an instant is given as the day it was in London."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = as_london(value).date()
    return f"{value.day} {value:%B %Y}"


def uk_date_short(value: date | datetime | None) -> str:
    """31 Mar 2026, for narrow columns."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = as_london(value).date()
    return f"{value.day} {value:%b %Y}"


def uk_datetime(value: datetime | None) -> str:
    """31 March 2026 at 2:05pm, in London time; a bare instant is taken as UTC."""
    if value is None:
        return ""
    local = as_london(value)
    hour = local.hour % 12 or 12
    return f"{uk_date(local)} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def uk_month(value: date | None) -> str:
    """March 2026."""
    return "" if value is None else f"{value:%B %Y}"


def as_london(value: datetime) -> datetime:
    """The moment on the clocks of England."""
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(LONDON)


def nhs_number(value: str | None) -> str:
    """999 123 4567."""
    digits = "".join(c for c in value or "" if c.isdigit())
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else value or ""


def percent(share: float | Decimal | None, places: int = 1) -> str:
    """12.5% from 0.125."""
    return "" if share is None else f"{float(share) * 100:.{places}f}%"


def number(value: int | float | Decimal | None, places: int = 0) -> str:
    """12,345, or 12,345.6 with one place."""
    return "" if value is None else f"{value:,.{places}f}"


def plural(count: int, one: str, many: str = "") -> str:
    """1 case, 2 cases."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def yes_no(answer: Answer | str | bool | None) -> str:
    """The words for an answer; a blank one says that nobody answered."""
    if answer is None or answer == "":
        return "Not answered"
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    return Answer(answer).label


def or_dash(value: Any) -> Any:
    """A dash for what is missing, so that a table cell is never empty."""
    return DASH if value is None or value == "" else value


def url_with(**changes: Any) -> str:
    """The address of this page with some query arguments changed, or dropped where None."""
    kept: dict[str, Any] = {k: v for k, v in request.args.lists() if k not in changes}
    kept |= {k: v for k, v in changes.items() if v is not None}
    return url_for(request.endpoint or "", **{**(request.view_args or {}), **kept})


def route_exists(endpoint: str) -> bool:
    """Whether the app has this page, so that the frame of a page can stand by itself."""
    return endpoint in current_app.view_functions


def idle_seconds() -> int:
    return int(current_app.config.get("IDLE_MINUTES", 30)) * 60


FILTERS: Mapping[str, Any] = {
    "uk_date": uk_date,
    "uk_date_short": uk_date_short,
    "uk_datetime": uk_datetime,
    "uk_month": uk_month,
    "nhs_number": nhs_number,
    "percent": percent,
    "number": number,
    "plural": plural,
    "yes_no": yes_no,
    "or_dash": or_dash,
    "stacks": stacks,
    "stacked": stacked,
}


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        url_with=url_with, route_exists=route_exists, idle_seconds=idle_seconds
    )
