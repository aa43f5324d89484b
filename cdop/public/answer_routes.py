"""What readers tell the panel without an account: that they shared it, what they will do, what to
send them. The link in a mail is the same for all readers where it could tell who answered."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cdop.access.guard import open_to_all
from cdop.extensions import limiter
from cdop.newsletters import (
    preference_changes,
    queries,
    reach_changes,
    reach_queries,
    reader_changes,
    reader_queries,
)
from cdop.newsletters.models import Publication
from cdop.newsletters.reach_models import Shared
from cdop.newsletters.reader_models import Subscriber
from cdop.newsletters.tokens import read_preferences_token, read_reach_token
from cdop.public.answer_forms import AnswerForm, PreferencesForm, SharedForm
from cdop.public.blueprint import bp

ANSWERS = "60 per hour"  # from one address; offices share one


@bp.get("/heard/<token:token>")
@open_to_all
def reach(token: str) -> ResponseReturnValue:
    return _reach_page(_publication(token), token, SharedForm(), AnswerForm())


@bp.post("/heard/<token:token>/shared")
@open_to_all
@limiter.limit(ANSWERS)
def confirm_shared(token: str) -> ResponseReturnValue:
    publication, form = _publication(token), SharedForm(request.form)
    form.offer([each.name for each in reach_queries.list_agencies(publication.panel_id)])
    if not form.validate():
        return _reach_page(publication, token, form, AnswerForm()), 422
    for what in form.what.data:
        reach_changes.confirm_shared(
            publication, agency=form.chosen, what=Shared(what), people=form.people.data
        )
    return redirect(url_for(".thanked", token=token), 303)


@bp.post("/heard/<token:token>/answer")
@open_to_all
@limiter.limit(ANSWERS)
def answer(token: str) -> ResponseReturnValue:
    publication, form = _publication(token), AnswerForm(request.form)
    if not form.validate():
        return _reach_page(publication, token, SharedForm(), form), 422
    reach_changes.answer(publication, profession=form.profession.data or "", text=form.text.data)
    return redirect(url_for(".thanked", token=token), 303)


@bp.get("/heard/<token:token>/thank-you")
@open_to_all
def thanked(token: str) -> str:
    return render_template("public/thanked.html", publication=_publication(token), token=token)


def _publication(token: str) -> Publication:
    publication_id = read_reach_token(token) or abort(404)
    found = queries.get_publication(publication_id)
    if found.withdrawn_at is not None:
        abort(410, "This newsletter has been withdrawn.")
    return found


def _reach_page(
    publication: Publication, token: str, shared: SharedForm, answered: AnswerForm
) -> str:
    shared.offer([each.name for each in reach_queries.list_agencies(publication.panel_id)])
    return render_template(
        "public/reach.html",
        publication=publication,
        token=token,
        form=answered if answered.errors else shared,
        shared=shared,
        answered=answered,
    )


@bp.get("/subscription/<token:token>")
@open_to_all
def preferences(token: str) -> str:
    subscriber = _subscriber(token)
    return _preferences_page(subscriber, token, PreferencesForm(obj=subscriber))


@bp.post("/subscription/<token:token>")
@open_to_all
def save_preferences(token: str) -> ResponseReturnValue:
    subscriber, form = _subscriber(token), PreferencesForm(request.form)
    form.offer(_agencies(subscriber))
    if not form.validate():
        return _preferences_page(subscriber, token, form), 422
    preference_changes.choose(subscriber, **form.choices())
    flash("Your choices were saved")
    return redirect(url_for(".preferences", token=token), 303)


@bp.post("/subscription/<token:token>/mail-my-data")
@open_to_all
@limiter.limit("5 per hour")
def mail_my_data(token: str) -> ResponseReturnValue:
    """To the address itself: whoever was forwarded the link learns nothing by it."""
    preference_changes.mail_own_data(_subscriber(token))
    flash("What we keep about you is on its way to your address")
    return redirect(url_for(".preferences", token=token), 303)


@bp.post("/subscription/<token:token>/erase")
@open_to_all
def erase_me(token: str) -> ResponseReturnValue:
    reader_changes.erase_on_request(_subscriber(token))
    return redirect(url_for(".erased"), 303)


@bp.get("/subscription/erased")
@open_to_all
def erased() -> str:
    return render_template("public/erased.html")


def _subscriber(token: str) -> Subscriber:
    subscriber_id = read_preferences_token(token) or abort(404)
    found = reader_queries.find_subscriber(subscriber_id)
    if found is None or found.email is None:
        abort(410, "Nothing is kept of this subscription any more.")
    return found


def _agencies(subscriber: Subscriber) -> list[str]:
    names = [each.name for each in reach_queries.list_agencies(subscriber.panel_id)]
    return names if subscriber.agency in ("", *names) else [*names, subscriber.agency]


def _preferences_page(subscriber: Subscriber, token: str, form: PreferencesForm) -> str:
    form.offer(_agencies(subscriber))
    return render_template("public/preferences.html", subscriber=subscriber, token=token, form=form)
