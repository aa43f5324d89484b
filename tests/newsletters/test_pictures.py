"""Pictures are drawn anew, without what the camera knew, and are not seen before their time."""

import io
import struct
import zlib

import pytest
from PIL import Image

from cdop.access.roles import Role
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.newsletters import picture_changes, pictures
from cdop.newsletters.models import Issue, Picture
from tests.newsletters.build import issue, picture, published


def file_of(kind: str = "PNG", size=(80, 60), **settings) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind, **settings)
    return out.getvalue()


def noise(size) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, "JPEG", quality=98)
    return out.getvalue()


def test_what_the_camera_wrote_is_taken_out():
    exif = Image.Exif()
    exif[0x010E] = "Larkmoor, 12 High Street"
    content = file_of("JPEG", exif=exif, comment=b"Larkmoor")
    assert b"Larkmoor" in content

    drawn = pictures.draw_anew(content)

    assert b"Larkmoor" not in drawn.content
    assert not Image.open(io.BytesIO(drawn.content)).getexif()


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    drawn = pictures.draw_anew(file_of("JPEG", size=(80, 60), exif=exif))

    assert (drawn.width, drawn.height) == (60, 80)


def test_a_telephones_picture_is_made_fit_for_a_page():
    drawn = pictures.draw_anew(noise((2400, 1800)))

    assert drawn.width <= pictures.WIDEST
    assert len(drawn.content) <= pictures.LARGEST
    assert drawn.suffix == "jpg"


def test_what_hangs_on_behind_a_picture_is_gone():
    drawn = pictures.draw_anew(file_of() + b"<script>alert(1)</script>")

    assert b"script" not in drawn.content


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", file_of()[:40]]
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(pictures.NoPicture):
        pictures.draw_anew(content)


def chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


@pytest.mark.parametrize(
    "hostile",
    [
        chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 2_000_000)),
        chunk(b"pHYs", b"\0"),
        chunk(b"acTL", b"\0"),
    ],
    ids=["a text that swells", "a part cut short", "an animation cut short"],
)
def test_a_picture_with_a_hostile_part_is_refused(hostile):
    whole = file_of()

    with pytest.raises(pictures.NoPicture):
        pictures.draw_anew(whole[:33] + hostile + whole[33:])


def test_words_licence_and_credit_are_asked_for(make, sign_in):
    browser = sign_in(make.user(Role.EDITOR))
    path = f"/newsletters/pictures/{make.panel_.slug}"

    bare = browser.submit(path, file=(io.BytesIO(file_of()), "a.png"))
    full = browser.submit(
        path,
        file=(io.BytesIO(file_of()), "a.png"),
        alt="A cot",
        licence="own",
        credit="Picture: the panel",
    )

    assert bare.status_code == 422
    for why in ("Say in words what", "Choose the licence", "Enter the credit"):
        assert why in bare
    assert "[[picture 1]]" in full
    assert db.session.scalars(db.select(Picture)).one().alt == "A cot"


def test_a_picture_of_a_draft_is_seen_by_its_desk_only(make, sign_in):
    shown = picture(make)
    issue(make, body="## One\n\n[[picture 1]]")

    assert sign_in().get(shown.path).status_code == 404
    assert sign_in(make.user(Role.EDITOR, panel=make.panel())).get(shown.path).status_code == 404
    assert sign_in(make.user(Role.EDITOR)).get(shown.path).status_code == 200


def test_a_published_picture_is_seen_by_all_until_it_is_withdrawn(make, sign_in):
    from cdop.newsletters import changes

    shown = picture(make)
    publication = published(make, body="## One\n\n[[picture 1]]")
    browser = sign_in()
    assert browser.get(shown.path).response.data == shown.content
    row = db.session.get(Issue, publication.issue_id)
    changes.withdraw_issue(
        row, actor=make.user(Role.CHAIR), version=row.version, notice="Gone.", tell_readers=False
    )
    db.session.commit()

    assert browser.get(shown.path).status_code == 410


def test_another_panels_picture_cannot_be_put_in(make):
    from cdop.newsletters.rendering import render_body

    own = make.panel_
    picture(make, panel=make.panel())

    assert "There is no picture 1" in render_body("[[picture 1]]", own.id).problems[0]


def test_a_picture_from_elsewhere_or_without_words_is_stopped(make):
    from cdop.newsletters.checks import problems

    shown = picture(make)
    body = f"## One\n\n![]({shown.path})"

    found = problems("T", "S", body, panel_id=make.panel_.id, contact="x@example.org")

    assert any("no words for those who cannot see it" in line for line in found)


def test_the_words_of_a_picture_name_no_child(make):
    make.case(first_name="Quillan", last_name="Featherstone")

    with pytest.raises(IdentityFound) as stopped:
        picture_changes.add_picture(
            make.panel_,
            actor=make.user(Role.EDITOR),
            content=file_of(),
            alt="The cot of Quillan Featherstone",
            licence="own",
            credit="The panel",
        )

    assert [each.part for each in stopped.value.passages] == ["alt"]


def test_no_chair_reads_the_words_of_a_picture_so_a_surname_alone_stops_them_too(make):
    make.case(first_name="Quillan", last_name="Featherstone")

    with pytest.raises(IdentityFound):
        picture_changes.add_picture(
            make.panel_,
            actor=make.user(Role.EDITOR),
            content=file_of(),
            alt="A cot that the Featherstone family gave",
            licence="own",
            credit="The panel",
        )
