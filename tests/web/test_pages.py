"""The frame of a page and its fields, as HTML."""

from tests.web.kitchen import make_app


def test_a_signed_in_page_names_its_reader_and_is_not_indexed(kitchen):
    html = kitchen.get("/").text

    assert "Ama Example" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "OFFICIAL-SENSITIVE" in html
    assert 'action="/sign-out"' in html
    assert 'data-idle-seconds="1800"' in html


def test_a_public_page_has_neither_account_nor_marking_nor_idle_time():
    html = make_app(signed_in=False).test_client().get("/").text

    assert "Ama Example" not in html
    assert "OFFICIAL-SENSITIVE" not in html
    assert "data-idle-seconds" not in html
    assert "Sign in" in html


def test_the_nhs_lozenge_is_off_unless_an_nhs_body_turns_it_on():
    def lozenge(**settings):
        return 'aria-label="NHS"' in make_app(**settings).test_client().get("/").text

    assert not lozenge()
    assert lozenge(NHS_LOZENGE=True)


def test_a_page_with_errors_says_so_in_its_title(kitchen):
    assert "<title>Every component – Child death review</title>" in kitchen.get("/").text
    assert (
        "<title>Error: Every component – Child death review</title>" in kitchen.get("/wrong").text
    )


def test_a_field_ties_its_hint_and_error_to_its_box(kitchen):
    html = kitchen.get("/wrong").text

    assert 'aria-describedby="died_on-hint died_on-error"' in html
    assert 'id="died_on-error"' in html
    assert 'href="#died_on-month"' in html
    assert 'value="many"' in html


def test_what_was_typed_is_escaped_when_it_is_shown_again():
    kitchen = make_app(WTF_CSRF_ENABLED=False).test_client()

    html = kitchen.post("/", data={"name": '"><script>x', "story": "</textarea><b>"}).text

    assert "<script>x" not in html
    assert "</textarea><b>" not in html


def test_a_password_is_never_sent_back():
    kitchen = make_app(WTF_CSRF_ENABLED=False).test_client()

    assert "hunter2hunter2" not in kitchen.post("/", data={"password": "hunter2hunter2"}).text


def test_a_flash_is_announced(kitchen):
    html = kitchen.get("/flash").text

    assert 'role="status"' in html
    assert "Factor saved" in html
