"""Before a release its chair sees what is hidden, and what could be put together to show more."""

from cdop.audits.models import Profile
from cdop.audits.preparing import gather
from cdop.audits.proposals import in_words
from cdop.jobs.queue import run_due


def test_proposals_are_in_the_words_of_the_tables(offered):
    plan = gather(offered, Profile.PUBLIC)
    table = next(table for table in plan.tables if len(table.lines) > 2)
    first, second = (line.code for line in table.lines[:2])
    share = {"share": 0.5}
    found = {
        "before": {"share": 0.4},
        "after": {"share": 0.6},
        "proposals": [
            {
                "tables": [f"{table.code}:0"],
                "lines": [{"label": "x", "made_of": [first, second]}],
                "before": share,
                "after": share,
            }
        ],
        "warnings": [{"table": f"{table.code}:0", "lines": [first], "pool": None}],
    }

    told = in_words(found, plan.tables)

    labels = [line.label for line in table.lines[:2]]
    assert told["proposals"][0]["titles"] == [table.title]
    assert told["proposals"][0]["pooled"] == [labels]
    assert told["warnings"][0]["lines"] == labels[:1]


def test_the_preview_shows_what_is_hidden_and_what_would_show_more(offered, sign_in, deputy):
    run_due()

    page = sign_in(deputy).get(f"/audits/{offered.id}/preview/public")

    assert "Hidden as small numbers" in page.text
    assert "To show more" in page.text
    assert "Put together" in page.text or "More years together" in page.text
