"""Codes are found by every word they say, however written, and by those of links only where these may be read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qrdesk.core.context import Context
from qrdesk.core.schemas.codes import CodeDraft, CodeQuery
from qrdesk.core.schemas.contents import TextContent, WifiContent
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import codes, links
from qrdesk.core.settings import Settings
from tests.core.services.places import workspace


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path, Settings()) as made:
        yield made


def test_who_may_not_read_links_finds_codes_by_no_word_of_theirs(ctx: Context) -> None:
    reader = replace(ctx, actor=replace(ctx.actor, scopes=frozenset({"codes:read"})))
    draft = LinkDraft(destination="https://intra.example.com/zq7xk", slug="door", title="Deal with Acme")
    link = links.create_link(ctx, draft)
    codes.create_code(ctx, CodeDraft(link_id=link.id, name="card"))
    for word in ("acme", "zq7xk", "intra.example.com/z", "card", "door"):
        found = [len(codes.list_codes(who, CodeQuery(search=word)).data) for who in (ctx, reader)]
        assert found == [1, 1 if word in ("card", "door") else 0], word
    assert len(codes.list_codes(reader, CodeQuery(search="/r/door")).data) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ROOM 7", ["Room 7"]),
        ("room_7", []),
        ("100%", ["100% off"]),
        ("wi-fi gast;2", ["Room 7"]),
        ("gast\\;2", []),
        ("wifi", ["Room 7"]),
        ("strasse kiosk", ["Straße"]),
        ("ＫＩＯＳＫ", ["Straße"]),
        ("geheim123", []),
        ("•••", ["Door"]),
        ("jbswy", []),
    ],
)
def test_static_codes_are_found_however_a_word_is_written(ctx: Context, words: str, found: list[str]) -> None:
    for name, content in (
        ("100% off", TextContent(type="text", text="All of it")),
        ("Straße", TextContent(type="text", text="\N{KELVIN SIGN}iosk")),
        ("Room 7", WifiContent(type="wifi", ssid="Gast;2", password="geheim123")),
        ("Door", TextContent(type="text", text="otpauth://totp/door?secret=JBSWY3DP")),
    ):
        codes.create_code(ctx, CodeDraft(name=name, content=content))
    page = codes.list_codes(ctx, CodeQuery(search=words, kind="static"))
    assert [one.name for one in page.data] == found
    assert page.pagination.total == len(found)
    assert codes.list_codes(ctx, CodeQuery(search=words)).pagination.total == len(found)
