"""Sending through GOV.UK Notify: the same letters, as plain text, by its API for e-mail.

Notify needs one template of two places, ((subject)) and ((body)); it writes the HTML itself, and
shows no picture. What is sent, and when, stays ours: Notify is told our Message-ID as reference.
Source: docs.notifications.service.gov.uk/rest-api.html (version 2), which also says what each
status means. The key is `name-<service id>-<secret>`.
"""

import base64
import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from cdop.mail.messages import Letter
from cdop.mail.transport import WAIT, Refused, Unreachable

ID_LENGTH = 36
PATH = "/v2/notifications/email"
LIST = "/v2/notifications"
FAILURES = ("permanent-failure", "temporary-failure", "technical-failure")
MOST_PAGES = 40  # of 250 each
SEVERAL = 4  # each call waits for an answer


class NotifyTransport:
    """One connection to Notify, kept open from letter to letter."""

    connections = SEVERAL

    def __init__(self, url: str, key: str, template: str) -> None:
        self._url = urlsplit(url)
        self._service, self._secret = key[-2 * ID_LENGTH - 1 : -ID_LENGTH - 1], key[-ID_LENGTH:]
        self._template = template
        self._line: http.client.HTTPConnection | None = None

    def written(self, letter: Letter) -> bytes:
        return json.dumps(self._asked(letter)).encode()

    def send(self, letter: Letter, written: bytes) -> None:
        status, answer = self._call("POST", PATH, written)
        if status == 201:
            return
        code = f"notify-{status}"
        if status == 400:
            raise Refused(code, forever=not _is_trial(answer))
        raise Unreachable(code)  # the key, the limit of the day, or Notify itself

    def failures(self) -> Iterator[tuple[str, str]]:
        """Reference and status of what did not arrive, of the days that Notify remembers."""
        asked = [("template_type", "email"), *(("status", each) for each in FAILURES)]
        older: list[tuple[str, str]] = []
        for _ in range(MOST_PAGES):
            status, answer = self._call("GET", f"{LIST}?{urlencode(asked + older)}")
            if status != 200:
                raise Unreachable(f"notify-{status}")
            found = _notifications(answer)
            yield from ((str(each.get("reference")), str(each.get("status"))) for each in found)
            if not found:
                return
            older = [("older_than", str(found[-1].get("id")))]

    def _asked(self, letter: Letter) -> dict[str, Any]:
        asked = {
            "email_address": letter.recipient,
            "template_id": self._template,
            "personalisation": {"subject": letter.subject, "body": letter.text},
            "reference": letter.message_id,
        }
        leave = letter.headers.get("List-Unsubscribe", "").strip("<>")
        return asked | ({"one_click_unsubscribe_url": leave} if leave else {})

    def _call(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        heads = {
            "Authorization": f"Bearer {token(self._service, self._secret, int(time.time()))}",
            "Content-Type": "application/json",
        }
        line = self._line or self._connect()
        try:
            line.request(method, self._url.path.rstrip("/") + path, body, heads)
            answer = line.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreachable("notify-broken") from error

    def _connect(self) -> http.client.HTTPConnection:
        secure = self._url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self._line = kind(self._url.hostname or "localhost", self._url.port, timeout=WAIT)
        return self._line

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _notifications(answer: bytes) -> list[dict[str, Any]]:
    try:
        return list(json.loads(answer)["notifications"])
    except (ValueError, LookupError, TypeError) as error:
        raise Unreachable("notify-unreadable") from error


def _is_trial(answer: bytes) -> bool:
    """A service in trial may write to its team only; once it is live, the letter goes."""
    return b"trial mode" in answer or b"team-only" in answer


def token(service: str, secret: str, moment: int) -> str:
    """A JSON Web Token (RFC 7519) signed by HMAC with SHA-256, as Notify asks for each call."""
    head = _encoded(json.dumps({"typ": "JWT", "alg": "HS256"}).encode())
    claims = _encoded(json.dumps({"iss": service, "iat": moment}).encode())
    signed = f"{head}.{claims}"
    mark = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(mark)}"


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
