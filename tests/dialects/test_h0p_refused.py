"""Keys, scopes and refusals of H0p: every line of its documents, asked of a real daemon."""

import pytest

from tests.dialects import h0p_examples as printed
from tests.dialects.conftest import House
from tests.dialects.h0p_house import ask, refused

PAGE = {"type": "link", "value": "https://example.com"}
READS = ("/short-link/list", "/domain/list", "/folder/list", "/tag/list")


def test_a_key_comes_by_its_header_or_as_a_bearer(house: House) -> None:
    for path in READS:
        assert ask(house, "GET", path).status_code == house.ask("GET", path).status_code == 200
        assert refused(house.ask("GET", path, key="")) == (401, "UNAUTHORIZED")
        assert refused(ask(house, "GET", path, key="h0p_user_abc123")) == (401, "UNAUTHORIZED")


@pytest.mark.parametrize(
    ("scopes", "may", "may_not"),
    [
        (["links:read"], "/short-link/list", ("POST", "/short-link")),
        (["links:read"], "/tag/list", ("POST", "/tag")),
        (["links:read"], "/folder/list", ("DELETE", f"/folder/{printed.UUID}")),
        (["links:read"], "/short-link/list", ("DELETE", f"/short-link/{printed.UUID}")),
        (["links:read"], "/short-link/list", ("GET", "/domain/list")),
        (["domains:read"], "/domain/list", ("PATCH", f"/domain/{printed.UUID}")),
        (["domains:read"], "/domain/list", ("POST", f"/domain/{printed.UUID}/verify")),
        (["domains:read"], "/domain/list", ("POST", "/files/qr-code-image")),
        (["domains:read"], "/domain/list", ("GET", "/short-link/list")),
    ],
)
def test_what_a_key_may_not_do_is_no_allowed_action(
    house: House, scopes: list[str], may: str, may_not: tuple[str, str]
) -> None:
    key = house.new_key(scopes=scopes)["key"]
    assert ask(house, "GET", may, key=key).status_code == 200
    method, path = may_not
    assert refused(ask(house, method, path, {} if method != "GET" else None, key=key)) == (403, "ACTION_NOT_ALLOWED")


def test_short_links_are_one_permission_codes_and_domains_included(house: House) -> None:
    key = house.new_key(scopes=["links:create", "links:update", "links:read"])["key"]
    domain_id = ask(house, "GET", "/domain/list").json()["items"][0]["id"]
    body = {"destination": PAGE, "domainId": domain_id, "qrCode": {"options": {"margin": 3}}}
    made = ask(house, "POST", "/short-link", body, key=key)
    assert made.status_code == 201
    assert made.json()["qrCodeId"]
    patch = {"qrCode": {"options": {"margin": 2}}}
    assert ask(house, "PATCH", f"/short-link/{made.json()['id']}", patch, key=key).status_code == 200
    assert refused(ask(house, "DELETE", f"/short-link/{made.json()['id']}", key=key)) == (403, "ACTION_NOT_ALLOWED")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/short-link/a/b/c", 404),
        ("GET", "/domain/x/verify/y", 404),
        ("PUT", "/short-link/list", 405),
        ("DELETE", "/tag", 405),
        ("POST", "/files", 404),
    ],
)
def test_what_no_route_answers_wears_the_envelope(house: House, method: str, path: str, status: int) -> None:
    assert refused(ask(house, method, path))[0] == status


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"5", "application/json", 400),
        (b'{"a": 1, "a": 2}', "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b" " * (2 << 20), "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_wears_the_envelope(
    house: House, content: bytes, media_type: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {house.key}", "Content-Type": media_type}
    for method, path in (("POST", "/short-link"), ("POST", "/folder")):
        assert refused(house.ask(method, path, key="", headers=headers, data=content))[0] == status


def test_half_characters_and_hostile_names_are_refused_in_words(house: House) -> None:
    for name in ("\ud800", "a\u0000b", "\u202egpj.exe", "\u200b"):
        for path in ("/folder", "/tag"):
            assert ask(house, "POST", path, {"name": name}).status_code in {400, 201}
        answer = ask(house, "POST", "/short-link", {"destination": {"type": name, "value": name}, "slug": name})
        assert refused(answer)[0] == 400
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("query", ["limit=51", "limit=-1", "limit=x", "page=-1", "page=1.5", "page=99999999999999"])
@pytest.mark.fast_cases(6)
def test_pages_are_within_bounds(house: House, path: str, query: str) -> None:
    answer = ask(house, "GET", f"{path}?{query}")
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert set(answer.json()["fields"]) == {query.partition("=")[0]}


def test_a_number_without_end_is_no_json(house: House) -> None:
    made = ask(house, "POST", "/short-link", {"destination": PAGE}).json()
    body, headers = b'{"qrCode": {"options": {"mine": -1e999}}}', {"Content-Type": "application/json"}
    answer = house.ask("PATCH", f"/short-link/{made['id']}", data=body, headers=headers)
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert "mine" not in ask(house, "GET", f"/short-link/{made['id']}").json()["qrCode"]["options"]
