"""Static codes: they say their content by themselves, and stand beside codes of links wherever these are listed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from qrdesk.core import database, journal
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Invalid, NotFound
from qrdesk.core.journal import Subject
from qrdesk.core.models import AuditEntry, Code, Slug
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.audit import AuditExportQuery, AuditQuery
from qrdesk.core.schemas.codes import ArtworkQuery, CodeDraft, CodePatch, CodeQuery, CodeView, PreviewDraft
from qrdesk.core.schemas.contents import EpcContent, TextContent, UrlContent, WifiContent
from qrdesk.core.schemas.design import Design, ErrorCorrection
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.services import audit_log, code_previews, codes, exporting_audit, links, troubles
from qrdesk.core.settings import Settings
from tests.core.services.audited import do
from tests.core.services.places import a_link, workspace
from tests.core.webhooks.listeners import events, listen

WIFI = WifiContent(type="wifi", ssid="Café Lund", password="secret123")
HELLO = TextContent(type="text", text="Hello")
TOWN = {"name": "Lund", "postcode": "8000", "town": "Zürich", "country": "CH"}
BILL = {"type": "swiss-bill", "iban": "CH9300762011623852957", "creditor": TOWN}
EPC = {"type": "epc", "name": "Lund", "iban": "DE89370400440532013000"}


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def static(ctx: Context, content: object = HELLO, **more: object) -> CodeView:
    return codes.create_code(ctx, CodeDraft.model_validate({"content": content, **more}))


def test_a_static_code_says_its_content_and_has_no_link(ctx: Context) -> None:
    made = static(ctx, WIFI, name="Bar")
    assert (made.link_id, made.slug, made.name, made.content) == (None, "", "Bar", WIFI)
    assert made.text == "WIFI:T:WPA;S:Café Lund;P:secret123;;"
    assert codes.get_code(ctx, made.id) == codes.get_code(ctx, made.uuid) == made
    file = codes.export_code(ctx, made.id, ExportDraft())
    assert (file.file_name, file.report["decoded"], file.report["warnings"]) == ("Bar.svg", made.text, [])
    assert codes.export_code(ctx, static(ctx, WIFI, name="a/b: “c”").id, ExportDraft()).file_name == "a-b-c.svg"
    assert codes.export_code(ctx, static(ctx, WIFI).id, ExportDraft()).file_name == "wifi.svg"


def test_a_code_carries_a_link_or_a_content(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    for sent, said in (({}, "a content"), ({"link_id": link.id, "content": HELLO}, "Leave one of them out")):
        for model in (CodeDraft, PreviewDraft):
            with pytest.raises(ValidationError, match=said) as refused:
                model.model_validate(sent)
            assert [one["loc"] for one in refused.value.errors()] == [("link_id",)]
    with pytest.raises(Invalid, match="Only a code of a link"):
        static(ctx, slug="poster")
    with pytest.raises(Invalid, match="Only a code of a link"):
        codes.update_code(ctx, static(ctx).id, CodePatch(slug="poster"))
    with pytest.raises(Invalid, match="leads to its link"):
        codes.update_code(ctx, codes.create_code(ctx, CodeDraft(link_id=link.id)).id, CodePatch(content=HELLO))


def test_what_is_printed_says_the_same_for_ever(ctx: Context) -> None:
    made = static(ctx)
    other = UrlContent(type="url", url="https://example.com/a")
    codes.export_code(ctx, made.id, ExportDraft(remember=False))
    changed = codes.update_code(ctx, made.id, CodePatch(content=other))
    assert (changed.text, changed.content) == ("https://example.com/a", other)
    codes.export_code(ctx, made.id, ExportDraft())
    with pytest.raises(Conflict, match="Make another code") as refused:
        codes.update_code(ctx, made.id, CodePatch(content=HELLO, name="not kept"))
    assert list(refused.value.field_errors) == ["content"]
    after = codes.update_code(ctx, made.id, CodePatch(content=other, design=Design(ink="#000099")))
    assert (after.text, after.name, after.design.ink) == ("https://example.com/a", "", "#000099")


def test_what_a_code_said_is_said_after_a_later_version_writes_it_otherwise(ctx: Context) -> None:
    made = static(ctx)
    Code.update(content_text="Hello!").where(Code.public_id == made.id).execute()
    assert codes.export_code(ctx, made.id, ExportDraft()).report["decoded"] == "Hello!"


def test_static_codes_are_told_apart_in_lists_and_leave_links_alone(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    of_link, made = codes.create_code(ctx, CodeDraft(link_id=link.id)), static(ctx)
    codes.export_code(ctx, made.id, ExportDraft())
    assert codes.list_codes(ctx, CodeQuery()).data == [codes.get_code(ctx, made.id), of_link]
    assert [one.id for one in codes.list_codes(ctx, CodeQuery(kind="static")).data] == [made.id]
    assert codes.list_codes(ctx, CodeQuery(kind="link")).data == [of_link]
    assert codes.list_codes(ctx, CodeQuery(link_id="menu")).data == [of_link]
    # a NULL among the links of printed codes would make SQL find nothing at all
    assert [one.id for one in links.list_links(ctx, LinkQuery(printed=False)).data] == [link.id]
    assert links.list_links(ctx, LinkQuery(printed=True)).data == []
    assert troubles.find_printed_troubles() == []
    links.delete_link(ctx, link.id)
    assert [one.id for one in codes.list_codes(ctx, CodeQuery()).data] == [made.id]


def test_nobody_is_told_of_a_static_code(ctx: Context) -> None:
    listen(ctx.actor.workspace_id)
    made = static(ctx)
    codes.update_code(ctx, made.id, CodePatch(name="Door"))
    codes.export_code(ctx, made.id, ExportDraft())
    codes.delete_code(ctx, made.id)
    assert events() == []


def test_a_code_is_deleted_unless_its_scans_are_still_counted(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    made, own = static(ctx), codes.create_code(ctx, CodeDraft(link_id=link.id, slug="poster"))
    codes.export_code(ctx, made.id, ExportDraft())
    codes.delete_code(ctx, made.id)
    codes.delete_code(ctx, own.id)
    for gone in (made, own):
        with pytest.raises(NotFound):
            codes.get_code(ctx, gone.id)
    assert links.get_link(ctx, "poster").id == link.id
    assert Slug.select().where(Slug.code_id.is_null(False)).count() == 0
    printed = codes.create_code(ctx, CodeDraft(link_id=link.id))
    codes.export_code(ctx, printed.id, ExportDraft())
    with pytest.raises(Conflict, match="may be on paper"):
        codes.delete_code(ctx, printed.id)


def test_a_payment_is_drawn_as_its_standard_demands_whatever_the_look(ctx: Context) -> None:
    pay = EpcContent(type="epc", name="Lund", iban="DE89370400440532013000")
    made = static(ctx, pay, design=Design(error_correction=ErrorCorrection.H))
    assert codes.export_code(ctx, made.id, ExportDraft()).report["error_correction"] == "M"
    asked = ExportDraft(design=Design(error_correction=ErrorCorrection.L))
    assert codes.export_code(ctx, made.id, asked).report["error_correction"] == "M"
    assert code_previews.preview_code(ctx, PreviewDraft(content=pay)).error_correction is ErrorCorrection.M


def test_artwork_by_an_address_is_the_exported_file_and_is_not_remembered_unasked(ctx: Context) -> None:
    made = static(ctx, design=Design(ink="#003366"))
    fields = {"format": "png", "size_mm": 30, "dpi": 300}
    shown = code_previews.get_artwork(ctx, made.id, ArtworkQuery.model_validate(fields))
    assert (codes.get_code(ctx, made.id), AuditEntry.select().count()) == (made, 0)
    exported = codes.export_code(ctx, made.id, ExportDraft.model_validate(fields | {"remember": False}))
    assert (shown.content, shown.file_name, shown.report) == (exported.content, exported.file_name, exported.report)
    assert codes.get_code(ctx, made.id).printed_at is None
    code_previews.get_artwork(ctx, made.id, ArtworkQuery(format=ArtworkFormat.SVG, remember=True))
    assert codes.get_code(ctx, made.id).printed_at == ctx.now
    assert [(one.action, one.subject_id) for one in AuditEntry.select()] == [("code.exported", made.id)]
    with pytest.raises(NotFound):
        code_previews.get_artwork(ctx, "qrc_0000000000", ArtworkQuery())


def test_a_code_is_looked_at_before_there_is_one(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    seen = code_previews.preview_code(ctx, PreviewDraft(link_id=link.id))
    assert (seen.decoded, seen.score is not None) == (link.code_url, True)
    faint = Design(ink="#dddddd")
    risky = code_previews.preview_code(ctx, PreviewDraft(content=HELLO, design=faint))
    assert risky.score is not None
    assert risky.score.points < 75
    assert Code.select().count() == 0
    with pytest.raises(NotFound):
        code_previews.preview_code(ctx, PreviewDraft(link_id="nothing"))


def test_the_password_of_a_network_is_in_no_audit_entry(ctx: Context) -> None:
    made = do(ctx, codes.create_code, CodeDraft(content=WIFI, name="Bar"))
    do(ctx, codes.update_code, made.id, CodePatch(content=WIFI.model_copy(update={"password": "other4567"})))
    do(ctx, codes.delete_code, made.id)
    told = [one.changes for one in AuditEntry.select().order_by(AuditEntry.id)]
    assert len(told) == 3
    assert not [one for one in told if "secret123" in str(one) or "other4567" in str(one)]
    assert "content" in str(told[1])  # that it was changed is told all the same


def test_a_network_without_a_name_is_told_of_by_the_name_of_the_network(ctx: Context) -> None:
    made = do(ctx, codes.create_code, CodeDraft(content=WIFI))
    do(ctx, codes.export_code, made.id, ExportDraft())
    typed = TextContent(type="text", text="WIFI:T:WPA;S:Bar;P:secret123;;")
    do(ctx, codes.create_code, CodeDraft(content=typed))
    do(ctx, codes.create_code, CodeDraft(content=TextContent(type="text", text="otpauth://totp/a?secret=secret123")))
    kept = [f"{one.subject_name} {one.changes}" for one in AuditEntry.select().order_by(AuditEntry.id)]
    assert len(kept) == 4
    assert not [one for one in kept if "secret123" in one]
    told = [one.sentence for one in audit_log.list_entries(ctx, AuditQuery()).data]
    assert told[2:] == ["Owner exported the QR code “Wi-Fi Café Lund”.", "Owner made the QR code “Wi-Fi Café Lund”."]


def test_an_entry_written_before_names_were_masked_is_shown_masked(ctx: Context) -> None:
    subject = Subject("qrc_1", "WIFI:T:WPA;S:Linde\\; Guests;P:apfelkuchen7;;")
    changes = {"text": (None, "WIFI:T:WPA;S:Bar;P:apfelkuchen7;;")}
    with database.write():
        journal.write(ctx.actor.workspace_id, "code.exported", changes, at=ctx.now, subject=subject)
    entry = audit_log.list_entries(ctx, AuditQuery()).data[0]
    assert entry.subject_name == "Wi-Fi Linde; Guests"
    assert "apfelkuchen7" not in entry.model_dump_json()
    file = b"".join(exporting_audit.export_entries(ctx, AuditExportQuery()).chunks)
    assert b"Linde; Guests" in file
    assert b"apfelkuchen7" not in file
    assert not audit_log.filtered(ctx, AuditQuery(subject="apfel")).count()  # nor is it found by its password


def test_what_is_handed_out_says_what_the_code_says(ctx: Context) -> None:
    made, other = static(ctx), TextContent(type="text", text="Changed")

    def slowly(work: Callable[..., Any], *arguments: object) -> object:
        found = work(*arguments)
        codes.update_code(ctx, made.id, CodePatch(content=other))  # while it is drawn
        return found

    slow = replace(ctx, compute=slowly)
    with pytest.raises(Conflict, match="changed while it was drawn"):
        codes.export_code(slow, made.id, ExportDraft())
    after = codes.get_code(ctx, made.id)
    assert (after.text, after.printed_at, after.export_count) == ("Changed", None, 0)
    assert codes.export_code(slow, made.id, ExportDraft()).report["decoded"] == "Changed"


def test_a_payment_that_no_bank_would_take_is_not_drawn(ctx: Context) -> None:
    made = static(ctx, EpcContent(type="epc", name="Lund", iban="DE89370400440532013000"))
    Code.update(content_text="x" * 332).where(Code.public_id == made.id).execute()
    with pytest.raises(Invalid, match="version 14, and 13 is the last"):
        codes.export_code(ctx, made.id, ExportDraft(size_mm=40))
    assert codes.get_code(ctx, made.id).printed_at is None


def test_parts_have_names_of_their_own_and_are_one_export(ctx: Context) -> None:
    listen(ctx.actor.workspace_id)
    link = a_link(ctx, "https://example.com/")
    of_link, of_text = codes.create_code(ctx, CodeDraft(link_id=link.id)), static(ctx, name="Terms")
    for made, stem in ((of_link, link.slug), (of_text, "Terms")):
        for part in (1, 2, 3):
            before = codes.get_code(ctx, made.id)
            assert (before.export_count, before.printed_at) == (0, None)
            file = codes.export_code(ctx, made.id, ExportDraft(parts=3, part=part))
            assert file.file_name == f"{stem}-{part}.svg"
            query = ArtworkQuery(parts=3, part=part)
            assert code_previews.get_artwork(ctx, made.id, query).file_name == file.file_name
        after = codes.get_code(ctx, made.id)
        assert (after.export_count, after.printed_at) == (1, ctx.now)
    assert len(events("code.exported")) == 1  # of the link: nobody is told of a static code


@pytest.mark.parametrize("content", [EPC, BILL], ids=["epc", "bill"])
def test_a_payment_is_not_spread_over_parts(ctx: Context, content: Mapping[str, object]) -> None:
    made, parts = static(ctx, content), {"parts": 2, "part": 2}
    looked_at = PreviewDraft.model_validate({"content": content, "export": parts})
    for draw in (
        lambda: codes.export_code(ctx, made.id, ExportDraft.model_validate(parts)),
        lambda: code_previews.get_artwork(ctx, made.id, ArtworkQuery.model_validate(parts)),
        lambda: code_previews.preview_code(ctx, looked_at),
    ):
        with pytest.raises(Invalid, match="A payment is one code") as refused:
            draw()
        assert list(refused.value.field_errors) == ["parts"]
    assert codes.get_code(ctx, made.id).export_count == 0
