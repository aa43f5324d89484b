"""One issue is a page, a mail, a PDF and a card, and each says the same."""

import io
import re
from email import message_from_bytes, policy

import pikepdf
import pytest

from cdop.extensions import db
from cdop.mail.messages import letter_of, message_of
from cdop.mail.models import OutboxMail
from cdop.newsletters import edition, previews
from cdop.newsletters.files import find_file
from cdop.newsletters.models import FileKind
from cdop.newsletters.template import WRITE_HERE, starting_text
from tests.newsletters.build import editor_of, issue, picture, published, reader, released, work

BODY = "## Figures\n\n[[table 2026-01/1]]\n\n[[picture 1]]\n\n[[message]]\n\nThe end."


def newsletter_mail():
    mail = db.session.scalar(db.select(OutboxMail).where(OutboxMail.kind == "newsletter"))
    raw = message_of(letter_of(mail), "Panel <cdop@example.org>")
    return message_from_bytes(raw, policy=policy.default)


def test_the_template_fills_two_sides_and_no_more(make):
    row = issue(make, body=starting_text("cdop@example.org"))

    made = previews.preview(previews.draft_of(row, {}), with_pages=True)

    assert len(made.pages) == 2
    assert made.length.sentence == ""
    assert WRITE_HERE in made.text


def test_an_issue_over_two_sides_says_by_how_much_and_where_before_it_is_submitted(make, sign_in):
    long = "## Learning in focus\n\n" + "Where will baby sleep tonight? " * 500
    row = issue(make, body=f"{long}\n\n## Contact\n\nWrite to the panel.")

    page = sign_in(editor_of(row)).get(f"/newsletters/{row.id}")

    assert "Longer than two sides" in page
    told = re.search(r"fills (\d\.\d) sides: about (\d+) words more than two sides hold", page.text)
    assert 2 < float(told[1]) < 4
    assert 10 <= int(told[2]) < 2500
    assert "The longest sections are “Learning in focus” (2500 words) and “Contact”" in page
    submitted = sign_in(editor_of(row)).submit(
        f"/newsletters/{row.id}/submit", version=str(row.version)
    )
    assert submitted.status_code == 200


def test_a_publication_is_kept_as_pdf_and_card(make, sign_in):
    released(make)
    shown = picture(make)
    publication = published(make, body=BODY)
    work()
    browser = sign_in()

    pdf = browser.get(f"/news/{make.panel_.slug}/1.pdf")
    card = browser.get(f"/news/{make.panel_.slug}/1.png")

    assert pdf.headers["Content-Type"] == "application/pdf"
    assert len(pdf.response.data) < 2_000_000
    with pikepdf.open(io.BytesIO(pdf.response.data)) as opened:
        assert len(opened.pages) <= 2
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo["/Title"]) == publication.title
    assert card.response.data.startswith(b"\x89PNG")
    page = browser.get(f"/news/{make.panel_.slug}/1")
    address = f"http://cdop.test/news/{make.panel_.slug}/1"
    assert f'<meta property="og:image" content="{address}.png">' in page.html
    assert "Download this issue as a PDF" in page
    assert shown.alt in page.html


def test_a_file_is_made_once_and_served_as_it_was_made(make):
    publication = published(make)
    work()
    first = find_file(publication, FileKind.PDF).content

    assert edition.pdf_of(edition.of_publication(publication)) == first


def test_the_mail_brings_its_pictures_along(make):
    released(make)
    shown = picture(make)
    reader(make)
    published(make, body=BODY)
    work()

    message = newsletter_mail()

    html = message.get_body(("html",)).get_content()
    name = f"{shown.id}.{shown.suffix}"
    assert f'src="cid:{name}"' in html
    assert f'alt="{shown.alt}"' in html
    [attached] = [part for part in message.walk() if part.get_content_maintype() == "image"]
    assert attached["Content-ID"] == f"<{name}>"
    assert attached.get_content() == shown.content
    assert 'src="http' not in html
    assert f"Picture: {shown.alt}" in message.get_body(("plain",)).get_content()


def test_a_chart_comes_to_mail_as_a_picture_with_its_words(make):
    released(make)
    reader(make)
    published(make, body="## Figures\n\n[[chart 2026-01/1]]")
    work()

    message = newsletter_mail()

    html = message.get_body(("html",)).get_content()
    [attached] = [part for part in message.walk() if part.get_content_type() == "image/png"]
    name = attached["Content-ID"].strip("<>")
    assert f'src="cid:{name}"' in html
    assert 'alt="Bars"' in html
    assert "<svg" not in html
    assert attached.get_content().startswith(b"\x89PNG")


def test_the_message_of_the_quarter_stands_where_it_was_put_and_only_there(make, sign_in):
    reader(make)
    published(make, body="## One\n\n[[message]]\n\nAfter it.")
    work()

    page = sign_in().get(f"/news/{make.panel_.slug}/1")

    text = newsletter_mail().get_body(("plain",)).get_content()
    for shown in (page.text, text):
        assert shown.count("Never fall asleep with baby on a sofa") == 1
        assert shown.index("Never fall asleep") < shown.index("After it.")


def test_a_message_line_without_a_message_is_said_to_the_editor(make):
    row = issue(make, body="## One\n\n[[message]]", message_code="")

    assert "Choose the message of the quarter" in previews.draft_of(row, {}).rendered.problems[0]


@pytest.mark.parametrize("kind", ["preview", "preview/pages", "preview/pdf"])
def test_a_preview_shows_what_is_typed_and_saves_nothing(make, sign_in, kind):
    row = issue(make)
    browser = sign_in(editor_of(row))

    page = browser.submit(
        f"/newsletters/{row.id}/{kind}", title="Fresh title", summary="S", body="## New\n\nFresh."
    )

    assert page.status_code == 200
    db.session.expire_all()
    assert "Fresh" not in row.body
    if kind == "preview":
        assert "Fresh." in page.html
    if kind == "preview/pages":
        assert "of two sides" in page
        assert 'src="data:image/png;base64,' in page.html


def test_the_frame_of_the_mail_preview_can_do_nothing(make, sign_in):
    row = issue(make)
    browser = sign_in(editor_of(row))

    framed = browser.client.post(f"/newsletters/{row.id}/preview/mail", data={"body": "Fresh."})
    editor = browser.get(f"/newsletters/{row.id}/edit")

    assert "Fresh." in framed.text
    rules = framed.headers["Content-Security-Policy"]
    assert "sandbox" in rules
    assert "default-src 'none'" in rules
    assert "script" not in rules
    assert "frame-ancestors 'self'" in rules
    assert "frame-src 'self'" in editor.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in editor.headers["Content-Security-Policy"]


def test_the_page_loads_only_what_is_ours(make, sign_in):
    released(make)
    picture(make)
    published(make, body=BODY)
    work()

    html = sign_in().get(f"/news/{make.panel_.slug}/1").html

    loaded = re.findall(r'<(?:link|img|script|iframe|source)\b[^>]*(?:href|src)="([^"]*)"', html)
    assert loaded
    assert all(address.startswith("/") for address in loaded)
    assert "<script" not in html
