"""What a refusal says of an address: that it is gone, that it may be, or nothing at all.

Sources: RFC 3463 (enhanced codes), RFC 5321 section 4.2 (plain ones), RFC 7504 (521, 556), RFC 7505
(5.1.10), docs.notifications.service.gov.uk (Notify). A plain 550 may be a filter's as well as an
unknown mailbox's, and a filter that dislikes one issue must not cost a trust all its readers: so
it only raises a doubt, as a full mailbox does.
"""

import re
from enum import StrEnum

CODE = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")


class Says(StrEnum):
    """What a mail that was refused or came back tells of its address."""

    GONE = "gone"  # nobody is there: no more is sent
    DOUBTFUL = "doubtful"  # several of these in a row come to the same
    NOTHING = "nothing"  # it was about the mail, the sender or the server


GONE = {
    "5.1.1",  # no such mailbox
    "5.1.2",  # no such domain
    "5.1.3",  # no address at all
    "5.1.6",  # moved, and nobody knows where to
    "5.1.10",  # the domain takes no mail
    "5.2.1",  # the mailbox is closed
}
ABOUT_US = {"5.1.7", "5.1.8", "5.1.9", "5.2.3", "5.3.4", "4.1.7", "4.1.8", "4.3.4"}
# By the second number: whose fault it is. 5 protocol, 6 content, 7 policy.
NOT_THE_ADDRESS = {"5", "6", "7"}
PLAIN_DOUBTS = ("550", "551", "552", "553")
PLAIN_GONE = ("521", "556")  # the domain says that it takes no mail
NOTIFY = {"notify-permanent-failure": Says.GONE, "notify-temporary-failure": Says.DOUBTFUL}


def says(status: str) -> Says:
    """From a code such as `5.1.1`, `smtp-550 5.1.1`, `smtp-552` or `notify-permanent-failure`."""
    found = CODE.search(status)
    if found:
        return _of_enhanced(found[0])
    if status in NOTIFY:
        return NOTIFY[status]
    plain = status.removeprefix("smtp-")
    if plain in PLAIN_GONE:
        return Says.GONE
    return Says.DOUBTFUL if plain in PLAIN_DOUBTS else Says.NOTHING


def _of_enhanced(code: str) -> Says:
    if code in GONE:
        return Says.GONE
    if code in ABOUT_US or code.split(".")[1] in NOT_THE_ADDRESS:
        return Says.NOTHING
    return Says.DOUBTFUL
