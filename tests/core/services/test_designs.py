"""Saved designs: kept under a name, given to many codes in one call, and holding on to their pictures."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qrdesk.core import resources
from qrdesk.core.context import Context
from qrdesk.core.errors import BadPicture, Conflict, Invalid, NotFound, TooLarge
from qrdesk.core.models import Code
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.codes import CodeDraft, CodePatch, CodeView
from qrdesk.core.schemas.contents import TextContent
from qrdesk.core.schemas.design import Design, Frame, FrameShape, Logo
from qrdesk.core.schemas.designs import ApplyDraft, DesignDraft, DesignPatch
from qrdesk.core.schemas.files import MAX_OTHER_BYTES, FileDraft, FileKind, FileView
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.services import codes, design_assets, designs, files
from qrdesk.core.settings import Settings
from tests.core.services.places import a_link, workspace
from tests.core.webhooks.listeners import events, listen
from tests.desks import second_workspace
from tests.forms import LOGO, photo

BLUE, RED = Design(ink="#0000cc"), Design(ink="#cc0000")
FONT = "fonts/inter-regular.otf"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def kept(ctx: Context, design: Design = BLUE, name: str = "House") -> str:
    return designs.create_design(ctx, DesignDraft(name=name, design=design)).id


def brought(ctx: Context, content: bytes = LOGO, kind: FileKind = "logo") -> FileView:
    return files.upload_file(ctx, FileDraft(kind=kind), Upload(content, "file"))


def a_code(ctx: Context, slug: str, design: Design = RED) -> CodeView:
    return codes.create_code(ctx, CodeDraft(link_id=a_link(ctx, "https://example.com/", slug).id, design=design))


def test_a_design_is_called_by_its_name_and_changed_without_its_codes(ctx: Context) -> None:
    made = designs.create_design(ctx, DesignDraft(name=" House  style ", design=BLUE))
    assert (made.name, made.design) == ("House style", BLUE)
    for name in (made.id, made.uuid, "house STYLE"):
        assert designs.get_design(ctx, name) == made
    code = a_code(ctx, "menu", BLUE)
    assert designs.update_design(ctx, "House style", DesignPatch(name="Ours", design=RED)).design == RED
    assert codes.get_code(ctx, code.id).design == BLUE
    kept(ctx, name="Autumn")
    assert [one.name for one in designs.list_designs(ctx)] == ["Autumn", "Ours"]
    for attempt in (
        lambda: kept(ctx, name="OURS"),
        lambda: designs.update_design(ctx, "Autumn", DesignPatch(name="ours")),
    ):
        with pytest.raises(Conflict, match="“Ours” already"):
            attempt()
    designs.delete_design(ctx, "Ours")
    with pytest.raises(NotFound, match="no design"):
        designs.get_design(ctx, "Ours")


def test_a_neighbour_sees_none_of_it(ctx: Context) -> None:
    made, code = kept(ctx), a_code(ctx, "menu")
    neighbour = replace(ctx, actor=second_workspace())
    assert designs.list_designs(neighbour) == []
    with pytest.raises(NotFound):
        designs.apply_design(neighbour, made, ApplyDraft(codes=(code.id,)))
    theirs = kept(neighbour)
    report = designs.apply_design(neighbour, theirs, ApplyDraft(codes=(code.id,)))
    assert (report.changed, [one.id for one in report.refused]) == ([], [code.id])
    assert designs.apply_design(neighbour, theirs, ApplyDraft(links=LinkQuery())).changed == []
    assert codes.get_code(ctx, code.id).design == RED


def test_a_look_is_given_to_the_codes_that_are_named(ctx: Context) -> None:
    first, second, blue = a_code(ctx, "one"), a_code(ctx, "two"), a_code(ctx, "three", BLUE)
    static = codes.create_code(ctx, CodeDraft(content=TextContent(type="text", text="Hi")))
    codes.export_code(ctx, second.id, ExportDraft())
    named = (first.id, second.uuid, blue.id, static.id, first.id, "qrc_0000000000")
    report = designs.apply_design(ctx, kept(ctx), ApplyDraft(codes=named))
    assert (report.changed, report.unchanged, report.printed) == ([first.id, second.id, static.id], 1, 1)
    assert [(one.id, one.code) for one in report.refused] == [("qrc_0000000000", "not_found")]
    assert {one.design.ink for one in codes.list_codes(ctx, codes.CodeQuery()).data} == {"#0000cc"}


def test_a_look_is_given_to_all_codes_of_links_that_match_and_each_is_told(ctx: Context) -> None:
    tagged = a_link(ctx, "https://example.com/", "menu", tags=("food",))
    wanted = [codes.create_code(ctx, CodeDraft(link_id=tagged.id, design=RED)) for _ in range(2)]
    other = a_code(ctx, "other")
    listen(ctx.actor.workspace_id, "code.updated")
    report = designs.apply_design(ctx, kept(ctx), ApplyDraft(links=LinkQuery(tag="food")))
    assert report.changed == [one.id for one in wanted]
    assert codes.get_code(ctx, other.id).design == RED
    told = events()
    assert [(kind, body["code"]["id"]) for kind, body in told] == [("code.updated", one.id) for one in wanted]
    assert designs.apply_design(ctx, "House", ApplyDraft(links=LinkQuery(tag="food"))).changed == []
    assert len(events()) == 2


def test_a_look_is_not_given_to_very_many_codes_at_once(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(designs, "MAX_APPLIED", 1)
    made = kept(ctx)
    a_code(ctx, "one")
    assert len(designs.apply_design(ctx, made, ApplyDraft(links=LinkQuery())).changed) == 1
    a_code(ctx, "two")
    with pytest.raises(Invalid, match="Narrow it down"):
        designs.apply_design(ctx, made, ApplyDraft(links=LinkQuery()))
    assert {one.design for one in Code.select()} == {BLUE.model_dump_json(), RED.model_dump_json()}


def test_a_picture_stays_while_a_design_or_a_code_has_it(ctx: Context) -> None:
    logo = brought(ctx)
    look = Design(logo=Logo(file=logo.id))
    made = kept(ctx, look)
    with pytest.raises(Conflict, match="used by 1 design"):
        files.delete_file(ctx, logo.id)
    assert files.get_file(ctx, logo.id).used_by.designs == 1
    code = a_code(ctx, "menu", look)
    designs.delete_design(ctx, made)
    with pytest.raises(Conflict, match="used by 1 code"):
        files.delete_file(ctx, logo.id)
    codes.update_code(ctx, code.id, CodePatch(design=Design()))
    files.delete_file(ctx, logo.id)
    for attempt in (
        lambda: kept(ctx, look),
        lambda: a_code(ctx, "other", look),
        lambda: codes.update_code(ctx, code.id, CodePatch(design=look)),
    ):
        with pytest.raises(Invalid) as refused:
            attempt()
        assert list(refused.value.field_errors) == ["design.logo.file"]


def test_artwork_gets_the_files_that_its_look_names(ctx: Context) -> None:
    font = brought(ctx, resources.path(FONT).read_bytes(), "font")
    profile = brought(
        ctx, zlib.decompress(resources.path("profiles/ISOcoated_v2_300_bas.icc.zz").read_bytes()), "profile"
    )
    logo = brought(ctx)
    assert (font.media_type, font.name, profile.media_type) == ("font/otf", "file.otf", "application/vnd.iccprofile")
    look = Design(logo=Logo(file=logo.uuid), frame=Frame(shape=FrameShape.BUTTON, text="Scan", font=font.id))
    found = design_assets.assets_of(ctx, look, profile.id)
    assert (found.logo_type, len(found.font), len(found.profile)) == (
        "image/svg+xml", font.size_bytes, profile.size_bytes,
    )  # fmt: skip
    code = codes.create_code(ctx, CodeDraft(content=TextContent(type="text", text="Hi"), design=look))
    file = codes.export_code(ctx, code.id, ExportDraft(confirmed=True))
    assert file.report["decoded"] == "Hi"
    with pytest.raises(NotFound, match="no CMYK profile"):
        codes.export_code(ctx, code.id, ExportDraft(profile="fil_0000000000"))
    with pytest.raises(Invalid, match="is no CMYK profile"):
        codes.export_code(ctx, code.id, ExportDraft(profile=logo.id))
    with pytest.raises(Invalid, match="no font file with this id"):
        kept(ctx, Design(frame=Frame(shape=FrameShape.BUTTON, text="Scan", font="fil_0000000000")))


@pytest.mark.parametrize("kind", ["font", "profile"])
def test_what_is_no_font_or_profile_is_not_kept(ctx: Context, kind: FileKind) -> None:
    real = resources.path(FONT).read_bytes()
    bad = [
        b"",
        b"hello",
        LOGO,
        photo(),
        b"OTTO" + bytes(500),
        b"\0\1\0\0" + b"\xff" * 500,
        bytes(36) + b"acsp" + bytes(200),
    ]
    bad += [real[: len(real) // 8], real[:200] + bytes(400)] if kind == "font" else [real]
    for content in bad:
        with pytest.raises(BadPicture):
            brought(ctx, content, kind)
    with pytest.raises(TooLarge, match="font or profile"):
        brought(ctx, real + bytes(MAX_OTHER_BYTES), kind)
    assert files.list_files(ctx, files.FileQuery()).data == []


def test_a_new_look_takes_what_a_dialect_kept_beside_the_old_one(ctx: Context) -> None:
    logo, picture, kept_on = brought(ctx), brought(ctx, photo()), Design(ink="#00cc00")
    first, second = a_code(ctx, "one"), a_code(ctx, "two")
    options = {"shape": "circle", "image": f"/files/{picture.id}"}
    styling = json.dumps({"options": options, "imageId": picture.uuid})
    Code.update(styling=styling).execute()
    codes.update_code(ctx, first.id, CodePatch(design=kept_on))
    assert files.get_file(ctx, picture.id).used_by.codes == 2
    codes.update_code(ctx, first.id, CodePatch(design=Design(logo=Logo(file=logo.id))))
    left = Code.get(Code.public_id == first.id).styling
    assert left is not None
    assert json.loads(left) == {"options": {"shape": "circle"}, "imageId": None}
    with pytest.raises(Conflict, match="used by 1 code"):
        files.delete_file(ctx, picture.id)
    designs.apply_design(ctx, kept(ctx), ApplyDraft(codes=(first.id, second.id)))
    assert [one.styling for one in Code.select()] == [None, None]
    files.delete_file(ctx, picture.id)
