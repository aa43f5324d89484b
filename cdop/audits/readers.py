"""Who reads which releases: the panel all of its own, an editor those made for the public."""

from typing import Any

from flask import abort

from cdop.access.roles import Role
from cdop.audits.models import Profile, Release

PANEL_SIDE = (Role.CHAIR, Role.COORDINATOR, Role.MEMBER)


def must_be_readable(release: Release, user: Any) -> None:
    """Who is no more than an editor reads what is made for the public."""
    on_panel = release.panel_id in user.panels_as(*PANEL_SIDE)
    if release.profile is not Profile.PUBLIC and not on_panel:
        abort(404)
