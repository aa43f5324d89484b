"""`flask identity-guard` answers a line a draft, and tells which lines it cannot read."""

import json

from cdop.learning.commands import identity_guard

DRAFT = "Zozo slept. Ring 07700 900123."


def run(app, tmp_path, *lines):
    file = tmp_path / "drafts.jsonl"
    file.write_bytes(b"\n".join(lines) + b"\n")
    return app.test_cli_runner().invoke(identity_guard, [str(file)])


def test_each_draft_is_answered_on_a_line_of_its_own(app, tmp_path):
    line = json.dumps({"id": "D1", "record": {"nickname": "Zozo"}, "draft": DRAFT}).encode()

    result = run(app, tmp_path, line, b"", line)

    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0
    assert first == second
    assert first["id"] == "D1"
    assert first["findings"] == [
        {"kind": "nickname", "start": 0, "end": 4, "evidence": "Zozo", "severity": "reason"},
        {"kind": "phone", "start": 17, "end": 29, "evidence": "07700 900123", "severity": "stop"},
    ]


def test_a_line_that_cannot_be_read_is_told_and_the_others_are_answered(app, tmp_path):
    result = run(
        app,
        tmp_path,
        b"nonsense",
        b'{"id": 1, "draft": 5}',
        b'{"id": 2, "record": {"date_of_birth": "soon"}, "draft": ""}',
        b"\xff\xfe",
        b"[]",
        b'{"id": 3, "draft": "Fine."}',
    )

    assert result.exit_code == 2
    assert json.loads(result.stdout) == {"id": 3, "findings": []}
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        f"Line {number}" for number in range(1, 6)
    ]


def test_a_record_is_not_needed(app, tmp_path):
    result = run(app, tmp_path, json.dumps({"draft": DRAFT, "record": None}).encode())

    [finding] = json.loads(result.stdout)["findings"]
    assert finding["kind"] == "phone"
