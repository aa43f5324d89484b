"""A leak hunt: every number in anything that a release sends out is one that was published.

The true numbers of hidden cells are replaced by numbers that nothing else could give (PLANTED)
before the release is made; then each page, file, feed, mail, chart and picture is read as its
readers can read it.
"""

import csv
import io
import re
import zipfile
from html import unescape

import pytest
from openpyxl import load_workbook

from cdop.audits import changes, pictures, preparing, protecting, publishing
from cdop.audits.booklets import of_release
from cdop.audits.models import Profile
from cdop.extensions import db
from cdop.newsletters import edition as editions
from cdop.newsletters.edition import card_of, of_publication, pdf_of
from cdop.newsletters.mailing import compose
from cdop.web.charts.theme import HIDDEN
from tests.audits.conftest import (  # noqa: F401
    build,
    chair,
    deputy,
    offered,
    reviewed_death,
    thirty_deaths,
)
from tests.newsletters.build import published as published_issue
from tests.pdf_reading import read_pdf

PLANTED = 7_654_300
PLANTED_TEXT = re.compile(r"7[,.\s]?6[,.\s]?5[,.\s]?4[,.\s]?3|7\.65")
ADDRESSES = re.compile(r"https?://\S+|tag:\S+|/\S+/\S+|\b[0-9a-f]{8,}\b|#[0-9a-f]{6}\b")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Where one is among the chapters, and how many lines a table has.
PLACES = re.compile(r"\bchapter \d+ of \d+\b|\bAll \d+ lines\b")
# What a page or file says besides: today, page numbers, sizes and dates of the frame.
DATES = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{4}(?: at [\d:]+[ap]m)?|\b\d{4}-\d\d-\d\d(?:T[\d:+.Z]+)?\b"
)


@pytest.fixture
def released(offered, deputy, monkeypatch):  # noqa: F811
    """A release whose hidden numbers are, wherever the service keeps them, the planted ones."""
    number = iter(range(PLANTED, PLANTED + 1000))
    in_child = protecting.in_child

    def planted(step, task, *others):
        answer = in_child(step, task, *others)
        hidden = [entry for entry in answer.get("ledger", ()) if not entry[1]]
        for entry in hidden:
            entry[2] = next(number)
        return answer

    monkeypatch.setattr(preparing.protecting, "in_child", planted)
    offered.results = offered.results | {
        "tables": [
            table | {"rows": [_planted(row, number) for row in table["rows"]]}
            for table in offered.results["tables"]
        ]
    }
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)
    db.session.commit()
    return release


def _planted(row, number):
    counts = {name: row[name] for name in ("count", "denominator", "not_known")}
    small = [name for name, value in counts.items() if value is not None and 1 <= value < 8]
    return row | {name: next(number) for name in small}


@pytest.fixture
def issue(released, make):
    drawn = [table for table in released.tables if table.chart_svg]
    lines = [f"[[chart {table.number}]]" for table in drawn[:2]]
    lines += [f"[[table {table.number}]]" for table in released.tables]
    return published_issue(make, body="\n\n".join(lines))


@pytest.fixture
def artefacts(released, issue, sign_in):
    """Everything that leaves, by name, as all the text that anybody could read in it."""
    anybody, slug = sign_in(), released.panel.slug
    base = f"/published/{released.id}"
    news = f"/news/{slug}/{issue.number}"

    def fetched(path):
        return anybody.get(path).response.data

    mail = compose(of_publication(issue), "https://panel.example")
    pages = {name: fetched(name).decode() for name in (news, "/", "/news/", f"/news/{slug}/")}
    pages |= _read_by(anybody, base, released)
    return {
        **{name: _all_words(html) for name, html in pages.items()},
        "feed.atom": _all_words(unescape(fetched(f"/news/{slug}/feed.atom").decode())),
        "feed.json": unescape(fetched(f"/news/{slug}/feed.json").decode()),
        "release.pdf": _pdf_words(fetched(f"{base}.pdf")),
        "newsletter.pdf": _pdf_words(pdf_of(of_publication(issue))),
        "release.csv": " ".join(
            cell
            for line in csv.reader(io.StringIO(fetched(f"{base}.csv").decode("utf-8-sig")))
            for cell in line
        ),
        "release.json": fetched(f"{base}.json").decode(),
        "release.xlsx": _workbook_words(fetched(f"{base}.xlsx")),
        "mail.html": _all_words(mail.html),
        "mail.txt": mail.text,
    }


def _read_by(browser, base, release):
    """The address of a release, the whole of it on one page, and each of its chapters."""
    parts = ["all", *range(1, len(release.definition["parts"]) + 1)]
    answers = {base: browser.get(base)}
    answers |= {f"{base}?part={part}": browser.get(f"{base}?part={part}") for part in parts}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert browser.get(f"{base}?part={len(parts)}").status_code == 404
    return {name: answer.html for name, answer in answers.items()}


def _all_words(html):
    """Text and every attribute that is read out or shown; coordinates are looked at apart."""
    spoken = re.findall(r'(?:alt|title|aria-label|content|value|data-[\w-]+)="([^"]*)"', html)
    return unescape(" ".join([re.sub(r"<[^>]+>", " ", html), *spoken]))


def _pdf_words(content):
    """All but the letters in its drawings, which are the stored charts."""
    reading = read_pdf(content)
    return " ".join([reading.words, reading.beside, *reading.pictures])


def _workbook_words(content):
    """Cells of all sheets, hidden ones too, comments, names of sheets and properties."""
    book = load_workbook(io.BytesIO(content))
    found = [str(value) for value in vars(book.properties).values() if isinstance(value, str)]
    for sheet in book.worksheets:
        found.append(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                found += [str(cell.value)] if cell.value is not None else []
                found += [cell.comment.text] if cell.comment else []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        found += [parts.read(name).decode() for name in parts.namelist() if "docProps" in name]
    return " ".join(found)


def test_every_number_a_reader_could_see_was_published(artefacts, released, issue):
    allowed = _numbers(" ".join([*_published(released), issue.title, issue.summary]))
    allowed |= _as_numbers(released) | FRAME
    allowed.add(str(len(released.tables) + 3))  # sheets of the workbook
    # Ticks of the axes: that charts are made from printed numbers alone is looked at below.
    allowed |= _numbers(" ".join(_all_words(table.chart_svg) for table in released.tables))

    strange = {}
    for name, words in artefacts.items():
        assert not PLANTED_TEXT.search(words), f"{name} holds the true number of a hidden cell"
        text = PLACES.sub(" ", DATES.sub(" ", ADDRESSES.sub(" ", words)))
        strange[name] = sorted(_numbers(text) - allowed)

    assert str({name: found for name, found in strange.items() if found}) == "{}"


# "95% interval", version of XML and of the vocabulary, sizes of the frame, page numbers.
FRAME = {"95", "1.0", "24", "999", "111", "0"}


def _published(release):
    booklet = of_release(release)
    yield from (booklet.title, booklet.number, *booklet.key)
    yield from (words for pair in booklet.facts for words in pair)
    for table in booklet.tables:
        yield from (table.number, table.title, table.sentence, *table.notes)
        yield from (words for pair in table.about for words in pair)
        for row in table.content["rows"]:
            yield from (row["label"], *row["cells"].values())


def _numbers(text):
    return set(NUMBER.findall(text))


def _as_numbers(release):
    """Printed numbers as a workbook keeps them, and as a CSV writes them."""
    printed = " ".join(_published(release))
    shares = re.findall(r"([\d.]+)%", printed)
    return {repr(round(float(share) / 100, 6)) for share in shares} | {
        number.replace(",", "") for number in _numbers(printed)
    }


def test_charts_and_sentences_are_made_from_what_is_printed_alone(released):
    drawn = [table for table in released.tables if table.chart_svg]
    assert drawn

    for table in drawn:
        shown = publishing.shown_rows(table.content)
        rendered = {
            "code": "x",
            "title": table.title,
            "sentence": publishing.sentence(table.title, shown),
            "content": table.content,
            "picture": "shares",
        }
        again = {
            kind: pictures.draw_released([rendered | {"picture": kind}]).get("x")
            for kind in ("shares", "counts")
        }
        assert table.chart_svg in again.values()
        hidden = sum(row.hidden for row in shown)
        assert table.chart_svg.count(HIDDEN.split()[-1]) >= hidden or not hidden

    for table in released.tables:
        assert table.sentence == publishing.sentence(
            table.title, publishing.shown_rows(table.content)
        )


def test_the_card_for_social_media_holds_words_of_the_issue_alone(issue, monkeypatch):
    told = []
    monkeypatch.setattr(
        editions, "render_pages", lambda *given, **named: told.append((given, named)) or [b""]
    )

    card_of(of_publication(issue))

    text = str(told)
    assert issue.title in text
    assert not PLANTED_TEXT.search(text)
    assert "[[" not in text
