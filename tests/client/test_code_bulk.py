"""Codes of many links in one call, and many remembered as printed: the same over every transport."""

import pytest

from qrdesk.client import BulkCreate, Client, CodeDraft, Design, LinkDraft
from qrdesk.core.errors import IdempotencyKeyConflict, Invalid
from qrdesk.core.schemas.codes_bulk import MAX_CODES

PAGE = "https://example.com/"


def test_codes_of_links_come_in_order_with_their_looks_and_are_made_once(client: Client) -> None:
    client.links.create_many(BulkCreate(links=tuple(LinkDraft(destination=PAGE, slug=slug) for slug in "abc")))
    red = client.codes.create(CodeDraft(link_id="b", design=Design(ink="#cc0000")))
    report = client.codes.of_links({"links": ["c", "b", "nobody", "a"]}, idempotency_key="list 1")
    assert [(one.index, one.made, one.code.design.ink) for one in report.codes] == [
        (0, True, "#000000"),
        (1, False, "#cc0000"),
        (3, True, "#000000"),
    ]
    assert [(one.index, one.id, one.code) for one in report.refused] == [(2, "nobody", "not_found")]
    assert report.codes[1].code == red
    assert client.codes.of_links({"links": ["c", "b", "nobody", "a"]}, idempotency_key="list 1") == report
    assert [one.made for one in client.codes.of_links({"links": ["a", "b", "c"]}).codes] == [False] * 3
    assert client.codes.list().pagination.total == 3
    with pytest.raises(Invalid) as refused:
        client.codes.of_links({"links": ["a"] * (MAX_CODES + 1)})
    assert list(refused.value.field_errors) == ["links"]


def test_printed_codes_count_once_for_each_name(client: Client) -> None:
    client.links.create(LinkDraft(destination=PAGE, slug="a"))
    [made] = client.codes.of_links({"links": ["a"]}).codes
    sent = {"codes": [made.code.id, "qrc_0000000000"], "format": "pdf", "size_mm": 25}
    for _ in range(2):
        report = client.codes.remember_printed(sent, idempotency_key="run 1")
        assert (report.remembered, [one.index for one in report.refused]) == ([made.code.id], [1])
    assert client.codes.get(made.code.id).export_count == 1
    with pytest.raises(IdempotencyKeyConflict):
        client.codes.remember_printed({"codes": [made.code.id]}, idempotency_key="run 1")
    client.codes.remember_printed(sent)
    found = client.codes.get(made.code.id)
    assert (found.export_count, found.printed_at is None) == (2, False)
    assert client.links.get("a").printed[0].printed_at == found.printed_at
