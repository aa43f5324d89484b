"""Safer-sleep advice on record: which profession, at which contact, with which message."""

from collections.abc import Iterable

from cdop.audits.deaths import Records
from cdop.audits.findings import Finding
from cdop.audits.records import YES
from cdop.audits.tables.model import REVIEWED
from cdop.audits.tables.sudi_tables import Section
from cdop.core.catalogues.sleep import MESSAGES, ContactPoint, Profession

NO_RECORD = (
    "Deaths with the advice on record at least once. No record does not prove that no advice was"
    " given."
)


def advised(records: Records) -> list[Finding | None]:
    """Two crossings of professions; those with nothing on record are left out."""
    contacts = [(contact.value, contact.label) for contact in ContactPoint]
    messages = [(code, f"{code} ({each.tier.label.lower()})") for code, each in MESSAGES.items()]
    return [
        _crossing(
            records,
            "advice_by_contact",
            "Advice by profession and contact",
            contacts,
        ),
        _crossing(
            records,
            "advice_by_message",
            "Messages by profession",
            [(code, f"{label}: {MESSAGES[code].text}") for code, label in messages],
        ),
    ]


def _crossing(
    records: Records, code: str, title: str, lines: Iterable[tuple[str, str]]
) -> Finding | None:
    reviewed = records.mask(REVIEWED)

    def number(profession: Profession, what: str) -> int:
        name = f"advice:{profession}:{what}"
        if name not in records.domains:
            return 0
        return (reviewed & records.of(name, (YES,))).bit_count()

    lines = list(lines)
    found = {who: {what: number(who, what) for what, _ in lines} for who in Profession}
    professions = [who for who in Profession if any(found[who].values())]
    rows = [
        (label, {who.value: f"{found[who][what]:,}" for who in professions})
        for what, label in lines
        if any(found[who][what] for who in professions)
    ]
    if not rows:
        return None
    never = [label for what, label in lines if not any(found[who][what] for who in professions)]
    return Finding(
        code,
        Section.ADVICE,
        title,
        f"{title}, of {reviewed.bit_count():,} reviewed deaths.",
        [(who.value, who.label) for who in professions],
        rows,
        (NO_RECORD, *([f"On record for no death: {'; '.join(never)}."] if never else [])),
    )
