"""Short links of H0p, asked of a real daemon."""

import secrets
import time
from typing import Any

import pytest

from tests.dialects import h0p_examples as printed
from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.h0p_house import ask, is_like, make_link, native, patch_link, png, refused

HOST = PUBLIC_URL.removeprefix("https://")


def test_a_link_is_created_as_printed_and_resolves(house: House) -> None:
    folder = ask(house, "POST", "/folder", {"name": "As printed"}).json()
    sent: dict[str, Any] = {
        **printed.CREATE_LINK,
        "domain": HOST,
        "folderId": folder["id"],
        "expiresAt": "2094-12-31T23:59:59Z",
    }
    answer = ask(house, "POST", "/short-link", sent)
    made = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (201, "application/json")
    assert [name for name in made if name in printed.LINK_FIELDS] == list(printed.LINK_FIELDS)
    assert is_like(made["domain"], printed.DOMAIN_BRIEF)
    assert made["domain"]["domain"] == HOST
    assert {name: made[name] for name in ("slug", "destination", "maxClicks", "folderId")} == {
        name: sent[name] for name in ("slug", "destination", "maxClicks", "folderId")
    }
    assert [tag["name"] for tag in made["tags"]] == sent["tags"]
    assert all(list(tag) == ["id", "name", "color"] for tag in made["tags"])
    assert (made["shortUrl"], made["expiresAt"]) == (f"{PUBLIC_URL}/summer-sale", "2094-12-31T23:59:59.000Z")
    assert all(
        is_like(made[name], printed.UUID) for name in ("id", "organizationId", "qrCodeId", "domainId", "folderId")
    )
    assert is_like(made["destinationId"], printed.UUID)
    assert is_like(made["createdAt"], printed.TAG["createdAt"])
    assert (made["isActive"], made["clicks"], made["isPasswordProtected"], made["isHidden"]) == (True, 0, False, False)
    for path in ("/summer-sale", "/r/summer-sale"):
        led = house.ask("GET", path, key="", headers={"Host": HOST})
        assert (led.status_code, led.headers["Location"]) == (302, sent["destination"]["value"])


def test_a_link_needs_no_more_than_a_destination(house: House) -> None:
    made = make_link(house)
    assert made["domain"]["isPrimary"]
    assert len(made["slug"]) == 6
    assert (made["maxClicks"], made["expiresAt"], made["tags"], made["rules"]) == (None, None, [], [])
    assert made["folderId"] == made["organizationId"]


def test_what_is_sent_back_changes_nothing(house: House) -> None:
    """A client that gets, edits one field and patches the whole loses nothing that it was not shown."""
    made = house.ask(
        "POST",
        "/api/v1/links",
        {
            "destination": "spotify:track:1",
            "destination_type": "app",
            "slug": f"Not.H0p!{secrets.token_hex(3)}",
            "hit_limit": 1,
            "tags": ["a word with more than thirty letters in it", *(f"tag {number}" for number in range(11))],
            "ends_at": "2093-01-01T00:00:00.123456Z",
            "social": {"title": "Card", "image_url": "https://pictures.example/a.png"},
            "rules": [{"destination": "menu:open", "destination_type": "app"}],
            "deep_links": {"ios": {"url": "menu:open"}},
        },
    ).json()["data"]
    shown = ask(house, "GET", f"/short-link/{made['id']}").json()
    assert shown["destination"] == {"type": "link", "value": "spotify:track:1", "threatTypes": None}
    answer = ask(house, "PATCH", f"/short-link/{shown['id']}", shown)
    assert answer.status_code == 200, answer.text
    assert {**answer.json(), "updatedAt": "", "qrCodeId": ""} == {**shown, "updatedAt": "", "qrCodeId": ""}
    after = native(house, shown)
    assert {**after, "updated_at": ""} == {**made, "updated_at": ""}


def test_a_patch_changes_what_it_names_alone(house: House) -> None:
    made = make_link(house, tags=["one"], maxClicks=5, password="12345", expiresAt="2090-01-01T00:00:00Z")
    assert (made["isPasswordProtected"], made["hasPassword"]) == (True, True)
    to_mail = patch_link(house, made, destination={"type": "email", "value": "shop@example.com"})
    assert {**to_mail, "updatedAt": "", "destination": 0} == {**made, "updatedAt": "", "destination": 0}
    assert to_mail["destination"] == {"type": "email", "value": "shop@example.com", "threatTypes": None}
    assert native(house, made)["destination"] == "mailto:shop@example.com"
    rest = {"tags": ["two", "two"], "maxClicks": None, "password": None, "expiresAt": None}
    plain = patch_link(house, made, destination={"type": "phone", "value": "+49 30 123456"}, **rest)
    assert (plain["destination"]["type"], plain["destination"]["value"]) == ("phone", "+4930123456")
    assert [tag["name"] for tag in plain["tags"]] == ["two"]
    assert (plain["maxClicks"], plain["expiresAt"], plain["hasPassword"]) == (None, None, False)


@pytest.mark.parametrize("name", ["cloaking", "isCloaked", "hideDestination", "isHidden"])
def test_a_hidden_destination_may_be_called_anything(house: House, name: str) -> None:
    made = make_link(house)
    house.ask("PATCH", f"/api/v1/links/{made['id']}", {"destination": "https://127.0.0.1:9/"})  # nobody is there to ask
    hidden = patch_link(house, made, **{name: True})
    assert (hidden["isHidden"], hidden["isCloaked"]) == (True, True)
    shown = patch_link(house, made, **{name: False})
    assert (shown["isHidden"], shown["isCloaked"]) == (False, False)
    answer = ask(house, "PATCH", f"/short-link/{made['id']}", {name: "yes"})
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert set(answer.json()["fields"]) == {name}


@pytest.mark.parametrize("name", ["isHidden", "isCloaked", "deepLinking", "isDeepLinkEnabled"])
def test_one_of_two_names_changed_in_what_was_shown_counts(house: House, name: str) -> None:
    made = make_link(house)
    house.ask("PATCH", f"/api/v1/links/{made['id']}", {"destination": "https://127.0.0.1:9/"})  # nobody is there to ask
    for said in (True, False):
        shown = ask(house, "GET", f"/short-link/{made['id']}").json()
        assert patch_link(house, made, **{**shown, name: said})[name] is said
        assert ask(house, "GET", f"/short-link/{made['id']}").json()[name] is said


@pytest.mark.parametrize("name", ["deepLinking", "autoDeepLink", "isDeepLinkEnabled"])
def test_a_wish_for_apps_is_kept(house: House, name: str) -> None:
    made = make_link(house, **{name: True})
    assert (made["deepLinking"], made["isDeepLinkEnabled"]) == (True, True)
    assert patch_link(house, made, maxClicks=7)["deepLinking"] is True
    assert patch_link(house, made, **{name: False})["deepLinking"] is False


def test_apps_of_ours_are_a_wish_for_apps_until_it_is_taken_back(house: House) -> None:
    made = make_link(house)
    house.ask("PATCH", f"/api/v1/links/{made['id']}", {"deep_links": {"ios": {"url": "menu:open"}}})
    assert patch_link(house, made, deepLinking=True)["deepLinking"] is True
    assert native(house, made)["deep_links"]["ios"]["url"] == "menu:open"
    assert patch_link(house, made, deepLinking=False)["deepLinking"] is False
    assert native(house, made)["deep_links"] == {"ios": None, "android": None}


def test_the_default_folder_is_where_links_in_none_are(house: House) -> None:
    folder = ask(house, "POST", "/folder", {"name": "Autumn"}).json()
    made = make_link(house, folderId=folder["id"])
    assert made["folderId"] == folder["id"] != made["organizationId"]
    back = patch_link(house, made, folderId=made["organizationId"])
    assert back["folderId"] == made["organizationId"]
    assert native(house, made)["folder"] is None
    assert refused(ask(house, "PATCH", f"/short-link/{made['id']}", {"folderId": printed.UUID})) == (404, "NOT_FOUND")


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (X11; Linux) Firefox/140.0", "curl/8.5.0"])
def test_a_slug_changes_before_the_first_hit_alone(house: House, agent: str) -> None:
    made = make_link(house)
    slug = f"first-{secrets.token_hex(3)}"
    renamed = patch_link(house, made, slug=slug)
    assert (renamed["slug"], renamed["shortUrl"]) == (slug, f"{PUBLIC_URL}/{slug}")
    assert native(house, made)["aliases"] == [made["slug"]]
    assert renamed["qrCode"]["options"]["data"] == f"{PUBLIC_URL}/r/{slug}"
    house.ask("GET", f"/{slug}", key="", headers={"Host": HOST, "User-Agent": agent})
    deadline = time.monotonic() + 30
    while not (shown := ask(house, "GET", f"/short-link/{made['id']}").json())["clicks"]:
        assert time.monotonic() < deadline, "the hit was never counted"
        time.sleep(0.05)
    assert shown["clicks"] == shown["clickCount"] == 1
    answer = ask(house, "PATCH", f"/short-link/{made['id']}", {"slug": "second"})
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert "visited" in answer.json()["fields"]["slug"]
    assert patch_link(house, made, slug=slug)["slug"] == slug


@pytest.mark.parametrize("slug", ["", "-a", "a_", "a b", "a" * 51, "ä", "a.b", "a\n", "short-link"])
def test_a_slug_is_as_the_documents_have_it(house: House, slug: str) -> None:
    body = {"destination": {"type": "link", "value": "https://example.com"}, "slug": slug}
    answer = ask(house, "POST", "/short-link", body)
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert set(answer.json()["fields"]) == {"slug"}
    longest = "a" * 44 + secrets.token_hex(3)
    assert len(longest) == 50
    assert make_link(house, slug=longest)["slug"] == longest


def test_a_slug_is_had_once(house: House) -> None:
    made = make_link(house)
    body = {"destination": {"type": "link", "value": "https://example.com"}, "slug": made["slug"]}
    assert refused(ask(house, "POST", "/short-link", body)) == (409, "ALREADY_EXIST")
    other = make_link(house)
    answer = ask(house, "PATCH", f"/short-link/{other['id']}", {"slug": made["slug"]})
    assert refused(answer) == (409, "ALREADY_EXIST")


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("destination", None),
        ("destination", 5),
        ("destination.type", {"type": "carrier pigeon", "value": "x"}),
        ("destination.value", {"type": "link"}),
        ("destination", {"type": "link", "value": "javascript:alert(1)"}),
        ("slug", 5),
        ("tags", "one"),
        ("tags", [str(number) for number in range(11)]),
        ("tags.0", ["x" * 31]),
        ("tags.0", [""]),
        ("tags.0", [5]),
        ("maxClicks", 1),
        ("maxClicks", 0),
        ("maxClicks", 2.5),
        ("maxClicks", "10"),
        ("maxClicks", True),
        ("maxClicks", 10**30),
        ("expiresAt", "tomorrow"),
        ("expiresAt", 5),
        ("expiresAt", "2099-01-01T00:00:00"),
        ("password", "1234"),
        ("password", "x" * 26),
        ("rules", {}),
        ("rules.0", [5]),
        ("rules.0.priority", [{"priority": "high"}]),
        ("rules.0.countries", [{"countries": "US"}]),
        ("rules.0.osTypes", [{"osTypes": ["beos"]}]),
        ("rules.0.osTypes", [{"osTypes": ["ios"] * 21, "destination": "https://example.com"}]),
        ("rules.0.languages.0", [{"languages": ["x-klingon"], "destination": "https://example.com"}]),
        ("rules.0.countries.1", [{"countries": ["DE", "Germany"], "destination": "https://example.com"}]),
        ("domain", "\ud800"),
        ("qrCode", 5),
        ("metaTags", 5),
        ("deepLinking", 5),
    ],
)
def test_what_cannot_be_used_is_named(house: House, field: str, sent: object) -> None:
    body = {"destination": {"type": "link", "value": "https://example.com"}, field.partition(".")[0]: sent}
    answer = ask(house, "POST", "/short-link", body)
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert set(answer.json()["fields"]) == {field}


def test_a_link_is_deleted_once(house: House) -> None:
    made = make_link(house)
    answer = ask(house, "DELETE", f"/short-link/{made['id']}")
    assert (answer.status_code, answer.json()) == (200, printed.DELETED)
    for method in ("GET", "DELETE"):
        assert refused(ask(house, method, f"/short-link/{made['id']}")) == (404, "NOT_FOUND")
    assert refused(ask(house, "PATCH", f"/short-link/{made['id']}", {})) == (404, "NOT_FOUND")


@pytest.mark.parametrize("name", [printed.UUID, "nobody", "lnk_0000000000", "%00", "a" * 300])
def test_only_ids_name_links(house: House, name: str) -> None:
    assert refused(ask(house, "GET", f"/short-link/{name}"))[0] in {400, 404}
    made = make_link(house)
    assert refused(ask(house, "DELETE", f"/short-link/{made['slug']}")) == (404, "NOT_FOUND")
    assert ask(house, "GET", f"/short-link/{made['id'].upper()}").json()["id"] == made["id"]


def test_a_preview_is_shown_with_an_uploaded_picture(house: House) -> None:
    file = ask(house, "POST", "/files/meta-tag-image", files={"file": ("a.png", png(), "image/png")}).json()
    made = make_link(house, metaTags={"title": "Sale", "description": "All of it", "imageId": file["id"]})
    assert made["metaTags"] == {
        "title": "Sale",
        "description": "All of it",
        "imageId": file["id"],
        "image": {"id": file["id"], "key": f"meta-tag/{file['id']}.png"},
    }
    assert native(house, made)["social"]["image_url"] == file["url"]
    later = patch_link(house, made, metaTags={"title": "Late sale", "imageId": None})
    assert later["metaTags"] == {"title": "Late sale", "description": "All of it", "imageId": None, "image": None}
    assert refused(ask(house, "PATCH", f"/short-link/{made['id']}", {"metaTags": {"imageId": printed.UUID}})) == (
        404,
        "NOT_FOUND",
    )


def test_a_link_moves_to_another_domain_and_stays_where_it_was_printed(house: House) -> None:
    domain = ask(house, "POST", "/domain", {"domain": "moved.h0p.example"}).json()
    made = make_link(house)
    moved = patch_link(house, made, domainId=domain["id"])
    assert (moved["domainId"], moved["slug"]) == (domain["id"], made["slug"])
    assert moved["shortUrl"] == f"https://moved.h0p.example/{made['slug']}"
    assert moved["qrCode"]["options"]["data"] == f"https://moved.h0p.example/r/{made['slug']}"
    led = house.ask("GET", f"/r/{made['slug']}", key="", headers={"Host": HOST})
    assert (led.status_code, led.headers["Location"]) == (302, made["destination"]["value"])
    assert patch_link(house, made, domain="moved.h0p.example")["domainId"] == domain["id"]
    taken = make_link(house, domain="moved.h0p.example")
    there = make_link(house, slug=taken["slug"])
    answer = ask(house, "PATCH", f"/short-link/{there['id']}", {"domainId": domain["id"], "maxClicks": 9})
    assert refused(answer) == (409, "ALREADY_EXIST")
    assert ask(house, "GET", f"/short-link/{there['id']}").json() == there


def test_a_link_that_moves_takes_a_new_slug_over_there_alone(house: House) -> None:
    domain = ask(house, "POST", "/domain", {"domain": "both.h0p.example"}).json()
    taken, made = make_link(house), make_link(house)
    moved = patch_link(house, made, domainId=domain["id"], slug=taken["slug"])
    assert moved["shortUrl"] == f"https://both.h0p.example/{taken['slug']}"
    assert moved["qrCode"]["options"]["data"] == f"https://both.h0p.example/r/{taken['slug']}"
    for slug, leads_to in ((made["slug"], made), (taken["slug"], taken)):
        led = house.ask("GET", f"/{slug}", key="", headers={"Host": HOST})
        assert led.headers["Location"] == leads_to["destination"]["value"]
    again = f"again-{secrets.token_hex(3)}"
    patch_link(house, make_link(house), domain="both.h0p.example", slug=again)
    assert make_link(house, slug=again)["slug"] == again
    answer = ask(house, "PATCH", f"/short-link/{make_link(house)['id']}", {"domainId": domain["id"], "slug": again})
    assert refused(answer) == (409, "ALREADY_EXIST")


def test_a_domain_changed_in_what_was_shown_moves_the_link(house: House) -> None:
    domain = ask(house, "POST", "/domain", {"domain": "named.h0p.example"}).json()
    shown = make_link(house)
    assert patch_link(house, shown, **{**shown, "domain": "named.h0p.example"})["domainId"] == domain["id"]


def test_more_than_ten_tags_can_become_fewer(house: House) -> None:
    tags = [f"many {number}" for number in range(12)]
    body = {"destination": "https://example.com", "tags": tags}
    made = house.ask("POST", "/api/v1/links", body).json()["data"]
    shown = ask(house, "GET", f"/short-link/{made['id']}").json()
    assert len(patch_link(house, shown, tags=shown["tags"][1:])["tags"]) == 11
    answer = ask(house, "PATCH", f"/short-link/{made['id']}", {"tags": [*tags[2:], "one more"]})
    assert refused(answer) == (400, "VALIDATION_ERROR")
    assert len(native(house, shown)["tags"]) == 11


def test_an_idempotency_key_makes_one_link(house: House) -> None:
    body, headers = {"destination": {"type": "link", "value": "https://example.com"}}, {"Idempotency-Key": "h0p-once"}
    first, again = (house.ask("POST", "/short-link", body, headers=headers) for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replay"] == "true"
