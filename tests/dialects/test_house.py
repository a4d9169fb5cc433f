"""All four APIs and the native one at once, on one server."""

from typing import Any

import pytest

from qrdesk.core.slugs import RESERVED
from tests.dialects.conftest import House

MAKING: dict[str, tuple[str, dict[str, Any]]] = {
    "native": ("/api/v1/links", {"destination": "https://example.com/native", "slug": "house-native"}),
    "honopu": ("/api/links", {"destinationUrl": "https://example.com/honopu", "shortCode": "house-honopu"}),
    "heldqr": ("/api/v1/codes", {"target_url": "https://example.com/heldqr", "shortcode": "house-heldqr"}),
    "h0p": (
        "/short-link",
        {"destination": {"type": "link", "value": "https://example.com/h0p"}, "slug": "house-h0p"},
    ),
    "usnp": ("/shorten", {"redirect_url": "https://example.com/usnp"}),
}


@pytest.fixture(scope="module")
def made(house: House) -> dict[str, str]:
    """The slug of a link made through each API."""
    found: dict[str, str] = {}
    for name, (path, body) in MAKING.items():
        answer = house.ask("POST", path, body)
        assert answer.status_code == (200 if name == "usnp" else 201), answer.text
        found[name] = answer.json()["short_id"] if name == "usnp" else f"house-{name}"
    return found


@pytest.mark.parametrize("name", MAKING)
def test_what_is_made_through_one_api_resolves_and_is_seen_through_all(
    house: House, made: dict[str, str], name: str
) -> None:
    slug = made[name]
    for path in (f"/{slug}", f"/r/{slug}", f"/R/{slug.upper()}"):
        answer = house.ask("GET", path, key="")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"https://example.com/{name}")
    assert house.ask("GET", f"/{slug}/qr", key="").headers["Content-Type"] == "image/png"
    link = house.ask("GET", f"/api/v1/links/{slug}").json()["data"]
    shown = {
        "honopu": house.ask("GET", f"/api/links/{link['id']}").json()["destinationUrl"],
        "heldqr": house.ask("GET", f"/api/v1/codes/{slug}").json()["data"]["target_url"],
        "h0p": house.ask("GET", f"/short-link/{link['uuid']}").json()["destination"]["value"],
    }
    assert set(shown.values()) == {link["destination"]}
    assert house.ask("GET", f"/links/{slug}/analytics/summary").json()["short_id"] == slug


@pytest.mark.parametrize("name", [name for name in MAKING if name != "usnp"])
def test_words_that_an_api_uses_cannot_be_slugs(house: House, name: str) -> None:
    path, body = MAKING[name]
    field = next(field for field, value in body.items() if value == f"house-{name}")
    refused = {word: house.ask("POST", path, {**body, field: word}).status_code for word in sorted(RESERVED)}
    assert set(refused.values()) <= {400, 422}, refused


def test_a_slug_is_one_for_all_apis(house: House, made: dict[str, str]) -> None:
    for name, (path, body) in MAKING.items():
        field = next((field for field, value in body.items() if value == f"house-{name}"), "")
        if field:
            answer = house.ask("POST", path, {**body, field: made["usnp"]})
            assert answer.status_code == (422 if name == "heldqr" else 409), (name, answer.text)
