"""One's own account: password, second factor, devices. No address here names a person."""

from datetime import timedelta

from flask import (
    Response,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import signed_in
from cdop.accounts import changes, passwords, queries, second_factor, throttle
from cdop.accounts.blueprint import bp
from cdop.accounts.destinations import safe_destination
from cdop.accounts.forms import ChangePasswordForm, CodeForm, ConfirmForm, own_words_of
from cdop.accounts.models import User
from cdop.accounts.presenters import device_words
from cdop.accounts.sign_in_routes import goodbye
from cdop.db.clock import now
from cdop.db.keys import ring
from cdop.web.transactions import keep_changes

CONFIRMED_FOR = timedelta(minutes=10)
NOT_RIGHT = "What you entered is not right"
TOO_MANY = "There were too many attempts. Wait a few minutes, then try again"
ALLOWED_WITHOUT_FACTOR = {
    "accounts.second_factor_page",
    "accounts.set_up_second_factor",
    "accounts.confirm",
    "accounts.check_confirmation",
    "accounts.sign_out",
    "accounts.stay",
}


def me() -> User:
    return current_user._get_current_object()


@bp.before_app_request
def ask_for_second_factor() -> ResponseReturnValue | None:
    """Where a second factor is required, nothing else opens until it is set up."""
    if not current_app.config["REQUIRE_SECOND_FACTOR"] or "sid" not in session:
        return None
    view = current_app.view_functions.get(request.endpoint or "")
    kind = getattr(getattr(view, "access", None), "kind", "open")
    if kind == "open" or request.endpoint in ALLOWED_WITHOUT_FACTOR:
        return None
    if not current_user.is_authenticated or current_user.totp_secret is not None:
        return None
    return redirect(url_for("accounts.second_factor_page"), 303)


@bp.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    devices = [
        (device_words(row), row.created_at, row.id == g.user_session.id)
        for row in queries.list_devices(current_user)
    ]
    return render_template("accounts/account.html", user=me(), devices=devices)


@bp.post("/account/stay")
@signed_in
def stay() -> ResponseReturnValue:
    """The person is still there; being asked is enough to renew the session."""
    return Response(status=204)


@bp.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    changes.sign_out_everywhere(actor=me())
    return goodbye()


@bp.get("/account/password")
@signed_in
def password() -> ResponseReturnValue:
    return render_template("accounts/password.html", form=ChangePasswordForm(), also=[])


@bp.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm(request.form)
    form.own_words = own_words_of(current_user.name, current_user.email)
    if form.validate() and _proves(form.present_password.data, None, form, "present_password"):
        changes.change_password(form.new_password.data, actor=me())
        flash("Your password was changed. Other devices were signed out")
        return redirect(url_for(".account"), 303)
    return render_template("accounts/password.html", form=form, also=[]), 422


def _proves(given: str, code: str | None, form: object, field: str) -> bool:
    """Whether the person at the browser is who signed in; wrong guesses are slowed down."""
    user, who = me(), throttle.guesser(request, current_user.email)
    if throttle.seconds_to_wait(who):
        form.add_error(field, TOO_MANY)  # type: ignore[attr-defined]
        return False
    right = passwords.is_right(given, user.password_hash)
    if right and (code is None or changes.check_code(user, code)):
        return True
    throttle.note(who)
    keep_changes()
    form.add_error(field, NOT_RIGHT)  # type: ignore[attr-defined]
    return False


@bp.get("/account/confirm")
@signed_in
def confirm() -> ResponseReturnValue:
    form = ConfirmForm(with_code=current_user.totp_secret is not None)
    return render_template("accounts/confirm.html", form=form)


@bp.post("/account/confirm")
@signed_in
def check_confirmation() -> ResponseReturnValue:
    """Prove again who is there, before anything that would lock the owner out."""
    with_code = current_user.totp_secret is not None
    form = ConfirmForm(request.form, with_code=with_code)
    code = form.code.data if with_code else None
    if form.validate() and _proves(form.password.data, code, form, "password"):
        changes.renew_session(me())
        return redirect(safe_destination(request.args.get("next")), 303)
    return render_template("accounts/confirm.html", form=form), 422


def _confirmed_lately() -> bool:
    return now() - g.user_session.confirmed_at < CONFIRMED_FOR


def _to_confirm() -> ResponseReturnValue:
    return redirect(url_for(".confirm", next=url_for(".second_factor_page")), 303)


@bp.get("/account/second-factor")
@signed_in
def second_factor_page() -> ResponseReturnValue:
    if not _confirmed_lately():
        return _to_confirm()
    if "new_factor" not in session:
        session["new_factor"] = ring().seal(second_factor.new_secret())
    return _second_factor_page(CodeForm())


@bp.post("/account/second-factor")
@signed_in
def set_up_second_factor() -> ResponseReturnValue:
    if not _confirmed_lately() or "new_factor" not in session:
        return _to_confirm()
    form = CodeForm(request.form)
    if not form.validate():
        return _second_factor_page(form), 422
    secret = ring().open(session["new_factor"])
    if not changes.set_up_second_factor(secret, form.code.data, actor=me()):
        form.add_error("code", "The code is not right. Check the time on your phone")
        return _second_factor_page(form), 422
    del session["new_factor"]
    flash("From now on you sign in with your password and a code")
    return redirect(url_for(".account"), 303)


def _second_factor_page(form: CodeForm) -> str:
    secret = ring().open(session["new_factor"])
    uri = second_factor.uri_of(me(), secret, current_app.config["SERVICE_NAME"])
    width, path = second_factor.qr_picture(uri)
    return render_template(
        "accounts/second_factor.html",
        form=form,
        key=second_factor.spelt(secret),
        width=width,
        path=path,
    )


@bp.post("/account/second-factor/remove")
@signed_in
def remove_second_factor() -> ResponseReturnValue:
    if not _confirmed_lately():
        return _to_confirm()
    changes.remove_second_factor(actor=me())
    flash("From now on you sign in with your password alone")
    return redirect(url_for(".account"), 303)
