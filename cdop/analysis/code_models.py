"""A panel's own learning codes, beside those that the service ships."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from cdop.db.base import Id, Versioned, together
from cdop.db.columns import coded, narrative, technical
from cdop.extensions import Model


class OwnLearningCode(Versioned, Model):
    """A code that one panel added. It is never deleted or given again, since points carry it."""

    __tablename__ = "learning_code"
    __table_args__ = (
        sa.UniqueConstraint("panel_id", "code"),
        together("retired_at", "retired_by_id", name="retired_at_and_by_together"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    code: Mapped[str] = coded()
    label: Mapped[str] = narrative()
    definition: Mapped[str] = narrative(default="")
    retired_at: Mapped[datetime | None] = technical()
    retired_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None
