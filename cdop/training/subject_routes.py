"""What a panel trains in, and the questions asked before and after."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import say_at_fields
from cdop.training import changes, queries
from cdop.training.blueprint import bp
from cdop.training.forms import QuestionForm, SubjectForm
from cdop.training.models import Question, Subject


def _get_subject(subject_id: str) -> Subject:
    return db.get_or_404(Subject, subject_id)


@bp.get("/training/subjects/<slug:panel_slug>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_panel)
def subjects(panel: Panel) -> str:
    return _subjects_page(panel, SubjectForm())


@bp.post("/training/subjects/<slug:panel_slug>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_panel)
def add_subject(panel: Panel) -> ResponseReturnValue:
    if request.form.get("usual"):
        changes.add_usual_subjects(panel, actor=current_user)
        flash("The usual subjects were added")
        return redirect(url_for(".subjects", panel_slug=panel.slug), 303)
    form = SubjectForm(request.form)
    known = {each.name.lower() for each in queries.list_subjects(panel)}
    if not form.validate():
        return _subjects_page(panel, form), 422
    if form.name.data.lower() in known:
        form.add_error("name", "There is a subject of that name")
        return _subjects_page(panel, form), 422
    try:
        changes.add_subject(panel, actor=current_user, **form.data)
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return _subjects_page(panel, form), 422
    flash("Subject added")
    return redirect(url_for(".subjects", panel_slug=panel.slug), 303)


def _subjects_page(panel: Panel, form: SubjectForm) -> str:
    return render_template(
        "training/subjects.html", panel=panel, form=form, subjects=queries.list_subjects(panel)
    )


@bp.get("/training/questions/<opaque:subject_id>")
@requires(Permission.TRAINING_MANAGE, of=_get_subject)
def questions(subject: Subject) -> str:
    return _questions_page(subject, QuestionForm())


@bp.post("/training/questions/<opaque:subject_id>")
@requires(Permission.TRAINING_MANAGE, of=_get_subject)
def add_question(subject: Subject) -> ResponseReturnValue:
    form = QuestionForm(request.form)
    if not form.validate():
        return _questions_page(subject, form), 422
    try:
        changes.add_question(
            subject,
            actor=current_user,
            text=form.text.data,
            answers=[form.first.data, form.second.data, form.third.data],
            right=int(form.right.data),
        )
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return _questions_page(subject, form), 422
    flash("Question added")
    return redirect(url_for(".questions", subject_id=subject.id), 303)


def _questions_page(subject: Subject, form: QuestionForm) -> str:
    return render_template(
        "training/questions.html",
        subject=subject,
        form=form,
        questions=queries.list_questions(subject),
    )


@bp.post("/training/questions/retire/<opaque:question_id>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_question)
def retire_question(question: Question) -> ResponseReturnValue:
    changes.retire_question(question, actor=current_user)
    flash("The question is no longer asked")
    return redirect(url_for(".questions", subject_id=question.subject_id), 303)
