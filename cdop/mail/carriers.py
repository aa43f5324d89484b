"""Which way mail goes: the first of GOV.UK Notify, a mail server and a folder that is set up."""

from pathlib import Path
from typing import Any

from cdop.mail.notify import NotifyTransport
from cdop.mail.transport import FolderTransport, SmtpTransport, Transport


def transport_for(config: dict[str, Any]) -> Transport:
    if config["NOTIFY_KEY"]:
        return NotifyTransport(
            config["NOTIFY_URL"], config["NOTIFY_KEY"], config["NOTIFY_TEMPLATE"]
        )
    if config["SMTP_URL"]:
        return SmtpTransport(config["SMTP_URL"], config["MAIL_FROM"], config["MAIL_BOUNCES"])
    return FolderTransport(Path(config["MAIL_FOLDER"]), config["MAIL_FROM"])
