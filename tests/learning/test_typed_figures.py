"""A lesson, a page and a briefing hold back typed figures as an issue does; the guard does not."""

import json

from cdop.access.roles import Role
from cdop.core.identity_guard.findings import Severity
from cdop.core.typed_figures.findings import FigureKind
from cdop.learning import source
from cdop.learning.identity_check import check_parts
from cdop.learning.signing import passages_in
from cdop.site.changes import SIGNED as PAGE
from cdop.training.briefing_changes import SIGNED as BRIEFING
from cdop.training.briefing_changes import write_briefing
from tests.learning.build import lesson
from tests.site.build import page

SAID = "Two babies died at Haverby last year. The panel reviewed 31 deaths."
MARKED = [("Two babies", Severity.STOP), ("31 deaths", Severity.REASON)]


def marked(passages):
    return [(each.words, each.severity) for each in passages]


def test_a_lesson(make):
    row = lesson(make, make.user(Role.EDITOR), seen=SAID)

    assert marked(source.check_lesson(row)) == MARKED


def test_a_public_page(make):
    assert marked(passages_in(page(make, body=SAID), PAGE)) == MARKED


def test_a_briefing(make):
    editor = make.user(Role.EDITOR)
    row = write_briefing(make.panel_, actor=editor, title="Heat", body=SAID)

    assert marked(passages_in(row, BRIEFING)) == MARKED


def test_a_name_and_a_figure_in_the_same_words_are_one_passage(make):
    make.case(first_name="Quillan", last_name="Featherstone")

    found = check_parts(
        {"body": "Two Featherstone babies died."}, panel_id=make.panel_.id, figures=True
    )

    assert [each.kind for each in found] == [FigureKind.SMALL_COUNT]


def test_the_command_that_checks_drafts_says_nothing_of_figures(app, tmp_path):
    file = tmp_path / "drafts.jsonl"
    file.write_text(json.dumps({"id": "1", "record": {}, "draft": SAID}))

    told = app.test_cli_runner().invoke(args=["identity-guard", str(file)])

    assert json.loads(told.output) == {"id": "1", "findings": []}
