"""Two panels with one record of every kind on each, and everybody who might want to see them."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, current_app

from cdop.access.roles import ACCOUNT_ROLES, Role
from cdop.accounts.links import make_link
from cdop.accounts.models import LinkPurpose, Panel, User
from cdop.analysis.code_models import OwnLearningCode
from cdop.analysis.models import AdviceGiven, Ratification, Recommendation
from cdop.audits import changes as audits
from cdop.audits.models import Audit, AuditKind, AuditRecommendation, AuditState, Basis
from cdop.audits.themes import changes as themes
from cdop.audits.themes.models import Theme
from cdop.cases.models import ClockPause, Transfer
from cdop.core.answers import Answer
from cdop.core.catalogues.sleep import ContactPoint, Profession
from cdop.core.clocks import PauseReason
from cdop.core.influence import Influence
from cdop.core.lessons import LessonState
from cdop.core.publication import IssueState
from cdop.core.theme import EXAMPLES
from cdop.core.workflow import Stage
from cdop.db.clock import now, today
from cdop.exchange.models import ImportBatch
from cdop.extensions import db
from cdop.jobs.models import Job, JobState
from cdop.mail.models import OutboxMail
from cdop.mail.transport import file_name
from cdop.newsletters.tokens import confirm_token, unsubscribe_token
from tests.browse import Browser
from tests.learning import build as learning
from tests.making import Make
from tests.newsletters import build as newsletters
from tests.populations import build as populations
from tests.site import build as site
from tests.training import build as training

HERE, THERE = "here", "there"
RELATIONS = ("own", "other", "conflicted", "withdrawn", "disabled")


class World:
    """`cookies[role, standing]` signs a person in; `values[panel][record]` fill an address.

    Everybody belongs to the panel `here`; nobody but `elsewhere`, who holds every role there,
    belongs to the panel `there`.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.cookies: dict[tuple[str, str], str] = {}
        self.ids: dict[tuple[str, str], str] = {}
        self.values: dict[str, dict[str, dict[str, object]]] = {}
        self._folder = Path(app.config["DATA"])
        with app.app_context():
            sa.event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
            self._build()
            db.session.remove()
            db.engine.dispose()
        with closing(sqlite3.connect(self._folder / "cdop.sqlite")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self._folder / "cdop.sqlite", self._folder / "built.sqlite")

    def restore(self) -> None:
        """Everything as it was built."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for left in ("cdop.sqlite-wal", "cdop.sqlite-shm", "trail-head.json"):
            (self._folder / left).unlink(missing_ok=True)
        shutil.copy(self._folder / "built.sqlite", self._folder / "cdop.sqlite")

    def ask(self, method: str, path: str, who: tuple[str, str] | None = None, **data):
        """One request, as somebody or nobody; it leaves no cookie behind."""
        headers = {"Cookie": self.cookies[who]} if who else {}
        client = self.app.test_client(use_cookies=False)
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return client.open(path, method=method, data=data, headers=headers, buffered=True)

    def _build(self) -> None:
        make = Make()
        panels = {HERE: make.panel(), THERE: make.panel()}
        shut = self._people(make, panels)
        for name, other in ((HERE, THERE), (THERE, HERE)):
            builder = _Records(make, panels[name], panels[other], shut if name == HERE else [])
            self.values[name] = builder.values()
        db.session.commit()

    def _people(self, make: Make, panels: dict[str, Panel]) -> list[User]:
        """Every role in every standing; those with a conflict are given back."""
        shut = []
        for role in ACCOUNT_ROLES:
            people = {
                "own": make.user(role, panel=panels[HERE]),
                "conflicted": make.user(role, panel=panels[HERE]),
                "withdrawn": make.user(role, panel=panels[HERE]),
                "disabled": make.user(role, panel=panels[HERE]),
            }
            for held in people["withdrawn"].memberships:
                held.ended_at, held.ended_by = now(), "command"
            people["disabled"].disabled_at = now()
            people["disabled"].disabled_by = "command"
            db.session.commit()
            shut.append(people["conflicted"])
            for standing, user in people.items():
                self.ids[role.value, standing] = user.id
                self.cookies[role.value, standing] = _cookie_of(self.app, user)
            for known in (self.ids, self.cookies):
                known[role.value, "other"] = known[role.value, "own"]
        roles = [role for role in ACCOUNT_ROLES if role is not Role.ADMINISTRATOR]
        elsewhere = make.user(*roles, panel=panels[THERE])
        self.cookies["everything", "elsewhere"] = _cookie_of(self.app, elsewhere)
        return shut


def _do_not_wait_for_the_disk(connection, _record) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _cookie_of(app: Flask, user: User) -> str:
    [cookie] = Browser(app, user).client._cookies.values()
    return f"{cookie.key}={cookie.value}"


class _Records:
    """One record of every kind on a panel."""

    def __init__(self, make: Make, panel: Panel, other: Panel, shut: list[User]) -> None:
        self.make, self.panel, self.other, self.shut = make, panel, other, shut
        self.chair = make.user(Role.CHAIR, panel=panel)

    def values(self) -> dict[str, dict[str, object]]:
        return self._of_case() | self._of_panel() | self._of_site() | self._of_public()

    def _keep(self, row):
        db.session.add(row)
        db.session.commit()
        return row

    def _of_case(self) -> dict[str, dict[str, object]]:
        make, day = self.make, today() - timedelta(days=30)
        stranger = make.user(Role.MEMBER, panel=self.panel)
        case = make.case(panel=self.panel, stage=Stage.AT_PANEL, conflicted=[*self.shut, stranger])
        analysis = make.analysis(
            case,
            factors={"C04": (Influence.MAY_HAVE_CONTRIBUTED, True)},
            facts={"asleep": Answer.YES},
            by=self.chair,
        )
        part = {"analysis_id": analysis.id}
        advice = AdviceGiven(**part, contact=list(ContactPoint)[0], profession=list(Profession)[0])
        recommendation = Recommendation(**part, text="Ask about the next night away.")
        ratification = Ratification(
            **part,
            ratified_at=now(),
            ratified_by_id=self.chair.id,
            reviewed_on=day,
            content={},
        )
        pause = ClockPause(
            case_id=case.id, reason=list(PauseReason)[0], started_on=day, by_id=self.chair.id
        )
        point = self.learning_point = learning.learning_point(make, analysis)
        conflict = next(each for each in case.conflicts if each.user_id == stranger.id)
        of_case = {"case_id": case.id}
        rows = {
            "factor": analysis.scores[0],
            "advice": self._keep(advice),
            "recommendation": self._keep(recommendation),
            "ratification": self._keep(ratification),
        }
        return {
            "case": of_case,
            "pause": of_case | {"pause_id": self._keep(pause).id},
            "conflict": of_case | {"conflict_id": conflict.id},
            "transfer": {"transfer_id": self._transfer().id},
            "learning-point": of_case | {"row_id": point.id, "point_id": point.id},
            **{name: of_case | {"row_id": row.id} for name, row in rows.items()},
        }

    def _transfer(self) -> Transfer:
        """A case of the other panel, offered to this one: its coordinator decides."""
        offered = self.make.case(panel=self.other, conflicted=self.shut)
        return self._keep(
            Transfer(
                case_id=offered.id,
                from_panel_id=self.other.id,
                to_panel_id=self.panel.id,
                old_reference=offered.reference,
                reason="The family lives there.",
                offered_by_id=self.chair.id,
            )
        )

    def _of_panel(self) -> dict[str, dict[str, object]]:
        make, panel = self.make, self.panel
        editor = make.user(Role.EDITOR, panel=panel)
        batch = ImportBatch(panel_id=panel.id, file_name="log.csv", file_hash="0" * 64)
        passed = learning.passed_point(
            make, self.chair, panel_id=panel.id, learning_point_id=self.learning_point.id
        )
        approved = {"approved_at": now(), "approved_by_id": self.chair.id}
        lesson = learning.lesson(
            make, editor, passed, panel_id=panel.id, state=LessonState.APPROVED, **approved
        )
        issue = newsletters.issue(make, IssueState.SUBMITTED, panel=panel)
        audit = audits.build_audit(
            panel,
            actor=self.chair,
            title="Sudden deaths",
            basis=Basis.DEATH,
            from_month=date(2021, 4, 1),
            to_month=date(2026, 3, 1),
        )
        audit.state = AuditState.OFFERED
        released = newsletters.released(make, "2026-02/1", panel=panel)
        return {
            "audit": {"audit_id": audit.id, "profile": "public", "place": 0},
            "audit-line": {"recommendation_id": self._recommendation(audit).id},
            "standard": {"panel_slug": panel.slug, "code": "s01"},
            "released": {"release_id": released.release_id},
            "national-asked": {"audit_id": self._national_view().id},
            "batch": {"batch_id": self._keep(batch).id},
            **self._of_populations(),
            "passed-point": {"point_id": passed.id},
            "lesson": {"lesson_id": lesson.id},
            "shared-lesson": {"shared_id": learning.shared_lesson(make, lesson).id},
            "issue": {"issue_id": issue.id},
            "subscriber": {"subscriber_id": newsletters.reader(make, panel=panel).id},
            **newsletters.panel_records(make, issue),
            **training.panel_records(make, panel),
            **site.panel_records(make, panel),
            "panel-page": {"panel_slug": panel.slug},
            "learning-code": {"panel_slug": panel.slug, "code_id": self._own_code().id},
            "theme": {"panel_slug": panel.slug, "theme_id": self._theme().id},
        }

    def _national_view(self) -> Audit:
        """One that is out, as people of every panel may read it."""
        view = newsletters.released(self.make, "2026-03/1", panel=self.panel).release.audit
        view.kind = AuditKind.NATIONAL
        view.design = {"panels": {self.panel.id: self.panel.name}, "profile": "public"}
        return self._keep(view)

    def _recommendation(self, audit: Audit) -> AuditRecommendation:
        return self._keep(AuditRecommendation(audit_id=audit.id, text="Ask every family"))

    def _theme(self) -> Theme:
        theme = themes.define_theme(
            self.panel, actor=self.chair, definition=EXAMPLES["prematurity"]
        )
        return self._keep(theme)

    def _own_code(self) -> OwnLearningCode:
        return self._keep(OwnLearningCode(panel_id=self.panel.id, code="P01", label="Test code"))

    def _of_populations(self) -> dict[str, dict[str, object]]:
        figure = populations.births(self.make, panel=self.panel, by=self.chair)
        load = populations.load(
            self.panel, "live_births,2024/25,,,,,,90,Nobody,1/8/2025", self.chair
        )
        return {"population": {"figure_id": figure.id}, "population-load": {"load_id": load.id}}

    def _of_site(self) -> dict[str, dict[str, object]]:
        person = self.make.user(Role.MEMBER, panel=self.panel)
        mail = db.session.scalar(db.select(OutboxMail).limit(1))
        given_up = Job(kind="test", state=JobState.FAILED, finished_at=now())
        folder = Path(current_app.config["MAIL_FOLDER"])
        folder.mkdir(exist_ok=True)
        (folder / file_name(mail)).write_text("Subject: Test\n\nHello")
        return {
            "person": {"user_id": person.id},
            "membership": {"user_id": person.id, "membership_id": person.memberships[0].id},
            "panel": {"panel_id": self.panel.id},
            "clock": {"panel_id": self.panel.id, "code": "reports"},
            "mail": {"mail_id": mail.id},
            "work": {"job_id": self._keep(given_up).id},
            "cited-figure": {"code": "modifiable-share-2024-25"},
            "national-view": {
                "audit_id": db.session.scalar(
                    db.select(Audit.id).where(
                        Audit.kind == AuditKind.NATIONAL, Audit.panel_id == self.panel.id
                    )
                )
            },
        }

    def _of_public(self) -> dict[str, dict[str, object]]:
        make, panel = self.make, self.panel
        publication = newsletters.published(make, panel=panel)
        table = newsletters.released(make, panel=panel)
        asked = newsletters.reader(make, panel=panel, confirmed=False)
        link, _until = make_link(make.user(panel=panel), LinkPurpose.RESET)
        return {
            "publication": {"panel_slug": panel.slug, "number": publication.number},
            **newsletters.public_records(make, publication),
            "release": {"release_id": table.release_id},
            "account-link": {"token": link.rsplit("/", 1)[1]},
            "confirm-link": {"token": confirm_token(asked.id)},
            **training.public_records(make, panel),
            **site.public_records(make, panel),
            "unsubscribe-link": {"token": unsubscribe_token(asked.id)},
        }
