"""A browser for tests without scripts: it holds every page it opens to the house rules."""

import re
from html import unescape

from flask import g

from cdop.accounts.models import User, UserSession
from cdop.accounts.sessions import token_hash
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.extensions import db


class Page:
    """What came back: `.text` as a reader sees it, `.html` as it was sent."""

    def __init__(self, response) -> None:
        self.response = response
        self.status_code = response.status_code
        self.headers = response.headers
        self.location = response.headers.get("Location")
        self.html = response.get_data(as_text=True) if response.mimetype.startswith("text") else ""
        shown = re.sub(r"<(script|style)\b.*?</\1>", " ", self.html, flags=re.S)
        self.text = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown)))

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.html, flags=re.S)
        return unescape(found.group(1)).strip() if found else ""

    def field(self, name: str) -> str:
        """The value of the first input so named."""
        found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', self.html)
        value = re.search(r'value="([^"]*)"', found.group(0)) if found else None
        return unescape(value.group(1)) if value else ""

    def __contains__(self, words: str) -> bool:
        return words in self.text


def _forget_the_last_request() -> None:
    """Every request of a test shares the test's app context; none may see the last one's person."""
    db.session.rollback()  # the test's own reading must not hold up the request
    for name in list(g):
        g.pop(name)


class Browser:
    """One person's browser."""

    def __init__(self, app, user: User | None = None) -> None:
        self.client = app.test_client()
        if user is not None:
            self._sign_in(user)

    def _sign_in(self, user: User) -> None:
        token = new_id()
        db.session.add(
            UserSession(token_hash=token_hash(token), user_id=user.id, confirmed_at=now())
        )
        db.session.commit()
        with self.client.session_transaction() as session:
            session.update(
                {"sid": token, "seen": int(now().timestamp()), "_user_id": user.id, "_fresh": True}
            )

    def get(self, path: str, **kwargs) -> Page:
        _forget_the_last_request()
        page = Page(self.client.get(path, **kwargs))
        db.session.expire_all()
        return self._hold_to_house_rules(page)

    def submit(self, path: str, *, follow: bool = True, **data) -> Page:
        """Post a form; a redirect is followed, as a browser would."""
        _forget_the_last_request()
        page = Page(self.client.post(path, data=data, content_type="multipart/form-data"))
        db.session.expire_all()
        if follow and page.status_code in (302, 303):
            return self.get(page.location)
        return self._hold_to_house_rules(page)

    def _hold_to_house_rules(self, page: Page) -> Page:
        assert page.status_code < 500 or page.status_code in (503, 507), page.text[:2000]
        if page.html.lstrip().lower().startswith("<!doctype html"):
            assert len(re.findall(r"<h1[ >]", page.html)) == 1, "a page has one h1"
            assert page.title, "a page has a title"
            assert not re.search(r'\s(style|on[a-z]+)="', page.html), "no inline style or script"
        return page
