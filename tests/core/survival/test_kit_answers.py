"""The kit answers as the server does: nginx, Caddy and a Worker are asked what a front over the same database is."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from qrdesk.core.survival import caddy, pages
from qrdesk.core.survival.kit import Kit, write_open
from tests.core.survival import programs
from tests.core.survival.town import (
    APP,
    DOLLARS,
    HOSTILE,
    LONG_HOST,
    MAIL,
    NOW,
    SIMPLE,
    SIX,
    build,
    expected,
    ways_to,
)
from tests.daemon.houses import House, opened_house
from tests.postgres import BOTH, database_of

Asked = tuple[str, str, str]  # method, host, path
# Simple links and whatever else the kit keeps as it is.
KEPT = [
    *SIMPLE, *HOSTILE, "new-name", "old-name", "gone", "paused", "archived", "blocked", "circle", "early", "late",
    "late-elsewhere", "ending", "secret", "secret-late", "mail", "call", "app", "campaign", "remembered", "shown",
    "used-up",
]  # fmt: skip
FLAT = {
    "ruled": "https://example.com/ruled", "ab": "https://example.com/ab", "hidden": "https://example.com/hidden",
    "passing": "https://example.com/passing", "apps": "https://example.com/apps", "down": "https://example.com/down",
    "limited": "https://example.com/limited",
}  # fmt: skip
EXACT = ["Menu", "menu", "MENU", "mEnu", "Ä", "ä", "only", "Only", "open", "Open", "x"]
SHOP = ["/menu", "/ended", "/deleted", "/nobody", "/", "/robots.txt", "/a/b"]
NOTHING = ["/nobody", "/r/nobody", "/r/", "/r//menu", "/menu//", "/a/b", "/%ff", "/menu%0a", "/menu%2f", "/%22", "/"]


@pytest.fixture(scope="module", params=BOTH)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Kit]]:
    """A town and its kit, for all tests of this file: they only ask."""
    folder = tmp_path_factory.mktemp("town")
    with database_of(request, folder) as url, opened_house(url, str(folder / "data")) as house:
        build(house)
        yield house, write_open(folder / "kit", now=NOW)


def everything() -> list[Asked]:
    paths = [path for slug in KEPT for path in ways_to(slug)] + NOTHING
    asked = [("GET", "go.example", path) for path in paths]
    asked += [("HEAD", "go.example", path) for path in ("/menu", "/gone", "/nobody")]
    asked += [("POST", "go.example", "/menu")]
    asked += [("GET", "exact.example", f"/{one}{quote(slug)}") for slug in EXACT for one in ("", "r/")]
    asked += [("GET", "shop.example:8443", path) for path in SHOP]
    asked += [("GET", DOLLARS, path) for path in ("/Menu", "/menu", "/", "/r/Menu")]
    asked += [("GET", host, path) for host in (LONG_HOST, *SIX) for path in ("/menu", "/nobody")]
    return asked


def told(house: House, asked: Asked) -> tuple[int, str]:
    method, host, path = asked
    return expected(house, host, path, method)


def test_nginx_answers_as_the_daemon_does(town: tuple[House, Kit], tmp_path: Path) -> None:
    house, kit = town
    with programs.nginx(kit.folder, tmp_path / "nginx") as served:
        for method, host, path in everything():
            status, location, body = served.ask(host, path, method)
            assert (status, location) == told(house, (method, host, path)), (method, host, path, body)


def test_caddy_answers_as_the_daemon_does(town: tuple[House, Kit], tmp_path: Path) -> None:
    house, kit = town
    with programs.caddy(kit.folder, tmp_path / "caddy") as served:
        for method, host, path in everything():
            status, location, body = served.ask(host, path, method)
            said = told(house, (method, host, path))
            if path in {"/r//menu", "/menu//"}:  # Caddy takes a slash too many for none
                said = 302, "https://example.com/menu"
            expected_of_it = said[0], said[1].translate(caddy.UNSAFE)
            assert (status, location) == expected_of_it, (method, host, path, body)


@pytest.mark.parametrize("host", ["go.example", "exact.example", "shop.example:8443", DOLLARS])
def test_a_worker_answers_as_the_daemon_does(town: tuple[House, Kit], host: str, tmp_path: Path) -> None:
    house, kit = town
    asked = [one for one in everything() if one[1] == host]
    answers = programs.node(kit.folder, host.replace(":", "~"), [(method, path) for method, _, path in asked], tmp_path)
    for one, (status, location, body) in zip(asked, answers, strict=True):
        assert (status, location) == told(house, one), (one, body)


def test_what_is_flattened_leads_to_its_own_destination_everywhere(town: tuple[House, Kit], tmp_path: Path) -> None:
    _, kit = town
    with programs.nginx(kit.folder, tmp_path / "nginx") as one, programs.caddy(kit.folder, tmp_path / "caddy") as other:
        for slug, destination in FLAT.items():
            for served in (one, other):
                assert served.ask("go.example", f"/{slug}?x=1")[:2] == (302, destination)
    answers = programs.node(kit.folder, "go.example", [("GET", f"/{slug}") for slug in FLAT], tmp_path)
    assert [location for _, location, _ in answers] == list(FLAT.values())


def test_pages_are_the_same_everywhere_and_whole(town: tuple[House, Kit], tmp_path: Path) -> None:
    _, kit = town
    names = {"gone": "gone", "secret": "password", "nobody": "not_found", "paused": "paused", "circle": "circle"}
    wanted = [pages.page(name) for name in names.values()] + [pages.button(MAIL), pages.button(APP)]
    asked = [*names, "mail", "app"]
    with programs.nginx(kit.folder, tmp_path / "nginx") as one, programs.caddy(kit.folder, tmp_path / "caddy") as other:
        for served in (one, other):
            assert [served.ask("go.example", f"/{slug}")[2] for slug in asked] == wanted
    answers = programs.node(kit.folder, "go.example", [("GET", f"/{slug}") for slug in asked], tmp_path)
    assert [body for _, _, body in answers] == wanted


def test_a_host_that_is_none_of_ours_gets_no_links_from_nginx(town: tuple[House, Kit], tmp_path: Path) -> None:
    _, kit = town
    with programs.nginx(kit.folder, tmp_path / "nginx") as served:
        assert [served.ask(host, "/menu")[:2] for host in ("other.example", "waiting.example")] == [(404, "")] * 2


def test_every_letter_is_found_by_a_worker_in_every_case_that_the_server_takes_for_the_same(
    town: tuple[House, Kit], tmp_path: Path
) -> None:
    _, kit = town
    asked = [
        ("GET", f"/{quote(slug)}") for slug in ("mENÜ", "STRASSE", "straße", "STRAẞE", "σίσυφος", "Σίσυφοσ", "Menü")
    ]
    wanted = ["men%C3%BC", *["street"] * 3, *["stone"] * 2, "men%C3%BC"]
    answers = programs.node(kit.folder, "go.example", asked, tmp_path)
    assert [location.rpartition("/")[2] for _, location, _ in answers] == wanted
