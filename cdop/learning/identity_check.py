"""Holds a text that is about to leave against all of a panel's cases: that and where, never whose.

What it gives back are passages of the text as typed; no name, date or case goes with them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cdop.core.identity_guard.contacts import CONTACTS, find_contacts, is_mobile
from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.guard import resolve
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading
from cdop.core.typed_figures.findings import FigureKind
from cdop.db.keys import ring
from cdop.extensions import db
from cdop.learning.figure_passages import Marked, label_of, safer_wording, why, with_figures
from cdop.learning.identity_models import IdentityKept
from cdop.learning.identity_records import contacts_among, records_of
from cdop.learning.models import IdentityDismissal

FOR_THE_CHAIR = "The chair decides on what is weak"  # so that an editor can ask at all
AROUND = 60  # letters
_BETWEEN = "\n\n\n"


@dataclass(frozen=True)
class Passage:
    """A marked passage: the part and line it stands in, why, and what could stand instead."""

    part: str
    line: int
    start: int
    end: int
    words: str
    kind: Kind | FigureKind
    severity: Severity
    mark: str  # the same for these words in the same line, readable by nobody
    words_mark: str = ""  # the same for these words wherever they stand
    before: str = ""  # the words around it, on its line
    after: str = ""
    key: str = ""  # the same for this passage in this very text, and for nothing else
    dismissed: str = ""  # what the editor says of it, for the chair
    kept: str = ""  # why it may stay, by the chair who signed this very text off
    kept_before: str = ""  # and what a chair said of the same words in an earlier text

    @property
    def label(self) -> str:
        return label_of(self.kind)

    @property
    def why(self) -> str:
        return why(self.kind)

    @property
    def safer(self) -> str:
        return safer_wording(self.kind, self.severity, self.words)

    @property
    def is_figure(self) -> bool:
        """A number that was typed, not a sign of who a child was."""
        return isinstance(self.kind, FigureKind)

    @property
    def stops(self) -> bool:
        return self.severity is Severity.STOP

    @property
    def needs_reason(self) -> bool:
        return self.severity is Severity.REASON

    @property
    def is_open(self) -> bool:
        """Weak, and no chair has said yet why it may stay."""
        return self.needs_reason and not self.kept


class IdentityFound(Exception):
    """The wording may not leave as it stands; the passages say why."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        super().__init__("The wording holds what may identify a child")
        self.passages = list(passages)


def check_parts(
    parts: Mapping[str, str],
    *,
    panel_id: str,
    near: Iterable[str] = (),
    subject_id: str = "",
    may_stand: Collection[Kind] = (),
    figures: bool = False,
) -> list[Passage]:
    """The passages of a text in parts (title, body ...) that could tell of a child of the panel.

    Of the cases `near` it weak signs are told too. What an editor and a chair said of a passage of
    `subject_id` is told with it. Contacts that `may_stand` are marked only if a case holds them.
    What is to be published is looked through for typed `figures` too.
    """
    near_ids = set(near)
    records = records_of(panel_id)
    reading = Reading.of(_BETWEEN.join(parts.values()))
    found = check_against(
        reading,
        [record for case_id, record in records.items() if case_id not in near_ids],
        [record for case_id, record in records.items() if case_id in near_ids],
        partial(_may_stand, CONTACTS.intersection(may_stand)),
    )
    said = _Said.of(subject_id)
    marked: Sequence[Marked] = _with_contacts(found, reading, panel_id)
    if figures:
        marked = with_figures(marked, _BETWEEN.join(parts.values()))
    return [passage for each in marked for passage in _passages(each, parts, said)]


def _may_stand(kinds: Collection[Kind], finding: Finding) -> bool:
    """A contact that belongs here: of an office, so no mobile telephone's."""
    return finding.kind in kinds and not is_mobile(finding)


def _with_contacts(found: Iterable[Finding], reading: Reading, panel_id: str) -> list[Finding]:
    """Also those in case records that look like a public one."""
    there = list(find_contacts(reading.folded))
    known = contacts_among(there, panel_id).of(there)
    return resolve([*found, *known])


def must_not_identify(passages: Sequence[Passage], reason: str = "") -> list[Passage]:
    """Refuses exact identifiers, and weaker ones that nobody gave a reason for; else what stays."""
    stopped = [each for each in passages if each.stops or (each.is_open and not reason)]
    if stopped:
        raise IdentityFound(stopped)
    return [each for each in passages if each.needs_reason]


def must_name_nobody(
    parts: Mapping[str, str], *, panel_id: str, may_stand: Collection[Kind] = ()
) -> None:
    """For words that others read though no chair signs them off: nothing marked may stay."""
    must_not_identify(check_parts(parts, panel_id=panel_id, may_stand=may_stand))


@dataclass(frozen=True)
class _Said:
    """What people said of the passages of one text, by what was marked."""

    subject_id: str
    by_editor: Mapping[str, str]
    by_chair: Mapping[str, str]
    before: Mapping[str, str]

    @classmethod
    def of(cls, subject_id: str) -> "_Said":
        if not subject_id:
            return cls("", {}, {}, {})
        dismissed = db.session.scalars(
            db.select(IdentityDismissal).where(IdentityDismissal.subject_id == subject_id)
        )
        kept = db.session.scalars(
            db.select(IdentityKept)
            .where(IdentityKept.subject_id == subject_id)
            .order_by(IdentityKept.created_at)
        ).all()
        return cls(
            subject_id,
            {row.mark: row.reason for row in dismissed},
            {row.passage: row.reason for row in kept},
            {row.mark: row.reason for row in kept},
        )


def _passages(finding: Marked, parts: Mapping[str, str], said: _Said) -> Iterator[Passage]:
    """The finding in its part; where it goes over from one to the next, its share of each."""
    offset = 0
    for part, text in parts.items():
        start, end = max(finding.start - offset, 0), min(finding.end - offset, len(text))
        if text[max(start, 0) : max(end, 0)].strip():
            yield _passage(replace(finding, start=start, end=end), part, text, said)
        offset += len(text) + len(_BETWEEN)


def _passage(finding: Marked, part: str, text: str, said: _Said) -> Passage:
    start, end = finding.start, finding.end
    words = text[start:end]
    before, after = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    mark = mark_of(finding.kind, words, f"{before}{words}{after}")
    words_mark = mark_of(finding.kind, words)
    key = ring().mark("identity passage", f"{said.subject_id} {mark} {part} {start} {text}")
    return Passage(
        part,
        text.count("\n", 0, start) + 1,
        start,
        end,
        words,
        finding.kind,
        finding.severity,
        mark,
        words_mark,
        f"…{before[-AROUND:]}" if len(before) > AROUND else before,
        f"{after[:AROUND]}…" if len(after) > AROUND else after,
        key,
        said.by_editor.get(mark, ""),
        said.by_chair.get(key, ""),
        said.before.get(words_mark, ""),
    )


def mark_of(kind: Kind | FigureKind, words: str, line: str = "") -> str:
    said = "\n".join(" ".join(each.lower().split()) for each in (words, line))
    return ring().mark("identity dismissal", f"{kind.value} {said}")
