"""One mail to each of many readers: the same content, and each reader's own links to leave it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.core.catalogues.languages import ORIGINAL
from cdop.mail.links import base_url, path_to
from cdop.mail.models import MailContent
from cdop.mail.outbox import queue_mails
from cdop.newsletters.tokens import preferences_token, unsubscribe_token

LINK = "unsubscribe-link"  # what differs from one reader to the next
PREFERENCES = "preferences-link"
# For the button of the mail program (RFC 8058); kept once, with the content.
HEADERS = {
    "List-Unsubscribe": f"<[[{LINK}]]>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}
NO_TOKEN = "-"


@dataclass(frozen=True)
class Reader:
    """As much of a subscriber as a mail needs."""

    id: str
    email: str
    language: str = ORIGINAL  # in which the newsletter is wanted, where it is there


def to_readers(
    readers: Sequence[Reader],
    base: str,
    *,
    kind: str,
    content: MailContent,
    subject: str,
    batch_id: str | None = None,
) -> list[str]:
    """Queue a mail to each, and give the ids of these mails in the same order.

    The batch of a mail that no delivery leads to is its reader, so that it can be cancelled.
    """
    links = Links(base)
    return queue_mails(
        kind=kind,
        subject=subject,
        content=content,
        readers=[(reader.email, links.of(reader.id)) for reader in readers],
        batch_ids=[batch_id or reader.id for reader in readers],
    )


class Links:
    """Addresses of the pages by which a reader leaves or chooses; their paths are built once."""

    def __init__(self, base: str) -> None:
        self._unsubscribe = _before_token("public.unsubscribe", base)
        self._preferences = _before_token("public.preferences", base)

    def of(self, subscriber_id: str) -> Mapping[str, str]:
        return {
            LINK: self._unsubscribe + unsubscribe_token(subscriber_id),
            PREFERENCES: self._preferences + preferences_token(subscriber_id),
        }


def _before_token(endpoint: str, base: str) -> str:
    return page(endpoint, base=base, token=NO_TOKEN).removesuffix(NO_TOKEN)


def page(endpoint: str, *, base: str = "", **values: Any) -> str:
    return (base or base_url()) + path_to(endpoint, **values)
