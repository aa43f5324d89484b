"""Markers planted in the demonstration: each is seen by those who may, and stands nowhere else.

One person of each kind tries the address of every record of every panel, shown to them or not,
and follows links from their start page.
"""

import json
import re
import shutil
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZipFile, is_zipfile

import pytest

from cdop.accounts.models import AccountLink, Panel, User
from cdop.analysis.code_models import OwnLearningCode
from cdop.analysis.models import (
    AdviceGiven,
    Analysis,
    FactorScore,
    LearningPoint,
    Ratification,
    Recommendation,
)
from cdop.app import create_app
from cdop.audits.models import Audit, AuditRecommendation, Release
from cdop.audits.themes.models import Theme
from cdop.cases.models import Case, ClockPause, Conflict, Transfer
from cdop.demo.load import load_demo
from cdop.exchange.models import ImportBatch
from cdop.extensions import db
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import run_due
from cdop.learning.models import Lesson, PassedPoint
from cdop.mail.models import OutboxMail
from cdop.newsletters.models import Issue, Publication
from cdop.newsletters.reader_models import Subscriber
from cdop.trail.models import TrailEntry
from tests.access.table import TABLE
from tests.access.world import _cookie_of
from tests.conftest import CONFIG
from tests.pdf_reading import read_pdf

SIZE = 120
MOST_PAGES = 25  # of one person's crawl; what is planted is reached by its own address besides
WALKERS = {
    "administrator@cdop.example",
    *(
        f"{who}@larkmoor.example"
        for who in ("coordinator", "member", "member2", "chair", "editor", "governance")
    ),
    *(f"{who}@brindle-coast.example" for who in ("coordinator", "member", "editor")),
}
NOT_FOLLOWED = re.compile(r"^/(static|unsubscribe)/")
TITLE = re.compile(r"<title>(.*?)</title>", re.S)
LINK = re.compile(r'href="(/[^"#]*)')


@dataclass
class Seen:
    """What one person was shown."""

    texts: dict[str, str]  # by address
    named: list[str]  # addresses, titles, Locations, file names


class Demo:
    def __init__(self, folder) -> None:
        self.app = create_app(CONFIG, {"CDOP_ENV": "test", "CDOP_DATA": str(folder)})
        self.folder = folder
        with self.app.app_context():
            db.create_all()
            db.session.commit()
            sheet = json.loads(load_demo(size=SIZE).read_text())
            _leave_out_the_release()
            run_due()
            db.session.commit()
            self.markers = sheet["markers"]
            self.people = _people(sheet["people"])
            self.panel_ids = {p.slug: p.id for p in db.session.scalars(db.select(Panel))}
            self.homes = _homes([marker["text"] for marker in self.markers])
            self.cookies = {
                email: _cookie_of(self.app, user)
                for user in db.session.scalars(db.select(User).where(User.disabled_at.is_(None)))
                if (email := user.email) in WALKERS
            }
            self.addresses = _addresses(self.homes)
            db.session.remove()

    def crawl(self, email: str | None) -> Seen:
        """Every page that links lead to from the start pages, then every record there is."""
        client = self.app.test_client(use_cookies=False)
        headers = {"Cookie": self.cookies[email]} if email else {}
        seen, waiting = Seen({}, []), ["/home", "/", "/news/", *self.addresses]
        known = set(waiting)
        while waiting:
            path = waiting.pop(0)
            response = client.get(path, headers=headers, buffered=True)
            assert response.status_code < 500, path
            text = _text_of(response)
            seen.texts[path] = text
            seen.named += _names(path, response, text)
            for found in LINK.findall(text):
                link = unescape(found)
                if link not in known and len(known) < MOST_PAGES + len(self.addresses):
                    known.add(link)
                    if not NOT_FOLLOWED.match(link):
                        waiting.append(link)
        return seen


def _leave_out_the_release() -> None:
    """Disclosure control takes a minute of its own and has its own tests; no marker is in it."""
    for job in db.session.scalars(db.select(Job)):
        if job.payload.get("basis") == "review":
            job.state = JobState.DONE
    db.session.commit()


def _people(entries) -> dict[str, list[tuple[str, set[str], set[str]]]]:
    """By e-mail: on which panel, in which roles, with conflicts in which cases."""
    people: dict[str, list] = {}
    for each in entries:
        held = (each["panel"], set(each["roles"]), set(each["conflicts"]))
        people.setdefault(each["email"], []).append(held)
    return people


def _homes(texts: list[str]) -> dict[str, str | None]:
    """The case that holds each marker, where a case does."""
    homes: dict[str, str | None] = dict.fromkeys(texts)
    for case in db.session.scalars(db.select(Case)):
        analysis = db.session.scalar(db.select(Analysis).where(Analysis.case_id == case.id))
        parts = [case, case.identity, case.account]
        if analysis is not None:
            parts += [analysis, *analysis.learning_points, *analysis.recommendations]
        said = " ".join(
            str(getattr(part, column.key))
            for part in parts
            if part is not None
            for column in part.__table__.columns
        )
        homes |= {text: case.id for text in texts if text in said}
    return homes


def _addresses(homes) -> list[str]:
    """Every GET address of every record: of the marked cases, and of all else there is."""
    cases = sorted({case_id for case_id in homes.values() if case_id})
    filled: set[str] = set()
    for line in TABLE:
        if line.method == "GET" and "<" in line.rule and line.record in _VALUES:
            for values in _VALUES[line.record](cases):
                if all(name in values for name in re.findall(r":(\w+)>", line.rule)):
                    filled.add(
                        re.sub(r"<[^>]*?(\w+)>", lambda m, v=values: str(v[m[1]]), line.rule)
                    )
    return sorted(filled)


def _of_cases(model):
    def values(cases):
        rows = db.session.scalars(db.select(model).where(model.case_id.in_(cases)))
        return [{"case_id": row.case_id, f"{_SHORT[model]}_id": row.id} for row in rows]

    return values


def _of_analyses(model):
    def values(cases):
        rows = db.session.execute(
            db.select(Analysis.case_id, model.id)
            .join(model, model.analysis_id == Analysis.id)
            .where(Analysis.case_id.in_(cases))
        )
        return [{"case_id": case, "row_id": row, "point_id": row} for case, row in rows]

    return values


def _all(model, name):
    return lambda _cases: [{name: each} for each in db.session.scalars(db.select(model.id))]


def _some(model, name):
    """Of kinds that are many and alike, the newest few."""
    newest = db.select(model.id).order_by(model.created_at.desc()).limit(4)
    return lambda _cases: [{name: each} for each in db.session.scalars(newest)]


def _slugs(_cases):
    return [{"panel_slug": slug} for slug in db.session.scalars(db.select(Panel.slug))]


def _publications(_cases):
    rows = db.session.scalars(db.select(Publication))
    return [{"panel_slug": row.panel.slug, "number": row.number} for row in rows]


def _of_panel(model, name):
    def found(_cases):
        slugs = {panel.id: panel.slug for panel in db.session.scalars(db.select(Panel))}
        return [
            {"panel_slug": slugs[row.panel_id], name: row.id}
            for row in db.session.scalars(db.select(model))
        ]

    return found


def _some_standard(_cases):
    return [{**found, "code": "s01"} for found in _slugs(_cases)]


def _audits(_cases):
    """The first few: markers are planted in these, and each is read as page, PDF and workbook."""
    return [
        {"audit_id": each, "profile": profile, "place": 0}
        for each in db.session.scalars(db.select(Audit.id).order_by(Audit.created_at).limit(4))
        for profile in ("public", "partner", "panel")
    ]


_SHORT = {ClockPause: "pause", Conflict: "conflict"}
_VALUES = {
    "case": lambda cases: [{"case_id": case} for case in cases],
    "pause": _of_cases(ClockPause),
    "conflict": _of_cases(Conflict),
    "factor": _of_analyses(FactorScore),
    "advice": _of_analyses(AdviceGiven),
    "learning-point": _of_analyses(LearningPoint),
    "recommendation": _of_analyses(Recommendation),
    "ratification": _of_analyses(Ratification),
    "transfer": _all(Transfer, "transfer_id"),
    "batch": _all(ImportBatch, "batch_id"),
    "lesson": _all(Lesson, "lesson_id"),
    "issue": _all(Issue, "issue_id"),
    "subscriber": _some(Subscriber, "subscriber_id"),
    "passed-point": _all(PassedPoint, "point_id"),
    "audit": _audits,
    "national-view": _all(Audit, "audit_id"),
    "national-asked": _all(Audit, "audit_id"),
    "audit-line": _some(AuditRecommendation, "recommendation_id"),
    "standard": _some_standard,
    "released": _all(Release, "release_id"),
    "release": _all(Release, "release_id"),
    "panel-page": _slugs,
    "theme": _of_panel(Theme, "theme_id"),
    "learning-code": _of_panel(OwnLearningCode, "code_id"),
    "publication": _publications,
    "mail": _some(OutboxMail, "mail_id"),
    "work": _some(Job, "job_id"),
    "person": _some(User, "user_id"),
    "membership": _some(AccountLink, "membership_id"),
    "panel": _all(Panel, "panel_id"),
}


def _text_of(response) -> str:
    if response.data[:2] == b"PK" and is_zipfile(BytesIO(response.data)):
        with ZipFile(BytesIO(response.data)) as parts:
            return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if response.data[:4] == b"%PDF":
        return read_pdf(response.data).everything
    return response.get_data().decode(errors="replace")  # a picture is read as it is


def _names(path: str, response, text: str) -> list[str]:
    headers = [response.headers.get(name, "") for name in ("Location", "Content-Disposition")]
    return [path, *headers, *TITLE.findall(text), *LINK.findall(text)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    yield Demo(folder)
    shutil.rmtree(folder / "mail", ignore_errors=True)


@pytest.fixture(scope="module")
def crawls(demo) -> dict[str | None, Seen]:
    return {email: demo.crawl(email) for email in [None, *demo.cookies]}


def may_see(demo, email: str | None, marker) -> bool:
    """Whether the person holds an allowed role on the marker's panel, without a conflict."""
    if email is None:
        return False
    case_id = demo.homes[marker["text"]]
    return any(
        panel == marker["panel"] and roles & set(marker["allowed_roles"]) and case_id not in shut
        for panel, roles, shut in demo.people[email]
    )


def test_a_marker_is_shown_to_nobody_but_those_who_may_see_it(demo, crawls):
    leaks = [
        f"{marker['where']} {marker['text']} was shown to {email or 'the public'} at"
        f" {urlsplit(path).path}"
        for email, seen in crawls.items()
        for marker in demo.markers
        if not may_see(demo, email, marker)
        for path, text in seen.texts.items()
        if stands_in(marker["text"], text)
    ]

    assert leaks == []


def test_every_marker_is_shown_to_somebody_who_may_see_it(demo, crawls):
    """Or the walk was too short to mean anything."""
    unseen = [
        marker["text"]
        for marker in demo.markers
        if not any(
            stands_in(marker["text"], text)
            for email, seen in crawls.items()
            if may_see(demo, email, marker)
            for text in seen.texts.values()
        )
    ]

    assert unseen == []


def test_no_name_stands_in_an_address_a_title_or_a_file_name(demo, crawls):
    named = {
        marker["text"]: found
        for marker in demo.markers
        if marker["where"] == "identity" or marker["text"].startswith("Canary")
        for email, seen in crawls.items()
        for found in seen.named
        if marker["text"] in found and not found.startswith("Canary")
        if marker["where"] in ("identity", "narrative", "case")
    }

    assert named == {}


def test_no_marker_stands_in_the_log_in_a_mail_or_in_the_trail(demo, crawls):
    secret = [marker["text"] for marker in demo.markers if marker["where"] != "draft"]
    kept = {
        str(path.relative_to(demo.folder)): path.read_bytes().decode(errors="replace")
        for folder in ("log", "mail")
        for path in (demo.folder / folder).rglob("*")
        if path.is_file()
    }
    with demo.app.app_context():
        for entry in db.session.scalars(db.select(TrailEntry)):
            kept[f"trail {entry.sequence}"] = json.dumps(entry.detail)
        for mail in db.session.scalars(db.select(OutboxMail)):
            kept[f"mail {mail.id}"] = f"{mail.subject} {mail.text} {mail.html} {mail.headers}"

    assert [(text, name) for name, said in kept.items() for text in secret if text in said] == []
    assert any(name.startswith("log") for name in kept)


def test_who_has_a_conflict_is_shown_nothing_of_that_case(demo, crawls):
    conflicted = [
        (email, case_id)
        for email, held in demo.people.items()
        if email in demo.cookies
        for _panel, _roles, cases in held
        for case_id in cases
    ]

    shown = [
        (email, path)
        for email, case_id in conflicted
        for path, text in crawls[email].texts.items()
        if path.startswith(f"/cases/{case_id}") and "Page not found" not in text
    ]

    assert conflicted
    assert shown == []


def stands_in(text: str, page: str) -> bool:
    """As a word of its own: a reference is not seen in a longer one."""
    return re.search(rf"(?<![\w/]){re.escape(text)}(?![\w/])", page) is not None
