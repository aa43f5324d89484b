"""Who wrote a text: everybody who changed its words since it last went out, not the last alone."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from cdop.accounts.models import User
from cdop.db.base import Id
from cdop.db.columns import technical


class Written:
    """A text that somebody who did not write it signs off."""

    last_editor_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    writer_ids: Mapped[list[str] | None] = technical(sa.JSON(), default=list)  # None: not kept yet

    @property
    def author_ids(self) -> set[str]:
        first = getattr(self, "author_id", None) or self.last_editor_id
        return {first, self.last_editor_id, *(self.writer_ids or [])}

    def write(self, words: Mapping[str, Any], *, actor: User) -> bool:
        """Put in the words; whether any of them changed. Who changes none does not become author.

        Somebody's own words stay theirs, whoever saves the text after them.
        """
        changed = {name: new for name, new in words.items() if getattr(self, name) != new}
        for name, new in changed.items():
            setattr(self, name, new)
        if changed:
            so_far = [self.last_editor_id] if self.writer_ids is None else self.writer_ids
            self.writer_ids = sorted({*so_far, actor.id})
            self.last_editor_id = actor.id
        return bool(changed)

    def went_out(self) -> None:
        """It was signed off and published: what is written from here on is another text."""
        self.writer_ids = []
