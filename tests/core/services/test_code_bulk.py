"""Codes of many links at once, made where there are none; and many codes remembered as printed."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Actor, Context
from qrdesk.core.errors import NotFound, ScopeMissing
from qrdesk.core.models import Code, Domain, File
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.codes_bulk import CodesOfLinksDraft, CodesOfLinksReport, PrintedDraft
from qrdesk.core.schemas.contents import TextContent
from qrdesk.core.schemas.design import Design, Logo
from qrdesk.core.schemas.domains import DomainPatch
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.schemas.links import AliasDraft
from qrdesk.core.services import code_bulk, codes, domains, files, link_rows, links
from qrdesk.core.settings import Settings
from tests.core.services.audited import do, log
from tests.core.services.places import a_link, later, workspace
from tests.core.webhooks.listeners import bodies, events, listen
from tests.desks import second_workspace
from tests.forms import LOGO

PAGE = "https://example.com/"
RED = Design(ink="#cc0000")


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def of(ctx: Context, *names: str) -> CodesOfLinksReport:
    return do(ctx, code_bulk.create_codes_of_links, CodesOfLinksDraft(links=names))


def ids(report: CodesOfLinksReport) -> list[str]:
    return [one.code.id for one in report.codes]


def with_scopes(ctx: Context, *scopes: str) -> Context:
    return replace(ctx, actor=Actor(ctx.actor.workspace_id, frozenset(scopes)))


def queries(monkeypatch: pytest.MonkeyPatch, ctx: Context, names: Sequence[str]) -> int:
    asked: list[str] = []
    with monkeypatch.context() as patched:
        run = database.proxy.obj.execute_sql
        patched.setattr(database.proxy.obj, "execute_sql", lambda sql, *more: asked.append(sql) or run(sql, *more))
        code_bulk.create_codes_of_links(ctx, CodesOfLinksDraft(links=tuple(names)))
    return len(asked)


def test_each_link_has_its_code_which_is_made_where_there_is_none(ctx: Context) -> None:
    one, two = a_link(ctx, PAGE, "one"), a_link(ctx, PAGE, "two")
    there = codes.create_code(ctx, CodeDraft(link_id="one", design=RED))
    codes.create_code(later(ctx, minutes=1), CodeDraft(link_id="two", slug="poster"))  # it is another address
    links.add_alias(ctx, "two", AliasDraft(slug="zwei"))
    listen(ctx.actor.workspace_id, "code.created")
    names = ("TWO", "nowhere", one.id, "zwei", two.uuid, "http://localhost:8765/r/one", "poster")
    report = of(ctx, *names)
    assert [(found.index, found.code.link_id, found.made) for found in report.codes] == [
        (0, two.id, True),
        (2, one.id, False),
        (3, two.id, True),
        (4, two.id, True),
        (5, one.id, False),
        (6, two.id, True),
    ]
    assert [(one.index, one.id, one.code) for one in report.refused] == [(1, "nowhere", "not_found")]
    assert report.codes[1].code == there == codes.get_code(ctx, there.id)
    made = codes.get_code(ctx, ids(report)[0])
    assert (made, made.text, made.slug) == (report.codes[0].code, "http://localhost:8765/r/two", "")
    assert [body["code"]["id"] for body in bodies("code.created")] == [made.id]
    (entry,) = log(ctx, action="code.made")
    assert entry.sentence == "Owner made 1 QR code of links."
    assert entry.changes["codes"] == [None, [made.id]]
    assert report.warnings == [
        "not for print: localhost:8765 only works on this computer or network. Set a public address first."
    ]


def test_asked_again_nothing_is_made_and_the_newest_code_is_told(ctx: Context) -> None:
    for slug in ("one", "two"):
        a_link(ctx, PAGE, slug)
    first = of(ctx, "one", "two")
    assert ids(of(ctx, "one", "two")) == ids(first)
    assert len(log(ctx, action="code.made")) == 1
    newer = codes.create_code(later(ctx, minutes=1), CodeDraft(link_id="one"))
    assert ids(of(ctx, "two", "one")) == [ids(first)[1], newer.id]
    assert Code.select().count() == 3


def test_asked_at_the_same_time_no_code_is_made_twice(ctx: Context) -> None:
    names = tuple(f"link-{number}" for number in range(5))
    for name in names:
        a_link(ctx, PAGE, name)
    together = threading.Barrier(4)

    def ask(_: int) -> list[str]:
        with database.scope():
            together.wait(20)
            return ids(code_bulk.create_codes_of_links(ctx, CodesOfLinksDraft(links=names)))

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(ask, range(4))
    assert others == [first] * 3
    assert Code.select().count() == 5


def test_names_lead_where_the_single_call_has_them_lead(ctx: Context) -> None:
    own = Domain.create(
        workspace=ctx.actor.workspace_id, scheme="https", host="qr.example", case_sensitive=True, created_at=ctx.now
    )
    both = a_link(ctx, PAGE, "menu")
    there = a_link(ctx, PAGE, "Menu", host=own.host)
    a_link(ctx, PAGE, "gone")
    links.delete_link(ctx, "gone")
    revived = a_link(ctx, PAGE, "gone", host=own.host)
    names = ["menu", "Menu", "qr.example/Menu", "qr.example/menu", "https://qr.example/r/Menu", both.id, there.uuid]
    names += ["gone", "localhost:8765/gone", "nobody/menu", "straße", "", " ", revived.id, "LUNCH\u0130"]
    one_by_one: dict[str, int] = {}
    for name in names:
        try:
            one_by_one[name] = link_rows.get_row(ctx, name).id
        except NotFound:
            continue
    found = link_rows.find_rows(ctx, names)
    assert {name: link.id for name, link in found.items()} == one_by_one
    assert len(one_by_one) == 8


def test_many_links_take_as_many_queries_as_a_few(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"link-{number}" for number in range(80)]
    for name in names:
        a_link(ctx, PAGE, name)
    few = queries(monkeypatch, ctx, names[:2])
    assert queries(monkeypatch, ctx, names[:60]) == few < 10
    assert queries(monkeypatch, ctx, names[:60]) < few  # none was made
    listen(ctx.actor.workspace_id, "code.created")
    assert queries(monkeypatch, ctx, names) < few + 10  # events are written some at a time
    assert (Code.select().count(), len(events("code.created"))) == (80, 20)


def test_a_new_code_has_the_look_of_its_domain(ctx: Context) -> None:
    logo = files.upload_file(ctx, FileDraft(kind="logo"), Upload(LOGO, "logo.svg"))
    domains.update_domain(
        ctx, "localhost:8765", DomainPatch(default_design=Design(ink="#0000cc", logo=Logo(file=logo.id)))
    )
    a_link(ctx, PAGE, "one")
    assert [one.code.design.ink for one in of(ctx, "one").codes] == ["#0000cc"]
    File.delete().execute()
    a_link(ctx, PAGE, "two")
    report = of(ctx, "one", "two")
    assert [one.index for one in report.codes] == [0]
    assert [(one.index, one.code, list(one.field_errors)) for one in report.refused] == [
        (1, "invalid", ["design.logo.file"])
    ]


def test_who_may_not_make_codes_gets_those_that_are_there(ctx: Context) -> None:
    for slug in ("one", "two"):
        a_link(ctx, PAGE, slug)
    there = of(ctx, "one")
    report = of(with_scopes(ctx, "codes:read"), "one", "two")
    assert ids(report) == ids(there)
    assert [(one.id, one.code) for one in report.refused] == [("two", "scope_missing")]
    with pytest.raises(ScopeMissing, match="codes:read"):
        of(with_scopes(ctx, "codes:create"), "one")
    assert Code.select().count() == 1


def test_a_neighbour_gets_and_remembers_none_of_it(ctx: Context) -> None:
    link = a_link(ctx, PAGE, "one")
    (code,) = ids(of(ctx, "one"))
    neighbour = replace(ctx, actor=second_workspace())
    report = of(neighbour, "one", link.id, link.uuid, link.short_url)
    assert (report.codes, {one.code for one in report.refused}, len(report.refused)) == ([], {"not_found"}, 4)
    printed = do(neighbour, code_bulk.remember_printed, PrintedDraft(codes=(code,)))
    assert (printed.remembered, [one.id for one in printed.refused]) == ([], [code])
    assert codes.get_code(ctx, code).printed_at is None


def test_printed_codes_are_remembered_as_an_export_remembers_one(ctx: Context) -> None:
    for slug in ("one", "two", "three"):
        a_link(ctx, PAGE, slug)
    one, two, three = ids(of(ctx, "one", "two", "three"))
    codes.export_code(ctx, one, ExportDraft())
    static = codes.create_code(ctx, CodeDraft(content=TextContent(type="text", text="Hi")))
    listen(ctx.actor.workspace_id, "code.exported")
    then = later(ctx, hours=1)
    named = (one, two, "qrc_0000000000", static.uuid, two, static.id)
    sent = PrintedDraft(codes=named, format=ArtworkFormat.PDF, size_mm=25)
    report = do(then, code_bulk.remember_printed, sent)
    assert report.remembered == [one, two, static.id]
    assert [(one.index, one.id, one.code) for one in report.refused] == [(2, "qrc_0000000000", "not_found")]
    found = [codes.get_code(ctx, code) for code in (one, two, static.id, three)]
    assert [(code.export_count, code.printed_at) for code in found] == [
        (2, then.now),
        (1, then.now),
        (1, then.now),
        (0, None),
    ]
    told = bodies("code.exported")
    assert [(body["code"]["id"], body["code"]["export_count"]) for body in told] == [(one, 2), (two, 1)]
    assert {(body["format"], body["size_mm"], body["printed"]) for body in told} == {("pdf", 25, True)}
    (entry,) = log(ctx, action="code.printed")
    assert entry.sentence == "Owner remembered 3 QR codes as printed."
    assert {name: now for name, (_, now) in entry.changes.items()} == {
        "codes": report.remembered,
        "format": "pdf",
        "size_mm": 25,
        "refused": 1,
    }
    assert do(then, code_bulk.remember_printed, PrintedDraft(codes=("qrc_0000000000",))).remembered == []
    assert len(log(ctx, action="code.printed")) == 1
