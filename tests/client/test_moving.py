"""A whole workspace moved from a database on this computer to a server in a process of its own."""

import io
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from qrdesk.client import (
    Client,
    CodeDraft,
    CodeQuery,
    Design,
    DesignDraft,
    EndpointDraft,
    FileDraft,
    FolderDraft,
    KeyDraft,
    LinkDraft,
    LinkPatch,
    Logo,
    SavedViewDraft,
    Social,
    TagDraft,
    UtmPresetDraft,
    moving,
    patience,
)
from qrdesk.client.moving import KINDS, Kind, Why
from qrdesk.core.errors import Conflict, KeyMistyped, QRDeskError, ScopeMissing
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.codes_bulk import PrintedDraft
from qrdesk.core.schemas.contents import TextContent, WifiContent
from qrdesk.core.schemas.files import FileView
from qrdesk.core.schemas.folders import FolderView
from qrdesk.core.schemas.links import AliasDraft, LinkQuery, LinkView
from qrdesk.core.schemas.rules import Device, DeviceCondition, Rule, Utm, Variant
from qrdesk.core.schemas.transfer import DayCount, ImportRow, LinkImport
from qrdesk.core.settings import Settings
from tests.client.stumbling import stumbling
from tests.daemon.daemons import Daemon

PAGE = "https://example.com"
THERE = "https://go.example"
FILLED = {
    Kind.FILES: 3, Kind.DOMAINS: 1, Kind.DESIGNS: 1, Kind.FOLDERS: 1, Kind.TAGS: 2, Kind.PRESETS: 1,
    Kind.VIEWS: 1, Kind.LINKS: 6, Kind.CODES: 6, Kind.WEBHOOKS: 1,
}  # fmt: skip


class Killed(Exception):
    """The move ends here."""


def picture(colour: str, kind: str = "PNG") -> Upload:
    made = io.BytesIO()
    Image.effect_noise((64, 48), 90).convert("RGB").save(made, kind)
    Image.new("RGB", (64, 48), colour).save(solid := io.BytesIO(), "PNG")
    return Upload(made.getvalue() if kind == "JPEG" else solid.getvalue(), f"{colour}.{kind.lower()}")


@contextmanager
def a_server(folder: Path, *scopes: str) -> Generator[tuple[str, str]]:
    """Serve an empty workspace; yield address and key."""
    with Client.local(str(folder / "there.db"), Settings(public_url=THERE)) as owner:
        draft = KeyDraft.model_validate({"name": "move", "scopes": scopes or ("all",)})
        key = owner.keys.create(draft).key
    daemon = Daemon(folder / "there.db", QRDESK_WEBHOOK_ALLOWED_NETWORKS="127.0.0.0/8")
    try:
        yield f"http://127.0.0.1:{daemon.port}", key
    finally:
        daemon.stop()


def fill(here: Client) -> None:
    """Make some of everything."""
    logo = here.files.upload(FileDraft(kind="logo"), picture("red"))
    here.files.upload(FileDraft(kind="logo"), picture("blue"))
    photo = here.files.upload(FileDraft(kind="preview"), picture("green", "JPEG"))
    look = Design(ink="#003366", logo=Logo(file=logo.id))
    here.designs.create(DesignDraft(name="House", design=look))
    menus = here.folders.create(FolderDraft(name="Menus", colour="#8a3ffc"))
    food = here.tags.create(TagDraft(name="food", colour="#0f766e"))
    here.presets.create(UtmPresetDraft(name="Poster", utm=Utm(source="poster")))
    here.views.create(SavedViewDraft(name="Mine", query=LinkQuery(folder=menus.id, search="menu")))
    lunch = fill_links(here, menus, photo)
    fill_codes(here, lunch, look)
    here.webhooks.create(
        EndpointDraft(
            url="http://127.0.0.1:9/hook", name="Till", links=(lunch.id,), folders=(menus.id,), tags=(food.id,),
            headers={"X-Token": "tell nobody"}, bots=True,
        )
    )  # fmt: skip


def fill_links(here: Client, menus: FolderView, photo: FileView) -> LinkView:
    """Make a link of each sort; return the one for lunch."""
    phones = DeviceCondition(kind="device", any_of=(Device.MOBILE,))
    rules = (
        Rule(name="Phones", conditions=(phones,), destination=f"{PAGE}/phone"),
        Rule(name="Half", variants=(Variant(destination=f"{PAGE}/a"), Variant(destination=f"{PAGE}/b"))),
    )
    lunch = here.links.create(
        LinkDraft(
            destination=f"{PAGE}/menu", slug="lunch", title="Lunch", note="On every table", tags=("food", "door"),
            folder=menus.id, rules=rules[:1], utm=Utm(source="table"), hit_limit=5000,
            social=Social(title="Lunch", image_url=photo.url or ""),
        )
    )  # fmt: skip
    here.links.add_alias(lunch.id, AliasDraft(slug="mittag"))
    days = (DayCount(day=date(2026, 3, 1), scans=3, clicks=4), DayCount(day=date(2026, 3, 2), scans=5))
    old = ImportRow(row=1, destination=f"{PAGE}/old", slug="old", created_at="2024-02-29", days=days)
    here.links.import_rows(LinkImport(rows=(old,)))
    here.links.create(LinkDraft(destination=f"{PAGE}/ab", slug="ab", rules=rules[1:]))
    here.links.create(LinkDraft(destination=f"{PAGE}/secret", slug="secret", password="open sesame"))
    for slug, change in (("resting", here.links.pause), ("past", here.links.archive), ("gone", here.links.delete)):
        change(here.links.create(LinkDraft(destination=f"{PAGE}/{slug}", slug=slug)).id)
    return lunch


def fill_codes(here: Client, lunch: LinkView, look: Design) -> None:
    """Make codes of that link, two of them alike, and static ones; one is printed."""
    table = here.codes.create(CodeDraft(name="Table", link_id=lunch.id, design=look))
    for _ in range(2):
        here.codes.create(CodeDraft(name="Door", link_id=lunch.id))
    here.codes.create(CodeDraft(name="Poster", link_id=lunch.id, slug="poster"))
    here.codes.create(CodeDraft(name="Words", content=TextContent(type="text", text="Wi-Fi is free")))
    network = WifiContent(type="wifi", ssid="Lund", password="secret123")  # which no list shows
    here.codes.create(CodeDraft(name="Bar", content=network))
    here.codes.remember_printed(PrintedDraft(codes=(table.id,)))


@contextmanager
def a_filled(folder: Path) -> Generator[Client]:
    """Yield a workspace on this computer with some of everything; after the server's: a process has one database."""
    with Client.local(str(folder / "here.db"), Settings(webhook_allowed_networks="127.0.0.0/8")) as client:
        fill(client)
        yield client


def facts(one: LinkView) -> tuple[Any, ...]:
    """Return what stays with a link wherever it is."""
    return (
        one.destination, one.title, one.note, sorted(one.tags), one.folder and one.folder.name,
        sorted(one.aliases), one.state, one.utm, one.hit_limit, one.hit_count, one.created_at, one.social.title,
        [(rule.name, rule.conditions, rule.destination, len(rule.variants)) for rule in one.rules],
    )  # fmt: skip


def everything(client: Client) -> dict[str, Any]:
    """Return all that is there, without the ids that a place gives out."""
    files = {one.id: one.name for one in client.files.each()}
    links = {one.id: one.slug for one in client.links.each(LinkQuery(state="any"))}
    folders = {one.id: one.name for one in client.folders.list()}
    tags = {one.id: one.name for one in client.tags.list()}

    def look(design: Design) -> dict[str, Any]:
        fields = design.model_dump(mode="json")
        if design.logo is not None:
            fields["logo"]["file"] = files[design.logo.file]
        return fields

    own = {"url", "id", "uuid", "created_at", "digest", "size_bytes", "used_by"}
    return {
        "files": sorted(str(one.model_dump(mode="json", exclude=own)) for one in client.files.each()),
        "designs": {one.name: look(one.design) for one in client.designs.list()},
        "folders": {one.name: (one.colour, one.link_count) for one in client.folders.list()},
        "tags": {one.name: (one.colour, one.link_count) for one in client.tags.list()},
        "presets": {one.name: one.utm for one in client.presets.list()},
        "views": {one.name: (folders[one.query.folder], one.query.search) for one in client.views.list()},
        "links": {
            one.slug: facts(one)
            for one in client.links.each(LinkQuery(state="any"))
            if one.slug != "secret"  # which is paused there
        },
        "days": {one.slug: client.links.days([one.id])[0].days for one in client.links.each(LinkQuery(state="any"))},
        "codes": sorted(
            str((one.name, links.get(one.link_id or ""), one.slug, one.content, look(one.design), bool(one.printed_at)))
            for one in client.codes.each(CodeQuery(secrets=True))
        ),
        "webhooks": [
            (one.url, one.name, [links[of] for of in one.links], [folders[of] for of in one.folders],
             [tags[of] for of in one.tags], one.bots)
            for one in client.webhooks.list()
        ],
    }  # fmt: skip


@pytest.mark.wide
def test_a_server_that_stumbles_over_every_call_ends_no_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_wait", lambda _seconds: None)
    with (
        a_server(tmp_path) as (address, key),
        stumbling(address, spared=["/api/v1/me"]) as (proxy, asked),  # who never answered is not asked again
        a_filled(tmp_path) as here,
        Client.remote(proxy, key, tries=1) as there,
        Client.remote(address, key) as straight,
    ):
        assert moving.survey(here, there).counts[Kind.LINKS] == 6
        report = moving.move(here, there)
        assert moving.verify(here, there).good
        assert moving.lost(report, moving.verify(here, there)) == {}
        assert sum(one.left for one in report.counts.values()) == 0
        assert everything(straight) == everything(here)  # nothing is there twice
        assert len(asked) > 20
        assert min(times for call, times in asked.items() if not call.endswith("/me")) >= 3


def test_a_place_that_never_answered_is_asked_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(patience, "_wait", pauses.append)
    with (
        a_filled(tmp_path) as here,
        Client.remote("http://127.0.0.1:9", "qrd_x", tries=1) as nowhere,
        pytest.raises(QRDeskError),
    ):
        moving.survey(here, nowhere)
    assert pauses == []


def test_everything_is_there_as_it_was_and_a_second_move_makes_nothing(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, key), a_filled(tmp_path) as here, Client.remote(address, key) as there:
        seen = moving.survey(here, there)
        assert seen.counts == FILLED
        assert (seen.server_url, seen.links_there, seen.passwords) == (THERE, 0, 1)
        assert {(one.before, one.after) for one in seen.changes} == {
            ("http://localhost:8765/r/lunch", f"{THERE}/r/lunch"),
            ("http://localhost:8765/r/poster", f"{THERE}/r/poster"),
        }
        assert [bool(one.printed_at) for one in seen.changes] == [True, False, False, False]
        before, steps = everything(here), list[tuple[int, int]]()
        report = moving.move(here, there, lambda done, total: steps.append((done, total)))
        assert everything(here) == before, "nothing is taken away"
        assert everything(there) == before
        assert {kind: (one.made, one.left) for kind, one in report.counts.items() if kind is not Kind.DOMAINS} == {
            kind: (seen.counts[kind], 0) for kind in KINDS if kind is not Kind.DOMAINS
        }
        assert steps == sorted(steps)
        assert steps[-1] == (23, 23)
        told = {(one.kind, one.name, one.why) for one in report.remarks}
        assert told == {
            (Kind.LINKS, "secret", Why.PASSWORD), (Kind.WEBHOOKS, "Till", Why.NEW_SECRET),
            (Kind.WEBHOOKS, "Till", Why.HEADERS),
        }  # fmt: skip
        (secret,) = report.secrets
        assert secret.secret.startswith("whsec_")
        assert secret.secret not in repr(report)
        (endpoint,) = there.webhooks.list()
        assert endpoint.state == "paused"
        social = there.links.get("lunch").social
        assert social.image_url.startswith(f"{THERE}/api/v1/pictures/")
        assert there.links.get("secret").state == "paused"
        found = moving.verify(here, there)
        assert (found.good, found.titles) == (True, {})
        assert (found.links, found.paused) == (5, ["secret"])
        assert moving.lost(report, found) == {}
        again = moving.move(here, there)
        assert {kind: one.made for kind, one in again.counts.items()} == dict.fromkeys(KINDS, 0)
        assert again.secrets == []
        assert everything(there) == before
        there.presets.delete(there.presets.list()[0].id)
        assert moving.lost(again, moving.verify(here, there)) == {Kind.PRESETS: (0, 1)}


@pytest.mark.slow
def test_a_move_that_was_killed_anywhere_goes_on_and_doubles_nothing(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, key), a_filled(tmp_path) as here, Client.remote(address, key) as there:
        before, kills = everything(here), 0
        for at in range(1, 200):
            left = at

            def step(_done: int, _total: int) -> None:
                nonlocal left
                left -= 1
                if left < 0:
                    raise Killed

            try:
                moving.move(here, there, step)
                break
            except Killed:
                kills += 1
        assert kills > 10
        assert everything(there) == before
        assert moving.verify(here, there).good


@pytest.mark.wide
def test_what_is_taken_there_is_told_and_what_leads_astray_is_found(tmp_path: Path) -> None:
    with a_server(tmp_path) as (address, key), a_filled(tmp_path) as here, Client.remote(address, key) as there:
        there.links.create(LinkDraft(destination="https://example.org/theirs", slug="lunch"))
        there.designs.create(DesignDraft(name="House", design=Design(ink="#ff0000")))
        report = moving.move(here, there)
        told = {(one.kind, one.name): one for one in report.remarks}
        assert "lunch" in told[Kind.LINKS, "lunch"].said
        assert told[Kind.LINKS, "lunch"].title == "Lunch"
        assert told[Kind.CODES, "Poster"].why is Why.NO_LINK
        assert told[Kind.DESIGNS, "House"].why is Why.OTHER_ONE
        assert report.counts[Kind.LINKS].left == 1
        found = moving.verify(here, there)
        assert (found.good, found.astray, found.titles) == (False, ["lunch"], {"lunch": "Lunch"})
        assert there.links.get("lunch").destination == "https://example.org/theirs"


@pytest.mark.wide
def test_what_waits_there_is_told_by_every_move_until_somebody_sees_to_it(tmp_path: Path) -> None:
    with (
        a_server(tmp_path) as (address, key),
        Client.local(str(tmp_path / "here.db"), Settings(public_url="https://linde.example")) as here,
        Client.remote(address, key) as there,
    ):
        here.links.create(LinkDraft(destination=PAGE, slug="tent", password="x1y2z3pw"))
        here.links.create(LinkDraft(destination=PAGE, slug="frame", hidden=True))
        first, again = moving.move(here, there), moving.move(here, there)
        assert {(one.name, one.why) for one in again.remarks} == {
            ("linde.example", Why.PROVE_DOMAIN), ("tent", Why.PASSWORD), ("frame", Why.COUNTS),
        }  # fmt: skip
        assert set(again.remarks) == set(first.remarks)
        moved = next(link for link in there.links.list(LinkQuery(state="any")).data if link.slug == "tent")
        there.links.update(moved.id, LinkPatch(password="x1y2z3pw"))
        assert Why.PASSWORD not in {one.why for one in moving.move(here, there).remarks}


@pytest.mark.wide
def test_a_domain_of_ones_own_moves_along_and_its_codes_keep_their_address(tmp_path: Path) -> None:
    with (
        a_server(tmp_path) as (address, key),
        Client.local(str(tmp_path / "here.db"), Settings(public_url="https://linde.example")) as here,
        Client.remote(address, key) as there,
    ):
        link = here.links.create(LinkDraft(destination=PAGE, slug="tent"))
        here.codes.create(CodeDraft(link_id=link.id))
        assert moving.survey(here, there).changes == []
        report = moving.move(here, there)
        assert [(one.name, one.why) for one in report.remarks] == [("linde.example", Why.PROVE_DOMAIN)]
        (code,) = there.codes.each()
        assert code.text == "https://linde.example/r/tent"
        assert moving.verify(here, there).good


def test_a_move_that_cannot_work_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with a_server(tmp_path, "links:read", "workspace:read") as (address, key), a_filled(tmp_path) as here:
        with Client.remote(address, key) as there, pytest.raises(ScopeMissing, match="links:create"):
            moving.move(here, there)
        with Client.remote(address, "qrd_nonsense") as nobody, pytest.raises(KeyMistyped):
            moving.survey(here, nobody)
        with pytest.raises(Conflict, match="there already"):
            moving.survey(here, here)


def test_the_list_of_changed_addresses_is_written_for_a_spreadsheet(tmp_path: Path) -> None:
    one = moving.ChangedCode("qrc_1", "=Table", "Lunch", None, "http://localhost:8765/r/a", f"{THERE}/r/a")
    moving.write_changes(tmp_path / "codes.csv", [one])
    head, row = (tmp_path / "codes.csv").read_text("utf-8-sig").splitlines()
    assert head == '"name","link","printed_at","address_now","address_there","code_id"'
    assert row == f'"\'=Table","Lunch","","http://localhost:8765/r/a","{THERE}/r/a","qrc_1"'
