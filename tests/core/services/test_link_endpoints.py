"""Endpoints that come with a link, by the key that made it."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import secrets
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict, Invalid
from qrdesk.core.models import Endpoint, Key, Link
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.schemas.webhooks import EndpointQuery, SecretDraft
from qrdesk.core.services import (
    endpoint_trial,
    endpoints,
    keys,
    link_endpoints,
)
from qrdesk.core.services.authenticating import authenticate
from qrdesk.core.settings import Settings
from tests.core.net.receivers import answering, receiver
from tests.core.services.places import a_link, row_of, workspace
from tests.core.services.webhook_world import URL, make

HERE = Settings(webhook_allowed_networks="127.0.0.0/8")
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", HERE) as found:
        yield found


def with_key(ctx: Context) -> tuple[Context, Key]:
    made = keys.create_key(ctx, KeyDraft(name="Till"))
    actor = authenticate(made.key, ctx.now)
    return replace(ctx, actor=actor), Key.get(Key.public_id == made.id)


def test_a_link_may_bring_its_own_endpoints(ctx: Context) -> None:
    link = row_of(a_link(ctx, "https://example.com/"))
    till, key = with_key(ctx)
    made = link_endpoints.tell_urls(till, link, [URL, "https://b.example/", URL], {"sku": "7"})
    assert [one.url for one in made] == [URL, "https://b.example/"]
    assert endpoints.list_endpoints(ctx, EndpointQuery()) == []  # there may be as many as links
    first, _ = endpoints.list_endpoints(ctx, EndpointQuery(link="menu"))
    assert (first.format, first.kinds, first.data, first.link_id) == (
        "usnp",
        ["link.clicked"],
        {"sku": "7"},
        link.public_id,
    )
    assert {one.key_id for one in Endpoint.select()} == {key.id}
    with pytest.raises(Conflict, match="key that made it"):
        endpoints.rotate_secret(ctx, first.id, SecretDraft())
    assert endpoints.pause_endpoint(ctx, first.id).state == "paused"


def test_what_a_link_brought_is_found_when_its_key_and_the_link_itself_are_gone(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    till, key = with_key(ctx)
    (made,) = link_endpoints.tell_urls(till, row_of(link), [URL])
    shown = endpoints.get_endpoint(ctx, made.public_id)
    assert (shown.key_id, shown.warnings) == (key.public_id, [])
    assert make(ctx).key_id is None
    keys.revoke_key(ctx, key.public_id)
    (revoked,) = endpoints.list_endpoints(ctx, EndpointQuery(link="menu"))
    assert (revoked.key_id, "was revoked" in revoked.warnings[0]) == (key.public_id, True)
    Link.update(deleted_at=ctx.now).execute()
    (found,) = endpoints.list_endpoints(ctx, EndpointQuery(link=link.id))
    assert (found.id, len(found.warnings)) == (shown.id, 2)
    endpoints.delete_endpoint(ctx, found.id)
    assert endpoints.list_endpoints(ctx, EndpointQuery(link=link.id)) == []


def test_the_secret_of_the_key_signs_for_its_links(ctx: Context) -> None:
    link = row_of(a_link(ctx, "https://example.com/"))
    till, key = with_key(ctx)
    with receiver(answering(OK)) as place:
        (made,) = link_endpoints.tell_urls(till, link, [f"http://{place}/"])
        found = endpoint_trial.test_endpoint(ctx, made.public_id)
    secret = secrets.unseal(ctx.secret_key, key.webhook_secret)
    digest = hmac.new(secret.encode(), found.request_body.encode(), hashlib.sha256).hexdigest()
    assert found.request_headers["X-Webhook-Signature"] == f"sha256={digest}"


@pytest.mark.parametrize(
    ("urls", "data", "field"),
    [
        ([URL, "http://10.0.0.1/"], None, "webhooks.1"),
        ([f"{URL}/{i}" for i in range(11)], None, "webhooks"),
        ([URL], {"a": "x" * 11_000}, "data"),
        (["mailto:anna@example.com"], None, "webhooks.0"),
    ],
    ids=["private", "many", "long", "no page"],
)
def test_what_a_link_brings_is_looked_at_as_anything_else(ctx: Context, urls: list[str], data: Any, field: str) -> None:
    link = row_of(a_link(ctx, "https://example.com/"))
    with pytest.raises(Invalid) as fault:
        link_endpoints.tell_urls(with_key(ctx)[0], link, urls, data)
    assert fault.value.field_errors.keys() == {field}
    assert Endpoint.select().count() == 0
