"""A PDF for everybody: tagged, titled, with its fonts inside, and no word of ours as code."""

import io

import pikepdf
import pytest

from cdop.web.pdf import blocks as make
from cdop.web.pdf import rendering
from cdop.web.pdf.from_html import from_html, from_markdown
from cdop.web.pdf.rendering import LettersMissing, Template, render_pdf
from tests.pdf_reading import read_pdf

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 440 30"><title>Smoking</title>'
    "<desc>12 of 40 deaths.</desc>"
    '<text y="20" font-family="Arial, Helvetica, sans-serif">Smoking: 12</text></svg>'
)
TABLE = make.table(
    ["Line", "Deaths"], [["Smoking", "12"], ["Cold", "[c]"]], caption="Table 1", numeric=[1]
)


def _pdf(blocks, template=Template.DOCUMENT, title="Safer sleep", **about):
    return render_pdf(template, {"blocks": blocks}, title=title, **about)


def _words(content):
    return read_pdf(content).words


@pytest.mark.parametrize("template", Template)
def test_every_template_is_tagged_titled_and_in_british_english(template):
    content = _pdf([make.paragraph("Ask where the baby sleeps.")], template)

    pdf = pikepdf.open(io.BytesIO(content))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as about:
        assert about["dc:title"] == "Safer sleep"
        assert about["pdfuaid:part"] == "1"
    assert read_pdf(content).headings == [(1, "Safer sleep")]


def test_headings_go_down_one_level_at_a_time():
    words = [make.heading("A", 4), make.heading("B", 6), make.heading("C", 2), make.heading("D", 3)]

    reading = read_pdf(_pdf([*words[:2], make.box(words[2:])]))

    assert reading.headings == [(1, "Safer sleep"), (2, "A"), (3, "B"), (2, "C"), (3, "D")]


def test_a_table_has_header_cells_and_a_chart_its_words():
    reading = read_pdf(_pdf([TABLE, make.picture(CHART, alt="Smoking. 12 of 40 deaths.")]))

    assert reading.tables == [[["Line", "Deaths"], ["Smoking", "12"], ["Cold", "[c]"]]]
    assert reading.tags.count("/TH") == 2
    assert reading.pictures == ["Smoking. 12 of 40 deaths."]
    assert "Smoking: 12" in reading.everything


def test_a_picture_without_words_is_decoration():
    assert not read_pdf(_pdf([make.picture(CHART, alt=""), make.paragraph("Text")])).pictures


def test_every_font_is_inside_and_the_file_stays_small():
    content = render_pdf(
        Template.DOCUMENT,
        {"blocks": [make.paragraph([make.strong("Bold"), " plain"]), make.picture(CHART, alt="x")]},
        title="Fonts",
    )

    pdf = pikepdf.open(io.BytesIO(content))
    fonts = [font for font in pdf.objects if _is_descendant_font(font)]
    assert fonts
    assert all("/FontFile2" in font.FontDescriptor for font in fonts)
    assert all("Arimo" in str(font.BaseFont) for font in fonts)
    assert len(content) < 60_000


def _is_descendant_font(each):
    return isinstance(each, pikepdf.Dictionary) and each.get("/FontDescriptor") is not None


def test_the_same_data_give_the_same_bytes():
    data = {"blocks": [TABLE, make.picture(CHART, alt="x")], "facts": [["Panel", "Made up"]]}
    first = render_pdf(Template.DOCUMENT, data, title="Same")
    rendering._kept.clear()

    assert render_pdf(Template.DOCUMENT, data, title="Same") == first


def test_what_is_typed_is_never_code():
    typed = '#import "main.typ": * #panic() $x$ *no* @ref \\ [c] <b>'

    words = _words(_pdf([make.paragraph(typed), make.heading(typed)], title=typed))

    assert words.count('#import "main.typ": * #panic() $x$ *no* @ref \\ [c] <b>') >= 2


def test_markdown_is_set_as_it_reads():
    typed = (
        "# Ask\n\nAsk **every** parent. See [the page](/about).\n\n- one\n    - two\n\n"
        "3. three\n\n| Who | When |\n|---|--:|\n| Midwife | 28 weeks |\n\n<script>x()</script>"
    )

    blocks = from_markdown(typed, base_url="https://panel.example")
    content = _pdf(blocks)

    assert [block["kind"] for block in blocks][:4] == ["heading", "paragraph", "list", "list"]
    words = _words(content)
    for expected in ("Ask every parent. See the page.", "3. three", "Midwife 28 weeks"):
        assert expected in words
    assert "x()" not in words
    assert b"https://panel.example/about" in content


def test_a_frozen_page_keeps_its_charts_and_drops_what_only_a_screen_needs():
    html = (
        f"<figure><div>{CHART}</div></figure><details><summary>Show</summary><p>In it</p></details>"
        '<p>Shown<span class="nhsuk-u-visually-hidden"> from table 1</span></p>'
        '<img src="/media/cot.png" alt="A cot">'
    )

    blocks = from_html(html)

    assert [block["kind"] for block in blocks] == ["picture", *["paragraph"] * 3]
    assert blocks[0]["alt"] == "Smoking. 12 of 40 deaths"
    words = _words(_pdf(blocks))
    assert "In it Shown A cot" in words
    assert "from table" not in words


def test_pictures_are_asked_for_by_their_address():
    png = render_png()

    (picture,) = from_html(
        '<p></p><img src="/media/cot.png" alt="A cot">', pictures={"/media/cot.png": png}.get
    )

    assert (picture["format"], picture["alt"]) == ("png", "A cot")
    assert read_pdf(_pdf([picture])).pictures == ["A cot"]


def render_png():
    import zlib

    def chunk(kind, data):
        whole = kind + data
        return len(data).to_bytes(4, "big") + whole + zlib.crc32(whole).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    pixels = zlib.compress(b"\0\x10\x20\x30")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_the_title_of_a_chart_stands_out_and_the_chart_is_no_wider_than_its_words_need():
    title, chart = from_html(f"<figure><figcaption>Chart 3: Smoking</figcaption>{CHART}</figure>")

    assert title == make.title(["Chart 3: Smoking"])
    assert chart["width"] < 100


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Croeso i'r tŷ", "cy"),
        ("Śpij bezpiecznie, Țară", "pl"),
        ("مرحبا بكم", "ar"),
        ("শিশুকে চিৎ করে শোয়ান", "bn"),
        ("બાળકને પીઠ પર સુવડાવો", "gu"),
        ("ਬੱਚੇ ਨੂੰ ਪਿੱਠ ਦੇ ਭਾਰ ਸੁਆਓ", "pa"),
    ],
)
def test_languages_of_the_area_are_set_in_their_letters(words, language):
    pdf = pikepdf.open(io.BytesIO(_pdf([make.paragraph(words)], language=language)))

    assert str(pdf.Root.Lang) == language


def test_a_letter_without_a_font_is_refused_by_name_and_a_symbol_is_named():
    with pytest.raises(LettersMissing, match="tamil letter"):
        _pdf([make.paragraph("தமிழ்")])

    assert "Thanks (grinning face)" in _words(_pdf([make.paragraph("Thanks 😀")]))


def test_only_pictures_it_knows_are_taken():
    with pytest.raises(ValueError, match="SVG, PNG and JPEG"):
        make.picture(b"GIF89a", alt="x")
