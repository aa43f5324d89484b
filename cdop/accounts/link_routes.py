"""Choosing a password by a link from a mail. Opening the link does nothing; the form does."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cdop.access.guard import open_to_all
from cdop.accounts import changes, links, throttle
from cdop.accounts.blueprint import bp
from cdop.accounts.forms import ForgottenForm, NewPasswordForm, own_words_of
from cdop.accounts.sign_in_routes import too_many_guesses


@bp.get("/forgotten-password")
@open_to_all
def forgotten() -> ResponseReturnValue:
    return render_template("accounts/forgotten.html", form=ForgottenForm(), also=[])


@bp.post("/forgotten-password")
@open_to_all
def ask_for_reset() -> ResponseReturnValue:
    form = ForgottenForm(request.form)
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form, also=[]), 422
    who = throttle.guesser(request, form.email.data, "reset")
    wait = throttle.seconds_to_wait(who)
    if wait:
        also = ["There were too many requests. Wait a few minutes, then try again"]
        page = render_template("accounts/forgotten.html", form=form, also=also)
        return too_many_guesses(wait, page)
    throttle.note(who)
    changes.ask_for_reset(form.email.data)
    return redirect(url_for(".reset_sent"), 303)


@bp.get("/forgotten-password/sent")
@open_to_all
def reset_sent() -> ResponseReturnValue:
    return render_template("accounts/reset_sent.html")


@bp.get("/choose-password/<token:token>")
@open_to_all
def choose_password(token: str) -> ResponseReturnValue:
    if links.find_link(token) is None:
        return _over()
    return _page(NewPasswordForm())


@bp.post("/choose-password/<token:token>")
@open_to_all
def set_password(token: str) -> ResponseReturnValue:
    link = links.find_link(token)
    if link is None:
        return _over()
    form = NewPasswordForm(request.form)
    form.own_words = own_words_of(link.user.name, link.user.email)
    if not form.validate():
        return _page(form, 422)
    if not changes.choose_password(link, form.new_password.data):
        return _over()
    flash("Your password is set. Sign in with it")
    return redirect(url_for(".sign_in"), 303)


def _page(form: NewPasswordForm, status: int = 200) -> Response:
    return _private(render_template("accounts/choose_password.html", form=form), status)


def _over() -> Response:
    return _private(render_template("accounts/link_over.html"), 404)


def _private(page: str, status: int) -> Response:
    """The address of this page is a secret: no link on it may give it away."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
