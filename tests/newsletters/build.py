"""What the tests of newsletters and public pages start from."""

import io
from datetime import date
from itertools import count

from cdop.access.roles import Role
from cdop.accounts.models import Panel, User
from cdop.audits.models import Audit, AuditState, Basis, Profile, Release, ReleasedTable
from cdop.core.publication import IssueState
from cdop.core.sign_off import Move
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.newsletters import (
    changes,
    comment_changes,
    list_changes,
    picture_changes,
    reach_changes,
    reach_queries,
    reader_changes,
    reader_queries,
    translation_changes,
)
from cdop.newsletters.models import (
    FileKind,
    Issue,
    Picture,
    Publication,
    PublicationFile,
    PublicationPicture,
)
from cdop.newsletters.reader_models import Subscriber
from cdop.newsletters.tokens import preferences_token, reach_token
from cdop.newsletters.translation_models import Translation, TranslationFile
from tests.making import Make

SVG = '<svg viewBox="0 0 10 10" role="img"><title>Bars</title><rect width="3" height="9"/></svg>'
BODY = "## Welcome\n\nWhere will baby sleep on the *next* night away?"
TEXT = {
    "title": "Safer sleep away from home",
    "summary": "About the nights that do not go to plan.",
    "message_code": "SSM-07",
    "body": BODY,
}
_numbers = count(1)


def released(make: Make, number: str = "2026-01/1", *, panel: Panel | None = None, **release):
    """A table released to the public, unless told otherwise."""
    panel = panel or make.panel_
    chair = make.user(Role.CHAIR, panel=panel)
    audit = Audit(
        panel_id=panel.id,
        title="Sudden deaths",
        basis=Basis.DEATH,
        from_month=date(2021, 4, 1),
        to_month=date(2026, 3, 1),
        state=AuditState.RELEASED,
        built_by_id=chair.id,
        as_of=now(),
        code_version="1",
        results={},
    )
    db.session.add(audit)
    db.session.flush()
    values = {"title": "Sudden deaths", "profile": Profile.PUBLIC, **release}
    row = Release(
        panel_id=panel.id,
        audit_id=audit.id,
        number=number.split("/")[0],
        definition={},
        protection={},
        checksum="",
        released_by_id=chair.id,
        **values,
    )
    db.session.add(row)
    db.session.flush()
    table = ReleasedTable(
        release_id=row.id,
        number=number,
        position=1,
        title="Where babies slept",
        content={
            "columns": [{"key": "n", "label": "Deaths"}],
            "rows": [
                {"label": "Sofa", "cells": {"n": "41"}},
                {"label": "<i>Cot</i>", "cells": {"n": "*"}},
            ],
            "notes": ["* hides a small number."],
        },
        sentence="On a sofa in 41 deaths.",
        chart_svg=SVG,
    )
    db.session.add(table)
    db.session.commit()
    return table


def withdraw_release(table: ReleasedTable) -> None:
    release = db.session.get(Release, table.release_id)
    release.withdrawn_at, release.withdrawn_by_id = now(), release.released_by_id
    release.withdrawal_notice = "A figure was wrong."
    db.session.commit()


def issue(make: Make, state: IssueState = IssueState.DRAFT, *, panel=None, **text) -> Issue:
    """An issue brought to the state by an editor and a chair, as they would."""
    panel = panel or make.panel_
    editor, chair = make.user(Role.EDITOR, panel=panel), make.user(Role.CHAIR, panel=panel)
    made = changes.start_issue(panel, actor=editor, title="Draft")
    changes.edit_issue(made, actor=editor, version=made.version, **{**TEXT, **text})
    steps = [IssueState.DRAFT, IssueState.SUBMITTED, IssueState.APPROVED, IssueState.PUBLISHED]
    acts = [
        lambda: changes.submit_issue(made, actor=editor, version=made.version),
        lambda: changes.approve_issue(made, actor=chair, version=made.version),
        lambda: changes.publish_issue(made, actor=editor, version=made.version),
    ]
    for act in acts[: steps.index(state)]:
        act()
    db.session.commit()
    return made


def published(make: Make, *, panel=None, **text) -> Publication:
    publication = issue(make, IssueState.PUBLISHED, panel=panel, **text).publication
    assert publication is not None
    return publication


WELSH = {
    "title": "Cwsg mwy diogel oddi cartref",
    "summary": "Am y nosweithiau nad ydynt yn mynd yn ôl y cynllun.",
    "message": "Lle clir, gwastad ac ar wahân i gysgu.",
    "body": "## Croeso\n\nBle bydd y babi yn cysgu ar y noson *nesaf* oddi cartref?",
    "checked_by": "Siân Puw, Welsh language unit",
}


def translation(make: Make, row: Issue, *, language: str = "cy", **text) -> Translation:
    """A draft in another language, all written."""
    made = translation_changes.start_translation(row, actor=editor_of(row), language=language)
    translation_changes.edit_translation(
        made, actor=editor_of(row), version=made.version, **{**WELSH, **text}
    )
    db.session.commit()
    return made


def in_welsh(make: Make, row: Issue, **text) -> Translation:
    """A translation that was signed off; out at once where its original is."""
    made = translation(make, row, **text)
    chair = make.user(Role.CHAIR, panel=row.panel)
    for step, actor in ((Move.SUBMIT, editor_of(row)), (Move.APPROVE, chair)):
        translation_changes.move_translation(made, step, actor=actor, version=made.version)
    db.session.commit()
    return made


def withdrawn(make: Make, notice: str = "A table was wrong.", **text) -> Publication:
    publication = published(make, **text)
    chair = make.user(Role.CHAIR)
    row = db.session.get(Issue, publication.issue_id)
    changes.withdraw_issue(row, actor=chair, version=row.version, notice=notice, tell_readers=False)
    db.session.commit()
    return publication


def reader(
    make: Make, email: str = "", *, panel: Panel | None = None, confirmed=True
) -> Subscriber:
    panel = panel or make.panel_
    email = email or f"reader{next(_numbers)}@example.org"
    reader_changes.subscribe(panel, email=email, profession="midwife")
    mark = reader_changes.email_mark(panel.id, email)
    found = reader_queries.find_by_mark(panel.id, mark)
    assert found is not None
    if confirmed:
        reader_changes.confirm(found)
    db.session.commit()
    return found


def editor_of(row: Issue) -> User:
    return db.session.get(User, row.author_id)


def work() -> None:
    """What the worker does between two requests."""
    run_due()
    db.session.expire_all()


def picture(make: Make, *, panel: Panel | None = None, alt: str = "A cot beside a bed") -> Picture:
    """A red rectangle of 60 by 40 dots."""
    from PIL import Image

    panel = panel or make.panel_
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    made = picture_changes.add_picture(
        panel,
        actor=make.user(Role.EDITOR, panel=panel),
        content=out.getvalue(),
        alt=alt,
        licence="own",
        credit="Picture: the panel",
    )
    db.session.commit()
    return made


def panel_records(make: Make, issue: Issue) -> dict[str, dict[str, object]]:
    """One of each record that belongs to a panel's desk, by the names of the table of access."""
    panel = issue.panel
    editor = make.user(Role.EDITOR, panel=panel)
    remark = comment_changes.comment(issue, actor=editor, section="", text="Look again.")
    publication = published(make, panel=panel)
    reach_changes.answer(publication, profession="", text="I will ask.")
    reach_changes.name_agency(panel, actor=editor, name="Larkmoor Midwives")
    [agency] = reach_queries.list_agencies(panel.id)
    brought = list_changes.bring_list(panel, actor=editor, lines=[], proof="Sign-up sheets")
    answer = db.session.scalars(reach_queries.answers_to(publication)).one()
    translated = translation_changes.start_translation(issue, actor=editor, language="cy")
    return {
        "issue-remark": {"comment_id": remark.id},
        "issue-translation": {"translation_id": translated.id},
        "reader-answer": {"answer_id": answer.id},
        "reader-agency": {"agency_id": agency.id},
        "reader-list": {"import_id": brought.id},
    }


def public_records(make: Make, publication: Publication) -> dict[str, dict[str, object]]:
    """What the public reaches by a publication, or by a link in a mail."""
    shown, photograph = (picture(make, panel=publication.panel) for _ in range(2))
    photograph.suffix = "jpg"
    for each in (shown, photograph):
        db.session.add(PublicationPicture(publication_id=publication.id, picture_id=each.id))
    for kind, content in ((FileKind.PDF, b"%PDF-"), (FileKind.CARD, b"png")):
        db.session.add(PublicationFile(publication_id=publication.id, kind=kind, content=content))
    asked = reader(make, panel=publication.panel)
    translated = in_welsh(make, publication.issue).edition
    for kind, content in ((FileKind.PDF, b"%PDF-"), (FileKind.CARD, b"png")):
        db.session.add(TranslationFile(edition_id=translated.id, kind=kind, content=content))
    place = {"panel_slug": publication.panel.slug, "number": publication.number}
    return {
        "translated": {**place, "language": "cy"},
        "shown-picture": {"picture_id": shown.id},
        "shown-photograph": {"picture_id": photograph.id},
        "reach-link": {"token": reach_token(publication.id)},
        "preferences-link": {"token": preferences_token(asked.id)},
    }
