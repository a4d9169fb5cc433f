"""Domains: added, changed, refused in words, and never lost once a link was on them."""

from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Conflict, Invalid, NotFound
from qrdesk.core.models import Domain, MissDay
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.design import Design, Frame, FrameShape, Logo
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.schemas.rules import Rule
from qrdesk.core.services import codes, domains, files, links
from tests.core.services.domain_world import HOST, PAGE, add, change, ctx, texts
from tests.forms import LOGO

__all__ = ["ctx", "texts"]

DEEP: dict[str, Any] = reduce(lambda inner, _: {"a": [inner]}, range(20), {})


def test_a_name_with_other_letters_is_kept_as_dns_spells_it(ctx: Context) -> None:
    made = add(ctx, "https://Küche.example")
    assert made.host == "xn--kche-0ra.example"
    assert domains.get_domain(ctx, "küche.example") == made
    assert links.create_link(ctx, LinkDraft(destination=PAGE, host="KÜCHE.example")).host == made.host


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "Enter"),
        ("ftp://go.example", "http and https"),
        ("https://go.example/path", "ends after the host"),
        ("https://user@go.example", "@"),
        ("localhost:8080", "this computer"),
        ("http://127.0.0.1", "this computer"),
        ("http://[::1]:9", "this computer"),
        ("go..example", "not written correctly"),
    ],
)
def test_what_is_no_domain_is_refused_in_words(ctx: Context, url: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        add(ctx, url)
    assert list(refused.value.field_errors) == ["url"]


def test_no_domain_leads_to_one_of_our_own(ctx: Context) -> None:
    for field in ("index_url", "fallback_url"):
        for url in (f"https://{HOST}/x", "http://127.0.0.1:8765/", "https://go.EXAMPLE.com:443/"):
            with pytest.raises(BadDestination, match="QRDesk's own address") as refused:
                add(ctx, **{field: url})
            assert list(refused.value.field_errors) == [field]
        with pytest.raises(BadDestination) as refused:
            add(ctx, **{field: "javascript:alert(1)"})
        assert list(refused.value.field_errors) == [field]
    assert [one.host for one in domains.list_domains(ctx)] == ["localhost:8765"]
    add(ctx, index_url="https://other.example/")
    with pytest.raises(Conflict, match=r"go\.example\.com leads to other\.example"):
        add(ctx, "https://other.example")
    links.create_link(ctx, LinkDraft(destination="https://third.example/a", slug="a"))
    with pytest.raises(Conflict, match="“a” leads to third"):
        add(ctx, "https://third.example")
    rule = Rule(destination="http://fourth.example/x")
    links.create_link(ctx, LinkDraft(destination=PAGE, slug="b", rules=(rule,)))
    with pytest.raises(Conflict, match="“b” leads to fourth"):
        add(ctx, "https://fourth.example")


def test_a_change_is_seen_at_once_and_leaves_the_rest(ctx: Context) -> None:
    add(ctx, fallback_url="https://fallback.example/")
    before = database.read_epoch()
    changed = change(ctx, index_url="https://example.com", scheme="http")
    assert (changed.index_url, changed.url) == ("https://example.com/", f"http://{HOST}")
    assert changed.fallback_url == "https://fallback.example/"
    assert Domain.get(Domain.host == HOST).epoch == database.read_epoch() > before
    assert change(ctx, index_url="").index_url == ""
    apple = {"applinks": {"details": [{"appIDs": ["A.b"], "components": [{"/": "/r/*", "comment": "é\u0000"}]}]}}
    android = [{"relation": ["delegate_permission/common.handle_all_urls"], "target": {"namespace": "android_app"}}]
    changed = change(ctx, apple_association=apple, asset_links=android)
    assert (changed.apple_association, changed.asset_links) == (apple, android)
    assert Domain.get(Domain.host == HOST).apple_association.isascii()
    changed = change(ctx, apple_association=None, asset_links=None)
    assert (changed.apple_association, changed.asset_links) == (None, None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"apple_association": {}}, "apple_association"),
        ({"apple_association": {"applinks": []}}, "apple_association"),
        ({"apple_association": {"applinks": {"x": "y" * 70_000}}}, "apple_association"),
        ({"apple_association": {"applinks": {"x": float("nan")}}}, "apple_association"),
        ({"apple_association": {"applinks": {"x": "\ud800"}}}, "apple_association"),  # no answer could show it again
        ({"apple_association": {"applinks": DEEP}}, "apple_association"),
        ({"asset_links": [{"relation": [DEEP], "target": {}}]}, "asset_links"),
        ({"asset_links": [{"relation": "x", "target": {}}]}, "asset_links.0"),
        ({"asset_links": [{"relation": [], "target": {}}, {}]}, "asset_links.1"),
        ({"index_url": "nonsense"}, "index_url"),
    ],
)
def test_what_a_domain_cannot_say_is_refused_by_field(ctx: Context, sent: dict[str, Any], field: str) -> None:
    made = add(ctx)
    with pytest.raises(Invalid) as refused:
        change(ctx, **sent)
    assert list(refused.value.field_errors) == [field]
    assert domains.get_domain(ctx, HOST) == made


def test_new_codes_get_the_look_of_their_domain_unless_they_bring_one(ctx: Context) -> None:
    blue = Design(ink="#0000ff")
    add(ctx, default_design=blue)
    link = links.create_link(ctx, LinkDraft(destination=PAGE, host=HOST, slug="menu"))
    assert codes.create_code(ctx, CodeDraft(link_id=link.id)).design == blue
    assert codes.create_code(ctx, CodeDraft(link_id=link.id, design=Design())).design == Design()
    assert change(ctx, default_design=None).default_design is None
    assert codes.create_code(ctx, CodeDraft(link_id=link.id)).design == Design()


def test_only_a_domain_without_any_link_is_deleted(ctx: Context) -> None:
    add(ctx)
    row = Domain.get(Domain.host == HOST)
    MissDay.create(domain_id=row.id, day=20_000, kind="miss", slug="menu", workspace_id=row.workspace_id, hits=1)
    domains.delete_domain(ctx, HOST)
    assert not MissDay.select().exists()  # the next domain may get the same number
    with pytest.raises(NotFound):
        domains.get_domain(ctx, HOST)
    add(ctx)
    link = links.create_link(ctx, LinkDraft(destination=PAGE, host=HOST, slug="menu"))
    links.delete_link(ctx, link.id)
    with pytest.raises(Conflict, match="printed codes"):
        domains.delete_domain(ctx, HOST)
    with pytest.raises(Conflict, match="default"):
        domains.delete_domain(ctx, "localhost:8765")


def test_a_name_that_nobody_certifies_is_refused_for_https(ctx: Context) -> None:
    for url in ("desk", "https://desk:8443"):
        with pytest.raises(Invalid, match="has no dot") as refused:
            add(ctx, url)
        assert list(refused.value.field_errors) == ["url"]
    assert not add(ctx, "http://desk").fit_for_print


def test_the_look_of_new_codes_names_files_that_are_there(ctx: Context, tmp_path: Path) -> None:
    look = Design(logo=Logo(file="fil_0000000000"))
    font = Design(frame=Frame(shape=FrameShape.BUTTON, text="Scan", font="fil_0000000000"))
    for sent, field in ((look, "default_design.logo.file"), (font, "default_design.frame.font")):
        with pytest.raises(Invalid, match="Send the file first") as refused:
            add(ctx, default_design=sent)
        assert list(refused.value.field_errors) == [field]
    made = add(ctx)
    with pytest.raises(Invalid, match="no logo with this id") as refused:
        change(ctx, default_design=look)
    assert list(refused.value.field_errors) == ["default_design.logo.file"]
    assert domains.get_domain(ctx, HOST) == made
    logo = files.upload_file(replace(ctx, files=tmp_path / "files"), FileDraft(), Upload(LOGO, "logo.svg"))
    there = Design(logo=Logo(file=logo.id))
    assert change(ctx, default_design=there).default_design == there
