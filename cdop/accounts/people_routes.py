"""People and their roles, for administrators. No case is opened from here."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import ACCOUNT_ROLES
from cdop.accounts import people_changes as changes
from cdop.accounts import queries
from cdop.accounts.blueprint import bp
from cdop.accounts.forms import InvitationForm, PersonForm, RoleForm
from cdop.accounts.models import Membership, User
from cdop.accounts.presenters import state_of
from cdop.extensions import db
from cdop.web.paging import page_of, requested_page, requested_sorting
from cdop.web.versions import StaleEdit

SORTS = {"name": User.name, "email": User.email, "added": User.created_at}


@bp.get("/people/")
@requires(Permission.PEOPLE_MANAGE)
def people() -> ResponseReturnValue:
    wanted = queries.Wanted(
        text=request.args.get("q", "").strip()[:100],
        state=request.args.get("state", ""),
        panel_id=request.args.get("panel", ""),
        role=request.args.get("role", ""),
    )
    sorting = requested_sorting(SORTS, default="name")
    statement = queries.select_people(wanted).order_by(sorting.apply(SORTS[sorting.key]), User.id)
    return render_template(
        "accounts/people.html",
        page=page_of(db.session, statement, number=requested_page()),
        wanted=wanted,
        sorting=sorting,
        panels=queries.list_panels(),
        roles=ACCOUNT_ROLES,
        state_of=state_of,
    )


@bp.get("/people/invite")
@requires(Permission.PEOPLE_MANAGE)
def invitation() -> ResponseReturnValue:
    return render_template("accounts/invite.html", form=InvitationForm())


@bp.post("/people/invite")
@requires(Permission.PEOPLE_MANAGE)
def invite() -> ResponseReturnValue:
    form = InvitationForm(request.form)
    if not form.validate():
        return render_template("accounts/invite.html", form=form), 422
    actor = current_user._get_current_object()
    user = changes.add_person(
        actor=actor,
        email=form.email.data,
        name=form.name.data,
        profession=form.profession.data,
    )
    changes.give_role(user, actor=actor, **_role(form))
    changes.send_link(user, actor=actor)
    flash("The invitation is on its way")
    return redirect(url_for(".person", user_id=user.id), 303)


def _role(form: RoleForm) -> dict[str, Any]:
    return {
        "role": form.role.data,
        "panel": queries.find_panel(form.panel.data) if form.panel.data else None,
        "deputy": form.deputy.data,
        "discipline": form.discipline.data,
    }


@bp.get("/people/<opaque:user_id>")
@requires(Permission.PEOPLE_MANAGE, of=queries.get_user)
def person(user: User) -> ResponseReturnValue:
    return render_template(
        "accounts/person.html",
        user=user,
        state=state_of(user),
        last_signed_in=queries.last_signed_in(user),
    )


@bp.get("/people/<opaque:user_id>/details")
@requires(Permission.PEOPLE_MANAGE, of=queries.get_user)
def details(user: User) -> ResponseReturnValue:
    return _details_page(user, PersonForm(obj=user))


@bp.post("/people/<opaque:user_id>/details")
@requires(Permission.PEOPLE_MANAGE, of=queries.get_user)
def save_details(user: User) -> ResponseReturnValue:
    form = PersonForm(request.form)
    if not form.validate():
        return _details_page(user, form), 422
    try:
        changes.edit_person(
            user,
            actor=current_user._get_current_object(),
            version=request.form.get("version"),
            name=form.name.data,
            profession=form.profession.data,
        )
    except StaleEdit:
        return _details_page(user, form, stale=True), 409
    flash("The details were saved")
    return redirect(url_for(".person", user_id=user.id), 303)


def _details_page(user: User, form: PersonForm, stale: bool = False) -> str:
    return render_template("accounts/details.html", user=user, form=form, stale=stale)


@bp.get("/people/<opaque:user_id>/roles")
@requires(Permission.ACCOUNT_CHANGE, of=queries.get_user)
def roles(user: User) -> ResponseReturnValue:
    return render_template("accounts/roles.html", user=user, form=RoleForm())


@bp.post("/people/<opaque:user_id>/roles")
@requires(Permission.ACCOUNT_CHANGE, of=queries.get_user)
def give_role(user: User) -> ResponseReturnValue:
    form = RoleForm(request.form)
    if not form.validate():
        return render_template("accounts/roles.html", user=user, form=form), 422
    changes.give_role(user, actor=current_user._get_current_object(), **_role(form))
    flash("The role was given, and the person was told")
    return redirect(url_for(".person", user_id=user.id), 303)


def _get_membership(user_id: str, membership_id: str) -> "_OfPerson":
    membership = db.first_or_404(
        db.select(Membership).where(Membership.id == membership_id, Membership.user_id == user_id)
    )
    return _OfPerson(membership)


class _OfPerson:
    """A role held, under the rules for the account of the person who holds it."""

    __tablename__ = "membership"

    def __init__(self, membership: Membership) -> None:
        self.membership = membership
        self.id = membership.user_id  # nobody ends a role of their own
        self.panel_id = membership.panel_id


@bp.post("/people/<opaque:user_id>/roles/<opaque:membership_id>/end")
@requires(Permission.ACCOUNT_CHANGE, of=_get_membership)
def end_role(held: _OfPerson) -> ResponseReturnValue:
    changes.end_role(held.membership, actor=current_user._get_current_object())
    flash("The role was taken away, and the person was told")
    return redirect(url_for(".person", user_id=held.membership.user_id), 303)


def _act(change: Callable[..., Any], user: User, words: str) -> ResponseReturnValue:
    change(user, actor=current_user._get_current_object())
    flash(words)
    return redirect(url_for(".person", user_id=user.id), 303)


@bp.post("/people/<opaque:user_id>/send-link")
@requires(Permission.ACCOUNT_CHANGE, of=queries.get_user)
def send_link(user: User) -> ResponseReturnValue:
    return _act(changes.send_link, user, "A link to choose a password is on its way")


@bp.post("/people/<opaque:user_id>/disable")
@requires(Permission.ACCOUNT_CHANGE, of=queries.get_user)
def disable(user: User) -> ResponseReturnValue:
    return _act(changes.disable, user, "The account is disabled, and signed out everywhere")


@bp.post("/people/<opaque:user_id>/enable")
@requires(Permission.ACCOUNT_CHANGE, of=queries.get_user)
def enable(user: User) -> ResponseReturnValue:
    return _act(changes.enable, user, "The account can be used again")


@bp.post("/people/<opaque:user_id>/remove-second-factor")
@requires(Permission.ACCOUNT_CHANGE, of=queries.get_user)
def remove_second_factor_of(user: User) -> ResponseReturnValue:
    words = "Sign-in codes were removed. The person sets up new ones after signing in"
    return _act(changes.remove_second_factor_of, user, words)
