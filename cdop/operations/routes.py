"""What watches the service asks here: is the process alive, can it do its work?"""

import sqlalchemy as sa
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from cdop.access.guard import open_to_all
from cdop.extensions import db, limiter

bp = Blueprint("operations", __name__)
limiter.exempt(bp)


@bp.get("/healthz")
@open_to_all
def health() -> ResponseReturnValue:
    return jsonify(process="ok")


@bp.get("/readyz")
@open_to_all
def readiness() -> ResponseReturnValue:
    try:
        db.session.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(process="ok", database="does not answer"), 503
    return jsonify(process="ok", database="ok")
