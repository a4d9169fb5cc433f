"""What the dialect of usnp asks of links beside the operations of the table, on both databases."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qrdesk.core.context import Actor, Context
from qrdesk.core.errors import Forbidden, Invalid, LinkGone, NotFound, ScopeMissing
from qrdesk.core.models import Attempt, AuditEntry, Domain, Endpoint, Link, Outbox, Workspace
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.schemas.webhooks import EndpointQuery
from qrdesk.core.services import endpoints, keys, link_deliveries, link_endpoints, link_quota, public_codes, short_ids
from qrdesk.core.services.authenticating import authenticate
from qrdesk.core.settings import Settings
from tests.core.services.places import a_link, row_of, workspace
from tests.core.services.webhook_world import URL, put
from tests.desks import second_workspace

HIT = "019a9b1c-0000-7000-8000-000000000001"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def test_an_address_is_found_by_its_workspace_and_known_to_be_anothers(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    others = replace(ctx, actor=second_workspace())
    assert [short_ids.get_owned(ctx, name).id for name in ("menu", "MENU", link.id, link.uuid)] == [link.id] * 4
    for name in ("menu", "Menu"):
        with pytest.raises(Forbidden):
            short_ids.get_owned(others, name)
    for name in ("nobodys", "a\0b", "x" * 300, link.id):
        with pytest.raises(NotFound):
            short_ids.get_owned(others, name)
    with pytest.raises(NotFound):
        link_deliveries.list_told(others, link.id)
    Link.update(deleted_at=ctx.now).execute()
    assert short_ids.get_owned(ctx, link.id).slug == "menu"


def test_a_code_carries_the_address_as_it_is_on_its_domain(ctx: Context) -> None:
    row = row_of(a_link(ctx, "https://example.com/", slug="Menü"))
    domain = Domain.get_by_id(row.domain_id)
    assert public_codes.get_code_text(domain.id, "MENÜ") == f"{domain.scheme}://{domain.host}/Men%C3%BC"
    for domain_id, slug in (
        (0, "Menü"),
        (domain.id + 1, "Menü"),
        (domain.id, "x"),
        (domain.id, "ß" * 257),
        (domain.id, "\0"),
    ):
        with pytest.raises(NotFound):
            public_codes.get_code_text(domain_id, slug)
    Link.update(deleted_at=ctx.now).execute()
    with pytest.raises(LinkGone):
        public_codes.get_code_text(domain.id, "menü")


def test_each_try_is_told_with_its_hit_but_none_that_is_under_way(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    link_endpoints.tell_visits(ctx, link.id, [URL, f"{URL}/b"], {"sku": "7"})
    assert AuditEntry.select().where(AuditEntry.action == "endpoint.created").count() == 2
    first, _ = sorted(endpoints.list_endpoints(ctx, EndpointQuery(link="menu")), key=lambda one: one.id)
    tried, skipped = put(ctx, first), put(ctx, first, status="failed", counted=False)
    put(ctx, first)  # it waits
    Outbox.update(body=json.dumps({"hit": {"uuid": HIT}})).where(Outbox.event_id == tried.event_id).execute()
    for number, (outcome, status, error) in enumerate(
        [("refused", 500, "It answered 500."), ("delivered", 200, ""), ("started", None, "")], 1
    ):
        Attempt.create(
            delivery=tried,
            endpoint_id=tried.endpoint_id,
            number=number,
            at=ctx.now,
            outcome=outcome,
            status_code=status,
            error=error,
            url=URL,
            body="{}",
        )
    told = {one.uuid: one.tries for one in link_deliveries.list_told(ctx, link.id)}
    assert sorted(map(len, told.values())) == [0, 3]
    shown = [(one.hit_uuid, one.number, one.status_code, one.delivered, one.error) for one in told[first.uuid]]
    assert shown == [
        (HIT, 1, 500, False, "It answered 500."),
        (HIT, 2, 200, True, None),
        (None, 1, None, False, link_deliveries.OVER_PLAN),
    ]
    assert told[first.uuid][2].uuid == skipped.uuid


def test_visits_are_told_for_whoever_may_make_endpoints(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    poor = replace(ctx, actor=Actor(ctx.actor.workspace_id, frozenset({"links:create"})))
    with pytest.raises(ScopeMissing):
        link_endpoints.tell_visits(poor, link.id, [URL])
    link_endpoints.tell_visits(poor, link.id, [], {"sku": "7"})
    with pytest.raises(Invalid):
        link_endpoints.tell_visits(poor, link.id, [], {"sku": "x" * 11_000})
    assert Endpoint.select().count() == 0


def test_the_tighter_of_two_plans_says_how_many_links_are_left(ctx: Context) -> None:
    key = replace(ctx, actor=authenticate(keys.create_key(ctx, KeyDraft(name="Till")).key, ctx.now))
    a_link(ctx, "https://example.com/", slug="by-the-owner")
    a_link(key, "https://example.com/", slug="by-the-key")
    assert link_quota.count_links(key).model_dump() == {"current": 1, "limit": None}
    Workspace.update(plan="free").execute()
    assert link_quota.count_links(key).model_dump() == {"current": 2, "limit": 100}
