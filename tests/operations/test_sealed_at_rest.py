"""Words that nobody has signed off yet cannot be read in the files of the installation."""

from datetime import date
from pathlib import Path

import pytest

from cdop.access.roles import Role
from cdop.analysis.models import Recommendation
from cdop.audits import word_changes
from cdop.audits.models import Audit, Basis, PanelStandard
from cdop.audits.themes.changes import define_theme
from cdop.audits.themes.queries import list_themes
from cdop.core.publication import IssueState
from cdop.core.sign_off import Move, Stand
from cdop.core.theme import ThemeDefinition
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning import changes as learning_changes
from cdop.newsletters import changes as issue_changes
from cdop.newsletters import comment_changes, picture_changes, translation_changes
from cdop.newsletters.models import Issue
from cdop.operations.rotation import reseal_everything
from cdop.site import changes as site_changes
from cdop.training import briefing_changes
from cdop.training import changes as training_changes
from tests.learning import build as learning
from tests.newsletters import build as newsletters
from tests.newsletters.test_pictures import file_of
from tests.site import build as site
from tests.training import build as training

NAME = "Quillfeather"


def an_issue(make) -> Issue:
    chair = make.user(Role.CHAIR)
    text = {"title": NAME, "summary": f"About {NAME}.", "body": f"## {NAME}\n\nOf {NAME}."}
    made = newsletters.issue(make, IssueState.SUBMITTED, **text, correction_note=NAME)
    issue_changes.return_issue(
        made, actor=chair, version=made.version, comment=f"Leave {NAME} out."
    )
    comment_changes.comment(made, actor=chair, section=NAME, text=f"Is this {NAME}?")
    translated = newsletters.translation(
        make, made, **{**dict.fromkeys(newsletters.WELSH, NAME), "correction_note": NAME}
    )
    editor = newsletters.editor_of(made)
    translation_changes.move_translation(
        translated, Move.CLOSE, actor=editor, version=translated.version, comment=NAME
    )
    picture_changes.add_picture(
        make.panel_, actor=editor, content=file_of(), alt=NAME, licence="own", credit=NAME
    )
    return made


def a_lesson(make) -> None:
    editor, chair = make.user(Role.EDITOR), make.user(Role.CHAIR)
    point = learning.passed_point(make, chair, f"Ask as with {NAME}.")
    words = dict.fromkeys(("title", "seen", "matters", "differently"), f"Of {NAME}")
    made = learning.lesson(make, editor, point, **words)
    learning_changes.submit_lesson(made, actor=editor, version=made.version)
    learning_changes.return_lesson(made, actor=chair, version=made.version, comment=NAME)


def a_training(make) -> None:
    words = dict.fromkeys(("title", "place", "trainer"), f"Of {NAME}")
    planned = training.session(make, Stand.DRAFT, **words)
    planned.about = f"Of {NAME}"
    editor = planned.author
    training_changes.move_session(
        planned, Move.CLOSE, actor=editor, version=planned.version, comment=NAME
    )
    training_changes.add_question(
        planned.subject,
        actor=editor,
        text=f"What of {NAME}?",
        answers=[f"First {NAME}", f"Second {NAME}", f"Third {NAME}"],
        right=0,
    )
    written = briefing_changes.write_briefing(
        make.panel_, actor=editor, title=NAME, body=f"Of {NAME}."
    )
    briefing_changes.move_briefing(
        written, Move.CLOSE, actor=editor, version=written.version, comment=NAME
    )


def a_page(make) -> None:
    made = site.page(make, title=NAME, body=f"Of {NAME}.")
    site_changes.move_page(made, Move.CLOSE, actor=made.owner, version=made.version, comment=NAME)


def an_audit(make) -> None:
    chair = make.user(Role.CHAIR)
    theme = define_theme(
        make.panel_, actor=chair, definition=ThemeDefinition(name=NAME, purpose=f"Of {NAME}")
    )
    audit = Audit(
        panel_id=make.panel_.id,
        title=f"{NAME} and others",
        design={"definition": theme.newest.definition},
        basis=Basis.DEATH,
        from_month=date(2021, 4, 1),
        to_month=date(2026, 3, 1),
        built_by_id=chair.id,
        as_of=now(),
        code_version="1",
        results={},
        commentary=f"As with {NAME}.",
    )
    standard = PanelStandard(
        panel_id=make.panel_.id, code="x", criterion=NAME, target=90, source=NAME
    )
    standard.set_by_id = chair.id
    recommended = Recommendation(analysis_id=make.analysis().id, text=NAME, to_whom=NAME, lead=NAME)
    db.session.add_all([audit, standard, recommended])
    db.session.flush()
    word_changes.recommend(audit, actor=chair, text=NAME, owner=NAME, due_on=None)


def files_holding(app, word: str) -> list[str]:
    """The files of the installation, the database's log among them, in which a word stands."""
    db.session.commit()
    db.session.remove()
    names = [path for path in Path(app.config["DATA"]).rglob("*") if path.is_file()]
    return [path.name for path in names if word.encode() in path.read_bytes()]


@pytest.mark.parametrize("draft", [an_issue, a_lesson, a_training, a_page, an_audit])
def test_a_name_typed_into_a_draft_is_nowhere_in_the_files(app, make, draft):
    draft(make)

    assert files_holding(app, NAME) == []


def test_what_was_published_is_found_by_its_words(app, make):
    newsletters.published(make, title="Sleep in larkmoor")

    assert files_holding(app, "Sleep in larkmoor")


def test_a_draft_opens_under_a_new_key(app, make):
    made = an_issue(make)
    was = db.session.execute(db.text("SELECT body FROM issue")).scalar_one()

    reseal_everything()
    db.session.commit()

    assert db.session.execute(db.text("SELECT body FROM issue")).scalar_one() != was
    assert db.session.get(Issue, made.id).title == NAME


def test_themes_are_still_listed_by_name(make):
    chair = make.user(Role.CHAIR)
    for name in ("warm homes", "Asthma", "Water"):
        define_theme(make.panel_, actor=chair, definition=ThemeDefinition(name=name))

    names = [theme.name for theme in list_themes(make.panel_.id)]

    assert names == ["Asthma", "warm homes", "Water"]
