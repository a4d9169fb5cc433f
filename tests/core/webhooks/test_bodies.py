"""Bodies read as the documents of each format print them, whatever an event holds, and never grow too large."""

import json
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qrdesk.core.schemas.events import KINDS, TEST
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks.bodies import KNOWN, MOST_BYTES, kind_in, render
from tests.core.webhooks.told import HIT, LINK, a_told

FORMATS: tuple[Format, ...] = get_args(Format)
DIALECTS = tuple(format for format in FORMATS if format != "native")
texts = st.text(st.characters(), max_size=30)  # half characters, too
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)
links = st.fixed_dictionaries({}, optional=dict.fromkeys(LINK, values))
hits = st.fixed_dictionaries({}, optional=dict.fromkeys(HIT, values))
events = st.fixed_dictionaries({}, optional={"link": links | values, "hit": hits | values, "changes": values})


def _read(format: Format, **changes: Any) -> dict[str, Any]:
    return json.loads(render(format, a_told(**changes)))


def test_the_native_body_is_the_event_whole_with_its_order_and_time() -> None:
    told = a_told()
    body = _read("native")
    assert list(body) == ["id", "type", "timestamp", "occurred_at", "seq", "workspace_id", "data"]
    assert body["data"] == told.body
    assert (body["id"], body["type"], body["seq"], body["workspace_id"]) == (
        told.event_id,
        told.kind,
        7,
        "wsp_8X3k9pLMw7",
    )
    assert body["timestamp"] == body["occurred_at"] == "2026-04-24T14:12:03.441987Z"
    assert _read("native", data={"sku": 7})["endpoint_data"] == {"sku": 7}


def test_the_body_of_honopu_is_the_documented_one_byte_for_byte() -> None:
    assert render("honopu", a_told()).decode() == (
        '{"event":"scan.created","createdAt":"2026-04-24T14:12:03.441Z",'
        '"data":{"linkId":"lnk_8X3k9pLMw7","shortCode":"menu-fall","city":"Dallas","region":"TX","country":"US",'
        '"deviceType":"mobile"}}'
    )


def test_the_body_of_h0p_is_the_documented_one_byte_for_byte() -> None:
    assert render("h0p", a_told("link.created", {"link": LINK})).decode() == (
        '{"id":"evt_55555555555555555555555555555555","type":"link.created","createdAt":"2026-04-24T14:12:03Z",'
        '"data":{"link":{"id":"01933eb8-541f-7000-a9f4-e4eee80ff04e","slug":"menu-fall",'
        '"shortUrl":"https://go.example.com/menu-fall",'
        '"destination":{"type":"link","value":"https://example.com/fall-menu"},"createdAt":"2026-04-01T09:00:00Z"}}}'
    )


def test_the_body_of_usnp_is_the_documented_one_byte_for_byte() -> None:
    assert render("usnp", a_told(data={"sku": "WIDGET-42"})).decode() == (
        '{"event":"hit","short_id":"menu-fall","redirect_url":"https://example.com/fall-menu",'
        '"hit_id":"550e8400-e29b-41d4-a716-446655440000","hit_at":"2026-04-24T14:12:03Z","data":{"sku":"WIDGET-42"}}'
    )
    assert _read("usnp")["data"] == {}


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (
            {"region": "DE-BE", "country": "DE", "city": "Berlin, DE", "device": "Desktop"},
            ["Berlin", "BE", "DE", "desktop"],
        ),
        (
            {"region": "Bavaria", "country": "DE", "city": "Munich", "device": "tablet"},
            ["Munich", "Bavaria", "DE", "tablet"],
        ),
        ({"region": "", "country": "", "city": "", "device": ""}, [None] * 4),
        ({"region": "", "country": "FR", "city": "", "device": "other"}, [None, None, "FR", None]),
    ],
)
def test_what_is_not_known_of_a_visitor_is_null(known: dict[str, str], told: list[str | None]) -> None:
    data = _read("honopu", body={"link": LINK, "hit": HIT | known})["data"]
    assert [data[name] for name in ("city", "region", "country", "deviceType")] == told
    # of a visit that was only counted, nothing else is known
    counted = _read("h0p", body={"link": LINK, "hit": {"uuid": HIT["uuid"]}})["data"]["click"]
    assert counted == dict.fromkeys(["country", "city", "device", "browser", "os", "referer"])


def test_a_click_in_h0p_says_who_came() -> None:
    data = _read("h0p")["data"]
    assert list(data) == ["link", "click"]
    assert list(data["click"].items()) == [
        ("country", "US"),
        ("city", "Dallas"),
        ("device", "mobile"),
        ("browser", "Safari"),
        ("os", "iOS"),
        ("referer", "news.example"),
    ]


def test_a_change_in_h0p_is_told_in_its_words() -> None:
    changes = {
        "destination": {"before": "https://a.example/", "after": "mailto:shop@example.com"},
        "hit_limit": {"before": None, "after": 5},
        "folder": {"before": None, "after": {"id": "fld_1", "name": "Summer"}},
        "rules": {"before": [], "after": [{"name": "Lunch"}]},
        "query_winner": {"before": "link", "after": "visitor"},
    }
    data = _read("h0p", kind="link.updated", body={"link": LINK, "changes": changes})["data"]
    assert list(data) == ["link", "changes"]
    assert data["changes"] == {
        "destination": {
            "before": {"type": "link", "value": "https://a.example/"},
            "after": {"type": "email", "value": "shop@example.com"},
        },
        "maxClicks": {"before": None, "after": 5},
        "folder": {"before": None, "after": "Summer"},
        "rules": {"before": [], "after": None},
        "queryWinner": {"before": "link", "after": "visitor"},
    }


@pytest.mark.parametrize("kind", ["link.created", "link.updated", "link.deleted"])
def test_links_in_honopu_look_as_its_api_shows_them(kind: str) -> None:
    body = _read("honopu", kind=kind, body={"link": LINK, "changes": {}})
    data = body["data"]
    assert (body["event"], data.pop("updatedAt", None)) == (
        kind,
        "2026-04-20T08:30:01.000Z" if kind == "link.updated" else None,
    )
    assert data == {
        "linkId": "lnk_8X3k9pLMw7",
        "shortCode": "menu-fall",
        "destinationUrl": "https://example.com/fall-menu",
        "title": "Fall Menu",
        "url": "https://go.example.com/r/menu-fall",
        "createdAt": "2026-04-01T09:00:00.250Z",
    }


@pytest.mark.parametrize(
    ("format", "names"),
    [
        ("native", ["link.clicked", "link.created", TEST]),
        ("honopu", ["scan.created", "link.created", "scan.created"]),
        ("h0p", ["link.clicked", "link.created", "link.clicked"]),
        ("usnp", ["hit", "link.created", "hit"]),
    ],
)
def test_a_fact_has_one_name_in_each_format(format: Format, names: list[str]) -> None:
    assert [kind_in(format, kind) for kind in ("link.clicked", "link.created", TEST)] == names
    assert set(KNOWN[format]) <= {*KINDS, TEST}


def test_the_native_format_can_say_everything_and_the_others_what_their_documents_name() -> None:
    assert set(KNOWN["native"]) == {*KINDS, TEST}
    assert set(KNOWN["honopu"]) == set(KNOWN["h0p"]) == {*KNOWN["usnp"], "link.created", "link.updated", "link.deleted"}
    assert set(KNOWN["usnp"]) == {"link.clicked", TEST}


@pytest.mark.parametrize("format", DIALECTS)
def test_a_test_looks_like_the_real_thing_and_says_that_it_is_one(format: Format) -> None:
    real = render(format, a_told())
    test = _read(format, kind=TEST, body={"test": True, "link": LINK, "hit": HIT})
    assert test.pop("test") is True
    assert json.dumps(test, separators=(",", ":")).encode() == real


def test_a_test_is_like_the_first_event_that_an_endpoint_is_told() -> None:
    body = {"test": True, "link": LINK}
    assert _read("h0p", kind=TEST, body=body)["type"] == "link.created"
    assert _read("h0p", kind=TEST, body=body | {"kind": "link.deleted"})["type"] == "link.deleted"
    assert _read("native", kind=TEST, body=body)["data"]["test"] is True


@pytest.mark.parametrize("format", DIALECTS)
def test_json_of_an_endpoint_goes_along_and_leaves_the_rest_as_it_was(format: Format) -> None:
    plain, along = _read(format), _read(format, data={"sku": "WIDGET-42"})
    assert along.pop("data" if format == "usnp" else "endpoint_data") == {"sku": "WIDGET-42"}
    plain.pop("data") if format == "usnp" else None
    assert along == plain


def test_texts_are_sent_as_they_are_and_half_characters_are_replaced() -> None:
    body = render("native", a_told(body={"link": LINK | {"title": "Küche \u2603 \ud800"}}))
    assert "Küche ☃ ?".encode() in body
    assert b", " not in body.replace(b"Dallas, US", b"")


def test_a_body_that_is_too_large_goes_without_its_changes() -> None:
    changes = {"rules": {"before": ["x" * 200_000], "after": ["y" * 200_000]}}
    body = render("native", a_told("link.updated", {"link": LINK, "changes": changes}))
    assert len(body) <= MOST_BYTES
    told = json.loads(body)
    assert (told["data"], told["cut"]) == ({"link": LINK}, True)
    assert "cut" not in _read("native", kind="link.updated", body={"link": LINK, "changes": {}})


def test_a_long_text_is_cut_and_what_else_there_is_stays() -> None:
    told = _read("native", body={"link": LINK | {"title": "ü" * 300_000}, "hit": HIT})
    assert told["cut"] is True
    assert told["data"]["link"]["title"] == "ü" * 3999 + "…"
    assert told["data"]["link"]["destination"] == LINK["destination"]
    assert told["data"]["hit"] == HIT


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "huge",
    ["x" * 300_000, ["x"] * 90_000, [[["x" * 300] * 100] * 3] * 3, {f"{n:0300}": n for n in range(1000)}],
    ids=["text", "list", "lists", "names"],
)
def test_no_body_is_larger_than_the_cap(format: Format, huge: Any) -> None:
    link, hit = dict.fromkeys(("destination", "title", "tags"), huge), dict.fromkeys(("city", "browser"), huge)
    everywhere = {"link": LINK | link, "hit": HIT | hit, "changes": {"a": huge}, "b": huge}
    for kind in ("link.clicked", "link.updated", "link.created"):
        body = render(format, a_told(kind, everywhere, data={"sku": huge}))
        assert len(body) <= MOST_BYTES
        assert json.loads(body)["cut"] is True


def test_what_no_receiver_could_read_is_null() -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = [deep]
    told = _read("native", body={"link": {"title": float("nan"), "tags": deep}}, data={"most": float("inf")})
    assert told["data"]["link"]["title"] is None
    assert told["endpoint_data"] == {"most": None}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FORMATS), st.sampled_from(KNOWN["native"]), events, st.none() | st.dictionaries(texts, values))
def test_any_event_becomes_one_json_text(
    format: Format, kind: str, body: dict[str, Any], data: dict[str, Any] | None
) -> None:
    text = render(format, a_told(kind, body, data=data))
    assert len(text) <= MOST_BYTES
    assert isinstance(json.loads(text.decode("utf-8")), dict)
