"""A change within ``if_match`` is made only if nobody was faster, in process and over HTTP."""

import pytest

from qrdesk.client import Client, Invalid, NotFound, PreconditionFailed
from qrdesk.core.schemas.links import LinkView


def test_of_two_who_read_the_same_the_second_changes_nothing(client: Client, lunch: LinkView) -> None:
    made = client.etag
    client.links.get("lunch")
    assert client.etag == made != ""
    with client.if_match(made):
        client.links.update("lunch", {"title": "Soup"})
    changed = client.etag
    with pytest.raises(PreconditionFailed), client.if_match(made):
        client.links.update("lunch", {"title": "Salad"})
    for change in (client.links.delete, client.links.pause):
        with pytest.raises(PreconditionFailed), client.if_match(made):
            change("lunch")
    with pytest.raises(PreconditionFailed), client.if_match(made):
        client.links.add_alias("lunch", {"slug": "tea"}, idempotency_key="tea")
    kept = client.links.get("lunch")
    assert (kept.title, kept.state, kept.aliases) == ("Soup", "live", [])
    with client.if_match(f"W/{changed}"):
        assert client.links.get("lunch").title == "Soup"
        client.links.add_alias("lunch", {"slug": "tea"}, idempotency_key="tea")
    client.links.update("lunch", {"title": "Salad"})  # outside nothing is heeded
    client.links.list()
    assert client.etag == ""


def test_what_cannot_be_heeded_is_refused(client: Client, lunch: LinkView) -> None:
    tag = client.etag
    with pytest.raises(Invalid, match="outside of if_match"), client.if_match(tag):
        client.folders.create({"name": "Menus"})
    assert client.folders.list() == []
    for wrong in ("", tag.strip('"'), "*", '"a"\r\nX: 1', f"{tag}, {tag}"):
        with pytest.raises(Invalid, match="no tag"), client.if_match(wrong):
            client.links.delete("lunch")
    with pytest.raises(NotFound), client.if_match(tag):
        client.links.delete("dinner")
    assert client.links.get("lunch").id == lunch.id
