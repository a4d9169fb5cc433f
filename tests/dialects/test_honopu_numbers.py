"""Numbers of Honopu's API, its webhook and its QR codes: from real scans of what its codes carry."""

import hashlib
import hmac
import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from tests.core.webhooks.hearing import Heard, Receiver, receiving
from tests.daemon.asking import until
from tests.dialects import honopu_examples as printed
from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.printed import PHONE, looks_like, neighbour

_SECRET = "a-secret-of-the-receiver"


def make(house: House, code: str) -> dict[str, Any]:
    answer = house.ask("POST", "/api/links", {"destinationUrl": "https://example.com/menu", "shortCode": code})
    assert answer.status_code == 201, answer.text
    return answer.json()


def scan(house: House, path: str, agent: str = PHONE, **headers: str) -> None:
    answer = house.ask("GET", path, key="", headers={"User-Agent": agent, **headers})
    assert answer.status_code == 302


@contextmanager
def listening(house: House, receiver: Receiver) -> Generator[None]:
    """Have the workspace's events sent to a receiver in Honopu's format."""
    asked = {"url": receiver.url(), "format": "honopu", "kinds": ["link.clicked"], "secret": _SECRET}
    made = house.ask("POST", "/api/v1/webhooks", asked)
    assert made.status_code == 201, made.text
    try:
        yield
    finally:
        house.ask("DELETE", f"/api/v1/webhooks/{made.json()['data']['id']}")


def heard_of(receiver: Receiver, code: str) -> list[Heard]:
    return [one for one in list(receiver.heard) if json.loads(one.body)["data"]["shortCode"] == code]


def test_a_scan_is_told_as_printed_and_signed(house: House) -> None:
    link = make(house, "hono-hook")
    with receiving() as receiver, listening(house, receiver):
        scan(house, "/r/hono-hook")
        until(lambda: len(heard_of(receiver, "hono-hook")) == 1, within_s=30)
        (told,) = heard_of(receiver, "hono-hook")
    body = json.loads(told.body)
    unknown = {"city": None, "region": None, "country": None}  # a visitor on this computer is nowhere
    expected = {**printed.SCAN_CREATED, "data": {**printed.SCAN_CREATED["data"], "shortCode": "hono-hook", **unknown}}
    assert looks_like(body, expected), body
    assert body["data"]["linkId"] == link["id"]
    signature = hmac.new(_SECRET.encode(), told.body, hashlib.sha256).hexdigest()
    assert told.headers[printed.SIGNATURE_HEADER.lower()] == signature
    assert told.headers["content-type"] == "application/json"


def test_the_last_scans_are_told_newest_first(house: House) -> None:
    link = make(house, "hono-last")
    for _ in range(21):
        scan(house, "/r/hono-last")
    scan(house, "/hono-last", "Googlebot/2.1 (+http://www.google.com/bot.html)")

    def recent() -> list[dict[str, Any]]:
        return house.ask("GET", "/api/analytics/recent").json()

    path = f"/api/analytics/{link['id']}"
    until(lambda: house.ask("GET", path).json()["totalScans"] == 22, within_s=30)
    assert sum(day["count"] for day in house.ask("GET", path).json()["byDay"]) == 22
    found = recent()
    assert len(found) == 20
    assert {one["linkId"] for one in found} == {link["id"]}
    assert [one["createdAt"] for one in found] == sorted((one["createdAt"] for one in found), reverse=True)
    assert list(found[0]) == ["linkId", "shortCode", "city", "region", "country", "deviceType", "createdAt"]
    assert [(one["shortCode"], one["deviceType"], one["city"]) for one in found] == [
        ("hono-last", None, None),  # the robot's
        *[("hono-last", "mobile", None)] * 19,
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", found[0]["createdAt"])
    assert house.ask("GET", "/api/analytics/recent", key=neighbour(house)).json() == []


def test_all_about_one_link_is_told(house: House) -> None:
    link = make(house, "hono-one")
    path = f"/api/analytics/{link['id']}"
    nothing = {"linkId": link["id"], "shortCode": "hono-one", "totalScans": 0}
    assert house.ask("GET", path).json() == {**nothing, "byDay": [], "byCity": [], "byDevice": []}
    scan(house, "/r/hono-one")
    scan(house, "/hono-one", "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0")
    scan(house, "/r/hono-one")
    until(lambda: house.ask("GET", path).json()["totalScans"] == 3, within_s=30)
    said = house.ask("GET", path).json()
    assert list(said) == ["linkId", "shortCode", "totalScans", "byDay", "byCity", "byDevice"]
    assert sum(day["count"] for day in said["byDay"]) == 3
    assert 1 <= len(said["byDay"]) <= 2  # it may be midnight
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["byDay"][0]["date"])
    assert said["byCity"] == [{"city": None, "region": None, "country": None, "count": 3}]
    assert said["byDevice"] == [{"deviceType": "mobile", "count": 2}, {"deviceType": "desktop", "count": 1}]
    assert house.ask("GET", "/api/analytics/lnk_nobody").status_code == 404


def test_a_code_carries_the_address_of_its_link(house: House) -> None:
    link = make(house, "hono-qr")
    look = {"foregroundColor": "#003366", "backgroundColor": "transparent", "errorCorrection": "high"}
    asked = {
        "linkId": link["id"],
        "name": "Poster",
        "format": "png",
        "size": 400,
        "logoUrl": "https://x.example/",
        **look,
    }
    answer = house.ask("POST", "/api/qr-codes", asked)
    assert answer.status_code == 201, answer.text
    code = answer.json()
    assert list(code) == ["id", "linkId", "shortCode", "url", "imageUrl", "createdAt", "name"]
    assert (code["linkId"], code["shortCode"], code["url"]) == (link["id"], "hono-qr", link["url"])
    assert code["imageUrl"] == f"{PUBLIC_URL}/api/qr-codes/{code['id']}/image?format=png&size=400"
    drawn = house.ask("GET", code["imageUrl"].removeprefix(PUBLIC_URL), stream=True)
    assert drawn.headers["Content-Type"] == "image/png"
    with Image.open(drawn.raw) as image:
        assert image.size == (400, 400)
        on_white = Image.new("RGB", image.size, "white")
        on_white.paste(image.convert("RGB"), mask=image.convert("RGBA").getchannel("A"))
    (read,) = zxingcpp.read_barcodes(on_white)
    assert read.text == link["url"]
    design = house.ask("GET", f"/api/v1/qr-codes/{code['id']}").json()["data"]["design"]
    assert (design["ink"], design["paper"], design["error_correction"]) == ("#003366", None, "H")


def test_codes_are_listed_and_drawn(house: House) -> None:
    link = make(house, "hono-drawn")
    made = [house.ask("POST", "/api/qr-codes", {"linkId": link["id"]}).json() for _ in range(2)]
    listed = house.ask("GET", f"/api/qr-codes?linkId={link['id']}").json()
    assert listed == {"data": made[::-1], "page": 1, "limit": 20, "total": 2}
    assert house.ask("GET", f"/api/qr-codes/{made[0]['id']}").json() == made[0]
    drawn = house.ask("GET", f"/api/qr-codes/{made[0]['id']}/image")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert drawn.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"<svg" in drawn.content


def test_who_has_a_picture_gets_none_and_nothing_is_noted(house: House) -> None:
    link = make(house, "hono-head")
    path = f"/api/qr-codes/{house.ask('POST', '/api/qr-codes', {'linkId': link['id']}).json()['id']}"

    def noted() -> tuple[int, bool]:
        code = house.ask("GET", path.replace("/api/", "/api/v1/")).json()["data"]
        return code["export_count"], code["printed_at"] is not None

    asked = house.ask("HEAD", f"{path}/image?format=png")
    assert (asked.status_code, asked.content, noted()) == (200, b"", (0, False))
    drawn = house.ask("GET", f"{path}/image?format=png")
    assert (drawn.status_code, noted()) == (200, (1, True))
    told = ("Content-Type", "Content-Length", "Content-Disposition", "ETag", "Cache-Control")
    assert [asked.headers[name] for name in told] == [drawn.headers[name] for name in told]
    assert drawn.headers["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": drawn.headers["ETag"]}
    again = house.ask("GET", f"{path}/image?format=png", headers=known)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", drawn.headers["ETag"])
    assert noted() == (1, True)
    assert house.ask("HEAD", f"{path}/image?format=png&size=400", headers=known).status_code == 200
    look = {"design": {"ink": "#003366"}}
    assert house.ask("PATCH", path.replace("/api/", "/api/v1/"), look).status_code == 200
    assert house.ask("GET", f"{path}/image?format=png", headers=known).status_code == 200
    assert noted() == (2, True)


@pytest.mark.parametrize(
    ("fields", "status", "wrong"),
    [
        ({"linkId": "lnk_nobody"}, 404, []),
        ({"linkId": None}, 400, ["linkId"]),
        ({"foregroundColor": "red"}, 400, ["foregroundColor"]),
        ({"backgroundColor": 5}, 400, ["backgroundColor"]),
        ({"errorCorrection": "X"}, 400, ["errorCorrection"]),
        ({"margin": 99}, 400, ["margin"]),
        ({"format": "gif"}, 400, ["format"]),
        ({"size": 10_001}, 400, ["size"]),
        ({"size": [1]}, 400, ["size"]),
        ({"name": "x" * 121}, 400, ["name"]),
    ],
)
def test_what_no_code_can_have_is_named(house: House, fields: dict[str, Any], status: int, wrong: list[str]) -> None:
    link = house.ask("POST", "/api/links", {"destinationUrl": "https://example.com/"}).json()
    answer = house.ask("POST", "/api/qr-codes", {"linkId": link["id"], **fields})
    assert (answer.status_code, list(answer.json().get("fields", {}))) == (status, wrong), answer.text
