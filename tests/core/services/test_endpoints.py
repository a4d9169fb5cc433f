"""Endpoints of webhooks: what they may be, that secrets are seen once, and how they are shown."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from qrdesk.core import secrets
from qrdesk.core.context import Actor, Context
from qrdesk.core.errors import Conflict, Invalid, NotFound
from qrdesk.core.models import Attempt, AuditEntry, Delivery, Endpoint, Workspace
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.tags import TagDraft
from qrdesk.core.schemas.webhooks import EndpointQuery, SecretDraft
from qrdesk.core.services import (
    deliveries,
    endpoint_fields,
    endpoint_kinds,
    endpoint_rows,
    endpoints,
    folders,
    links,
    tags,
)
from qrdesk.core.settings import Settings
from tests.core.services.audited import do, log
from tests.core.services.people import at_once, kinds_of
from tests.core.services.places import START, a_link, later, workspace
from tests.core.services.webhook_world import URL, change, make, put, refused, row_of

NOBODY = Context(Actor(1, frozenset()), START, b"")  # enough for what asks no database
SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
TOKEN = "Bearer sesame-4711"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def neighbour(ctx: Context) -> Context:
    other = Workspace.create(name="Next door", created_at=ctx.now)
    return replace(ctx, actor=replace(ctx.actor, workspace_id=other.id))


def test_a_secret_is_seen_once_and_lies_sealed(ctx: Context) -> None:
    made = make(ctx, headers={"Authorization": TOKEN})
    assert made.secret.startswith("whsec_")
    assert (made.name, made.state, made.header_names) == ("hooks.example.com", "healthy", ["Authorization"])
    shown = endpoints.get_endpoint(ctx, made.id)
    assert shown.model_dump() == made.model_dump(exclude={"secret"})
    row = row_of(made)
    assert made.secret not in row.secret
    assert secrets.unseal(ctx.secret_key, row.secret) == made.secret
    assert TOKEN not in f"{row.headers}{shown.model_dump_json()}"
    assert json.loads(secrets.unseal(ctx.secret_key, str(row.headers))) == {"Authorization": TOKEN}


def test_the_log_tells_every_change_and_no_secret(ctx: Context) -> None:
    made = do(ctx, endpoints.create_endpoint, _draft(headers={"X-Token": TOKEN}, secret=SECRET))
    do(ctx, endpoints.update_endpoint, made.id, _patch(headers={"X-Token": f"{TOKEN}-2"}))
    do(ctx, endpoints.rotate_secret, made.id, SecretDraft())
    do(ctx, endpoints.pause_endpoint, made.id)
    do(ctx, endpoints.resume_endpoint, made.id)
    do(ctx, endpoints.delete_endpoint, made.id)
    told = log(ctx, action="endpoint")
    verbs = ("deleted", "resumed", "paused", "gave a new secret to", "changed", "made")
    assert [one.sentence for one in told] == [f"Owner {verb} the webhook “hooks.example.com”." for verb in verbs]
    assert {one.subject_id for one in told} == {made.id}
    changes = "".join(row.changes for row in AuditEntry.select())
    assert "sesame" not in changes
    assert "whsec_" not in changes
    updated = next(one for one in log(ctx, action="endpoint.updated"))
    assert updated.changes == {"headers": [None, "•••"]}


def _draft(**more: Any) -> Any:
    return endpoints.EndpointDraft.model_validate({"url": URL, **more})


def _patch(**more: Any) -> Any:
    return endpoints.EndpointPatch.model_validate(more)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://shop.example.com/", "Only http and https"),
        ("https://anna:sesame@shop.example.com/", "header Authorization"),
        ("javascript:alert(1)", "Only http and https"),
        ("shop.example.com/hook", "https://"),
        ("https://shop.example.com\\@10.0.0.1/", "\\"),
        ("https://127.0.0.1/hook", "QRDESK_WEBHOOK_ALLOWED_NETWORKS=127.0.0.0/8."),
        ("http://localhost:9000/", "QRDESK_WEBHOOK_ALLOWED_NETWORKS=127.0.0.0/8,::1/128."),
        ("http://shop.localhost/", "QRDESK_WEBHOOK_ALLOWED_NETWORKS="),
        ("https://10.1.2.3/", "QRDESK_WEBHOOK_ALLOWED_NETWORKS=10.0.0.0/8"),
        ("https://192.168.0.7./", "QRDESK_WEBHOOK_ALLOWED_NETWORKS=192.168.0.0/16"),
        ("http://169.254.169.254/latest", "QRDESK_WEBHOOK_ALLOWED_NETWORKS="),
        ("https://[::1]/", "QRDESK_WEBHOOK_ALLOWED_NETWORKS="),
        ("https://[::ffff:10.0.0.1]/", "QRDESK_WEBHOOK_ALLOWED_NETWORKS="),
        ("https://[fd00::7]:8443/", "QRDESK_WEBHOOK_ALLOWED_NETWORKS=fc00::/7"),
        ("http://2130706433/", "number"),
        ("http://0x7f.1/", "number"),
        ("https://" + "ü" * 500 + ".example/", "host"),
        ("https://example.com/" + "ü" * 335, "2,000"),
    ],
)
def test_an_address_that_nothing_may_be_sent_to_is_refused_at_once(url: str, said: str) -> None:
    with pytest.raises(Invalid) as fault:
        endpoint_fields.check_url(NOBODY, url)
    assert list(fault.value.field_errors) == ["url"]
    assert said in fault.value.field_errors["url"]


def test_what_the_operator_allows_can_be_told(ctx: Context) -> None:
    said = refused(ctx, url="http://10.1.2.3/").message
    network = said.rpartition("=")[2].rstrip(".")
    allowed = replace(ctx, settings=Settings(webhook_allowed_networks=network))
    assert make(allowed, url="http://10.1.2.3:8080/hook#end").url == "http://10.1.2.3:8080/hook"
    assert refused(allowed, url="http://192.168.0.7/").field_errors.keys() == {"url"}
    here = replace(ctx, settings=Settings(webhook_allowed_networks="127.0.0.0/8,::1/128"))
    assert make(here, url="http://localhost:9000").url == "http://localhost:9000/"


def test_it_is_said_what_to_know_of_an_address(ctx: Context) -> None:
    assert make(ctx).warnings == []
    (clear,) = make(ctx, url="http://shop.example.com/").warnings
    assert clear.startswith("Sent without encryption")
    own = Settings(webhook_allowed_networks="127.0.0.0/8,::1/128")
    _, loop = make(replace(ctx, settings=own), url="http://localhost:8765/r/menu").warnings
    assert "your own links" in loop


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "x"},
        {"content-type": "text/plain"},
        {"Content-Length": "3"},
        {"Connection": "close"},
        {"Transfer-Encoding": "chunked"},
        {"User-Agent": "x"},
        {"webhook-id": "x"},
        {"X-Honopu-Signature": "x"},
        {"X-Signature": "x"},
        {"X Token": "x"},
        {"": "x"},
        {"X-Töken": "x"},
        {"X-Token\r\nHost": "x"},
        {"X-Token": "a\r\nHost: evil"},
        {"X-Token": "a\nb"},
        {"X-Token": "a\0b"},
        {"X-Token": "schön"},
        {"X-Token": ""},
        {"X-Token": "a", "x-token": "b"},
        {"X" * 101: "a"},
        {"X-Token": "a" * 4001},
    ],
    ids=lambda headers: repr(headers)[:40],
)
def test_a_header_that_cannot_be_sent_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(Invalid) as fault:
        endpoint_fields.check_headers(headers)
    assert fault.value.field_errors.keys() == {"headers"}
    assert "evil" not in fault.value.message


def test_headers_are_changed_whole_and_taken_away(ctx: Context) -> None:
    made = make(ctx, headers={"X-Token": " a\tb ", "X-Shop": "7"})
    assert json.loads(secrets.unseal(ctx.secret_key, str(row_of(made).headers))) == {"X-Token": "a\tb", "X-Shop": "7"}
    assert change(ctx, made.id, headers={"X-Shop": "8"}).header_names == ["X-Shop"]
    assert change(ctx, made.id, headers={}).header_names == []
    assert row_of(made).headers is None


def test_events_are_those_that_the_format_knows(ctx: Context) -> None:
    made = make(ctx, kinds=["link.clicked", "link.created", "link.clicked"])
    assert sorted(made.kinds) == ["link.clicked", "link.created"]
    fault = refused(ctx, format="honopu", kinds=["domain.verified"])
    assert "link.clicked" in fault.field_errors["kinds"]
    assert "kinds" in refused(ctx, kinds=["endpoint.test"]).field_errors  # sent when it is asked for
    assert change(ctx, made.id, kinds=[]).kinds == []
    change(ctx, made.id, kinds=["domain.verified"])
    with pytest.raises(Invalid, match=r"domain\.verified"):
        change(ctx, made.id, format="usnp")
    assert change(ctx, made.id, format="usnp", kinds=["link.clicked"]).format == "usnp"


def test_events_may_be_named_as_the_format_names_them(ctx: Context) -> None:
    assert make(ctx, format="honopu", kinds=["scan.created", "link.created"]).kinds == ["link.created", "link.clicked"]
    assert make(ctx, format="usnp", kinds=["hit"]).kinds == ["link.clicked"]
    with pytest.raises(Invalid, match=r"native has no event “scan\.created”"):
        make(ctx, kinds=["scan.created"])


def test_bounds_are_kept_by_id_and_only_of_this_workspace(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    folder = folders.create_folder(ctx, FolderDraft(name="Menus"))
    tag = tags.create_tag(ctx, TagDraft(name="summer"))
    made = make(ctx, folders=["menus", folder.id], tags=["summer"], links=["menu"])
    assert (made.folders, made.tags, made.links) == ([folder.id], [tag.id], [link.id])
    assert json.loads(row_of(made).only) == {"folders": [folder.id], "tags": [tag.id], "links": [link.id]}
    assert refused(ctx, tags=["summer", "winter"]).field_errors.keys() == {"tags.1"}
    for field, one in (("folders", folder.id), ("tags", tag.id), ("links", link.id)):
        assert refused(neighbour(ctx), **{field: [one]}).field_errors.keys() == {f"{field}.0"}
    assert change(ctx, made.id, tags=[]).folders == [folder.id]
    assert json.loads(row_of(made).only) == {"folders": [folder.id], "links": [link.id]}


def test_it_is_said_when_what_it_is_told_of_is_gone(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    folder = folders.create_folder(ctx, FolderDraft(name="Menus"))
    both, own = make(ctx, folders=["Menus"], links=["menu"]), make(ctx, link="menu")
    assert both.warnings == own.warnings == []
    folders.delete_folder(ctx, folder.id)
    assert endpoints.get_endpoint(ctx, both.id).warnings == ["A folder that it is told of is no longer there."]
    links.delete_link(ctx, link.id)
    assert len(endpoints.get_endpoint(ctx, both.id).warnings) == 2
    assert endpoints.get_endpoint(ctx, own.id).warnings == ["A link that it is told of is no longer there."]


def test_an_endpoint_may_belong_to_one_link(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    made = make(ctx, link="menu")
    make(ctx, name="All")
    assert made.link_id == link.id
    assert [one.id for one in endpoints.list_endpoints(ctx, EndpointQuery(link="menu"))] == [made.id]
    assert len(endpoints.list_endpoints(ctx, EndpointQuery())) == 2
    assert "link" in refused(ctx, link="menu", links=["menu"]).field_errors
    assert "link" in refused(neighbour(ctx), link=link.id).field_errors
    with pytest.raises(Invalid, match="one link"):
        change(ctx, made.id, links=["menu"])
    with pytest.raises(NotFound):
        endpoints.list_endpoints(neighbour(ctx), EndpointQuery(link=link.id))


@pytest.mark.parametrize(
    "data",
    [{"a": "x" * 10_300}, {"a": "é" * 5_200}, {"a": float("nan")}, {"a": "\ud800"}, {"a": "\0"}, "deep"],
    ids=["long", "long in bytes", "no number", "half a character", "nothing", "deep"],
)
def test_what_is_sent_along_is_json_of_ten_kilobytes(data: Any) -> None:
    if data == "deep":
        data = {}
        for _ in range(30):
            data = {"a": data}
    with pytest.raises(Invalid) as fault:
        endpoint_fields.check_told(data)
    assert fault.value.field_errors.keys() == {"data"}


def test_what_is_sent_along_can_be_read_changed_and_taken_away(ctx: Context) -> None:
    made = make(ctx, data={"shop": {"id": 7, "names": ["Ämmchen", None]}})
    assert endpoints.get_endpoint(ctx, made.id).data == {"shop": {"id": 7, "names": ["Ämmchen", None]}}
    assert change(ctx, made.id, data={}).data == {}
    assert change(ctx, made.id, name="Shop").data == {}
    assert change(ctx, made.id, data=None).data is None


def test_a_signature_goes_where_h0p_lets_one_choose(ctx: Context) -> None:
    made = make(ctx, format="h0p", signature_header="X-Sign", signature_prefix="sha256=")
    assert (made.signature_header, made.signature_prefix) == ("X-Sign", "sha256=")
    for more in ({"signature_header": "X-Sign"}, {"signature_prefix": "v1="}):
        assert refused(ctx, **more).field_errors.keys() == more.keys()
    for name in ("Host", "X Sign", "content-type", "a\r\nb"):
        with pytest.raises((Invalid, ValidationError)):
            make(ctx, format="h0p", signature_header=name)
    assert "headers" in refused(ctx, format="h0p", signature_header="X-Sign", headers={"x-sign": "1"}).field_errors
    native = change(ctx, made.id, format="native")
    assert (native.signature_header, native.signature_prefix) == ("", "")


def test_a_hundred_are_the_most_and_two_at_once_are_not_one_too_many(ctx: Context) -> None:
    row = row_of(make(ctx))
    values = {name: value for name, value in row.__data__.items() if name not in {"id", "public_id", "uuid"}}
    for _ in range(endpoint_rows.MOST - 2):
        Endpoint.create(**values)
    Endpoint.create(**{**values, "key_id": 7})  # came with a link
    assert kinds_of(at_once(lambda: make(ctx), lambda: make(ctx))) == ["Conflict", "NewEndpointView"]
    assert len(endpoints.list_endpoints(ctx, EndpointQuery())) == endpoint_rows.MOST
    with pytest.raises(Conflict, match="100"):
        make(ctx)
    assert make(neighbour(ctx)).state == "healthy"


def test_how_it_is_is_told_with_what_waits_and_what_went_wrong(ctx: Context) -> None:
    made, other = make(ctx, name="A"), make(ctx, name="B")
    put(ctx, made, hours=-1)
    row = put(ctx, made, hours=2, status="waiting", attempts=1)
    put(ctx, made, status="delivered")
    for outcome, error in (("refused", "It answered 500."), ("timed_out", "It did not answer."), ("started", "")):
        Attempt.create(delivery=row, endpoint_id=row_of(made).id, number=1, at=ctx.now, outcome=outcome, error=error,
                       url=URL, body="{}")  # fmt: skip
    failing = {"failures": 6, "failing_since": ctx.now, "rest_until": ctx.now + timedelta(seconds=40)}
    Endpoint.update(**failing).where(Endpoint.public_id == made.id).execute()
    first, second = endpoints.list_endpoints(ctx, EndpointQuery())
    assert (first.state, first.trouble, first.waiting) == ("failing", "It did not answer.", 2)
    assert first.next_at == failing["rest_until"]
    assert (second.id, second.state, second.trouble, second.waiting, second.next_at) == (
        other.id,
        "healthy",
        "",
        0,
        None,
    )
    paused = endpoints.pause_endpoint(ctx, made.id)
    assert (paused.state, paused.waiting, paused.next_at, paused.paused_at) == ("paused", 2, None, ctx.now)


def test_going_on_forgives_and_sends_what_waited(ctx: Context) -> None:
    made = make(ctx)
    late = put(ctx, made, hours=8, status="waiting", attempts=6, step=6)
    ill = {"paused_at": ctx.now, "disabled_at": ctx.now, "disabled_why": "failing", "failures": 40}
    since = {"failing_since": ctx.now, "warned_at": ctx.now, "rest_until": later(ctx, minutes=1).now}
    Endpoint.update(**ill, **since).where(Endpoint.public_id == made.id).execute()
    assert endpoints.get_endpoint(ctx, made.id).state == "disabled"
    again = endpoints.resume_endpoint(ctx, made.id)
    assert (again.state, again.paused_at, again.disabled_at, again.disabled_why) == ("healthy", None, None, "")
    assert (again.failing_since, again.waiting, again.next_at) == (None, 1, ctx.now)
    row = row_of(made)
    assert (row.failures, row.warned_at, row.rest_until, Delivery.get_by_id(late.id).step) == (0, None, None, 0)


def test_another_address_is_a_fresh_start(ctx: Context) -> None:
    made = make(ctx)
    late = put(ctx, made, hours=8, status="waiting", attempts=6)
    Endpoint.update(failures=9, failing_since=ctx.now, rest_until=later(ctx, minutes=1).now).execute()
    assert change(ctx, made.id, url=URL, name="Shop").state == "failing"
    moved = change(ctx, made.id, url="https://hooks.example.com/new")
    assert (moved.state, moved.url) == ("healthy", "https://hooks.example.com/new")
    assert Delivery.get_by_id(late.id).next_at == ctx.now


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "http://hooks.example.com/shop", "https://hooks.example.com:8443/shop"]
)
def test_headers_are_not_taken_along_to_another_server(ctx: Context, url: str) -> None:
    made = make(ctx, headers={"Authorization": TOKEN})
    with pytest.raises(Invalid) as fault:
        change(ctx, made.id, url=url, name="Moved")
    assert fault.value.field_errors.keys() == {"headers"}
    assert (row_of(made).url, row_of(made).name) == (URL, "hooks.example.com")
    same = change(ctx, made.id, url="https://HOOKS.example.com:443/other")
    assert same.header_names == ["Authorization"]
    assert change(ctx, made.id, url=url, headers={"X-Token": "2"}).header_names == ["X-Token"]
    assert change(ctx, made.id, url=URL, headers={}).header_names == []
    assert change(ctx, made.id, url=url).url == url


def test_what_is_deleted_leaves_nothing_behind(ctx: Context) -> None:
    made, other = make(ctx), make(ctx)
    for i in range(3):
        row = put(ctx, made, hours=i)
        Attempt.create(delivery=row, endpoint_id=row.endpoint_id, number=1, at=ctx.now, url=URL, body="{}")
    put(ctx, other)
    do(ctx, endpoints.delete_endpoint, made.id)
    assert [one.id for one in endpoints.list_endpoints(ctx, EndpointQuery())] == [other.id]
    assert (Delivery.select().count(), Attempt.select().count()) == (1, 0)
    with pytest.raises(NotFound):
        endpoints.get_endpoint(ctx, made.id)


def test_the_neighbours_find_none_of_ours(ctx: Context) -> None:
    made = make(ctx)
    row = put(ctx, made)
    there = neighbour(ctx)
    assert endpoints.list_endpoints(there, EndpointQuery()) == []
    calls = (endpoints.get_endpoint, endpoints.pause_endpoint, endpoints.resume_endpoint, endpoints.delete_endpoint)
    for call in calls:
        with pytest.raises(NotFound):
            call(there, made.id)
    for call in (deliveries.get_delivery, deliveries.redeliver):
        with pytest.raises(NotFound):
            call(there, row.public_id)
    assert endpoints.get_endpoint(ctx, made.uuid).state == "healthy"


def test_every_kind_is_told_in_a_sentence(ctx: Context) -> None:
    found = {one.format: one for one in endpoint_kinds.list_kinds(ctx)}
    assert set(found) == {"native", "honopu", "h0p", "usnp"}
    assert [(one.kind, one.name) for one in found["usnp"].kinds] == [("link.clicked", "hit")]
    for one in found.values():
        assert one.about.endswith(".")
        assert all(kind.about.endswith(".") for kind in one.kinds)
        assert make(ctx, format=one.format, kinds=[kind.kind for kind in one.kinds]).format == one.format
