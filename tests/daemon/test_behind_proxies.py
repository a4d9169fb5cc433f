"""Behind a real nginx and a real Caddy, as the manual says: the visitor comes through, and nobody else is believed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from qrdesk.client import Client, KeyDraft, LinkDraft
from qrdesk.client.server_folder import write_server_folder
from qrdesk.core.schemas.rules import Rules
from qrdesk.core.settings import Settings
from tests.core.redirect.making import add_domain
from tests.daemon import proxies
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon, daemons
from tests.daemon.proxies import HOST, Proxy

VISITOR, STRANGER, EDGE = "127.0.0.2", "127.0.0.3", "127.0.0.5"
CLAIMS = ("X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP")
COUNTRIES = ("CF-IPCountry", "CloudFront-Viewer-Country", "X-Vercel-IP-Country")
CARD = {"User-Agent": "facebookexternalhit/1.1"}
RANGES = {
    "https://www.cloudflare.com/ips-v4": f"{EDGE}/32\n198.51.100.0/24",
    "https://www.cloudflare.com/ips-v6": "2001:db8:1::/48\n2001:db8:2::/48",
}
NGINX, CADDY, CLOUD_NGINX, CLOUD_CADDY = 2, 3, 4, 5  # headings of the chapter
Serves = Callable[[Path, str, int], AbstractContextManager[Proxy]]
pytestmark = pytest.mark.wide


@dataclass(frozen=True)
class Served:
    """A daemon that trusts this computer's proxy, and a key that is good from ``VISITOR`` alone."""

    daemon: Daemon
    key: str

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


def french(slug: str) -> LinkDraft:
    """Return a link that leads people in France elsewhere."""
    rules = [{"conditions": [{"kind": "country", "any_of": ["FR"]}], "destination": "https://example.com/fr"}]
    read = TypeAdapter[Rules](Rules).validate_python(rules)
    return LinkDraft(destination="https://example.com/all", slug=slug, rules=read)


@pytest.fixture(scope="module", params=["waitress", "granian"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Its public address is an http one, so that only the proxy can say that somebody came by https."""
    if sys.platform != "linux":
        pytest.skip("has one loopback address alone")
    folder = tmp_path_factory.mktemp("behind")
    path = folder / "q.db"
    with daemons(path) as start:
        daemon = start(public_url=f"http://{HOST}", server=request.param, QRDESK_TRUSTED_PROXY="127.0.0.1")
        with Client.local(str(path), Settings()) as client:
            client.links.create(LinkDraft(destination="https://example.com/plain", slug="Tür"))
            client.links.create(
                LinkDraft(destination="https://example.com/locked", slug="locked", password="opensesame")
            )
            client.links.create(french("where"))
            key = client.keys.create(KeyDraft(name="near", allowed_networks=(f"{VISITOR}/32",))).key
        until(lambda: daemon.ask("/where", headers={"Host": HOST}).status == 302)
        yield Served(daemon, key)


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest) -> str:
    """Whose chapter the configuration is from."""
    return str(request.param)


@pytest.fixture(params=[(NGINX, proxies.nginx), (CADDY, proxies.caddy)], ids=["nginx", "caddy"])
def proxy(request: pytest.FixtureRequest, served: Served, language: str, tmp_path: Path) -> Iterator[Proxy]:
    """One that visitors come to."""
    heading, serves = request.param
    (conf,) = proxies.of_manual(language, heading)
    proxies.certificate(tmp_path, "fullchain.pem", "privkey.pem")
    with serves(tmp_path, conf, served.daemon.port) as found:
        yield found


@pytest.fixture(params=[(CLOUD_NGINX, proxies.nginx), (CLOUD_CADDY, proxies.caddy)], ids=["nginx", "caddy"])
def behind_cloudflare(request: pytest.FixtureRequest, served: Served, language: str, tmp_path: Path) -> Iterator[Proxy]:
    """One that only Cloudflare comes to."""
    heading, serves = request.param
    command, conf = proxies.of_manual(language, heading)
    proxies.certificate(tmp_path, "origin.pem", "origin.key")
    proxies.run_printed(command, tmp_path, RANGES)
    with serves(tmp_path, conf, served.daemon.port) as found:
        yield found


def test_links_and_large_files_come_through(proxy: Proxy, served: Served) -> None:
    for path in ("/T%C3%BCr", "/r/t%c3%bcr"):
        answer = proxy.ask(path)
        assert (answer.status, answer.headers["location"]) == (302, "https://example.com/plain")
    plain = proxy.ask("/T%C3%BCr?a=%2F", plain=True)
    assert plain.status in {301, 308}
    assert plain.headers["location"].startswith(f"https://{HOST}")
    sent = {**served.bearer, "Content-Type": "multipart/form-data; boundary=x"}
    large = proxy.ask("/api/v1/files", method="POST", headers=sent, body=b"--x\r\n" + b"a" * 4_000_000)
    assert large.headers["content-type"] == "application/json", (large.status, large.body)
    assert large.status != 413


def test_the_visitors_address_comes_through_and_no_header_makes_another_one(proxy: Proxy, served: Served) -> None:
    assert proxy.ask("/api/v1/me", headers=served.bearer).status == 200
    assert proxy.ask("/api/v1/me", headers=served.bearer, come_from=STRANGER).status == 403
    for name in CLAIMS:
        claimed = {**served.bearer, name: VISITOR}
        assert proxy.ask("/api/v1/me", headers=claimed, come_from=STRANGER).status == 403, name
    forwarded = {**served.bearer, "Forwarded": f"for={VISITOR}"}
    assert proxy.ask("/api/v1/me", headers=forwarded, come_from=STRANGER).status == 403
    lied = {**served.bearer, "X-Forwarded-For": STRANGER}
    assert proxy.ask("/api/v1/me", headers=lied).status == 200, "nor does one take the visitor's own away"


def test_the_scheme_and_the_name_come_through_and_nobody_else_says_them(proxy: Proxy, served: Served) -> None:
    named = f'content="https://{HOST}/locked"'.encode()
    assert named not in served.daemon.ask("/locked", headers={"Host": HOST, **CARD}).body, "not without a proxy"
    assert named in proxy.ask("/locked", headers=CARD).body
    lied = {"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example", **CARD}
    assert named in proxy.ask("/locked", headers=lied).body


def test_visitors_do_not_choose_their_country(proxy: Proxy, served: Served) -> None:
    believed = {"Host": HOST, "CF-IPCountry": "FR"}
    assert served.daemon.ask("/where", headers=believed).headers["location"].endswith("/fr"), "of the proxy it is"
    for name in COUNTRIES:
        assert proxy.ask("/where", headers={name: "FR"}).headers["location"].endswith("/all"), name


def test_behind_cloudflare_the_visitor_is_whom_it_names(behind_cloudflare: Proxy, served: Served) -> None:
    def ask(path: str, **headers: str) -> tuple[int, str]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()} | served.bearer
        answer = behind_cloudflare.ask(path, headers=sent, come_from=EDGE)
        return answer.status, answer.headers.get("location", "")

    forged = f"{VISITOR}, {STRANGER}"
    assert ask("/api/v1/me", CF_Connecting_IP=VISITOR, X_Forwarded_For=forged)[0] == 200
    assert ask("/api/v1/me", CF_Connecting_IP=STRANGER, X_Forwarded_For=VISITOR)[0] == 403
    assert ask("/where", CF_Connecting_IP=VISITOR, CF_IPCountry="FR") == (302, "https://example.com/fr")
    assert ask("/where", CF_Connecting_IP=VISITOR, CloudFront_Viewer_Country="FR") == (302, "https://example.com/all")
    assert ask("/where", CF_Connecting_IP=VISITOR, X_Vercel_IP_Country="FR") == (302, "https://example.com/all")
    told = behind_cloudflare.ask("/locked", headers=CARD, come_from=EDGE).body
    assert f'content="https://{HOST}/locked"'.encode() in told


def test_behind_cloudflare_nobody_else_comes_in(behind_cloudflare: Proxy, served: Served) -> None:
    for claimed in ({}, {"CF-Connecting-IP": VISITOR}, {"X-Forwarded-For": EDGE}):
        answer = behind_cloudflare.ask("/where", headers={**served.bearer, **claimed})
        assert (answer.status, b"qrdesk" in answer.body.lower()) == (403, False), claimed


def test_the_folder_for_a_server_serves_https_at_once_and_other_domains_once_verified(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("finds processes in /proc")
    made = write_server_folder(tmp_path / "server", HOST)
    place = tmp_path / "caddy"
    place.mkdir()
    with daemons(made.folder / "data/qrdesk.db") as start:
        add_domain("shop.example.net")
        add_domain("claimed.example.net", verified=False)
        daemon = start(QRDESK_TRUSTED_PROXY="127.0.0.1")
        conf = (made.folder / "Caddyfile").read_text().replace("{$QRDESK_AT:127.0.0.1:8765}", proxies.DAEMON)
        with proxies.caddy(place, conf, daemon.port) as proxy:
            assert proxy.ask("/healthz").status == 200
            with Client.local(str(made.folder / "data/qrdesk.db"), Settings()) as client:
                client.links.create(LinkDraft(destination="https://example.com/menu", slug="menu"))
                client.links.create(LinkDraft(destination="https://example.com/s", slug="s", host="shop.example.net"))
                client.links.create(french("where"))
            until(lambda: proxy.ask("/menu").headers.get("location") == "https://example.com/menu")
            until(lambda: proxy.ask("/where").status == 302)
            until(lambda: proxy.ask("/s", host="shop.example.net").headers.get("location") == "https://example.com/s")
            assert proxy.ask("/where", headers={"CF-IPCountry": "FR"}).headers["location"] == "https://example.com/all"
            bearer = {"Authorization": f"Bearer {made.key}"}
            assert proxy.ask("/api/v1/me", headers=bearer).status == 200
            for name in ("claimed.example.net", "stranger.example"):
                assert not proxy.has_certificate(name), name
