"""Days and ages of a draft that are those of the record."""

from collections.abc import Iterator
from datetime import date

from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.reading import Reading


def find_times(reading: Reading, record: Record) -> Iterator[Finding]:
    """Each mention of the days of birth and death, and of the age between them."""
    born, died = record.date_of_birth, record.date_of_death
    for day in (born, died):
        yield from _of_day(reading, day)
    if born and died and born <= died:
        for age in reading.ages:
            if age.fits(born, died):
                yield _finding(reading, age.start, age.end, Kind.AGE_EXACT)
        for birthday in reading.birthdays:
            if birthday.fits(born, died):
                yield _finding(reading, birthday.start, birthday.end, Kind.RELATIVE_DAY)


def find_any_age(reading: Reading) -> Iterator[Finding]:
    """Where nothing is known of a child: ages so exact that they may be one child's."""
    for age in reading.ages:
        if age.is_exact:
            yield _finding(reading, age.start, age.end, Kind.AGE_EXACT, Severity.HINT)


def _of_day(reading: Reading, day: date | None) -> Iterator[Finding]:
    for mention in reading.days if day else ():
        if day and mention.fits(day):
            yield _finding(reading, mention.start, mention.end, mention.kind, mention.severity)


def _finding(
    reading: Reading, start: int, end: int, kind: Kind, severity: Severity = Severity.REASON
) -> Finding:
    first, last = reading.folded.span(start, end)
    return Finding(first, last, kind, severity, reading.folded.draft[first:last])
