"""What anybody may keep is compressed, and what is for one reader never is."""

import gzip

TAKES_GZIP = {"Accept-Encoding": "gzip"}


def test_a_public_page_travels_compressed_to_who_takes_it(app):
    client = app.test_client()

    plain, packed = client.get("/about"), client.get("/about", headers=TAKES_GZIP)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_the_same_page_gives_the_same_bytes(app):
    client = app.test_client()

    first, second = (client.get("/about", headers=TAKES_GZIP).data for _ in range(2))

    assert first == second


def test_a_page_with_a_token_or_for_one_person_is_never_compressed(app, make, sign_in):
    browser = sign_in(make.user())

    account = browser.client.get("/account", headers=TAKES_GZIP)
    subscribe = app.test_client().get(f"/subscribe/{make.panel_.slug}", headers=TAKES_GZIP)

    assert len(account.data) > 1024
    assert "Content-Encoding" not in account.headers
    assert "csrf_token" in subscribe.text
    assert "Content-Encoding" not in subscribe.headers
