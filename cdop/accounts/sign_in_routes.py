"""Signing in and out. Every failure is answered in the same words, after the same work."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import open_to_all, signed_in
from cdop.accounts import changes, throttle
from cdop.accounts.blueprint import bp
from cdop.accounts.destinations import safe_destination
from cdop.accounts.forms import CodeForm, SignInForm
from cdop.accounts.models import User
from cdop.accounts.sessions import token_hash
from cdop.accounts.throttle import guesser, remember_browser, seconds_to_wait
from cdop.db.clock import now
from cdop.extensions import db
from cdop.web.transactions import keep_changes

HALF_MINUTES = 10  # from the password to the code
WRONG = "The e-mail address or the password is not right"
WRONG_CODE = "The code is not right, or was used before. Wait for the next one"


@bp.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(safe_destination(request.args.get("next")), 303)
    return render_template("accounts/sign_in.html", form=SignInForm(), also=[])


@bp.post("/sign-in")
@open_to_all
def check_sign_in() -> ResponseReturnValue:
    form = SignInForm(request.form)
    if not form.validate():
        return _sign_in_page(form), 422
    who = guesser(request, form.email.data)
    wait = seconds_to_wait(who)
    if wait:
        return too_many_guesses(wait, _sign_in_page(form, _wait_words(wait)))
    user = changes.check_password(form.email.data, form.password.data)
    if user is None:
        throttle.note(who)
        keep_changes()
        return _sign_in_page(form, WRONG), 422
    if user.totp_secret is not None:
        return _ask_for_code(user)
    return _enter(user)


def _sign_in_page(form: SignInForm, *also: str) -> str:
    return render_template("accounts/sign_in.html", form=form, also=list(also))


def too_many_guesses(wait: int, page: str) -> Response:
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(wait)
    return response


def _wait_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    how_long = f"{seconds} seconds" if seconds < 60 else f"{minutes} minutes"
    return f"There were too many attempts. Wait {how_long}, then try again"


def _ask_for_code(user: User) -> ResponseReturnValue:
    """The password was right: keep that in the cookie, which opens nothing yet."""
    session.clear()
    session["half"] = {
        "user": user.id,
        "at": int(now().timestamp()),
        "proof": _proof(user),
    }
    return redirect(url_for(".code", next=request.args.get("next")), 303)


def _proof(user: User) -> str:
    return token_hash(user.password_hash or "")[:16]


def _half_signed_in() -> User | None:
    """Who gave the right password a moment ago, unless it was changed since."""
    half: dict[str, Any] = session.get("half") or {}
    if not half or now().timestamp() - half["at"] > HALF_MINUTES * 60:
        return None
    user = db.session.get(User, half["user"])
    if user is None or not user.is_active or _proof(user) != half["proof"]:
        return None
    return user


def _enter(user: User) -> ResponseReturnValue:
    changes.begin_session(user)
    response = make_response(redirect(safe_destination(request.args.get("next")), 303))
    remember_browser(response, request, user)
    return response


@bp.get("/sign-in/code")
@open_to_all
def code() -> ResponseReturnValue:
    if _half_signed_in() is None:
        return redirect(url_for(".sign_in", next=request.args.get("next")), 303)
    return render_template("accounts/code.html", form=CodeForm(), also=[])


@bp.post("/sign-in/code")
@open_to_all
def check_code() -> ResponseReturnValue:
    user, form = _half_signed_in(), CodeForm(request.form)
    if user is None:
        return redirect(url_for(".sign_in", next=request.args.get("next")), 303)
    if not form.validate():
        return _code_page(form), 422
    who = guesser(request, user.email)
    wait = seconds_to_wait(who)
    if wait:
        return too_many_guesses(wait, _code_page(form, _wait_words(wait)))
    if not changes.check_code(user, form.code.data):
        throttle.note(who)
        keep_changes()
        return _code_page(form, WRONG_CODE), 422
    return _enter(user)


def _code_page(form: CodeForm, *also: str) -> str:
    return render_template("accounts/code.html", form=form, also=list(also))


@bp.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    changes.sign_out(actor=current_user._get_current_object())
    return goodbye()


def goodbye() -> Response:
    """What the browser kept of our pages goes too, so that the back button shows none."""
    response = make_response(redirect(url_for(".signed_out"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/signed-out")
@open_to_all
def signed_out() -> ResponseReturnValue:
    return render_template("accounts/signed_out.html")
