"""What the tests of public pages start from."""

from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.core.sign_off import Move
from cdop.extensions import db
from cdop.site import changes
from cdop.site.kinds import PageKind
from cdop.site.models import EmbeddingSite, Page
from tests.making import Make

BODY = "Every child's death is reviewed. **Nobody** is blamed."


def page(
    make: Make,
    *,
    panel: Panel | None = None,
    kind: PageKind = PageKind.FAMILIES,
    language: str = "en",
    title: str = "For bereaved families",
    body: str = BODY,
) -> Page:
    """A draft."""
    panel = panel or make.panel_
    made = changes.start_page(
        panel,
        actor=make.user(Role.EDITOR, panel=panel),
        kind=kind,
        language=language,
        title=title,
        body=body,
    )
    db.session.commit()
    return made


def sign_off(made: Page, make: Make) -> Page:
    chair = make.user(Role.CHAIR, panel=made.panel)
    changes.move_page(made, Move.SUBMIT, actor=made.owner, version=made.version)
    changes.move_page(made, Move.APPROVE, actor=chair, version=made.version)
    db.session.commit()
    return made


def published(make: Make, **values) -> Page:
    return sign_off(page(make, **values), make)


def panel_records(make: Make, panel: Panel) -> dict[str, dict[str, object]]:
    made = page(make, panel=panel, kind=PageKind.ABOUT)
    changes.move_page(made, Move.SUBMIT, actor=made.owner, version=made.version)
    site = EmbeddingSite(
        panel_id=panel.id,
        origin="https://www.example.org",
        name="Council",
        added_by_id=made.owner_id,
    )
    db.session.add(site)
    db.session.commit()
    return {"page": {"page_id": made.id}, "embedding-site": {"site_id": site.id}}


def public_records(make: Make, panel: Panel) -> dict[str, dict[str, object]]:
    published(make, panel=panel)
    return {"public-page": {"panel_slug": panel.slug, "kind": "families", "language": "en"}}
