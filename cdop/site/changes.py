"""Writes of pages: each checks the policy, makes the change and adds to the trail."""

from datetime import date

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.core.ages import add_months
from cdop.core.catalogues.languages import LANGUAGES
from cdop.core.identity_guard.contacts import CONTACTS
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import now, today
from cdop.extensions import db
from cdop.learning.identity_check import must_name_nobody
from cdop.learning.signing import NO_REASONS, Reasons, Signed, take_step
from cdop.site import queries
from cdop.site.chasing import chase_from
from cdop.site.kinds import PageKind
from cdop.site.models import Edition, EmbeddingSite, Page, PageStep
from cdop.trail.record import record
from cdop.web import markdown
from cdop.web.frozen import checksum
from cdop.web.versions import check_version

REVIEW_MONTHS = 12
SIGNED = Signed(
    "page",
    PageStep,
    Permission.PAGE_WRITE,
    Permission.PAGE_DECIDE,
    may_stand=CONTACTS,  # how to reach the panel
    figures=True,
)


def start_page(
    panel: Panel, *, actor: User, kind: PageKind, language: str, title: str, body: str
) -> Page:
    policy.check(actor, Permission.PAGE_WRITE, panel)
    if language not in LANGUAGES or queries.find_page(panel, kind, language) is not None:
        raise NotNow("There is such a page in this language already.")
    page = Page(
        panel_id=panel.id,
        kind=kind,
        language=language,
        title=title,
        body=body,
        owner_id=actor.id,
        last_editor_id=actor.id,
        writer_ids=[actor.id],
        review_by=add_months(today(), REVIEW_MONTHS),
    )
    db.session.add(page)
    db.session.flush()
    record(actor, "page.started", page, kind=kind.value, language=language)
    return page


def edit_page(
    page: Page,
    *,
    actor: User,
    version: int | str | None,
    title: str,
    body: str,
    owner_id: str,
    review_by: date,
) -> None:
    """Change the draft; what the public reads stays as it is until the draft is signed off."""
    policy.check(actor, Permission.PAGE_WRITE, page)
    check_version(page, version)
    if page.state is Stand.SUBMITTED:
        raise NotNow("It waits for sign-off. Take it back first.")
    kept = page.owner_id == owner_id and page.review_by == review_by
    if not page.write({"title": title, "body": body}, actor=actor) and kept:
        return
    page.state = Stand.DRAFT
    page.owner_id, page.review_by = owner_id, review_by
    db.session.flush()
    record(actor, "page.edited", page)


def move_page(
    page: Page,
    step: Move,
    *,
    actor: User,
    version: int | str | None,
    comment: str = "",
    reasons: Reasons = NO_REASONS,
) -> None:
    """One step towards the readers, or back; approving makes an edition that stays as it is."""
    take_step(
        page,
        step,
        kind=SIGNED,
        actor=actor,
        version=version,
        comment=comment,
        reasons=reasons,
    )
    if step is Move.APPROVE:
        _publish(page, actor)
    if step is Move.CLOSE:
        page.withdrawn_at, page.withdrawn_by_id = now(), actor.id
    db.session.flush()


def _publish(page: Page, actor: User) -> None:
    html = str(markdown.render(page.body))
    original = queries.original_of(page) if page.is_translation else None
    page.editions.append(
        Edition(
            number=len(page.editions) + 1,
            title=page.title,
            html=html,
            text=markdown.plain(page.body),
            checksum=checksum(html),
            of_original=original.edition.number if original and original.edition else None,
            written_by_id=page.last_editor_id,
            approved_by_id=actor.id,
            reviewed_on=today(),
            review_by=page.review_by,
        )
    )
    page.withdrawn_at = page.withdrawn_by_id = None
    page.went_out()
    chase_from(page)


def reopen_page(page: Page, *, actor: User, version: int | str | None) -> None:
    """Make a withdrawn page a draft again."""
    policy.check(actor, Permission.PAGE_WRITE, page)
    check_version(page, version)
    if page.state is not Stand.CLOSED:
        raise NotNow("Only a withdrawn page can be opened again.")
    page.state = Stand.DRAFT
    page.steps.append(PageStep(move="reopen", to_state=page.state, by_id=actor.id))
    db.session.flush()
    record(actor, "page.reopened", page)


def confirm_page(page: Page, *, actor: User, version: int | str | None, review_by: date) -> None:
    """Say that the published page was looked through and is still right, links included."""
    policy.check(actor, Permission.PAGE_WRITE, page)
    check_version(page, version)
    edition = page.edition
    if edition is None:
        raise NotNow("Nothing is published of this page.")
    edition.reviewed_on, edition.review_by = today(), review_by
    page.review_by = review_by
    db.session.flush()
    record(actor, "page.reviewed", page)
    chase_from(page)


def allow_site(panel: Panel, *, actor: User, name: str, origin: str) -> EmbeddingSite:
    policy.check(actor, Permission.PAGE_WRITE, panel)
    must_name_nobody({"name": name, "origin": origin}, panel_id=panel.id)
    site = EmbeddingSite(panel_id=panel.id, name=name, origin=origin, added_by_id=actor.id)
    db.session.add(site)
    db.session.flush()
    record(actor, "embedding.allowed", site)
    return site


def forbid_site(site: EmbeddingSite, *, actor: User) -> None:
    policy.check(actor, Permission.PAGE_WRITE, site)
    record(actor, "embedding.forbidden", site)
    db.session.delete(site)
    db.session.flush()
