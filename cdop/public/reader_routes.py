"""Subscribing, confirming and leaving: the same answer for every address, known or not.

Following a link only shows a button, so that a scanner that opens every link of a mail changes
nothing; the button, or the mail program's own, acts.
"""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cdop.access.guard import open_to_all
from cdop.extensions import csrf, limiter
from cdop.newsletters import reader_changes, reader_queries
from cdop.newsletters.reader_models import Subscriber
from cdop.newsletters.tokens import read_confirm_token, read_unsubscribe_token
from cdop.public import queries
from cdop.public.blueprint import bp
from cdop.public.forms import SubscribeForm

ASKING = "30 per hour"  # from one address; offices share one


@bp.get("/subscribe/<slug:panel_slug>")
@open_to_all
def subscribe(panel_slug: str) -> str:
    panel = queries.get_panel(panel_slug)
    return render_template("public/subscribe.html", panel=panel, form=SubscribeForm())


@bp.post("/subscribe/<slug:panel_slug>")
@open_to_all
@limiter.limit(ASKING)
def ask_to_subscribe(panel_slug: str) -> ResponseReturnValue:
    panel = queries.get_panel(panel_slug)
    form = SubscribeForm(request.form)
    if not form.validate():
        return render_template("public/subscribe.html", panel=panel, form=form), 422
    reader_changes.subscribe(panel, email=form.email.data, profession=form.profession.data or "")
    return redirect(url_for(".asked", panel_slug=panel.slug), 303)


@bp.get("/subscribe/<slug:panel_slug>/check-your-mail")
@open_to_all
def asked(panel_slug: str) -> str:
    return render_template("public/asked.html", panel=queries.get_panel(panel_slug))


@bp.get("/subscribe/<slug:panel_slug>/confirmed")
@open_to_all
def confirmed(panel_slug: str) -> str:
    return render_template("public/confirmed.html", panel=queries.get_panel(panel_slug))


@bp.get("/subscribe/confirm/<token:token>")
@open_to_all
def confirm(token: str) -> ResponseReturnValue:
    if _to_confirm(token) is None:
        return render_template("public/dead_link.html"), 404
    return render_template("public/confirm.html")


@bp.post("/subscribe/confirm/<token:token>")
@open_to_all
def confirm_subscription(token: str) -> ResponseReturnValue:
    subscriber = _to_confirm(token)
    if subscriber is None or not reader_changes.confirm(subscriber):
        return render_template("public/dead_link.html"), 404
    return redirect(url_for(".confirmed", panel_slug=subscriber.panel.slug), 303)


def _to_confirm(token: str) -> Subscriber | None:
    subscriber_id = read_confirm_token(token)
    return reader_queries.find_subscriber(subscriber_id) if subscriber_id else None


@bp.get("/unsubscribe/<token:token>")
@open_to_all
def unsubscribe(token: str) -> str:
    _subscriber_id(token)
    return render_template("public/unsubscribe.html")


@bp.post("/unsubscribe/<token:token>")
@csrf.exempt  # RFC 8058: the mail program sends this itself, without having opened our page
@open_to_all
def leave(token: str) -> str:
    """Answers itself rather than by a redirect, which RFC 8058 rules out."""
    reader_changes.unsubscribe(reader_queries.find_subscriber(_subscriber_id(token)))
    return render_template("public/unsubscribed.html")


def _subscriber_id(token: str) -> str:
    return read_unsubscribe_token(token) or abort(404)
