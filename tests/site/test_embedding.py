"""Newsletters can be shown in a frame on the websites on the list, and on no other."""

import re

import pytest

from cdop.access.roles import Role
from cdop.site.forms import EmbeddingForm
from tests.newsletters.build import published


def frame_of(sign_in, make):
    return sign_in().get(f"/embed/{make.panel_.slug}")


def ancestors(page) -> str:
    return re.search(r"frame-ancestors ([^;]+)", page.headers["Content-Security-Policy"])[1]


def allow(sign_in, make, origin: str):
    return sign_in(make.user(Role.EDITOR)).submit(
        f"/pages/embedding/{make.panel_.slug}", name="Northmere Council", origin=origin
    )


def test_nobody_may_frame_it_before_a_website_is_on_the_list(make, sign_in):
    published(make)

    assert ancestors(frame_of(sign_in, make)) == "'none'"


def test_a_website_on_the_list_may(make, sign_in):
    publication = published(make)

    allow(sign_in, make, "https://www.northmere.example")
    page = frame_of(sign_in, make)

    assert ancestors(page) == "https://www.northmere.example"
    assert "X-Frame-Options" not in page.headers
    assert publication.title in page
    assert "<script" not in page.html
    assert 'target="_top"' in page.html


def test_every_other_page_can_still_be_framed_by_nobody(make, sign_in):
    allow(sign_in, make, "https://www.northmere.example")

    for path in ("/", "/sign-in", f"/about/{make.panel_.slug}/"):
        assert ancestors(sign_in().get(path)) == "'none'"


def test_a_website_taken_off_the_list_may_no_longer(make, sign_in):
    page = allow(sign_in, make, "https://www.northmere.example")
    path = re.search(r'action="(/pages/embedding/remove/[^"]+)"', page.html)[1]

    sign_in(make.user(Role.EDITOR)).submit(path)

    assert ancestors(frame_of(sign_in, make)) == "'none'"


@pytest.mark.parametrize(
    "typed",
    [
        "https://[x",
        "https://example.org:port",
        "https://пример.рф",
        "http://www.example.org",
        "https://*.example.org",
        "https://example.org/page",
        "https://example.org; script-src *",
        "https://example",
        "javascript:alert(1)",
    ],
)
def test_only_a_whole_https_address_can_be_on_the_list(app, typed):
    form = EmbeddingForm(data={})
    form.process(formdata=None, data={"name": "Council", "origin": typed})

    assert not form.validate()
    assert "origin" in form.errors
