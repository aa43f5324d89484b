"""Pages of an issue in another language: its draft beside the original, and its sign-off."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.sign_off import moves_open_to
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.engine import only_reads
from cdop.learning.signing import Reasons, passages_to_show, taken
from cdop.newsletters import (
    desk_queries,
    presenters,
    previews,
    queries,
    translation_changes,
    translation_checks,
    translation_queries,
)
from cdop.newsletters.blueprint import bp
from cdop.newsletters.changes import NotReady
from cdop.newsletters.forms import LONGEST_BODY
from cdop.newsletters.length import length_of
from cdop.newsletters.models import Issue
from cdop.newsletters.translation_forms import (
    NewTranslationForm,
    StopTranslationForm,
    TranslationForm,
)
from cdop.newsletters.translation_models import Translation
from cdop.newsletters.translation_previews import draft_of
from cdop.newsletters.translation_publishing import SIGNED
from cdop.web.errors import error_page
from cdop.web.pdf.rendering import PdfFailed
from cdop.web.sign_off import MoveForm
from cdop.web.versions import StaleEdit

LIST = "/newsletters/<opaque:issue_id>/translations"
PAGE = "/newsletters/translations/<opaque:translation_id>"
get_translation = translation_queries.get_translation


@bp.get(LIST)
@requires(Permission.ISSUE_READ, of=queries.get_issue)
def translations(issue: Issue) -> str:
    return _list_page(issue, NewTranslationForm())


@bp.post(LIST)
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def start_translation(issue: Issue) -> ResponseReturnValue:
    form = NewTranslationForm(request.form)
    form.offer({each.language for each in translation_queries.list_translations(issue)})
    if not form.validate():
        return _list_page(issue, form), 422
    made = translation_changes.start_translation(
        issue, actor=current_user, language=form.language.data
    )
    flash("Started with the text of the original. Write over it")
    return redirect(url_for(".edit_translation", translation_id=made.id), 303)


def _list_page(issue: Issue, form: NewTranslationForm) -> str:
    rows = translation_queries.list_translations(issue)
    form.offer({each.language for each in rows})
    return render_template(
        "newsletters/translations.html",
        issue=issue,
        form=form,
        rows=rows,
        present=translation_queries.present_version(issue),
        may_start=allowed(current_user, Permission.ISSUE_WRITE, issue)
        and not (issue.publication and issue.publication.withdrawn_at),
    )


@bp.get(PAGE)
@requires(Permission.ISSUE_READ, of=get_translation)
def translation(translation: Translation) -> str:
    return _page(translation, MoveForm())


def _page(translation: Translation, form: MoveForm, **context: Any) -> str:
    publication = translation.issue.publication
    gone = publication is not None and publication.withdrawn_at is not None
    moves = (
        []
        if gone
        else moves_open_to(
            current_user,
            translation,
            write=Permission.ISSUE_WRITE,
            decide=Permission.ISSUE_DECIDE,
        )
    )
    draft = draft_of(translation).edition
    return render_template(
        "newsletters/translation.html",
        translation=translation,
        issue=translation.issue,
        form=form,
        moves=moves,
        gone=gone,
        draft=draft,
        length=None if gone or translation.edition else length_of(draft, translation.body),
        behind=translation_queries.has_fallen_behind(translation),
        passages=passages_to_show(translation, SIGNED, moves),
        open_problems=translation_checks.problems(translation),
        advice=translation_checks.advice(translation),
        may_edit=not gone
        and translation.state in (Stand.DRAFT, Stand.OPEN)
        and not translation.is_held
        and allowed(current_user, Permission.ISSUE_WRITE, translation),
        may_stop=allowed(current_user, Permission.ISSUE_PUBLISH, translation),
        **context,
    )


@bp.get(f"{PAGE}/edit")
@requires(Permission.ISSUE_WRITE, of=get_translation)
def edit_translation(translation: Translation) -> ResponseReturnValue:
    if translation.state is Stand.SUBMITTED or translation.is_held:
        flash("It waits to be signed off, or to go out. Take it back first.")
        return redirect(url_for(".translation", translation_id=translation.id), 303)
    return _edit_page(translation, _form(translation))


def _form(translation: Translation, *sent: Any) -> TranslationForm:
    behind = translation_queries.has_fallen_behind(translation)
    return TranslationForm.of(translation, *sent, behind=behind)


@bp.post(f"{PAGE}/edit")
@requires(Permission.ISSUE_WRITE, of=get_translation)
def save_translation(translation: Translation) -> ResponseReturnValue:
    form = _form(translation, request.form)
    version = request.form.get("version")
    if not form.validate():
        return _edit_page(translation, form, version=version), 422
    seen = request.form.get("seen", type=int)
    caught_up = "caught_up" in form and form.caught_up.data
    try:
        translation_changes.edit_translation(
            translation,
            actor=current_user,
            version=version,
            follows=seen if caught_up else None,
            **form.words(),
        )
    except StaleEdit:
        return _edit_page(translation, form, stale=True), 409
    flash("Translation saved")
    return redirect(url_for(".translation", translation_id=translation.id), 303)


def _edit_page(translation: Translation, form: TranslationForm, **context: Any) -> str:
    """Beside the original; where that went on, with what changed in it since."""
    issue, present = translation.issue, queries.find_last_version(translation.issue)
    before = desk_queries.find_version(issue, translation.made_from)
    since = presenters.compared(before, present) if before and present else []
    return render_template(
        "newsletters/translate.html",
        translation=translation,
        issue=issue,
        form=form,
        seen=present.number if present else 0,
        since=since if "caught_up" in form else [],
        message=presenters.message_after("", issue.message_code),
        version=context.pop("version", translation.version),
        **context,
    )


@bp.post(f"{PAGE}/preview")
@requires(Permission.ISSUE_WRITE, of=get_translation)
@only_reads
def preview_translation(translation: Translation) -> str:
    """The text as a web page, while it is typed."""
    return render_template(
        "newsletters/preview.html", preview=previews.preview(_typed(translation))
    )


@bp.post(f"{PAGE}/preview/pdf")
@requires(Permission.ISSUE_WRITE, of=get_translation)
@only_reads
def preview_translation_pdf(translation: Translation) -> ResponseReturnValue:
    try:
        content = previews.pdf_of(_typed(translation))
    except PdfFailed as failed:
        return error_page(409, detail=f"There will be no PDF. {failed}")
    return Response(
        content,
        mimetype="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="newsletter-translation.pdf"'},
    )


def _typed(translation: Translation) -> previews.Draft:
    names = translation_checks.TEXTS
    typed = {name: request.form[name] for name in names if name in request.form}
    typed["body"] = typed.get("body", translation.body)[:LONGEST_BODY]
    return draft_of(translation, typed)


@bp.get(f"{PAGE}/versions")
@requires(Permission.ISSUE_READ, of=get_translation)
def translation_versions(translation: Translation) -> str:
    """What changed between two versions; at first, by the last one."""
    kept = translation_queries.list_versions(translation)
    by_number = {each.number: each for each in kept}
    after = by_number.get(request.args.get("to", 0, type=int), kept[0])
    before = by_number.get(request.args.get("from", after.number - 1, type=int), after)
    return render_template(
        "newsletters/translation_versions.html",
        translation=translation,
        versions=presenters.to_choose(kept, before, after),
        before=before,
        after=after,
        compared=presenters.compared_translations(before, after),
    )


@bp.post(f"{PAGE}/move")
@requires(Permission.ISSUE_PUBLISH, of=get_translation)
def move_translation(translation: Translation) -> ResponseReturnValue:
    form = MoveForm(request.form)
    told = {"actor": current_user, "version": request.form.get("version")}

    def take(step: Move, said: str, reasons: Reasons) -> None:
        translation_changes.move_translation(
            translation, step, comment=said, reasons=reasons, **told
        )

    try:
        step = taken(form, take)
    except NotReady as early:
        return _page(translation, form, problems=early.problems), 422
    if step is None:
        return _page(translation, form), 422
    flash(_done(translation, step))
    return redirect(url_for(".translation", translation_id=translation.id), 303)


def _done(translation: Translation, step: Move) -> str:
    if step is not Move.APPROVE:
        return translation.state.label
    if translation.is_held:
        return "Signed off. It goes out when its hold is over; until then it can be stopped"
    return "Published" if translation.edition else "Signed off. It goes out with its original"


@bp.get(f"{PAGE}/stop")
@requires(Permission.ISSUE_PUBLISH, of=get_translation)
def ask_to_stop_translation(translation: Translation) -> str:
    return _stop_page(translation, StopTranslationForm())


def _stop_page(translation: Translation, form: StopTranslationForm) -> str:
    return render_template("newsletters/stop_translation.html", translation=translation, form=form)


@bp.post(f"{PAGE}/stop")
@requires(Permission.ISSUE_PUBLISH, of=get_translation)
def stop_translation(translation: Translation) -> ResponseReturnValue:
    form = StopTranslationForm(request.form)
    if not form.validate():
        return _stop_page(translation, form), 422
    try:
        translation_changes.stop_translation(
            translation,
            actor=current_user,
            version=request.form.get("version"),
            reason=form.reason.data,
        )
    except NotNow as late:
        form.add_error("reason", late.reason)
        return _stop_page(translation, form), 422
    flash("The translation was stopped; it is a draft again")
    return redirect(url_for(".translation", translation_id=translation.id), 303)


@bp.post(f"{PAGE}/reopen")
@requires(Permission.ISSUE_WRITE, of=get_translation)
def reopen_translation(translation: Translation) -> ResponseReturnValue:
    translation_changes.reopen_translation(
        translation, actor=current_user, version=request.form.get("version")
    )
    flash("It is a draft again")
    return redirect(url_for(".translation", translation_id=translation.id), 303)
