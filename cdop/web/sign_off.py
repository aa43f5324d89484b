"""The form by which something is signed off or moved on: which step was asked for, and why."""

from flask import Flask, request

from cdop.core.sign_off import MOVES, Move, Stand
from cdop.web.forms import NhsForm, TextArea

STATE_COLOURS = {
    Stand.DRAFT: "grey",
    Stand.SUBMITTED: "yellow",
    Stand.OPEN: "green",
    Stand.CLOSED: "red",
}
MOVE_STYLES = {Move.SUBMIT: "", Move.APPROVE: "", Move.CLOSE: "warning"}


class MoveForm(NhsForm):
    comment = TextArea(
        "Comment", hint="Needed when you return or withdraw it", max_length=2_000, rows=3
    )


def asked_move() -> Move | None:
    asked = request.form.get("move", "")
    return Move(asked) if asked in set(Move) else None


def commented(step: Move, form: MoveForm) -> bool:
    """Whether the step has the reason that it needs; the form says so if not."""
    if MOVES[step].needs_reason and not form.comment.data:
        form.add_error("comment", "Say why")
        return False
    return True


def init_app(app: Flask) -> None:
    app.jinja_env.globals["sign_off_words"] = {
        "MOVES": MOVES,
        "MOVE_STYLES": MOVE_STYLES,
        "STATE_COLOURS": STATE_COLOURS,
    }
