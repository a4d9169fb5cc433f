"""Domains and files of H0p, asked of a real daemon."""

import secrets

import pytest

from tests.dialects import h0p_examples as printed
from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.h0p_house import ask, is_like, make_link, native, png, refused

APPLE = {"applinks": {"details": []}}
STATEMENT = {"relation": ["delegate_permission/common.handle_all_urls"], "target": {"namespace": "android_app"}}


def test_a_domain_is_added_changed_and_deleted(house: House) -> None:
    answer = ask(house, "POST", "/domain", {"domain": "Added.H0p.example", "fallbackUrl": "https://example.com/lost"})
    domain = answer.json()
    assert answer.status_code == 201
    assert [name for name in domain if name in printed.DOMAIN_FIELDS] == list(printed.DOMAIN_FIELDS)
    assert all(is_like(domain[name], printed.UUID) for name in ("id", "organizationId", "qrCodeId"))
    assert (domain["domain"], domain["isVerified"], domain["isActive"]) == ("added.h0p.example", False, False)
    assert domain["txtRecord"].startswith("qrdesk-verification=")
    assert domain["lastCheckedAt"] is None
    assert (domain["indexUrl"], domain["fallbackUrl"]) == (None, "https://example.com/lost")
    assert (domain["appleAppSiteAssociation"], domain["androidAssetLinks"]) == ({}, {})

    path = f"/domain/{domain['id']}"
    sent = {"indexUrl": "https://example.com/", "fallbackUrl": None, "appleAppSiteAssociation": APPLE}
    changed = ask(house, "PATCH", path, {**sent, "androidAssetLinks": [STATEMENT]}).json()
    assert {name: changed[name] for name in sent} == sent
    assert changed["androidAssetLinks"] == [STATEMENT]
    assert changed["updatedAt"] > domain["updatedAt"]
    assert changed["qrCode"] == domain["qrCode"]
    looked_at = {"lastCheckedAt": None}  # the daemon may look for the proof meanwhile
    assert {**ask(house, "GET", path).json(), **looked_at} == {**changed, **looked_at}
    assert ask(house, "PATCH", path, changed).json() == {**changed, "updatedAt": _updated(house, path)}
    cleared = ask(house, "PATCH", path, {"appleAppSiteAssociation": {}, "androidAssetLinks": {}}).json()
    assert (cleared["appleAppSiteAssociation"], cleared["androidAssetLinks"]) == ({}, {})

    assert ask(house, "DELETE", path).json() == printed.DELETED
    assert refused(ask(house, "DELETE", path)) == (404, "NOT_FOUND")


def _updated(house: House, path: str) -> str:
    return ask(house, "GET", path).json()["updatedAt"]


def test_domains_are_listed_as_printed(house: House) -> None:
    ask(house, "POST", "/domain", {"domain": "listed.h0p.example"})
    listed = ask(house, "GET", "/domain/list?page=0&limit=50").json()
    assert set(listed) == set(printed.LIST_FIELDS)
    assert is_like(listed["pagination"], printed.PAGINATION)
    assert {tuple(one) for one in listed["items"]} == {tuple(printed.DOMAIN_BRIEF)}
    assert is_like(listed["items"], [printed.DOMAIN_BRIEF])
    first = listed["items"][0]
    assert (first["domain"], first["isPrimary"]) == (PUBLIC_URL.removeprefix("https://"), True)
    assert "listed.h0p.example" in [one["domain"] for one in listed["data"]]
    searched = ask(house, "GET", "/domain/list?q=Listed").json()
    assert [one["domain"] for one in searched["items"]] == ["listed.h0p.example"]


def test_a_domain_is_looked_at_when_it_shall_be_verified(house: House) -> None:
    domain = ask(house, "POST", "/domain", {"domain": "verified.h0p.invalid"}).json()
    answer = ask(house, "POST", f"/domain/{domain['id']}/verify")
    assert answer.status_code == 200
    assert list(answer.json()) == list(domain)
    assert answer.json()["isVerified"] is False
    assert answer.json()["lastCheckedAt"] is not None
    assert refused(ask(house, "POST", f"/domain/{printed.UUID}/verify")) == (404, "NOT_FOUND")


def test_a_domain_with_links_stays(house: House) -> None:
    domain = ask(house, "POST", "/domain", {"domain": "used.h0p.example"}).json()
    make_link(house, domain="used.h0p.example")
    assert ask(house, "DELETE", f"/domain/{domain['id']}").status_code == 409
    assert refused(ask(house, "POST", "/domain", {"domain": "used.h0p.example"})) == (409, "ALREADY_EXIST")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "domain"),
        ({"domain": 5}, "domain"),
        ({"domain": "a b"}, "domain"),
        ({"domain": "localhost"}, "domain"),
        ({"domain": "x.h0p.example", "indexUrl": "javascript:alert(1)"}, "indexUrl"),
        ({"domain": "x.h0p.example", "fallbackUrl": 5}, "fallbackUrl"),
        ({"domain": "x.h0p.example", "appleAppSiteAssociation": {"x": 1}}, "appleAppSiteAssociation"),
        ({"domain": "x.h0p.example", "androidAssetLinks": [5]}, "androidAssetLinks.0"),
        ({"domain": "x.h0p.example", "androidAssetLinks": 5}, "androidAssetLinks"),
        ({"domain": "x.h0p.example", "qrCode": {"options": {"margin": -1}}}, "qrCode.options.margin"),
    ],
)
def test_what_cannot_be_used_is_named_and_no_domain_is_made(house: House, body: dict[str, object], field: str) -> None:
    answer = ask(house, "POST", "/domain", body)
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert set(answer.json()["fields"]) == {field}
    assert ask(house, "GET", "/domain/list?q=x.h0p.example").json()["count"] == 0


@pytest.mark.parametrize(
    ("path", "folder", "public"),
    [
        ("/files/meta-tag-image", "meta-tag", True),
        ("/files/qr-code-image", "qr-code", False),
        ("/files/qr-code", "qr-code", False),
    ],
)
def test_a_file_is_kept_as_printed(house: House, path: str, folder: str, public: bool) -> None:
    answer = ask(house, "POST", path, files={"file": (f"{secrets.token_hex(2)}.png", png(), "image/png")})
    file = answer.json()
    assert answer.status_code == 201
    assert list(file) == list(printed.FILE)
    assert is_like({**file, "key": ""}, {**printed.FILE, "key": ""})
    assert (file["key"], file["mime"]) == (f"{folder}/{file['id']}.png", "image/png")
    at = file["url"].removeprefix(PUBLIC_URL)
    assert house.ask("GET", at, key="" if public else None).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG but not really",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>',
        b"GIF89a" + bytes(20),
        b"\xff\xd8\xff" + bytes(1_000_000),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(house: House, content: bytes) -> None:
    answer = ask(house, "POST", "/files/qr-code-image", files={"file": ("a.png", content, "image/png")})
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert set(answer.json()["fields"]) == {"file"}


def test_a_request_that_is_too_large_wears_the_envelope(house: House) -> None:
    content = b"\xff\xd8\xff" + bytes(1_100_000)
    answer = ask(house, "POST", "/files/qr-code-image", files={"file": ("a.png", content, "image/png")})
    assert refused(answer)[0] == 413


def test_a_form_without_a_file_is_refused(house: House) -> None:
    answer = ask(house, "POST", "/files/meta-tag-image", files={"picture": ("a.png", png(), "image/png")})
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert refused(ask(house, "POST", "/files/meta-tag-image", {"file": "x"}))[0] in {400, 415}


def test_a_logo_is_no_preview(house: House) -> None:
    file = ask(house, "POST", "/files/qr-code", files={"file": ("a.png", png("red"), "image/png")}).json()
    made = make_link(house)
    answer = ask(house, "PATCH", f"/short-link/{made['id']}", {"metaTags": {"imageId": file["id"]}})
    assert refused(answer) == (404, "NOT_FOUND")
    assert native(house, made)["social"]["image_url"] == ""
